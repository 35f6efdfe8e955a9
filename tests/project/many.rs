//! A repository of 500 timelines, 50 of which are faulty.

use super::{CLEAN, FAULTY, Project};

#[test]
fn five_hundred_files_are_checked_and_only_new_faults_count() {
    let files: Vec<(String, &str)> = (0..500)
        .map(|number| {
            let text = if number % 10 == 3 { FAULTY } else { CLEAN };
            (
                format!("timelines/{:02}/{number:03}.ron", number / 50),
                text,
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, *text)).collect();
    let project = Project::committed(&files);
    let first = project.run(&["check"]);
    assert_eq!(first.code, Some(1));
    assert!(
        first.out.contains("Checked 500 files with 500 events and 0 links as of 2026-11-23: 50 errors, 50 warnings."),
        "{}",
        first.out.lines().last().unwrap()
    );
    project.run(&["check", "--write-baseline", "known.json"]);
    for known in [&["--baseline", "known.json"][..], &["--since", "HEAD"]] {
        let again = project.run(&[&["check"], known].concat());
        assert_eq!(again.code, Some(0), "{}", again.out);
        assert!(
            again.out.contains("nothing to report (100 known left out)"),
            "{}",
            again.out
        );
    }
    project.write("timelines/00/000.ron", FAULTY);
    for known in [&["--baseline", "known.json"][..], &["--since", "HEAD"]] {
        let found = project.found(known);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found
                .iter()
                .all(|line| line.starts_with("timelines/00/000.ron:"))
        );
    }
}
