//! From one day or time of day to another.

use crate::lang::{CalendarWord, ClockRole, Cue, DayPart, Grain, RuleId, Sense};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::parse::time::around::stands_alone;
use crate::parse::time::clock::{Beside, clock, in_half, small};
use crate::parse::time::lookup::{day, is_month_next, year};
use crate::parse::time::point::{Point, in_part};
use crate::parse::time::{Now, component, day_before, day_of, mention};
use crate::text::TokenKind;
use crate::value::{Clock, Date, DateSpan};

/// The second end of a range that begins with `first`.
pub(super) fn second(reading: &Reading<'_>, i: usize, first: &Point) -> Option<Point> {
    let at = joint(reading, i, first.outer)?;
    let whole = component::point(reading, at).filter(|p| !p.is_empty());
    let bare = || {
        let mut point = Point::at(at);
        if first.clock.is_some() {
            let (hour, end) = small(reading, at, 24)?;
            point.clock = Some(Clock { hour, ..Clock::default() });
            (point.end, point.outer) = (end, end);
            return Some(point);
        }
        let (number, end) =
            day(reading, at).filter(|_| first.date.day.is_some() && first.date.month.is_some())?;
        point.date.day = Some(number);
        (point.end, point.outer) = (end, end);
        let at = if reading.is_mark(end, ",") { end + 1 } else { end };
        if let Some((year, end)) = year(reading, at).filter(|_| first.date.year.is_none()) {
            point.date.year = Some(year);
            (point.end, point.outer) = (end, end);
        }
        Some(point)
    };
    let short = || {
        let word = reading.word(at);
        let year = first.date.year.filter(|_| {
            first.is_bare_year()
                && word.len() == 2
                && (reading.glued(at) || reading.is_mark(at - 1, "–—-"))
        })?;
        let end: i16 = word.parse().ok().filter(|e: &i16| *e > year % 100)?;
        let mut point = Point::at(at);
        point.date.year = Some(year - year % 100 + end);
        (point.end, point.outer) = (at + 1, at + 1);
        (!(reading.glued(at + 1) && reading.kind(at + 1) != Some(TokenKind::Mark))).then_some(point)
    };
    whole.or_else(short).or_else(bare)
}

/// A range whose first end is a bare number (*5. bis 22. November*, *17 bis 18 Uhr*).
pub(super) fn from_bare(reading: &Reading<'_>, i: usize, now: Now) -> Option<Vec<Mention>> {
    let number = day(reading, i).or_else(|| small(reading, i, 24));
    let (number, end) = number?;
    if is_month_next(reading, end) {
        return None;
    }
    let (minute, end) = minutes(reading, i).map_or((None, end), |(m, end)| (Some(m), end));
    let at = joint(reading, i, end)?;
    let mut first = Point::at(i);
    (first.end, first.outer) = (end, end);
    let second = component::point(reading, at)?;
    // *ten to nine*
    let opened =
        reading.sense_before(i, |s| matches!(s, Sense::RangeOpen(_)).then_some(())).is_some();
    if reading.kind(i) == Some(TokenKind::Word) && second.clock.is_some() && !opened {
        return None;
    }
    if second.clock.is_some() && number <= 24 && (end == i + 1 || minute.is_some()) {
        let minute = minute.unwrap_or_default();
        first.clock = Some(Clock { hour: number, minute, ..Clock::default() });
    } else if second.date.day.is_some()
        && (second.date.month.is_some() || matches!(second.relative, Some((Grain::Month, _))))
        && number > 0
    {
        first.date.day = Some(number);
    } else {
        return None;
    }
    between(reading, i, &first, &second, now)
}

/// The minutes of an hour with a point (`14.30`) at token `i`, and the token behind them.
fn minutes(reading: &Reading<'_>, i: usize) -> Option<(i8, usize)> {
    let digits = reading.kind(i) == Some(TokenKind::Digits) && reading.word(i + 2).len() == 2;
    let glued = reading.is_mark(i + 1, ".") && reading.glued(i + 1) && reading.glued(i + 2);
    small(reading, i + 2, 59).filter(|_| digits && glued)
}

/// An hour with a point of a list that has its *Uhr* or *pm* once, at its end (*13.00 und 17.45 Uhr*, `9.30/12.30 Uhr`).
pub(super) fn listed_hour(reading: &Reading<'_>, i: usize) -> Option<Point> {
    let (hour, _) = small(reading, i, 24)?;
    let (minute, end) = minutes(reading, i)?;
    let mut at = end;
    for _ in 0..LONGEST_LIST {
        let slash = reading.is_mark(at, "/") && reading.glued(at) && reading.glued(at + 1);
        let comma = reading.is_mark(at, ",") && !reading.glued(at + 1);
        if !slash && !comma && reading.cue(at, Cue::Coordinator) != Some(1) {
            return None;
        }
        let next = minutes(reading, at + 1).filter(|_| small(reading, at + 1, 24).is_some());
        let stated = clock(reading, at + 1, Beside::Nothing)
            .filter(|hour| next.is_some_and(|n| n.1 == hour.end) && hour.outer > hour.end);
        if let Some(last) = stated {
            let hour = last.half.map_or(hour, |half| in_half(hour, half));
            let clock = Some(Clock { hour, minute, ..Clock::default() });
            let clock_at = Some(i..end);
            return Some(Point { clock, clock_at, end, outer: end, ..Point::at(i) });
        }
        at = next?.1;
    }
    None
}

