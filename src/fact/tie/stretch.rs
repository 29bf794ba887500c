use std::ops::Range;

use crate::fact::tie::length::{is_amount, is_counted_day, is_named_day};
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::{Away, CalendarWord, Cue, Sense};
use crate::parse::Kind;

/// *opened in 1974 and closed in 2004 after 30 years*, *from 3 to 17 May, two weeks*, *left at 6 on Monday and came at 6 on Tuesday,
/// after 24 hours*: a length of time with the two times that it lies between; and *opened in 1974. After 38 years it is now …*: one of
/// them, the other is when the text appeared.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for length in 0..scene.facts.len() {
        let mention = scene.mention(length);
        if scene.in_sentence(mention.sentence as usize).len() > MOST {
            continue;
        }
        if is_counted_day(scene, length)
            && let Some(from) = until_now(scene, length)
        {
            // *in 1996 … Now, eight years later*: the day that is counted is when the text appeared.
            found.push(scene.tie(Relation::Since, &[length, from]));
        }
        if mention.kind != Kind::Duration || mention.unread || !mention.value.is_point() {
            continue;
        }
        if let Some((from, to)) = two_days(scene, length) {
            found.push(scene.tie(Relation::Days, &[length, from, to]));
        }
        if let Some((days, times)) = daily(scene, length) {
            found.push(scene.tie(Relation::Daily, &[length, days, times]));
        }
        if let Some((from, to)) = years(scene, length).or_else(|| years_behind(scene, length)) {
            found.push(scene.tie(Relation::Elapsed, &[length, from, to]));
        } else if let Some(from) = until_now(scene, length) {
            found.push(scene.tie(Relation::Since, &[length, from]));
        }
        if let Some(range) = range_of_days(scene, length) {
            found.push(scene.tie(Relation::Stretch, &[length, range]));
        }
        if let Some(facts) = hours(scene, length) {
            found.push(scene.tie(Relation::Hours, &facts));
        }
    }
    for counted in 1..scene.facts.len() {
        // *founded in 1920, 80 years ago*
        let named = counted - 1;
        let one = scene.mention(named).sentence == scene.mention(counted).sentence;
        let between = scene.between(named, counted);
        let comma = between.clone().any(|i| scene.ctx.reading.is_mark(i, ",(–"));
        let beside = between.len() <= 2 && comma;
        let year = scene.mention(named).date.is_some_and(|d| d.day.is_none());
        if one && beside && year && is_named_day(scene, named) && is_counted_day(scene, counted) {
            found.push(scene.tie(Relation::SameDay, &[counted, named]));
        }
    }
}

/// A time of which the year is said, and no more than the month.
fn has_year(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let date = mention.date.filter(|_| mention.kind == Kind::Date);
    let said = date.and_then(|d| d.year).map(|y| y.to_string());
    let text = mention.span.of(scene.ctx.reading.text);
    said.is_some_and(|y| text.contains(&y)) && date.is_some_and(|d| d.extent.is_none())
}

/// Whether one of these words of time stands in a range of tokens.
fn has_away(scene: &Scene<'_, '_, '_>, tokens: Range<usize>, wanted: &[Away]) -> bool {
    let away = |s: &Sense| match s {
        Sense::Calendar(CalendarWord::Away(a)) if wanted.contains(a) => Some(()),
        _ => None,
    };
    tokens.into_iter().any(|i| scene.ctx.reading.sense(i, away).is_some())
}

/// Figures of a sentence in which it can be told which belong to a length.
const MOST: usize = 40;
/// Tokens between a length and the times around it.
const NEAR: usize = 5;

/// Whether a length is said to lie between the times before it: behind a mark, or with a word of time.
fn is_worked_out(scene: &Scene<'_, '_, '_>, length: usize, between: &Range<usize>) -> bool {
    let reading = scene.ctx.reading;
    let end = scene.mention(length).outer.end as usize;
    let words = [Cue::Hence, Cue::Amounts, Cue::Total, Cue::Lasts];
    let said = scene.has(between.start..end + 2, &words)
        || has_away(scene, between.start..end + 2, &[Away::After, Away::Later]);
    // *after 30 years of losses*, *ten years earlier* are other lengths.
    let of = reading.is_cue(end, &[Cue::OfPreposition, Cue::More, Cue::Less])
        || has_away(scene, between.start..end + 2, &[Away::Earlier, Away::Before, Away::Ago]);
    let closed = end >= reading.len() || reading.is_mark(end, ".,;)–—!") || is_adverb(scene, end);
    said && !of && closed
}

