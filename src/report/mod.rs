//! Results as plain data, with their JSON shape and their text.
//!
//! Every answer that annals gives is one of the types here: what [`check`](CheckReport) found, the
//! [bounds](BoundsReport) of events, the order of [two events](PairReport), of [one event among
//! all](PositionReport) or of [all of them](SequenceReport), and [why](WhyReport) something holds.
//! Serialising one of them gives exactly the documented JSON; its `text` method gives what
//! people read.
//!
//! Reports hold formatted strings (instants in RFC 3339, durations in ISO 8601, dates in EDTF) and
//! know nothing of networks or files. Ids and titles in them are as untrusted as the timeline that
//! they stem from; everything that is rendered as text goes through [`safe`].

mod bounds;
mod check;
mod config;
mod fingerprint;
mod head;
mod order;
mod places;
pub mod safe;
mod text;
mod why;
mod words;

pub use bounds::{BoundsReport, EventBounds, PointBounds};
pub use check::{
    CheckReport, FileReport, FindingReport, LabelReport, LinkSupport, StatementReport, Summary,
    Support, ToolReport,
};
pub use config::{ConfigReport, ValueReport};
pub use fingerprint::Fingerprints;
pub use head::{Head, SCHEMA};
pub use order::{LagReport, PairReport, PositionReport, SequenceEntry, SequenceReport, Verdict};
pub use places::{PlaceReport, Places, SpanReport};
pub use text::count;
pub use why::{WhyChain, WhyConclusion, WhyExcluded, WhyInference, WhyReason, WhyReport, WhyStep};
