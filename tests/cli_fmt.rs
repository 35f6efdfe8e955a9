//! `annals fmt` from outside.

mod program;
mod scratch;

use std::fs;
use std::path::Path;

use program::{bare, broken, run, run_with_input};
use scratch::{empty, read, with, write};

const UNTIDY: &str = "(annals:1,title:\"A\")";
const TIDY: &str = "(annals: 1, title: \"A\")\n";
const FAULTY: &str = "(annals: 1,\n title \"A\")\n";

/// A folder with one file of each kind.
fn three() -> tempfile::TempDir {
    let folder = with("a.ron", UNTIDY);
    write(&folder.path().join("b.ron"), TIDY);
    fs::create_dir(folder.path().join("more")).expect("there is room");
    write(&folder.path().join("more/c.ron"), UNTIDY);
    folder
}

#[test]
fn files_are_written_in_place_and_told_in_order() {
    let folder = three();
    let told = run(folder.path(), &["fmt"]);
    assert_eq!(
        told.out,
        "formatted a.ron\nformatted more/c.ron\n2 files changed, 1 is in the layout already.\n"
    );
    assert_eq!((told.code, &*told.err), (Some(0), ""));
    for name in ["a.ron", "b.ron", "more/c.ron"] {
        assert_eq!(read(&folder.path().join(name)), TIDY);
    }
    let again = run(folder.path(), &["fmt", "more", "a.ron", "b.ron", "a.ron"]);
    assert_eq!(again.out, "0 files changed, 3 are in the layout already.\n");
    assert_eq!(run(folder.path(), &["fmt", "-q"]).out, "");
}

#[test]
fn check_lists_what_would_change_and_writes_nothing() {
    let folder = three();
    let told = run(folder.path(), &["fmt", "--check"]);
    assert_eq!(
        told.out,
        "would format a.ron\nwould format more/c.ron\n2 files would change, 1 is in the layout already.\n"
    );
    assert_eq!(told.code, Some(1));
    assert_eq!(
        run(folder.path(), &["fmt", "--check", "-q"])
            .out
            .lines()
            .count(),
        2
    );
    assert_eq!(read(&folder.path().join("a.ron")), UNTIDY);
    assert_eq!(
        run(folder.path(), &["fmt", "--check", "b.ron"]).code,
        Some(0)
    );
}

