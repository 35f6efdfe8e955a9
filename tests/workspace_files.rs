//! What a timeline may reach, and what is said of files that cannot be read.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test writes files and fails where it cannot"
)]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use annals::workspace::{CheckOptions, Checked, Stdin, check, open};

/// A folder with its own root, and one beside it that is outside.
struct Folders {
    scratch: tempfile::TempDir,
}

impl Folders {
    fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        for folder in ["root/deep", "outside"] {
            fs::create_dir_all(scratch.path().join(folder)).unwrap();
        }
        fs::write(scratch.path().join("root/annals.toml"), "# the root\n").unwrap();
        Self { scratch }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// A timeline that uses files under the prefixes `u0`, `u1`, …
    fn user(&self, name: &str, uses: &[&str]) -> PathBuf {
        self.write(name, user(uses, ""))
    }
}

fn user(uses: &[&str], events: &str) -> String {
    let mut text = "(annals: 1, title: \"T\", uses: [".to_owned();
    for (file, number) in uses.iter().zip(0..) {
        write!(text, "(file: {file:?}, as: \"u{number}\"), ").unwrap();
    }
    write!(text, "], events: [{events}])").unwrap();
    text
}

const PLAIN: &str = r#"(annals: 1, title: "T", events: [(id: "e", title: "E", when: "1931")])"#;

/// The findings of the first file: rule and message.
fn found(path: &Path) -> Vec<(&'static str, String)> {
    findings(&check(&[path.to_owned()], None, &CheckOptions::default()).unwrap())
}

fn findings(checked: &Checked) -> Vec<(&'static str, String)> {
    let findings = checked.files[0].diagnostics.iter();
    findings
        .map(|finding| (finding.rule.name(), finding.message.clone()))
        .collect()
}

#[test]
fn used_files_are_found_below_and_above_inside_the_root() {
    let folders = Folders::new();
    folders.write("root/plain.ron", PLAIN);
    folders.write("root/deep/plain.ron", PLAIN);
    let path = folders.user(
        "root/deep/user.ron",
        &["plain.ron", "../plain.ron", "./../deep/plain.ron"],
    );
    assert_eq!(found(&path), []);
    symlink(
        folders.path("root/plain.ron"),
        folders.path("root/deep/link.ron"),
    )
    .unwrap();
    let path = folders.user("root/deep/user.ron", &["link.ron"]);
    assert_eq!(found(&path), []);
}

#[test]
fn nothing_outside_the_root_is_read_whether_it_is_there_or_not() {
    let folders = Folders::new();
    folders.write("outside/secret.ron", PLAIN);
    symlink(
        folders.path("outside/secret.ron"),
        folders.path("root/link.ron"),
    )
    .unwrap();
    symlink(folders.path("outside"), folders.path("root/folder")).unwrap();
    symlink("/proc/self", folders.path("root/self")).unwrap();
    let path = folders.user(
        "root/user.ron",
        &[
            "link.ron",
            "folder/secret.ron",
            "../outside/secret.ron",
            "../outside/not-there.ron",
            "../../../../../../../../../../etc/passwd",
            "self/environ",
        ],
    );
    let found = found(&path);
    assert_eq!(found.len(), 6, "{found:?}");
    for (rule, message) in found {
        assert_eq!(
            (rule, &*message),
            ("unreachable-file", "this leads outside the root, `root`")
        );
    }
    let path = folders.user(
        "root/user.ron",
        &["/etc/passwd", "/dev/zero", "/proc/self/environ"],
    );
    for (rule, message) in self::found(&path) {
        let refused = "paths are relative to the file that names them";
        assert_eq!((rule, &*message), ("unreachable-file", refused));
    }
}

#[test]
fn a_link_that_leads_outside_tells_nothing_of_what_is_there() {
    let folders = Folders::new();
    folders.write("outside/there.ron", PLAIN);
    for name in ["there", "missing"] {
        let target = folders.path(&format!("outside/{name}.ron"));
        symlink(target, folders.path(&format!("root/{name}.ron"))).unwrap();
        let relative = format!("../../outside/{name}.ron");
        symlink(relative, folders.path(&format!("root/deep/{name}.ron"))).unwrap();
    }
    symlink(folders.path("outside"), folders.path("root/folder")).unwrap();
    symlink("missing.ron", folders.path("root/again.ron")).unwrap();
    symlink("nowhere.ron", folders.path("root/inside.ron")).unwrap();
    symlink("circle.ron", folders.path("root/circle.ron")).unwrap();
    let outside = [
        "there.ron",
        "missing.ron",
        "again.ron",
        "deep/there.ron",
        "deep/missing.ron",
        "folder/there.ron",
        "folder/missing.ron",
        "folder/missing/../../root/inside.ron",
        "folder/../root/inside.ron",
        "not-there/../../outside/there.ron",
    ];
    for (_, message) in found(&folders.user("root/user.ron", &outside)) {
        assert_eq!(message, "this leads outside the root, `root`");
    }
    let messages = found(&folders.user("root/user.ron", &["inside.ron", "circle.ron"]));
    assert_eq!(messages[0].1, "there is no such file");
    assert!(!messages[1].1.contains("outside"), "{messages:?}");
}

