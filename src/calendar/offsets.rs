//! The changes of a zone's offset from UTC.
