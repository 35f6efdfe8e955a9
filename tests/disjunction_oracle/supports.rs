//! What the other statements say of each link.

use std::collections::BTreeSet;

use annals::report::Support;

use crate::closure::Edge;
use crate::links;
use crate::search::Answers;
use crate::story::{Key, Link};
use crate::text::id;
use crate::verdicts::{Case, Wrong, equal};

/// Every link that is listed has the support that it has.
pub(crate) fn check(case: &Case<'_>, left_out: &BTreeSet<Key>) -> Result<(), Wrong> {
    let told = &case.subject.file.support;
    let links = &case.story.links;
    let of_one_kind = links.iter().filter(|link| link.kinds.len() == 1).count();
    let listed: Vec<(usize, &Link)> = if told.len() == links.len() {
        links.iter().enumerate().collect()
    } else {
        equal("support", "links of one kind", &told.len(), &of_one_kind)?;
        let all = links.iter().enumerate();
        all.filter(|(_, link)| link.kinds.len() == 1).collect()
    };
    for (told, (index, link)) in told.iter().zip(listed) {
        let names = (told.from.clone(), told.to.clone());
        equal("support", "ends", &names, &(id(link.from), id(link.to)))?;
        let ends = |link: &Link| (link.from.min(link.to), link.from.max(link.to));
        let is_rival = |key: Key| match key {
            Key::Link(other) => ends(&links[other]) == ends(link),
            _ => false,
        };
        let others = case.said(|key| !left_out.contains(&key) && !is_rival(key));
        let Ok(others) = Answers::new(case.story.points(), others) else {
            continue;
        };
        let kinds = link.kinds.iter();
        let orders: Vec<Vec<Edge>> = kinds
            .map(|kind| links::order(kind, link.from, link.to))
            .collect();
        let expected = if others.implies_any(&orders) {
            Support::Corroborated
        } else if orders.iter().any(|order| others.allows(order)) {
            Support::Consistent
        } else {
            Support::Contradicted
        };
        equal(
            "support",
            &format!("link {index}"),
            &told.support,
            &expected,
        )?;
    }
    Ok(())
}
