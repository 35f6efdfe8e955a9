//! The date beside a date: the last one before it, and the first one after it.

use super::near_miss_date::{number, year_text};
use crate::calendar::CivilDate;

/// The century, decade, year, month or day before (`-1`) or after (`1`) one in EDTF; `None` of
/// other dates.
pub(super) fn neighbour(date: &str, step: i8) -> Option<String> {
    let bare = date.trim_end_matches(['?', '~', '%']);
    let qualifier = date.get(bare.len()..)?;
    let (negative, plain) = match bare.strip_prefix('-') {
        Some(plain) => (true, plain),
        None => (false, bare),
    };
    let parts: Vec<&str> = plain.split('-').collect();
    let (first, rest) = parts.split_first()?;
    let known = first.trim_end_matches('X');
    let value = number(known)?;
    let value = if negative { -value } else { value };
    let beside = match *rest {
        [] if known.len() == first.len() => year_text(value.checked_add(step.into())?),
        [] if !negative => {
            let beside = value.checked_add(step.into())?;
            let shown = format!("{beside:0width$}", width = known.len());
            let masked = format!("{shown}{}", first.get(known.len()..)?);
            (beside >= 0 && masked.len() == 4).then_some(masked)?
        }
        [month] => {
            let month = number(month).filter(|month| (1..=12).contains(month))?;
            let months = value.checked_mul(12)?.checked_add(month - 1)?;
            let months = months.checked_add(step.into())?;
            let year = year_text(months.div_euclid(12));
            format!("{year}-{:02}", months.rem_euclid(12) + 1)
        }
        [month, day] => {
            let small = |text: &str| u8::try_from(number(text)?).ok();
            let day = CivilDate::new(value, small(month)?, small(day)?)?.day_number();
            CivilDate::from_day_number(day + i128::from(step))?.to_string()
        }
        _ => return None,
    };
    Some(format!("{beside}{qualifier}"))
}
