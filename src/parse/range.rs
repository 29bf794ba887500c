use crate::lang::{Bound, Cue, Pairing, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::digits::Habit;
use crate::parse::numeral::number;
use crate::parse::quantity::{Draft, is_name};
use crate::parse::reading::Reading;
use crate::parse::unit::{same_unit, unit_at};
use crate::value::{Decimal, Interval};

/// What stands between two figures, and the second one.
struct Joint {
    second: Atom,
    rule: RuleId,
    /// Joins a number and the next one only (*or*).
    next_only: bool,
    /// The word is also one before the level reached (*to*).
    level: bool,
    /// No word before the first figure opens a range.
    bare: bool,
    /// The first figure has a unit of its own behind it.
    own: bool,
    /// A hedge stands before the second figure.
    hedged: Option<RuleId>,
    /// *minus* before the second figure, and before both.
    minus: (bool, bool),
}

/// A range that starts with `first`: opening word, joint and second number, or a joint alone.
pub(super) fn range(reading: &Reading<'_>, first: &Atom, habit: Habit) -> Option<Draft> {
    if first.ordinal || first.vague.is_some() {
        return None;
    }
    let at = first.tokens.end;
    let dangling = reading.is_mark(at, "-‐‑") && reading.glued(at) && !reading.glued(at + 1);
    let joint = joint(reading, first, at + usize::from(dangling), habit)?;
    let second = &joint.second;
    let signs = is_signed(reading, first) || joint.own;
    let own = signs && !joint.bare && !moves(reading, first);
    let (low, high) = (scaled_like(first, second, dangling, own).value?, second.value?);
    // The word turns the sign of the whole range later on, where it stands before its first end.
    let (minus, both) = joint.minus;
    let high = if minus && !both { high.negated() } else { high };
    let falls = (high.is_negative() || both) && low > high;
    let (low, high) = if falls { (high, low) } else { (low, high) };
    let near = !joint.next_only || low.plus(Decimal::int(1)) == Some(high);
    let steps = || {
        let ranges = leads_to_range(reading, second, habit);
        (rises(reading, first) && !ranges) || level_left(reading, first, habit).is_some()
    };
    let step = is_step(reading, first, &joint, (low, high)) || (joint.level && steps());
    if low >= high || !near || step {
        return None;
    }
    let mut draft = Draft::of(first);
    draft.tokens.end = second.tokens.end;
    draft.outer.end = second.tokens.end;
    draft.value = Some(Interval::range(low, high));
    draft.written = second.written;
    draft.ratio = None;
    draft.multiple |= second.multiple;
    draft.rules.extend(&second.rules);
    draft.rules.push(joint.rule);
    if let Some(rule) = joint.hedged {
        draft.apply(Bound::Around, rule);
    }
    Some(draft)
}

/// The joint at `at` and the figure behind it, in the same sentence; none where the two figures have different units.
fn joint(reading: &Reading<'_>, first: &Atom, at: usize, habit: Habit) -> Option<Joint> {
    let start = first.tokens.start;
    let own = unit_at(reading, at);
    let mut at = at + own.as_ref().map_or(0, |(len, ..)| *len);
    let opened: Vec<u16> = opening(reading, start);
    let (len, next_only, rule) = reading.sense(at, |s| match s {
        Sense::RangeJoin(which, needs) => (!needs || opened.contains(which)).then_some(false),
        Sense::Pairing(Pairing::Or) => Some(true),
        _ => None,
    })?;
    let level = reading.is_cue(at, &[Cue::LevelPreposition]);
    at += len;
    let minus = |s: &Sense| matches!(s, Sense::Bound(Bound::Minus, false)).then_some(());
    let below = reading.sense(at, minus).map_or(0, |(len, ..)| len);
    let both = below > 0 && reading.sense_before(start, minus).is_some();
    at += below;
    let sign = reading.sense(at, |s| matches!(s, Sense::Unit(_, true)).then_some(()));
    at += sign.map_or(0, |(len, ..)| len);
    let hedge = |s: &Sense| {
        matches!(s, Sense::Bound(Bound::Around | Bound::Below | Bound::Above, false)).then_some(())
    };
    let hedged = reading.sense(at, hedge);
    at += hedged.map_or(0, |(len, ..)| len);
    let second = number(reading, at, habit).filter(|a| !a.ordinal && a.vague.is_none())?;
    let other = !same_unit(reading, first, &second, !opened.is_empty());
    let apart = reading.sentence_of(at) != reading.sentence_of(start);
    (!other && !apart && !is_name(reading, &second)).then(|| Joint {
        second,
        rule,
        next_only,
        level,
        bare: opened.is_empty(),
        own: own.is_some(),
        hedged: hedged.map(|(.., rule)| rule),
        minus: (below > 0, both),
    })
}

/// Whether a currency sign stands before the number.
pub(super) fn is_signed(reading: &Reading<'_>, first: &Atom) -> bool {
    let sign = |s: &Sense| matches!(s, Sense::Unit(_, true)).then_some(());
    reading.sense_before(first.tokens.start, sign).is_some()
}

/// Whether the first figure is a difference and the second the level reached: *by 3 percent to 40 percent*, *rose 3 to 40*.
fn is_step(
    reading: &Reading<'_>,
    first: &Atom,
    joint: &Joint,
    (low, high): (Decimal, Decimal),
) -> bool {
    let sign = |s: &Sense| matches!(s, Sense::Unit(_, true)).then_some(());
    let start = first.tokens.start;
    let start = start - reading.sense_before(start, sign).map_or(0, |(len, ..)| len);
    let after = |cues: &[Cue]| {
        let cue = |s: &Sense| match s {
            Sense::Cue(cue) => cues.contains(cue).then_some(()),
            _ => None,
        };
        reading.sense_before(start, cue).is_some()
    };
    let signed = is_signed(reading, first);
    let by = (joint.own || first.magnitude.is_some() || signed) && after(&[Cue::ChangeBy]);
    let far = low.times(Decimal::int(10)).is_some_and(|tenfold| tenfold < high);
    let moves = joint.level && joint.bare && (signed || far) && after(&[Cue::Up, Cue::Down]);
    by || moves
}

/// The end of the words before the level that a change starts from (*from*), if they stand just before the figure.
fn level_before(reading: &Reading<'_>, first: &Atom) -> Option<usize> {
    let from = |s: &Sense| matches!(s, Sense::Cue(Cue::ChangeFrom)).then_some(());
    let mut start = first.tokens.start;
    let signs =
        |s: &Sense| matches!(s, Sense::Unit(_, true) | Sense::Bound(_, false)).then_some(());
    while let Some((len, ..)) = reading.sense_before(start, signs) {
        start -= len;
    }
    reading.sense_before(start, from).map(|(len, ..)| start - len)
}

/// Whether the first of two figures is the level before a rise and no end of a range: *rose from 10 to 25*.
fn rises(reading: &Reading<'_>, first: &Atom) -> bool {
    changes(reading, first, &[Cue::Up])
}

/// Whether it is the level before a rise or a fall.
fn moves(reading: &Reading<'_>, first: &Atom) -> bool {
    changes(reading, first, &[Cue::Up, Cue::Down])
}

fn changes(reading: &Reading<'_>, first: &Atom, cues: &[Cue]) -> bool {
    const NEAR: usize = 3;
    let Some(from) = level_before(reading, first) else { return false };
    let sentence = reading.sentence_of(from);
    (from.saturating_sub(NEAR)..from)
        .any(|k| reading.sentence_of(k) == sentence && reading.is_cue(k, cues))
}

/// Whether another range is the level reached behind the figure: *from 5 to 7 percent **to 3 to 5** percent*.
fn leads_to_range(reading: &Reading<'_>, second: &Atom, habit: Habit) -> bool {
    let unit = |at: usize| unit_at(reading, at).map_or(0, |(len, ..)| len);
    let level = |s: &Sense| matches!(s, Sense::Cue(Cue::LevelPreposition)).then_some(());
    let end = second.tokens.end;
    let at = end + unit(end);
    let third = reading
        .sense(at, level)
        .and_then(|(len, ..)| number(reading, at + len, habit))
        .map(|third| third.tokens.end + unit(third.tokens.end));
    let joins = |s: &Sense| matches!(s, Sense::RangeJoin(..)).then_some(());
    third.and_then(|end| Some(end + reading.sense(end, joins)?.0)).is_some_and(|at| {
        reading.sentence_of(at) == reading.sentence_of(second.tokens.start)
            && number(reading, at, habit).is_some()
    })
}

/// The first figure of a change, before the second: ***from 208 pounds** to 193*.
pub(super) fn level_left(reading: &Reading<'_>, second: &Atom, habit: Habit) -> Option<Atom> {
    const LONGEST: usize = 6;
    let mut at = second.tokens.start;
    let signs =
        |s: &Sense| matches!(s, Sense::Unit(_, true) | Sense::Bound(_, false)).then_some(());
    while let Some((len, ..)) = reading.sense_before(at, signs) {
        at -= len;
    }
    let level = |s: &Sense| matches!(s, Sense::Cue(Cue::LevelPreposition)).then_some(());
    at -= reading.sense_before(at, level)?.0;
    let behind = reading
        .sense_before(at, |s| matches!(s, Sense::Unit(..) | Sense::Alternative(_)).then_some(()));
    let ends = [Some(at), behind.map(|(len, ..)| at - len)];
    let figure = |k: usize| {
        let atom = number(reading, k, habit)?;
        let fits = ends.contains(&Some(atom.tokens.end)) && !atom.ordinal && atom.vague.is_none();
        (fits && level_before(reading, &atom).is_some()).then_some(atom)
    };
    let first = (at.saturating_sub(LONGEST)..at).find_map(figure)?;
    (reading.sentence_of(first.tokens.start) == reading.sentence_of(at)).then_some(first)
}

/// The second figure of a change, behind the first: *from 4 **to 5 percent***.
pub(super) fn level_reached(reading: &Reading<'_>, first: &Atom, habit: Habit) -> Option<Atom> {
    let level = |s: &Sense| matches!(s, Sense::Cue(Cue::LevelPreposition)).then_some(());
    level_before(reading, first)?;
    let mut at = first.tokens.end;
    at += reading.sense(at, level)?.0;
    let bound = |s: &Sense| matches!(s, Sense::Bound(_, false)).then_some(());
    at += reading.sense(at, bound).map_or(0, |(len, ..)| len);
    let second = number(reading, at, habit)?;
    let plain = !second.ordinal && second.vague.is_none() && second.ratio.is_none();
    (plain && reading.sentence_of(at) == reading.sentence_of(first.tokens.start)).then_some(second)
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
/// Where it is the larger one then, and has a unit of its own, it is taken as written (*$200 to $4 million*).
fn scaled_like(first: &Atom, second: &Atom, dangling: bool, own: bool) -> Atom {
    let too_much = |m: Decimal| first.value.and_then(|v| v.times(m)) >= second.value;
    let inherits =
        first.magnitude.is_none() && first.value.zip(second.value).is_some_and(|(a, b)| a < b);
    match second.magnitude {
        Some(magnitude) if own && too_much(magnitude) => first.clone(),
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
