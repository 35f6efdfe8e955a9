//! Dates of events as a table.

use std::fmt::{self, Write};

use super::{Table, remarks, written};
use crate::report::{BoundsReport, EventBounds};

impl BoundsReport {
    /// The report as text: a row for each event.
    #[must_use]
    pub fn text(&self) -> String {
        written(|out| self.write(out))
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        if self.events.is_empty() {
            writeln!(out, "No events.")?;
        } else {
            let mut table = Table::with_header(&["event", "stated", "concluded", "starts", "ends"]);
            for event in &self.events {
                let cells = [
                    event.id.clone(),
                    event.stated.clone().unwrap_or_else(|| "–".to_owned()),
                    concluded(event),
                    event.starts.clone(),
                    ends(event),
                ];
                table.row(cells.iter().map(String::as_str));
            }
            table.write(out, 2)?;
        }
        remarks(out, &self.notes, self.consistent, self.exact)
    }
}

fn concluded(event: &EventBounds) -> String {
    match &event.concluded {
        None => "–".to_owned(),
        Some(date) if event.concluded_exact => date.clone(),
        Some(date) => format!("within {date}"),
    }
}

/// When an event ends, said briefly where its end is bounded just as its start.
fn ends(event: &EventBounds) -> String {
    if event.start == event.end && event.start.earliest.is_some() {
        "likewise".to_owned()
    } else {
        event.ends.clone()
    }
}
