//! The unit of a figure: behind it or before it; what makes an age of it, and its sign.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{CalendarWord, Cue, Measure, NumberRole, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::context::closes;
use crate::parse::digits::Habit;
use crate::parse::mention::Kind;
use crate::parse::quantity::Draft;
use crate::parse::range::{level_left, level_reached};
use crate::parse::reading::Reading;
use crate::parse::single::compound_unit;
use crate::parse::time;
use crate::text::TokenKind;
use crate::value::{Decimal, Interval, Unit};

/// Hyphens inside a word.
const HYPHENS: &str = "-‐‑";

/// A unit found in a text: number of tokens, the unit, the rule.
pub(super) type Found = (usize, Arc<Unit>, RuleId);

impl Draft {
    /// Takes the unit, with smaller units that belong to the same amount.
    pub(super) fn find_unit(
        &mut self,
        reading: &Reading<'_>,
        atom: &Atom,
        habit: Habit,
        kinds: &BTreeMap<String, String>,
    ) {
        let mut at = self.tokens.end;
        if reading.is_mark(at, HYPHENS) && reading.glued(at) && reading.glued(at + 1) {
            at += 1;
        }
        let age =
            reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Age)).then_some(()));
        if let Some((at, value, unit, rule)) = self.coded(reading, at) {
            // `TEUR 500`
            self.value = self.value.and_then(|v| v.map(|d| d.times(value)));
            self.written.exponent += value.power().unwrap_or(0);
            (self.outer.start, self.outer.end) =
                (self.outer.start.min(at), self.outer.end.max(at + 1));
            self.take_unit(unit, rule, kinds);
        } else if let Some((len, unit, rule)) = unit_before(reading, self.outer.start) {
            self.outer.start -= len;
            self.take_unit(unit, rule, kinds);
            self.mix(reading, habit);
        } else if let Some((part, unit, rule, _)) = self.parts_behind(reading, at, kinds) {
            // *drei Viertelstunden*
            self.value = part.value.zip(self.value).and_then(|(p, v)| v.map(|d| d.times(p)));
            self.written = self.value.and_then(|v| v.low).map_or(self.written, Decimal::spoken);
            (self.tokens.end, self.outer.end) = (at + 1, at + 1);
            self.take_unit(unit, rule, kinds);
        } else if let Some((skipped, (len, unit, rule))) = unit_behind(reading, at, atom) {
            self.outer.end = at + skipped + len;
            self.take_unit(unit, rule, kinds);
            self.add_half(reading);
            self.mix(reading, habit);
        }
        if let Some((len, (), rule)) = age {
            self.outer.end = self.outer.end.max(at + len);
            self.kind = Some(Kind::Age);
            self.rules.push(rule);
        }
        self.find_sign(reading);
    }

    /// Takes the unit that only the other figure of a change has (*from 4 to 5 percent*, *from 208 pounds to 193*), or the sign
    /// before the other end of a range (*8 or $9*).
    pub(super) fn share_unit(
        &mut self,
        reading: &Reading<'_>,
        atom: &Atom,
        habit: Habit,
        kinds: &BTreeMap<String, String>,
    ) {
        let signed = (atom.tokens.end..self.tokens.end).find_map(|at| {
            reading.sense(at, |s| match s {
                Sense::Unit(unit, true) => Some(Arc::clone(unit)),
                _ => None,
            })
        });
        if let Some((_, unit, rule)) = signed {
            self.take_unit(unit, rule, kinds);
            return;
        }
        let point = self.value.is_some_and(|v| v.is_point()) && self.ratio.is_none();
        if !point || !atom.digits {
            return;
        }
        if let Some(second) = level_reached(reading, atom, habit) {
            // Which figures its magnitude scales is left open.
            let plain = second.magnitude.is_none();
            let found = unit_behind(reading, second.tokens.end, &second).filter(|_| plain);
            if let Some((_, (_, unit, rule))) = found {
                self.take_unit(unit, rule, kinds);
            }
        } else if atom.magnitude.is_none()
            && closes(reading, atom.tokens.end)
            && let Some(first) = level_left(reading, atom, habit).filter(|f| f.magnitude.is_none())
            && let Some((_, unit, rule)) = unit_behind(reading, first.tokens.end, &first)
                .map(|(_, found)| found)
                .or_else(|| unit_before(reading, first.tokens.start))
        {
            self.take_unit(unit, rule, kinds);
        }
    }

    /// The code of a currency with a letter before it that multiplies, before the figure or at token `behind`: where it stands, by
    /// how much, the currency.
    fn coded(
        &self,
        reading: &Reading<'_>,
        behind: usize,
    ) -> Option<(usize, Decimal, Arc<Unit>, RuleId)> {
        [self.outer.start.checked_sub(1), Some(behind)].into_iter().flatten().find_map(|at| {
            let word = reading.word(at);
            let code = word.len() == 4 && word.bytes().all(|b| b.is_ascii_uppercase());
            let (letter, code) = reading.folded(at).split_at_checked(1).filter(|_| code)?;
            let lexicon = &reading.pack.lexicon;
            let unit = lexicon.single(code).iter().find_map(|e| match &e.sense {
                Sense::Unit(unit, true) => Some(Arc::clone(unit)),
                _ => None,
            })?;
            let (value, rule) = lexicon.single(letter).iter().find_map(|e| match &e.sense {
                Sense::Number(w) if w.role == NumberRole::Code => Some((w.value, e.rule)),
                _ => None,
            })?;
            Some((at, value, unit, rule))
        })
    }

    pub(super) fn take_unit(
        &mut self,
        unit: Arc<Unit>,
        rule: RuleId,
        kinds: &BTreeMap<String, String>,
    ) {
        self.kind = kinds.get(&unit.dimension).map(|k| Kind::of_dimension(k));
        self.unit = Some(unit);
        self.rules.push(rule);
    }

    /// A word behind that is a part of a unit and the unit (*Viertelstunden*).
    fn parts_behind(
        &self,
        reading: &Reading<'_>,
        at: usize,
        kinds: &BTreeMap<String, String>,
    ) -> Option<(Atom, Arc<Unit>, RuleId, bool)> {
        let whole = self.value.is_some_and(|v| v.is_point()) && self.ratio.is_none();
        let found = if reading.pack.compounds { compound_unit(reading, at, kinds) } else { None };
        found.filter(|f| whole && f.0.value.is_some_and(|v| v < Decimal::int(1)))
    }

    /// *an hour and a half*
    fn add_half(&mut self, reading: &Reading<'_>) {
        let at = self.outer.end;
        let has = |at: usize, role: NumberRole| {
            reading.sense(at, |s| match s {
                Sense::Number(w) if w.role == role => Some(w.value),
                _ => None,
            })
        };
        let two_words = || {
            let (joint, ..) = has(at, NumberRole::Joiner)?;
            let (half, value, rule) = has(at + joint, NumberRole::Half)?;
            let end = at + joint + half;
            let closed = reading.kind(end) != Some(TokenKind::Word) || reading.is_function(end);
            closed.then_some((joint + half, value, rule))
        };
        let Some((len, half, rule)) = has(at, NumberRole::PlusHalf).or_else(two_words) else {
            return;
        };
        let goes_on = reading
            .sense(at + len, |s| matches!(s, Sense::Unit(..) | Sense::Number(_)).then_some(()));
        let whole = self.value.filter(Interval::is_point).and_then(|v| v.low);
        let half = Some(half).filter(|_| goes_on.is_none());
        let Some(sum) = whole.filter(|w| w.is_integer()).zip(half).and_then(|(w, h)| w.plus(h))
        else {
            return;
        };
        self.value = self.value.and_then(|v| v.map(|_| Some(sum)));
        self.written = sum.spoken();
        (self.tokens.end, self.outer.end) = (at + len, at + len);
        self.rules.push(rule);
    }

    /// A sign glued to a figure that has a unit (`-5 °C`, `$-20`).
    fn find_sign(&mut self, reading: &Reading<'_>) {
        let start = self.tokens.start;
        let dash = |at: usize| reading.is_mark(at, "-–−‑") && reading.glued(at + 1);
        if self.unit.is_none() || start == 0 {
            return;
        }
        let at = if self.outer.start + 1 < start && dash(start - 1) {
            start - 1
        } else if self.outer.start > 0 && dash(self.outer.start - 1) {
            self.outer.start - 1
        } else {
            return;
        };
        let after_figure = at > 0 && reading.kind(at - 1) == Some(TokenKind::Digits);
        let free =
            !reading.glued(at) || reading.is_mark(at - 1, "([\"“„»«~≈") || at > self.outer.start;
        if free && !(after_figure && self.kind != Some(Kind::Percent)) {
            self.outer.start = self.outer.start.min(at);
            self.negate();
        }
    }

    /// Whether a bare number stands behind the name of a person and a comma, and a mark closes it (*Maria Brandt, 52, says*).
    fn is_apposition(&self, reading: &Reading<'_>) -> bool {
        let Range { start, end } = self.tokens.clone();
        let digits = end == start + 1 && reading.kind(start) == Some(TokenKind::Digits);
        let whole = self.value.is_some_and(|v| v.is_point() && !v.approximate);
        let bare = digits && whole && self.outer == self.tokens && !reading.glued(start);
        let closed = reading.is_mark(end, ",.;)") && reading.glued(end) && !reading.glued(end + 1);
        if !bare || !closed || start < 3 || !reading.is_mark(start - 1, ",") {
            return false;
        }
        let placed = start > 3
            && reading.is_cue(start - 4, &[Cue::PlacePreposition])
            && !reading.is_cue(start - 4, &[Cue::OfPreposition, Cue::AgentPreposition]);
        let listed = reading.kind(end + 1) == Some(TokenKind::Digits);
        let sentence = reading.sentence_of(start);
        let name = |k: usize| {
            // Some first names are months too.
            let known = |s: &Sense| match s {
                Sense::Calendar(_) => k + 2 == start,
                Sense::Place(..) | Sense::Concept(..) => true,
                _ => false,
            };
            reading.kind(k) == Some(TokenKind::Word)
                && reading.upper(k)
                && reading.word(k).chars().any(char::is_lowercase)
                && reading.sentence_of(k) == sentence
                && !reading.is_function(k)
                && !reading.hits(k).iter().any(|h| known(&h.entry.sense))
        };
        !placed && !listed && name(start - 2) && name(start - 3)
    }

    /// Whether a word that bounds or opens a range stands before the bare figure, and behind it a noun that it counts (*people
    /// between 2 shifts*).
    fn counts_behind(&self, reading: &Reading<'_>) -> bool {
        let joins =
            |s: &Sense| matches!(s, Sense::Bound(_, false) | Sense::RangeOpen(_)).then_some(());
        let end = self.outer.end;
        let endings = &reading.pack.plural_endings;
        let plural = endings.iter().any(|e| reading.folded(end).ends_with(e.as_str()));
        let noun = plural && reading.upper(end) == reading.pack.nouns_capitalised;
        reading.sense_before(self.tokens.start, joins).is_some() && noun && !closes(reading, end)
    }

    /// Whether a length of time stands behind a word that makes an age of it where nothing follows that it measures (*starb mit 17
    /// Jahren*, but *mit 17 Jahren Erfahrung*).
    fn is_age_at(&self, reading: &Reading<'_>, start: usize) -> bool {
        let Some(unit) = &self.unit else { return false };
        let at = |s: &Sense| matches!(s, Sense::AgeAt(u) if u.id == unit.id).then_some(());
        let whole = self.value.and_then(|v| v.low).is_some_and(Decimal::is_integer);
        if !whole || reading.sense_before(start, at).is_none() {
            return false;
        }
        closes(reading, self.outer.end)
    }

    /// An age by the words around it (*aged 17*, *three months old*), once bounds are known.
    pub(super) fn find_age(&mut self, reading: &Reading<'_>) {
        if !matches!(self.kind, None | Some(Kind::Duration)) || self.ratio.is_some() {
            return;
        }
        let behind = reading
            .sense(self.outer.end, |s| matches!(s, Sense::Measure(Measure::Age)).then_some(()));
        if let (Some((len, (), rule)), Some(_)) = (behind, &self.unit) {
            self.outer.end += len;
            self.kind = Some(Kind::Age);
            self.rules.push(rule);
            return;
        }
        let mut start = self.outer.start;
        let age_before = |start: usize| {
            reading.sense_before(start, |s| match s {
                Sense::AgeBefore(unit) => Some(Arc::clone(unit)),
                _ => None,
            })
        };
        if age_before(self.tokens.start).is_some() {
            // *children under 5*: the word that bounds belongs to it.
            start = self.tokens.start;
        }
        while age_before(start).is_none()
            && let Some((len, ..)) = reading.sense_before(start, |s| {
                matches!(s, Sense::Bound(_, false) | Sense::RangeOpen(_)).then_some(())
            })
        {
            start -= len;
        }
        let oldest = Decimal::int(130);
        let old = self.value.and_then(|v| v.high.or(v.low)).is_some_and(|v| v <= oldest);
        let Some((len, unit, rule)) = age_before(start) else {
            if self.is_age_at(reading, start) && old {
                self.kind = Some(Kind::Age);
            } else if self.unit.is_none() && old && self.is_apposition(reading) {
                self.unit.clone_from(&reading.pack.age_unit);
                self.kind = self.unit.is_some().then_some(Kind::Age);
                self.rules.extend(reading.pack.age_rule);
            }
            return;
        };
        if self.unit.is_none() && (!old || self.counts_behind(reading)) {
            return;
        }
        self.unit = Some(self.unit.take().unwrap_or(unit));
        self.outer.start = self.outer.start.min(start - len);
        self.kind = Some(Kind::Age);
        self.rules.push(rule);
        // *under the age of 5*, *unter einem Alter von 5 Jahren*
        let age = self.outer.start;
        let article =
            age > 0 && (is_article(reading, age - 1) || reading.is_cue(age - 1, &[Cue::Definite]));
        let before = age - usize::from(article);
        self.outer.start = before;
        self.find_bounds(reading);
        if self.outer.start == before {
            self.outer.start = age;
        }
    }
}