/// *ten years long*, *40 years later*: whether one word and a mark close what a length says.
fn is_adverb(scene: &Scene<'_, '_, '_>, at: usize) -> bool {
    let reading = scene.ctx.reading;
    reading.kind(at) == Some(crate::text::TokenKind::Word) && reading.is_mark(at + 1, ".,;)–—!")
}

/// The two years right before a length of years.
fn years(scene: &Scene<'_, '_, '_>, length: usize) -> Option<(usize, usize)> {
    let opening = scene.in_sentence(scene.mention(length).sentence as usize).start;
    let all = (opening..length).filter(|&f| scene.mention(f).kind == Kind::Date);
    let [from, to] = all.collect::<Vec<usize>>()[..] else { return None };
    let dates = has_year(scene, from) && has_year(scene, to);
    let others = (to + 1..length).any(|f| !scene.mention(f).is_calendar());
    let between = scene.between(to, length);
    // *from 1912 to 1915, three years.*
    let end = scene.mention(length).outer.end as usize;
    let bare = between.len() == 1
        && scene.ctx.reading.is_mark(between.start, ",(–—")
        && (end >= scene.ctx.reading.len() || scene.ctx.reading.is_mark(end, ".,;)–—"));
    let said = bare || is_worked_out(scene, length, &between);
    (dates && !others && between.len() <= NEAR && said).then_some((from, to))
}

/// *for ten years, from 1998 until 2008*; *It took 16 years between the flood of 1987 and that of 2003*: the two years right behind a
/// length, the only ones of the sentence.
fn years_behind(scene: &Scene<'_, '_, '_>, length: usize) -> Option<(usize, usize)> {
    const LEAD: usize = 4;
    let (from, to) = (length + 1, length + 2);
    let sentence = scene.mention(length).sentence as usize;
    let here = scene.in_sentence(sentence);
    let dates: Vec<usize> = here.filter(|&f| scene.mention(f).kind == Kind::Date).collect();
    if dates != [from, to] || !has_year(scene, from) || !has_year(scene, to) {
        return None;
    }
    let start = scene.mention(length).outer.start as usize;
    let between = scene.between(length, from);
    let comma = between.len() <= LEAD
        && between.clone().any(|i| scene.ctx.reading.is_mark(i, ",(–—"))
        && scene.is_behind(from, &[Cue::ChangeFrom])
        && scene.between(from, to).len() <= 2;
    let lasted = scene.has(start.saturating_sub(LEAD)..start, &[Cue::Lasts])
        && !between.into_iter().any(|i| scene.ctx.reading.is_mark(i, ",;:"));
    (comma || lasted).then_some((from, to))
}

/// *began on 2 April and was over on 9 April, seven days later*: the two days right before a length.
fn two_days(scene: &Scene<'_, '_, '_>, length: usize) -> Option<(usize, usize)> {
    let (from, to) = (length.checked_sub(2)?, length - 1);
    let day = |f: usize| {
        let mention = scene.mention(f);
        let date = mention.date.filter(|_| mention.kind == Kind::Date);
        date.is_some_and(|d| d.day.is_some() && d.month.is_some() && d.extent.is_none())
    };
    let one = scene.mention(from).sentence == scene.mention(length).sentence;
    let between = scene.between(to, length);
    let worked_out = is_worked_out(scene, length, &between);
    (one && day(from) && day(to) && between.len() <= NEAR && worked_out).then_some((from, to))
}

/// *from 4 to 7 May, from 8 to 18 o'clock each day … the 40 hours*: the one range of days and the one range of times of day on each of
/// them, where no other length is told.
fn daily(scene: &Scene<'_, '_, '_>, length: usize) -> Option<(usize, usize)> {
    let own = scene.mention(length).sentence as usize;
    let here = scene.in_sentence(own.saturating_sub(1)).start..scene.in_sentence(own).end;
    let range = |kind: Kind| {
        let iso = |f: usize| scene.mention(f).iso.as_ref().is_some_and(|iso| iso.contains('/'));
        let mut all = here.clone().filter(|&f| scene.mention(f).kind == kind && iso(f));
        all.next().filter(|_| all.next().is_none())
    };
    let (days, times) = (range(Kind::Date)?, range(Kind::Time)?);
    let end = scene.mention(times).outer.end as usize;
    let start = scene.mention(times).outer.start as usize;
    let each = scene.has(start.saturating_sub(NEAR)..end + NEAR, &[Cue::Per, Cue::Each]);
    let lengths = here.filter(|&f| scene.mention(f).kind == Kind::Duration).count();
    (each && lengths == 1 && length > days && length > times).then_some((days, times))
}

