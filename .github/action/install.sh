#!/usr/bin/env bash
# Downloads a release of annals for this runner, and installs it only if its SHA-256 digest is the
# one that the release states. Reads ANNALS_VERSION, ACTION_REF, ACTION_REPOSITORY and the
# variables of the runner.
set -euo pipefail

fail() {
    echo "annals: $1" >&2
    exit 1
}

version=${ANNALS_VERSION:-${ACTION_REF:-}}
[[ $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] ||
    fail "\`$version\` is no release; say which in \`version:\`, as in v0.1.0"
[[ ${ACTION_REPOSITORY:-} =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] ||
    fail "the runner does not say from which repository the action is"

case "$RUNNER_OS/$RUNNER_ARCH" in
    Linux/X64) target=x86_64-unknown-linux-musl ;;
    Linux/ARM64) target=aarch64-unknown-linux-musl ;;
    macOS/X64) target=x86_64-apple-darwin ;;
    macOS/ARM64) target=aarch64-apple-darwin ;;
    Windows/X64) target=x86_64-pc-windows-msvc ;;
    *) fail "there is no release for $RUNNER_OS on $RUNNER_ARCH: use cargo install" ;;
esac

archive="annals-$version-$target.tar.gz"
base="$GITHUB_SERVER_URL/$ACTION_REPOSITORY/releases/download/$version"
folder="$RUNNER_TEMP/annals-$version"
mkdir -p "$folder"
cd "$folder"

for file in "$archive" SHA256SUMS; do
    curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 \
        --output "$file" "$base/$file" || fail "cannot download $base/$file"
done

expected=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' SHA256SUMS)
[[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "SHA256SUMS does not state one digest of $archive"
if command -v sha256sum >/dev/null; then
    actual=$(sha256sum "$archive")
else
    actual=$(shasum -a 256 "$archive")
fi
if [ "${actual%% *}" != "$expected" ]; then
    rm -f "$archive"
    fail "the digest of $archive is ${actual%% *}, but $expected is stated"
fi

tar -xzf "$archive"
echo "$folder" >>"$GITHUB_PATH"
