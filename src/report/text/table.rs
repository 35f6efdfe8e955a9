//! Columns that line up.

use std::fmt::{self, Write};

use unicode_width::UnicodeWidthStr;

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

    /// Adds a row; its cells may be untrusted.
    pub(super) fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let cells = cells.into_iter().map(|cell| one_line(cell).into_owned());
        self.rows.push(cells.collect());
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

#[cfg(test)]
mod tests {
    use super::*;

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
