//! What is told in JSON is what the closed matrix says.

use annals::workspace;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::points::{end, start};
use crate::text::{Layout, id};
use crate::told::{bounds, pair};
use crate::{config, generate, scratch};

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn reports_say_what_the_closed_matrix_says(story in generate::true_story()) {
        let written = story.write(&Layout::plain(&story));
        let folder = scratch::with("story.ron", &written.text);
        let opened = workspace::open(folder.path().join("story.ron"), None).expect("the file can be read");
        let answers = opened.answers();
        prop_assert!(answers.diagnostics().is_empty());
        let closure = story.closure(&story.statements());
        for event in 0..story.events.len() {
            let told = answers.bounds(&[id(event)]).expect("the event is declared");
            let mut told = serde_json::to_value(&told).expect("reports are JSON");
            let told = told["events"][0].take();
            let when = story.events[event].when.map(crate::dates::When::text);
            prop_assert_eq!(&told["stated"], &Value::from(when));
            for (side, point) in [("start", start(event)), ("end", end(event))] {
                let expected = if story.events[event].occurred {
                    bounds(&closure, point)
                } else {
                    json!({ "earliest": null, "earliest_open": false, "latest": null, "latest_open": false })
                };
                prop_assert_eq!(&told[side], &expected, "{} of e{}\n{}", side, event, written.text);
            }
        }
        for &a in &story.occurred() {
            for &b in &story.occurred() {
                if a == b {
                    continue;
                }
                let told = answers.pair(&id(a), &id(b)).expect("both occurred");
                let told = serde_json::to_value(&told).expect("reports are JSON");
                prop_assert_eq!(told, pair(&closure, true, a, b), "{}", written.text);
            }
        }
    }
}
