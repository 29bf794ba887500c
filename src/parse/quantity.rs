use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Bound, CalendarWord, NumberRole, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::digits::{Habit, digits};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::parse::single::{Counted, counted, with_part};
use crate::parse::unit::{Letter, letter, same_unit, unit_at};
use crate::parse::words::{magnitude, words};
use crate::text::TokenKind;
use crate::value::{Decimal, Hedge, Interval, Unit, Written};

/// A quantity while it is put together.
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    pub(super) outer: Range<usize>,
    pub(super) value: Option<Interval>,
    pub(super) written: Written,
    pub(super) unit: Option<Arc<Unit>>,
    pub(super) kind: Option<Kind>,
    pub(super) ratio: Option<String>,
    pub(super) rules: Vec<RuleId>,
}

/// The number at token `i`: digits with their magnitude word, or number words.
pub(crate) fn number(reading: &Reading<'_>, i: usize, habit: Habit) -> Option<Atom> {
    let Some(mut atom) = digits(reading, i, habit) else {
        return vulgar(reading, i).or_else(|| words(reading, i));
    };
    let mut end = atom.tokens.end;
    if let Some(vulgar) =
        vulgar(reading, end).filter(|_| atom.value.is_some_and(Decimal::is_integer))
    {
        atom.value = atom.value.and_then(|v| v.plus(vulgar.value?));
        end = vulgar.tokens.end;
    }
    let scale = magnitude(reading, end);
    let letter = scale.map_or(Letter::Magnitude, |_| letter(reading, i, end));
    if let (Some((value, after, rule)), Letter::Magnitude | Letter::Unclear) = (scale, letter) {
        if letter == Letter::Unclear {
            atom.value = None;
        }
        atom.value = atom.value.and_then(|v| v.times(value));
        atom.written.exponent += value.power().unwrap_or(0);
        atom.magnitude = Some(value);
        atom.rules.push(rule);
        end = after;
    } else if is_ordinal(reading, i, end) {
        atom.ordinal = true;
        end += 1;
    }
    atom.tokens.end = end;
    Some(atom)
}

/// A vulgar fraction in one character (`½`).
fn vulgar(reading: &Reading<'_>, i: usize) -> Option<Atom> {
    if reading.kind(i) != Some(TokenKind::Mark) {
        return None;
    }
    let (over, under) = reading.folded(i).split_once('\u{2044}')?;
    let (over, under) = (over.parse::<Decimal>().ok()?.ratio(), under.parse::<Decimal>().ok()?);
    if under.is_zero() {
        return None;
    }
    let value = Decimal::rounded(&(&over / under.ratio()), 6)?;
    let ratio = Some(format!("{over}/{under}"));
    Some(Atom {
        tokens: i..i + 1,
        value: Some(value),
        written: value.spoken(),
        ratio,
        digits: true,
        ..Atom::default()
    })
}

/// `27.` before a word of the same sentence, `3rd`.
fn is_ordinal(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    if end != i + 1 || !reading.glued(end) {
        return false;
    }
    let dotted = reading.pack.ordinal_mark.is_some_and(|m| reading.word(end).starts_with(m));
    let same_sentence = reading.sentence_of(end + 1) == reading.sentence_of(i);
    let counted = reading.word(i).len() <= 3
        && reading.kind(end + 1) == Some(TokenKind::Word)
        && !reading.glued(end + 1);
    let ending = reading.pack.ordinal_endings.iter().any(|e| e == reading.folded(end));
    (dotted && same_sentence && counted) || (ending && reading.kind(end) == Some(TokenKind::Word))
}

/// The quantity whose figure starts at token `i`, with range, unit, bounds and hedges; `None` where there is none, or what
/// looks like one is a name.
pub(crate) fn quantity(
    reading: &Reading<'_>,
    i: usize,
    habit: Habit,
    kinds: &BTreeMap<String, String>,
) -> Option<Mention> {
    // *half a second* is no number of which the last word is an ordinal.
    let half = reading
        .sense(i, |s| matches!(s, Sense::Number(w) if w.role == NumberRole::Half).then_some(()));
    let halved = half.and_then(|_| counted(reading, i, kinds));
    let plain = if halved.is_some() { None } else { number(reading, i, habit) };
    let plain = plain.map(|a| with_part(reading, a, habit, kinds));
    let counted =
        if plain.is_none() { halved.or_else(|| counted(reading, i, kinds)) } else { None };
    let atom = plain.or_else(|| counted.as_ref().map(|c| c.atom.clone()))?;
    if is_name(reading, &atom) {
        return None;
    }
    let mut draft = range(reading, &atom, habit)
        .or_else(|| score(reading, &atom))
        .unwrap_or_else(|| Draft::of(&atom));
    if let Some(counted) = counted.filter(|c| c.unit.is_some() || c.bound.is_some()) {
        draft.complete(counted, kinds);
    }
    if !atom.ordinal && draft.unit.is_none() {
        draft.find_unit(reading, &atom, habit, kinds);
    }
    draft.find_bounds(reading);
    if !atom.ordinal {
        draft.find_age(reading);
    }
    Some(draft.mention(reading, &atom))
}

