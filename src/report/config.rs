//! What applies to a file, and from where.

use serde::Serialize;

use super::SCHEMA;

/// The configuration of a project, as it applies to one of its files or to the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfigReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// The file, where one was asked about.
    pub file: Option<String>,
    /// The folder beyond which nothing that the file names is read.
    pub root: String,
    /// The `annals.toml` that applies, where there is one.
    pub config: Option<String>,
    /// What is checked where no path is named.
    pub paths: Vec<String>,
    /// Which files of a folder are timelines.
    pub include: Vec<String>,
    /// Which are not, all the same.
    pub exclude: Vec<String>,
    /// Whether a folder that holds the file counts it as a timeline, where one was asked about.
    pub included: Option<bool>,
    /// The settings of timelines, by name.
    pub settings: Vec<ValueReport>,
    /// The levels of all rules, by name.
    pub rules: Vec<ValueReport>,
}

/// A name, its value, and where that comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueReport {
    /// The setting or the rule.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// `default`, or the place that sets it.
    pub from: String,
}

impl Default for ConfigReport {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            file: None,
            root: String::new(),
            config: None,
            paths: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            included: None,
            settings: Vec::new(),
            rules: Vec::new(),
        }
    }
}
