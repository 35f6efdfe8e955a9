//! What the columns of a table mean.

use std::collections::HashSet;
use std::fmt;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The event's id.
    Id,
    /// Its title.
    Title,
    /// Its date, or the date of its start.
    When,
    /// The date of its end.
    End,
    /// The time of day at which it starts.
    Time,
    /// The time of day at which it ends.
    EndTime,
    /// The year, month and day of its start, each in a column.
    Year,
    /// See [`Year`](Self::Year).
    Month,
    /// See [`Year`](Self::Year).
    Day,
    /// The year, month and day of its end, each in a column.
    EndYear,
    /// See [`EndYear`](Self::EndYear).
    EndMonth,
    /// See [`EndYear`](Self::EndYear).
    EndDay,
    /// What happened, in prose.
    Summary,
    /// Where it happened.
    Place,
    /// The kind of event.
    Kind,
    /// Who took part, as a list.
    Actors,
    /// Words to find it by, as a list.
    Tags,
    /// The title of the source that reports it.
    Source,
    /// Where that source can be found.
    Url,
    /// Where in the source.
    At,
    /// What the source says, word for word.
    Quote,
    /// How far its date is trusted.
    Certainty,
    /// Whether it took place.
    Status,
    /// Ids of its causes, as a list.
    Because,
    /// Ids of what it follows, as a list.
    Follows,
    /// Something else, which is kept in `data`.
    Data,
    /// Nothing that is wanted.
    Skip,
}

/// Each kind of column: its name for `--map`, and the headings by which it is known.
const KNOWN: [(Column, &str, &[&str]); 27] = [
    (
        Column::Id,
        "id",
        &["identifier", "key", "slug", "ref", "no", "nr", "number"],
    ),
    (
        Column::Title,
        "title",
        &[
            "event",
            "headline",
            "name",
            "what",
            "label",
            "subject",
            "event title",
            "event name",
        ],
    ),
    (
        Column::When,
        "when",
        &[
            "date",
            "start",
            "start date",
            "begin",
            "begins",
            "from",
            "started",
            "datum",
            "fecha",
            "timestamp",
            "datetime",
            "date/time",
        ],
    ),
    (
        Column::End,
        "end",
        &["end date", "until", "to", "finish", "ended", "ends", "till"],
    ),
    (Column::Time, "time", &["start time", "hour"]),
    (Column::EndTime, "end time", &[]),
    (Column::Year, "year", &["start year"]),
    (Column::Month, "month", &["start month"]),
    (Column::Day, "day", &["start day"]),
    (Column::EndYear, "end year", &[]),
    (Column::EndMonth, "end month", &[]),
    (Column::EndDay, "end day", &[]),
    (
        Column::Summary,
        "summary",
        &[
            "description",
            "text",
            "details",
            "notes",
            "note",
            "body",
            "comment",
            "comments",
        ],
    ),
    (
        Column::Place,
        "place",
        &["location", "where", "venue", "city", "site"],
    ),
    (Column::Kind, "kind", &["type", "category", "event type"]),
    (
        Column::Actors,
        "actors",
        &[
            "actor",
            "who",
            "people",
            "persons",
            "person",
            "participants",
            "parties",
            "organisations",
            "organizations",
        ],
    ),
    (
        Column::Tags,
        "tags",
        &["tag", "keywords", "labels", "topics"],
    ),
    (
        Column::Source,
        "source",
        &[
            "sources",
            "reference",
            "references",
            "evidence",
            "citation",
            "document",
            "exhibit",
        ],
    ),
    (
        Column::Url,
        "url",
        &["link", "source url", "source link", "web", "website"],
    ),
    (
        Column::At,
        "at",
        &["page", "pages", "paragraph", "pinpoint", "locator", "bates"],
    ),
    (Column::Quote, "quote", &["quotation", "excerpt"]),
    (Column::Certainty, "certainty", &["confidence"]),
    (Column::Status, "status", &[]),
    (
        Column::Because,
        "because",
        &["caused by", "causes of", "cause"],
    ),
    (Column::Follows, "follows", &["after"]),
    (Column::Data, "data", &[]),
    (Column::Skip, "skip", &[]),
];