/// Whether the figure is part of a name or number plate: glued to letters, behind *flight*, with a leading zero.
fn is_name(reading: &Reading<'_>, atom: &Atom) -> bool {
    let (start, end) = (atom.tokens.start, atom.tokens.end);
    let named = reading
        .sense_before(start, |s| matches!(s, Sense::Identifier(false)).then_some(()))
        .is_some()
        || reading.sense(end, |s| matches!(s, Sense::Identifier(true)).then_some(())).is_some();
    if !atom.digits {
        return named;
    }
    let unit_before =
        reading.sense_before(start, |s| matches!(s, Sense::Unit(_, true)).then_some(())).is_some();
    let unit_after = reading.sense(end, |s| match s {
        Sense::Unit(..) | Sense::Calendar(CalendarWord::Age) => Some(()),
        _ => None,
    });
    let word_before = start > 0
        && reading.glued(start)
        && (reading.kind(start - 1) == Some(TokenKind::Word)
            || (start > 1
                && reading.is_mark(start - 1, "-_/#@")
                && (reading.glued(start - 1) || reading.is_mark(start - 1, "#@"))
                && reading.kind(start - 2) == Some(TokenKind::Word)
                && !measured_before(reading, start - 1)));
    let word_after = reading.glued(end) && reading.kind(end) == Some(TokenKind::Word);
    let leading_zero = reading.word(start).len() > 1
        && reading.word(start).starts_with('0')
        && !reading.word(start).trim_start_matches('0').is_empty();
    let chain = reading.is_mark(end, ".:/")
        && reading.glued(end)
        && reading.glued(end + 1)
        && reading.kind(end + 1) == Some(TokenKind::Digits)
        && !reading.is_mark(end, ":/");
    named
        || (word_before && !unit_before)
        || (word_after && unit_after.is_none())
        || leading_zero
        || chain
}

