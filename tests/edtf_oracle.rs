//! Agreement with `edtf-core`, where its meaning is the same.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use annals::calendar::{CivilDate, Tick, Zone};
use annals::edtf::{Edtf, Endpoint, Reading, Shape, TickSpan};
use proptest::prelude::*;

/// Whether a difference concerns a string.
type Applies = fn(&str) -> bool;

/// Where the two differ, and why.
const DIFFERENCES: [(Applies, &str); 6] = [
    (
        |text| text.contains('T'),
        "fractions of a second, `T10` and `T10:02`, times before year 0, and times as ends of \
         intervals and members of sets are additions; a second 60 is refused but at 23:59:60",
    ),
    (
        |text| text.contains('-') && text.contains('X') && has_negative_year(text),
        "masks of negative years (`-20XX`) are an addition",
    ),
    (
        |text| text.contains(['~', '%']) && (text.contains('/') || text.contains("..")),
        "an interval is refused only where even its widened spans leave no order",
    ),
    (
        |text| text.contains('Y') && (text.contains('/') || text.contains("..")),
        "years beyond `i64` are ordered too",
    ),
    (
        |text| ["?Y", "~Y", "%Y"].iter().any(|mark| text.contains(mark)),
        "a qualifier may stand before `Y` as before other components",
    ),
    (
        |text| text.starts_with(['[', '{']) && text.split(',').any(has_mixed_range),
        "the ends of a range in a set may differ in precision, be qualified, and have significant \
         or unspecified digits",
    ),
];

fn has_mixed_range(member: &str) -> bool {
    let precision = |end: &str| end.get(1..).map_or(0, |rest| rest.matches('-').count());
    let ends = member.trim_matches(['[', ']', '{', '}']).split_once("..");
    ends.is_some_and(|(from, to)| {
        let both = !from.is_empty() && !to.is_empty();
        both && (precision(from) != precision(to) || member.contains(['S', 'X', '?', '~', '%']))
    })
}

fn has_negative_year(text: &str) -> bool {
    let starts = std::iter::once(0).chain(
        text.match_indices(['/', '[', '{', ',', '.', '?', '~', '%'])
            .map(|(at, mark)| at + mark.len()),
    );
    starts
        .filter_map(|at| text.get(at..))
        .any(|rest| rest.starts_with('-'))
}

fn may_differ(text: &str) -> bool {
    DIFFERENCES.iter().any(|(differs, _)| differs(text))
}

fn agree(text: &str) -> Result<(), String> {
    let (ours, theirs) = (Edtf::parse(text), edtf_core::Edtf::parse(text));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            if ours.is_uncertain() != theirs.is_uncertain()
                || ours.is_approximate() != theirs.is_approximate()
            {
                return Err(format!("{text}: qualifiers differ"));
            }
            Ok(())
        }
        (Err(_), Err(_)) => Ok(()),
        (Ok(_), Err(theirs)) => Err(format!("{text}: only ours accepts: {theirs}")),
        (Err(ours), Ok(_)) => Err(format!("{text}: only theirs accepts: {ours}")),
    }
}

fn rows(table: &str) -> impl Iterator<Item = String> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once(" => "))
        .map(|(text, _)| text.trim_end().replace(['⟦', '⟧'], "").replace('␣', " "))
}

