//! Columns that line up.

use std::fmt::{self, Write};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::report::safe::one_line;

/// Rows of cells, shown in columns as wide as their widest cell.
///
/// Width is what terminals take for it: two columns for most East Asian characters.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A table whose first row names the columns.
    pub(super) fn with_header(names: &[&str]) -> Self {
        let mut table = Self::new();
        table.row(names.iter().copied());
        table
    }

    /// Adds a row; its cells may be untrusted. The first begins a line, so it is no command to
    /// whatever reads the output; a cell that is too wide is cut, and ends with `…` then.
    pub(super) fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let mut cells = cells.into_iter().map(shown);
        let first = cells.next().map(|cell| {
            let plain = cell.trim_start().starts_with(char::is_alphanumeric);
            if plain || cell.is_empty() {
                cell
            } else {
                format!("`{cell}`")
            }
        });
        self.rows.push(first.into_iter().chain(cells).collect());
    }

    /// Writes the rows, each indented and without white space at its end.
    pub(super) fn write(&self, out: &mut impl Write, indent: usize) -> fmt::Result {
        let widths = self.widths();
        for row in &self.rows {
            let mut line = " ".repeat(indent);
            for (cell, &width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(width - cell.width() + 2));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for row in &self.rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        widths
    }
}

/// The widest that a cell is shown, in columns: an id of 128 characters fits.
const WIDEST: usize = 128;

fn shown(cell: &str) -> String {
    // No character takes more than two columns, so that many characters tell whether it fits.
    let start: String = cell.chars().take(WIDEST + 1).collect();
    let whole = start.len() == cell.len();
    let start = one_line(&start);
    if whole && start.width() <= WIDEST {
        return start.into_owned();
    }
    let mut cut = String::new();
    let mut width = 1;
    for c in start.chars() {
        width += c.width().unwrap_or(0);
        if width > WIDEST {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_where_they_are_too_wide_and_begin_no_command() {
        let mut table = Table::new();
        table.row(["::error::x", &"大".repeat(1_000)]);
        let mut text = String::new();
        table.write(&mut text, 2).unwrap();
        assert!(text.starts_with("  `::error::x`  大"));
        assert!(text.ends_with("大…\n"));
        assert!(text.width() < 160);
    }

    #[test]
    fn columns_line_up_by_display_width() {
        let mut table = Table::with_header(&["id", "date"]);
        table.row(["大阪", "1615"]);
        table.row(["vote\n", "1931"]);
        let mut text = String::new();
        table.write(&mut text, 2).unwrap();
        assert_eq!(text, "  id     date\n  大阪   1615\n  vote␊  1931\n");
    }
}
