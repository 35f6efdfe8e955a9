//! A timeline as its file states it: typed, placed and resolved, but not yet reasoned about.
//!
//! [`decode`] turns the reader's items into the types of this module and reports every fault of
//! form at its place; [`resolve`] then finds what each id refers to, also in used files. Both give
//! a value whatever the input: what is faulty is left out, and the findings say so.
//!
//! This stage knows what a field means to a chronicler. It knows no time points and no
//! constraints; those begin in [`encode`](crate::encode).

mod chronology;
mod decode;
mod event;
mod id;
mod kind;
mod link;
mod misread;
mod nearest;
mod party;
mod resolve;
mod settings;
mod timeline;

pub use crate::edtf::{Part, Unit};
pub use chronology::{Chronology, EventIndex};
pub use decode::decode;
pub use event::{Certainty, Claim, Dating, Event, Evidence, Expectation, Relative, Stated, Status};
pub use id::{EventRef, IdFault, Name, SourceRef, TimelineId, check_id, id_of};
pub use kind::{Direction, LinkKind, PointPair, Side};
pub use link::{Choice, Link, LinkOrigin, Relation};
pub use misread::{misread_date, misread_duration};
pub use nearest::Nearest;
pub use party::{Actor, Credibility, Grade, Reliability, Role, Source};
pub use resolve::{Collection, resolve};
pub use settings::{Given, Hemisphere, Settings};
pub use timeline::{Allow, EventKind, Kinds, KnownSilence, LinkMeaning, Timeline, Use};
