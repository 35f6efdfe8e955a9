//! What the other statements say of each link.

use std::collections::{HashMap, HashSet};

use super::Analysis;
use super::reasons::Reasons;
use crate::encode::{Origin, order_of};
use crate::model::{EventIndex, LinkKind, Relation, TimelineId};
use crate::search::{Conjunction, Disjunction, is_excluded};
use crate::stn::{DifferenceConstraint, Implication, Tag, Weight};

/// How many solutions are used to show that something does not follow.
const WITNESSES: usize = 4;

/// What the other statements alone say of a link's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Support {
    /// They imply it.
    Corroborated,
    /// They allow it.
    Consistent,
    /// They exclude it.
    Contradicted,
}

impl Support {
    /// `corroborated`, `consistent` or `contradicted`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Corroborated => "corroborated",
            Self::Consistent => "consistent",
            Self::Contradicted => "contradicted",
        }
    }
}

/// The support of one link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkSupport {
    /// The event it runs from.
    pub from: EventIndex,
    /// The event it runs to.
    pub to: EventIndex,
    /// The link's statement.
    pub statement: Tag,
    /// What the others say of it.
    pub support: Support,
}

/// A link whose support is asked for.
struct Question {
    from: EventIndex,
    to: EventIndex,
    kind: LinkKind,
    statement: Tag,
    /// All links between the same two events, itself included.
    without: usize,
}

impl Analysis<'_> {
    /// The support of each link of one timeline, in the order of the file.
    ///
    /// The others are all statements but links between the same two events; in a contradictory
    /// timeline without those that answers do without.
    #[must_use]
    pub fn support(&self, timeline: TimelineId) -> Vec<LinkSupport> {
        let (questions, pairs) = self.questions(timeline);
        let retracted: HashSet<Tag> = self.reasoned.retracted.iter().copied().collect();
        let orders: Vec<Vec<DifferenceConstraint>> = questions
            .iter()
            .map(|link| order_of(link.kind, link.from, link.to, Tag::NONE))
            .collect();
        let implications: Vec<Implication<'_>> = questions
            .iter()
            .zip(&orders)
            .flat_map(|(link, order)| {
                order.iter().map(|constraint| Implication {
                    from: constraint.from,
                    to: constraint.to,
                    weight: constraint.weight,
                    without: &pairs[link.without],
                })
            })
            .collect();
        let implied = self.implied_over_all_choices(&implications);
        let mut implied = implied.into_iter();
        questions
            .iter()
            .zip(&orders)
            .map(|(link, order)| {
                let corroborated = implied
                    .by_ref()
                    .take(order.len())
                    .fold(true, |all, one| all & one);
                let support = if corroborated {
                    Support::Corroborated
                } else if self.is_excluded(link, order, &pairs[link.without], &retracted) {
                    Support::Contradicted
                } else {
                    Support::Consistent
                };
                LinkSupport {
                    from: link.from,
                    to: link.to,
                    statement: link.statement,
                    support,
                }
            })
            .collect()
    }

    /// Whether each implication is known to hold over all choices. Of those that only a search
    /// through very many statements could prove, as many are searched for as the effort allows.
    fn implied_over_all_choices(&self, implications: &[Implication<'_>]) -> Vec<bool> {
        let reasoned = &self.reasoned;
        let mut implied = reasoned.base.implied_without(implications);
        let disjunctions = reasoned.disjunctions(self.system());
        if disjunctions.is_empty() {
            return implied;
        }
        // What the alternatives of some solution do not imply does not hold in every solution.
        let mut open = vec![true; implications.len()];
        let mut refuted = 0;
        for witness in reasoned.possibilities.witnesses(WITNESSES) {
            let taken = reasoned
                .possibilities
                .taken(reasoned.stn(), &disjunctions, &witness);
            if let Ok(taken) = taken.solve() {
                let taken = taken.implied_without(implications);
                for (open, taken) in open.iter_mut().zip(taken) {
                    *open &= taken;
                }
                refuted += 1;
            }
        }
        let mut left = self.options.effort / 4;
        let reasons = Reasons::new(self);
        for ((implied, implication), open) in implied.iter_mut().zip(implications).zip(open) {
            if *implied || !open {
                continue;
            }
            let broken = broken(implication);
            let mut without = implication.without.to_vec();
            without.extend(&reasoned.retracted);
            if reasons.is_excluded_nearby(&broken, &without) {
                *implied = true;
                continue;
            }
            if refuted == 0 {
                continue;
            }
            // A hard one leaves something for the others.
            let mut share = left / 4;
            left -= share;
            *implied = self.is_implied(&disjunctions, implication, &broken, &mut share);
            left += share;
        }
        implied
    }

    /// Whether an implication holds over all choices, by a search for a solution that breaks it.
    fn is_implied(
        &self,
        disjunctions: &[Disjunction],
        implication: &Implication<'_>,
        broken: &Conjunction,
        budget: &mut u64,
    ) -> bool {
        let excluded = is_excluded(
            self.reasoned.stn(),
            disjunctions,
            implication.without,
            broken,
            budget,
        );
        excluded == Some(true)
    }

    /// The links of one timeline, and the links between each two events.
    fn questions(&self, own: TimelineId) -> (Vec<Question>, Vec<Vec<Tag>>) {
        let mut numbers: HashMap<(EventIndex, EventIndex), usize> = HashMap::new();
        let mut pairs: Vec<Vec<Tag>> = Vec::new();
        let mut questions = Vec::new();
        for (statement, tag) in self.system.statements.iter().zip(0..) {
            let Origin::Link {
                timeline, from, to, ..
            } = statement.origin
            else {
                continue;
            };
            let number = *numbers
                .entry((from.min(to), from.max(to)))
                .or_insert_with(|| {
                    pairs.push(Vec::new());
                    pairs.len() - 1
                });
            pairs[number].push(Tag::new(tag));
            let relation = statement.link(&self.chronology).map(|link| &link.relation);
            if let (true, Some(&Relation::Kind { means, .. })) = (timeline == own, relation) {
                questions.push(Question {
                    from,
                    to,
                    kind: means,
                    statement: Tag::new(tag),
                    without: number,
                });
            }
        }
        (questions, pairs)
    }

    /// Whether the others exclude a link.
    ///
    /// What the answers rest on is consistent with every link that is part of it, so only a link
    /// that they do without can be excluded.
    fn is_excluded(
        &self,
        link: &Question,
        order: &[DifferenceConstraint],
        pair: &[Tag],
        retracted: &HashSet<Tag>,
    ) -> bool {
        if !retracted.contains(&link.statement) {
            return false;
        }
        let others: Vec<Tag> = pair
            .iter()
            .copied()
            .filter(|tag| !retracted.contains(tag))
            .collect();
        let condition = Conjunction {
            constraints: order.to_vec(),
            disjunctions: Vec::new(),
        };
        let excluded = is_excluded(
            self.reasoned.stn(),
            &self.reasoned.disjunctions(self.system()),
            &others,
            &condition,
            &mut (self.options.effort / 16),
        );
        self.note(excluded.is_some());
        excluded == Some(true)
    }
}

/// That an implication does not hold.
fn broken(implication: &Implication<'_>) -> Conjunction {
    let Weight { ticks, strict } = implication.weight;
    let weight = Weight {
        ticks: -ticks,
        strict: !strict,
    };
    let (from, to) = (implication.to, implication.from);
    Conjunction {
        constraints: vec![DifferenceConstraint::new(from, to, weight, Tag::NONE)],
        disjunctions: Vec::new(),
    }
}
