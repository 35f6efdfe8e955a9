//! The page of a rule, for the terminal and as Markdown.

use std::fmt::Write as _;

use super::{Entry, Group, entries};

/// How wide paragraphs are drawn on a terminal.
const WIDTH: usize = 88;

impl Entry {
    /// The rule's page as plain text.
    #[must_use]
    pub fn page(&self) -> String {
        let mut page = format!("{}: {}\n", self.rule.name(), self.summary);
        let fixable = if self.fixable {
            "; `annals check --fix` mends some cases"
        } else {
            ""
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "Level {}, group {}, since annals {}{fixable}.",
            self.default_level(),
            self.group.name(),
            self.since
        );
        for (heading, text) in [("Why", self.why), ("How to mend it", self.mend)] {
            let _ = write!(page, "\n{heading}\n{}", indented(&wrapped(text)));
        }
        for (heading, text) in [("Wrong", self.wrong), ("Right", self.right)] {
            let _ = write!(page, "\n{heading}\n{}", indented(text));
        }
        if self.rule.is_fixed() {
            page.push_str(
                "\nNothing silences it: of a file that cannot be read nothing else can be told.\n",
            );
            return page;
        }
        if self.group == Group::Suppressions {
            return page;
        }
        let _ = write!(
            page,
            "\nSilence it where it is right:\n  // annals: allow({name}) why it is right here\n\
             above the statement, or for a whole project in annals.toml:\n  [rules]\n  {name} = \"off\"\n",
            name = self.rule.name()
        );
        page
    }

    /// Why, how to mend it, and both examples, as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        format!(
            "{}\n\n**How to mend it.** {}\n\n\
             Wrong:\n\n```ron\n{}\n```\n\nRight:\n\n```ron\n{}\n```\n",
            self.why,
            self.mend,
            self.wrong.trim_end(),
            self.right.trim_end()
        )
    }
}

/// One line for each rule: name, level and summary.
#[must_use]
pub fn index() -> String {
    let width = entries().map(|entry| entry.rule.name().len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    let mut group: Option<Group> = None;
    for entry in entries() {
        if group.replace(entry.group) != Some(entry.group) {
            let _ = writeln!(text, "{}", entry.group.name());
        }
        let _ = writeln!(
            text,
            "  {:width$}  {:7}  {}",
            entry.rule.name(),
            entry.default_level(),
            entry.summary
        );
    }
    text
}

/// The pages of all rules as one Markdown document, `docs/rules.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         <!-- Written by `UPDATE_DOCS=1 cargo test --test rules`; do not edit by hand. -->\n\n\
         What `annals check` finds. `annals explain RULE` shows the same on the terminal. Levels can be set in\n\
         `annals.toml`; see [Silencing findings](linter.md). Each example is run as a test.\n\n\
         | rule | level | finds |\n| --- | --- | --- |\n",
    );
    for entry in entries() {
        let name = entry.rule.name();
        let _ = writeln!(
            text,
            "| [`{name}`](#{name}) | {} | {} |",
            entry.default_level(),
            entry.summary.replace('|', "\\|")
        );
    }
    for entry in entries() {
        let fixable = if entry.fixable {
            " · `--fix` mends some cases"
        } else {
            ""
        };
        let _ = write!(
            text,
            "\n## {}\n\n{}\n\n*{} · {} · since {}{fixable}*\n\n{}",
            entry.rule.name(),
            entry.summary,
            entry.default_level(),
            entry.group.name(),
            entry.since,
            entry.markdown()
        );
    }
    text
}

/// Each paragraph broken into lines of at most [`WIDTH`] characters.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    for paragraph in text.split('\n') {
        let mut column = 0;
        for word in paragraph.split(' ') {
            let width = word.chars().count();
            if column > 0 && column + 1 + width > WIDTH {
                lines.push('\n');
                column = 0;
            } else if column > 0 {
                lines.push(' ');
                column += 1;
            }
            lines.push_str(word);
            column += width;
        }
        lines.push('\n');
    }
    lines
}

fn indented(text: &str) -> String {
    text.trim_end()
        .lines()
        .map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("  {line}\n"),
        })
        .collect()
}
