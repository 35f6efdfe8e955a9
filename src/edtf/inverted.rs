//! Intervals that end before they start.
use super::{Edtf, EdtfError};
pub(super) fn check(_edtf: &Edtf) -> Result<(), EdtfError> {
    Ok(())
}
