//! Dates and times of day: parts in any order the language allows, put together first and resolved against the day of
//! publication afterwards.

mod anchor;
mod around;
mod away;
mod clock;
mod component;
mod lookup;
mod numeric;
mod point;
mod range;
mod resolve;

use std::ops::Range;

use jiff::civil;

use crate::lang::{CalendarWord, Cue, Grain, RuleId, Sense};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::{Date, Interval, Written};

pub(crate) use anchor::{anchor, moved_unit};

use around::{is_among_weekdays, is_month_here, stands_alone};
use clock::cued;
use lookup::{day, is_month_next};
use point::Point;
use range::{between, from_bare, listed_hour, second};

/// What dates are resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Now {
    /// The day of publication, where it is known.
    pub published: Option<civil::Date>,
    /// The day that the text told of last, in a story of other years: its days without a year are near that one.
    pub story: Option<civil::Date>,
    /// The first day of what the text told of last, and how finely it did.
    pub told: Option<(civil::Date, Grain)>,
}

impl Now {
    /// Notes the day that a date tells in full, if it lies years away from publication.
    pub fn tell(&mut self, reading: &Reading<'_>, mention: &Mention) {
        let grain = mention.date.map(|d| match (d.month, d.day) {
            (_, Some(_)) => Grain::Day,
            (Some(_), None) => Grain::Month,
            _ => Grain::Year,
        });
        let first = mention.date.and_then(|d| d.span()).map(|s| s.first);
        if mention.kind == Kind::Date {
            self.told = first.zip(grain).or(self.told);
        }
        let Some(day) = mention.date.and_then(|d| d.civil()).filter(|_| mention.kind == Kind::Date)
        else {
            return;
        };
        let said = mention.span.of(reading.text).contains(&day.year().to_string());
        let far = self.published.is_none_or(|p| (p.year() - day.year()).abs() >= YEARS_AWAY);
        if said {
            self.story = Some(day).filter(|_| far);
        }
    }
}

/// Years from publication at which a story is one of other times.
const YEARS_AWAY: i16 = 2;

/// The date or time of day that starts at token `i`, resolved against the day of publication where that is known.
///
/// Shape: none, one, or a day and the time of day that is named with it, by position.
pub(crate) fn time(reading: &Reading<'_>, i: usize, now: Now) -> Vec<Mention> {
    if !may_start(reading, i) {
        return Vec::new();
    }
    let found = times(reading, i, now);
    found.into_iter().flat_map(|m| apart(reading, m, now)).collect()
}

/// A day that is said with a weekday on which it does not fall is two figures; so much is known only where its year is said, or the
/// day is near to publication.
fn apart(reading: &Reading<'_>, day: Mention, now: Now) -> Vec<Mention> {
    const NEAR: i64 = 120;
    let whole = day.date.filter(|d| day.kind == Kind::Date && d.extent.is_none());
    let Some((date, civil)) = whole.and_then(|d| Some((d, d.civil()?))) else { return vec![day] };
    let said = day.span.of(reading.text).contains(&civil.year().to_string());
    let near = |p: civil::Date| (civil.duration_since(p).as_hours() / 24).abs() <= NEAR;
    let falls = date.weekday.is_none_or(|w| w == civil.weekday().to_monday_one_offset());
    let tokens = day.tokens.start as usize..day.tokens.end as usize;
    let weekday =
        |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Weekday(_, false))).then_some(());
    let opens = reading.sense(tokens.start, weekday).map(|(len, ..)| tokens.start + len);
    let Some(end) = opens.filter(|_| !falls && (said || now.published.is_some_and(near))) else {
        return vec![day];
    };
    let part = |s: &Sense| {
        matches!(s, Sense::Number(_) | Sense::Calendar(CalendarWord::Month(..))).then_some(())
    };
    let digits = |k: usize| reading.kind(k) == Some(TokenKind::Digits);
    let start = (end..tokens.end).find(|&k| digits(k) || reading.sense(k, part).is_some());
    let Some(start) = start else { return vec![day] };
    let name = Date { weekday: date.weekday, ..Date::default() };
    let rest = Date { weekday: None, ..date };
    let mut first = mention(reading, tokens.start..end, end, Kind::Date, day.rules.clone());
    (first.date, first.iso) = (Some(name), Some(name.iso()));
    let outer = day.outer.end as usize;
    let mut second = mention(reading, start..tokens.end, outer, Kind::Date, day.rules);
    (second.date, second.iso) = (Some(rest), Some(rest.iso()));
    vec![first, second]
}

