//! Figures that no number word shows: an article or a half before a unit (*an hour*, *eine halbe Stunde*), and a unit in one
//! word with its number (*dreitägig*, *Viertelstunde*).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::{Bound, CalendarWord, Cue, Measure, NumberRole, RuleId, Sense, Single};
use crate::parse::atom::Atom;
use crate::parse::compound::compound;
use crate::parse::digits::Habit;
use crate::parse::mention::Kind;
use crate::parse::numeral::number as number_at;
use crate::parse::reading::Reading;
use crate::parse::unit::{ends_number, is_article, unit_at};
use crate::parse::words::words;
use crate::text::TokenKind;
use crate::value::{Decimal, Unit};

/// A figure that no number word shows.
#[derive(Debug)]
pub(super) struct Counted {
    pub atom: Atom,
    /// Its unit, where it stands in the same word.
    pub unit: Option<(Arc<Unit>, RuleId)>,
    pub age: bool,
    /// A hedge between article and unit (*eine knappe Stunde*).
    pub bound: Option<(Bound, RuleId)>,
}

/// Bytes of the longest word that is taken apart.
const LONGEST_WORD: usize = 100;

/// The figure at token `i` that an article, a half or the first part of a word gives.
pub(super) fn counted(
    reading: &Reading<'_>,
    i: usize,
    kinds: &BTreeMap<String, String>,
) -> Option<Counted> {
    if reading.kind(i) != Some(TokenKind::Word) {
        return None;
    }
    in_one_word(reading, i, kinds)
        .or_else(|| before_unit(reading, i, kinds))
        .or_else(|| before_range(reading, i))
}

/// `dreitägig`, `Viertelstunde`, with an article before a fraction (*eine Viertelstunde*).
fn in_one_word(
    reading: &Reading<'_>,
    i: usize,
    kinds: &BTreeMap<String, String>,
) -> Option<Counted> {
    if !reading.pack.compounds {
        return None;
    }
    let article = is_article(reading, i);
    let at = i + usize::from(article);
    let (mut atom, unit, rule, age) = compound_unit(reading, at, kinds)?;
    if article && atom.value.is_none_or(|v| v >= Decimal::int(1)) {
        return None;
    }
    atom.tokens = i..at + 1;
    Some(Counted { atom, unit: Some((unit, rule)), age, bound: None })
}

/// The number and the unit that the word at token `at` is made of; whether it is an age. Units of time only.
pub(super) fn compound_unit(
    reading: &Reading<'_>,
    at: usize,
    kinds: &BTreeMap<String, String>,
) -> Option<(Atom, Arc<Unit>, RuleId, bool)> {
    let known = reading.hits(at).iter().any(|h| h.len == 1 && h.prefix == 0);
    if known || reading.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let word = reading.folded(at);
    if word.len() > LONGEST_WORD {
        return None;
    }
    let cuts = word.char_indices().map(|(k, _)| k).filter(|&k| k >= 3 && word.len() - k >= 3);
    cuts.into_iter().find_map(|cut| {
        let entries = reading.pack.lexicon.single(&word[cut..]);
        let (unit, rule) = entries.iter().find_map(|e| match &e.sense {
            Sense::Unit(unit, _) if is_time(unit, kinds) => Some((Arc::clone(unit), e.rule)),
            _ => None,
        })?;
        let age = entries.iter().any(|e| matches!(e.sense, Sense::Calendar(CalendarWord::Age)));
        let atom = compound(reading, &word[..cut])?;
        Some((atom, unit, rule, age))
    })
}

fn is_time(unit: &Unit, kinds: &BTreeMap<String, String>) -> bool {
    kinds.get(&unit.dimension).is_some_and(|k| Kind::of_dimension(k) == Kind::Duration)
}

/// `an hour`, `half an hour`, `a full hour`, `another hour`.
fn before_unit(
    reading: &Reading<'_>,
    i: usize,
    kinds: &BTreeMap<String, String>,
) -> Option<Counted> {
    let lead = Lead::at(reading, i)?;
    let mut at = lead.end;
    if reading.is_mark(at, "-‐‑")
        && reading.glued(at)
        && reading.glued(at + 1)
        && (lead.part.is_some() || lead.one)
    {
        at += 1;
    }
    let single = |s: &Sense| match s {
        Sense::Measure(Measure::Single(single)) => Some(*single),
        _ => None,
    };
    let (len, single, rule) = reading.sense(at, single)?;
    let kind = reading.sense(at, |s| match s {
        Sense::Unit(unit, _) => kinds.get(&unit.dimension).map(|k| Kind::of_dimension(k)),
        _ => None,
    });
    let end = at + len;
    let of = kind.is_some_and(|(_, k, _)| k == Kind::Measure)
        && reading.sense(end, |s| is(s, Measure::Of)).is_some();
    let told = of || reading.sense(end, |s| is(s, Measure::After)).is_some();
    let definite = i > 0 && reading.is_cue(i - 1, &[Cue::Definite]);
    let sure = lead.part.is_some()
        || (told && !is_rate(reading, i) && (lead.article || definite))
        || (lead.one && one_measures(reading, i, end, single))
        || (lead.article && (lead.full || measures(reading, i, end, single)));
    // *a tenth of a gallon* is no gallon.
    let of_it =
        i > 0 && reading.is_cue(i - 1, &[Cue::OfPreposition]) && ends_number(reading, i - 1);
    if !sure || of_it {
        return None;
    }
    let value = lead.part.unwrap_or(Decimal::int(1));
    let mut rules = lead.rules;
    rules.push(rule);
    let atom = Atom {
        tokens: i..lead.end,
        value: Some(value),
        written: value.spoken(),
        rules,
        ..Atom::default()
    };
    Some(Counted { atom, unit: None, age: false, bound: lead.bound })
}