#[test]
fn what_a_used_file_names_is_found_from_where_it_stands() {
    let folders = Folders::new();
    fs::create_dir_all(folders.path("root/far/sub")).unwrap();
    folders.write("root/far/x.ron", PLAIN);
    symlink(folders.path("root/far/sub"), folders.path("root/deep/link")).unwrap();
    let path = folders.user("root/deep/user.ron", &["link/../x.ron"]);
    let checked = check(&[path], None, &CheckOptions::default()).unwrap();
    assert_eq!(findings(&checked), []);
    assert!(checked.files[1].path.ends_with("/deep/link/../x.ron"));
    // Through a link to a file, too.
    folders.write("root/far/sub/y.ron", PLAIN);
    folders.user("root/far/sub/x.ron", &["y.ron"]);
    symlink("../far/sub/x.ron", folders.path("root/deep/x.ron")).unwrap();
    let path = folders.user("root/deep/user.ron", &["x.ron"]);
    let checked = check(&[path], None, &CheckOptions::default()).unwrap();
    assert!(checked.files.iter().all(|file| file.diagnostics.is_empty()));
    assert_eq!(checked.files.len(), 3);
    assert_eq!(found(&folders.path("root/deep/x.ron")), []);
}

#[test]
fn a_used_file_keeps_to_its_own_root() {
    let folders = Folders::new();
    folders.write("root/deep/annals.toml", "");
    folders.write("root/plain.ron", PLAIN);
    folders.user("root/deep/used.ron", &["../plain.ron"]);
    let path = folders.user("root/user.ron", &["deep/used.ron"]);
    let checked = check(&[path], None, &CheckOptions::default()).unwrap();
    assert_eq!(findings(&checked), []);
    let message = &checked.files[1].diagnostics[0].message;
    assert_eq!(message, "this leads outside the root, `deep`");
}

#[test]
fn a_folder_is_walked_without_leaving_its_root() {
    let folders = Folders::new();
    let secret = folders.write("outside/secret.txt", "root:x:0:0");
    symlink(&secret, folders.path("root/deep/evil.ron")).unwrap();
    symlink(
        folders.path("outside"),
        folders.path("root/deep/folder.ron"),
    )
    .unwrap();
    symlink(
        folders.path("nowhere"),
        folders.path("root/deep/broken.ron"),
    )
    .unwrap();
    let nothing = check(&[folders.path("root/deep")], None, &CheckOptions::default()).unwrap_err();
    assert!(nothing.to_string().contains("there is no timeline file"));
    let plain = folders.write("root/plain.txt", PLAIN);
    symlink(&plain, folders.path("root/deep/kept.ron")).unwrap();
    let checked = check(&[folders.path("root/deep")], None, &CheckOptions::default()).unwrap();
    let names = checked
        .files
        .iter()
        .map(|file| file.path.rsplit('/').next());
    assert_eq!(names.collect::<Vec<_>>(), [Some("kept.ron")]);
}

