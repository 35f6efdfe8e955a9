//! Timelines as text.

/// A struct that is being written.
#[derive(Debug, Default)]
pub(super) struct Struct {
    fields: Vec<String>,
}

impl Struct {
    /// Adds a field whose value is a string, unless that is empty.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.fields.push(format!("{name}: {}", quoted(value)));
        }
    }

    /// Adds a field whose value is a word.
    pub(super) fn word(&mut self, name: &str, value: &str) {
        self.fields.push(format!("{name}: {value}"));
    }

    /// Adds a field whose value is a list of strings, unless that is empty.
    pub(super) fn texts(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            self.fields.push(format!("{name}: [{}]", values.join(", ")));
        }
    }

    /// On one line.
    pub(super) fn line(&self) -> String {
        format!("({})", self.fields.join(", "))
    }

    /// A line for each field, indented.
    pub(super) fn lines(&self, indent: &str) -> String {
        let fields = self.fields.iter();
        let fields: String = fields
            .map(|field| format!("{indent}    {field},\n"))
            .collect();
        format!("(\n{fields}{indent})")
    }
}

/// A string of RON.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            // What cannot be seen is written so that it can.
            c if c.is_control() => written.extend(c.escape_unicode()),
            c => written.push(c),
        }
    }
    written.push('"');
    written
}
