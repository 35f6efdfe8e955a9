//! The oracle by itself: the strike of the format's description, worked out by hand.

use serde_json::json;

use crate::durations::Range;
use crate::points::{end, start};
use crate::search::Answers;
use crate::story::{Anchor, Dating, Event, Link, Relative, Story};
use crate::told::{bounds, pair};
use crate::units::Unit;
use crate::verdicts::{Judged, judge, sequence};

const PAY_CUT: usize = 0;
const VOTE: usize = 1;
const STRIKE: usize = 2;
const WALKOUT: usize = 3;

fn dated(when: &str) -> Event {
    Event {
        dating: Dating {
            when: Some(when.to_owned()),
            ..Dating::default()
        },
        ..Event::default()
    }
}

fn link(from: usize, to: usize, kind: &'static str) -> Link {
    Link {
        from,
        to,
        kinds: vec![kind],
        lag: None,
    }
}

fn strike() -> Story {
    let mut walkout = Event::default();
    walkout.dating.lasts = Some(Range::Exactly(P1D));
    walkout.dating.relative = Some(Relative {
        to: Anchor::Event(VOTE),
        unit: Unit::Week,
        offset: 1,
        part: None,
    });
    let mut called = link(VOTE, STRIKE, "leads_to");
    called.lag = Some(Range::AtLeast(P1D));
    Story {
        events: vec![
            dated("1931-03"),
            dated("1931-XX-15"),
            dated("1931-05~/1931-06-19"),
            walkout,
        ],
        links: vec![
            link(PAY_CUT, VOTE, "causes"),
            link(WALKOUT, STRIKE, "part_of"),
            called,
        ],
        ..Story::default()
    }
}

/// The number of a day in the table of durations.
const P1D: usize = 5;

#[test]
fn the_oracle_knows_the_figures_of_the_strike() {
    let story = strike();
    let statements = story.statements();
    let says = statements.iter().map(|(_, says)| says);
    let known = Answers::new(story.points(), says).expect("there are few combinations");
    let may = json!({
        "earliest": "1931-04-15T00:00:00Z", "earliest_open": false,
        "latest": "1931-05-16T00:00:00Z", "latest_open": true,
    });
    assert_eq!(bounds(&known, start(VOTE)), may);
    let told = json!({
        "earliest": "1931-04-15T00:00:00Z", "earliest_open": false,
        "latest": "1931-05-16T00:00:00Z", "latest_open": false,
    });
    assert_eq!(bounds(&known, end(VOTE)), told);
    let told = json!({
        "schema": 1, "consistent": true, "exact": true, "a": "e1", "b": "e2",
        "precedes": "necessary", "follows": "impossible",
        "allen": ["before", "meets"],
        "lag": { "least": "P0D", "least_open": false, "greatest": "P11D", "greatest_open": false },
    });
    assert_eq!(pair(&known, true, VOTE, STRIKE), told);
    let groups = sequence(&known, &[PAY_CUT, VOTE, STRIKE, WALKOUT]);
    let alone = [PAY_CUT, VOTE, STRIKE, WALKOUT].map(|event| [event].into());
    assert_eq!(groups, alone);
    let left = known.combinations().len();
    assert_eq!(left, 2, "April and May");
}

#[test]
fn the_engine_knows_the_figures_of_the_strike() {
    assert_eq!(judge(&strike()), Ok(Judged::Consistent));
}