/// The unit that stands just before token `start` and belongs to the figure there, not to one before it.
fn unit_before(reading: &Reading<'_>, start: usize) -> Option<Found> {
    // A sign may stand between (`$-20`).
    let dash = start > 1
        && reading.is_mark(start - 1, "-−")
        && reading.glued(start)
        && reading.glued(start - 1);
    let end = if dash { start - 1 } else { start };
    let (len, unit, rule) = reading.sense_before(end, |s| match s {
        Sense::Unit(unit, true) => Some(Arc::clone(unit)),
        _ => None,
    })?;
    let first = end - len;
    let taken = first > 0
        && !reading.glued(end)
        && (reading.kind(first - 1) == Some(TokenKind::Digits) || ends_number(reading, first));
    (!taken).then_some((len + usize::from(dash), unit, rule))
}

/// The unit that the words at token `at` mean only where a word near tells it.
pub(super) fn told_at(reading: &Reading<'_>, at: usize) -> Option<Found> {
    reading.hits(at).iter().find_map(|hit| {
        let Sense::Alternative(unit) = &hit.entry.sense else { return None };
        let len = hit.len as usize;
        let says = |s: &Sense| matches!(s, Sense::Tells(u) if u.id == unit.id);
        is_near(reading, at..at + len, says).then(|| (len, Arc::clone(unit), hit.entry.rule))
    })
}

