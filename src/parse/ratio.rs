use crate::lang::{CalendarWord, Cue, Pairing, Sense};
use crate::parse::atom::Atom;
use crate::parse::context::is_hedged;
use crate::parse::digits::Habit;
use crate::parse::numeral::number;
use crate::parse::quantity::{Draft, is_name};
use crate::parse::range::{is_signed, opening};
use crate::parse::reading::Reading;
use crate::parse::sum::decimal_of;
use crate::text::TokenKind;
use crate::value::{Decimal, Interval};

/// Two numbers that are one ratio: a score (`3:2`, *31 zu 24*, `3-1`) or a share (*two in five*, *jeder dritte*).
pub(super) fn ratio(reading: &Reading<'_>, atom: &Atom, habit: Habit) -> Option<Draft> {
    each(reading, atom).or_else(|| score(reading, atom)).or_else(|| pair(reading, atom, habit))
}

/// `3:2`, or `3-1`, where the smaller number cannot open a range.
fn score(reading: &Reading<'_>, atom: &Atom) -> Option<Draft> {
    let at = atom.tokens.end;
    let joined = reading.is_mark(at, ":-–")
        && reading.glued(at)
        && reading.glued(at + 1)
        && reading.kind(at + 1) == Some(TokenKind::Digits);
    let plain = atom.tokens.len() == 1 && atom.digits && reading.word(at + 1).len() <= 4;
    let goes_on = reading.is_mark(at + 2, ".:")
        && reading.glued(at + 2)
        && reading.glued(at + 3)
        && reading.kind(at + 3) == Some(TokenKind::Digits);
    if !joined || !plain || goes_on {
        return None;
    }
    if !reading.is_mark(at, ":") && !is_game(reading, atom) {
        return None;
    }
    Some(scored(atom, at + 2, reading.word(atom.tokens.start), reading.word(at + 1)))
}

/// Whether two numbers with a hyphen between them are a score: the first is not smaller, and nothing else is glued to them.
fn is_game(reading: &Reading<'_>, atom: &Atom) -> bool {
    let (start, end) = (atom.tokens.start, atom.tokens.end + 2);
    let parse =
        |k: usize| reading.word(k).parse::<u32>().ok().filter(|_| reading.word(k).len() <= 3);
    let (left, right) = (parse(start), parse(end - 1));
    let alone = |k: usize| {
        !(reading.glued(k)
            && (reading.kind(k) != Some(TokenKind::Mark) || reading.is_mark(k, "-–/:$€%")))
    };
    let unit = |s: &Sense| matches!(s, Sense::Unit(..)).then_some(());
    let leading = |k: usize| reading.word(k).len() > 1 && reading.word(k).starts_with('0');
    left.is_some()
        && left >= right
        && right.is_some()
        && !leading(start)
        && !leading(end - 1)
        && alone(end)
        && !is_hedged(reading, start)
        && (!reading.glued(start) || reading.is_mark(start.saturating_sub(1), "([\"'“„"))
        && reading.sense(end, unit).is_none()
        && reading.sense_before(start, unit).is_none()
}

/// *31 zu 24*, *two in five*.
fn pair(reading: &Reading<'_>, atom: &Atom, habit: Habit) -> Option<Draft> {
    let plain = |a: &Atom| {
        a.vague.is_none()
            && a.ratio.is_none()
            && !a.ordinal
            && !a.multiple
            && a.value.is_some_and(|v| v.is_integer() && !v.is_negative())
    };
    let hyphen = |at: usize| {
        let joins = reading.is_mark(at, "-‐‑") && reading.glued(at) && reading.glued(at + 1);
        usize::from(joins)
    };
    let at = atom.tokens.end + hyphen(atom.tokens.end);
    let makes: Vec<(usize, Pairing)> = (reading.hits(at).iter())
        .filter_map(|h| match h.entry.sense {
            Sense::Pairing(p) => Some((h.len as usize, p)),
            _ => None,
        })
        .collect();
    let (len, makes) = *makes.first()?;
    let len = len + hyphen(at + len);
    let second = number(reading, at + len, habit).filter(|second| plain(second) && plain(atom))?;
    let same_line = reading.sentence_of(at + len) == reading.sentence_of(atom.tokens.start);
    if !same_line || is_name(reading, &second) {
        return None;
    }
    let (left, right) = (atom.value?, second.value?);
    match makes {
        Pairing::Score if is_vote(reading, atom, &second) => {
            Some(scored(atom, second.tokens.end, &left.to_string(), &right.to_string()))
        }
        Pairing::Share if is_share(reading, left, &second) => {
            share(atom, atom.tokens.start, second.tokens.end, left, right)
        }
        _ => None,
    }
}