fn times(reading: &Reading<'_>, i: usize, now: Now) -> Vec<Mention> {
    let found = listed_hour(reading, i)
        .map(|p| single(reading, i, &p, now))
        .or_else(|| from_bare(reading, i, now))
        .or_else(|| listed(reading, i).map(|p| single(reading, i, &p, now)))
        .or_else(|| from_point(reading, i, now))
        .or_else(|| bare_day(reading, i).map(|p| single(reading, i, &p, now)));
    found.unwrap_or_default()
}

/// Whether a token can begin a date or a time: most words cannot. A number word that no list holds whole is a day before a month.
fn may_start(reading: &Reading<'_>, i: usize) -> bool {
    let calendar = |k: usize| {
        reading
            .hits(k)
            .iter()
            .any(|h| matches!(h.entry.sense, Sense::Calendar(_) | Sense::Number(_)))
    };
    match reading.kind(i) {
        Some(TokenKind::Digits) => true,
        Some(TokenKind::Word) => calendar(i) || (reading.pack.compounds && calendar(i + 1)),
        _ => reading.is_mark(i, "'’‘"),
    }
}

/// One day, period or time, or one to another.
fn from_point(reading: &Reading<'_>, i: usize, now: Now) -> Option<Vec<Mention>> {
    let first = component::point(reading, i)?;
    if let Some(second) = second(reading, i, &first)
        && let Some(mention) = between(reading, i, &first, &second, now)
    {
        return Some(mention);
    }
    let mut first = if first.open { component::closed(reading, i)? } else { first };
    if first.told && first.date.month.is_some() && first.resolve(now).0.is_none() {
        first = component::untold(reading, i)?;
    }
    first.side(reading, i);
    // Without a day to count from, *three days ago* is a length of time.
    let counted = first.away.is_none() || now.published.is_some();
    if (first.told || first.run.is_some()) && first.resolve(now).0.is_none() {
        return None;
    }
    (counted && is_whole(reading, i, &first)).then(|| single(reading, i, &first, now))
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
        && !reading.is_cue(i - 1, &[Cue::Definite])
        && !is_apposed(reading, i - 1);
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

/// *5 April 2017, a Saturday*: whether an article opens what is said of the day right before it.
fn is_apposed(reading: &Reading<'_>, article: usize) -> bool {
    let Some(end) = article.checked_sub(2) else { return false };
    let month = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Month(..))).then_some(());
    let year = reading.kind(end) == Some(TokenKind::Digits) && reading.word(end).len() == 4;
    reading.is_mark(article - 1, ",(") && (year || reading.sense(end, month).is_some())
}

/// The figures of one point: its day or period, and its time of day where one is named with it.
fn single(reading: &Reading<'_>, i: usize, point: &Point, now: Now) -> Vec<Mention> {
    let (date, iso) = point.resolve(now);
    let (Some(days), Some(figures)) = (day_before(point), &point.clock_at) else {
        let timed = point.clock.is_some() || !point.is_dated();
        let kind = if timed { Kind::Time } else { Kind::Date };
        let figures = point.clock_at.clone().filter(|_| !point.is_dated());
        let at = figures.unwrap_or(i..point.end);
        let mut mention = mention(reading, at, point.outer, kind, point.rules.clone());
        (mention.date, mention.clock) = (date, point.clock);
        mention.iso = point.clock.map(|c| c.iso()).or(iso);
        return vec![mention];
    };
    let outer = if figures.start > days.start { point.outer } else { figures.end };
    let mut time = mention(reading, figures.clone(), outer, Kind::Time, point.rules.clone());
    (time.date, time.clock) = (date, point.clock);
    time.iso = point.clock.map(|c| c.iso());
    let mut all = vec![day_of(reading, days, point, now), time];
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
fn day_of(reading: &Reading<'_>, at: Range<usize>, point: &Point, now: Now) -> Mention {
    let (date, iso) = Point { clock: None, day_part: None, ..point.clone() }.resolve(now);
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
