use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Away, Bound, CalendarWord, Cue, NumberRole, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::context::closes;
use crate::parse::digits::Habit;
use crate::parse::mention::{Kind, Mention};
use crate::parse::numeral::number;
use crate::parse::range::range;
use crate::parse::ratio::ratio;
use crate::parse::reading::Reading;
use crate::parse::single::{Counted, counted, with_part};
use crate::parse::unit::told_at;
use crate::text::TokenKind;
use crate::value::{Decimal, Hedge, Interval, Unit, Written};

/// A quantity while it is put together.
pub(super) struct Draft {
    pub tokens: Range<usize>,
    pub outer: Range<usize>,
    pub value: Option<Interval>,
    pub written: Written,
    pub unit: Option<Arc<Unit>>,
    pub kind: Option<Kind>,
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
    // *half a second* is no number of which the last word is an ordinal.
    let half = reading
        .sense(i, |s| matches!(s, Sense::Number(w) if w.role == NumberRole::Half).then_some(()));
    let halved = half.and_then(|_| counted(reading, i, kinds));
    let plain = if halved.is_some() { None } else { number(reading, i, habit) };
    let plain = plain.map(|a| with_part(reading, periods(reading, a), habit, kinds));
    let counted =
        if plain.is_none() { halved.or_else(|| counted(reading, i, kinds)) } else { None };
    let atom = plain.or_else(|| counted.as_ref().map(|c| c.atom.clone()))?;
    if let Some(atom) = ranked(reading, &atom) {
        return Some(Draft::of(&atom).mention(reading, &atom));
    }
    if is_name(reading, &atom) {
        return None;
    }
    let mut draft = range(reading, &atom, habit)
        .or_else(|| ratio(reading, &atom, habit))
        .unwrap_or_else(|| Draft::of(&atom));
    if let Some(counted) = counted.filter(|c| c.unit.is_some() || c.bound.is_some()) {
        draft.complete(counted, kinds);
    }
    if !atom.ordinal && draft.unit.is_none() {
        draft.find_unit(reading, &atom, habit, kinds);
        if draft.unit.is_none() {
            draft.share_unit(reading, &atom, habit, kinds);
        }
    }
    draft.find_bounds(reading);
    if !atom.ordinal {
        draft.find_age(reading);
    }
    Some(draft.mention(reading, &atom))
}

/// *the past two quarters*: behind a word that moves periods or counts them off, the last word is no part of one.
fn periods(reading: &Reading<'_>, atom: Atom) -> Atom {
    let Some(last) = atom.tokens.end.checked_sub(1).filter(|&l| l > atom.tokens.start) else {
        return atom;
    };
    let period = reading.hits(last).iter().any(|h| {
        h.prefix == 0 && matches!(h.entry.sense, Sense::Calendar(CalendarWord::Grain(..)))
    });
    let moved = reading.sense_before(atom.tokens.start, |s| {
        matches!(s, Sense::Calendar(CalendarWord::Shift(_) | CalendarWord::Last)).then_some(())
    });
    let told = reading.sense(atom.tokens.end, |s| match s {
        Sense::Calendar(CalendarWord::Away(Away::Ago | Away::Later | Away::Earlier)) => Some(()),
        _ => None,
    });
    let moved = moved.or(told);
    let count = atom.ratio.as_deref().and_then(|r| r.split('/').next()?.parse().ok());
    let Some(count) = count.filter(|_| period && moved.is_some()).map(Decimal::int) else {
        return atom;
    };
    let tokens = atom.tokens.start..last;
    Atom { tokens, value: Some(count), written: count.spoken(), ratio: None, ..atom }
}

/// The place in an order that a word before the number makes of it (*Platz* 3).
fn ranked(reading: &Reading<'_>, atom: &Atom) -> Option<Atom> {
    let rank = reading.sense_before(atom.tokens.start, |s| matches!(s, Sense::Rank).then_some(()));
    let (.., rule) = rank?;
    let whole = atom.value.is_some_and(Decimal::is_integer) && atom.ratio.is_none();
    let rules = atom.rules.iter().copied().chain([rule]).collect();
    (whole && atom.vague.is_none()).then(|| Atom { ordinal: true, rules, ..atom.clone() })
}

