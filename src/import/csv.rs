//! Tables: comma-separated values, as spreadsheets write them.
//!
//! RFC 4180, "Common Format and MIME Type for CSV Files", read by the `csv` crate.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use super::Fault;
use super::columns::{Column, Columns};
use super::dates::{self, DateOrder, Read};
use super::ids::{Ids, slug};
use super::write::{Struct, quoted};
use crate::diagnostic::Severity;
use crate::edtf::Edtf;
use crate::model::{Certainty, Status, decode};
use crate::source::SourceMap;

/// How to read a table.
#[derive(Debug, Clone, Default)]
pub struct CsvOptions {
    /// What columns hold, by their headings, where these do not say.
    pub map: Vec<(String, Column)>,
    /// What stands between cells; found from the first line unless given.
    pub delimiter: Option<u8>,
    /// What stands between the members of lists; `;` unless given.
    pub separator: Option<char>,
    /// The order of day and month.
    pub order: Option<DateOrder>,
    /// The title of the timeline.
    pub title: String,
}

/// A timeline that was made of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text of the timeline.
    pub text: String,
    /// How many events it has.
    pub events: usize,
    /// What the columns were taken for.
    pub columns: Columns,
    /// What else people should know.
    pub remarks: Vec<String>,
}

/// Makes a timeline of a table whose first line names its columns.
///
/// # Errors
///
/// All that cannot be read, or can be read in two ways.
///
/// # Examples
///
/// ```
/// use annals::import::{CsvOptions, csv};
///
/// let table = b"Date,Event\nMarch 1931,Owners cut pay\n15/04/1931,Union votes\n";
/// let imported = csv(table, &CsvOptions::default()).unwrap();
/// assert!(imported.text.contains("(id: \"union-votes\", title: \"Union votes\", when: \"1931-04-15\")"));
///
/// let faults = csv(b"Date,Event\n03/04/1931,Union votes\n", &CsvOptions::default()).unwrap_err();
/// assert_eq!(faults[0].message, "`03/04/1931` is 1931-04-03 or 1931-03-04");
/// ```
pub fn csv(bytes: &[u8], options: &CsvOptions) -> Result<Imported, Vec<Fault>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.split(|&byte| byte == b'\n').count() as u64;
        let help = "save it as UTF-8; spreadsheets call that \"CSV UTF-8\"".to_owned();
        vec![fault(Some(line), None, "this is no UTF-8 text", Some(help))]
    })?;
    let delimiter = options.delimiter.unwrap_or_else(|| delimiter_of(text));
    if let Some((line, message)) = misquoted(text, delimiter) {
        let help = "write a quote inside of a quoted cell twice: `\"\"`".to_owned();
        return Err(vec![fault(Some(line), None, message, Some(help))]);
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(str::to_owned).collect(),
        Err(error) => return Err(vec![fault(Some(1), None, &error.to_string(), None)]),
    };
    let columns = Columns::new(&headings, &options.map)
        .map_err(|(message, help)| vec![fault(Some(1), None, &message, help)])?;
    let mut table = Table {
        options,
        columns: &columns,
        faults: Vec::new(),
        ids: Ids::default(),
        actors: Names::default(),
        sources: Names::default(),
        events: Vec::new(),
        commas: None,
        empty: 0,
    };
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map(::csv::Position::line);
                table.row(line, &record);
            }
            Err(error) => {
                let line = error.position().map(::csv::Position::line);
                table
                    .faults
                    .push(fault(line, None, &error.to_string(), None));
            }
        }
    }
    table.finish()
}

fn fault(line: Option<u64>, column: Option<&str>, message: &str, help: Option<String>) -> Fault {
    Fault {
        line,
        column: column.map(str::to_owned),
        message: message.to_owned(),
        help,
    }
}

/// The first cell whose quotes are wrong: one that is never closed, or that goes on behind its
/// closing quote. A quote inside of a cell that does not begin with one is a character like others.
fn misquoted(text: &str, delimiter: u8) -> Option<(u64, &'static str)> {
    let (mut line, mut begins, mut opened) = (1, true, None);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\n' {
            line += 1;
        }
        match opened {
            None if byte == b'"' && begins => opened = Some(line),
            None => begins = byte == delimiter || byte == b'\n',
            Some(_) if byte != b'"' => {}
            Some(_) if bytes.peek() == Some(&b'"') => drop(bytes.next()),
            Some(begun) => {
                let ends = |next: u8| next == delimiter || matches!(next, b'\r' | b'\n');
                if bytes.peek().is_some_and(|&next| !ends(next)) {
                    return Some((begun, "text follows the closing quote of a cell"));
                }
                (opened, begins) = (None, false);
            }
        }
    }
    opened.map(|begun| (begun, "the quote that begins a cell is never closed"))
}

