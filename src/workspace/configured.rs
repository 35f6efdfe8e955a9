//! What applies to a file, and from where.

use std::path::Path;

use super::Error;
use super::config::{Config, Configs, Origin, shown};
use super::files::{self, with_slashes};
use super::root::{folder_of, root_of};
use crate::calendar::DurationRange;
use crate::diagnostic::Rule;
use crate::model::{Given, Hemisphere, Settings, Stated, decode};
use crate::report::{ConfigReport, ValueReport};
use crate::source::{SourceMap, Span};

/// What the configuration says of a file, or of the project of the working folder; the
/// configuration may be named, in place of that of the root.
///
/// # Errors
///
/// Where the file or the configuration cannot be read.
pub fn configured(file: Option<&Path>, config: Option<&Path>) -> Result<ConfigReport, Error> {
    let path = file.unwrap_or_else(|| Path::new("."));
    let whole = path.canonicalize();
    let whole = whole.map_err(|error| Error::io(path, &error))?;
    let is_file = whole.is_file();
    let folder = if is_file { folder_of(&whole) } else { &whole };
    let mut sources = SourceMap::new();
    let mut configs = Configs::new(config, &mut sources)?;
    let root = root_of(folder);
    let config = configs.of_root(&root, &mut sources)?;
    let own = if is_file {
        let bytes = files::read_named(path)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let timeline = sources.add(with_slashes(path), text);
        Some(decode(&timeline).0.settings)
    } else {
        None
    };
    let places = Places {
        sources: &sources,
        config: &config,
    };
    let inner = config.inner(&whole).unwrap_or(&whole);
    let rules = Rule::ALL.iter().map(|&rule| {
        let (level, origin) = config.level(rule, inner);
        ValueReport {
            name: rule.name(),
            value: level.name().to_owned(),
            from: places.origin(&origin),
        }
    });
    let paths = config.paths.iter().flatten();
    Ok(ConfigReport {
        file: file.map(with_slashes),
        root: shown(&root),
        config: config.file.as_ref().map(|file| file.name().to_owned()),
        paths: paths.map(|path| with_slashes(path)).collect(),
        include: config.include.as_ref().map_or_else(
            || vec!["**/*.ron".to_owned()],
            |globs| globs.patterns.clone(),
        ),
        exclude: config.exclude.patterns.clone(),
        included: is_file.then(|| config.takes(&whole)),
        settings: places.settings(&own.unwrap_or_default()),
        rules: rules.collect(),
        ..ConfigReport::default()
    })
}

struct Places<'s> {
    sources: &'s SourceMap,
    config: &'s Config,
}

impl Places<'_> {
    /// `annals.toml:7`
    fn line(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        format!("{}:{}", file.name(), file.place(span.start).line)
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Default => "default".to_owned(),
            Origin::Project(span) => self.line(*span),
            Origin::Pattern(pattern, span) => format!("{} for {pattern}", self.line(*span)),
        }
    }

    /// What the settings of a timeline come to.
    fn settings(&self, own: &Settings) -> Vec<ValueReport> {
        let project = &self.config.settings;
        let config = self.config.file.as_ref().map(|file| file.name().to_owned());
        let from = |is_own: bool, is_projects: bool| match &config {
            _ if is_own => "the timeline".to_owned(),
            Some(config) if is_projects => config.clone(),
            _ => "default".to_owned(),
        };
        let given = |is: [bool; 2]| from(is[0], is[1]);
        let mut all = own.clone();
        all.fill(project);
        let duration = |stated: &Stated<DurationRange>| stated.text.to_string();
        let set = |one: fn(&Settings) -> bool| given([one(own), one(project)]);
        let value = |name, value, from| ValueReport { name, value, from };
        vec![
            value(
                "approximate",
                all.approximate
                    .or(Some(1))
                    .map_or_else(unreadable, |units| units.to_string()),
                set(|settings| settings.approximate != Given::Default),
            ),
            value(
                "silence",
                match &all.silence {
                    Given::Is(Some(stated)) => duration(stated),
                    Given::Unreadable => unreadable(),
                    _ => "auto".to_owned(),
                },
                set(|settings| !matches!(settings.silence, Given::Default)),
            ),
            value(
                "weak_step",
                all.weak_step
                    .as_ref()
                    .map_or_else(|| "P1Y".to_owned(), duration),
                set(|settings| settings.weak_step.is_some()),
            ),
            value(
                "hemisphere",
                all.hemisphere
                    .or(Some(Hemisphere::North))
                    .map_or_else(unreadable, |hemisphere| hemisphere.name().to_owned()),
                set(|settings| settings.hemisphere != Given::Default),
            ),
            value(
                "publication_bounds",
                all.publication_bounds
                    .is_some_and(|(bounds, _)| bounds)
                    .to_string(),
                set(|settings| settings.publication_bounds.is_some()),
            ),
            value(
                "report_slack",
                match &all.report_slack {
                    Given::Default => "P1D".to_owned(),
                    Given::Is(stated) => duration(stated),
                    Given::Unreadable => unreadable(),
                },
                set(|settings| !matches!(settings.report_slack, Given::Default)),
            ),
        ]
    }
}

fn unreadable() -> String {
    "unreadable".to_owned()
}