/// Whether the figure is part of a name or number plate: glued to letters, behind *flight*, with a leading zero.
pub(super) fn is_name(reading: &Reading<'_>, atom: &Atom) -> bool {
    let (start, end) = (atom.tokens.start, atom.tokens.end);
    let signed = reading.kind(start) == Some(TokenKind::Mark);
    let before = reading
        .sense_before(start, |s| matches!(s, Sense::Identifier(false)).then_some(()))
        .is_some_and(|(len, ..)| !counts_next(reading, start - len, end));
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
    let unit_after = is_unit(reading, end);
    // `5m-7m`: the letter before the hyphen belongs to the first end of a range.
    let ranged = start > 2
        && reading.glued(start - 2)
        && reading.kind(start - 3) == Some(TokenKind::Digits)
        && reading
            .sense(start - 2, |s| matches!(s, Sense::Unit(..) | Sense::Number(_)).then_some(()))
            .is_some();
    // *sub-7 micron*, *the now-18 month-old*
    let prefixed = unit_after
        && start > 1
        && reading.is_mark(start - 1, "-")
        && !reading.upper(start - 2)
        && (reading.pack.function_words.contains(reading.folded(start - 2))
            || reading
                .sense_before(start, |s| matches!(s, Sense::Bound(..)).then_some(()))
                .is_some());
    let word_before = start > 0
        && !ranged
        && !prefixed
        && reading.glued(start)
        && (reading.kind(start - 1) == Some(TokenKind::Word)
            || (start > 1
                && reading.is_mark(start - 1, "-_/#@")
                && (reading.glued(start - 1) || reading.is_mark(start - 1, "#@"))
                && reading.kind(start - 2) == Some(TokenKind::Word)
                && !measured_before(reading, start - 1)));
    let word_after = reading.glued(end) && reading.kind(end) == Some(TokenKind::Word);
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
        || (word_after && !unit_after)
        || is_code(reading, start)
        || chain
}

/// Whether a unit stands at a token, or a word that makes an age.
fn is_unit(reading: &Reading<'_>, at: usize) -> bool {
    let unit =
        |s: &Sense| matches!(s, Sense::Unit(..) | Sense::Calendar(CalendarWord::Age)).then_some(());
    reading.sense(at, unit).is_some() || told_at(reading, at).is_some()
}

/// Whether the figure that ends before token `end` counts the noun behind it, though a word stands before it that numbers can name:
/// an article before that word, and a plural behind the figure (*in der Halle 120 Autos*). Where nouns have no capital, the noun
/// behind could as well be part of the name.
fn counts_next(reading: &Reading<'_>, word: usize, end: usize) -> bool {
    let articles = [Cue::Definite, Cue::Contraction, Cue::Determiner, Cue::Possessive];
    let article = word > 0 && reading.is_cue(word - 1, &articles);
    let plural =
        reading.pack.plural_endings.iter().any(|e| reading.folded(end).ends_with(e.as_str()));
    let noun = reading.kind(end) == Some(TokenKind::Word) && reading.upper(end);
    let named = |s: &Sense| matches!(s, Sense::Identifier(_) | Sense::Rank | Sense::Place(..));
    reading.pack.nouns_capitalised
        && article
        && plural
        && noun
        && !reading.glued(end)
        && reading.sentence_of(end) == reading.sentence_of(word)
        && !reading.hits(end).iter().any(|h| named(&h.entry.sense))
}

/// Whether digits are a code: with a leading zero, or behind a dialling code.
fn is_code(reading: &Reading<'_>, start: usize) -> bool {
    let leading = |k: usize| reading.word(k).len() > 1 && reading.word(k).starts_with('0');
    let zeros = reading.word(start).trim_start_matches('0').is_empty();
    let dialled = start > 0
        && reading.kind(start - 1) == Some(TokenKind::Digits)
        && leading(start - 1)
        && !reading.glued(start - 1)
        && reading.word(start - 1).len() > 2;
    (leading(start) && !zeros) || dialled
}

