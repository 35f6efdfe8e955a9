//! A search that is given up says less, and nothing that is wrong.

use annals::workspace::Options;
use serde_json::{Value, json};

use crate::calendar::DAY;
use crate::points::{end, start};
use crate::search::Answers;
use crate::story::Story;
use crate::subject::{Subject, explained, json};
use crate::text::id;
use crate::told::{bounds, pair};
use crate::verdicts::{Case, Judged, Wrong, equal, wrong};

/// Judges what the engine says of a story after so many steps.
pub(crate) fn judge(story: &Story, effort: u64) -> Result<Judged, Wrong> {
    let options = Options {
        effort,
        ..Options::default()
    };
    let case = Case::with(story, options);
    let Ok(consistent) = case.holds(|_| true) else {
        return Ok(Judged::NotAtAll);
    };
    let file = &case.subject.file;
    let undecided = case.subject.found("undecided").count() > 0;
    if let Some(told) = file.consistent {
        equal("consistency given up", "all", &told, &consistent)?;
    } else {
        equal("undecided", "all", &undecided, &true)?;
    }
    equal("exact given up", "all", &(file.exact && undecided), &false)?;
    explanations(&case)?;
    if !consistent {
        return Ok(Judged::Contradictory);
    }
    let Ok(known) = Answers::new(story.points(), case.said(|_| true)) else {
        return Ok(Judged::InPart);
    };
    answers(&case, &known, options)?;
    Ok(Judged::Consistent)
}

fn explanations(case: &Case<'_>) -> Result<(), Wrong> {
    for finding in case.subject.found("contradiction") {
        let keys = explained(finding, &case.written);
        if case.holds(|key| keys.contains(&Some(key))) == Ok(true) {
            return Err(wrong(
                "explanation given up",
                format!("{keys:?} can hold together"),
            ));
        }
    }
    Ok(())
}

fn answers(case: &Case<'_>, known: &Answers, options: Options) -> Result<(), Wrong> {
    let Subject { opened, .. } = &case.subject;
    let answers = opened.answers_with(options);
    let told = json(answers.bounds(&[]).expect("all events have bounds"));
    let events = 0..case.story.events.len();
    for event in events.clone() {
        let of_event = &told["events"][event];
        for (side, point) in [("start", start(event)), ("end", end(event))] {
            let expected = bounds(known, point);
            let who = format!("{side} of e{event}");
            contains(
                &who,
                &of_event[side],
                &expected,
                ["earliest", "latest"],
                instant,
            )?;
            if told["exact"] == true {
                equal("exact bounds", &who, &of_event[side], &expected)?;
            }
        }
    }
    for (a, b) in events
        .clone()
        .flat_map(|a| events.clone().map(move |b| (a, b)))
    {
        if a == b {
            continue;
        }
        let told = json(answers.pair(&id(a), &id(b)).expect("both occurred"));
        let expected = pair(known, true, a, b);
        let who = format!("e{a} e{b}");
        contains(
            &who,
            &told["lag"],
            &expected["lag"],
            ["least", "greatest"],
            length,
        )?;
        for side in ["precedes", "follows"] {
            if told[side] != "possible" {
                equal("order given up", &who, &told[side], &expected[side])?;
            }
        }
        let list = |value: &Value| value["allen"].as_array().cloned().unwrap_or_default();
        let told_list = list(&told);
        if !list(&expected)
            .iter()
            .all(|relation| told_list.contains(relation))
        {
            return Err(wrong(
                "allen given up",
                format!("{who}: told {told_list:?}"),
            ));
        }
        if told["exact"] == true {
            for field in ["precedes", "follows", "allen", "lag"] {
                equal("exact order", &who, &told[field], &expected[field])?;
            }
        }
    }
    Ok(())
}

/// Whether the limits that were told are no narrower than those that hold.
fn contains(
    who: &str,
    told: &Value,
    expected: &Value,
    [least, greatest]: [&str; 2],
    read: fn(&str) -> i64,
) -> Result<(), Wrong> {
    let limit = |value: &Value, name: &str| {
        let text = value[name].as_str()?;
        Some((read(text), value[format!("{name}_open")] == json!(true)))
    };
    let lower = match (limit(told, least), limit(expected, least)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(told), Some(expected)) => told <= expected,
    };
    let upper = match (limit(told, greatest), limit(expected, greatest)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((told, open)), Some((expected, also))) => (told, !open) >= (expected, !also),
    };
    let detail = format!("{who}: told {told}, expected {expected}");
    let within = lower && upper;
    within
        .then_some(())
        .ok_or_else(|| wrong("limits given up", detail))
}

/// An instant in an order of its own: not in seconds, but as its digits stand.
fn instant(text: &str) -> i64 {
    let years = text.find('-').filter(|&at| at > 0).unwrap_or(0);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number: i64 = digits.parse().unwrap_or(i64::MAX);
    match text.chars().next() {
        Some('-') => -number,
        _ if years > 0 => number,
        _ => i64::MAX,
    }
}

/// The seconds of a duration in days and time of day.
fn length(text: &str) -> i64 {
    let mut seconds = 0;
    let mut number = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => number = 10 * number + i64::from(c as u8 - b'0'),
            'D' => seconds += std::mem::take(&mut number) * DAY,
            'H' => seconds += std::mem::take(&mut number) * 3_600,
            'M' => seconds += std::mem::take(&mut number) * 60,
            'S' => seconds += std::mem::take(&mut number),
            _ => {}
        }
    }
    if text.starts_with('-') {
        -seconds
    } else {
        seconds
    }
}
