use jiff::civil;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Mention, Relation};

/// A length of time that is not the one from start to end.
pub struct DurationMismatch;

/// Years by which a count of years may miss a year that is named.
const YEARS: i64 = 1;

impl Check for DurationMismatch {
    fn id(&self) -> &'static str {
        "duration-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for lengths of time that are not what lies between the times beside them, and for counted days that are not the day named \
behind them.

Why it matters: one of the three is wrong, and readers plan by it.

Example: open from 9 to 13 o'clock, three hours – it is four; it began on 9 November, and spread two days later, on 12 November; \
60 years ago, in 1939, in an article of 2009. An anniversary may be off by one.

What it cannot see: times that stand in other sentences, and what lies between them with breaks."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in case.ties.iter().filter(|t| are_said(case, &t.facts)) {
            if let [length, start, end] = tie.facts[..]
                && let Some(proof) = three(case, tie.relation, length, start, end)
            {
                out.push(finding(self.id(), case, length, &[start, end], proof));
            }
            if let (Relation::Daily, &[length, days, times]) = (tie.relation, &tie.facts[..])
                && let Some(proof) = daily(case, length, days, times)
            {
                out.push(finding(self.id(), case, length, &[days, times], proof));
            }
            if let (Relation::Hours, &[length, start, end, from, to]) =
                (tie.relation, &tie.facts[..])
                && let Some(proof) = hours(case, length, (start, from), (end, to))
            {
                out.push(finding(self.id(), case, length, &[start, end], proof));
            }
            let [first, second] = tie.facts[..] else { continue };
            let proof = match tie.relation {
                Relation::Length => between(case, first, second),
                Relation::Stretch => stretch(case, first, second),
                Relation::SameDay => same_day(case, first, second),
                Relation::Since => since(case, tie.published, first, second),
                _ => None,
            };
            if let Some(proof) = proof {
                out.push(finding(self.id(), case, first, &[second], proof));
            }
        }
    }
}

/// The time from start to end, where it cannot be the length that is stated.
fn between(case: &Case<'_>, length: FactId, range: FactId) -> Option<String> {
    let iso = mention(case, range).iso.as_ref()?;
    let (from, to) = iso.split_once('/')?;
    off(case, length, (from, minutes(from)?), (to, minutes(to)?))
}

/// The time from start to end, as text and in minutes of a day, where it cannot be the length.
fn off(case: &Case<'_>, length: FactId, from: (&str, i64), to: (&str, i64)) -> Option<String> {
    const DAY: i64 = 24 * 60;
    let ((from, start), (to, end)) = (from, to);
    let unit = mention(case, length).unit.as_ref()?;
    let said = Reach::of(mention(case, length), Precision::Rounded)?;
    let seconds = |m: i64| Reach::exactly(whole(60 * m));
    let apart = (end - start).rem_euclid(DAY);
    // In hours of the clock that goes to twelve, half a day more may be meant.
    let day = if apart == 0 { DAY } else { apart };
    let may_be = [day, (apart + DAY / 2).rem_euclid(DAY)];
    let short = stated(mention(case, length))? <= whole(60 * DAY);
    if unit.dimension != DURATION || !short || may_be.iter().any(|&m| said.meets(&seconds(m))) {
        return None;
    }
    let is = whole(60 * apart) / &unit.factor;
    let said = stated(mention(case, length))? / &unit.factor;
    Some(format!("{to} - {from} = {}, not {}", shown(&is, 2), shown(&said, 2)))
}

