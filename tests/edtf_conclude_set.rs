//! Sets that are concluded from separate pieces.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use annals::calendar::{Tick, Zone};
use annals::edtf::{
    Bound, Concluded, Edtf, EventBounds, PointBounds, Reading, Shape, TickSpan, conclude,
    conclude_set,
};
use proptest::prelude::*;

const ZONES: [&str; 4] = ["UTC", "Europe/Berlin", "Pacific/Apia", "America/St_Johns"];

fn within(span: TickSpan) -> EventBounds {
    EventBounds {
        start: PointBounds {
            earliest: span.lo.map(Bound::closed),
            latest: span.hi.map(Bound::open),
        },
        end: PointBounds {
            earliest: span.lo.map(Bound::closed),
            latest: span.hi.map(Bound::closed),
        },
    }
}

fn spans(text: &str, zone: Zone, tick: Tick) -> Vec<TickSpan> {
    let shape = Edtf::parse(text)
        .unwrap()
        .compile(&Reading::new(tick, zone))
        .unwrap();
    let Shape::Within(set) = shape else {
        panic!("{text} is an interval")
    };
    set.pieces_within(None, None).collect()
}

/// The set that is concluded from the pieces of a date.
fn of_date(text: &str) -> Option<Concluded> {
    let pieces: Vec<EventBounds> = spans(text, Zone::UTC, Tick::Second)
        .into_iter()
        .map(within)
        .collect();
    conclude_set(&pieces, Zone::UTC, Tick::Second)
}

#[test]
fn a_set_comes_back_as_it_was_written() {
    for text in [
        "[1931-04-15,1931-05-15]",
        "[2023-09,2024-09]",
        "[1931-04,1931-05]",
        "[..1850,1931-04-15]",
        "[1931-04-15,1950..]",
        "[..1850,1931-04-03..1931-04-05,1950..]",
        "[193X,2001]",
        "[1931-04-15T10:02Z,1931-04-15T12Z]",
        "[1931-01,1931-02,1931-03,1931-04,1931-05,1931-06,1931-07,1931-08]",
        "[-0044-03-15,0014-08-19]",
        "1931-04",
        "[1931-04-03..1931-04-05]",
    ] {
        let found = of_date(text).unwrap();
        assert_eq!((found.edtf.as_str(), found.exact), (text, true));
    }
    // A mask is told by its completions.
    let found = of_date("202X-02-29").unwrap();
    assert_eq!(found.edtf, "[2020-02-29,2024-02-29,2028-02-29]");
}

#[test]
fn what_is_no_set_is_not_told_as_one() {
    // Twelve days.
    assert_eq!(of_date("1931-XX-15"), None);
    assert_eq!(conclude_set(&[], Zone::UTC, Tick::Second), None);
    let day = |day: i64| TickSpan {
        lo: Some(day * 86_400),
        hi: Some((day + 1) * 86_400),
    };
    let without_end = TickSpan { hi: None, ..day(3) };
    let without_start = TickSpan { lo: None, ..day(3) };
    let nothing = TickSpan { lo: None, hi: None };
    for spans in [
        [without_end, day(9)],
        [day(0), without_start],
        [day(0), nothing],
        [nothing, day(0)],
    ] {
        let pieces = spans.map(within);
        assert_eq!(
            conclude_set(&pieces, Zone::UTC, Tick::Second),
            None,
            "{spans:?}"
        );
    }
}

#[test]
fn what_members_cannot_say_is_not_exact() {
    let day = |day: i64| {
        let span = TickSpan {
            lo: Some(day * 86_400),
            hi: Some((day + 1) * 86_400),
        };
        within(span)
    };
    let mut open = day(0);
    open.start.earliest = Some(Bound::open(0));
    let found = conclude_set(&[open, day(9)], Zone::UTC, Tick::Second).unwrap();
    assert_eq!(
        (found.edtf.as_str(), found.exact),
        ("[1970-01-01,1970-01-10]", false)
    );
    // Both instants are of the same second.
    let instant = |ticks: i64, open: bool| {
        let bound = Some(Bound { ticks, open });
        let point = PointBounds {
            earliest: bound,
            latest: Some(Bound::closed(ticks)),
        };
        EventBounds {
            start: point,
            end: point,
        }
    };
    let same = [instant(0, false), instant(0, false)];
    let found = conclude_set(&same, Zone::UTC, Tick::Second).unwrap();
    assert_eq!(
        (found.edtf.as_str(), found.exact),
        ("1970-01-01T00:00:00Z", false)
    );
}

