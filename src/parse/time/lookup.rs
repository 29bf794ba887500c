//! Numbers of dates: days, ordinals, years, stretches of time.

use jiff::civil;

use crate::lang::{Away, CalendarWord, Cue, Grain, NumberRole, RuleId, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::numeric::century;
use crate::parse::time::point::Stretch;
use crate::parse::words::words;
use crate::text::TokenKind;

/// Years that a bare number of four digits can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

pub(super) fn of_grain(sense: &Sense) -> Option<Grain> {
    match sense {
        Sense::Calendar(CalendarWord::Grain(grain, _)) => Some(*grain),
        _ => None,
    }
}

/// The unit of calendar time at token `at`: number of tokens, and which.
pub(super) fn grain_at(reading: &Reading<'_>, at: usize) -> Option<(usize, Grain)> {
    reading.sense(at, of_grain).map(|(len, grain, _)| (len, grain))
}

/// A length of calendar time in one or more units (*2 years 1 month*), and the token behind it.
pub(super) fn stretch(reading: &Reading<'_>, at: usize) -> Option<(Stretch, usize, Vec<RuleId>)> {
    let one = |at: usize| {
        let (count, next) = amount(reading, at)?;
        let (len, grain, rule) = reading.sense(next, of_grain).filter(|g| g.1 >= Grain::Day)?;
        Some((Stretch::of(count, grain)?, next + len, rule))
    };
    let (mut all, mut end, rule) = one(at)?;
    let mut rules = vec![rule];
    loop {
        let comma = usize::from(reading.is_mark(end, ","));
        let joiner = reading.cue(end + comma, Cue::Coordinator).unwrap_or(0);
        let Some((more, next, rule)) = one(end + comma + joiner) else { break };
        all = all.and(more);
        rules.push(rule);
        end = next;
    }
    Some((all, end, rules))
}

pub(super) fn away(
    reading: &Reading<'_>,
    at: usize,
    wanted: &[Away],
) -> Option<(usize, Away, RuleId)> {
    reading.sense(at, |s| match s {
        Sense::Calendar(CalendarWord::Away(which)) if wanted.contains(which) => Some(*which),
        _ => None,
    })
}

/// A whole number of periods, or an article for one.
pub(super) fn amount(reading: &Reading<'_>, at: usize) -> Option<(i64, usize)> {
    if reading.kind(at) == Some(TokenKind::Digits) {
        let number: i64 = reading.word(at).parse().ok().filter(|_| reading.word(at).len() <= 4)?;
        return (!reading.glued(at + 1)).then_some((number, at + 1));
    }
    if let Some(atom) = words(reading, at) {
        // *two quarters*
        if let (Some(ratio), Some(last)) = (&atom.ratio, atom.tokens.end.checked_sub(1))
            && last > at
            && reading.sense(last, of_grain).is_some()
        {
            return ratio.split('/').next()?.parse().ok().map(|count| (count, last));
        }
        let plain = !atom.ordinal && !atom.multiple && atom.vague.is_none() && atom.ratio.is_none();
        let value = atom.value.filter(|v| plain && v.is_integer())?.to_i64()?;
        return (value <= 9999).then_some((value, atom.tokens.end));
    }
    let (len, (), _) = reading.sense(at, |s| match s {
        Sense::Number(w) if w.role == NumberRole::Article => Some(()),
        Sense::Cue(Cue::Determiner) => Some(()),
        _ => None,
    })?;
    let one = reading.sense(at, |s| {
        matches!(s, Sense::Number(w) if w.role == NumberRole::Article).then_some(())
    });
    one.map(|_| (1, at + len))
}

/// A vague number of periods with both ends (*a few*), and the token behind it.
pub(super) fn few(reading: &Reading<'_>, at: usize) -> Option<((i64, i64), usize)> {
    let atom = words(reading, at)?;
    let (low, high) = atom.vague?;
    Some(((low?.to_i64()?, high?.to_i64()?), atom.tokens.end))
}

/// Which one is counted: an ordinal, or *the last*.
pub(super) fn which(reading: &Reading<'_>, at: usize) -> Option<(i16, usize, Option<RuleId>)> {
    let last =
        reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Last)).then_some(()));
    if let Some((len, (), rule)) = last {
        return Some((-1, at + len, Some(rule)));
    }
    let (n, end) = ordinal(reading, at)?;
    let last =
        reading.sense(end, |s| matches!(s, Sense::Calendar(CalendarWord::Last)).then_some(()));
    Some(match last {
        Some((len, (), rule)) => (-i16::from(n), end + len, Some(rule)),
        None => (i16::from(n), end, None),
    })
}

/// An ordinal from 1 to 99: `3.`, `3rd`, *third*.
pub(super) fn ordinal(reading: &Reading<'_>, at: usize) -> Option<(i8, usize)> {
    if reading.kind(at) == Some(TokenKind::Digits) {
        let (number, end) = day_at(reading, at, 99)?;
        return (end > at + 1).then_some((number, end));
    }
    let atom = words(reading, at).filter(|a| a.ordinal)?;
    let number = i8::try_from(atom.value?.to_i64()?).ok()?;
    (number > 0).then_some((number, atom.tokens.end))
}

