//! What rival claims say of one event.

use super::date::placed;
use super::encoder::{Encoder, is_trivial, join};
use super::{Claims, Origin, Trust};
use crate::model::{Certainty, Chronology, Claim, Event, EventIndex};
use crate::search::{Conjunction, Disjunction};
use crate::stn::Tag;

/// The claims about an event that count, and whether all of them hold or at least one.
pub(super) fn in_question(event: &Event, claims: Claims) -> (Vec<&Claim>, Claims) {
    let preferred: Vec<&Claim> = event.claims.iter().filter(|claim| claim.prefer).collect();
    let all = || event.claims.iter().collect();
    match claims {
        Claims::All => (all(), Claims::All),
        Claims::Any if preferred.is_empty() => (all(), Claims::Any),
        Claims::Any => (preferred, Claims::All),
    }
}

impl Encoder<'_> {
    /// The claims about one event, which together are one statement.
    pub(super) fn claims(&mut self, event: EventIndex) {
        let declared = self.chronology.event(event);
        let Some(first) = declared.claims.first() else {
            return;
        };
        let (in_question, held) = in_question(declared, self.options.claims);
        let tag = self.next_tag();
        let alternatives: Vec<Conjunction> = in_question
            .iter()
            .map(|claim| self.claim(event, claim, tag))
            .collect();
        // What does not count is read all the same, so that its faults are reported.
        if held == Claims::All && self.options.claims == Claims::Any {
            let others = declared.claims.iter().filter(|claim| !claim.prefer);
            others.for_each(|claim| self.check_dating(event, &claim.dating));
        }
        let trust = trust(&in_question, held, self.chronology);
        let said = match held {
            Claims::All => {
                alternatives
                    .into_iter()
                    .fold(Conjunction::default(), |mut all, claim| {
                        join(&mut all, claim);
                        all
                    })
            }
            // The one that was lost may be the one that holds.
            Claims::Any if declared.lost_claims => Conjunction::default(),
            Claims::Any => any_of(alternatives, tag),
        };
        if !is_trivial(&said) {
            self.state(Origin::Claims { event, held }, trust, first.span);
            self.enter(said);
        }
    }

    /// What one claim says: its date, and that its sources report it.
    pub(super) fn claim(&mut self, event: EventIndex, claim: &Claim, tag: Tag) -> Conjunction {
        let (id, declared) = self.chronology.declaration(event);
        let mut said = Conjunction::default();
        if let Some(when) = &claim.dating.when
            && let Some(shape) = self.shape(when, id, declared.zone)
        {
            join(
                &mut said,
                placed(Self::ends(event), shape, self.told(id), tag),
            );
        }
        if let Some(relative) = &claim.dating.relative {
            join(&mut said, self.relative(event, relative, tag));
        }
        if let Some(lasts) = &claim.dating.lasts {
            let claimed = || self.span_of(claim.dating.when.as_ref()?, id, declared.zone);
            let span = self.stated_span(event).or_else(claimed);
            join(&mut said, self.lasts(event, lasts, span, tag));
        }
        let bounds = self.publication_bounds_of_claim(event, &claim.evidence, tag);
        join(&mut said, bounds);
        said
    }
}

/// At least one of these holds.
pub(super) fn any_of(mut alternatives: Vec<Conjunction>, tag: Tag) -> Conjunction {
    if alternatives.iter().any(is_trivial) {
        return Conjunction::default();
    }
    match alternatives.pop() {
        Some(only) if alternatives.is_empty() => only,
        last => {
            alternatives.extend(last);
            Conjunction {
                constraints: Vec::new(),
                disjunctions: vec![Disjunction::AnyOf { tag, alternatives }],
            }
        }
    }
}

/// How far claims are trusted: where all hold as far as the least trusted, else as the most.
fn trust(claims: &[&Claim], held: Claims, chronology: &Chronology<'_>) -> Trust {
    let each = claims.iter().map(|claim| {
        let when = claim.dating.when.as_ref();
        let uncertain = when.is_some_and(|when| when.value.is_uncertain());
        Trust::new(claim.certainty, uncertain, &claim.evidence, chronology)
    });
    let trust = match held {
        Claims::All => each.max(),
        Claims::Any => each.min(),
    };
    trust.unwrap_or_else(|| Trust::new(Certainty::default(), false, &[], chronology))
}
