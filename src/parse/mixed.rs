//! Amounts in two or more units (*5 ft 2 in*, *1 Stunde 30 Minuten*, *$20 and 43 cents*).

use crate::lang::{Measure, NumberRole, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::digits::{Habit, digits};
use crate::parse::quantity::Draft;
use crate::parse::range::opening;
use crate::parse::reading::Reading;
use crate::parse::words::words;
use crate::text::TokenKind;
use crate::value::{Decimal, Ratio, Unit, Written};

use std::sync::Arc;

/// Parts behind the first that an amount can have.
const MOST_PARTS: usize = 4;

/// A smaller unit found behind a number.
struct Smaller {
    unit: Arc<Unit>,
    /// How many of it make one of the larger; `None` for the hundredth of a currency.
    in_one: Option<Ratio>,
    end: usize,
    rule: RuleId,
}

impl Draft {
    /// Adds the parts in smaller units that follow. The sum is in the smallest unit named; an amount of money stays in the
    /// larger one.
    pub(super) fn mix(&mut self, reading: &Reading<'_>, habit: Habit) {
        for _ in 0..MOST_PARTS {
            if self.mix_one(reading, habit).is_none() {
                return;
            }
        }
    }

    fn mix_one(&mut self, reading: &Reading<'_>, habit: Habit) -> Option<()> {
        let unit = self.unit.clone()?;
        let value = self.value.filter(|v| v.is_point() && !v.approximate)?.low?;
        let joint = self.joint(reading)?;
        let from = self.outer.end + joint;
        let same_sentence = reading.sentence_of(from) == reading.sentence_of(self.tokens.start);
        let second = digits(reading, from, habit)
            .or_else(|| words(reading, from))
            .filter(|a| !a.ordinal && a.vague.is_none() && a.ratio.is_none())?;
        let amount = second.value?;
        if !value.is_integer() || !same_sentence || self.ratio.is_some() {
            return None;
        }
        let Some(smaller) = smaller(reading, &second, &unit) else {
            return self.bare(reading, &second, joint > 0, &unit, value);
        };
        let fits = |n: Ratio| amount.ratio() < n;
        let (sum, places) = match &smaller.in_one {
            Some(in_one) => {
                // Beside a comma, decimal units are rather a list.
                let comma = reading.is_mark(from - 1, ",") && joint == 1;
                let by_ten = is_power_of_ten(in_one);
                let much = joint > 0 && !fits(in_one.clone());
                if (comma && (by_ten || much)) || (much && by_ten) {
                    return None;
                }
                let exact = value.ratio() * in_one + amount.ratio();
                let sum = Decimal::rounded(&exact, 6).filter(|s| s.ratio() == exact)?;
                (sum, u32::try_from(-second.written.exponent).unwrap_or(0))
            }
            None => {
                let minor = Decimal::new(1, 2)?.times(amount)?;
                let whole = amount.is_integer() && fits(Decimal::int(100).ratio());
                (value.plus(minor).filter(|_| whole)?, 2)
            }
        };
        self.sum(sum, places, &second, smaller.end);
        if smaller.in_one.is_some() {
            self.unit = Some(smaller.unit);
        }
        self.rules.push(smaller.rule);
        Some(())
    }

    /// Tokens between this amount and a further part: none, a comma, or a joining word; `None` where no part can follow.
    fn joint(&self, reading: &Reading<'_>) -> Option<usize> {
        let at = self.outer.end;
        if reading.is_mark(at, ",") && reading.glued(at) && !reading.glued(at + 1) {
            return Some(1);
        }
        let joiner = |s: &Sense| match s {
            Sense::Number(w) if w.role == NumberRole::Joiner => Some(()),
            _ => None,
        };
        match reading.sense(at, joiner) {
            // *between 2 hours and 50 minutes* is a range.
            Some(_) if !opening(reading, self.outer.start).is_empty() => None,
            Some((len, ..)) => Some(len),
            None => Some(0),
        }
    }

    /// *5 Euro 20*: two digits, or number words, that nothing else can claim.
    fn bare(
        &mut self,
        reading: &Reading<'_>,
        second: &Atom,
        joined: bool,
        unit: &Unit,
        value: Decimal,
    ) -> Option<()> {
        let behind = self.outer.end > self.tokens.end;
        let two_digits = !second.digits
            || (second.tokens.len() == 1 && reading.word(second.tokens.start).len() == 2);
        let amount = second.value.filter(|a| a.is_integer())?;
        let minor = self.minor(reading);
        let in_one = match &minor {
            Some(minor) => &unit.factor / &minor.factor,
            None => Decimal::int(100).ratio(),
        };
        let known = unit.minor.is_some() || minor.is_some();
        // *one hour and thirty*, but *5 euros and 20*
        let listed = joined && (minor.is_none() || second.digits);
        if listed || !behind || !two_digits || !known || amount.ratio() >= in_one {
            return None;
        }
        let end = second.tokens.end;
        let same_sentence = reading.sentence_of(end) == reading.sentence_of(end - 1);
        let free = match reading.kind(end) {
            None => true,
            _ if !same_sentence => true,
            Some(TokenKind::Mark) => {
                reading.is_mark(end, ".,;:!?…)”\"“»«’'") && !reading.glued(end + 1)
            }
            Some(TokenKind::Word) => !reading.glued(end) && reading.is_function(end),
            Some(TokenKind::Digits) => false,
        };
        if !free {
            return None;
        }
        if minor.is_some() {
            let sum = Decimal::rounded(&(value.ratio() * in_one + amount.ratio()), 0)?;
            self.sum(sum, 0, second, end);
            self.unit = minor;
        } else {
            self.sum(value.plus(Decimal::new(1, 2)?.times(amount)?)?, 2, second, end);
        }
        Some(())
    }

    /// The unit that may go unsaid behind that of this amount, by its word.
    fn minor(&self, reading: &Reading<'_>) -> Option<Arc<Unit>> {
        (self.tokens.end..self.outer.end).find_map(|at| {
            let minor = |s: &Sense| match s {
                Sense::Minor(unit) => Some(Arc::clone(unit)),
                _ => None,
            };
            let (len, minor, _) = reading.sense(at, minor)?;
            (at + len == self.outer.end).then_some(minor)
        })
    }

    fn sum(&mut self, sum: Decimal, places: u32, second: &Atom, end: usize) {
        self.value = self.value.and_then(|v| v.map(|_| Some(sum)));
        let lifted = Decimal::new(10i128.pow(places.min(9)), 0).and_then(|p| sum.times(p));
        let digits = lifted.map_or(1, |l| l.to_string().len() as u32);
        self.written = Written { digits, exponent: -(places as i32) };
        self.tokens.end = second.tokens.end;
        self.outer.end = end;
        self.rules.extend(&second.rules);
    }
}

/// Whether the larger unit holds ten, a hundred … of the smaller.
fn is_power_of_ten(in_one: &Ratio) -> bool {
    let power = |n: u32| Decimal::new(10i128.pow(n), 0).is_some_and(|p| p.ratio() == *in_one);
    (1..=24).any(power)
}

/// The unit behind `second`, if it is one of which `unit` holds several.
fn smaller(reading: &Reading<'_>, second: &Atom, unit: &Unit) -> Option<Smaller> {
    let at = second.tokens.end;
    reading.hits(at).iter().filter(|h| h.prefix == 0).find_map(|hit| {
        let end = at + hit.len as usize;
        let found = match &hit.entry.sense {
            Sense::Unit(found, _) | Sense::Alternative(found) => found,
            Sense::Within(found) if reading.glued(at) || stands_alone(reading, end) => found,
            _ => return None,
        };
        let is_minor = unit.minor.as_ref() == Some(&found.id);
        let part = unit.mixes
            && found.dimension == unit.dimension
            && found.factor < unit.factor
            && !found.has_offset()
            && !unit.has_offset();
        let in_one = part.then(|| &unit.factor / &found.factor);
        (is_minor || part).then(|| Smaller {
            unit: Arc::clone(found),
            in_one,
            end,
            rule: hit.entry.rule,
        })
    })
}

/// Whether what ends before token `end` is not the start of a phrase (*6 ft 2 in the end*).
fn stands_alone(reading: &Reading<'_>, end: usize) -> bool {
    let measured = |s: &Sense| matches!(s, Sense::Measure(Measure::AfterLetter)).then_some(());
    reading.kind(end) != Some(TokenKind::Word)
        || reading.tokens[end].breaks > 0
        || reading.sense(end, measured).is_some()
}
