//! A timeline and event-sequence engine: a compiler and linter for chronologies.
//!
//! People who write chronologies state what their sources say: "September", "about 1931", "after
//! the treaty". annals reads such statements from RON files, decides whether they can all hold at
//! once, explains each contradiction by the statements that clash, and concludes what must have
//! been before what, by how much, and why. What a source leaves open (some September, one day or
//! the other, before or after) stays open: what is concluded holds whichever alternative is true.
//!
//! # A tour
//!
//! [`workspace`] is the way in: [`workspace::check`] validates files, [`workspace::open`] loads one
//! to ask about. Beneath it a chronology flows through [`syntax`] (RON, item by item), [`model`]
//! (typed statements), [`encode`] (tagged difference constraints, and choices between them),
//! [`stn`] (what follows from the constraints), [`search`] (what follows whatever is chosen) and
//! [`analysis`] (contradictions, bounds, orders, reasons); [`rules`] look for what
//! is suspicious, [`archive`] finds quotes in archived texts, and [`report`] and [`emit`] show it all.
//! Dates are [`edtf`] over [`calendar`]; [`allen`] and [`order`] are the theory of intervals and
//! sequences.
//!
//! # Example
//!
//! ```
//! use annals::analysis::{Analysis, Modality};
//! use annals::model::{Chronology, Collection, TimelineId, decode, resolve};
//! use annals::source::SourceMap;
//!
//! let mut sources = SourceMap::new();
//! let file = sources.add("strike.ron", r#"(annals: 1, title: "A strike", events: [
//!     (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
//!     (id: "vote", title: "Union votes", when: "XXXX-XX-15", because: ["pay-cut"]),
//!     (id: "strike", title: "Strike", when: "1931-04-20/1931-06", follows: ["vote"]),
//! ])"#);
//! let (timeline, found) = decode(&file);
//! assert!(found.is_empty());
//! let mut collection = Collection { timelines: vec![timeline] };
//! resolve(&mut collection);
//!
//! let analysis = Analysis::new(Chronology::new(&collection, TimelineId(0)));
//! assert_eq!(analysis.consistent(), Some(true));
//! let event = |id| analysis.chronology().find(id).unwrap();
//! let pair = analysis.pair(event("vote"), event("strike"));
//! assert_eq!(pair.precedes, Modality::Necessary);
//! let vote = analysis.bounds(event("vote")).concluded.unwrap();
//! assert_eq!(vote.edtf, "[1931-03-15,1931-04-15]");
//! ```

// Kernel: no I/O, no events.
pub mod allen;
pub mod archive;
pub mod calendar;
pub mod diagnostic;
pub mod edtf;
pub mod order;
pub mod search;
pub mod source;
pub mod stn;

// Front end: from text to a model of the timeline.
pub mod model;
pub mod syntax;

// Middle: from the model to conclusions.
pub mod analysis;
pub mod encode;

// Services.
pub mod import;
pub mod report;
pub mod rules;
pub mod workspace;

// Rim: what people and programs see.
pub mod cli;
pub mod emit;
