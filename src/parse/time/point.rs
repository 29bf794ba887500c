use std::ops::Range;

use jiff::civil;

use crate::lang::{CalendarWord, ClockRole, DayPart, Feast, Grain, Part, RuleId, Sense};
use crate::parse::reading::Reading;
use crate::value::{Clock, Date};

/// What an ordinal counts off in a longer period (*the third Tuesday of May*, *second quarter*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Weekday(i8),
    Grain(Grain),
}

/// A length of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub months: i64,
    pub days: i64,
    /// The finest unit that is named.
    pub grain: Grain,
}

impl Stretch {
    /// So many of one unit, a day at least.
    pub const fn of(count: i64, grain: Grain) -> Option<Self> {
        let (months, days) = match grain {
            Grain::Day => (0, 1),
            Grain::Week => (0, 7),
            Grain::Month => (1, 0),
            Grain::Quarter => (3, 0),
            Grain::Half => (6, 0),
            Grain::Year => (12, 0),
            Grain::Decade => (120, 0),
            Grain::Century => (1200, 0),
            _ => return None,
        };
        Some(Self { months: months * count, days: days * count, grain })
    }

    /// The two one after the other.
    pub fn and(self, other: Self) -> Self {
        Self {
            months: self.months + other.months,
            days: self.days + other.days,
            grain: self.grain.min(other.grain),
        }
    }

    /// As far in the other direction.
    pub const fn back(self) -> Self {
        Self { months: -self.months, days: -self.days, grain: self.grain }
    }
}

/// One day, period or time of day as far as its parts have been read; nothing is resolved yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Point {
    /// Year, month, day of the month and weekday as they are said.
    pub date: Date,
    pub season: Option<i8>,
    pub part: Option<Part>,
    /// A period counted from publication (*last week*: week, -1).
    pub relative: Option<(Grain, i16)>,
    /// Moves weekday, month, season or feast (*next Friday*: 1).
    pub shift: Option<i16>,
    /// Which one of what is counted; negative: from the end.
    pub nth: Option<(i16, Counted)>,
    /// How many of them there are, from the start of the longer period or to its end (*the first three months of*).
    pub run: Option<i64>,
    /// Number of the week in its year.
    pub week: Option<i8>,
    /// First year of a decade.
    pub decade: Option<i16>,
    pub feast: Option<Feast>,
    pub day_part: Option<DayPart>,
    pub clock: Option<Clock>,
    /// So far from the day that the other parts name.
    pub from: Option<Stretch>,
    /// So far from publication.
    pub away: Option<Stretch>,
    /// The nearer end, where that is vague (*a few days ago*).
    pub upto: Option<Stretch>,
    /// Part of the day that is named behind the clock time.
    pub said: Option<DayPart>,
    /// Half of the day that is named with the clock time.
    pub half: Option<ClockRole>,
    /// Its hour is one only if a range follows (*heute von fünf bis sieben*).
    pub open: bool,
    /// No range follows.
    pub closed: bool,
    /// Its weekday or month is an abbreviation that is a word of its own as well: it needs another part beside it.
    pub weak: bool,
    /// The day that the text told of last, in a story of other years.
    pub story: Option<civil::Date>,
    /// It counts from the day that the text told of last.
    pub told: bool,
    /// There is no such day: what would count from it is not taken.
    pub untold: bool,
    /// Its century lies before the common era.
    pub before_era: bool,
    /// Tokens of the day or period, and of the figures of the clock time.
    pub days_at: Option<Range<usize>>,
    pub clock_at: Option<Range<usize>>,
    /// Token behind the value, and behind the words that belong to it.
    pub end: usize,
    pub outer: usize,
    pub rules: Vec<RuleId>,
}

impl Point {
    pub fn at(i: usize) -> Self {
        Self { end: i, outer: i, ..Self::default() }
    }

    /// Nothing but a part of a period that is to follow.
    pub fn is_empty(&self) -> bool {
        self.finest().is_none() && self.day_part.is_none() && self.clock.is_none()
    }

    /// Whether some day or period is named.
    pub fn is_dated(&self) -> bool {
        self.finest().is_some()
    }

