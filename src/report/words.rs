//! Durations and instants in words.

use super::{LagReport, PointBounds};

/// An ISO 8601 duration of days and time of day in words: `11 days 2 hours`.
///
/// Long ones tell about how many years they are. What is no such duration is given back.
///
/// ```
/// use annals::report::duration_in_words;
///
/// assert_eq!(duration_in_words("P1DT2H"), "1 day 2 hours");
/// assert_eq!(duration_in_words("-P11D"), "-11 days");
/// assert_eq!(duration_in_words("P36525D"), "36525 days, about 100 years");
/// ```
#[must_use]
pub fn duration_in_words(iso: &str) -> String {
    match Parts::read(iso) {
        Some(parts) => parts.words(),
        None => iso.to_owned(),
    }
}

/// A lag as `P0D to P11D (0 to 11 days)`.
pub(super) fn lag(lag: &LagReport) -> String {
    let (iso, words) = match (&lag.least, &lag.greatest) {
        (None, None) => return "not bounded either way".to_owned(),
        (Some(least), None) => {
            let how = if lag.least_open {
                "more than"
            } else {
                "at least"
            };
            (format!("{how} {least}"), duration_in_words(least))
        }
        (None, Some(greatest)) => {
            let how = if lag.greatest_open {
                "less than"
            } else {
                "at most"
            };
            (format!("{how} {greatest}"), duration_in_words(greatest))
        }
        (Some(least), Some(greatest)) if least == greatest => {
            (format!("exactly {least}"), duration_in_words(least))
        }
        (Some(least), Some(greatest)) => {
            let from = if lag.least_open { "more than " } else { "" };
            let to = if lag.greatest_open { "less than " } else { "" };
            (
                format!("{from}{least} to {to}{greatest}"),
                range_in_words(least, greatest),
            )
        }
    };
    format!("{iso} ({words})")
}

fn range_in_words(least: &str, greatest: &str) -> String {
    match (Parts::read(least), Parts::read(greatest)) {
        (Some(from), Some(to)) if from.only_days() && to.only_days() && !to.is_long() => {
            format!("{} to {}", from.signed_days(), to.words())
        }
        _ => format!(
            "{} to {}",
            duration_in_words(least),
            duration_in_words(greatest)
        ),
    }
}

/// The instants of a time point: `1931-04-15 to before 1931-05-16`.
pub(super) fn instants(point: &PointBounds) -> String {
    let earliest = point.earliest.as_deref().map(instant);
    let latest = point.latest.as_deref().map(instant);
    match (earliest, latest) {
        (None, None) => "not bounded".to_owned(),
        (Some(earliest), None) if point.earliest_open => format!("after {earliest}"),
        (Some(earliest), None) => format!("{earliest} or later"),
        (None, Some(latest)) if point.latest_open => format!("before {latest}"),
        (None, Some(latest)) => format!("{latest} or earlier"),
        (Some(earliest), Some(latest)) if earliest == latest => earliest.to_owned(),
        (Some(earliest), Some(latest)) => {
            let from = if point.earliest_open { "after " } else { "" };
            let to = if point.latest_open { "before " } else { "" };
            format!("{from}{earliest} to {to}{latest}")
        }
    }
}

/// An instant, as its day alone where it is midnight.
fn instant(rfc3339: &str) -> &str {
    rfc3339.strip_suffix("T00:00:00Z").unwrap_or(rfc3339)
}

/// A duration of days and time of day, still as text: figures of any size are read.
struct Parts<'a> {
    negative: bool,
    /// Figure and unit, the largest first.
    figures: Vec<(&'a str, &'static str)>,
}

