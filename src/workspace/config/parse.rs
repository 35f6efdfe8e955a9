//! Reads `annals.toml`.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Globs, Levels};
use crate::calendar::DurationRange;
use crate::diagnostic::{Level, Rule};
use crate::model::{Given, Hemisphere, Nearest, Settings, Stated};
use crate::rules;
use crate::source::{SourceFile, Span, Text};

/// One fault of a configuration.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where it stands.
    pub(crate) span: Span,
    /// The fact, in one line.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

/// Keys of a configuration.
const KEYS: [&str; 6] = [
    "paths", "include", "exclude", "rules", "per-path", "settings",
];

/// Keys of its settings: those of a timeline.
const SETTINGS: [&str; 6] = [
    "approximate",
    "silence",
    "weak_step",
    "hemisphere",
    "publication_bounds",
    "report_slack",
];

type Value<'t> = Spanned<DeValue<'t>>;

/// What the file says, or all that is wrong with it.
pub(super) fn parse(file: &Arc<SourceFile>, folder: PathBuf) -> Result<Config, Vec<Fault>> {
    let mut parser = Parser {
        file,
        faults: Vec::new(),
        nearest: Nearest::default(),
    };
    let mut config = Config {
        file: Some(Arc::clone(file)),
        folder,
        ..Config::default()
    };
    match DeTable::parse(file.text()) {
        Ok(table) => parser.config(table.get_ref(), &mut config),
        Err(error) => {
            let place = error.span().unwrap_or(0..0);
            let message = error.message().trim().replace('\n', ", ");
            parser.fault(place, format!("this is no TOML: {message}"), None);
        }
    }
    if parser.faults.is_empty() {
        Ok(config)
    } else {
        parser.faults.sort_by_key(|fault| fault.span);
        Err(parser.faults)
    }
}

struct Parser<'f> {
    file: &'f Arc<SourceFile>,
    faults: Vec<Fault>,
    nearest: Nearest,
}