/// A whole number with the part of one that *and* joins to it before a unit (*two and a quarter hours*).
pub(super) fn with_part(
    reading: &Reading<'_>,
    atom: Atom,
    habit: Habit,
    kinds: &BTreeMap<String, String>,
) -> Atom {
    let whole = !atom.ordinal && atom.ratio.is_none() && atom.vague.is_none();
    let at = atom.tokens.end;
    if whole && !atom.digits && atom.value.is_some_and(|v| !v.is_integer()) {
        // *one and a quarter of hours*
        let led =
            reading.cue(at, Cue::OfPreposition) == Some(1) && unit_at(reading, at + 1).is_some();
        return Atom { led, ..atom };
    }
    let joint = reading.sense(at, |s| number(s, NumberRole::Joiner)).filter(|_| whole);
    let Some((value, (len, ..))) = atom.value.filter(|v| v.is_integer()).zip(joint) else {
        return atom;
    };
    let one = Decimal::int(1);
    let Some(part) =
        part_at(reading, at + len, habit, kinds).filter(|p| p.value.is_some_and(|v| v < one))
    else {
        return atom;
    };
    let end = part.tokens.end;
    let of = usize::from(reading.cue(end, Cue::OfPreposition) == Some(1));
    match value.plus(part.value.unwrap_or_default()) {
        Some(sum) if unit_at(reading, end + of).is_some() => Atom {
            tokens: atom.tokens.start..end,
            value: Some(sum),
            written: sum.spoken(),
            rules: atom.rules.iter().chain(&part.rules).copied().collect(),
            led: of == 1,
            ..atom
        },
        _ => atom,
    }
}

/// The part of one at token `at`: a fraction, or the word for one (*half*, *quarter*) alone.
fn part_at(
    reading: &Reading<'_>,
    at: usize,
    habit: Habit,
    kinds: &BTreeMap<String, String>,
) -> Option<Atom> {
    let fraction = number_at(reading, at, habit).filter(|a| a.ratio.is_some());
    let half = || counted(reading, at, kinds).filter(|c| c.unit.is_none()).map(|c| c.atom);
    let alone = || {
        let (len, value, rule) =
            reading.sense(at, |s| part(s, NumberRole::Fraction).or(part(s, NumberRole::Half)))?;
        Some(Atom {
            tokens: at..at + len,
            value: Some(value),
            written: value.spoken(),
            rules: vec![rule],
            ..Atom::default()
        })
    };
    fraction.or_else(half).or_else(alone)
}

fn is(sense: &Sense, measure: Measure) -> Option<()> {
    (*sense == Sense::Measure(measure)).then_some(())
}

/// `ein` in `ein bis zwei Tage`: one, where a range goes on with two or three.
fn before_range(reading: &Reading<'_>, i: usize) -> Option<Counted> {
    let join = |s: &Sense| matches!(s, Sense::RangeJoin(_, false)).then_some(());
    let (len, ..) = reading.sense(i + 1, join).filter(|_| is_article(reading, i))?;
    let second = words(reading, i + 1 + len)?;
    let small = second.value.is_some_and(|v| v > Decimal::int(1) && v <= Decimal::int(3));
    if !small || second.ordinal || reading.kind(i + 1) != Some(TokenKind::Word) {
        return None;
    }
    let atom = Atom {
        tokens: i..i + 1,
        value: Some(Decimal::int(1)),
        written: Decimal::int(1).spoken(),
        ..Atom::default()
    };
    Some(Counted { atom, unit: None, age: false, bound: None })
}

/// The words before a unit that count one, or a part of it.
#[derive(Debug, Default)]
struct Lead {
    end: usize,
    article: bool,
    /// *half*, or a fraction that a hyphen ties to the unit.
    part: Option<Decimal>,
    one: bool,
    full: bool,
    bound: Option<(Bound, RuleId)>,
    rules: Vec<RuleId>,
}