impl<'a> Parts<'a> {
    fn read(iso: &'a str) -> Option<Self> {
        let (negative, rest) = match iso.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, iso),
        };
        let rest = rest.strip_prefix('P')?;
        let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
        let mut figures = Vec::new();
        read_figures(date, &[('D', "day")], &mut figures)?;
        let clock = [('H', "hour"), ('M', "minute"), ('S', "second")];
        read_figures(time, &clock, &mut figures)?;
        (!figures.is_empty()).then_some(Self { negative, figures })
    }

    fn only_days(&self) -> bool {
        matches!(self.figures.as_slice(), [(_, "day")])
    }

    fn signed_days(&self) -> String {
        let days = self.figures.first().map_or("0", |&(figure, _)| figure);
        format!("{}{days}", self.sign())
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }

    fn days(&self) -> Option<u64> {
        let (figure, unit) = self.figures.first()?;
        (*unit == "day").then(|| figure.parse().ok()).flatten()
    }

    /// Whether the days are so many that years say more.
    fn is_long(&self) -> bool {
        self.days().is_some_and(|days| days >= 731)
    }

    fn words(&self) -> String {
        let words: Vec<_> = self
            .figures
            .iter()
            .map(|&(figure, unit)| {
                let plural = if figure == "1" { "" } else { "s" };
                format!("{figure} {unit}{plural}")
            })
            .collect();
        let mut text = format!("{}{}", self.sign(), words.join(" "));
        if self.is_long()
            && let Some(years) = self.days().and_then(|days| days.checked_mul(10_000))
        {
            let years = (years + 3_652_425 / 2) / 3_652_425;
            text.push_str(&format!(", about {years} years"));
        }
        text
    }
}

fn read_figures<'a>(
    mut rest: &'a str,
    units: &[(char, &'static str)],
    figures: &mut Vec<(&'a str, &'static str)>,
) -> Option<()> {
    for &(letter, unit) in units {
        if let Some((figure, behind)) = rest.split_once(letter) {
            let digits = |c: char| c.is_ascii_digit() || c == '.';
            if figure.is_empty() || !figure.chars().all(digits) {
                return None;
            }
            figures.push((figure, unit));
            rest = behind;
        }
    }
    rest.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(duration_in_words("P0D"), "0 days");
        assert_eq!(duration_in_words("PT1H30M"), "1 hour 30 minutes");
        assert_eq!(duration_in_words("PT0.5S"), "0.5 seconds");
        assert_eq!(duration_in_words("P730D"), "730 days");
        assert_eq!(duration_in_words("P731D"), "731 days, about 2 years");
        for odd in ["", "P", "-", "PT", "P1Y", "P-1D", "PxD", "P1DT2", "day"] {
            assert_eq!(duration_in_words(odd), odd);
        }
    }

    #[test]
    fn figures_beyond_any_integer_are_shown_without_years() {
        let iso = format!("P{}D", "9".repeat(40));
        assert_eq!(duration_in_words(&iso), format!("{} days", "9".repeat(40)));
    }

    #[test]
    fn lags_say_what_is_open() {
        let bounds =
            |least: Option<&str>, least_open, greatest: Option<&str>, greatest_open| LagReport {
                least: least.map(Into::into),
                least_open,
                greatest: greatest.map(Into::into),
                greatest_open,
            };
        let text = |value: LagReport| lag(&value);
        assert_eq!(
            text(bounds(Some("P0D"), false, Some("P11D"), false)),
            "P0D to P11D (0 to 11 days)"
        );
        assert_eq!(
            text(bounds(Some("P0D"), true, Some("P1DT1H"), true)),
            "more than P0D to less than P1DT1H (0 days to 1 day 1 hour)"
        );
        assert_eq!(
            text(bounds(Some("-P2D"), false, None, false)),
            "at least -P2D (-2 days)"
        );
        assert_eq!(
            text(bounds(None, false, Some("P3D"), true)),
            "less than P3D (3 days)"
        );
        assert_eq!(
            text(bounds(Some("P3D"), false, Some("P3D"), false)),
            "exactly P3D (3 days)"
        );
        assert_eq!(text(LagReport::default()), "not bounded either way");
    }

    #[test]
    fn instants_show_midnight_as_the_day() {
        let point = PointBounds {
            earliest: Some("1931-04-15T00:00:00Z".into()),
            latest: Some("1931-05-16T00:00:00Z".into()),
            latest_open: true,
            ..PointBounds::default()
        };
        assert_eq!(instants(&point), "1931-04-15 to before 1931-05-16");
    }
}