/// Whether a word that `says` it stands in the same sentence, near these tokens.
fn is_near(reading: &Reading<'_>, tokens: Range<usize>, says: impl Fn(&Sense) -> bool) -> bool {
    const NEAR: usize = 8;
    let sentence = reading.sentence_of(tokens.start);
    let near = tokens.start.saturating_sub(NEAR)..(tokens.end + NEAR).min(reading.len());
    near.filter(|&k| reading.sentence_of(k) == sentence)
        .any(|k| reading.hits(k).iter().any(|h| says(&h.entry.sense)))
}

/// Whether a word near tells that the words of a unit are none here (*three yards that build ships*).
fn denied(reading: &Reading<'_>, at: usize, (len, unit, _): &Found) -> bool {
    let says = |s: &Sense| matches!(s, Sense::Denies(u) if u.id == unit.id);
    is_near(reading, at..at + len, says)
}

/// The unit that starts at token `at`.
pub(super) fn unit_at(reading: &Reading<'_>, at: usize) -> Option<Found> {
    reading.sense(at, |s| match s {
        Sense::Unit(unit, _) => Some(Arc::clone(unit)),
        _ => None,
    })
}

/// Whether two figures can be the ends of one range by their units: the same one behind both or before both, or one of them
/// without. A unit behind the first alone (*rose 2 percent to 1,040*) needs words that open a range.
pub(super) fn same_unit(reading: &Reading<'_>, first: &Atom, second: &Atom, opened: bool) -> bool {
    let behind = |end: usize| unit_at(reading, end).map(|(_, unit, _)| unit);
    let before = |start: usize| unit_before(reading, start).map(|(_, unit, _)| unit);
    let (low, high) = (behind(first.tokens.end), behind(second.tokens.end));
    let signs = (before(first.tokens.start), before(second.tokens.start));
    let alone = low.is_some() && high.is_none();
    let differ = |a: &Option<Arc<Unit>>, b: &Option<Arc<Unit>>| {
        a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.id != b.id)
    };
    let crossed = low.is_some() && signs.1.is_some();
    !differ(&low, &high) && !differ(&signs.0, &signs.1) && !crossed && (opened || !alone)
}

