#!/usr/bin/env bash
# Runs `annals check`. Reads ANNALS_PATHS and ANNALS_ARGS, an entry a line, ANNALS_FAIL_ON and
# ANNALS_SARIF.
set -euo pipefail

arguments=(check --format github --fail-on "$ANNALS_FAIL_ON")
if [ -n "$ANNALS_SARIF" ]; then
    case "$ANNALS_SARIF" in
        *$'\n'* | *$'\r'*)
            echo "annals: the name of the SARIF file has a line end in it" >&2
            exit 2
            ;;
    esac
    arguments+=(--format "sarif=$ANNALS_SARIF")
    echo "sarif=$ANNALS_SARIF" >>"$GITHUB_OUTPUT"
fi
while IFS= read -r argument; do
    if [ -n "$argument" ]; then arguments+=("$argument"); fi
done <<<"$ANNALS_ARGS"
arguments+=(--)
while IFS= read -r path; do
    if [ -n "$path" ]; then arguments+=("$path"); fi
done <<<"$ANNALS_PATHS"
exec annals "${arguments[@]}"
