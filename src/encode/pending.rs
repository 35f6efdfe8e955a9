//! What format 1 can say and this version does not reason with yet.
//!
//! It is an error at its place, and the system counts as incomplete: whatever it proves still
//! holds, but something that was asked is not answered.

use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Timeline;

/// Reports what of a timeline is read and checked for form but not reasoned with.
pub(super) fn report(timeline: &Timeline, found: &mut Vec<Diagnostic>) {
    for expectation in &timeline.expectations {
        let message = "an expectation is not reasoned with yet";
        found.push(
            Diagnostic::new(Rule::NotYetSupported, expectation.span, message)
                .with_note("it was read, and nothing is concluded from it"),
        );
    }
}