impl Column {
    /// Its name, as `--map` writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        let known = KNOWN.iter().find(|(column, ..)| *column == self);
        known.map_or("", |(_, name, _)| name)
    }

    /// The column that `--map` calls so.
    ///
    /// ```
    /// use annals::import::Column;
    ///
    /// assert_eq!(Column::named("when"), Some(Column::When));
    /// assert_eq!(Column::named("dates"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|(_, known, _)| *known == name);
        known.map(|(column, ..)| *column)
    }

    /// The names of all columns.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(_, name, _)| *name)
    }

    /// What a heading means, by its words; [`Data`](Self::Data) where it is none of them.
    fn of_heading(heading: &str) -> Self {
        let words = heading.trim().trim_end_matches(':').to_lowercase();
        let words = words.replace(['_', '-'], " ");
        let known = KNOWN.iter().find(|(column, name, others)| {
            let meant = !matches!(column, Self::Data | Self::Skip);
            meant && (*name == words || others.contains(&&*words))
        });
        known.map_or(Self::Data, |(column, ..)| *column)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The columns of a table, in their order: their headings and what they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(pub Vec<(String, Column)>);

impl Columns {
    /// What the headings of a table mean, some of which are mapped by hand.
    ///
    /// Of several headings that mean the same, the first counts and the others are kept as data;
    /// a heading that is mapped by hand counts before those that are not.
    ///
    /// # Errors
    ///
    /// What is wrong with the headings, and what to do about it.
    pub fn new(
        headings: &[String],
        map: &[(String, Column)],
    ) -> Result<Self, (String, Option<String>)> {
        let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
        if let Some((missing, _)) = map
            .iter()
            .find(|(name, _)| !headings.iter().any(|heading| same(heading, name)))
        {
            let known: Vec<String> = headings.iter().map(|name| format!("`{name}`")).collect();
            let help = format!("the columns are {}", known.join(", "));
            return Err((format!("there is no column `{missing}`"), Some(help)));
        }
        let mapped = |heading: &str| {
            let found = map.iter().find(|(name, _)| same(name, heading));
            found.map(|&(_, column)| column)
        };
        let mut columns: Vec<(String, Column)> = Vec::new();
        for heading in headings {
            let column = mapped(heading).unwrap_or_else(|| Column::of_heading(heading));
            columns.push((heading.trim().to_owned(), column));
        }
        for at in 0..columns.len() {
            let (heading, column) = columns[at].clone();
            if matches!(column, Column::Data | Column::Skip) {
                continue;
            }
            let others = columns.iter().enumerate();
            let rival = others.filter(|&(other, (_, meant))| other != at && *meant == column);
            let by_hand = |at: usize| mapped(&columns[at].0).is_some();
            let first = rival.map(|(other, _)| other).find(|&other| {
                (by_hand(other), std::cmp::Reverse(other)) > (by_hand(at), std::cmp::Reverse(at))
            });
            if let Some(first) = first {
                if by_hand(at) {
                    let message = format!(
                        "`{}` and `{heading}` are both mapped to `{column}`",
                        columns[first].0
                    );
                    return Err((message, Some("map one of them to `data`".to_owned())));
                }
                columns[at].1 = Column::Data;
            }
        }
        let has = |wanted: Column| columns.iter().any(|(_, column)| *column == wanted);
        if !has(Column::Title) {
            let help =
                "name the column that says what happened, as by `--map \"What happened\"=title`";
            return Err((
                "no column holds the titles of events".to_owned(),
                Some(help.to_owned()),
            ));
        }
        let keys: Vec<&String> = columns
            .iter()
            .filter(|(_, column)| *column == Column::Data)
            .map(|(heading, _)| heading)
            .collect();
        let mut seen = HashSet::new();
        for key in keys {
            if !key.is_empty() && !seen.insert(key) {
                let help = "rename one of them, or leave it out by `--map NAME=skip`".to_owned();
                return Err((format!("two columns are called `{key}`"), Some(help)));
            }
        }
        Ok(Self(columns))
    }

    /// The number of the column that holds this.
    #[must_use]
    pub fn find(&self, wanted: Column) -> Option<usize> {
        self.0.iter().position(|(_, column)| *column == wanted)
    }
}
