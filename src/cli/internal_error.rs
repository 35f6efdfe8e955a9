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
    let what = info.payload_as_str().unwrap_or("no reason given");
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