/// The same for ties of three: a length with two times of day, or with two days.
fn three(
    case: &Case<'_>,
    relation: Relation,
    length: FactId,
    start: FactId,
    end: FactId,
) -> Option<String> {
    let (a, b) = (mention(case, start), mention(case, end));
    match relation {
        Relation::Times => {
            let clock = |m: &Mention| m.clock.map(|c| 60 * i64::from(c.hour) + i64::from(c.minute));
            let (from, to) = (a.iso.as_ref()?, b.iso.as_ref()?);
            off(case, length, (from, clock(a)?), (to, clock(b)?))
        }
        Relation::Elapsed => {
            let year = |m: &Mention| m.date.and_then(|d| d.year).map(i64::from);
            let (from, to) = (year(a)?, year(b)?);
            // It is counted from the later of the two.
            let said = elapsed(mention(case, length), to)?;
            let slack = if mention(case, length).value.approximate { YEARS + 1 } else { YEARS };
            let off = (to - from - said).abs() > slack && to > from;
            off.then(|| format!("{to} - {from} = {}, not {said}", to - from))
        }
        Relation::Days => {
            // A day without a year is of the same year as the other.
            let year = a.date?.year.or(b.date?.year).unwrap_or(LEAP);
            let day = |m: &Mention| {
                civil::Date::new(m.date?.year.unwrap_or(year), m.date?.month?, m.date?.day?).ok()
            };
            let (from, to) = (day(a)?, day(b)?);
            let days = to.duration_since(from).as_hours() / 24;
            let said = Reach::of(mention(case, length), Precision::Rounded)?;
            let unit = mention(case, length).unit.as_ref()?;
            // Both days may be counted.
            let seconds = |days: i64| Some(whole(days * 24 * 60 * 60));
            let is = Reach { low: seconds(days), high: seconds(days + 1) };
            if unit.dimension != DURATION || days <= 0 || said.meets(&is) {
                return None;
            }
            let (is, said) = (
                whole(days * 24 * 60 * 60) / &unit.factor,
                stated(mention(case, length))? / &unit.factor,
            );
            Some(format!("{to} - {from} = {}, not {}", shown(&is, 1), shown(&said, 1)))
        }
        _ => None,
    }
}

/// Years that a length, or a year counted from `from`, goes on.
fn elapsed(counted: &Mention, from: i64) -> Option<i64> {
    if let Some(year) = counted.date.and_then(|d| d.year) {
        return Some(i64::from(year) - from);
    }
    let unit = counted.unit.as_ref().filter(|u| u.factor == whole(MONTHS))?;
    (stated(counted)? / &unit.factor).to_integer().try_into().ok()
}

/// A year with all days.
const LEAP: i16 = 2000;

/// Months of a year.
const MONTHS: i64 = 12;
/// The dimension of lengths of time.
const DURATION: &str = "duration";

/// `T09:30` in minutes.
fn minutes(iso: &str) -> Option<i64> {
    let (_, clock) = iso.split_once('T')?;
    let hour: i64 = clock.get(0..2)?.parse().ok()?;
    let minute: i64 = clock.get(3..5).map_or(Some(0), |m| m.parse().ok())?;
    (clock.len() <= 5).then_some(60 * hour + minute)
}

/// The years from a year to publication, where they cannot be the length.
fn since(
    case: &Case<'_>,
    published: Option<civil::Date>,
    length: FactId,
    from: FactId,
) -> Option<String> {
    let from = i64::from(mention(case, from).date?.year?);
    let now = i64::from(published?.year());
    let said = elapsed(mention(case, length), from)?;
    ((now - from - said).abs() > YEARS && now > from)
        .then(|| format!("{now} - {from} = {}, not {said}", now - from))
}

/// The days of a range, counted with both ends or without one, where the length can be neither.
fn stretch(case: &Case<'_>, length: FactId, range: FactId) -> Option<String> {
    const DAY: i64 = 24 * 60 * 60;
    const WEEK: i64 = 7;
    let unit = mention(case, length).unit.as_ref()?;
    let iso = mention(case, range).iso.as_ref()?;
    let (from, to) = ends(iso)?;
    if unit.factor == whole(MONTHS) && unit.dimension != DURATION {
        let is = i64::from(to.year()) - i64::from(from.year());
        let said: i64 =
            (stated(mention(case, length))? / &unit.factor).to_integer().try_into().ok()?;
        return ((is - said).abs() > YEARS && is > 0)
            .then(|| format!("{} - {} = {is}, not {said}", to.year(), from.year()));
    }
    let days = to.duration_since(from).as_hours() / 24;
    let said = Reach::of(mention(case, length), Precision::Rounded)?;
    let is = Reach { low: Some(whole(days * DAY)), high: Some(whole((days + 1) * DAY)) };
    let short = unit.factor >= whole(DAY) && unit.factor <= whole(WEEK * DAY);
    if unit.dimension != DURATION || !short || days <= 0 || said.meets(&is) {
        return None;
    }
    let said = stated(mention(case, length))? / &unit.factor;
    let is = whole(days * DAY) / &unit.factor;
    Some(format!("{to} - {from} = {}, not {}", shown(&is, 1), shown(&said, 1)))
}