/// Whether a number word ends just before token `end`.
pub(super) fn ends_number(reading: &Reading<'_>, end: usize) -> bool {
    let number = |s: &Sense| match s {
        Sense::Number(w) => {
            !matches!(w.role, NumberRole::Article | NumberRole::Joiner | NumberRole::Point)
        }
        _ => false,
    };
    reading.sense_before(end, |s| number(s).then_some(())).is_some()
}

/// The unit at token `at`, or behind words that lead from a fraction or a vague number to it (*hundreds of miles*, *a quarter of
/// an hour*); with the number of these words.
fn unit_behind(reading: &Reading<'_>, at: usize, atom: &Atom) -> Option<(usize, Found)> {
    let unit = |at: usize| {
        let plain = unit_at(reading, at).filter(|found| !denied(reading, at, found));
        let longest = plain.as_ref().map_or(0, |(len, ..)| *len);
        told_at(reading, at).filter(|(len, ..)| *len >= longest).or(plain)
    };
    // A single letter is a unit only behind digits.
    let whole =
        |len: usize, at: usize| atom.digits || len > 1 || reading.word(at).chars().count() > 1;
    if let Some(found) = unit(at).filter(|(len, ..)| whole(*len, at)) {
        return Some((0, found));
    }
    // *the three past years*
    if let Some(found) = time::moved_unit(reading, at) {
        return Some(found);
    }
    if atom.vague.is_none() && atom.ratio.is_none() && !atom.led {
        return None;
    }
    let of = usize::from(reading.cue(at, Cue::OfPreposition) == Some(1));
    let article = usize::from(is_article(reading, at + of));
    let led = if atom.ratio.is_some() { article == 1 } else { of == 1 && article == 0 };
    let skipped = of + article;
    let found =
        unit(at + skipped).filter(|_| led && reading.word(at + skipped).chars().count() > 1);
    Some((skipped, found?))
}

