//! Dates and times of day: parts in any order the language allows, put together first and resolved against the day of
//! publication afterwards.

mod anchor;
mod around;
mod clock;
mod component;
mod lookup;
mod numeric;
mod point;
mod resolve;

use std::ops::Range;

use jiff::civil;

use crate::lang::{CalendarWord, ClockRole, Cue, DayPart, Grain, RuleId, Sense};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::{Clock, Date, DateSpan, Interval, Written};

pub(crate) use anchor::anchor;

use around::{is_among_weekdays, is_month_here, stands_alone};
use clock::{cued, in_half, small};
use lookup::{day, is_month_next};
use point::{Point, in_part};

/// The date or time of day that starts at token `i`, resolved against the day of publication where that is known.
///
/// Shape: none, one, or a day and the time of day that is named with it, by position.
pub(crate) fn time(reading: &Reading<'_>, i: usize, published: Option<Date>) -> Vec<Mention> {
    if !may_start(reading, i) {
        return Vec::new();
    }
    let today = published.and_then(|p| p.civil());
    let found = from_bare(reading, i, today)
        .or_else(|| listed(reading, i).map(|p| single(reading, i, &p, today)))
        .or_else(|| from_point(reading, i, today))
        .or_else(|| bare_day(reading, i).map(|p| single(reading, i, &p, today)));
    let mut found = found.unwrap_or_default();
    found.retain(|m| today.is_some() || m.iso.is_some());
    found
}

/// Whether a token can begin a date or a time: most words cannot.
fn may_start(reading: &Reading<'_>, i: usize) -> bool {
    match reading.kind(i) {
        Some(TokenKind::Digits) => true,
        Some(TokenKind::Word) => {
            reading
                .hits(i)
                .iter()
                .any(|h| matches!(h.entry.sense, Sense::Calendar(_) | Sense::Number(_)))
                || reading.pack.compounds
        }
        _ => reading.is_mark(i, "'’‘"),
    }
}

/// One day, period or time, or one to another.
fn from_point(reading: &Reading<'_>, i: usize, today: Option<civil::Date>) -> Option<Vec<Mention>> {
    let first = component::point(reading, i)?;
    if let Some(second) = second(reading, i, &first)
        && let Some(mention) = between(reading, i, &first, &second, today)
    {
        return Some(mention);
    }
    let mut first = if first.open { component::closed(reading, i)? } else { first };
    first.side(reading, i);
    is_whole(reading, i, &first).then(|| single(reading, i, &first, today))
}

/// Whether enough has been read to be a date or a time.
fn is_whole(reading: &Reading<'_>, i: usize, point: &Point) -> bool {
    let date = &point.date;
    let day_alone = date.day.is_some()
        && date.month.is_none()
        && date.weekday.is_none()
        && !matches!(point.relative, Some((Grain::Month, _)));
    let listed =
        date.weekday.is_some() && date.month.is_none() && is_among_weekdays(reading, i, point.end);
    if day_alone || point.weak && point.clock.is_none() && !listed {
        return false;
    }
    // *every Friday*, *on a Monday*: any of them.
    let any = i > 0
        && reading.is_cue(i - 1, &[Cue::Each, Cue::Determiner])
        && !reading.is_cue(i - 1, &[Cue::Definite]);
    if any && date.weekday.is_some() && date.month.is_none() && point.clock.is_none() {
        return false;
    }
    // *Summer Olympics*
    let of_name = !reading.pack.nouns_capitalised && reading.upper(i) && reading.upper(point.end);
    if of_name && point.season.is_some() && point.end == i + 1 && point.date.year.is_none() {
        return false;
    }
    if point.is_bare_year() && point.relative.is_none() {
        return stands_alone(reading, i, point.end);
    }
    if date.month.is_some() && point.end == i + 1 && !is_month_here(reading, i) {
        return false;
    }
    point.is_dated() || point.clock.is_some()
}