/// Whether a figure with its unit ends just before token `end` (*3km*-5km).
fn measured_before(reading: &Reading<'_>, end: usize) -> bool {
    reading.sense_before(end, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some_and(
        |(len, ..)| end > len && reading.kind(end - len - 1) == Some(TokenKind::Digits),
    )
}

/// `3:2`
fn score(reading: &Reading<'_>, atom: &Atom) -> Option<Draft> {
    let at = atom.tokens.end;
    let joined = reading.is_mark(at, ":")
        && reading.glued(at)
        && reading.glued(at + 1)
        && reading.kind(at + 1) == Some(TokenKind::Digits);
    let plain = atom.tokens.len() == 1 && reading.word(at + 1).len() <= 4;
    if !(joined && plain && atom.digits) {
        return None;
    }
    let ratio = format!("{}:{}", reading.word(atom.tokens.start), reading.word(at + 1));
    let mut draft = Draft::of(atom);
    draft.tokens.end = at + 2;
    draft.outer.end = at + 2;
    draft.value = Some(Interval::default());
    draft.ratio = Some(ratio);
    Some(draft)
}

/// A range that starts with `first`: opening word, joint and second number, or a joint alone.
fn range(reading: &Reading<'_>, first: &Atom, habit: Habit) -> Option<Draft> {
    if first.ordinal || first.vague.is_some() {
        return None;
    }
    let mut at = first.tokens.end;
    let dangling = reading.is_mark(at, "-‐‑") && reading.glued(at) && !reading.glued(at + 1);
    at += usize::from(dangling);
    if let Some((len, ..)) = unit_at(reading, at) {
        at += len;
    }
    let opened: Vec<u16> = opening(reading, first.tokens.start);
    let (len, (), rule) = reading.sense(at, |s| match s {
        Sense::RangeJoin(which, needs) => (!needs || opened.contains(which)).then_some(()),
        _ => None,
    })?;
    at += len;
    if let Some((len, ..)) = reading.sense(at, |s| matches!(s, Sense::Unit(_, true)).then_some(()))
    {
        at += len;
    }
    let hedge = |s: &Sense| {
        matches!(s, Sense::Bound(Bound::Around | Bound::Below | Bound::Above, false)).then_some(())
    };
    let hedged = reading.sense(at, hedge);
    at += hedged.map_or(0, |(len, ..)| len);
    let second = number(reading, at, habit).filter(|a| !a.ordinal && a.vague.is_none())?;
    let same_line = reading.sentence_of(at) == reading.sentence_of(first.tokens.start);
    let (low, high) = (scaled_like(first, &second, dangling), second.value);
    let (low, high) = (low.value?, high?);
    let one_unit = same_unit(reading, first, &second, !opened.is_empty());
    if low >= high || !same_line || !one_unit || is_name(reading, &second) {
        return None;
    }
    let mut draft = Draft::of(first);
    draft.tokens.end = second.tokens.end;
    draft.outer.end = second.tokens.end;
    draft.value = Some(Interval::range(low, high));
    draft.written = second.written;
    draft.ratio = None;
    draft.rules.extend(second.rules);
    draft.rules.push(rule);
    if let Some((_, (), rule)) = hedged {
        draft.apply(Bound::Around, rule);
    }
    Some(draft)
}

/// The ranges that words just before token `start` open; a currency sign and a hedge may stand between.
pub(super) fn opening(reading: &Reading<'_>, start: usize) -> Vec<u16> {
    let mut end = start;
    for _ in 0..3 {
        let found = reading.sense_before(end, |s| match s {
            Sense::RangeOpen(which) => Some(*which),
            _ => None,
        });
        if found.is_some() {
            let open = |from: usize| {
                reading.hits(from).iter().filter(move |h| from + h.len as usize == end)
            };
            let from = end.saturating_sub(4)..end;
            return from
                .flat_map(open)
                .filter_map(
                    |h| if let Sense::RangeOpen(w) = h.entry.sense { Some(w) } else { None },
                )
                .collect();
        }
        let skipped = reading.sense_before(end, |s| {
            matches!(s, Sense::Unit(_, true) | Sense::Bound(_, false)).then_some(())
        });
        match skipped {
            Some((len, ..)) => end -= len,
            None => break,
        }
    }
    Vec::new()
}

/// The lower end with the magnitude that only the upper one names (`20 to 30 million`, `10- bis 12.000`).
fn scaled_like(first: &Atom, second: &Atom, dangling: bool) -> Atom {
    let inherits =
        first.magnitude.is_none() && first.value.zip(second.value).is_some_and(|(a, b)| a < b);
    match second.magnitude {
        Some(magnitude) if inherits && first.value.is_some_and(|v| v < Decimal::int(1000)) => {
            first.clone().scaled(magnitude, magnitude.power().unwrap_or(0))
        }
        None if dangling && inherits => {
            let thousand = Decimal::int(1000);
            let fits = first.value.is_some_and(|v| v < thousand)
                && second.value.is_some_and(|v| v.modulo(1000) == 0 && v > thousand);
            if fits { first.clone().scaled(thousand, 3) } else { first.clone() }
        }
        _ => first.clone(),
    }
}

impl Draft {
    fn of(atom: &Atom) -> Self {
        Self {
            tokens: atom.tokens.clone(),
            outer: atom.tokens.clone(),
            value: atom.interval(),
            written: atom.written,
            unit: None,
            kind: None,
            ratio: atom.ratio.clone(),
            rules: atom.rules.clone(),
        }
    }

    /// Takes what stands in one word with the figure, or between it and its unit.
    fn complete(&mut self, counted: Counted, kinds: &BTreeMap<String, String>) {
        if let Some((unit, rule)) = counted.unit {
            self.take_unit(unit, rule, kinds);
        }
        if counted.age {
            self.kind = Some(Kind::Age);
        }
        if let Some((effect, rule)) = counted.bound {
            self.apply(effect, rule);
        }
    }

    /// Turns the sign.
    pub(super) fn negate(&mut self) {
        let Some(value) = &mut self.value else { return };
        let turn = |d: Option<Decimal>| d.map(Decimal::negated);
        (value.low, value.high) = (turn(value.high), turn(value.low));
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
            Bound::Minus => self.negate(),
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
            multiple: atom.multiple,
            unread: self.value.is_none(),
            rules: self.rules,
            sentence: 0,
            tokens: as_u32(&self.tokens),
            outer: as_u32(&self.outer),
        }
    }
}