/// A year in four digits, and the token behind it.
pub(super) fn year(reading: &Reading<'_>, i: usize) -> Option<(i16, usize)> {
    let word = reading.word(i);
    let shape = reading.kind(i) == Some(TokenKind::Digits)
        && word.len() == 4
        && (!goes_on(reading, i) || reading.is_mark(i + 1, "/"));
    let year: i16 = word.parse().ok().filter(|_| shape)?;
    YEARS.contains(&year).then_some((year, i + 1))
}

/// A year in words (*two thousand and five*, *nineteen eighty-four*), and the token behind it.
pub(super) fn spoken_year(reading: &Reading<'_>, at: usize) -> Option<(i16, usize)> {
    let plain = |at: usize| {
        let atom =
            words(reading, at).filter(|a| !a.ordinal && a.ratio.is_none() && a.vague.is_none())?;
        let value = i16::try_from(atom.value.filter(|v| v.is_integer())?.to_i64()?).ok()?;
        Some((value, atom.tokens.end))
    };
    let (first, end) = plain(at)?;
    if YEARS.contains(&first) {
        // *in May two thousand people*
        let counts = first % 100 == 0
            && reading.kind(end) == Some(TokenKind::Word)
            && !reading.pack.function_words.contains(reading.folded(end));
        return (!counts).then_some((first, end));
    }
    let century = (10..=20).contains(&first);
    let (second, end) = plain(end).filter(|(n, _)| century && (0..100).contains(n))?;
    match second {
        // *nineteen zero one*
        0 => plain(end).filter(|(n, _)| (1..10).contains(n)).map(|(n, end)| (100 * first + n, end)),
        10.. => Some((100 * first + second, end)),
        _ => None,
    }
}

/// A year of two digits behind a month, too high for a day, with nothing behind it (*3 Feb 82.*).
pub(super) fn short_year(reading: &Reading<'_>, at: usize) -> Option<(i16, usize)> {
    let digits = reading.kind(at) == Some(TokenKind::Digits) && reading.word(at).len() == 2;
    let year: i16 = reading.word(at).parse().ok().filter(|y| digits && *y > 31)?;
    let next = at + 1;
    let ends = next >= reading.len()
        || reading.sentence_of(next) != reading.sentence_of(at)
        || reading.is_mark(next, ".;:!?)\"”“»«") && !reading.glued(next + 1);
    ends.then_some((century(year), next))
}

/// A year of three digits right behind the word for it (*im Jahr* 578), if nothing follows that it could count.
pub(super) fn early_year(reading: &Reading<'_>, at: usize) -> Option<(i16, usize)> {
    let digits = reading.kind(at) == Some(TokenKind::Digits) && reading.word(at).len() == 3;
    let named = |s: &Sense| {
        matches!(s, Sense::Calendar(CalendarWord::Grain(Grain::Year, false))).then_some(())
    };
    let (len, ..) = reading.sense_before(at, named).filter(|_| digits)?;
    let article =
        |s: &Sense| matches!(s, Sense::Number(w) if w.role == NumberRole::Article).then_some(());
    // *every year 500 ships*
    let each = reading.inside_cue(at - 1);
    let free = !each && reading.sense_before(at - len, article).is_none() && !goes_on(reading, at);
    let next = at + 1;
    let closed = match reading.kind(next) {
        Some(TokenKind::Mark) => !reading.is_mark(next, "%€$£°") && !reading.glued(next + 1),
        Some(TokenKind::Word) if reading.pack.nouns_capitalised => !reading.upper(next),
        Some(TokenKind::Word) => reading.pack.function_words.contains(reading.folded(next)),
        _ => next == reading.len(),
    };
    let year = reading.word(at).parse().ok().filter(|_| free && closed)?;
    Some((year, next))
}

/// A day of the month as a cardinal in words, where month and year are beside it (*January twenty-five, 1986*).
pub(super) fn day_in_words(
    reading: &Reading<'_>,
    at: usize,
    behind_month: bool,
) -> Option<(i8, usize)> {
    let atom = words(reading, at)
        .filter(|a| !a.digits && !a.ordinal && a.ratio.is_none() && a.vague.is_none())?;
    let day = i8::try_from(atom.value?.to_i64()?).ok().filter(|d| (1..=31).contains(d))?;
    let mut end = atom.tokens.end;
    if !behind_month {
        let month = reading
            .sense(end, |s| matches!(s, Sense::Calendar(CalendarWord::Month(..))).then_some(()));
        end += month?.0;
    }
    let at_year = end + usize::from(reading.is_mark(end, ","));
    (year(reading, at_year).is_some() || spoken_year(reading, at_year).is_some())
        .then_some((day, atom.tokens.end))
}

