//! Settings.

use super::super::{Given, Hemisphere, Settings};
use super::Decoder;
use super::record::Shape;
use crate::diagnostic::Rule;
use crate::syntax::Value;

const SETTINGS: Shape = Shape {
    what: "the record `settings`",
    name: "Settings",
    fields: &[
        "approximate",
        "silence",
        "weak_step",
        "hemisphere",
        "publication_bounds",
        "report_slack",
    ],
};

impl Decoder<'_> {
    /// The field `settings`.
    pub(super) fn settings(&mut self, value: Value<'_>) -> Settings {
        let mut settings = Settings::default();
        let Some(record) = self.record(value, &SETTINGS) else {
            return Settings::unreadable();
        };
        if let Some(value) = record.get("approximate") {
            settings.approximate = Given::read(self.units(value));
        }
        if let Some(value) = record.get("silence") {
            settings.silence = if Self::is_auto(value) {
                Given::Is(None)
            } else {
                Given::read(self.duration(value).map(Some))
            };
        }
        settings.weak_step = record
            .get("weak_step")
            .and_then(|value| self.duration(value));
        if let Some(value) = record.get("report_slack") {
            settings.report_slack = Given::read(self.duration(value));
        }
        if let Some(value) = record.get("hemisphere") {
            let hemisphere = self.word(value, "a hemisphere", &Hemisphere::ALL, Hemisphere::name);
            settings.hemisphere = Given::read(hemisphere);
        }
        if let Some(value) = record.get("publication_bounds") {
            let bounds = self.truth(value);
            settings.publication_bounds = bounds.map(|bounds| (bounds, value.span()));
        }
        settings
    }

    fn units(&mut self, value: Value<'_>) -> Option<u32> {
        let units = self.integer(value, "a whole number from 0")?;
        let read = u32::try_from(units).ok();
        if read.is_none() {
            let message = "`approximate` is a whole number from 0 to 4294967295";
            self.fault(Rule::WrongType, value.span(), message);
        }
        read
    }
}
