//! Reads RON: from text to values with places, one list item at a time.
//!
//! The [`Reader`] hands a document over part by part. What a part holds lies on one flat tape that
//! the next part reuses, so that memory is that of the largest item, not of the file. Every value
//! knows its place. A fault is reported once, with what to write instead, and reading goes on at
//! the next field or item:
//!
//! ```
//! use annals::source::SourceMap;
//! use annals::syntax::{Kind, Part, Reader};
//!
//! let text = "Timeline(events: [\n (id: \"vote\" when: 1931-06),\n (id: \"strike\"),\n])";
//! let file = SourceMap::new().add("strike.ron", text);
//! let (mut reader, mut found, mut ids) = (Reader::new(&file), Vec::new(), Vec::new());
//! while let Some(part) = reader.next_part(&mut found) {
//!     let Part::Item { value } = part else { continue };
//!     let Kind::Struct { fields, .. } = value.kind() else { continue };
//!     for (key, value) in fields.filter(|(key, _)| key.name == "id") {
//!         let Kind::Str(id) = value.kind() else { continue };
//!         ids.push((key.span.start, id.to_string()));
//!     }
//! }
//! assert_eq!(ids, [(21, "vote".to_owned()), (50, "strike".to_owned())]);
//! let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
//! assert_eq!(messages, [
//!     "a comma is missing between two fields",
//!     "the date `1931-06` stands without quotes",
//! ]);
//! ```
//!
//! # What is well-formed
//!
//! What `ron` 0.12.3 accepts as `serde::de::IgnoredAny`, which asks its grammar alone; scalars in
//! rare forms are decoded by `ron` itself. [`well_formed`] agrees with it, but for extensions:
//! they are accepted, but change nothing, while `ron` lets them change what `Some` may hold. The
//! reader of documents differs further, and reports what `ron` would let pass:
//!
//! - a byte order mark at the beginning is accepted;
//! - the top level must be a struct with named fields;
//! - a name that stands twice in a struct or map is reported, and the first one counts;
//! - braces that begin with a bare word, `{id: "a"}`, are reported and read as a struct.
//!
//! Layout (line beginnings, indentation) helps to recover from faults, and decides nothing in a
//! document that is well-formed.

mod brackets;
mod check;
mod directives;
mod excerpt;
mod foreign;
mod layout;
mod letters;
mod lexer;
mod names;
mod parser;
mod quotes;
mod reader;
mod scalar;
mod separators;
mod skip;
mod start;
mod state;
mod tape;
mod value;

pub use check::{Standalone, well_formed};
pub use directives::{Directive, directives};
pub use layout::{WIDTH, format};
pub use reader::{Part, Reader, faults};
pub use value::{Entries, Fields, Items, Key, Kind, Value};
