//! `annals import csv` from outside: what tables become, and what it asks about.

#![expect(
    clippy::disallowed_methods,
    reason = "a test writes files and fails where it cannot"
)]

mod program;

use std::fs;

use annals::import::{Column, CsvOptions, DateOrder, csv};
use annals::model::decode;
use annals::source::SourceMap;
use program::{run, run_with_input, session};
use proptest::prelude::*;

const TABLE: &str = "\
Date,End date,Event,Who,Place,Source,Page,Notes,Exhibit
March 1931,,Owners cut pay,Harbour board,Port,Ledger,12,\"By a tenth, for all\",A-1
15/04/1931,,Union votes to strike,Dockers' union; Ida Berg,,The Gazette,2,,
,,,,,,,,
April 1931,19.06.1931,Strike,Dockers' union,Port,The Gazette,4,,A-2
n/a,,Talks behind closed doors,,,https://example.org/talks,,,
";

#[test]
fn a_table_becomes_a_timeline_that_checks() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("strike.csv"), TABLE).unwrap();
    let shown = session(folder.path(), &["import", "csv", "strike.csv"]);
    insta::assert_snapshot!(shown);
    let written = run(
        folder.path(),
        &["import", "csv", "strike.csv", "-o", "strike.ron"],
    );
    assert_eq!(written.code, Some(0), "{}", written.err);
    let checked = run(
        folder.path(),
        &["check", "strike.ron", "--fail-on", "error"],
    );
    assert_eq!(checked.code, Some(0), "{}", checked.out);
    let bounds = run(folder.path(), &["bounds", "strike.ron", "strike"]);
    assert!(bounds.out.contains("1931-04/1931-06-19"), "{}", bounds.out);
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.ron"), "mine").unwrap();
    let run = run_with_input(
        folder.path(),
        &["import", "csv", "-", "-o", "a.ron"],
        "Event\nA vote\n",
    );
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("`a.ron` exists already"), "{}", run.err);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.ron")).unwrap(),
        "mine"
    );
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_about_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let table = "Date;Event\n03/04/1931;A vote\n3/4/31;A strike\nearly 1931;A talk\n04/05/1931;\n";
    fs::write(folder.path().join("t.csv"), table).unwrap();
    insta::assert_snapshot!(session(
        folder.path(),
        &["import", "csv", "t.csv", "-o", "t.ron"]
    ));
    assert!(!folder.path().join("t.ron").exists());
    let asked = run_with_input(
        folder.path(),
        &["import", "csv", "-", "--date-order", "mdy"],
        "Date;Event\n03/04/1931;A vote\n",
    );
    assert!(asked.out.contains("when: \"1931-03-04\""), "{}", asked.out);
}

#[test]
fn columns_are_mapped_by_hand() {
    let table = "Tag der Tat\tWas\tNr\n1931-04-15\tAbstimmung\t7\n";
    let map = |pairs: &[(&str, Column)]| CsvOptions {
        map: pairs
            .iter()
            .map(|&(name, column)| (name.to_owned(), column))
            .collect(),
        ..CsvOptions::default()
    };
    let faults = csv(table.as_bytes(), &map(&[])).unwrap_err();
    assert_eq!(faults[0].message, "no column holds the titles of events");
    let options = map(&[
        ("was", Column::Title),
        ("Tag der Tat", Column::When),
        ("Nr", Column::Data),
    ]);
    let text = csv(table.as_bytes(), &options).unwrap().text;
    assert!(text.contains("(id: \"abstimmung\", title: \"Abstimmung\", when: \"1931-04-15\", data: {\"Nr\": \"7\"})"), "{text}");
    let faults = csv(table.as_bytes(), &map(&[("Ort", Column::Place)])).unwrap_err();
    assert_eq!(faults[0].message, "there is no column `Ort`");
}

#[test]
fn parts_of_dates_in_columns_of_their_own_are_joined() {
    let table = "Year,Month,Day,Time,End Year,End Month,End Day,Headline,Text\n\
                 1931,4,15,9:30,,,,Vote,\n1931,,,,1932,2,,Strike,Long\n";
    let text = csv(table.as_bytes(), &CsvOptions::default()).unwrap().text;
    assert!(text.contains("when: \"1931-04-15T09:30\""), "{text}");
    assert!(text.contains("when: \"1931/1932-02\""), "{text}");
}

#[test]
fn tables_that_are_none_are_refused_with_their_line() {
    let cases: [(&[u8], &str); 10] = [
        (
            b"Event\n\"A\nB\n",
            "the quote that begins a cell is never closed",
        ),
        (
            b"Event\n\"A\"b\n",
            "text follows the closing quote of a cell",
        ),
        (
            b"Date,Year,Event\n1931-04,1932,A\n",
            "`1931-04` stands in one column, and `1932` in others",
        ),
        (b"Event,Because\nA,#\n", "an id has letters or digits"),
        (
            b"Event,Date\nA,1931,extra\n",
            "this row has 3 cells, and the first has 2",
        ),
        (b"Event,Date\nA\xff,1931\n", "this is no UTF-8 text"),
        (b"", "no column holds the titles of events"),
        (b"Event\n", "the table has no events"),
        (b"Event,At\nA,page 2\n", "this is said of no source"),
        (b"Id,Event\na,A\na,B\n", "the id `a` is taken"),
    ];
    for (table, message) in cases {
        let faults = csv(table, &CsvOptions::default()).unwrap_err();
        assert_eq!(
            faults[0].message,
            message,
            "{}",
            String::from_utf8_lossy(table)
        );
    }
}

/// Cells with everything in them that tables and RON have a use for.
fn cell() -> impl Strategy<Value = String> {
    "[a-z ,;\"'\\\\(){}\\[\\]/\n\u{e9}\u{202e}=+@-]{0,12}"
}

proptest! {
    #[test]
    fn no_cell_becomes_anything_but_text(rows in proptest::collection::vec((cell(), cell(), cell()), 1..6)) {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["Event", "Notes", "Other"]).unwrap();
        for (title, notes, other) in &rows {
            writer.write_record([&format!("x{title}"), notes, other]).unwrap();
        }
        let table = writer.into_inner().unwrap();
        let imported = csv(&table, &CsvOptions { order: Some(DateOrder::DayFirst), ..CsvOptions::default() });
        let imported = imported.unwrap();
        let (timeline, found) = decode(&SourceMap::new().add("a.ron", imported.text.clone()));
        prop_assert_eq!(found, []);
        prop_assert_eq!(timeline.events.len(), rows.len());
        for (event, (title, ..)) in timeline.events.iter().zip(&rows) {
            let given = format!("x{title}");
            prop_assert_eq!(event.title.trim(), given.trim());
        }
    }

    #[test]
    fn no_bytes_disturb(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = csv(&bytes, &CsvOptions::default());
    }
}