/// The only year of the sentence before a length that is said to end now.
fn until_now(scene: &Scene<'_, '_, '_>, length: usize) -> Option<usize> {
    const BEHIND: usize = 6;
    let mention = scene.mention(length);
    let sentence = (mention.sentence as usize).checked_sub(1)?;
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let opens = scene.sentence(sentence + 1).start;
    let away = has_away(scene, start.saturating_sub(1)..end + 2, &[Away::After, Away::Later]);
    let now = scene.has(opens..end + BEHIND, &[Cue::Now]);
    if !away
        || !now
        || start.saturating_sub(opens) > NEAR
        || scene.ctx.reading.is_cue(end, &[Cue::OfPreposition])
    {
        return None;
    }
    let dates = |f: &usize| scene.mention(*f).kind == Kind::Date;
    let mut before = scene.in_sentence(sentence).filter(dates);
    let (Some(from), None) = (before.next(), before.next()) else { return None };
    has_year(scene, from).then_some(from)
}

/// The range of days beside a length of days or weeks.
fn range_of_days(scene: &Scene<'_, '_, '_>, length: usize) -> Option<usize> {
    let reading = scene.ctx.reading;
    let is_range = |f: &usize| {
        let mention = scene.mention(*f);
        let iso = mention.iso.as_deref().unwrap_or_default();
        mention.kind == Kind::Date && iso.contains('/') && mention.clock.is_none()
    };
    let beside = [length.checked_sub(1), Some(length + 1)];
    beside.into_iter().flatten().filter(|&f| f < scene.facts.len()).find(|f| {
        let (first, second) = ((*f).min(length), (*f).max(length));
        let between = scene.between(first, second);
        let set_off = between.clone().any(|i| reading.is_mark(i, ",(–—:"))
            || scene.has(between.clone(), &[Cue::Lasts]);
        let end = scene.mention(length).outer.end as usize;
        let of = reading.is_cue(end, &[Cue::OfPreposition]) && *f < length;
        let joined = scene.has(between.clone(), &[Cue::Coordinator]);
        let one = scene.mention(first).sentence == scene.mention(second).sentence;
        one && is_range(f) && set_off && between.len() <= NEAR && !of && !joined
    })
}

/// A length of hours with two times of day, each of a weekday: the length, the times, the weekdays.
fn hours(scene: &Scene<'_, '_, '_>, length: usize) -> Option<Vec<usize>> {
    let mention = scene.mention(length);
    let own = mention.sentence as usize;
    let definite = scene.has(scene.before(length), &[Cue::Definite]);
    let first = if definite { own.saturating_sub(1) } else { own };
    let here = scene.in_sentence(first).start..scene.in_sentence(own).end;
    let times: Vec<usize> = here.clone().filter(|&f| scene.mention(f).kind == Kind::Time).collect();
    let lengths = here.clone().filter(|&f| scene.mention(f).kind == Kind::Duration).count();
    let [start, end] = times[..] else { return None };
    let clock = |f: usize| {
        let m = scene.mention(f);
        m.clock.is_some() && m.iso.as_ref().is_some_and(|iso| !iso.contains('/'))
    };
    let day = |time: usize| {
        let beside = [time.checked_sub(1), Some(time + 1)].into_iter().flatten();
        let named = |f: &usize| {
            let date = scene.mention(*f).date.filter(|_| scene.mention(*f).kind == Kind::Date);
            let (a, b) = ((*f).min(time), (*f).max(time));
            date.is_some_and(|d| d.weekday_of().is_some()) && scene.between(a, b).len() <= 2
        };
        std::iter::once(time)
            .filter(|&t| scene.mention(t).date.is_some_and(|d| d.weekday_of().is_some()))
            .chain(beside.filter(|f| here.contains(f)).filter(named))
            .next()
    };
    let fits = is_amount(mention) && lengths == 1 && clock(start) && clock(end);
    let (from, to) = (day(start)?, day(end)?);
    (fits && from != to).then(|| vec![length, start, end, from, to])
}