/// What stands most often between the cells of the first line, outside of quotes.
fn delimiter_of(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let outside: String = line.split('"').step_by(2).collect();
    let count = |delimiter: u8| outside.bytes().filter(|&byte| byte == delimiter).count();
    let known = [b'\t', b';', b'|', b','];
    known
        .into_iter()
        .max_by_key(|&one| count(one))
        .unwrap_or(b',')
}

/// Things that rows name, with their ids, in the order in which they are named first.
#[derive(Default)]
struct Names {
    ids: Ids,
    known: BTreeMap<(String, String), String>,
    entries: Vec<Struct>,
}

impl Names {
    fn id(&mut self, name: &str, more: &str, otherwise: &str, field: &str) -> String {
        let key = (name.to_owned(), more.to_owned());
        if let Some(id) = self.known.get(&key) {
            return id.clone();
        }
        let id = self.ids.give(name, otherwise);
        let mut entry = Struct::default();
        entry.text("id", &id);
        entry.text(field, name);
        entry.text("url", more);
        self.entries.push(entry);
        self.known.insert(key, id.clone());
        id
    }
}

struct Table<'o> {
    options: &'o CsvOptions,
    columns: &'o Columns,
    faults: Vec<Fault>,
    ids: Ids,
    actors: Names,
    sources: Names,
    events: Vec<Struct>,
    /// A column of lists in which commas stand and no separators.
    commas: Option<String>,
    /// Rows without anything in them.
    empty: usize,
}

/// One row.
struct Row<'r> {
    line: Option<u64>,
    cells: &'r ::csv::StringRecord,
}

