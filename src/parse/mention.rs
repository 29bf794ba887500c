use std::ops::Range;
use std::sync::Arc;

use crate::lang::RuleId;
use crate::text::Span;
use crate::value::{Clock, Date, Interval, Unit, Written};

/// What a figure is a figure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// So many of a thing.
    Count,
    /// An amount of money.
    Money,
    /// An amount with a unit of measure.
    Measure,
    /// A share in hundred, or points of one.
    Percent,
    /// A fraction, a score, a vote, odds.
    Ratio,
    /// A day or a longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// An age.
    Age,
    /// A place in an order.
    Ordinal,
    /// A bare number of which the subject is not known.
    Number,
}

impl Kind {
    /// Name in rules, code and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Measure => "measure",
            Self::Percent => "percent",
            Self::Ratio => "ratio",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Age => "age",
            Self::Ordinal => "ordinal",
            Self::Number => "number",
        }
    }

    /// The kind that a dimension of the rules names.
    pub fn of_dimension(name: &str) -> Self {
        match name {
            "money" => Self::Money,
            "percent" => Self::Percent,
            "duration" => Self::Duration,
            "age" => Self::Age,
            "count" => Self::Count,
            _ => Self::Measure,
        }
    }
}

/// A figure in a text, read.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The value as written: figure and magnitude word, both ends of a range; no unit, no hedge.
    pub span: Span,
    /// What it is a figure of.
    pub kind: Kind,
    /// Its value in the unit as written; empty for dates and times and where it is unread.
    pub value: Interval,
    /// The date, for dates and dated times.
    pub date: Option<Date>,
    /// The time of day, for times.
    pub clock: Option<Clock>,
    /// ISO 8601 form of a date or time.
    pub iso: Option<String>,
    /// `1/3`, `31:24`.
    pub ratio: Option<String>,
    /// How it was written.
    pub written: Written,
    /// Its unit.
    pub unit: Option<Arc<Unit>>,
    /// A multiple of something (*twice as many*).
    pub multiple: bool,
    /// Seen, but not safely understood; carries no value.
    pub unread: bool,
    /// The rules that led to the reading, in the order in which they applied.
    pub rules: Vec<RuleId>,
    /// Index of its sentence.
    pub sentence: u32,
    /// Tokens of the value.
    pub tokens: Range<u32>,
    /// Tokens of value, hedge, bound words and unit together.
    pub outer: Range<u32>,
}

impl Mention {
    /// Whether it is a date or a time of day, and no amount.
    pub const fn is_calendar(&self) -> bool {
        matches!(self.kind, Kind::Date | Kind::Time)
    }
}