#[test]
fn diff_shows_what_would_change_and_patch_takes_it() {
    let folder = three();
    let long = "// one\n// two\n// three\n// four\n(annals:1,\ttitle:\"A\")\n// six\n";
    write(&folder.path().join("long.ron"), long);
    let told = run(folder.path(), &["fmt", "--diff", "long.ron", "a.ron"]);
    assert_eq!(
        told.out,
        "--- long.ron
+++ long.ron
@@ -2,5 +2,5 @@
 // two
 // three
 // four
-(annals:1,␉title:\"A\")
+(annals: 1, title: \"A\")
 // six
--- a.ron
+++ a.ron
@@ -1 +1 @@
-(annals:1,title:\"A\")
\\ No newline at end of file
+(annals: 1, title: \"A\")
"
    );
    assert_eq!(told.code, Some(1));
    assert_eq!(read(&folder.path().join("long.ron")), long);
    let colours = run(
        folder.path(),
        &["fmt", "--diff", "--color", "always", "a.ron"],
    );
    assert!(
        colours
            .out
            .contains("\u{1b}[32m+(annals: 1, title: \"A\")\u{1b}[0m\n")
    );
    let nothing = run(folder.path(), &["fmt", "--diff", "b.ron"]);
    assert_eq!((nothing.code, &*nothing.out), (Some(0), ""));
}

#[test]
fn controls_in_a_file_do_not_reach_the_terminal() {
    let folder = with("a.ron", "(annals:1,title:\"\u{1b}[2J\u{202e}\")\r\n");
    let told = run(folder.path(), &["fmt", "--diff"]);
    assert!(
        told.out
            .contains("+(annals: 1, title: \"␛[2J\\u{202e}\")\r\n"),
        "{}",
        told.out
    );
    assert!(!told.out.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = empty();
    let told = run_with_input(folder.path(), &["fmt", "-"], UNTIDY);
    assert_eq!((told.code, &*told.out, &*told.err), (Some(0), TIDY, ""));
    let told = run_with_input(folder.path(), &["fmt", "-"], TIDY);
    assert_eq!((told.code, &*told.out), (Some(0), TIDY));
    let name = ["fmt", "--check", "-", "--stdin-filename", "x.ron"];
    let told = run_with_input(folder.path(), &name, UNTIDY);
    assert_eq!(
        told.out,
        "would format x.ron\n1 file would change, 0 are in the layout already.\n"
    );
    assert_eq!(told.code, Some(1));
    let told = run_with_input(folder.path(), &["fmt", "-", "a.ron"], UNTIDY);
    assert_eq!((told.code, &*told.out), (Some(2), ""));
    assert!(told.err.contains("`-` stands alone"), "{}", told.err);
}

/// Editors put what they read in the place of what they gave.
#[test]
fn a_faulty_text_from_standard_input_gives_nothing() {
    let arguments = ["fmt", "-", "--stdin-filename", "x.ron"];
    let told = run_with_input(empty().path(), &arguments, FAULTY);
    assert_eq!((told.code, &*told.out), (Some(1), ""));
    assert!(told.err.starts_with("x.ron:2:"), "{}", told.err);
}

#[test]
fn faulty_files_are_left_as_they_are_and_the_rest_is_formatted() {
    let folder = three();
    write(&folder.path().join("faulty.ron"), FAULTY);
    let told = run(folder.path(), &["fmt"]);
    assert_eq!(told.code, Some(1));
    assert_eq!(
        told.err,
        "faulty.ron:2:7: error[syntax] a colon is missing after `title`\n\
         annals: `faulty.ron` has syntax errors and was left as it is\n"
    );
    assert_eq!(read(&folder.path().join("faulty.ron")), FAULTY);
    assert_eq!(read(&folder.path().join("a.ron")), TIDY);
}

#[test]
fn what_cannot_be_read_or_written_fails_after_the_rest() {
    let folder = three();
    let told = run(folder.path(), &["fmt", "nowhere.ron", "a.ron"]);
    assert_eq!(told.code, Some(2));
    assert_eq!(
        told.err,
        "annals: error: nowhere.ron: there is no such file or folder\n\
         annals: error: 1 file could not be formatted\n"
    );
    assert_eq!(read(&folder.path().join("a.ron")), TIDY);

    let path = folder.path().join("more/c.ron");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it is ours");
    let told = run(folder.path(), &["fmt"]);
    assert_eq!(told.code, Some(2));
    assert!(
        told.err
            .contains("more/c.ron: not written: the file is read-only"),
        "{}",
        told.err
    );
    assert_eq!(read(&path), UNTIDY);
}

/// What `check` finds in a folder, without the places.
fn findings(folder: &Path) -> Vec<String> {
    let told = run(folder, &["check", "--format", "concise"]);
    let findings = told.out.lines().map(|line| {
        let (place, finding) = line.split_once(": ").expect("a place and a finding");
        let file = place.split(':').next().expect("it begins with the file");
        // Messages may name places as well.
        let rule = finding.split(']').next().expect("it begins with the rule");
        format!("{file}: {rule}")
    });
    findings.collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("there is room");
    for entry in fs::read_dir(from).expect("it is a folder") {
        let path = entry.expect("it can be read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            // Without indentation, so that there is something to do.
            let text = read(&path);
            let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
            write(&target, &lines.join("\n"));
        }
    }
}

#[test]
fn formatted_files_keep_their_findings() {
    let folder = empty();
    copy(&broken(), folder.path());
    let before = findings(folder.path());
    let told = run(folder.path(), &["fmt"]);
    assert!(told.out.lines().count() > 50, "{}", told.out);
    assert!(before.len() > 50, "{}", before.len());
    assert_eq!(findings(folder.path()), before);
    let again = run(folder.path(), &["fmt", "--check"]);
    assert!(
        again.out.starts_with("0 files would change"),
        "{}",
        again.out
    );
}

#[test]
fn the_timelines_of_the_project_and_the_first_one_are_in_the_layout() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = run(project, &["fmt", "--check", "timelines"]);
    assert_eq!(told.code, Some(0), "{}", told.out);
    let folder = empty();
    run(folder.path(), &["init"]);
    let told = run(folder.path(), &["fmt", "--check"]);
    assert_eq!(told.code, Some(0), "{}", told.out);
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_modes_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = with("a.txt", UNTIDY);
    let path = folder.path().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink("a.txt", folder.path().join("a.ron")).expect("there is room");
    assert_eq!(run(folder.path(), &["fmt"]).code, Some(0));
    assert_eq!(read(&path), TIDY);
    assert!(fs::read_link(folder.path().join("a.ron")).is_ok());
    let mode = fs::metadata(&path)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o7777, 0o640);
}

/// One thread says what many say.
#[test]
fn what_is_told_does_not_depend_on_threads() {
    let folder = empty();
    for at in 0..40 {
        let text = if at % 3 == 0 { FAULTY } else { UNTIDY };
        write(&folder.path().join(format!("{at}.ron")), text);
    }
    let one = run(folder.path(), &["fmt", "--diff", "-j", "1"]);
    let many = run(folder.path(), &["fmt", "--diff"]);
    assert_eq!(one, many);
    assert_eq!(one.err.matches("error[syntax]").count(), 14);
    let output = bare(folder.path()).args(["fmt", "--check"]).output();
    assert_eq!(output.expect("it runs").status.code(), Some(1));
}
