use crate::lang::{Bound, Cue, Pairing, Sense};
use crate::parse::atom::Atom;
use crate::parse::digits::Habit;
use crate::parse::numeral::number;
use crate::parse::quantity::{Draft, is_name};
use crate::parse::reading::Reading;
use crate::parse::unit::{same_unit, unit_at};
use crate::value::{Decimal, Interval};

/// A range that starts with `first`: opening word, joint and second number, or a joint alone.
pub(super) fn range(reading: &Reading<'_>, first: &Atom, habit: Habit) -> Option<Draft> {
    if first.ordinal || first.vague.is_some() {
        return None;
    }
    let mut at = first.tokens.end;
    let dangling = reading.is_mark(at, "-‐‑") && reading.glued(at) && !reading.glued(at + 1);
    at += usize::from(dangling);
    let own = unit_at(reading, at);
    at += own.as_ref().map_or(0, |(len, ..)| *len);
    let opened: Vec<u16> = opening(reading, first.tokens.start);
    let joint = reading.sense(at, |s| match s {
        Sense::RangeJoin(which, needs) => (!needs || opened.contains(which)).then_some(false),
        Sense::Pairing(Pairing::Or) => Some(true),
        _ => None,
    });
    let (len, next_only, rule) = joint?;
    at += len;
    if let Some((len, ..)) =
        reading.sense(at, |s| matches!(s, Sense::Bound(Bound::Minus, false)).then_some(()))
    {
        // The sign of the first end holds for both.
        at += len;
    }
    let sign = reading.sense(at, |s| matches!(s, Sense::Unit(_, true)).then_some(()));
    at += sign.map_or(0, |(len, ..)| len);
    let hedge = |s: &Sense| {
        matches!(s, Sense::Bound(Bound::Around | Bound::Below | Bound::Above, false)).then_some(())
    };
    let hedged = reading.sense(at, hedge);
    at += hedged.map_or(0, |(len, ..)| len);
    let second = number(reading, at, habit).filter(|a| !a.ordinal && a.vague.is_none())?;
    let same_line = reading.sentence_of(at) == reading.sentence_of(first.tokens.start);
    let one_unit = same_unit(reading, first, &second, !opened.is_empty());
    let (low, high) = (scaled_like(first, &second, dangling), second.value);
    let (low, high) = (low.value?, high?);
    let falls = low.is_negative() && high.is_negative() && low > high;
    let (low, high) = if falls { (high, low) } else { (low, high) };
    let near = !next_only || low.plus(Decimal::int(1)) == Some(high);
    let stepped = own.is_some() || first.magnitude.is_some() || is_signed(reading, first);
    if low >= high
        || !same_line
        || !one_unit
        || !near
        || (stepped && is_step(reading, first))
        || is_name(reading, &second)
    {
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

/// Whether a currency sign stands before the number.
pub(super) fn is_signed(reading: &Reading<'_>, first: &Atom) -> bool {
    let sign = |s: &Sense| matches!(s, Sense::Unit(_, true)).then_some(());
    reading.sense_before(first.tokens.start, sign).is_some()
}

/// Whether the number is a difference (*by 3 percent to 40 percent*): what follows is the level reached.
fn is_step(reading: &Reading<'_>, first: &Atom) -> bool {
    let sign = |s: &Sense| matches!(s, Sense::Unit(_, true)).then_some(());
    let start = first.tokens.start;
    let start = start - reading.sense_before(start, sign).map_or(0, |(len, ..)| len);
    let by = |s: &Sense| matches!(s, Sense::Cue(Cue::ChangeBy)).then_some(());
    reading.sense_before(start, by).is_some()
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
