//! What people write who mean EDTF.
use super::EdtfError;
pub(super) fn explain(_text: &str, error: EdtfError) -> EdtfError {
    error
}
