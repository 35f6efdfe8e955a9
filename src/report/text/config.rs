//! What applies to a file, as text.

use std::fmt;

use super::{Table, one_line};
use crate::report::{ConfigReport, ValueReport};

impl fmt::Display for ConfigReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_deref();
        writeln!(f, "For {}:", one_line(file.unwrap_or("the project")))?;
        let mut table = Table::new();
        let root = if self.root.is_empty() {
            "."
        } else {
            &self.root
        };
        table.row(["root", root]);
        table.row(["config", self.config.as_deref().unwrap_or("none")]);
        for (name, patterns) in [
            ("paths", &self.paths),
            ("include", &self.include),
            ("exclude", &self.exclude),
        ] {
            if !patterns.is_empty() {
                table.row([name, &patterns.join(" ")]);
            }
        }
        if self.included == Some(false) {
            table.row([
                "checked",
                "only where it is named; its folder leaves it out",
            ]);
        }
        table.write(f, 2)?;
        section(f, "Settings", &self.settings)?;
        section(f, "Rules", &self.rules)
    }
}

fn section(f: &mut fmt::Formatter<'_>, heading: &str, values: &[ValueReport]) -> fmt::Result {
    writeln!(f, "\n{heading}:")?;
    let mut table = Table::new();
    for value in values {
        table.row([value.name, &value.value, &value.from]);
    }
    table.write(f, 2)
}