/// Pieces in the order of time: how far each is from the one before, how long it is, and how much
/// its bounds are cut on the four sides.
fn pieces() -> impl Strategy<Value = Vec<(i64, i64, [i64; 4], [bool; 4])>> {
    let cut = prop_oneof![5 => Just(0_i64), 1 => 0_i64..3];
    let piece = (
        0_i64..40,
        1_i64..40,
        prop::array::uniform4(cut),
        prop::array::uniform4(prop::bool::weighted(0.1)),
    );
    prop::collection::vec(piece, 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn sets_contain_every_piece_and_nothing_else_where_exact(
        pieces in pieces(), zone in 0..ZONES.len(), base in -4_000_000_i64..20_000,
        step in prop::sample::select(vec![1_i64, 60, 3_600, 86_400, 2_678_400]),
        (no_start, no_end) in (prop::bool::weighted(0.1), prop::bool::weighted(0.1)), millis: bool,
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let tick = if millis { Tick::Millisecond } else { Tick::Second };
        // From the beginning of a day there, so that pieces of days are exact.
        let (start, _) = zone.days(base.into(), i128::from(base) + 1)
            .or_else(|| zone.days(i128::from(base) + 1, i128::from(base) + 2)).unwrap();
        let mut at = tick.from_seconds(start).unwrap();
        let step = step * tick.per_second();
        let mut bounds = Vec::new();
        let count = pieces.len();
        for (index, (gap, length, cuts, opens)) in pieces.into_iter().enumerate() {
            let lo = at + gap * step;
            let hi = lo + length * step;
            at = hi;
            let unbounded = |side: bool, bound: Bound| (!side).then_some(bound);
            let (no_start, no_end) = (no_start && index == 0, no_end && index + 1 == count);
            let cut = |cut: i64| if length > 6 { cut * step } else { 0 };
            bounds.push(EventBounds {
                start: PointBounds {
                    earliest: unbounded(no_start, Bound { ticks: lo + cut(cuts[0]), open: opens[0] }),
                    latest: unbounded(no_end, Bound { ticks: hi - cut(cuts[1]), open: !opens[1] }),
                },
                end: PointBounds {
                    earliest: unbounded(no_start, Bound { ticks: lo + cut(cuts[2]), open: opens[2] }),
                    latest: unbounded(no_end, Bound { ticks: hi - cut(cuts[3]), open: opens[3] }),
                },
            });
        }
        let Some(found) = conclude_set(&bounds, zone, tick) else {
            let hull = no_start && no_end && count == 1;
            prop_assert!(hull || count > 8, "{:?}", bounds);
            return Ok(());
        };
        if let [piece] = bounds.as_slice() {
            prop_assert_eq!(Some(found), conclude(piece, zone, tick));
            return Ok(());
        }
        let said = spans(&found.edtf, zone, tick);
        prop_assert!(said.len() <= 8);
        for piece in &bounds {
            let contained = said.iter().any(|&span| within(span).contains(&piece.settled()));
            prop_assert!(contained, "{} {:?}", found.edtf, piece);
        }
        let all: Vec<EventBounds> = bounds.iter().map(EventBounds::settled).collect();
        let same = said.iter().all(|&span| all.contains(&within(span)));
        if found.exact {
            prop_assert!(same, "{}", found.edtf);
            prop_assert_eq!(said.len(), all.len());
        } else {
            prop_assert!(!same || said.len() < all.len(), "{} {:?}", found.edtf, all);
        }
    }
}