impl Table<'_> {
    fn cell<'r>(&self, row: &Row<'r>, column: Column) -> &'r str {
        let at = self.columns.find(column);
        at.and_then(|at| row.cells.get(at)).map_or("", str::trim)
    }

    fn fault(&mut self, row: &Row<'_>, column: Column, message: &str, help: Option<String>) {
        let heading = self
            .columns
            .find(column)
            .map(|at| self.columns.0[at].0.clone());
        self.faults
            .push(fault(row.line, heading.as_deref(), message, help));
    }

    fn row(&mut self, line: Option<u64>, cells: &::csv::StringRecord) {
        let row = Row { line, cells };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            self.empty += 1;
            return;
        }
        let wanted = self.columns.0.len();
        // Spreadsheets leave out empty cells at the end, and add some.
        if cells
            .iter()
            .skip(wanted)
            .any(|cell| !cell.trim().is_empty())
        {
            let message = format!(
                "this row has {} cells, and the first has {wanted}",
                cells.len()
            );
            let help = "put a cell in double quotes if it has the delimiter in it".to_owned();
            self.faults.push(fault(line, None, &message, Some(help)));
            return;
        }
        let title = self.cell(&row, Column::Title).to_owned();
        if title.is_empty() {
            let help = "say what happened, or take the row out".to_owned();
            return self.fault(&row, Column::Title, "this event has no title", Some(help));
        }
        let mut event = Struct::default();
        let given = self.cell(&row, Column::Id);
        let name = if given.is_empty() { &title } else { given };
        let id = self.ids.give(name, "event");
        if !given.is_empty() && slug(given).is_some_and(|plain| plain != id) {
            let help = "every event has an id of its own".to_owned();
            self.fault(
                &row,
                Column::Id,
                &format!("the id `{given}` is taken"),
                Some(help),
            );
        }
        event.text("id", &id);
        event.text("title", &title);
        if let Some(when) = self.when(&row) {
            event.text("when", &when);
        }
        self.plain(&row, &mut event);
        self.words(&row, &mut event);
        self.evidence(&row, &mut event);
        for (column, field) in [(Column::Because, "because"), (Column::Follows, "follows")] {
            let names = self.list(&row, column);
            let ids: Vec<String> = names.iter().filter_map(|name| slug(name)).collect();
            if ids.len() < names.len() {
                self.fault(&row, column, "an id has letters or digits", None);
            }
            event.texts(field, &ids);
        }
        self.data(&row, &mut event);
        self.events.push(event);
    }

    fn plain(&mut self, row: &Row<'_>, event: &mut Struct) {
        event.text("kind", self.cell(row, Column::Kind));
        let names = self.list(row, Column::Actors);
        let ids: Vec<String> = names
            .iter()
            .map(|name| self.actors.id(name, "", "actor", "name"))
            .collect();
        event.texts("actors", &ids);
        event.texts("tags", &self.list(row, Column::Tags));
        event.text("place", self.cell(row, Column::Place));
        event.text("summary", self.cell(row, Column::Summary));
    }

    /// Columns that know few words.
    fn words(&mut self, row: &Row<'_>, event: &mut Struct) {
        let certainties: Vec<&str> = Certainty::ALL.iter().map(|one| one.name()).collect();
        let statuses: Vec<&str> = Status::ALL.iter().map(|one| one.name()).collect();
        for (column, known) in [(Column::Certainty, certainties), (Column::Status, statuses)] {
            let word = self.cell(row, column).to_lowercase();
            if known.contains(&&*word) {
                event.word(column.name(), &word);
            } else if !word.is_empty() {
                let help = format!(
                    "known are {}; `--map NAME=data` keeps the column as it is",
                    known.join(", ")
                );
                self.fault(row, column, &format!("`{word}` is no {column}"), Some(help));
            }
        }
    }

    fn evidence(&mut self, row: &Row<'_>, event: &mut Struct) {
        let (title, url) = (self.cell(row, Column::Source), self.cell(row, Column::Url));
        let is_url = |text: &str| text.starts_with("http://") || text.starts_with("https://");
        let url = if url.is_empty() && is_url(title) {
            title
        } else {
            url
        };
        let title = if title.is_empty() { url } else { title };
        let (at, quote) = (self.locator(row), self.cell(row, Column::Quote));
        if title.is_empty() {
            for (column, text) in [(Column::At, &*at), (Column::Quote, quote)] {
                if !text.is_empty() {
                    let help = "name the source in its column".to_owned();
                    self.fault(row, column, "this is said of no source", Some(help));
                }
            }
            return;
        }
        let mut evidence = Struct::default();
        evidence.text("source", &self.sources.id(title, url, "source", "title"));
        evidence.text("at", &at);
        evidence.text("quote", quote);
        event.word("evidence", &format!("[{}]", evidence.line()));
    }

    /// Where in its source an event is told: a number with what its heading says it counts.
    fn locator(&self, row: &Row<'_>) -> String {
        let cell = self.cell(row, Column::At);
        let heading = self
            .columns
            .find(Column::At)
            .map(|at| &self.columns.0[at].0);
        let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
        match heading.map(|heading| heading.to_lowercase()) {
            Some(unit) if is_number && ["page", "paragraph"].contains(&&*unit) => {
                format!("{unit} {cell}")
            }
            _ => cell.to_owned(),
        }
    }

    fn data(&self, row: &Row<'_>, event: &mut Struct) {
        let columns = self.columns.0.iter().zip(row.cells.iter());
        let kept: Vec<String> = columns
            .filter(|((_, column), cell)| *column == Column::Data && !cell.trim().is_empty())
            .map(|((heading, _), cell)| format!("{}: {}", quoted(heading), quoted(cell.trim())))
            .collect();
        if !kept.is_empty() {
            event.word("data", &format!("{{{}}}", kept.join(", ")));
        }
    }

    fn list(&mut self, row: &Row<'_>, column: Column) -> Vec<String> {
        let cell = self.cell(row, column);
        let separator = self.options.separator.unwrap_or(';');
        if self.options.separator.is_none() && cell.contains(',') && !cell.contains(separator) {
            let at = self.columns.find(column);
            self.commas = at.map(|at| self.columns.0[at].0.clone());
        }
        let members = cell.split([separator, '\n']).map(str::trim);
        let members = members.filter(|member| !member.is_empty()).unique();
        members.map(str::to_owned).collect()
    }

    /// The date of a row.
    fn when(&mut self, row: &Row<'_>) -> Option<String> {
        let start = self.point(
            row,
            Column::When,
            [Column::Year, Column::Month, Column::Day],
            Column::Time,
        )?;
        let end = self.point(
            row,
            Column::End,
            [Column::EndYear, Column::EndMonth, Column::EndDay],
            Column::EndTime,
        )?;
        let (whole, place) = match (start, end) {
            (None, None) => return None,
            (Some(start), None) => (start, Column::When),
            (Some(start), Some(end)) if start == end => (start, Column::When),
            (None, Some(end)) => (format!("/{end}"), Column::End),
            (Some(start), Some(end)) => (format!("{start}/{end}"), Column::End),
        };
        match Edtf::parse(&whole) {
            Ok(_) => Some(whole),
            Err(error) => {
                self.fault(
                    row,
                    place,
                    &format!("`{whole}`: {}", error.message),
                    error.help,
                );
                None
            }
        }
    }

    /// The date of a start or an end: from one column, or from three. The outer `None` says that
    /// it was reported as a fault.
    fn point(
        &mut self,
        row: &Row<'_>,
        whole: Column,
        parts: [Column; 3],
        time: Column,
    ) -> Option<Option<String>> {
        let cell = self.cell(row, whole).to_owned();
        let date = self.date(row, whole, &cell)?;
        let joined = self.of_parts(row, parts)?;
        let of_parts = self.date(row, parts[0], &joined)?;
        let date = match (date, of_parts) {
            (Some(date), Some(other)) if date != other => {
                let message = format!("`{date}` stands in one column, and `{other}` in others");
                let help = "map one of the columns to `data` or `skip`".to_owned();
                self.fault(row, whole, &message, Some(help));
                return None;
            }
            (date, other) => date.or(other),
        };
        let clock = self.cell(row, time);
        if clock.is_empty() {
            return Some(date);
        }
        let padded = match clock.split_once(':') {
            Some((hour, rest)) => format!("{hour:0>2}:{rest}"),
            None => clock.to_owned(),
        };
        let joined = date.map(|date| format!("{date}T{padded}"));
        match joined.filter(|joined| Edtf::parse(joined).is_ok()) {
            Some(joined) => Some(Some(joined)),
            None => {
                let help = "write a time as in 10:02, beside a whole date".to_owned();
                let message = format!("`{clock}` is no time of that day");
                self.fault(row, time, &message, Some(help));
                None
            }
        }
    }

    /// The date that a cell holds; the outer `None` says that it was reported as a fault.
    fn date(&mut self, row: &Row<'_>, column: Column, cell: &str) -> Option<Option<String>> {
        match dates::read(cell, self.options.order) {
            Read::Nothing => Some(None),
            Read::Date(date) => Some(Some(date)),
            Read::Unclear(message, help) => {
                self.fault(row, column, &message, help);
                None
            }
        }
    }

    /// A date of which year, month and day stand in columns of their own.
    fn of_parts(&mut self, row: &Row<'_>, parts: [Column; 3]) -> Option<String> {
        let [year, month, day] = parts.map(|part| self.cell(row, part));
        if year.is_empty() && (!month.is_empty() || !day.is_empty()) {
            let help = "write `XXXX` where it is not known".to_owned();
            self.fault(row, parts[0], "the year is missing", Some(help));
            return None;
        }
        if month.is_empty() && !day.is_empty() {
            let help = "write `XX` where it is not known".to_owned();
            self.fault(row, parts[1], "the month is missing", Some(help));
            return None;
        }
        let given = [year, month, day]
            .into_iter()
            .filter(|part| !part.is_empty());
        let padded = given.map(|part| format!("{part:0>2}"));
        Some(padded.collect::<Vec<_>>().join("-"))
    }

    fn finish(self) -> Result<Imported, Vec<Fault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        if self.events.is_empty() {
            return Err(vec![fault(None, None, "the table has no events", None)]);
        }
        let title = if self.options.title.is_empty() {
            "Imported events"
        } else {
            &self.options.title
        };
        let mut text = format!("Timeline(\n    annals: 1,\n    title: {},\n", quoted(title));
        for (field, names) in [("sources", &self.sources), ("actors", &self.actors)] {
            if !names.entries.is_empty() {
                let entries = names.entries.iter();
                let entries: String = entries
                    .map(|entry| format!("        {},\n", entry.line()))
                    .collect();
                text.push_str(&format!("    {field}: [\n{entries}    ],\n"));
            }
        }
        text.push_str("    events: [\n");
        for event in &self.events {
            let line = event.line();
            let short = line.chars().count() <= 100;
            let event = if short { line } else { event.lines("        ") };
            text.push_str(&format!("        {event},\n"));
        }
        text.push_str("    ],\n)\n");
        // What is written is read back: nothing that annals would refuse is given out.
        let (_, found) = decode(&SourceMap::new().add("imported.ron", text.clone()));
        let wrong = found
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        let wrong: Vec<Fault> = wrong
            .map(|finding| {
                let help = finding.help.first().cloned();
                fault(None, None, &finding.message, help)
            })
            .collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Imported {
            text,
            events: self.events.len(),
            columns: self.columns.clone(),
            remarks: self.remarks(),
        })
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.empty > 0 {
            let rows = if self.empty == 1 {
                "row was"
            } else {
                "rows were"
            };
            remarks.push(format!("{} empty {rows} left out", self.empty));
        }
        if let Some(heading) = &self.commas {
            remarks.push(format!(
                "cells of `{heading}` have commas and were taken as one name; `--list-separator ,` takes them apart"
            ));
        }
        remarks
    }
}