impl Lead {
    fn at(reading: &Reading<'_>, i: usize) -> Option<Self> {
        let mut lead = Self { end: i, ..Self::default() };
        lead.article = lead.word(reading, |s| number(s, NumberRole::Article)).is_some();
        lead.part = lead.word(reading, |s| part(s, NumberRole::Half)).or_else(|| {
            let tied = reading.is_mark(i + 1, "-‐‑") && reading.glued(i + 1);
            if tied { lead.word(reading, |s| part(s, NumberRole::Fraction)) } else { None }
        });
        if lead.part.is_some() && !lead.article {
            lead.article = lead.word(reading, |s| number(s, NumberRole::Article)).is_some();
        } else if lead.part.is_none() {
            lead.one = lead.word(reading, |s| is(s, Measure::One)).is_some();
            lead.full = lead.word(reading, |s| is(s, Measure::Full)).is_some();
            if lead.article && !lead.full && !lead.one {
                lead.hedge(reading);
            }
        }
        (lead.end > i).then_some(lead)
    }

    /// *eine knappe Stunde*
    fn hedge(&mut self, reading: &Reading<'_>) {
        let bound = |s: &Sense| match s {
            Sense::Bound(effect, false) => Some(*effect),
            _ => None,
        };
        if let Some((1, effect, rule)) = reading.sense(self.end, bound) {
            self.bound = Some((effect, rule));
            self.end += 1;
        }
    }

    fn word<T>(&mut self, reading: &Reading<'_>, pick: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        let (1, picked, rule) = reading.sense(self.end, pick)? else { return None };
        self.end += 1;
        self.rules.push(rule);
        Some(picked)
    }
}

fn number(sense: &Sense, role: NumberRole) -> Option<()> {
    matches!(sense, Sense::Number(w) if w.role == role).then_some(())
}

fn part(sense: &Sense, role: NumberRole) -> Option<Decimal> {
    match sense {
        Sense::Number(w) if w.role == role => Some(w.value),
        _ => None,
    }
}

/// Whether a word that stands for one counts the unit (*another hour*, but not *the full year* nor *full year results*).
fn one_measures(reading: &Reading<'_>, i: usize, end: usize, single: Single) -> bool {
    let definite = i > 0 && reading.is_cue(i - 1, &[Cue::Definite, Cue::Possessive]);
    let more = matches!(reading.kind(end), Some(TokenKind::Word | TokenKind::Digits))
        && reading.sentence_of(end) == reading.sentence_of(i)
        && !reading.is_function(end);
    single != Single::Behind && !definite && !more
}

/// Whether an article at token `i` before a unit that ends before token `end` counts it, by what stands before and behind.
fn measures(reading: &Reading<'_>, i: usize, end: usize, single: Single) -> bool {
    let cued = reading.sense_before(i, |s| is(s, Measure::Before)).is_some()
        || reading.sense_before(i, |s| matches!(s, Sense::Bound(_, false)).then_some(())).is_some();
    match single {
        Single::Always if !reading.pack.article_is_per => true,
        Single::Always => cued || is_free(reading, i),
        Single::Behind => false,
        Single::Cued => {
            // Where compounds are not one word, a noun behind makes one with the unit (*a day trip*).
            let noun_behind = !reading.pack.compounds
                && reading.kind(end) == Some(TokenKind::Word)
                && reading.sentence_of(end) == reading.sentence_of(i)
                && !reading.is_function(end);
            cued && !noun_behind
        }
    }
}

/// Whether the article divides what stands before it (*$50 a year before tax*).
fn is_rate(reading: &Reading<'_>, i: usize) -> bool {
    let figure = |s: &Sense| match s {
        Sense::Unit(..) => true,
        Sense::Number(w) => !matches!(w.role, NumberRole::Joiner | NumberRole::Half),
        _ => false,
    };
    let same_sentence = i > 0 && reading.sentence_of(i - 1) == reading.sentence_of(i);
    let counted = reading.sense_before(i, |s| figure(s).then_some(())).is_some();
    reading.pack.article_is_per
        && same_sentence
        && (counted
            || reading.kind(i - 1) == Some(TokenKind::Digits)
            || reading.is_mark(i - 1, ")"))
}

/// Whether nothing stands before the article that it could divide (*$5 an hour*, *twice a week*).
fn is_free(reading: &Reading<'_>, i: usize) -> bool {
    if i == 0 || reading.sentence_of(i - 1) != reading.sentence_of(i) {
        return true;
    }
    match reading.kind(i - 1) {
        Some(TokenKind::Mark) => reading.is_mark(i - 1, ",;:–—([\"“„»«‘'"),
        // *once a week*: what opens a clause can also count.
        Some(TokenKind::Word) => {
            reading.is_function(i - 1)
                && !reading.is_cue(i - 1, &[Cue::Subordinator, Cue::Contrast])
        }
        _ => false,
    }
}
