use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Bound, CalendarWord, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::digits::Habit;
use crate::parse::mention::{Kind, Mention};
use crate::parse::numeral::number;
use crate::parse::range::range;
use crate::parse::ratio::ratio;
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::{Decimal, Hedge, Interval, Unit, Written};

/// A quantity while it is put together.
pub(super) struct Draft {
    pub tokens: Range<usize>,
    pub outer: Range<usize>,
    pub value: Option<Interval>,
    pub written: Written,
    unit: Option<Arc<Unit>>,
    kind: Option<Kind>,
    pub ratio: Option<String>,
    pub multiple: bool,
    pub rules: Vec<RuleId>,
}

/// The quantity whose figure starts at token `i`, with range, unit, bounds and hedges; `None` where there is none, or what
/// looks like one is a name.
pub(crate) fn quantity(
    reading: &Reading<'_>,
    i: usize,
    habit: Habit,
    kinds: &BTreeMap<String, String>,
) -> Option<Mention> {
    let atom = number(reading, i, habit)?;
    if is_name(reading, &atom) {
        return None;
    }
    let mut draft = range(reading, &atom, habit)
        .or_else(|| ratio(reading, &atom, habit))
        .unwrap_or_else(|| Draft::of(&atom));
    if !atom.ordinal {
        draft.find_unit(reading, atom.digits, kinds);
    }
    draft.find_bounds(reading);
    Some(draft.mention(reading, &atom))
}

/// Whether the figure is part of a name or number plate: glued to letters, behind *flight*, with a leading zero.
pub(super) fn is_name(reading: &Reading<'_>, atom: &Atom) -> bool {
    let (start, end) = (atom.tokens.start, atom.tokens.end);
    let signed = reading.kind(start) == Some(TokenKind::Mark);
    let before = reading
        .sense_before(start, |s| matches!(s, Sense::Identifier(false)).then_some(()))
        .is_some();
    // Where a compound goes on behind the word, the figure counts it (*20 league-matches*).
    let after = reading
        .sense(end, |s| matches!(s, Sense::Identifier(true)).then_some(()))
        .filter(|(len, ..)| !(reading.is_mark(end + len, "-") && reading.glued(end + len)));
    let named = (before && !signed) || after.is_some();
    if !atom.digits {
        return named || is_title(reading, atom);
    }
    let unit_before =
        reading.sense_before(start, |s| matches!(s, Sense::Unit(_, true)).then_some(())).is_some();
    let unit_after = reading.sense(end, |s| match s {
        Sense::Unit(..) | Sense::Calendar(CalendarWord::Age) => Some(()),
        _ => None,
    });
    // `5m-7m`: the letter before the hyphen belongs to the first end of a range.
    let ranged = start > 2
        && reading.glued(start - 2)
        && reading.kind(start - 3) == Some(TokenKind::Digits)
        && reading
            .sense(start - 2, |s| matches!(s, Sense::Unit(..) | Sense::Number(_)).then_some(()))
            .is_some();
    let word_before = start > 0
        && !ranged
        && reading.glued(start)
        && (reading.kind(start - 1) == Some(TokenKind::Word)
            || (start > 1
                && reading.is_mark(start - 1, "-_/#@")
                && (reading.glued(start - 1) || reading.is_mark(start - 1, "#@"))
                && reading.kind(start - 2) == Some(TokenKind::Word)));
    let word_after = reading.glued(end) && reading.kind(end) == Some(TokenKind::Word);
    let leading_zero = reading.word(start).len() > 1
        && reading.word(start).starts_with('0')
        && !reading.word(start).trim_start_matches('0').is_empty();
    let goes_on = |end: usize, marks: &str| {
        reading.is_mark(end, marks)
            && reading.glued(end)
            && reading.glued(end + 1)
            && (reading.is_mark(end, "^") || reading.kind(end + 1) == Some(TokenKind::Digits))
    };
    // A time on a stopwatch has more than one mark (`1:36.6`), a score only one.
    let chain = goes_on(end, "./^") || (goes_on(end, ":") && goes_on(end + 2, ".:"));
    named
        || (word_before && !unit_before)
        || (word_after && unit_after.is_none())
        || leading_zero
        || chain
}

/// Whether a number word belongs to a name: it has a capital inside a sentence, and so has the noun behind it (*First Nations*).
/// Headlines, where nearly all words have one, are left out.
fn is_title(reading: &Reading<'_>, atom: &Atom) -> bool {
    let (start, end) = (atom.tokens.start, atom.tokens.end);
    if reading.pack.nouns_capitalised {
        // There, a capital shows no name.
        return false;
    }
    let hyphen = reading.is_mark(end, "-‐‑") && reading.glued(end);
    let next = end + usize::from(hyphen);
    let inside = |k: usize| reading.sentence_of(k) == reading.sentence_of(start);
    let word = |k: usize| reading.kind(k) == Some(TokenKind::Word);
    let small = atom.value.is_some_and(|v| v <= Decimal::int(100));
    if !(small && reading.upper(start) && reading.upper(next) && inside(next) && word(next)) {
        return false;
    }
    let Some(before) = start.checked_sub(1).filter(|&b| inside(b) && word(b)) else { return false };
    let sentence = reading.sentences.get(reading.sentence_of(start));
    let Some(sentence) = sentence.map(|s| s.start as usize..s.end as usize) else { return false };
    let (from, to) = (sentence.start.max(before.saturating_sub(12)), sentence.end.min(next + 12));
    let lower = (from..to).filter(|&k| word(k) && !reading.upper(k)).count();
    let upper = (from..to).filter(|&k| word(k) && reading.upper(k)).count();
    2 * lower >= upper
}

