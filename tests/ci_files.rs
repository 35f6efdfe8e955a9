//! What the repository offers to other people's CI: the action, the hooks, the workflows, the
//! problem matcher, and what the page on CI tells to copy.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod program;
mod scratch;

use std::path::Path;

use program::{broken, run};
use regex::Regex;
use serde_json::Value;
use yaml_rust2::{Yaml, YamlLoader};

fn repository(path: &str) -> String {
    scratch::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
}

fn yaml(text: &str) -> Yaml {
    let mut documents =
        YamlLoader::load_from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(documents.len(), 1, "{text}");
    documents.swap_remove(0)
}

/// Every mapping in a document.
fn mappings<'y>(yaml: &'y Yaml, found: &mut Vec<&'y Yaml>) {
    match yaml {
        Yaml::Array(items) => items.iter().for_each(|item| mappings(item, found)),
        Yaml::Hash(fields) => {
            found.push(yaml);
            fields.values().for_each(|value| mappings(value, found));
        }
        _ => {}
    }
}

const WORKFLOWS: [&str; 3] = [
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    "src/cli/init/workflow.yml",
];

/// The blocks of one kind on the page on CI.
fn blocks(kind: &str) -> Vec<String> {
    let page = repository("docs/ci.md");
    let start = format!("```{kind}\n");
    let blocks = page.split(&*start).skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

#[test]
fn no_script_holds_an_expression_and_actions_are_pinned() {
    let pinned = Regex::new(r"^(\./|[\w-]+/[\w./-]+@v\d+(\.\d+\.\d+)?$)").unwrap();
    let mut texts: Vec<String> = WORKFLOWS.map(repository).to_vec();
    texts.push(repository("action.yml"));
    texts.extend(blocks("yaml"));
    let (mut scripts, mut actions) = (0, 0);
    for text in &texts {
        let document = yaml(text);
        let mut found = Vec::new();
        mappings(&document, &mut found);
        for mapping in found {
            if let Some(script) = mapping["run"].as_str() {
                scripts += 1;
                assert!(!script.contains("${{"), "{script}");
            }
            if let Some(action) = mapping["uses"].as_str() {
                actions += 1;
                assert!(pinned.is_match(action), "{action}");
            }
        }
    }
    assert!(
        scripts >= 10 && actions >= 8,
        "{scripts} scripts, {actions} actions"
    );
}

#[test]
fn workflows_may_do_no_more_than_they_need() {
    for path in WORKFLOWS {
        let document = yaml(&repository(path));
        let permissions = document["permissions"].as_hash().expect(path);
        assert_eq!(permissions.len(), 1, "{path}");
        assert_eq!(
            document["permissions"]["contents"].as_str(),
            Some("read"),
            "{path}"
        );
        for (name, job) in document["jobs"].as_hash().expect(path) {
            assert!(
                job["timeout-minutes"].as_i64().is_some(),
                "{path}: {name:?}"
            );
            let steps = job["steps"].as_vec().expect(path);
            for step in steps {
                let checks_out = step["uses"]
                    .as_str()
                    .is_some_and(|uses| uses.contains("checkout"));
                let keeps = step["with"]["persist-credentials"].as_bool();
                assert!(!checks_out || keeps == Some(false), "{path}: {name:?}");
            }
        }
    }
}

#[test]
fn the_action_hands_each_input_over_as_a_variable() {
    let action = yaml(&repository("action.yml"));
    let inputs = action["inputs"].as_hash().unwrap();
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let handed: Vec<&str> = steps
        .iter()
        .filter_map(|step| step["env"].as_hash())
        .flat_map(|variables| variables.values().filter_map(Yaml::as_str))
        .collect();
    for name in inputs.keys() {
        let name = name.as_str().unwrap();
        let expected = format!("${{{{ inputs.{name} }}}}");
        assert!(handed.contains(&&*expected), "{name}");
    }
    assert!(
        steps
            .iter()
            .all(|step| step["shell"].as_str() == Some("bash"))
    );
}

#[test]
fn hooks_call_commands_that_there_are() {
    let hooks = yaml(&repository(".pre-commit-hooks.yaml"));
    let ids: Vec<_> = hooks
        .as_vec()
        .unwrap()
        .iter()
        .map(|hook| hook["id"].as_str())
        .collect();
    assert_eq!(ids, [Some("annals-check"), Some("annals-fmt")]);
    assert_eq!(hooks[0]["pass_filenames"].as_bool(), Some(false));
    for hook in hooks.as_vec().unwrap() {
        assert_eq!(hook["language"].as_str(), Some("rust"));
        let files = Regex::new(hook["files"].as_str().unwrap()).unwrap();
        assert!(files.is_match("timelines/a.ron") && !files.is_match("timelines/a.ron.bak"));
    }
}

/// A line of output as a matcher with groups for its parts reads it.
fn matched(patterns: &Value, line: &str) -> Option<Vec<String>> {
    let regex = Regex::new(patterns["regexp"].as_str().unwrap()).unwrap();
    let captures = regex.captures(line)?;
    let parts = ["file", "line", "column", "code", "message"].map(|part| {
        let group = usize::try_from(patterns[part].as_u64().unwrap()).unwrap();
        captures[group].to_owned()
    });
    Some(parts.into())
}

#[test]
fn the_problem_matcher_reads_what_concise_writes() {
    let matchers: Value =
        serde_json::from_str(&repository(".github/problem-matcher.json")).unwrap();
    let matchers = matchers["problemMatcher"].as_array().unwrap();
    let folder = scratch::empty();
    let name = "a:1:2:b [x].ron";
    let text = scratch::read(&broken().join("dead-alternative.ron"));
    scratch::write(&folder.path().join(name), &text);
    let wrong = scratch::read(&broken().join("swapped-treaty.ron"));
    scratch::write(&folder.path().join("b.ron"), &wrong);
    // What a message quotes is no line of its own.
    let quoting = wrong.replace("june-treaty\", to", "b.ron:1:2: warning[x] y\", to");
    assert_ne!(quoting, wrong);
    scratch::write(&folder.path().join("c.ron"), &quoting);
    let told = |form: &str| run(folder.path(), &["check", ".", "--format", form]).out;
    let report: Value = serde_json::from_str(&told("json")).unwrap();
    let files = report["files"].as_array().unwrap();
    let findings = files
        .iter()
        .flat_map(|file| file["diagnostics"].as_array().unwrap());
    let lines = told("concise");
    let (mut lines, mut levels) = (lines.lines(), Vec::new());
    for finding in findings {
        let line = lines.next().unwrap();
        let level = finding["level"].as_str().unwrap();
        let read: Vec<_> = matchers
            .iter()
            .filter_map(|matcher| Some((matcher, matched(&matcher["pattern"][0], line)?)))
            .collect();
        let [(matcher, parts)] = &read[..] else {
            panic!("{} matchers read {line}", read.len());
        };
        let start = &finding["span"]["start"];
        let expected = [
            finding["span"]["file"].as_str().unwrap().to_owned(),
            start["line"].to_string(),
            start["column"].to_string(),
            finding["rule"].as_str().unwrap().to_owned(),
            finding["message"].as_str().unwrap().to_owned(),
        ];
        assert_eq!(parts, &expected);
        assert_eq!(
            matcher["severity"].as_str(),
            (level == "note").then_some("notice")
        );
        levels.push(level.to_owned());
    }
    assert_eq!(lines.next(), None);
    for level in ["error", "warning", "note"] {
        assert!(levels.iter().any(|known| known == level), "{level}");
    }
}

#[test]
fn the_task_for_editors_reads_the_same_lines() {
    let matchers: Value =
        serde_json::from_str(&repository(".github/problem-matcher.json")).unwrap();
    let tasks: Vec<Value> = blocks("json")
        .iter()
        .map(|block| serde_json::from_str(block).unwrap())
        .collect();
    let [tasks] = &tasks[..] else {
        panic!("the page on CI has {} JSON files", tasks.len());
    };
    let pattern = &tasks["tasks"][0]["problemMatcher"]["pattern"];
    let read = |line: &str| matched(pattern, line);
    let lines = ["a.ron:9:5: error[x-y] z", "a b.ron:9:50: warning[x] y: z"];
    for line in lines {
        let known = matched(&matchers["problemMatcher"][0]["pattern"][0], line);
        assert!(known.is_some());
        assert_eq!(read(line), known);
    }
    let note = "a.ron:9:5: note[x] y";
    assert_eq!(
        read(note),
        matched(&matchers["problemMatcher"][1]["pattern"][0], note)
    );
}

#[cfg(unix)]
mod scripts {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::{Command, Output};

    fn program(folder: &Path, name: &str, script: &str) {
        let path = folder.join(name);
        scratch::write(&path, &format!("#!/usr/bin/env bash\n{script}\n"));
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&path, mode).unwrap();
    }

    /// Runs a script of the action where programs of a folder come first.
    fn script(folder: &Path, name: &str, variables: &[(&str, &str)]) -> Output {
        let path = std::env::var("PATH").unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(".github/action")
            .join(name);
        let mut command = Command::new("bash");
        command
            .arg(script)
            .current_dir(folder)
            .env("PATH", format!("{}:{path}", folder.display()))
            .env("RUNNER_TEMP", folder.join("temp"))
            .env("GITHUB_PATH", folder.join("path"))
            .env("GITHUB_OUTPUT", folder.join("output"))
            .env("GITHUB_SERVER_URL", "https://server");
        command.envs(variables.iter().copied()).output().unwrap()
    }

    const ARCHIVE: &str = "annals-v0.1.0-x86_64-unknown-linux-musl.tar.gz";

    /// A folder with a release in it, and a `curl` that downloads from there.
    fn release(digest: impl Fn(&str) -> String) -> tempfile::TempDir {
        let folder = scratch::empty();
        let path = folder.path();
        std::fs::create_dir_all(path.join("release")).unwrap();
        program(path, "annals", "echo told \"$@\"");
        let packed = Command::new("tar")
            .args(["-czf", &format!("release/{ARCHIVE}"), "annals"])
            .current_dir(path)
            .status();
        assert!(packed.unwrap().success());
        std::fs::remove_file(path.join("annals")).unwrap();
        let sum = Command::new("sha256sum")
            .arg(ARCHIVE)
            .current_dir(path.join("release"))
            .output()
            .unwrap();
        let sum = String::from_utf8(sum.stdout).unwrap();
        scratch::write(&path.join("release/SHA256SUMS"), &digest(&sum));
        program(
            path,
            "curl",
            &format!(
                "for last; do :; done\nwhile [ \"$1\" != --output ]; do shift; done\n\
                 echo \"$last\" >>'{root}/asked'\ncp \"{root}/release/${{last##*/}}\" \"$2\"",
                root = path.display()
            ),
        );
        folder
    }

    fn install(folder: &Path, version: &str) -> Output {
        script(
            folder,
            "install.sh",
            &[
                ("ANNALS_VERSION", version),
                ("ACTION_REF", "v0.1.0"),
                ("ACTION_REPOSITORY", "someone/annals"),
                ("RUNNER_OS", "Linux"),
                ("RUNNER_ARCH", "X64"),
            ],
        )
    }

    #[test]
    fn a_release_is_installed_if_its_digest_is_the_stated_one() {
        let folder = release(str::to_owned);
        let output = install(folder.path(), "");
        assert!(output.status.success(), "{output:?}");
        let asked = scratch::read(&folder.path().join("asked"));
        let base = "https://server/someone/annals/releases/download/v0.1.0";
        assert_eq!(asked, format!("{base}/{ARCHIVE}\n{base}/SHA256SUMS\n"));
        let added = scratch::read(&folder.path().join("path"));
        assert!(Path::new(added.trim()).join("annals").is_file());
    }

    #[test]
    fn a_release_with_another_digest_or_none_is_not_installed() {
        let other = |sum: &str| sum.replace(&sum[..8], "00000000");
        let none = |_: &str| String::new();
        let twice = |sum: &str| format!("{sum}{sum}");
        let prefixed = |sum: &str| sum.replace(ARCHIVE, &format!("x{ARCHIVE}"));
        let digests: [&dyn Fn(&str) -> String; 4] = [&other, &none, &twice, &prefixed];
        for digest in digests {
            let folder = release(digest);
            let output = install(folder.path(), "");
            assert!(!output.status.success());
            assert!(!folder.path().join("path").exists(), "{output:?}");
            let installed = folder.path().join("temp/annals-v0.1.0/annals");
            assert!(!installed.exists());
        }
    }

    #[test]
    fn what_is_no_release_is_not_asked_for() {
        for version in [
            "main",
            "v1",
            "v0.1.0/../../evil",
            "v0.1.0;x",
            "v0.1.0\nx",
            "0.1.0",
        ] {
            let folder = release(str::to_owned);
            let output = install(folder.path(), version);
            assert!(!output.status.success(), "{version}");
            assert!(!folder.path().join("asked").exists(), "{version}");
        }
    }

    fn check(folder: &Path, variables: &[(&str, &str)]) -> Output {
        let mut all = vec![
            ("ANNALS_PATHS", ""),
            ("ANNALS_FAIL_ON", "error"),
            ("ANNALS_ARGS", ""),
            ("ANNALS_SARIF", ""),
        ];
        all.extend(variables);
        script(folder, "check.sh", &all)
    }

    #[test]
    fn inputs_of_the_action_are_arguments_and_nothing_more() {
        let folder = scratch::empty();
        program(folder.path(), "annals", "printf '<%s>' \"$@\"; exit 1");
        let told = |variables: &[(&str, &str)]| {
            let output = check(folder.path(), variables);
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        assert_eq!(told(&[]), "<check><--format><github><--fail-on><error><-->");
        let paths = "a b.ron\n\n$(touch evil)\n--fix\n`touch evil`\n";
        assert_eq!(
            told(&[
                ("ANNALS_PATHS", paths),
                ("ANNALS_ARGS", "--as-of\n2026-11-23"),
                ("ANNALS_SARIF", "o s")
            ]),
            "<check><--format><github><--fail-on><error><--format><sarif=o s>\
             <--as-of><2026-11-23><--><a b.ron><$(touch evil)><--fix><`touch evil`>"
        );
        assert!(!folder.path().join("evil").exists());
        assert_eq!(scratch::read(&folder.path().join("output")), "sarif=o s\n");
        let output = check(folder.path(), &[("ANNALS_SARIF", "a\npath=evil")]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(scratch::read(&folder.path().join("output")), "sarif=o s\n");
    }
}
