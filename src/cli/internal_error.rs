//! What to say when annals itself is wrong.

use std::io::Write;
use std::panic::{self, PanicHookInfo};

use crate::report::safe;

/// From now on, a panic tells people plainly whose mistake it is and what to do.
pub(super) fn install() {
    panic::set_hook(Box::new(|info| {
        // Where nobody listens, there is nobody to tell.
        let _ = std::io::stderr().write_all(report(info).as_bytes());
    }));
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let what = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given");
    let place = info
        .location()
        .map_or_else(String::new, |place| format!(" at {place}"));
    format!(
        "annals: internal error: {}{}\n\
         annals: this is a mistake in annals {}, not in your timeline; please report it with \
         these lines and, if you can, the timeline\n",
        safe::one_line(what),
        safe::one_line(&place),
        env!("CARGO_PKG_VERSION"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn reports_are_plain_and_safe() {
        let said = Arc::new(Mutex::new(String::new()));
        let hook = Arc::clone(&said);
        let name = "about \u{1b}[2J\nthis";
        panic::set_hook(Box::new(move |info| {
            let text = report(info);
            // Other tests may panic meanwhile.
            if text.contains("about") {
                *hook.lock().unwrap() = text;
            }
        }));
        let outcome = panic::catch_unwind(|| panic!("{name}"));
        let _ = panic::take_hook();
        assert!(outcome.is_err());
        let said = said.lock().unwrap();
        assert!(
            said.starts_with(
                "annals: internal error: about ␛[2J␊this at src/cli/internal_error.rs:"
            ),
            "{said}"
        );
        assert!(said.contains("please report it"));
        assert_eq!(said.lines().count(), 2);
    }
}
