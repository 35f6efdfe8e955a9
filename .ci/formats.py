#!/usr/bin/env python3
"""Reads what annals writes for servers with tools that are not ours, and lints what the repository
offers to other people's CI.

Usage: formats.py ANNALS. Tools and schemas come from PyPI and npm, pinned by version, the schemas
by digest too, and are kept under target/ci. A missing tool is a failure.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / "target" / "ci"
TOOLS = CACHE / "venv"
FORMS = {"sarif": "out.sarif", "gitlab": "gitlab.json", "junit": "junit.xml"}

# File names that mean something to a shell, a URI, a server or a reader of XML.
NAMES = [
    "plain.ron",
    "with space #1?.ron",
    "100%0A.ron",
    "größe-大.ron",
    "-q.ron",
    "..two.ron",
    "a,b=c.ron",
    "::stop-commands::x.ron",
    "line\n::stop-commands::end.ron",
    "]]> & <b>.ron",
    "esc\x1b[31m.ron",
    "bidi\u202e.ron",
]


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def tool(name):
    return TOOLS / "bin" / name


def install():
    """The tools, unless those of these versions are there."""
    wanted = (ROOT / ".ci" / "requirements.txt").read_text()
    stamp = TOOLS / "installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(TOOLS, clear=True, with_pip=True)
        run(tool("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--requirement", ROOT / ".ci" / "requirements.txt")
        stamp.write_text(wanted)


def packages():
    """Fetches the packages and gives the folder of each, by its name."""
    folders = {}
    for line in (ROOT / ".ci" / "packages.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        registry, spec, digest = line.split()
        folder = CACHE / digest
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
                if registry == "npm":
                    run("npm", "pack", "--silent", "--pack-destination", scratch, spec,
                        stdout=subprocess.DEVNULL)
                else:
                    run(tool("python"), "-m", "pip", "download", "--quiet", "--no-deps",
                        "--disable-pip-version-check", "--no-binary", ":all:", "--dest", scratch, spec)
                (archive,) = pathlib.Path(scratch).iterdir()
                actual = hashlib.sha256(archive.read_bytes()).hexdigest()
                if actual != digest:
                    sys.exit(f"{spec}: the digest is {actual}, not {digest}")
                unpacked = pathlib.Path(scratch) / "unpacked"
                with tarfile.open(archive) as packed:
                    packed.extractall(unpacked, filter="data")
                unpacked.rename(folder)
        (inner,) = folder.iterdir()
        folders[spec.rsplit("@", 1)[0].split("==")[0]] = inner
    return folders


def hostile(folder):
    """Faulty timelines under hostile names, with hostile texts."""
    broken = ROOT / "tests" / "broken"
    originals = ["swapped-treaty", "dead-alternative", "causal-cycle", "unknown-event", "bad-dates"]
    for number, name in enumerate(NAMES):
        text = (broken / f"{originals[number % len(originals)]}.ron").read_text()
        if number == 0:
            evil = "::stop-commands::x\\n##[stop-commands]y\\r%0A]]>\\u{0}\\u{fffe}\\u{202e}[l](1){0}"
            text = (f'(annals: 1, title: "t", events: [(id: "a", title: "A", kind: "{evil}", '
                    f'when: "{evil}", because: ["{evil}"])])')
        (folder / name).write_text(text)
    return len(NAMES)


def written(annals, folder):
    """What annals writes there: the log for GitHub; the other forms are in files."""
    command = [annals, "check", ".", "--as-of", "2026-11-23", "--format", "github"]
    for form, file in FORMS.items():
        command += ["--format", f"{form}={file}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode != 1 or done.stderr:
        sys.exit(f"exit code {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def check_sarif(folder, schema):
    file = folder / FORMS["sarif"]
    # The schema has a pattern that regular expressions with `u` refuse.
    run(tool("check-jsonschema"), "--regex-variant", "nonunicode", "--schemafile", schema, file)
    (sarif,) = json.loads(file.read_text())["runs"]
    assert len(sarif["results"]) > len(NAMES)
    seen = set()
    for result in sarif["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        parts = urllib.parse.urlsplit(uri)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", ""), uri
        seen.add(urllib.parse.unquote(uri, errors="strict"))
    assert seen == set(NAMES), seen ^ set(NAMES)
    return len(sarif["results"])


def check_junit(folder, xsd):
    run(tool("python"), "-c",
        "import sys, xmlschema; xmlschema.XMLSchema(sys.argv[1]).validate(sys.argv[2])",
        xsd, folder / FORMS["junit"])


def check_gitlab(folder, count):
    issues = json.loads((folder / FORMS["gitlab"]).read_text())
    assert len(issues) == count
    assert len({issue["fingerprint"] for issue in issues}) == count
    assert {issue["location"]["path"] for issue in issues} == set(NAMES)


# Reads each command as the runner does, and lets GitHub's own toolkit write it again.
AGAIN = """
import {{ issueCommand }} from {command};
import {{ readFileSync }} from 'node:fs';
const unescape = text => text.replaceAll('%0D', '\\r').replaceAll('%0A', '\\n')
  .replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
for (const line of readFileSync(0, 'utf8').split('\\n').slice(0, -2)) {{
  const [, name, properties, data] = /^::(\\S+) (.*?)::(.*)$/s.exec(line);
  const pairs = properties.split(',').map(pair => /^([^=]*)=(.*)$/s.exec(pair).slice(1))
    .map(([key, value]) => [key, unescape(value)]);
  issueCommand(name, Object.fromEntries(pairs),
    data.replaceAll('%0D', '\\r').replaceAll('%0A', '\\n').replaceAll('%25', '%'));
}}
"""


def check_github(log, toolkit, count):
    lines = log.decode().split("\n")
    assert len(lines) == count + 2 and lines[-2].startswith("Checked ") and lines[-1] == ""
    command = json.dumps((toolkit / "lib" / "command.js").as_uri())
    again = run("node", "--input-type=module", "-e", AGAIN.format(command=command),
                input=log, stdout=subprocess.PIPE).stdout
    assert again.decode().split("\n") == lines[:-2] + [""], "the toolkit writes other commands"


def check_offers():
    """The workflows, the action and the hooks, and what `annals init` writes."""
    flows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    flows.append(ROOT / "src" / "cli" / "init" / "workflow.yml")
    checker = tool("check-jsonschema")
    run(checker, "--builtin-schema", "vendor.github-workflows", *flows)
    run(checker, "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    run(tool("pre-commit"), "validate-manifest", ROOT / ".pre-commit-hooks.yaml")


def main():
    annals = pathlib.Path(sys.argv[1]).resolve()
    CACHE.mkdir(parents=True, exist_ok=True)
    install()
    found = packages()
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        folder = pathlib.Path(scratch)
        hostile(folder)
        log = written(annals, folder)
        sarif = found["@microsoft/jest-sarif"] / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
        count = check_sarif(folder, sarif)
        check_junit(folder, found["pytest"] / "testing" / "example_scripts" / "junit-10.xsd")
        check_gitlab(folder, count)
        check_github(log, found["@actions/core"], count)
    check_offers()
    print(f"{count} findings in {len(NAMES)} files were read as they were written")


if __name__ == "__main__":
    main()
