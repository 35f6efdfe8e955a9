//! The rules that can fire.

use super::Severity;

macro_rules! rules {
    (@ off) => { true };
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident $(, $off:ident)?;)+) => {
        /// A rule, by the fault that it finds.
        ///
        /// Names are permanent: configuration, baselines and suppressions refer to them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Rule {
            /// Every rule, in the order of the stages that find them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The rule's permanent name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The level at which the rule fires unless configured otherwise.
            #[must_use]
            pub const fn default_severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// Whether the rule fires only where it is asked for.
            #[must_use]
            pub const fn is_off_by_default(self) -> bool {
                match self { $(Self::$variant => false $(|| rules!(@ $off))?,)+ }
            }
        }
    };
}

rules! {
    /// The text is not well-formed RON.
    Syntax = "syntax", Error;
    /// A field that format 1 does not know.
    UnknownField = "unknown-field", Error;
    /// A required field is not there.
    MissingField = "missing-field", Error;
    /// A value of another type than the field takes, or a word that the field does not know.
    WrongType = "wrong-type", Error;
    /// The file needs another format version or a feature that this reader does not know.
    UnsupportedFormat = "unsupported-format", Error;
    /// Understood, but its meaning is not built yet, so nothing is concluded from it.
    NotYetSupported = "not-yet-supported", Error;
    /// A file that is named cannot be reached: it is missing, outside the root or no regular file.
    UnreachableFile = "unreachable-file", Error;
    /// Timeline files use each other in a circle.
    CyclicUses = "cyclic-uses", Error;
    /// Two of the same kind have one id.
    DuplicateId = "duplicate-id", Error;
    /// An id that breaks the rules for ids.
    InvalidId = "invalid-id", Error;
    /// No event has this id.
    UnknownEvent = "unknown-event", Error;
    /// No source has this id.
    UnknownSource = "unknown-source", Error;
    /// No actor has this id.
    UnknownActor = "unknown-actor", Error;
    /// No zone of the IANA database has this name.
    UnknownZone = "unknown-zone", Error;
    /// A kind that the timeline's own list does not have.
    UnlistedKind = "unlisted-kind", Warning;
    /// A source that nothing refers to.
    UnusedSource = "unused-source", Warning;
    /// An actor that nothing refers to.
    UnusedActor = "unused-actor", Warning;
    /// A link from an event to itself.
    SelfLink = "self-link", Error;
    /// The same link, stated twice.
    DuplicateLink = "duplicate-link", Warning;
    /// Two events that look like one, told twice.
    NearDuplicate = "near-duplicate", Note;
    /// A date that is not EDTF, or that no calendar has.
    InvalidDate = "invalid-date", Error;
    /// A duration that is not ISO 8601, or that nothing can last.
    ImpossibleDuration = "impossible-duration", Error;
    /// A time beyond what the timeline's tick can count.
    TimeOutOfRange = "time-out-of-range", Error;
    /// Dates that are counted from each other in a circle.
    CyclicRelative = "cyclic-relative", Error;
    /// A first of January that looks like a default.
    FirstOfJanuary = "first-of-january", Note;
    /// A title that hedges its time beside a date that does not.
    ExactDateHedgedTitle = "exact-date-hedged-title", Note;
    /// A time that the clocks of its zone show twice.
    ClockChange = "clock-change", Warning;
    /// An event that has occurred, later than today.
    FutureEvent = "future-event", Warning;
    /// A date counted from something that has no date to count from.
    UndatedAnchor = "undated-anchor", Warning;
    /// Statements that cannot hold together.
    Contradiction = "contradiction", Error;
    /// Causes that cause themselves.
    CausalCycle = "causal-cycle", Error;
    /// Events each of which precedes the next, round in a circle.
    PrecedenceCircle = "precedence-circle", Warning;
    /// A link that other links imply.
    RedundantLink = "redundant-link", Note;
    /// An event that stands in the file behind one that it necessarily starts before.
    FileOrder = "file-order", Note, off;
    /// The search was given up before an answer was proven.
    Undecided = "undecided", Error;
    /// Rival claims about an event that no single date fits, as what they count from is dated.
    ConflictingClaims = "conflicting-claims", Warning;
    /// One of several alternatives that the other statements rule out.
    DeadAlternative = "dead-alternative", Note;
    /// A date with unspecified digits that the other statements determine.
    UnneededMask = "unneeded-mask", Note;
    /// An event for which no source is given.
    Unsourced = "unsourced", Note;
    /// An event that rests on one source, however many are named.
    SingleSource = "single-source", Note;
    /// Sources that derive from each other in a circle.
    CircularSourcing = "circular-sourcing", Warning;
    /// A quote that does not stand in its source.
    QuoteNotFound = "quote-not-found", Error;
    /// An archived text whose digest is another than the one given.
    HashMismatch = "hash-mismatch", Error;
    /// A source that was published before the event it reports.
    SourceBeforeEvent = "source-before-event", Warning;
    /// A source without the archived text that it should have.
    MissingArchive = "missing-archive", Warning;
    /// An archived file that cannot be searched as text.
    UnreadableArchive = "unreadable-archive", Warning;
    /// The name of a rule that there is not.
    UnknownRule = "unknown-rule", Error;
    /// A suppression that silences nothing.
    UnusedAllow = "unused-allow", Warning;
    /// A suppression that does not say why.
    AllowWithoutReason = "allow-without-reason", Error;
    /// A suppression whose day is over.
    ExpiredAllow = "expired-allow", Warning;
}

impl Rule {
    /// Whether nothing turns the rule off or silences it: nothing else can be told of a file that
    /// cannot be read, and it never passes for a clean one.
    #[must_use]
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Syntax | Self::UnsupportedFormat)
    }

    /// The rule with this name.
    ///
    /// ```
    /// use annals::diagnostic::Rule;
    ///
    /// assert_eq!(Rule::from_name("causal-cycle"), Some(Rule::CausalCycle));
    /// assert_eq!(Rule::from_name("A1"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}
