//! Quotes that differ from their source in typography alone.

use unicode_normalization::UnicodeNormalization as _;

/// A way in which a quote may differ from its source without a word being another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// `The` and `the`.
    Capitals,
    /// `“` and `"`, `’` and `'`.
    QuotationMarks,
    /// `—`, `–` and `-`.
    Dashes,
    /// Ligatures, full-width letters, raised digits and the like.
    Forms,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Capitals,
        Self::QuotationMarks,
        Self::Dashes,
        Self::Forms,
    ];

    /// What it is about, in the plural.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Capitals => "capitals",
            Self::QuotationMarks => "quotation marks",
            Self::Dashes => "dashes",
            Self::Forms => "forms of letters (ligatures, raised digits and the like)",
        }
    }
}

/// The variants that it takes to find a folded quote in a folded passage; none where it does not
/// stand there even so.
pub(super) fn differences(quote: &str, passage: &str) -> Vec<Variant> {
    let stands_with =
        |variants: &[Variant]| loosen(passage, variants).contains(&*loosen(quote, variants));
    let mut taken = Variant::ALL.to_vec();
    if !stands_with(&taken) {
        return Vec::new();
    }
    for variant in Variant::ALL {
        let without: Vec<Variant> = taken.iter().copied().filter(|&v| v != variant).collect();
        if stands_with(&without) {
            taken = without;
        }
    }
    taken
}

fn loosen(text: &str, variants: &[Variant]) -> String {
    let has = |variant| variants.contains(&variant);
    let mut text = text.to_owned();
    if has(Variant::QuotationMarks) {
        text = text
            .chars()
            .map(|c| if is_quotation_mark(c) { '\'' } else { c })
            .collect();
    }
    if has(Variant::Dashes) {
        text = text
            .chars()
            .map(|c| if is_dash(c) { '-' } else { c })
            .collect();
        while text.contains("--") {
            text = text.replace("--", "-");
        }
    }
    if has(Variant::Forms) {
        text = text.nfkc().collect();
    }
    if has(Variant::Capitals) {
        text = text.to_lowercase();
    }
    text
}

const fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '´' | '«' | '»' | '‘'..='‟' | '′'..='‷' | '‹' | '›' | '「'..='』' | '〝'..='〟'
    )
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '﹘' | '﹣' | '－')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_is_named() {
        use Variant::{Capitals, Dashes, Forms, QuotationMarks};
        for (quote, passage, expected) in [
            ("The owners", "and the owners cut", &[Capitals][..]),
            (
                "\"no\" - he said",
                "“no” – he said",
                &[QuotationMarks, Dashes],
            ),
            ("a--b", "a—b", &[Dashes]),
            ("final", "ﬁnal", &[Forms]),
            ("the owners", "the workers", &[]),
            ("the owners", "the owners", &[]),
        ] {
            assert_eq!(differences(quote, passage), expected, "{quote}");
        }
    }
}