    /// The finest stretch that is named, clock time left aside.
    pub fn finest(&self) -> Option<Grain> {
        let date = &self.date;
        let of_nth = self.nth.map(|(_, counted)| match counted {
            Counted::Weekday(_) => Grain::Day,
            Counted::Grain(grain) => grain,
        });
        [
            (date.day.is_some() || date.weekday.is_some() || self.feast.is_some())
                .then_some(Grain::Day),
            of_nth,
            self.away.map(|a| a.grain),
            self.week.map(|_| Grain::Week),
            date.month.map(|_| Grain::Month),
            self.season.map(|_| Grain::Quarter),
            self.relative.map(|r| r.0),
            date.year.map(|_| Grain::Year),
            self.decade.map(|_| Grain::Decade),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Notes a word before token `i` by which a bare weekday or month is to come or has passed.
    pub fn side(&mut self, reading: &Reading<'_>, i: usize) {
        let side = |s: &Sense| match s {
            Sense::Calendar(CalendarWord::Side(ahead)) => Some(*ahead),
            _ => None,
        };
        let date = &self.date;
        let weekday = date.weekday.is_some() && date.month.is_none() && date.day.is_none();
        let month = date.month.is_some() && date.day.is_none() && date.year.is_none();
        let open = self.shift.is_none() && !self.has_year() && self.nth.is_none();
        self.shift = match reading.sense_before(i, side).filter(|_| open) {
            Some((_, true, _)) if weekday => Some(1),
            Some((_, false, _)) if weekday || month => Some(-1),
            _ => self.shift,
        };
    }

    /// Whether a word that opens a range may stand before its hour.
    pub fn may_open(&self) -> bool {
        !self.closed && self.clock.is_none() && (self.is_dated() || self.day_part.is_some())
    }

    /// Whether the year is fixed by what is said.
    pub fn has_year(&self) -> bool {
        let beside = self.feast.is_some() && matches!(self.relative, Some((Grain::Weekend, _)));
        let counted = self.relative.is_some() && !beside;
        self.date.year.is_some() || counted || self.away.is_some()
    }

    /// A bare year, which is told from any number of four digits only by what stands around it.
    pub fn is_bare_year(&self) -> bool {
        let date = &self.date;
        date.year.is_some_and(|y| y > 0)
            && date.month.is_none()
            && date.day.is_none()
            && date.weekday.is_none()
            && self.season.is_none()
            && self.part.is_none()
            && self.nth.is_none()
            && self.feast.is_none()
            && self.week.is_none()
            && self.clock.is_none()
            && self.day_part.is_none()
    }

    /// Takes a calendar word if it fits what has been read.
    pub fn accept(&mut self, word: &CalendarWord) -> bool {
        match *word {
            CalendarWord::Month(month, weak) => self.month(month, weak),
            CalendarWord::Weekday(day, weak) => self.weekday(day, weak),
            CalendarWord::WeekdayPart(day, part) => {
                let taken = self.weekday(day, false);
                self.day_part = if taken { Some(part) } else { self.day_part };
                taken
            }
            CalendarWord::Season(season, weak) => {
                let fits = self.is_empty() && self.season.is_none();
                self.weak |= weak && fits;
                self.season = if fits { Some(season) } else { self.season };
                fits
            }
            CalendarWord::Feast(feast) => {
                let weekend = self.only(Grain::Weekend);
                let fits = self.is_empty() || weekend;
                self.relative = if weekend { None } else { self.relative };
                self.feast = if fits { Some(feast) } else { self.feast };
                fits
            }
            CalendarWord::FeastWeekend(feast) => {
                let fits = self.is_empty();
                self.feast = if fits { Some(feast) } else { self.feast };
                fits && {
                    self.relative = Some((Grain::Weekend, 0));
                    true
                }
            }
            CalendarWord::Part(part) => {
                let fits = self.is_empty() && self.part.is_none();
                self.part = if fits { Some(part) } else { self.part };
                fits
            }
            CalendarWord::Relative(grain, shift) => self.relative(grain, shift),
            CalendarWord::DayPart(part, _) => self.day_part(part),
            CalendarWord::RelativePart(shift, part) => {
                let open = self.finest().is_none() && self.day_part.is_none();
                let taken = open && self.day_part(part);
                self.relative = if taken { Some((Grain::Day, shift)) } else { self.relative };
                taken
            }
            CalendarWord::Decade(year) => {
                let fits = self.finest().is_none();
                self.decade = if fits { Some(year) } else { self.decade };
                fits
            }
            _ => false,
        }
    }

    fn month(&mut self, month: i8, weak: bool) -> bool {
        let open = self.date.month.is_none()
            && !self.has_year()
            && self.season.is_none()
            && self.feast.is_none();
        if open {
            self.weak |= weak && self.date.day.is_none();
            self.date.month = Some(month);
        }
        open
    }

    fn weekday(&mut self, day: i8, weak: bool) -> bool {
        let of_week = matches!(self.relative, Some((Grain::Week | Grain::Day, _)));
        let behind = self.date.day.is_some() && self.date.month.is_some();
        let fits = self.date.weekday.is_none()
            && self.part.is_none()
            && (self.is_empty() || of_week || behind);
        if fits {
            self.weak |= weak && !of_week && !behind;
            self.date.weekday = Some(day);
        }
        fits
    }

    /// A period from publication, where it is coarser than what has been read.
    pub fn relative(&mut self, grain: Grain, shift: i16) -> bool {
        let coarser = self.finest().is_none_or(|finest| match grain {
            Grain::Day => false,
            Grain::Week | Grain::Weekend => finest == Grain::Day && self.date.day.is_none(),
            Grain::Month => finest < Grain::Month && self.date.month.is_none(),
            _ => finest < grain && self.date.weekday.is_none(),
        });
        let fits = coarser && !self.has_year() && self.shift.is_none() && self.decade.is_none();
        if fits {
            self.relative = Some((grain, shift));
        }
        fits
    }

    fn day_part(&mut self, part: DayPart) -> bool {
        let fits = self.day_part.is_none()
            && self.part.is_none_or(|_| self.is_dated())
            && self.finest().is_none_or(|f| f == Grain::Day);
        if fits {
            self.day_part = Some(part);
            if let Some(clock) = &mut self.clock {
                clock.hour = in_part(clock.hour, part);
            }
        }
        fits
    }

    /// Whether a period of this grain from publication is all that is named.
    fn only(&self, grain: Grain) -> bool {
        self.relative.is_some_and(|r| r.0 == grain) && self.finest() == Some(grain)
    }
}

/// The hour that is meant in a part of the day (*8* in the evening: 20).
pub(super) const fn in_part(hour: i8, part: DayPart) -> i8 {
    match (part, hour) {
        (DayPart::Afternoon | DayPart::Evening, 1..=11)
        | (DayPart::Night, 6..=11)
        | (DayPart::Midday, 1..=3) => hour + 12,
        (DayPart::Evening | DayPart::Night, 12) => 0,
        _ => hour,
    }
}