#[test]
fn the_tables_are_accepted_and_refused_alike() {
    let valid = rows(include_str!("edtf/valid.txt"));
    let invalid = rows(include_str!("edtf/invalid.txt"));
    let faults: Vec<String> = valid
        .chain(invalid)
        .filter(|text| !may_differ(text))
        .filter_map(|text| agree(&text).err())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_difference_is_real() {
    for (differs, reason) in DIFFERENCES {
        let table =
            rows(include_str!("edtf/valid.txt")).chain(rows(include_str!("edtf/invalid.txt")));
        let mut found = table.filter(|text| differs(text) && agree(text).is_err());
        assert!(found.next().is_some(), "{reason}");
    }
}

/// The first and the last day of a span, as `edtf-core` shows them.
fn days(span: TickSpan) -> (String, String) {
    let day = |ticks: i64| {
        let date = CivilDate::from_day_number(i128::from(ticks.div_euclid(86_400))).unwrap();
        let sign = if date.year() < 0 { "-" } else { "" };
        format!(
            "{sign}{:04}-{:02}-{:02}",
            date.year().abs(),
            date.month(),
            date.day()
        )
    };
    (
        span.lo.map_or("-inf".to_owned(), day),
        span.hi.map_or("+inf".to_owned(), |hi| day(hi - 1)),
    )
}

fn hull(shape: &Shape) -> TickSpan {
    let end = |end: &Endpoint| match end {
        Endpoint::Within(set) => set.hull(),
        Endpoint::Open | Endpoint::Unknown => TickSpan { lo: None, hi: None },
    };
    match shape {
        Shape::Within(set) => set.hull(),
        Shape::Interval { start, end: stop } => TickSpan {
            lo: end(start).lo,
            hi: end(stop).hi,
        },
    }
}

/// Bounds are compared where `edtf-core` means the same by them: it does not widen, and its
/// unknown ends hide the known ones.
fn agree_on_bounds(text: &str) -> Result<(), String> {
    let (Ok(ours), Ok(theirs)) = (Edtf::parse(text), edtf_core::Edtf::parse(text)) else {
        return Ok(());
    };
    let reading = Reading {
        approximate: 0,
        ..Reading::new(Tick::Second, Zone::UTC)
    };
    let Ok(shape) = ours.compile(&reading) else {
        return Ok(());
    };
    let shown = |bound: edtf_core::Bound| match bound {
        edtf_core::Bound::NegativeInfinity => Some("-inf".to_owned()),
        edtf_core::Bound::PositiveInfinity => Some("+inf".to_owned()),
        edtf_core::Bound::Date(date) => Some(date.to_string()),
        edtf_core::Bound::Unknown => None,
    };
    let bounds = theirs.bounds();
    let (first, last) = days(hull(&shape));
    for (ours, theirs) in [
        (first, shown(bounds.earliest)),
        (last, shown(bounds.latest)),
    ] {
        if let Some(theirs) = theirs
            && ours != theirs
        {
            return Err(format!("{text}: {ours} against {theirs}"));
        }
    }
    Ok(())
}

#[test]
fn the_tables_have_the_same_bounds() {
    let faults: Vec<String> = rows(include_str!("edtf/valid.txt"))
        .filter(|text| !may_differ(text))
        .filter_map(|text| agree_on_bounds(&text).err())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn date() -> impl Strategy<Value = String> {
    let year = prop_oneof![
        4 => "[012][0-9]{3}",
        2 => "[0-9X]{4}",
        1 => "-[0-9]{4}",
        1 => "[0-9]{4}S[0-6]",
        1 => "Y-?[0-9]{1,7}(E[0-9])?(S[0-9])?",
    ];
    let month = prop_oneof![4 => "[01][0-9]", 1 => "[0-4X][0-9X]"];
    let day = prop_oneof![3 => "[0-3][0-9]", 1 => "[0-3X][0-9X]"];
    let mark = || prop_oneof![4 => Just(String::new()), 1 => "[?~%]"];
    (
        (mark(), year, mark()),
        prop::option::of((mark(), month, mark())),
        prop::option::of((mark(), day, mark())),
    )
        .prop_map(|((before, year, after), month, day)| {
            let mut text = format!("{before}{year}{after}");
            if let Some((before, month, after)) = month {
                text += &format!("-{before}{month}{after}");
                if let Some((before, day, after)) = day {
                    text += &format!("-{before}{day}{after}");
                }
            }
            text
        })
}

fn expression() -> impl Strategy<Value = String> {
    let end = || prop_oneof![6 => date(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
    let member = || {
        prop_oneof![
            4 => date(),
            1 => (date(), date()).prop_map(|(from, to)| format!("{from}..{to}")),
            1 => date().prop_map(|from| format!("{from}..")),
            1 => date().prop_map(|to| format!("..{to}")),
        ]
    };
    let members = || prop::collection::vec(member(), 0..4).prop_map(|all| all.join(","));
    prop_oneof![
        4 => date(),
        2 => (end(), end()).prop_map(|(from, to)| format!("{from}/{to}")),
        1 => members().prop_map(|all| format!("[{all}]")),
        1 => members().prop_map(|all| format!("{{{all}}}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn generated_expressions_are_accepted_and_refused_alike(text in expression()) {
        if !may_differ(&text) {
            prop_assert_eq!(agree(&text), Ok(()));
            prop_assert_eq!(agree_on_bounds(&text), Ok(()));
        }
    }
}