/// The second end of a range that begins with `first`.
fn second(reading: &Reading<'_>, i: usize, first: &Point) -> Option<Point> {
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
        let year = if reading.is_mark(end, ",") { end + 1 } else { end };
        if let Some((year, end)) = lookup::year(reading, year).filter(|_| first.date.year.is_none())
        {
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
fn from_bare(reading: &Reading<'_>, i: usize, today: Option<civil::Date>) -> Option<Vec<Mention>> {
    let number = day(reading, i).or_else(|| small(reading, i, 24));
    let (number, end) = number?;
    if is_month_next(reading, end) {
        return None;
    }
    let at = joint(reading, i, end)?;
    let mut first = Point::at(i);
    (first.end, first.outer) = (end, end);
    let second = component::point(reading, at)?;
    if second.clock.is_some() && number <= 24 && end == i + 1 {
        first.clock = Some(Clock { hour: number, ..Clock::default() });
    } else if second.date.day.is_some()
        && (second.date.month.is_some() || matches!(second.relative, Some((Grain::Month, _))))
        && number > 0
    {
        first.date.day = Some(number);
    } else {
        return None;
    }
    between(reading, i, &first, &second, today)
}

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
fn between(
    reading: &Reading<'_>,
    i: usize,
    first: &Point,
    second: &Point,
    today: Option<civil::Date>,
) -> Option<Vec<Mention>> {
    let (mut a, mut b) = (first.clone(), second.clone());
    if reading.sentence_of(i) != reading.sentence_of(b.outer - 1) {
        return None;
    }
    let outer = b.outer;
    let kind = match (a.clock, b.clock) {
        (Some(_), Some(_)) => Kind::Time,
        (None, None) if a.is_dated() && b.is_dated() => Kind::Date,
        _ => return None,
    };
    if kind == Kind::Date && is_complete(&a) && is_complete(&b) {
        return complete(reading, i, &a, &b, today);
    }
    share(&mut a, &mut b);
    let years = a.is_bare_year() && b.is_bare_year();
    let loose =
        |p: &Point| p.weak && p.date.day.is_none() && p.clock.is_none() && p.date.weekday.is_none();
    if years && (!stands_alone(reading, i, outer) || a.date.year >= b.date.year)
        || loose(&a)
        || loose(&b)
    {
        return None;
    }
    if a.finest() != b.finest()
        && kind == Kind::Date
        && (a.is_bare_year() || b.is_bare_year())
        && a.part.is_none()
    {
        return None;
    }
    let day_alone =
        |p: &Point| p.date.day.is_some() && p.date.month.is_none() && p.relative.is_none();
    if day_alone(&a) || day_alone(&b) {
        return None;
    }
    let today = if bare_weekdays(&a, &b) { None } else { today };
    wrap(&mut a, &mut b, first, second, today);
    let (from, start) = a.resolve(today);
    let (mut to, mut end) = b.resolve(today);
    if a.shift.is_some() && b.shift.is_none() && b.date.weekday.is_some() {
        (to, end) =
            Point { shift: Some(1), ..b.clone() }.resolve(from.and_then(|d| d.civil()).or(today));
    }
    let iso = match (a.clock, b.clock) {
        (Some(first), Some(last)) => Some(format!("{}/{}", first.iso(), last.iso())),
        _ => start.zip(end).map(|(start, end)| format!("{start}/{end}")),
    };
    let extent = from
        .and_then(|d| d.span())
        .zip(to.and_then(|d| d.span()))
        .map(|(p, q)| DateSpan::new(p.first, q.last));
    if kind == Kind::Date && extent == Some(None) {
        return None;
    }
    let rules = a.rules.iter().chain(&b.rules).copied().collect();
    // The day of a first time of day is a figure of its own.
    let days = day_before(&a).filter(|d| d.end < outer && !second.is_dated() && first.is_dated());
    let start = match (&days, &a.clock_at) {
        (Some(days), Some(figures)) if days.end <= figures.start => figures.start,
        _ => i,
    };
    let day = days.filter(|d| d.end <= start).map(|d| day_of(reading, d, first, today));
    let mut mention = mention(reading, start..b.end, outer, kind, rules);
    mention.date = match kind {
        Kind::Date => from.map(|d| Date { extent: extent.flatten().or(d.extent), ..d }),
        _ => from,
    };
    (mention.clock, mention.iso) = (a.clock, iso);
    Some(day.into_iter().chain([mention]).collect())
}

/// Whether a day or year is said in full, so that it is a figure of its own at either end of a range.
fn is_complete(point: &Point) -> bool {
    let date = &point.date;
    let days_at = point.days_at.as_ref().is_some_and(|d| d.len() > 0);
    let whole = date.year.is_some() && (date.month.is_none() || date.day.is_some());
    whole && days_at && point.nth.is_none() && point.season.is_none() && point.part.is_none()
}

/// The two ends of a range that are both said in full (*1947 to 1960*): two figures.
fn complete(
    reading: &Reading<'_>,
    i: usize,
    a: &Point,
    b: &Point,
    today: Option<civil::Date>,
) -> Option<Vec<Mention>> {
    let years = a.is_bare_year() && b.is_bare_year();
    if years && (!stands_alone(reading, i, b.outer) || a.date.year >= b.date.year) {
        return None;
    }
    let last = b.days_at.clone()?;
    Some(vec![day_of(reading, i..a.end, a, today), day_of(reading, last, b, today)])
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
fn wrap(a: &mut Point, b: &mut Point, first: &Point, second: &Point, today: Option<civil::Date>) {
    let key = |p: &Point| p.date.month.map(|m| (m, p.date.day.unwrap_or(0)));
    let wraps = key(a).zip(key(b)).is_some_and(|(x, y)| x > y);
    if !wraps || a.relative.is_some() || b.relative.is_some() {
        return;
    }
    match (first.date.year, second.date.year) {
        (None, Some(year)) => a.date.year = Some(year - 1),
        (Some(year), None) => b.date.year = Some(year + 1),
        (None, None) => {
            let start = a.resolve(today).0.and_then(|d| d.year);
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

/// The figures of one point: its day or period, and its time of day where one is named with it.
fn single(
    reading: &Reading<'_>,
    i: usize,
    point: &Point,
    today: Option<civil::Date>,
) -> Vec<Mention> {
    let (date, iso) = point.resolve(today);
    let (Some(days), Some(figures)) = (day_before(point), &point.clock_at) else {
        let timed = point.clock.is_some() || !point.is_dated();
        let kind = if timed { Kind::Time } else { Kind::Date };
        let mut mention = mention(reading, i..point.end, point.outer, kind, point.rules.clone());
        (mention.date, mention.clock) = (date, point.clock);
        mention.iso = point.clock.map(|c| c.iso()).or(iso);
        return vec![mention];
    };
    let outer = if figures.start > days.start { point.outer } else { figures.end };
    let mut time = mention(reading, figures.clone(), outer, Kind::Time, point.rules.clone());
    (time.date, time.clock) = (date, point.clock);
    time.iso = point.clock.map(|c| c.iso());
    let mut all = vec![day_of(reading, days, point, today), time];
    all.sort_by_key(|m| m.tokens.start);
    all
}

/// Where the day of a time of day stands, if the two stand apart.
fn day_before(point: &Point) -> Option<Range<usize>> {
    let (days, figures) = (point.days_at.clone()?, point.clock_at.as_ref()?);
    let apart = days.end <= figures.start || figures.end <= days.start;
    (point.is_dated() && apart).then_some(days)
}

/// The day of a time of day.
fn day_of(
    reading: &Reading<'_>,
    at: Range<usize>,
    point: &Point,
    today: Option<civil::Date>,
) -> Mention {
    let (date, iso) = Point { clock: None, day_part: None, ..point.clone() }.resolve(today);
    let end = at.end;
    let mut day = mention(reading, at, end, Kind::Date, point.rules.clone());
    (day.date, day.iso) = (date, iso);
    day
}

/// A day of a list of days that name their month once (*am 10. und 11. Februar*).
fn listed(reading: &Reading<'_>, i: usize) -> Option<Point> {
    let (number, end) = day(reading, i)?;
    let mut at = end;
    for _ in 0..LONGEST_LIST {
        let comma = reading.is_mark(at, ",") && !reading.glued(at + 1);
        at += usize::from(comma);
        let coordinator = reading.cue(at, Cue::Coordinator);
        at += coordinator.unwrap_or(0);
        while let Some((len, (), _)) =
            reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::DayCue)).then_some(()))
        {
            at += len;
        }
        if !comma && coordinator.is_none() {
            return None;
        }
        let (_, next) = day(reading, at)?;
        if is_month_next(reading, next) {
            let last = component::point(reading, at)
                .filter(|p| p.date.day.is_some() && p.date.month.is_some())?;
            let date = Date { weekday: None, day: Some(number), ..last.date };
            civil::Date::new(date.year.unwrap_or(2000), date.month?, number).ok()?;
            return Some(Point { date, end, outer: end, relative: last.relative, ..Point::at(i) });
        }
        at = next;
    }
    None
}

/// Days of the longest list that is looked through for its month.
const LONGEST_LIST: usize = 12;

/// *am 15.*, *on the 27th*: a day of which the month is not said.
fn bare_day(reading: &Reading<'_>, i: usize) -> Option<Point> {
    reading
        .sense_before(i, |s| matches!(s, Sense::Calendar(CalendarWord::DayCue)).then_some(()))?;
    let (number, end) = lookup::ordinal(reading, i).filter(|(n, _)| *n <= 31)?;
    let digits = reading.kind(i) == Some(TokenKind::Digits);
    let ends = reading.sentence_of(end) != reading.sentence_of(i)
        || reading.is_mark(end, ".,;:!?)–—")
        || reading.is_cue(end, &[Cue::Auxiliary, Cue::Modal, Cue::Coordinator, Cue::Subordinator]);
    if !(digits && (ends || cued(reading, end + 1))) {
        return None;
    }
    let mut point = Point {
        date: Date { day: Some(number), ..Date::default() },
        end,
        outer: end,
        ..Point::at(i)
    };
    if cued(reading, end + 1)
        && let Some(hour) = clock::clock(reading, end + 1, clock::Beside::Day)
    {
        (point.clock, point.end, point.outer) = (Some(hour.clock), hour.end, hour.outer);
    }
    Some(point)
}

fn mention(
    reading: &Reading<'_>,
    tokens: Range<usize>,
    outer: usize,
    kind: Kind,
    rules: Vec<RuleId>,
) -> Mention {
    let range = tokens.start as u32..tokens.end as u32;
    Mention {
        span: reading.span(tokens),
        kind,
        value: Interval::default(),
        date: None,
        clock: None,
        iso: None,
        ratio: None,
        written: Written::default(),
        unit: None,
        multiple: false,
        unread: false,
        rules,
        sentence: 0,
        outer: range.start..range.end.max(outer as u32),
        tokens: range,
    }
}
