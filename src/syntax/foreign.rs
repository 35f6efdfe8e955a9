//! Tells what a file is that is no RON document.

/// How much of the text is looked at.
const WINDOW: usize = 16 * 1024;

/// The format of `text`, with an article, as far as its beginning shows.
pub(super) fn recognise(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect();
    let first = lines.first()?.trim_start();
    let any = |begins: &[&str]| {
        lines
            .iter()
            .any(|line| begins.iter().any(|begin| line.starts_with(begin)))
    };
    if first.starts_with('\0') || text.contains('\0') {
        return Some("a binary file");
    }
    if first.starts_with("%PDF") {
        return Some("a PDF file");
    }
    if first.starts_with('<') {
        return Some(if first.to_ascii_lowercase().contains("html") {
            "an HTML page"
        } else {
            "XML"
        });
    }
    if first.starts_with("---") || first.starts_with("- ") && any(&["  "]) {
        return Some("YAML");
    }
    if first.starts_with("{") || first.starts_with("[{") || first == "[" {
        return Some("JSON");
    }
    if is_toml(&lines) {
        return Some("TOML");
    }
    if first.contains('\t') && lines.iter().skip(1).all(|line| line.contains('\t')) {
        return Some("a table with tabs");
    }
    if first.starts_with("# ") && is_yaml(&lines[1..]) || is_yaml(&lines) || has_yaml_items(text) {
        return Some("YAML");
    }
    if first.starts_with(['#', '|', '*', '-']) || first.starts_with("```") {
        return Some("Markdown");
    }
    let separators = |line: &str| line.matches([',', ';']).count();
    if separators(first) > 0
        && lines
            .iter()
            .take(3)
            .all(|line| separators(line) >= separators(first))
    {
        return Some("a CSV table");
    }
    None
}

fn is_toml(lines: &[&str]) -> bool {
    let code = |line: &&&str| !line.trim_start().starts_with('#');
    let mut code = lines.iter().filter(code);
    code.next().is_some_and(|line| {
        let line = line.trim();
        let header =
            line.starts_with('[') && line.ends_with(']') && !line.contains(['"', '(', ',']);
        let assigns = line
            .split_once('=')
            .is_some_and(|(name, _)| is_word(name.trim()));
        header || assigns
    })
}

fn is_yaml(lines: &[&str]) -> bool {
    lines.first().is_some_and(|line| {
        let line = line.trim_start_matches("- ");
        let name = line.split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| is_word(name) && name.starts_with(char::is_alphabetic))
            && !line.ends_with(',')
    })
}

/// Whether a line of the text is an item of a YAML list that begins with a field.
pub(super) fn has_yaml_items(text: &str) -> bool {
    let lines = text.lines().map(str::trim);
    lines.take(200).any(is_yaml_item)
}

/// Whether a text is `- id: a`.
pub(super) fn is_yaml_item(text: &str) -> bool {
    let field = text
        .strip_prefix("- ")
        .and_then(|item| item.split_once(':'));
    field.is_some_and(|(name, _)| is_word(name) && name.starts_with(char::is_alphabetic))
}

fn is_word(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether a text that begins with `#` goes on as RON below.
pub(super) fn is_commented_ron(text: &str) -> bool {
    let code = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'));
    code.is_some_and(|line| {
        let name_end = line
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(line.len());
        let rest = line[name_end..].trim_start();
        rest.starts_with('(') || rest.starts_with("//")
    })
}

/// Says in what way a text without any token is empty.
pub(super) fn blank(text: &str) -> &'static str {
    if text
        .trim_matches(['\u{FEFF}', ' ', '\n', '\r', '\t'])
        .is_empty()
    {
        "the file is empty"
    } else if text.contains('\r') && !text.contains('\n') {
        "the file holds only comments: its lines end with CR alone, which ends no comment"
    } else {
        "the file holds only comments"
    }
}