/// The hours of so many days from one time of day to another, where they cannot be the length.
fn daily(case: &Case<'_>, length: FactId, days: FactId, times: FactId) -> Option<String> {
    const DAY: i64 = 24 * 60;
    let iso = mention(case, times).iso.as_ref()?;
    let (from, to) = iso.split_once('/')?;
    let open = (minutes(to)? - minutes(from)?).rem_euclid(DAY);
    let (first, last) = ends(mention(case, days).iso.as_ref()?)?;
    let n = last.duration_since(first).as_hours() / 24 + 1;
    let said = Reach::of(mention(case, length), Precision::Rounded)?;
    let unit = mention(case, length).unit.as_ref()?;
    let is = |m: i64| Reach::exactly(whole(60 * m));
    if unit.dimension != DURATION || said.meets(&is(open)) || said.meets(&is(n * open)) || n < 2 {
        return None;
    }
    let hours = |m: i64| shown(&(whole(60 * m) / &unit.factor), 2);
    let said = stated(mention(case, length))? / &unit.factor;
    Some(format!("{n} × {} = {}, not {}", hours(open), hours(n * open), shown(&said, 1)))
}

/// The first and the last day of a range as ISO 8601 writes it, in a year with all days where it is open.
fn ends(iso: &str) -> Option<(civil::Date, civil::Date)> {
    let (from, to) = iso.split_once('/')?;
    let day = |iso: &str| {
        let mut parts = iso.split('-');
        let year = parts.next()?.parse().unwrap_or(LEAP);
        let mut next = || parts.next().map_or(Some(1), |part| part.parse().ok());
        civil::Date::new(year, next()?, next()?).ok()
    };
    Some((day(from)?, day(to)?))
}

/// The hours from a time of one weekday to a time of another, where they cannot be the length.
fn hours(
    case: &Case<'_>,
    length: FactId,
    (start, from): (FactId, FactId),
    (end, to): (FactId, FactId),
) -> Option<String> {
    const DAY: i64 = 24 * 60;
    let minutes =
        |id| mention(case, id).clock.map(|c| 60 * i64::from(c.hour) + i64::from(c.minute));
    let weekday = |id| mention(case, id).date.and_then(|d| d.weekday_of()).map(i64::from);
    let days = (weekday(to)? - weekday(from)?).rem_euclid(7);
    // *at 8 on Friday, 40 hours after 4 on Wednesday*: the later one may be told first.
    let turned = days > 3;
    let days = if turned { 7 - days } else { days };
    let (start, end) = if turned { (end, start) } else { (start, end) };
    let minutes = days * DAY + minutes(end)? - minutes(start)?;
    let unit = mention(case, length).unit.as_ref()?;
    let said = Reach::of(mention(case, length), Precision::Rounded)?;
    let off = |slack: i64| {
        let m = |n: i64| Some(whole(60 * n));
        !said.meets(&Reach { low: m(minutes - slack), high: m(minutes + slack) })
    };
    // Hours of the clock that goes to twelve, and lengths in days, are told more loosely.
    let slack = if unit.factor > whole(60 * 60) { DAY } else { 60 };
    if unit.dimension != DURATION
        || minutes <= 0
        || !off(slack)
        || !off(slack + DAY / 2) && days == 0
    {
        return None;
    }
    let said = stated(mention(case, length))? / &unit.factor;
    let is = whole(60 * minutes) / &unit.factor;
    let at = |id: FactId| mention(case, id).iso.clone().unwrap_or_default();
    let (start, end) = (at(start), at(end));
    let (is, said) = (shown(&is, 1), shown(&said, 1));
    Some(format!("{days} d + {end} - {start} = {is}, not {said}"))
}

/// The two days, where they cannot be one.
fn same_day(case: &Case<'_>, counted: FactId, named: FactId) -> Option<String> {
    let date = |id: FactId| mention(case, id).date;
    let (a, b) = (date(counted)?, date(named)?);
    let (x, y) = (a.span()?, b.span()?);
    let days = a.civil().is_some() && b.civil().is_some();
    let years = i64::from(x.first.year()) - i64::from(y.first.year());
    let apart = if days { !x.overlaps(&y) } else { years.abs() > YEARS };
    apart.then(|| format!("{} is not {}", a.iso(), b.iso()))
}