impl Parser<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file.id(), offset(range.start), offset(range.end))
    }

    fn fault(&mut self, place: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let fault = Fault {
            span: self.span(place),
            message: message.into(),
            help,
        };
        self.faults.push(fault);
    }

    fn unknown(&mut self, place: Range<usize>, what: &str, name: &str, known: &[&'static str]) {
        let help = match self.nearest.find(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                format!("known are {}", known.join(", "))
            }
        };
        self.fault(place, format!("there is no {what} `{name}`"), Some(help));
    }

    fn config(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            match &**key.get_ref() {
                "paths" => {
                    let paths = self.strings(value, "paths");
                    let paths = paths.into_iter().flatten();
                    let paths = paths.filter_map(|(path, place)| self.path(&path, place));
                    config.paths = Some(paths.collect());
                }
                "include" => config.include = Some(self.globs(value, "include")),
                "exclude" => config.exclude = self.globs(value, "exclude"),
                "rules" => config.levels = self.levels(value, "rules"),
                "per-path" => self.per_path(value, config),
                "settings" => config.settings = self.settings(value),
                other if Rule::from_name(other).is_some() => {
                    let help = Some("put it below a line `[rules]`".to_owned());
                    self.fault(
                        key.span(),
                        format!("`{other}` is a rule, and stands in no table"),
                        help,
                    );
                }
                other => self.unknown(key.span(), "key", other, &KEYS),
            }
        }
    }

    /// A folder or file below the folder of the configuration.
    fn path(&mut self, path: &str, place: Range<usize>) -> Option<PathBuf> {
        let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        if path.is_empty() || !Path::new(path).components().all(inside) {
            let message = "a path is relative to the folder of annals.toml, and stays below it";
            self.fault(place, message, None);
            return None;
        }
        Some(PathBuf::from(path))
    }

    fn strings(&mut self, value: &Value<'_>, key: &str) -> Option<Vec<(String, Range<usize>)>> {
        let strings = value.get_ref().as_array().and_then(|items| {
            let strings = items.iter().map(|item| {
                let text = item.get_ref().as_str()?;
                Some((text.to_owned(), item.span()))
            });
            strings.collect()
        });
        if strings.is_none() {
            let help = Some(format!("write `{key} = [\"…\"]`"));
            self.fault(value.span(), format!("`{key}` is a list of strings"), help);
        }
        strings
    }

    fn globs(&mut self, value: &Value<'_>, key: &str) -> Globs {
        let Some(patterns) = self.strings(value, key) else {
            return Globs::default();
        };
        Globs::new(patterns.iter().map(|(pattern, _)| pattern.as_str())).unwrap_or_else(
            |(number, message)| {
                let place = patterns
                    .get(number)
                    .map_or(value.span(), |(_, place)| place.clone());
                self.fault(place, format!("this is no pattern: {message}"), None);
                Globs::default()
            },
        )
    }

    fn per_path(&mut self, value: &Value<'_>, config: &mut Config) {
        let example = "write `[per-path.\"drafts/**\"]`, and levels of rules below it";
        let Some(tables) = value.get_ref().as_table() else {
            let message = "`per-path` holds a table for each pattern";
            self.fault(value.span(), message, Some(example.to_owned()));
            return;
        };
        // The table is sorted by name; what counts last is what stands last.
        let mut tables: Vec<_> = tables.iter().collect();
        tables.sort_by_key(|(pattern, _)| pattern.span().start);
        for (pattern, levels) in tables {
            if !levels.get_ref().is_table() {
                let message = "`per-path` holds a table for each pattern";
                self.fault(levels.span(), message, Some(example.to_owned()));
                continue;
            }
            match Globs::new([&**pattern.get_ref()]) {
                Ok(globs) => {
                    let levels = self.levels(levels, "per-path");
                    config
                        .per_path
                        .push((globs, pattern.get_ref().to_string(), levels));
                }
                Err((_, message)) => {
                    self.fault(
                        pattern.span(),
                        format!("this is no pattern: {message}"),
                        None,
                    );
                }
            }
        }
    }

    fn levels(&mut self, value: &Value<'_>, key: &str) -> Levels {
        let mut levels = Levels::new();
        let Some(table) = value.get_ref().as_table() else {
            let message = format!("`{key}` is a table of rules and their levels");
            let help = Some("write `single-source = \"off\"` below a line `[rules]`".to_owned());
            self.fault(value.span(), message, help);
            return levels;
        };
        for (name, value) in table {
            let Some(rule) = Rule::from_name(name.get_ref()) else {
                let (message, help) = rules::unknown(name.get_ref());
                self.fault(name.span(), message, Some(help));
                continue;
            };
            let Some(level) = value.get_ref().as_str().and_then(Level::from_name) else {
                let help = Some("write \"off\", \"note\", \"warning\" or \"error\"".to_owned());
                self.fault(value.span(), "this is no level", help);
                continue;
            };
            if rule.is_fixed() && level != Level::of(rule) {
                let message = format!("`{}` is always an error", rule.name());
                let help = "nothing else can be told of a file that cannot be read; leave it out by `exclude`";
                self.fault(value.span(), message, Some(help.to_owned()));
                continue;
            }
            levels.insert(
                rule,
                (level, self.span(name.span().start..value.span().end)),
            );
        }
        levels
    }

    fn settings(&mut self, value: &Value<'_>) -> Settings {
        let mut settings = Settings::default();
        let Some(table) = value.get_ref().as_table() else {
            self.fault(value.span(), "`settings` is a table", None);
            return settings;
        };
        for (key, value) in table {
            let place = value.span();
            match &**key.get_ref() {
                "approximate" => {
                    let units = value.get_ref().as_integer();
                    let units = units.filter(|units| units.radix() == 10);
                    match units.and_then(|units| units.as_str().parse().ok()) {
                        Some(units) => settings.approximate = Given::Is(units),
                        None => self.fault(place, "`approximate` is a whole number from 0", None),
                    }
                }
                "silence" if value.get_ref().as_str() == Some("auto") => {
                    settings.silence = Given::Is(None);
                }
                "silence" => settings.silence = Given::read(self.duration(value).map(Some)),
                "weak_step" => settings.weak_step = self.duration(value),
                "report_slack" => settings.report_slack = Given::read(self.duration(value)),
                "hemisphere" => {
                    let name = value.get_ref().as_str();
                    let named = |hemisphere: &Hemisphere| Some(hemisphere.name()) == name;
                    match Hemisphere::ALL.into_iter().find(named) {
                        Some(hemisphere) => settings.hemisphere = Given::Is(hemisphere),
                        None => {
                            let help = "write \"north\", \"south\" or \"either\"".to_owned();
                            self.fault(place, "this is no hemisphere", Some(help));
                        }
                    }
                }
                "publication_bounds" => match value.get_ref().as_bool() {
                    Some(bounds) => {
                        settings.publication_bounds = Some((bounds, self.span(place)));
                    }
                    None => self.fault(place, "`publication_bounds` is true or false", None),
                },
                other => self.unknown(key.span(), "setting", other, &SETTINGS),
            }
        }
        settings
    }

    fn duration(&mut self, value: &Value<'_>) -> Option<Stated<DurationRange>> {
        let Some(text) = value.get_ref().as_str() else {
            let help = Some("write an ISO 8601 duration in quotes, such as \"P30D\"".to_owned());
            self.fault(value.span(), "this is no duration", help);
            return None;
        };
        let place = value.span();
        match DurationRange::parse(text) {
            Ok(range) => Some(Stated {
                text: Text::unescaped(self.file, self.span(place), text),
                value: range,
            }),
            Err(error) => {
                self.fault(place, error.message, error.help);
                None
            }
        }
    }
}