#[test]
fn only_regular_files_of_bounded_size_are_used() {
    let folders = Folders::new();
    fs::create_dir(folders.path("root/folder.ron")).unwrap();
    let status = std::process::Command::new("mkfifo")
        .arg(folders.path("root/pipe.ron"))
        .status();
    assert!(status.unwrap().success());
    let large = fs::File::create(folders.path("root/large.ron")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let path = folders.user(
        "root/user.ron",
        &[
            "folder.ron",
            "pipe.ron",
            "large.ron",
            "missing.ron",
            "",
            "a\u{0}b",
        ],
    );
    let messages: Vec<String> = found(&path)
        .into_iter()
        .map(|(_, message)| message)
        .collect();
    assert_eq!(
        messages,
        [
            "this is a folder, not a file",
            "this is no regular file",
            "the file is larger than 64 MiB",
            "there is no such file",
            "this is no path",
            "this is no path",
        ]
    );
}

#[test]
fn archives_stand_in_the_folder_of_their_timeline() {
    let folders = Folders::new();
    for name in ["root/there.txt", "root/deep/there.txt", "outside/there.txt"] {
        folders.write(name, "wages were cut");
    }
    symlink("../there.txt", folders.path("root/deep/link.txt")).unwrap();
    let archive = |file: &str| {
        let text = format!(
            "(annals: 1, title: \"T\", sources: [(id: \"s\", title: \"S\", file: {file:?})])"
        );
        let path = folders.write("root/deep/timeline.ron", text);
        let checked = check(&[path], None, &CheckOptions::default()).unwrap();
        let found = checked.files[0].diagnostics.iter();
        found
            .map(|finding| (finding.severity.name(), finding.message.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(archive("there.txt"), []);
    assert_eq!(archive("./x/../there.txt").len(), 1, "there is no folder x");
    let outside = "this leads outside the timeline's folder, `deep`";
    for file in [
        "../there.txt",
        "../missing.txt",
        "link.txt",
        "../../outside/there.txt",
    ] {
        assert_eq!(archive(file), [("error", outside.to_owned())], "{file}");
    }
    let missing = "the archived text of `s` is missing: there is no such file";
    assert_eq!(archive("missing.txt"), [("warning", missing.to_owned())]);
}

#[test]
fn a_hundred_diamonds_are_read_once_each() {
    let folders = Folders::new();
    for level in 0..100 {
        let next = format!("level{}.ron", level + 1);
        for side in ["left", "right"] {
            folders.user(&format!("root/{side}{level}.ron"), &[&next]);
        }
        let sides = [format!("left{level}.ron"), format!("right{level}.ron")];
        folders.user(&format!("root/level{level}.ron"), &[&sides[0], &sides[1]]);
    }
    folders.write("root/level100.ron", PLAIN);
    let checked = check(&[folders.path("root")], None, &CheckOptions::default()).unwrap();
    assert_eq!(checked.files.len(), 301);
    for file in &checked.files {
        assert_eq!(
            (file.diagnostics.len(), file.consistent),
            (0, Some(true)),
            "{}",
            file.path
        );
    }
    assert_eq!(
        found(&folders.path("root/level0.ron")),
        [],
        "the top alone reads them all"
    );
}

#[test]
fn timelines_use_each_other_only_so_deep() {
    let folders = Folders::new();
    for level in 0..1_001 {
        folders.user(
            &format!("root/level{level}.ron"),
            &[&format!("level{}.ron", level + 1)],
        );
    }
    folders.write("root/level1001.ron", PLAIN);
    let checked = check(
        &[folders.path("root/level0.ron")],
        None,
        &CheckOptions::default(),
    )
    .unwrap();
    let found: Vec<_> = checked
        .files
        .iter()
        .flat_map(|file| &file.diagnostics)
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message,
        "timelines use each other more than 1000 deep"
    );
}

#[test]
fn circles_of_used_files_are_found_in_each_of_them() {
    let folders = Folders::new();
    folders.user("root/a.ron", &["b.ron"]);
    folders.user("root/b.ron", &["c.ron", "a.ron"]);
    folders.user("root/c.ron", &["a.ron"]);
    folders.user("root/beside.ron", &["a.ron"]);
    for first in ["a", "b", "c"] {
        let checked = check(
            &[folders.path(&format!("root/{first}.ron"))],
            None,
            &CheckOptions::default(),
        )
        .unwrap();
        let count = |name: &str| {
            let file = checked
                .files
                .iter()
                .find(|file| file.path.ends_with(name))
                .unwrap();
            file.diagnostics
                .iter()
                .filter(|finding| finding.rule.name() == "cyclic-uses")
                .count()
        };
        assert_eq!((count("a.ron"), count("b.ron"), count("c.ron")), (1, 2, 1));
    }
    assert_eq!(found(&folders.path("root/beside.ron")), []);
}

#[test]
fn a_large_circle_names_a_few_of_its_files() {
    let folders = Folders::new();
    for at in 0..200 {
        let next = format!("n{}.ron", (at + 1) % 200);
        folders.user(&format!("root/n{at}.ron"), &[&next]);
    }
    let checked = check(
        &[folders.path("root/n7.ron")],
        None,
        &CheckOptions::default(),
    )
    .unwrap();
    assert_eq!(checked.files.len(), 200);
    for file in &checked.files {
        let [finding] = &file.diagnostics[..] else {
            panic!("one finding: {:?}", file.diagnostics)
        };
        assert_eq!(finding.message.matches(" → ").count(), 9);
        assert!(finding.message.contains(" → 192 more → "));
    }
    let message = &checked.files[0].diagnostics[0].message;
    let (first, rest) = message.split_once("n7.ron → ").unwrap();
    assert!(first.starts_with("timelines use each other in a circle: "));
    assert!(rest.split(" → ").next().unwrap().ends_with("n8.ron"));
}

#[test]
fn texts_that_are_no_text_get_one_clear_finding() {
    let folders = Folders::new();
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "bytes.ron",
            b"(annals: 1, title: \"\xff\")",
            "a timeline is UTF-8 text",
        ),
        ("empty.ron", b"", ""),
        ("nul.ron", b"(annals: 1,\0 title: \"T\")", ""),
        ("utf16.ron", b"\xff\xfe(\0a\0", "a timeline is UTF-8 text"),
    ];
    for (name, text, message) in cases {
        let path = folders.write(&format!("root/{name}"), text);
        let found = found(&path);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!(found[0].0, "syntax", "{name}");
        assert!(found[0].1.contains(message), "{name}: {found:?}");
    }
}

#[test]
fn a_file_that_is_no_text_declares_what_nobody_can_tell() {
    let folders = Folders::new();
    let events = (0..3).map(|_| &b"(id: \"h\xfctte\", title: \"H\"), "[..]);
    let bytes = [
        b"(annals: 1, title: \"T\", events: [",
        &events.collect::<Vec<_>>().concat()[..],
    ];
    folders.write("root/latin.ron", bytes.concat());
    let text = user(
        &["latin.ron"],
        "(id: \"a\", title: \"A\", follows: [\"u0/h\", \"u0/b\"], evidence: [(source: \"u0/s\")])",
    );
    let path = folders.write("root/user.ron", text);
    let checked = check(&[path], None, &CheckOptions::default()).unwrap();
    assert_eq!(findings(&checked), []);
    assert_eq!(checked.files[0].consistent, None);
    let latin = &checked.files[1];
    assert_eq!((latin.events, latin.consistent), (0, None));
    let [finding] = &latin.diagnostics[..] else {
        panic!("one finding: {:?}", latin.diagnostics)
    };
    let file = checked.sources.file(finding.span.file);
    assert_eq!(finding.span.start, 40);
    assert_eq!(file.text().len(), 40, "the part before the byte is kept");
}

#[test]
fn byte_order_marks_and_line_ends_of_windows_are_accepted() {
    let folders = Folders::new();
    let text = format!("\u{feff}{}", PLAIN.replace(", events", ",\r\nevents"));
    assert_eq!(found(&folders.write("root/windows.ron", text)), []);
}

#[test]
fn what_was_asked_for_and_is_not_there_is_an_error() {
    let folders = Folders::new();
    let missing = check(
        &[folders.path("root/missing.ron")],
        None,
        &CheckOptions::default(),
    )
    .unwrap_err();
    assert!(missing.is_io());
    assert!(
        missing
            .to_string()
            .ends_with("missing.ron: there is no such file or folder")
    );
    let empty = check(&[folders.path("outside")], None, &CheckOptions::default()).unwrap_err();
    assert!(empty.to_string().contains("there is no timeline file"));
    let folder = open(folders.path("root"), None).unwrap_err();
    assert!(folder.to_string().contains("name one timeline file"));
}

#[test]
fn standard_input_uses_files_beside_its_name() {
    let folders = Folders::new();
    folders.write("root/plain.ron", PLAIN);
    let stdin = Stdin {
        name: folders.path("root/stdin.ron").to_str().unwrap().to_owned(),
        bytes: user(
            &["plain.ron"],
            "(id: \"a\", title: \"A\", follows: [\"u0/e\"])",
        )
        .into_bytes(),
    };
    let checked = check(&[], Some(stdin), &CheckOptions::default()).unwrap();
    assert_eq!(findings(&checked), []);
    assert_eq!(checked.files.len(), 2);
}

#[test]
fn standard_input_keeps_its_place_among_the_files() {
    let folders = Folders::new();
    let [first, last] = ["root/z.ron", "root/a.ron"].map(|name| folders.write(name, PLAIN));
    let stdin = || Stdin {
        name: folders.path("root/m.ron").to_str().unwrap().to_owned(),
        bytes: PLAIN.into(),
    };
    let dash = PathBuf::from("-");
    let paths = [first.clone(), dash.clone(), last, dash, first];
    let names = |checked: &Checked| -> Vec<String> {
        let names = checked.files.iter();
        let name = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        names.map(|file| name(&file.path)).collect()
    };
    let checked = check(&paths, Some(stdin()), &CheckOptions::default()).unwrap();
    assert_eq!(names(&checked), ["z.ron", "m.ron", "a.ron"]);
    let checked = check(&[], Some(stdin()), &CheckOptions::default()).unwrap();
    assert_eq!(names(&checked), ["m.ron"]);
}