/// Hours of the longest list that is looked through.
const LONGEST_LIST: usize = 6;

/// The token behind a word or mark that joins the ends of a range, if one stands at `at` and what it needs before it is there.
fn joint(reading: &Reading<'_>, start: usize, at: usize) -> Option<usize> {
    let opens = |k: usize, which: u16| {
        reading.hits(k).iter().any(|h| matches!(h.entry.sense, Sense::RangeOpen(w) if w == which))
    };
    let opened = |which: u16| (start.saturating_sub(4)..at).any(|k| opens(k, which));
    let (len, (), _) = reading
        .sense(at, |s| match s {
            Sense::RangeJoin(which, needs) => (!needs || opened(*which)).then_some(()),
            Sense::Calendar(CalendarWord::Until) => Some(()),
            _ => None,
        })
        .or_else(|| {
            let slash = reading.is_mark(at, "/") && reading.glued(at) && reading.glued(at + 1);
            slash.then_some((1, (), RuleId(u32::MAX)))
        })?;
    let mut at = at + len;
    while let Some((len, (), _)) = reading.sense(at, |s| {
        matches!(
            s,
            Sense::Calendar(
                CalendarWord::Joiner | CalendarWord::Until | CalendarWord::Clock(ClockRole::Cue)
            ) | Sense::Cue(Cue::Definite)
        )
        .then_some(())
    }) {
        at += len;
    }
    Some(at)
}

/// From one point to another; what one leaves open it takes from the other.
pub(super) fn between(
    reading: &Reading<'_>,
    i: usize,
    first: &Point,
    second: &Point,
    now: Now,
) -> Option<Vec<Mention>> {
    let (mut a, mut b) = (first.clone(), second.clone());
    let kind = match (a.clock, b.clock) {
        (Some(_), Some(_)) => Kind::Time,
        (None, None) if a.is_dated() && b.is_dated() => Kind::Date,
        _ => return None,
    };
    if reading.sentence_of(i) != reading.sentence_of(b.outer - 1) {
        return None;
    }
    if kind == Kind::Date && is_complete(&a) && is_complete(&b) {
        return complete(reading, i, &a, &b, now);
    }
    share(&mut a, &mut b);
    if !are_ends(reading, i, &a, &b) {
        return None;
    }
    let now = if bare_weekdays(&a, &b) { Now::default() } else { now };
    wrap(&mut a, &mut b, first, second, now);
    let (date, iso) = resolved(&a, &b, now)?;
    // The day of a first time of day is a figure of its own.
    let outer = b.outer;
    let days = day_before(&a).filter(|d| d.end < outer && !second.is_dated() && first.is_dated());
    let start = match (&days, &a.clock_at) {
        (Some(days), Some(figures)) if days.end <= figures.start => figures.start,
        _ => i,
    };
    let day = days.filter(|d| d.end <= start).map(|d| day_of(reading, d, first, now));
    let rules = a.rules.iter().chain(&b.rules).copied().collect();
    let mut mention = mention(reading, start..b.end, outer, kind, rules);
    (mention.date, mention.clock, mention.iso) = (date, a.clock, iso);
    Some(day.into_iter().chain([mention]).collect())
}

/// Whether two points are the ends of one stretch.
fn are_ends(reading: &Reading<'_>, i: usize, a: &Point, b: &Point) -> bool {
    let years = a.is_bare_year() && b.is_bare_year();
    let loose = |p: &Point| {
        let date = &p.date;
        p.weak && date.day.is_none() && p.clock.is_none() && date.weekday.is_none()
    };
    let day_alone =
        |p: &Point| p.date.day.is_some() && p.date.month.is_none() && p.relative.is_none();
    let in_order = !years || stands_alone(reading, i, b.outer) && a.date.year < b.date.year;
    let one_year = a.is_bare_year() != b.is_bare_year();
    let unlike = a.clock.is_none() && one_year && a.finest() != b.finest() && a.part.is_none();
    in_order && !unlike && ![a, b].iter().any(|p| loose(p) || day_alone(p))
}