/// Whether the token is an indefinite article.
pub(super) fn is_article(reading: &Reading<'_>, at: usize) -> bool {
    reading.hits(at).iter().any(|h| {
        h.len == 1 && matches!(&h.entry.sense, Sense::Number(w) if w.role == NumberRole::Article)
    })
}

/// What a letter behind digits is, where it can be a magnitude or a unit (`5m`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    Magnitude,
    Unit,
    /// It can be either.
    Unclear,
}

/// What the letter behind a figure is that starts at token `start` and ends before token `end`.
///
/// Behind a currency it is a magnitude. Elsewhere it must be glued to the digits, and a noun must follow (`5m people`); a word
/// of measure makes it a unit (`5m tall`). A word of more letters is no question.
pub(super) fn letter(reading: &Reading<'_>, start: usize, end: usize) -> Letter {
    let hyphen = reading.is_mark(end, HYPHENS) && reading.glued(end) && reading.glued(end + 1);
    let at = end + usize::from(hyphen);
    let word = reading.word(at);
    if told_at(reading, at).is_some() {
        return Letter::Unit;
    }
    let longer = reading.sense(at, |s| matches!(s, Sense::Unit(..)).then_some(()));
    if longer.is_some_and(|(len, ..)| len > 1) {
        return Letter::Unit;
    }
    if word.chars().count() > 1 || unit_before(reading, start).is_some() {
        return Letter::Magnitude;
    }
    let currency = reading.sense(at + 1, |s| match s {
        Sense::Unit(unit, true)
            if unit.minor.is_some() || reading.kind(at + 1) == Some(TokenKind::Mark) =>
        {
            Some(())
        }
        _ => None,
    });
    if currency.is_some() {
        return Letter::Magnitude;
    }
    let spaced = !reading.glued(at);
    // Of a figure with two marks in it, it is surely no unit of measure.
    if spaced && !hyphen && end - start > 4 && closes(reading, at + 1) {
        // *1,250.5 M*
        return Letter::Unclear;
    }
    let decimals = (start..end).any(|k| reading.is_mark(k, ".,"));
    // *12 b* is rather the number of a house.
    if hyphen || (spaced && (!decimals || reading.upper(at) || longer.is_some())) {
        return Letter::Unit;
    }
    if longer.is_none() {
        return Letter::Magnitude;
    }
    let cue = |s: &Sense| matches!(s, Sense::Measure(Measure::AfterLetter)).then_some(());
    let hyphen = usize::from(reading.is_mark(at + 1, HYPHENS) && reading.glued(at + 1));
    let (other, letters) = (at + 2, at + 3);
    let digits = hyphen == 1 && reading.kind(other) == Some(TokenKind::Digits);
    if digits && reading.word(letters) == word {
        // Both ends of a range are alike.
        return letter(reading, other, letters);
    }
    if reading.sense(at + 1 + hyphen, cue).is_some() || hyphen == 1 {
        return Letter::Unit;
    }
    if in_other_unit(reading, at + 1) {
        return Letter::Unit;
    }
    let noun = reading.kind(at + 1) == Some(TokenKind::Word)
        && !reading.glued(at + 1)
        && !reading.is_function(at + 1);
    if noun { Letter::Magnitude } else { Letter::Unclear }
}

/// Whether a figure follows in brackets or behind *and* that has a unit and no magnitude (`37m (121ft)`, `3m and 5cm`).
fn in_other_unit(reading: &Reading<'_>, at: usize) -> bool {
    let plain = |h: &crate::parse::Hit<'_>| !matches!(h.entry.sense, Sense::Number(_));
    let joined = reading
        .sense(at, |s| matches!(s, Sense::Number(w) if w.role == NumberRole::Joiner).then_some(()));
    (reading.is_mark(at, "([") || joined.is_some_and(|(len, ..)| len == 1))
        && reading.kind(at + 1) == Some(TokenKind::Digits)
        && unit_at(reading, at + 2).is_some()
        && reading.hits(at + 2).iter().all(plain)
}