/// *am siebten vierten*, *Donnerstag, den 7. vierten*: day and month both as ordinals, one of them in words, in languages that
/// write months so; and the token behind them.
pub(super) fn month_by_number(reading: &Reading<'_>, at: usize) -> Option<(i8, i8, usize)> {
    reading.pack.ordinal_mark?;
    let announced = |s: &Sense| match s {
        Sense::Calendar(CalendarWord::DayCue | CalendarWord::Weekday(..)) => Some(()),
        _ => None,
    };
    reading.sense_before(at, announced)?;
    let (day, next) = ordinal(reading, at).filter(|(d, _)| *d <= 31)?;
    let slash = reading.is_mark(next, "/") && reading.glued(next) && reading.glued(next + 1);
    let second = next + usize::from(slash);
    let (month, end) = ordinal(reading, second).filter(|(m, _)| *m <= 12)?;
    let spoken = [at, second].iter().any(|&k| reading.kind(k) == Some(TokenKind::Word));
    let noun = reading.kind(end) == Some(TokenKind::Word)
        && reading.upper(end)
        && reading.sentence_of(end) == reading.sentence_of(at);
    (spoken && !noun && civil::Date::new(2000, month, day).is_ok()).then_some((day, month, end))
}

/// Whether the digits at `i` go on into a longer figure (`2024,5`, `2024.11`).
pub(super) fn goes_on(reading: &Reading<'_>, i: usize) -> bool {
    let goes_on = reading.is_mark(i + 1, ".,:/'%°") && reading.glued(i + 1) && reading.glued(i + 2);
    goes_on && reading.kind(i + 2) == Some(TokenKind::Digits)
}

pub(super) fn is_letter_or_digit(reading: &Reading<'_>, at: usize) -> bool {
    reading.glued(at) && reading.kind(at).is_some_and(|k| k != TokenKind::Mark)
}

/// A day of the month: `27.`, `27th`, *siebter*, or `27` before or behind a month.
pub(super) fn day(reading: &Reading<'_>, at: usize) -> Option<(i8, usize)> {
    if reading.kind(at) == Some(TokenKind::Word) {
        return ordinal(reading, at).filter(|(n, _)| *n <= 31);
    }
    let glued = reading.glued(at) && at > 0;
    // `Feb13`
    let of_month = glued
        && reading.kind(at - 1) == Some(TokenKind::Word)
        && !is_letter_or_digit(reading, at + 1)
        && reading
            .sense(at - 1, |s| matches!(s, Sense::Calendar(CalendarWord::Month(..))).then_some(()))
            .is_some();
    if glued
        && !of_month
        && (reading.kind(at - 1) != Some(TokenKind::Mark) || reading.is_mark(at - 1, ".,:'$€£#/%"))
    {
        return None;
    }
    day_at(reading, at, 31)
}

pub(super) fn day_at(reading: &Reading<'_>, at: usize, most: i8) -> Option<(i8, usize)> {
    let word = reading.word(at);
    let digits = reading.kind(at) == Some(TokenKind::Digits) && word.len() <= 2;
    let day: i8 = word.parse().ok().filter(|d| digits && (1..=most).contains(d))?;
    let next = at + 1;
    let dotted = reading.pack.ordinal_mark.is_some_and(|m| reading.word(next).starts_with(m));
    let ending = reading.glued(next)
        && reading.pack.ordinal_endings.iter().any(|e| e == reading.folded(next));
    Some((day, if reading.glued(next) && (dotted || ending) { next + 1 } else { next }))
}

/// Whether the next part of the date, behind joiners, is a month.
pub(super) fn is_month_next(reading: &Reading<'_>, mut at: usize) -> bool {
    loop {
        let word = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Month(..)) => Some(true),
            Sense::Calendar(CalendarWord::Joiner) => Some(false),
            _ => None,
        });
        match word {
            Some((_, true, _)) => return true,
            Some((len, false, _)) => at += len,
            None => return false,
        }
    }
}

/// Whether *of this month*, *des Monats* follows.
pub(super) fn is_this_month(reading: &Reading<'_>, mut at: usize) -> bool {
    let of = reading.sense(at, |s| match s {
        Sense::Calendar(CalendarWord::Joiner) | Sense::Cue(Cue::OfPreposition) => Some(()),
        _ => None,
    });
    at += of.map_or(0, |o| o.0);
    reading
        .sense(at, |s| {
            matches!(s, Sense::Calendar(CalendarWord::Relative(Grain::Month, _))).then_some(())
        })
        .is_some()
        || reading
            .sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Shift(_))).then_some(()))
            .is_some_and(|(len, (), _)| {
                reading
                    .sense(at + len, |s| {
                        matches!(s, Sense::Calendar(CalendarWord::Grain(Grain::Month, _)))
                            .then_some(())
                    })
                    .is_some()
            })
}

/// Whether a word behind a number makes it more than a day: a unit, or a number word other than a joiner.
pub(super) fn counts(sense: &Sense) -> bool {
    match sense {
        Sense::Unit(..) => true,
        Sense::Number(word) => word.role != NumberRole::Joiner,
        _ => false,
    }
}
