//! JSON as it is compared to the letter, apart from its layout.

/// JSON without the white space between its tokens.
pub(crate) fn compact(json: &str) -> String {
    let mut compact = String::new();
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        if quoted || !c.is_whitespace() {
            compact.push(c);
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    compact
}
