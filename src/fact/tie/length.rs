use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::{Away, CalendarWord, Cue, Sense};
use crate::parse::Kind;

/// *from 9 to 12 o'clock, that is four hours*: a length of time beside the times of day it goes from and to; and *two days later, on
/// 12 November*: a day that is counted and then named.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for length in 0..scene.facts.len() {
        let times = times_before(scene, length).or_else(|| begun_and_over(scene, length));
        if let Some((start, end)) = times {
            found.push(scene.tie(Relation::Times, &[length, start, end]));
        }
    }
    for counted in 0..scene.facts.len() {
        if let Some((from, to)) = elapsed(scene, counted) {
            found.push(scene.tie(Relation::Elapsed, &[counted, from, to]));
        }
        if let Some(from) = since(scene, counted) {
            found.push(scene.tie(Relation::Since, &[counted, from]));
        }
    }
    for first in 0..scene.facts.len().saturating_sub(1) {
        let second = first + 1;
        if let Some(start) = day_before(scene, first, second) {
            found.push(scene.tie(Relation::Days, &[first, start, second]));
        }
        if scene.mention(first).sentence != scene.mention(second).sentence {
            continue;
        }
        if let Some((length, range)) = times(scene, first, second) {
            found.push(scene.tie(Relation::Length, &[length, range]));
        }
        if is_counted_day(scene, first)
            && is_apposed(scene, first, second)
            && is_named_day(scene, second)
        {
            found.push(scene.tie(Relation::SameDay, &[first, second]));
        }
    }
}

/// A length of time and a range of times of day that stand side by side, in brackets or behind a comma.
fn times(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> Option<(usize, usize)> {
    let is_length = |f: usize| {
        let mention = scene.mention(f);
        mention.kind == Kind::Duration && mention.value.is_point() && !mention.unread
    };
    let is_range = |f: usize| {
        let mention = scene.mention(f);
        mention.kind == Kind::Time && mention.iso.as_ref().is_some_and(|iso| iso.contains('/'))
    };
    let (length, range) = if is_length(first) && is_range(second) {
        (first, second)
    } else if is_range(first) && is_length(second) {
        (second, first)
    } else {
        return None;
    };
    let between = scene.between(first, second);
    let apposed =
        between.len() <= APART && between.clone().any(|i| scene.ctx.reading.is_mark(i, ",(–—:"));
    let predicate = scene.has(between, &[Cue::Auxiliary, Cue::Modal, Cue::Coordinator]);
    // *eight hours of work*: of something else.
    let end = scene.mention(length).outer.end as usize;
    let of = scene.has(end.saturating_sub(1)..end + 1, &[Cue::OfPreposition]);
    (apposed && !predicate && !of).then_some((length, range))
}

/// *The first went down at 7.52, and at 9.07 the last was lifted off. Those two hours …*: the only two times of day of the sentence
/// before, where a definite word stands before the length that opens the next.
fn times_before(scene: &Scene<'_, '_, '_>, length: usize) -> Option<(usize, usize)> {
    const OPENING: usize = 3;
    let mention = scene.mention(length);
    let sentence = (mention.sentence as usize).checked_sub(1)?;
    let start = mention.outer.start as usize;
    let opens = start.saturating_sub(scene.sentence(sentence + 1).start) <= OPENING;
    let definite = start > 0 && scene.ctx.reading.is_cue(start - 1, &[Cue::Definite]);
    let is_length = mention.kind == Kind::Duration && mention.value.is_point() && !mention.unread;
    if !is_length || !opens || !definite {
        return None;
    }
    let before: Vec<usize> =
        scene.in_sentence(sentence).filter(|&f| scene.mention(f).kind == Kind::Time).collect();
    let [first, last] = before[..] else { return None };
    let clock = |f: usize| {
        let mention = scene.mention(f);
        mention.clock.is_some() && mention.iso.as_ref().is_some_and(|iso| !iso.contains('/'))
    };
    (clock(first) && clock(last)).then_some((first, last))
}

/// *The 24-hour strike begins at 3 and ends at midnight*: the two times of day behind the one length of a sentence, the first of a start
/// and the second of an end.
fn begun_and_over(scene: &Scene<'_, '_, '_>, length: usize) -> Option<(usize, usize)> {
    let mention = scene.mention(length);
    if mention.kind != Kind::Duration || !is_amount(mention) {
        return None;
    }
    let here = scene.in_sentence(mention.sentence as usize);
    let of = |kind: Kind| {
        let all: Vec<usize> = here.clone().filter(|&f| scene.mention(f).kind == kind).collect();
        all
    };
    let ([_], [first, last]) = (&of(Kind::Duration)[..], &of(Kind::Time)[..]) else { return None };
    let clock = |f: usize| {
        let mention = scene.mention(f);
        mention.clock.is_some() && mention.iso.as_ref().is_some_and(|iso| !iso.contains('/'))
    };
    // *It began at 10, ended at 2 and took four hours.*
    let between = if *last < length { scene.between(*last, length) } else { 0..0 };
    let behind = scene.has(between.clone(), &[Cue::Lasts]) && !scene.has(between, &[Cue::Definite]);
    let before = if behind { here.start } else { length };
    let opening = scene.mention(before).outer.start as usize;
    let own = if behind { scene.sentence(mention.sentence as usize).start } else { opening };
    let starts = (*first > length || behind)
        && scene.has(own..scene.mention(*first).outer.start as usize, &[Cue::Starts]);
    let ends = scene.has(scene.between(*first, *last), &[Cue::Ends]);
    (starts && ends && clock(*first) && clock(*last)).then_some((*first, *last))
}

/// *It began on 9 November; the ducks followed three days later, on 12 November*: the day told of before a length that is counted from
/// it, where the day that it leads to is named right behind.
fn day_before(scene: &Scene<'_, '_, '_>, length: usize, end: usize) -> Option<usize> {
    let reading = scene.ctx.reading;
    let day = |f: usize| {
        let mention = scene.mention(f);
        let date = mention.date.filter(|_| mention.kind == Kind::Date);
        date.is_some_and(|d| d.day.is_some() && d.month.is_some() && d.extent.is_none())
    };
    let mention = scene.mention(length);
    let plain = mention.kind == Kind::Duration && is_amount(mention);
    if !plain || !day(end) || mention.sentence != scene.mention(end).sentence {
        return None;
    }
    let between = scene.between(length, end);
    let later =
        |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Away(Away::Later))).then_some(());
    let behind = mention.tokens.end as usize..between.end;
    let counted = behind.into_iter().any(|i| reading.sense(i, later).is_some());
    let comma = between.clone().any(|i| reading.is_mark(i, ",("));
    if !counted || !comma || between.len() > APART {
        return None;
    }
    let start = (0..length).rev().find(|&f| scene.mention(f).kind == Kind::Date)?;
    (day(start) && mention.sentence - scene.mention(start).sentence <= 1).then_some(start)
}

