//! `annals import`: a timeline from another format.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::new_files::write_new;
use super::output::{self, Target};
use super::{Failure, Outcome, Session, input};
use crate::import::{Column, CsvOptions, DateOrder, Fault, csv};
use crate::report::{self, safe};
use crate::workspace;

/// How many faults are shown before the rest is counted.
const SHOWN: usize = 20;

/// Arguments of `annals import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals import csv events.csv                         the timeline on standard output
  annals import csv events.csv -o timelines/events.ron
  annals import csv events.csv --map \"What happened\"=title --map Exhibit=source
  annals import csv events.csv --date-order dmy        03/04/1931 is 3 April

Columns are known by their headings (Date, End date, Event, Description, Place, Who, Tags, Type,
Source, URL, Page, Quote, and more); what is not known is kept in `data`. Nothing is written where
a date can be read in two ways, or where the file exists.")]
pub(super) struct ImportArgs {
    /// The format of the file
    #[arg(value_enum, value_name = "FORMAT")]
    format: Format,
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the timeline to this file, which must not exist
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What a column holds: a heading, `=`, and a field or `data` or `skip`
    #[arg(long, value_name = "HEADING=FIELD", value_parser = mapping)]
    map: Vec<(String, Column)>,
    /// Which of day and month stands first in dates such as 03/04/1931
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<Order>,
    /// What stands between cells [default: found from the first line]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// What stands between the names in one cell [default: ;]
    #[arg(long, value_name = "CHAR")]
    list_separator: Option<char>,
    /// The title of the timeline [default: the file's name]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
}

/// The formats that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table whose first line names its columns
    Csv,
}

/// The order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// The day
    Dmy,
    /// The month
    Mdy,
}

pub(super) fn run(session: &Session, args: &ImportArgs) -> Result<Outcome, Failure> {
    let Format::Csv = args.format;
    let bytes = if input::is_stdin(&args.file) {
        input::stdin("stdin")?.bytes
    } else {
        workspace::read_named(&args.file)?
    };
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy();
    let options = CsvOptions {
        map: args.map.clone(),
        delimiter: args.delimiter,
        separator: args.list_separator,
        order: args.date_order.map(|order| match order {
            Order::Dmy => DateOrder::DayFirst,
            Order::Mdy => DateOrder::MonthFirst,
        }),
        title: args.title.clone().unwrap_or_else(|| stem.into_owned()),
    };
    let imported = match csv(&bytes, &options) {
        Ok(imported) => imported,
        Err(faults) => {
            refuse(&args.file, &faults);
            return Ok(Outcome::Findings);
        }
    };
    match &args.output {
        Some(path) if path.as_os_str() != "-" => write_new(path, imported.text.as_bytes())?,
        _ => output::write(&Target::Stdout, session.color, |sink| {
            sink.out.write_all(imported.text.as_bytes())
        })?,
    }
    if !session.quiet {
        let columns = imported.columns.0.iter();
        let columns: Vec<String> = columns
            .map(|(heading, column)| format!("{heading} → {column}"))
            .collect();
        let events = report::count(imported.events, "event");
        output::message(&format!("{events}; columns: {}", columns.join(", ")));
        imported
            .remarks
            .iter()
            .for_each(|remark| output::message(remark));
    }
    Ok(Outcome::Clean)
}

/// Says all that keeps the file from being imported.
fn refuse(file: &Path, faults: &[Fault]) {
    let name = file.to_string_lossy();
    for fault in faults.iter().take(SHOWN) {
        let line = fault
            .line
            .map_or_else(String::new, |line| format!("{line}:"));
        let column = fault.column.as_ref();
        let column = column.map_or_else(String::new, |column| format!(" {column}:"));
        let help = fault.help.as_ref();
        let help = help.map_or_else(String::new, |help| format!("; {help}"));
        output::message(&format!(
            "{}:{line}{column} {}{help}",
            safe::line_start(&name),
            fault.message
        ));
    }
    if let Some(more) = faults.len().checked_sub(SHOWN).filter(|&more| more > 0) {
        output::message(&format!("and {more} more"));
    }
    output::message("nothing was imported");
}

fn mapping(text: &str) -> Result<(String, Column), String> {
    let (heading, field) = text
        .rsplit_once('=')
        .ok_or_else(|| "write a heading, `=` and a field, as in `Date=when`".to_owned())?;
    let column = Column::named(&field.trim().to_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = Column::names().collect();
        format!(
            "there is no field `{field}`; known are {}",
            names.join(", ")
        )
    })?;
    Ok((heading.trim().to_owned(), column))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "\\t" | "tab" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [byte] if byte.is_ascii() => Ok(*byte),
            _ => Err("a delimiter is one ASCII character, or `tab`".to_owned()),
        },
    }
}
