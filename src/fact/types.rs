use std::sync::Arc;

use crate::fact::clue::Clue;
use crate::lang::Concept;
use crate::parse::Mention;
use crate::text::{DocId, Span};
use crate::value::{Date, DateSpan};

/// Index of a fact in its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// What fills a slot: a known concept, a name, or a normalised word; with the words of the text that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Language-independent id where the rules know it, else the normalised word or name.
    pub key: String,
    /// The words of the text.
    pub text: String,
    /// Where they stand, where they stand in this document.
    pub span: Option<Span>,
    /// The known concept, place or actor.
    pub concept: Option<Arc<Concept>>,
}

impl Term {
    /// Whether the rules know the two as words for the same thing in one story.
    pub fn is_akin(&self, other: &Self) -> bool {
        let names =
            |a: &Self, b: &Self| a.concept.as_ref().is_some_and(|c| c.akin.contains(&b.key));
        names(self, other) || names(other, self)
    }

    /// Whether it is known to name people.
    pub fn is_human(&self) -> bool {
        self.concept.as_ref().is_some_and(|c| c.human)
    }

    /// Whether this is `id` or stands below it.
    pub fn is_a(&self, id: &str) -> bool {
        self.concept.as_ref().map_or(self.key == id, |c| c.is_a(id))
    }
}

/// What is counted or measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Head noun.
    pub head: Term,
    /// What restricts it: adjectives, first parts of compounds, genitives, origins.
    pub modifiers: Vec<Term>,
    /// Names that single it out.
    pub names: Vec<Term>,
    /// Taken from another clause or sentence.
    pub inherited: bool,
    /// A row of a table, one of several, restricts it.
    pub row: bool,
}

impl Entity {
    /// A noun of its own without anything that restricts it.
    pub const fn of(head: Term) -> Self {
        Self { head, modifiers: Vec::new(), names: Vec::new(), inherited: false, row: false }
    }

    /// `soldier[KP,wounded]`: head and sorted restrictions.
    pub fn key(&self) -> String {
        let mut parts: Vec<&str> =
            self.modifiers.iter().chain(&self.names).map(|t| t.key.as_str()).collect();
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            self.head.key.clone()
        } else {
            format!("{}[{}]", self.head.key, parts.join(","))
        }
    }
}

/// How the text stands to what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Modality {
    /// As a fact.
    #[default]
    Stated,
    /// As what somebody says.
    Reported,
    /// As an estimate.
    Estimated,
    /// Expected for the future.
    Forecast,
    /// Intended.
    Planned,
    /// Asked for.
    Demanded,
    /// A limit or target.
    Limit,
    /// Under a condition.
    Hypothetical,
    /// Denied.
    Denied,
    /// Superseded.
    Withdrawn,
}

impl Modality {
    /// Name in rules, code and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Reported => "reported",
            Self::Estimated => "estimated",
            Self::Forecast => "forecast",
            Self::Planned => "planned",
            Self::Demanded => "demanded",
            Self::Limit => "limit",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Says what is the case; figures of this kind compare with one another.
    pub const fn is_actual(self) -> bool {
        matches!(self, Self::Stated | Self::Reported | Self::Estimated)
    }
}

/// Of how much of the thing the figure speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A part of a whole that is named beside it.
    Part,
    /// The whole of which a part is named before it (*71 of the 150*).
    Whole,
    /// For each unit of something.
    Per,
    /// A difference upwards.
    ChangeUp,
    /// A difference downwards.
    ChangeDown,
    /// A difference of unknown direction.
    Change,
    /// The level before a change.
    Before,
    /// In addition to what was named.
    Further,
    /// For each of several.
    Each,
    /// What is left.
    Rest,
    /// A multiple of something.
    Multiple,
}

impl Scope {
    /// Name in rules, code and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Whole => "whole",
            Self::Per => "per",
            Self::ChangeUp => "change:up",
            Self::ChangeDown => "change:down",
            Self::Change => "change",
            Self::Before => "before",
            Self::Further => "further",
            Self::Each => "each",
            Self::Rest => "rest",
            Self::Multiple => "multiple",
        }
    }
}

/// The time that a figure holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// As written in the rules' terms.
    pub date: Date,
    /// Days, where they are fixed.
    pub span: Option<DateSpan>,
    /// ISO form.
    pub iso: String,
    /// The words.
    pub at: Span,
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Body, role or name.
    pub term: Term,
    /// The larger bodies and the country for which they speak, nearest first.
    pub sides: Vec<String>,
    /// Only hearsay: nobody is named.
    pub anonymous: bool,
}

/// A figure with its slots.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Which document.
    pub doc: DocId,
    /// The figure.
    pub mention: Mention,
    /// Tag of the language of its document.
    pub language: std::sync::Arc<str>,
    /// Its sentence.
    pub sentence: Span,
    /// What is counted or measured; `None`: unknown.
    pub entity: Option<Entity>,
    /// What is said of it; `None`: unknown.
    pub attribute: Option<Term>,
    /// Only the noun says it, by what it means (*employees*: employed).
    pub implied: bool,
    /// Of a date or time that the clause gives to an event: to what it happens and by whom, the nouns and names of that clause.
    pub theme: Option<Vec<Term>>,
    /// A day of which only the weekday is said: the one before publication, or the one behind it.
    pub weekly: bool,
    /// Where, nearest first; empty: unknown.
    pub places: Vec<Term>,
    /// The place that the document is about; holds where `places` is empty, until something says otherwise.
    pub home: Option<Term>,
    /// The other documents that tell the same story, as far as their words show it.
    pub kin: std::sync::Arc<[DocId]>,
    /// Keys of all places that the document names.
    pub named: std::sync::Arc<[String]>,
    /// As of when or in which period.
    pub when: Option<When>,
    /// That time, or the day that the figure is, is not the one that the text is about: neither its opening nor its publication
    /// falls in it.
    pub aside: bool,
    /// Another time that is told only from the day of the text, where that day is not known (*last year*): the words' key.
    pub afar: Option<String>,
    /// Who says it; `None`: the text itself.
    pub source: Option<Speaker>,
    /// How surely.
    pub modality: Modality,
    /// Of how much.
    pub scope: Option<Scope>,
    /// What is said of it stands in its own clause, and not in the noun.
    pub told: bool,
    /// The content words around it.
    pub clues: Vec<Clue>,
    /// Span of the figure of the same thing that another voice gave before it, where it is told as that one's rival.
    pub rival_of: Option<Span>,
    /// A definite word stands right before it: what is counted was named before, or is the only one.
    pub definite: bool,
    /// Stands in the headline.
    pub headline: bool,
}
