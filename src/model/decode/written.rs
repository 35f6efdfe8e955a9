//! How what stands in the wrong form is written: each proposal is read back before it is made.

use super::super::{check_id, id_of};
use super::Decoder;
use super::record::Shape;
use crate::edtf::Edtf;
use crate::source::Text;
use crate::syntax::{Kind, Value};

/// Whether a text may refer to something by its id, with or without a prefix.
pub(super) fn is_reference(text: &str) -> bool {
    text.split_once('/').map_or_else(
        || check_id(text).is_ok(),
        |(prefix, id)| check_id(prefix).is_ok() && check_id(id).is_ok(),
    )
}

/// The ids that one string names, `"a, b"`, as a list; `None` where it is no list of ids.
pub(super) fn list_of_ids(text: &str) -> Option<String> {
    let ids: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    if !ids.iter().all(|id| is_reference(id)) {
        return None;
    }
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    Some(format!("[{}]", quoted.join(", ")))
}

/// The date that a text is, or that it is most probably meant to be.
pub(super) fn date_meant(text: &str) -> Option<String> {
    let Err(error) = Edtf::parse(text) else {
        return Some(text.to_owned());
    };
    let help = error.help?;
    let proposal = help.strip_prefix("write `")?.strip_suffix('`')?;
    Edtf::parse(proposal).ok()?;
    Some(proposal.to_owned())
}

/// What a date without quotes, such as `1931` or `476`, is in quotes.
pub(super) fn quoted_date(text: &str) -> Option<String> {
    if let Some(date) = date_meant(text) {
        return Some(format!("put it in quotes: `\"{date}\"`"));
    }
    let help = Edtf::parse(text).err()?.help?;
    // Every second piece stood between backticks.
    let pieces = help.split('`').enumerate().map(|(at, piece)| {
        if at % 2 == 1 {
            format!("`\"{piece}\"`")
        } else {
            piece.to_owned()
        }
    });
    Some(format!(
        "a date stands in quotes; {}",
        pieces.collect::<String>()
    ))
}

/// A struct of which only one string is given.
pub(super) fn around(shape: &Shape, text: &str) -> Option<String> {
    let quotable = !text.contains(['"', '\\', '\n']) && text.chars().count() <= 60;
    match shape.name {
        "Evidence" if is_reference(text) => Some(format!("(source: \"{text}\")")),
        "Claim" => Some(format!("(when: \"{}\")", date_meant(text)?)),
        "EventKind" if check_id(text).is_ok() => Some(format!("(id: \"{text}\")")),
        "Event" | "Source" if quotable => {
            Some(format!("(id: \"{}\", title: \"{text}\")", id_of(text)?))
        }
        "Actor" if quotable => Some(format!("(id: \"{}\", name: \"{text}\")", id_of(text)?)),
        "Use" if quotable => {
            let name = text.rsplit('/').next()?;
            let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
            Some(format!("(file: \"{text}\", as: \"{}\")", id_of(stem)?))
        }
        _ => None,
    }
}

/// The form of a struct, where nothing better can be said.
pub(super) fn form(shape: &Shape) -> Option<&'static str> {
    Some(match shape.name {
        "Relative" => {
            "a relative date is written `(to: \"vote\", unit: day, offset: 2)`: two days after the \
             event or the source with the id `vote`"
        }
        "Evidence" => "a piece of evidence is written `(source: \"gazette\")`, with a source's id",
        "Claim" => "a claim is written `(when: \"1931-06\")`",
        "Link" => {
            "a link is written `(from: \"a\", to: \"b\", kind: \"precedes\")`, with the ids of \
             two events"
        }
        "Choice" => "a choice is written `(any_of: [[(…)], [(…)]])`: groups of links",
        "Quiet" => "a known silence is written `(when: \"1931-12/1932-02\", why: \"…\")`",
        "Allow" => "an accepted finding is written `(rule: \"…\", reason: \"…\")`",
        "LinkKind" => "a kind of link is written `(id: \"…\", implies: \"precedes\")`",
        "Event" | "Source" => "write `(id: \"…\", title: \"…\")`",
        "Actor" => "write `(id: \"…\", name: \"…\")`",
        "Use" => "write `(file: \"…\", as: \"…\")`",
        _ => return None,
    })
}

impl Decoder<'_> {
    /// The text of a string, or of a bare word or a number as it is written.
    pub(super) fn written(&self, value: Value<'_>) -> Option<Text> {
        match value.kind() {
            Kind::Str(text) => Some(text),
            Kind::Identifier(_) | Kind::Integer(_) | Kind::Float(_) => {
                Some(Text::verbatim(self.file, value.span()))
            }
            _ => None,
        }
    }

    /// Help for a value in place of a date: several dates that should be one.
    pub(super) fn several_dates(&self, value: Value<'_>) -> Option<String> {
        let texts = |items: crate::syntax::Items<'_>| -> Option<Vec<Text>> {
            items.map(|item| self.written(item)).collect()
        };
        match value.kind() {
            Kind::List(items) => {
                let members = texts(items)?;
                let members: Vec<&str> = members.iter().map(|member| &**member).collect();
                if members.len() < 2 {
                    return None;
                }
                let members = members.join(",");
                let one = date_meant(&format!("[{members}]"))?;
                let all = date_meant(&format!("{{{members}}}"))?;
                Some(format!(
                    "write `\"{one}\"` where it is one of these, `\"{all}\"` where it is all of them"
                ))
            }
            Kind::Tuple { name: None, items } => {
                let ends = texts(items)?;
                let [start, end] = ends.as_slice() else {
                    return None;
                };
                let interval = date_meant(&format!("{}/{}", &**start, &**end))?;
                Some(format!("write `\"{interval}\"`"))
            }
            _ => None,
        }
    }
}
