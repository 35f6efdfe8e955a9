//! The import directions of ARCHITECTURE.md hold, and its table names every module.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads files and fails where it cannot"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Table = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words in backticks of a text.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn table() -> (Vec<String>, Table) {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, rest) = text.split_once("<!-- imports -->").unwrap();
    let (rows, _) = rest.split_once("<!-- /imports -->").unwrap();
    let mut order = Vec::new();
    let mut table = Table::new();
    for row in rows.lines().filter(|row| row.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').collect();
        let module = quoted(cells[1]).remove(0);
        order.push(module.clone());
        table.insert(module, quoted(cells[3]).into_iter().collect());
    }
    (order, table)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The modules that the code of a file names by `crate::`, comments left out.
fn imports(text: &str) -> BTreeSet<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut found = BTreeSet::new();
    for line in code {
        for rest in line.split("crate::").skip(1) {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !name.is_empty() {
                found.insert(name);
            } else if let Some(group) = rest.strip_prefix('{') {
                let group = group.split('}').next().unwrap();
                let names = group
                    .split(',')
                    .map(|part| part.trim().split("::").next().unwrap());
                found.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn the_table_names_every_module_and_only_those() {
    let (order, _) = table();
    let named: BTreeSet<String> = order.into_iter().collect();
    let mut there = BTreeSet::new();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            there.insert(stem);
        } else {
            assert!(
                ["lib", "main"].contains(&&*stem),
                "src/{stem}.rs is not in a module's folder"
            );
        }
    }
    assert_eq!(named, there);
}

#[test]
fn the_table_itself_runs_in_one_direction() {
    let (order, table) = table();
    for (position, module) in order.iter().enumerate() {
        for import in &table[module] {
            let at = order.iter().position(|other| other == import);
            assert!(
                at.is_some_and(|at| at < position),
                "`{module}` may import `{import}`, which does not stand above it"
            );
        }
    }
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let (order, table) = table();
    let mut checked = 0;
    for module in &order {
        for file in rust_files(&root().join("src").join(module)) {
            for import in imports(&fs::read_to_string(&file).unwrap()) {
                checked += 1;
                assert!(
                    import == *module || table[module].contains(&import),
                    "{} imports `{import}`, which ARCHITECTURE.md does not allow `{module}`",
                    file.display()
                );
            }
        }
    }
    assert!(checked > 100, "only {checked} imports were looked at");
}

#[test]
fn the_table_allows_nothing_that_is_not_used() {
    let (order, table) = table();
    for module in &order {
        let used: BTreeSet<String> = rust_files(&root().join("src").join(module))
            .iter()
            .flat_map(|file| imports(&fs::read_to_string(file).unwrap()))
            .collect();
        let idle: Vec<&String> = table[module].difference(&used).collect();
        assert!(
            idle.is_empty(),
            "`{module}` does not import {idle:?}: take it out of the table"
        );
    }
}

#[test]
fn only_the_workspace_and_the_program_touch_the_file_system() {
    let (order, _) = table();
    for module in order
        .iter()
        .filter(|module| !["workspace", "cli"].contains(&&***module))
    {
        for file in rust_files(&root().join("src").join(module)) {
            let text = fs::read_to_string(&file).unwrap();
            let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
            for forbidden in [
                "std::fs",
                "std::env",
                "std::net",
                "std::process",
                "SystemTime",
            ] {
                assert!(
                    !code.contains(forbidden),
                    "{} uses {forbidden}",
                    file.display()
                );
            }
        }
    }
}
