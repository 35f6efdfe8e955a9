//! Sources and actors.

use super::super::{Actor, Grade, Reliability, Role, Source};
use super::Decoder;
use super::record::{Record, Shape};
use crate::diagnostic::{Diagnostic, Rule};
use crate::syntax::{Kind, Value};

const SOURCE: Shape = Shape {
    what: "a source",
    name: "Source",
    fields: &[
        "id",
        "title",
        "author",
        "publisher",
        "url",
        "archived_url",
        "published",
        "retrieved",
        "file",
        "sha256",
        "reliability",
        "credibility",
        "grade",
        "role",
        "derived_from",
        "summary",
    ],
};

const ACTOR: Shape = Shape {
    what: "an actor",
    name: "Actor",
    fields: &["id", "name", "kind", "part_of", "aliases", "summary"],
};

const RELIABILITIES: [Reliability; 6] = [
    Reliability::A,
    Reliability::B,
    Reliability::C,
    Reliability::D,
    Reliability::E,
    Reliability::F,
];

const fn reliability_name(reliability: Reliability) -> &'static str {
    match reliability {
        Reliability::A => "A",
        Reliability::B => "B",
        Reliability::C => "C",
        Reliability::D => "D",
        Reliability::E => "E",
        Reliability::F => "F",
    }
}

const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Evidence => "evidence",
        Role::Background => "background",
    }
}

impl Decoder<'_> {
    /// A source.
    pub(super) fn source(&mut self, value: Value<'_>) -> Option<Source> {
        let record = self.record(value, &SOURCE)?;
        self.missing_field(&record, "id");
        self.missing_field(&record, "title");
        let id = record.get("id").and_then(|value| self.id(value));
        let title = record.get("title").and_then(|value| self.text(value));
        for field in ["author", "publisher", "summary"] {
            record.get(field).and_then(|value| self.text(value));
        }
        let url = record.get("url").and_then(|value| self.text(value));
        let archived_url = record
            .get("archived_url")
            .and_then(|value| self.text(value));
        let published = record.get("published").and_then(|value| self.date(value));
        let retrieved = record.get("retrieved").and_then(|value| self.date(value));
        let file = record.get("file").and_then(|value| self.text(value));
        let sha256 = record.get("sha256").and_then(|value| self.text(value));
        if let Some(digest) = &sha256
            && (digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            let message = "a SHA-256 digest has 64 hexadecimal digits";
            self.fault(Rule::WrongType, digest.span(), message);
        }
        let grade = self.grade(&record);
        let role = self.role(&record);
        let derived_from = record.get("derived_from").and_then(|value| {
            self.list(value, "a list of source ids", |this, value| {
                this.name(value)
            })
        });
        let id = id?;
        Some(Source {
            title: title.unwrap_or_else(|| id.clone()),
            id,
            published,
            retrieved,
            url,
            archived_url,
            file,
            sha256,
            grade,
            role,
            derived_from: derived_from.unwrap_or_default(),
            span: value.span(),
        })
    }

    /// The field `role`. One that cannot be read bounds nothing, as background does.
    fn role(&mut self, record: &Record<'_>) -> Role {
        const ROLES: [Role; 2] = [Role::Evidence, Role::Background];
        match record.get("role") {
            Some(value) => {
                let role = self.word(value, "a role", &ROLES, role_name);
                role.unwrap_or(Role::Background)
            }
            None if self.broken || record.may_have("role") => Role::Background,
            None => Role::Evidence,
        }
    }

    /// `grade`, or `reliability` and `credibility`.
    fn grade(&mut self, record: &Record<'_>) -> Grade {
        let reliability = record
            .get("reliability")
            .and_then(|value| self.word(value, "a reliability", &RELIABILITIES, reliability_name));
        let credibility = record.get("credibility").and_then(|value| {
            let number = self.integer(value, "a credibility from 1 to 6")?;
            let credibility = u8::try_from(number)
                .ok()
                .filter(|grade| (1..=6).contains(grade));
            if credibility.is_none() {
                self.fault(
                    Rule::WrongType,
                    value.span(),
                    "a credibility is a number from 1 to 6",
                );
            }
            credibility
        });
        let Some(value) = record.get("grade") else {
            return Grade::new(reliability, credibility);
        };
        for field in ["reliability", "credibility"] {
            if let Some(other) = record.get(field) {
                let message = format!("`grade` is short for both; leave `{field}` out");
                let finding = Diagnostic::new(Rule::WrongType, other.span(), message)
                    .with_label(value.span(), "the grade is given here");
                self.report(finding);
            }
        }
        let Some(text) = self.string(value, "a grade in quotes, such as `\"B2\"`") else {
            return Grade::UNGRADED;
        };
        let mut chars = text.chars();
        let letter = chars.next().and_then(|c| {
            RELIABILITIES
                .into_iter()
                .find(|&grade| reliability_name(grade).starts_with(c))
        });
        let digit = chars
            .next()
            .and_then(|c| c.to_digit(10))
            .and_then(|digit| u8::try_from(digit).ok())
            .filter(|digit| (1..=6).contains(digit));
        if letter.is_none() || digit.is_none() || chars.next().is_some() {
            let message = "a grade is a letter from A to F and a digit from 1 to 6";
            let finding = Diagnostic::new(Rule::WrongType, text.span(), message)
                .with_help("for example `\"B2\"`: usually reliable, probably true");
            self.report(finding);
            return Grade::UNGRADED;
        }
        Grade::new(letter, digit)
    }

    /// An actor.
    pub(super) fn actor(&mut self, value: Value<'_>) -> Option<Actor> {
        let record = self.record(value, &ACTOR)?;
        self.missing_field(&record, "id");
        self.missing_field(&record, "name");
        for field in ["kind", "summary"] {
            record.get(field).and_then(|value| self.text(value));
        }
        record.get("aliases").and_then(|value| self.texts(value));
        let id = record.get("id").and_then(|value| self.id(value));
        let name = record.get("name").and_then(|value| self.text(value));
        let part_of = record
            .get("part_of")
            .and_then(|value| self.id_text(value, "an actor's id in quotes"));
        let id = id?;
        Some(Actor {
            name: name.unwrap_or_else(|| id.clone()),
            id,
            part_of,
            span: value.span(),
        })
    }

    /// Whether a value is the bare word `auto`, or that in quotes.
    pub(super) fn is_auto(value: Value<'_>) -> bool {
        match value.kind() {
            Kind::Identifier(word) => word == "auto",
            Kind::Str(text) => text == "auto",
            _ => false,
        }
    }
}
