//! `check --fix` and `check --diff`.

use super::Project;

const TEXT: &str = "(annals: 1; title: 'A vote', events: [\n    // annals: allow(self-link) a reason\n    (id: \"vote\", title: \"Vote\", when: 1931-04),\n])\n";
const MENDED: &str = "(annals: 1, title: \"A vote\", events: [\n    (id: \"vote\", title: \"Vote\", when: \"1931-04\"),\n])\n";

#[test]
fn mends_are_shown_and_then_written() {
    let project = Project::new(&[("a.ron", TEXT)]);
    let shown = project.run(&["check", "--diff"]);
    assert_eq!(shown.code, Some(1));
    assert!(
        shown
            .out
            .contains("+(annals: 1, title: \"A vote\", events: ["),
        "{}",
        shown.out
    );
    assert_eq!(project.read("a.ron"), TEXT, "nothing is written");
    let run = project.run(&["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.err.contains("in a.ron"), "{}", run.err);
    let once = project.read("a.ron");
    // What syntax errors hid comes to light, and is mended by the next run.
    project.run(&["check", "--fix"]);
    assert_eq!(project.read("a.ron"), MENDED, "{once}");
    let again = project.run(&["check", "--fix"]);
    assert_eq!((again.code, &*again.err), (Some(0), ""));
}

#[test]
fn only_files_that_were_asked_for_are_mended() {
    let project = Project::new(&[
        (
            "main.ron",
            "(annals: 1, title: \"A\", uses: [(file: \"other.ron\", as: \"o\")])",
        ),
        ("other.ron", TEXT),
    ]);
    project.run(&["check", "main.ron", "--fix"]);
    assert_eq!(project.read("other.ron"), TEXT);
}

#[cfg(unix)]
#[test]
fn links_and_modes_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let project = Project::new(&[("kept/a.ron", TEXT)]);
    let (file, link) = (
        project.path().join("kept/a.ron"),
        project.path().join("l.ron"),
    );
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("kept/a.ron", &link).unwrap();
    project.run(&["check", "l.ron", "--fix"]);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert_ne!(project.read("kept/a.ron"), TEXT);
}