/// Whether two numbers with a word between them are a score: small and without unit, not the ends of a change.
fn is_vote(reading: &Reading<'_>, first: &Atom, second: &Atom) -> bool {
    let unit = |s: &Sense| matches!(s, Sense::Unit(..)).then_some(());
    let small = |a: &Atom| a.magnitude.is_none() && a.value.is_some_and(|v| v < Decimal::int(1000));
    let start = first.tokens.start;
    let level = reading.is_cue(first.tokens.end, &[Cue::LevelPreposition]);
    let before = |n: usize, cues: &[Cue]| {
        start.checked_sub(n).is_some_and(|before| reading.is_cue(before, cues))
    };
    let moves = [Cue::Up, Cue::Down];
    // *by two to one* is a vote, *fell by two to one* is none.
    let changes = before(1, &moves)
        || (level && before(1, &[Cue::ChangeFrom]))
        || (before(1, &[Cue::ChangeBy]) && before(2, &moves));
    small(first)
        && small(second)
        && reading.sense(second.tokens.end, unit).is_none()
        && !is_signed(reading, first)
        && opening(reading, start).is_empty()
        && !changes
}

/// Whether *so many in so many* is a share: one of any number, or some of ten, a hundred, a thousand; not of years or of hours.
fn is_share(reading: &Reading<'_>, left: Decimal, second: &Atom) -> bool {
    let Some(right) = second.value else { return false };
    let one = left == Decimal::int(1);
    let round = right <= Decimal::int(10) || right.spoken().digits == 1 && right.modulo(100) == 0;
    let end = second.tokens.end;
    let year = second.digits
        && second.tokens.len() == 1
        && (Decimal::int(1500)..Decimal::int(2100)).contains(&right);
    !left.is_zero() && left < right && (one || round) && !year && !is_time(reading, end)
}

/// Whether a unit or a word of the calendar stands at a token.
fn is_time(reading: &Reading<'_>, at: usize) -> bool {
    let time = |s: &Sense| {
        let calendar = |word: &CalendarWord| {
            matches!(
                word,
                CalendarWord::Month(..) | CalendarWord::Weekday(..) | CalendarWord::Season(..)
            )
        };
        match s {
            Sense::Unit(..) => Some(()),
            Sense::Calendar(word) => calendar(word).then_some(()),
            _ => None,
        }
    };
    reading.sense(at, time).is_some()
}

/// *jeder dritte*: one of so many.
fn each(reading: &Reading<'_>, atom: &Atom) -> Option<Draft> {
    let value = atom.value.filter(|v| atom.ordinal && *v > Decimal::int(1))?;
    let each = |s: &Sense| matches!(s, Sense::Pairing(Pairing::Each)).then_some(());
    let (len, ..) = reading.sense_before(atom.tokens.start, each)?;
    if is_time(reading, atom.tokens.end) {
        // *every second day* says how often.
        return None;
    }
    share(atom, atom.tokens.start - len, atom.tokens.end, Decimal::int(1), value)
}

fn scored(atom: &Atom, end: usize, left: &str, right: &str) -> Draft {
    let mut draft = Draft::of(atom);
    draft.tokens.end = end;
    draft.outer.end = end;
    draft.value = Some(Interval::default());
    draft.ratio = Some(format!("{left}:{right}"));
    draft
}

fn share(atom: &Atom, start: usize, end: usize, left: Decimal, right: Decimal) -> Option<Draft> {
    let value = decimal_of(&(left.ratio() / right.ratio()))?;
    let mut draft = Draft::of(atom);
    (draft.tokens, draft.outer) = (start..end, start..end);
    draft.value = Some(Interval::point(value));
    draft.written = value.spoken();
    draft.ratio = Some(format!("{left}/{right}"));
    Some(draft)
}
