//! What rival claims say of one event.

use super::date::placed;
use super::encoder::{Encoder, is_trivial, join};
use super::{Claims, Origin, Trust};
use crate::model::{Certainty, Chronology, Claim, Event, EventIndex};
use crate::search::{Conjunction, Disjunction};
use crate::stn::Tag;

/// Which of the claims about an event count, and whether one of them holds or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Held {
    /// None is preferred: all count, and at least one holds.
    OneOf,
    /// Those that are preferred count, and all of them hold.
    Preferred,
    /// All count and hold, whether preferred or not.
    All,
}

impl Held {
    /// How the claims about an event are taken.
    #[must_use]
    pub fn of(event: &Event, claims: Claims) -> Self {
        match claims {
            Claims::All => Self::All,
            Claims::Any if event.claims.iter().any(|claim| claim.prefer) => Self::Preferred,
            Claims::Any => Self::OneOf,
        }
    }

    /// Whether a claim counts.
    const fn counts(self, claim: &Claim) -> bool {
        claim.prefer || !matches!(self, Self::Preferred)
    }

    /// The claims about an event that count.
    pub fn counting(self, event: &Event) -> impl Iterator<Item = &Claim> {
        let claims = event.claims.iter();
        claims.filter(move |claim| self.counts(claim))
    }
}

impl Encoder<'_> {
    /// The claims about one event, which together are one statement.
    pub(super) fn claims(&mut self, event: EventIndex) {
        let declared = self.chronology.event(event);
        let held = Held::of(declared, self.options.claims);
        let Some(first) = held.counting(declared).next() else {
            return;
        };
        let tag = self.next_tag();
        let alternatives: Vec<Conjunction> = held
            .counting(declared)
            .map(|claim| self.claim(event, claim, tag))
            .collect();
        // What does not count is read all the same, so that its faults are reported.
        let others = declared.claims.iter().filter(|claim| !held.counts(claim));
        others.for_each(|claim| self.check_dating(event, &claim.dating));
        let trust = trust(declared, held, self.chronology);
        let said = match held {
            Held::All | Held::Preferred => {
                alternatives
                    .into_iter()
                    .fold(Conjunction::default(), |mut all, claim| {
                        join(&mut all, claim);
                        all
                    })
            }
            // The one that was lost may be the one that holds.
            Held::OneOf if declared.lost_claims => Conjunction::default(),
            Held::OneOf => any_of(alternatives, tag),
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
fn trust(event: &Event, held: Held, chronology: &Chronology<'_>) -> Trust {
    let each = held.counting(event).map(|claim| {
        let when = claim.dating.when.as_ref();
        let uncertain = when.is_some_and(|when| when.value.is_uncertain());
        Trust::new(claim.certainty, uncertain, &claim.evidence, chronology)
    });
    let trust = match held {
        Held::All | Held::Preferred => each.max(),
        Held::OneOf => each.min(),
    };
    trust.unwrap_or_else(|| Trust::new(Certainty::default(), false, &[], chronology))
}