impl Draft {
    pub fn of(atom: &Atom) -> Self {
        Self {
            tokens: atom.tokens.clone(),
            outer: atom.tokens.clone(),
            value: atom.interval(),
            written: atom.written,
            unit: None,
            kind: None,
            ratio: atom.ratio.clone(),
            multiple: atom.multiple,
            rules: atom.rules.clone(),
        }
    }

    fn find_unit(&mut self, reading: &Reading<'_>, digits: bool, kinds: &BTreeMap<String, String>) {
        let mut at = self.tokens.end;
        if reading.is_mark(at, "-‐‑") && reading.glued(at) && reading.glued(at + 1) {
            at += 1;
        }
        let age =
            reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Age)).then_some(()));
        let after = reading.sense(at, |s| match s {
            Sense::Unit(unit, _) => Some(Arc::clone(unit)),
            _ => None,
        });
        let before = reading.sense_before(self.outer.start, |s| match s {
            Sense::Unit(unit, true) => Some(Arc::clone(unit)),
            _ => None,
        });
        // A single letter is a unit only behind digits.
        let after =
            after.filter(|(len, ..)| digits || *len > 1 || reading.word(at).chars().count() > 2);
        if let Some((len, unit, rule)) = before {
            self.outer.start -= len;
            self.take_unit(unit, rule, kinds);
        } else if let Some((len, unit, rule)) = after {
            self.outer.end = at + len;
            self.take_unit(unit, rule, kinds);
        }
        if let Some((len, (), rule)) = age {
            self.outer.end = self.outer.end.max(at + len);
            self.kind = Some(Kind::Age);
            self.rules.push(rule);
        }
    }

    fn take_unit(&mut self, unit: Arc<Unit>, rule: RuleId, kinds: &BTreeMap<String, String>) {
        self.kind = kinds.get(&unit.dimension).map(|k| Kind::of_dimension(k));
        self.unit = Some(unit);
        self.rules.push(rule);
    }

    fn find_bounds(&mut self, reading: &Reading<'_>) {
        let bound = |after: bool| {
            move |s: &Sense| match s {
                Sense::Bound(effect, a) if *a == after => Some(*effect),
                _ => None,
            }
        };
        while let Some((len, effect, rule)) = reading.sense_before(self.outer.start, bound(false)) {
            if len == 0
                || reading.sentence_of(self.outer.start - len)
                    != reading.sentence_of(self.tokens.start)
            {
                break;
            }
            self.outer.start -= len;
            self.apply(effect, rule);
        }
        if let Some((len, effect, rule)) = reading.sense(self.outer.end, bound(true)) {
            self.outer.end += len;
            self.apply(effect, rule);
        }
    }

    fn apply(&mut self, effect: Bound, rule: RuleId) {
        self.rules.push(rule);
        let Some(value) = &mut self.value else { return };
        let ranged = !value.is_point();
        match effect {
            Bound::AtLeast if !ranged => value.high = None,
            Bound::MoreThan if !ranged => (value.high, value.low_open) = (None, true),
            Bound::AtMost if !ranged => value.low = None,
            Bound::LessThan if !ranged => (value.low, value.high_open) = (None, true),
            Bound::Around => (value.approximate, value.hedge) = (true, Some(Hedge::Around)),
            Bound::Below => (value.approximate, value.hedge) = (true, Some(Hedge::Below)),
            Bound::Above => (value.approximate, value.hedge) = (true, Some(Hedge::Above)),
            Bound::Minus => {
                let turn = |d: Option<Decimal>| d.map(Decimal::negated);
                (value.low, value.high) = (turn(value.high), turn(value.low));
            }
            _ => {}
        }
    }

    fn mention(self, reading: &Reading<'_>, atom: &Atom) -> Mention {
        let kind = match self.kind {
            Some(kind) => kind,
            None if self.ratio.is_some() => Kind::Ratio,
            None if atom.ordinal => Kind::Ordinal,
            None => Kind::Number,
        };
        let as_u32 = |r: &Range<usize>| r.start as u32..r.end as u32;
        Mention {
            span: reading.span(self.tokens.clone()),
            kind,
            value: self.value.unwrap_or_default(),
            date: None,
            clock: None,
            iso: None,
            ratio: self.ratio,
            written: self.written,
            unit: self.unit,
            multiple: self.multiple,
            unread: self.value.is_none(),
            rules: self.rules,
            sentence: 0,
            tokens: as_u32(&self.tokens),
            outer: as_u32(&self.outer),
        }
    }
}