/// Whether a figure is one plain value.
pub(crate) fn is_amount(mention: &crate::parse::Mention) -> bool {
    mention.value.is_point() && !mention.unread && !mention.value.approximate
}

/// Tokens between a length and its ends.
const APART: usize = 4;

/// A bare year.
fn is_year(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let date = mention.date.filter(|_| mention.kind == Kind::Date);
    date.is_some_and(|d| d.year.is_some() && d.month.is_none() && d.extent.is_none())
}

/// *founded in 1912, it admitted women in 1982, that is 70 years later*: the two years from which a length is said to be worked out.
fn elapsed(scene: &Scene<'_, '_, '_>, counted: usize) -> Option<(usize, usize)> {
    const NEAR: usize = 3;
    let mention = scene.mention(counted);
    let length = mention.kind == Kind::Duration && is_amount(mention);
    let year = is_year(scene, counted) && is_counted_day(scene, counted);
    if !length && !year {
        return None;
    }
    let later =
        |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Away(Away::Later))).then_some(());
    let (start, end) = (mention.outer.start as usize, mention.tokens.end as usize);
    let told = start..end + NEAR;
    let behind = told.into_iter().any(|i| scene.ctx.reading.sense(i, later).is_some());
    let before = scene.before(counted).start.max(start.saturating_sub(NEAR))..start;
    if !behind || !scene.has(before, &[Cue::Hence, Cue::Amounts]) {
        return None;
    }
    let here = scene.in_sentence(mention.sentence as usize);
    let dates: Vec<usize> =
        (here.start..counted).filter(|&f| scene.mention(f).kind == Kind::Date).collect();
    let [from, to] = dates[..] else { return None };
    [from, to].iter().all(|&f| is_year(scene, f) && is_named_day(scene, f)).then_some((from, to))
}

/// *for the first time since 1998, thus after 27 years*: the year from which a length is counted to the day of publication.
fn since(scene: &Scene<'_, '_, '_>, length: usize) -> Option<usize> {
    const NEAR: usize = 2;
    let mention = scene.mention(length);
    let from = length.checked_sub(1)?;
    if mention.kind != Kind::Duration || !is_amount(mention) || !is_year(scene, from) {
        return None;
    }
    let between = scene.between(from, length);
    let comma = between.clone().any(|i| scene.ctx.reading.is_mark(i, ",("));
    let near = between.len() <= APART && mention.sentence == scene.mention(from).sentence;
    let end = mention.outer.end as usize;
    let hence = scene.has(between.start..end + NEAR, &[Cue::Hence, Cue::Amounts]);
    let back = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Side(false))).then_some(());
    let start = scene.mention(from).tokens.start as usize;
    let since = scene.ctx.reading.sense_before(start, back).is_some();
    (comma && near && hence && since).then_some(from)
}

/// Whether a day is one that the text counts, and names no month of.
pub(crate) fn is_counted_day(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let tokens = mention.outer.start as usize..mention.outer.end as usize;
    let calendar = |i: usize, wanted: fn(&CalendarWord) -> bool| {
        scene
            .ctx
            .reading
            .sense(i, |s| match s {
                Sense::Calendar(word) if wanted(word) => Some(()),
                _ => None,
            })
            .is_some()
    };
    let month = |w: &CalendarWord| matches!(w, CalendarWord::Month(..) | CalendarWord::Weekday(..));
    let away = |w: &CalendarWord| matches!(w, CalendarWord::Away(_));
    mention.kind == Kind::Date
        && mention.date.is_some_and(|d| d.span().is_some())
        && tokens.clone().any(|i| calendar(i, away))
        && !tokens.clone().any(|i| calendar(i, month))
}

/// Whether a date is said with year, month or day, and not counted.
pub(crate) fn is_named_day(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    mention.kind == Kind::Date
        && mention.date.is_some_and(|d| d.span().is_some() && d.extent.is_none())
        && !is_counted_day(scene, fact)
}

/// Whether nothing but a comma or bracket and small words stand between two figures.
fn is_apposed(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> bool {
    let reading = scene.ctx.reading;
    let between = scene.between(first, second);
    let small = |i: usize| {
        reading.is_mark(i, ",(")
            || reading.is_cue(
                i,
                &[Cue::Preposition, Cue::PlacePreposition, Cue::Contraction, Cue::Definite],
            )
    };
    (1..=3).contains(&between.len())
        && between.clone().any(|i| reading.is_mark(i, ",("))
        && between.into_iter().all(small)
}
