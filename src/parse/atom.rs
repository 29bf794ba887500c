use std::ops::Range;

use crate::lang::RuleId;
use crate::value::{Decimal, Hedge, Interval, Written};

/// A bare number in a text, before units, bounds and ranges.
#[derive(Debug, Clone, Default)]
pub(crate) struct Atom {
    pub tokens: Range<usize>,
    /// `None`: seen, but not safely understood.
    pub value: Option<Decimal>,
    /// Ends of a vague number (*dozens*).
    pub vague: Option<(Option<Decimal>, Option<Decimal>)>,
    pub written: Written,
    /// `1/3`
    pub ratio: Option<String>,
    pub ordinal: bool,
    pub multiple: bool,
    /// A word leads from it to its unit (*two and a quarter of*).
    pub led: bool,
    /// Written in digits.
    pub digits: bool,
    /// The magnitude word at its end: it may be handed on to the number before (*20 to 30 million*).
    pub magnitude: Option<Decimal>,
    /// The number before the magnitude word has no magnitude of its own.
    pub rules: Vec<RuleId>,
}

impl Atom {
    /// Its value as an interval; `None` where it is unread.
    pub fn interval(&self) -> Option<Interval> {
        if let Some((low, high)) = self.vague {
            return Some(Interval {
                low,
                high,
                approximate: true,
                hedge: Some(Hedge::Around),
                ..Interval::default()
            });
        }
        self.value.map(Interval::point)
    }

    /// With a magnitude that only its partner in a range names.
    pub fn scaled(mut self, magnitude: Decimal, exponent: i32) -> Self {
        self.value = self.value.and_then(|v| v.times(magnitude));
        self.written.exponent += exponent;
        self
    }
}