/// Whether a figure with its unit ends just before token `end` (*3km*-5km).
fn measured_before(reading: &Reading<'_>, end: usize) -> bool {
    reading.sense_before(end, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some_and(
        |(len, ..)| end > len && reading.kind(end - len - 1) == Some(TokenKind::Digits),
    )
}

/// Whether a number word belongs to a name: it has a capital inside a sentence, and so has the noun behind it (*First Nations*).
/// Headlines, where nearly all words have one, are left out.
fn is_title(reading: &Reading<'_>, atom: &Atom) -> bool {
    let (start, end) = (atom.tokens.start, atom.tokens.end);
    if reading.pack.nouns_capitalised || atom.ordinal {
        // There, a capital shows no name; and the second war is the second in its name as well.
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

    pub(super) fn find_bounds(&mut self, reading: &Reading<'_>) {
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
            if let Some(rule) = governed(reading, self.outer.start - len, self.outer.end) {
                self.rules.push(rule);
                break;
            }
            if matches!(effect, Bound::MoreThan | Bound::LessThan)
                && (self.is_setting(reading, self.outer.start - len)
                    || self.is_over(reading, self.outer.start - len))
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

    /// Whether a length of time opens the sentence with the word at token `at`, and a comma closes it: it says when, and the word
    /// is a preposition (*Over 26 weeks, patients …*).
    fn is_setting(&self, reading: &Reading<'_>, at: usize) -> bool {
        let end = self.outer.end;
        let preposition = matches!(reading.sense(at, |s| match s {
            Sense::Governed(_) => Some(()),
            _ => None,
        }), Some((len, ..)) if at + len == self.outer.start);
        let opens = at == 0 || reading.sentence_of(at - 1) != reading.sentence_of(at);
        self.kind == Some(Kind::Duration) && preposition && opens && reading.is_mark(end, ",")
    }

    /// Whether the word at token `at` stands between two bare numbers below a thousand (*a blood pressure of 120 over 80*).
    fn is_over(&self, reading: &Reading<'_>, at: usize) -> bool {
        let bare = at > 0
            && reading.kind(at - 1) == Some(TokenKind::Digits)
            && reading.word(at - 1).len() <= 3
            && !(reading.glued(at - 1) && at > 1)
            && reading.sentence_of(at - 1) == reading.sentence_of(at);
        let first = at.checked_sub(1).and_then(|k| reading.word(k).parse::<Decimal>().ok());
        let larger = first.zip(self.value.and_then(|v| v.low)).is_some_and(|(a, b)| a > b);
        // *of the 30 over 20* tells of ages.
        let definite = at > 1 && reading.is_cue(at - 2, &[Cue::Definite, Cue::Possessive]);
        bare && larger && !definite && self.unit.is_none() && closes(reading, self.outer.end)
    }

    pub(super) fn apply(&mut self, effect: Bound, rule: RuleId) {
        self.rules.push(rule);
        let Some(value) = &mut self.value else { return };
        let ranged = !value.is_point();
        match effect {
            // The two numbers of a score have no order, and a bound on them only says that they are not exact.
            Bound::AtLeast | Bound::MoreThan | Bound::AtMost | Bound::LessThan
                if value.low.is_none() && value.high.is_none() =>
            {
                value.approximate = true;
            }
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
            multiple: self.multiple,
            unread: self.value.is_none(),
            rules: self.rules,
            sentence: 0,
            tokens: as_u32(&self.tokens),
            outer: as_u32(&self.outer),
        }
    }
}

/// The verb or noun that takes the word at token `at` as its preposition (*verfügt über*), before it or behind the figure that ends
/// before token `end`. A noun stands right before it, a verb in the same clause.
fn governed(reading: &Reading<'_>, at: usize, end: usize) -> Option<RuleId> {
    const NEAR: usize = 8;
    let (_, list, _) = reading.sense(at, |s| match s {
        Sense::Governed(list) => Some(*list),
        _ => None,
    })?;
    let near = |&k: &usize| {
        reading.sentence_of(k) == reading.sentence_of(at)
            && reading.kind(k) == Some(TokenKind::Word)
    };
    let governs = |k: usize| {
        reading
            .sense(k, |s| match s {
                Sense::Governs { list: l, noun } if *l == list => {
                    (!noun || k + 1 == at).then_some(())
                }
                _ => None,
            })
            .map(|(.., rule)| rule)
    };
    (at.saturating_sub(NEAR)..at)
        .rev()
        .take_while(near)
        .chain((end..end + NEAR).take_while(near))
        .find_map(governs)
}
