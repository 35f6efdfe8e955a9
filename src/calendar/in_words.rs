//! Durations in words.

use super::{Tick, format_wide_difference};

/// An ISO 8601 duration of days and time of day in words: `11 days 2 hours`.
///
/// Long ones tell about how many years they are. What is no such duration is given back.
///
/// ```
/// use annals::calendar::duration_in_words;
///
/// assert_eq!(duration_in_words("P1DT2H"), "1 day 2 hours");
/// assert_eq!(duration_in_words("-P11D"), "-11 days");
/// assert_eq!(duration_in_words("P36525D"), "36525 days (about 100 years)");
/// ```
#[must_use]
pub fn duration_in_words(iso: &str) -> String {
    match Parts::read(iso) {
        Some(parts) => parts.words_and_years(),
        None => iso.to_owned(),
    }
}

/// The same for the unsigned difference of two instants, without the years.
///
/// ```
/// use annals::calendar::{Tick, difference_in_words};
///
/// assert_eq!(difference_in_words(-93_600, Tick::Second), "1 day 2 hours");
/// ```
#[must_use]
pub fn difference_in_words(ticks: i128, tick: Tick) -> String {
    let iso = format_wide_difference(ticks, tick);
    let iso = iso.trim_start_matches('-');
    match Parts::read(iso) {
        Some(parts) => parts.words(),
        None => iso.to_owned(),
    }
}

/// Two durations of the same sign from the one to the other, in words and without the sign:
/// `3 to less than 5 days`. The `bound`s stand before the figures.
///
/// ```
/// use annals::calendar::durations_in_words;
///
/// assert_eq!(durations_in_words(("", "P3D"), ("less than ", "P5D")), "3 to less than 5 days");
/// assert_eq!(durations_in_words(("more than ", "P3D"), ("", "P5DT1H")), "more than 3 days to 5 days 1 hour");
/// ```
#[must_use]
pub fn durations_in_words(least: (&str, &str), greatest: (&str, &str)) -> String {
    let (before, after) = (least.0, greatest.0);
    let (least, greatest) = (
        least.1.trim_start_matches('-'),
        greatest.1.trim_start_matches('-'),
    );
    match (Parts::read(least), Parts::read(greatest)) {
        (Some(from), Some(to)) if from.only_days() && to.only_days() && !to.is_long() => {
            format!("{before}{} to {after}{}", from.figure(), to.words())
        }
        _ => format!(
            "{before}{} to {after}{}",
            duration_in_words(least),
            duration_in_words(greatest)
        ),
    }
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

    /// The largest figure.
    fn figure(&self) -> &str {
        self.figures.first().map_or("0", |&(figure, _)| figure)
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
        format!("{}{}", self.sign(), words.join(" "))
    }

    fn words_and_years(&self) -> String {
        let mut text = self.words();
        if self.is_long()
            && let Some(years) = self.days().and_then(|days| days.checked_mul(10_000))
        {
            let years = (years + 3_652_425 / 2) / 3_652_425;
            text.push_str(&format!(" (about {years} years)"));
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
        assert_eq!(duration_in_words("P731D"), "731 days (about 2 years)");
        for odd in ["", "P", "-", "PT", "P1Y", "P-1D", "PxD", "P1DT2", "day"] {
            assert_eq!(duration_in_words(odd), odd);
        }
    }

    #[test]
    fn figures_beyond_any_integer_are_shown_without_years() {
        let iso = format!("P{}D", "9".repeat(40));
        assert_eq!(duration_in_words(&iso), format!("{} days", "9".repeat(40)));
    }
}