/// The date and the ISO form of a stretch from one point to another.
fn resolved(a: &Point, b: &Point, now: Now) -> Option<(Option<Date>, Option<String>)> {
    let (from, start) = a.resolve(now);
    if let (Some(first), Some(last)) = (a.clock, b.clock) {
        return Some((from, Some(format!("{}/{}", first.iso(), last.iso()))));
    }
    let (to, end) = if a.shift.is_some() && b.shift.is_none() && b.date.weekday.is_some() {
        let from = Now { published: from.and_then(|d| d.civil()).or(now.published), ..now };
        Point { shift: Some(1), ..b.clone() }.resolve(from)
    } else {
        b.resolve(now)
    };
    // *from April until the end of June*: both are in the year of the end.
    let turned = from.and_then(|d| d.span()).zip(to.and_then(|d| d.span()));
    let year = to.and_then(|d| d.year);
    if year.is_some()
        && turned.is_some_and(|(first, last)| first.first > last.last)
        && [a, b].iter().all(|p| p.date.month.is_some() && !p.has_year() && p.shift.is_none())
    {
        return resolved(&Point { date: Date { year, ..a.date }, ..a.clone() }, b, now);
    }
    let iso = start.zip(end).map(|(start, end)| format!("{start}/{end}"));
    let spans = from.and_then(|d| d.span()).zip(to.and_then(|d| d.span()));
    let Some((first, last)) = spans else { return Some((from, iso)) };
    let extent = DateSpan::new(first.first, last.last)?;
    Some((from.map(|d| Date { extent: Some(extent), ..d }), iso))
}

/// Whether a day or year is said in full, so that it is a figure of its own at either end of a range.
fn is_complete(point: &Point) -> bool {
    let date = &point.date;
    let days_at = point.days_at.as_ref().is_some_and(|d| !d.is_empty());
    let whole = date.year.is_some() && (date.month.is_none() || date.day.is_some());
    whole && days_at && point.nth.is_none() && point.season.is_none() && point.part.is_none()
}

/// The two ends of a range that are both said in full (*1947 to 1960*): two figures.
fn complete(
    reading: &Reading<'_>,
    i: usize,
    a: &Point,
    b: &Point,
    now: Now,
) -> Option<Vec<Mention>> {
    let years = a.is_bare_year() && b.is_bare_year();
    if years && (!stands_alone(reading, i, b.outer) || a.date.year >= b.date.year) {
        return None;
    }
    let last = b.days_at.clone()?;
    Some(vec![day_of(reading, i..a.end, a, now), day_of(reading, last, b, now)])
}

/// Weekdays alone on both sides are mostly those of every week.
fn bare_weekdays(a: &Point, b: &Point) -> bool {
    let bare = |p: &Point| {
        p.date.weekday.is_some()
            && p.date.month.is_none()
            && p.shift.is_none()
            && p.relative.is_none()
            && p.clock.is_none()
    };
    bare(a) && bare(b)
}

/// *November to February 2017*: the year that only one end names, or none, is that of the range in its order.
fn wrap(a: &mut Point, b: &mut Point, first: &Point, second: &Point, now: Now) {
    let key = |p: &Point| p.date.month.map(|m| (m, p.date.day.unwrap_or(0)));
    let wraps = key(a).zip(key(b)).is_some_and(|(x, y)| x > y);
    if !wraps || a.relative.is_some() || b.relative.is_some() {
        return;
    }
    match (first.date.year, second.date.year) {
        (None, Some(year)) => a.date.year = Some(year - 1),
        (Some(year), None) => b.date.year = Some(year + 1),
        (None, None) => {
            let start = a.resolve(now).0.and_then(|d| d.year);
            (a.date.year, b.date.year) = (start, start.map(|y| y + 1));
        }
        _ => {}
    }
}

/// Lets each end of a range have what only the other says: month and year, day and half of the day.
fn share(a: &mut Point, b: &mut Point) {
    let (from_a, from_b) = (a.clone(), b.clone());
    for (to, from) in [(&mut *a, from_b), (&mut *b, from_a)] {
        if to.date.day.is_some() && to.date.month.is_none() {
            to.date.month = from.date.month;
            to.relative = to.relative.or(from.relative);
        }
        if (to.date.month.is_some() || to.season.is_some() || to.nth.is_some())
            && to.date.year.is_none()
            && to.relative.is_none()
        {
            to.date.year = from.date.year;
            to.relative = from.relative.filter(|r| r.0 == Grain::Year);
        }
        if to.clock.is_some() && !to.is_dated() && from.is_dated() && from.clock.is_some() {
            (to.date, to.relative, to.shift, to.nth, to.feast) =
                (from.date, from.relative, from.shift, from.nth, from.feast);
        }
    }
    halves(a, b);
}

/// *from 1:30 to 3 pm*, *nachmittags von 2 bis 4*: the half of the day holds for both ends where their order allows it.
fn halves(a: &mut Point, b: &mut Point) {
    let (Some(first), Some(last)) = (&mut a.clock, &mut b.clock) else { return };
    let raise = |clock: &mut Clock, part: Option<DayPart>, half: Option<ClockRole>| {
        clock.hour = half.map_or(clock.hour, |h| in_half(clock.hour, h));
        clock.hour = part.map_or(clock.hour, |p| in_part(clock.hour, p));
    };
    let hour = |c: &Clock| (c.hour, c.minute);
    let mut early = *first;
    raise(&mut early, b.day_part, b.half);
    if a.half.is_none() && a.said.is_none() && hour(&early) <= hour(last) {
        *first = early;
    }
    if b.half.is_none() {
        raise(last, a.day_part, a.half.filter(|_| hour(last) < hour(first)));
    }
}
