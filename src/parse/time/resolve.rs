//! What publication fixes: the year of a day, a bare weekday, *last week*, *the second Sunday of May*.

use jiff::{Span, civil};

use crate::lang::{DayPart, Feast, Grain, Part};
use crate::parse::time::Now;
use crate::parse::time::point::{Counted, Point, Stretch};
use crate::value::{Date, DateSpan};

/// Months around publication in which a weekday with its day of the month (*Sunday the 26th*) is looked for.
const MONTHS_AROUND: i64 = 6;

/// A day or period with its ISO form.
type Found = (Date, String);

impl Point {
    /// The date and the ISO form, clock time included. Without a day of publication what depends on it stays open.
    pub fn resolve(&self, now: Now) -> (Option<Date>, Option<String>) {
        let point = Self { story: now.story, ..self.clone() };
        let from = if self.told { self.told_day(now) } else { now.published };
        let dated = if self.is_dated() { point.found(from) } else { None };
        let (date, day) = dated.map_or((None, String::new()), |(date, iso)| (Some(date), iso));
        let part = self.day_part.map_or("", code);
        let iso = match self.clock {
            Some(clock) => format!("{day}{}", clock.iso()),
            None => format!("{day}{part}"),
        };
        let open = self.is_dated() && date.is_none() && self.clock.is_none();
        (date, (!iso.is_empty() && !open).then_some(iso))
    }

    /// The day that was told of last, if it was told as finely as what is counted from it.
    fn told_day(&self, now: Now) -> Option<civil::Date> {
        let Some((day, grain)) = now.told else {
            // *a year earlier*, in a text that has told of no day yet
            return now.published.filter(|_| self.away.is_some_and(|a| a.months + a.days < 0));
        };
        let fine = match (self.relative, self.away) {
            (Some((Grain::Year, _)), _) => Grain::Year,
            (Some((Grain::Month, _)) | None, None) => Grain::Month,
            (_, Some(Stretch { grain, .. })) if grain >= Grain::Month => grain,
            _ => Grain::Day,
        };
        (grain <= fine).then_some(day)
    }

    fn found(&self, today: Option<civil::Date>) -> Option<Found> {
        if self.part == Some(Part::Rest) {
            let whole = Self { part: None, ..self.clone() }.found(today)?.0.span()?;
            let extent = DateSpan::new(whole.first.max(today?), whole.last)?;
            let iso = format!("{}/{}", extent.first, extent.last);
            return Some((Date { extent: Some(extent), ..Date::default() }, iso));
        }
        if let Some(stretch) = self.from {
            let day = Self { from: None, ..self.clone() }.found(today)?.0.civil()?;
            let exact = Stretch { grain: Grain::Day, ..stretch };
            return away(day, exact, None);
        }
        if let (Some(far), Some(near)) = (self.away, self.upto) {
            let (from, to) = (away(today?, far, None)?, away(today?, near, None)?);
            let extent = DateSpan::new(from.0.span()?.first, to.0.span()?.last)?;
            let date = Date { extent: Some(extent), ..Date::default() };
            return Some((date, format!("{}/{}", from.1, to.1)));
        }
        if let Some(stretch) = self.away {
            return away(today?, stretch, self.date.weekday);
        }
        if let Some(feast) = self.feast {
            let day = self.feast_day(feast, today)?;
            let of_it = matches!(self.relative, Some((Grain::Weekend, _)));
            return if of_it { weekend_at(day.0.civil()?) } else { Some(day) };
        }
        if let Some((n, counted)) = self.nth {
            return self.nth(n, counted, today);
        }
        if let Some(week) = self.week {
            let year = self.year_said(today).or(today.map(civil::Date::year))?;
            return week_of(
                civil::ISOWeekDate::new(year, week, civil::Weekday::Monday).ok()?.date(),
            );
        }
        if let Some(first) = self.decade {
            let first = if first < 100 { 1900 + first } else { first };
            let extent = DateSpan::new(
                civil::Date::new(first, 1, 1).ok()?,
                civil::Date::new(first + 9, 12, 31).ok()?,
            );
            return Some((Date { extent, ..Date::default() }, format!("{:03}X", first / 10)));
        }
        match self.relative {
            Some((grain, shift)) => self.relative_to(today?, grain, shift),
            None => self.said(today),
        }
    }

    /// A period counted from publication, and what it is made finer by.
    fn relative_to(&self, today: civil::Date, grain: Grain, shift: i16) -> Option<Found> {
        let shift = i64::from(shift);
        match grain {
            Grain::Day => Some(plain(Date::from_civil(later(today, shift)?))),
            Grain::Week => {
                let monday = later(monday_of(today), 7 * shift)?;
                match self.date.weekday {
                    Some(day) => Some(plain(Date::from_civil(later(monday, i64::from(day) - 1)?))),
                    None => week_of(monday),
                }
            }
            Grain::Weekend => {
                // Until Thursday, the weekend is the one that has just passed; the next one is that of the week.
                let weekday = today.weekday().to_monday_one_offset();
                let weeks = match self.shift {
                    None => -i64::from(weekday <= 4),
                    Some(1..) => shift - i64::from(weekday <= 5),
                    Some(_) => shift,
                };
                weekend(later(monday_of(today), 7 * weeks)?)
            }
            Grain::Month => {
                let month = months_later(today, shift)?;
                let date = Date {
                    year: Some(month.year()),
                    month: Some(month.month()),
                    day: self.date.day,
                    ..Date::default()
                };
                date.day
                    .is_none_or(|d| civil::Date::new(month.year(), month.month(), d).is_ok())
                    .then(|| plain(date))
            }
            Grain::Quarter | Grain::Half => {
                let length = if grain == Grain::Quarter { 3 } else { 6 };
                let month = months_later(today, shift * length)?;
                let nth = (i64::from(month.month()) - 1) / length + 1;
                months_of(month.year(), i8::try_from(nth).ok()?, grain)
            }
            Grain::Decade | Grain::Century => {
                let length = if grain == Grain::Decade { 10 } else { 100 };
                let year = i64::from(today.year()).div_euclid(length) * length + shift * length;
                years(year, length)
            }
            _ => {
                let year = today.year() + i16::try_from(shift).ok()?;
                Self {
                    date: Date { year: Some(year), ..self.date },
                    relative: None,
                    ..self.clone()
                }
                .said(Some(today))
            }
        }
    }

    /// Season, month, day and weekday as they are said, with the year or week that publication gives them.
    fn said(&self, today: Option<civil::Date>) -> Option<Found> {
        if let Some(season) = self.season {
            const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
            let name = SEASONS.get(usize::try_from(season - 1).ok()?)?;
            let year = self.date.year.or_else(|| match self.shift {
                Some(shift) => season_year(today?, season, shift),
                None => nearest_year(today?, |year| {
                    civil::Date::new(year, 3 * season + i8::from(season < 4), 15).ok()
                }),
            });
            let of_year = year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
            let first = |y| civil::Date::new(y, 3 * season, 1).ok();
            let extent = year
                .and_then(first)
                .and_then(|f| DateSpan::new(f, months_later(f, 2)?.last_of_month()));
            return Some((Date { year, extent, ..Date::default() }, format!("{of_year}-{name}")));
        }
        let mut date = self.date;
        match (date.weekday, date.month, today) {
            (Some(weekday), None, Some(today)) if date.day.is_some() => {
                let fits = |day: &civil::Date| {
                    Some(day.day()) == date.day && day.weekday().to_monday_one_offset() == weekday
                };
                let near =
                    (0..=MONTHS_AROUND * 31).flat_map(|n| [later(today, -n), later(today, n)]);
                let day = near.flatten().find(fits)?;
                date = Date { weekday: Some(weekday), ..Date::from_civil(day) };
            }
            (Some(weekday), None, Some(today)) => {
                let day = later(today, weekday_away(today, weekday, self.shift))?;
                date = Date { weekday: Some(weekday), ..Date::from_civil(day) };
            }
            (_, Some(month), Some(today)) if date.year.is_none() => {
                date.year = match self.shift {
                    Some(shift) => Some(month_year(today, month, shift)),
                    None => nearest_year(self.story.unwrap_or(today), |year| {
                        civil::Date::new(year, month, date.day.unwrap_or(15)).ok()
                    }),
                };
            }
            _ => {}
        }
        (date != Date::default()).then(|| plain(date))
    }

    fn feast_day(&self, feast: Feast, today: Option<civil::Date>) -> Option<Found> {
        let said = self.date.year.or_else(|| match self.relative? {
            (Grain::Year, shift) => Some(today?.year() + shift),
            _ => None,
        });
        let year = said.or_else(|| {
            let today = today?;
            match self.shift {
                Some(shift) if shift > 0 => {
                    (today.year()..=today.year() + 1).find(|y| day_of(feast, *y) > Some(today))
                }
                Some(shift) if shift < 0 => (today.year() - 1..=today.year())
                    .rev()
                    .find(|y| day_of(feast, *y) < Some(today)),
                _ => nearest_year(today, |year| day_of(feast, year)),
            }
        });
        match (year, feast) {
            (Some(year), feast) => Some(plain(Date::from_civil(day_of(feast, year)?))),
            (None, Feast { from: Some((month, day)), days: 0, weekday: None }) => {
                Some(plain(Date { month: Some(month), day: Some(day), ..Date::default() }))
            }
            _ => None,
        }
    }

    /// The nth of something in a month, a year or a century.
    fn nth(&self, n: i16, counted: Counted, today: Option<civil::Date>) -> Option<Found> {
        if let (Some(run), Counted::Grain(grain)) = (self.run, counted) {
            return count_run(n > 0, run, grain, self.container(today)?);
        }
        if counted == Counted::Grain(Grain::Century) && self.before_era {
            let year = |y: i64| civil::Date::new(i16::try_from(-y).ok()?, 1, 1).ok();
            let last = year(100 * (i64::from(n) - 1) + 1)?;
            let extent = DateSpan::new(year(100 * i64::from(n))?, last);
            let date = Date { extent, ..Date::default() };
            return Some((date, format!("-{:02}XX", n - 1)));
        }
        if counted == Counted::Grain(Grain::Century) {
            return years(100 * (i64::from(n) - 1), 100);
        }
        if let Counted::Grain(grain @ (Grain::Quarter | Grain::Half)) = counted {
            let year = self.year_said(today).or_else(|| {
                let length = if grain == Grain::Quarter { 3 } else { 6 };
                let month = i8::try_from(length * (n - 1) + 2).ok()?;
                nearest_year(today?, |year| civil::Date::new(year, month, 15).ok())
            });
            let n = i8::try_from(n).ok()?;
            return match year {
                Some(year) => months_of(year, n, grain),
                None => Some((
                    Date::default(),
                    format!("XXXX-{}{n}", if grain == Grain::Quarter { 'Q' } else { 'H' }),
                )),
            };
        }
        count_off(i64::from(n), counted, self.container(today)?)
    }

    fn year_said(&self, today: Option<civil::Date>) -> Option<i16> {
        self.date.year.or_else(|| match self.relative? {
            (Grain::Year, shift) => Some(today?.year() + shift),
            _ => None,
        })
    }

    /// The period in which something is counted.
    fn container(&self, today: Option<civil::Date>) -> Option<DateSpan> {
        let around = Self { nth: None, run: None, part: None, ..self.clone() };
        around.found(today)?.0.span()
    }
}

/// The nth of something in a stretch of days; negative: from its end.
fn count_off(n: i64, counted: Counted, whole: DateSpan) -> Option<Found> {
    let from_end = |count: i64| if n > 0 { n - 1 } else { count + n };
    let inside = |date: &civil::Date| whole.first <= *date && *date <= whole.last;
    match counted {
        Counted::Weekday(day) => {
            let here = |from: civil::Date| i64::from(from.weekday().to_monday_one_offset());
            let ahead = (i64::from(day) - here(whole.first)).rem_euclid(7);
            let back = (here(whole.last) - i64::from(day)).rem_euclid(7);
            let date = if n > 0 {
                later(whole.first, ahead + 7 * (n - 1))
            } else {
                later(whole.last, 7 * (n + 1) - back)
            };
            date.filter(inside).map(|d| plain(Date::from_civil(d)))
        }
        Counted::Grain(Grain::Day) => {
            let length = i64::from(whole.first.until(whole.last).ok()?.get_days()) + 1;
            let date = later(whole.first, from_end(length));
            date.filter(inside).map(|d| plain(Date::from_civil(d)))
        }
        Counted::Grain(Grain::Week) => {
            let (first, last) = weeks_of(whole)?;
            week_of(if n > 0 { later(first, 7 * (n - 1))? } else { later(last, 7 * (n + 1))? })
        }
        Counted::Grain(Grain::Month) => {
            let month = months_later(whole.first, from_end(12))?;
            let (year, month) = (Some(month.year()), Some(month.month()));
            Some(plain(Date { year, month, ..Date::default() }))
        }
        Counted::Grain(_) => None,
    }
}

/// So many of a period at the start or the end of a longer one.
fn count_run(start: bool, count: i64, grain: Grain, whole: DateSpan) -> Option<Found> {
    let stretch = Stretch::of(count, grain)?;
    let (first, last) = if start {
        (whole.first, later(stretch.from(whole.first)?, -1)?)
    } else {
        (stretch.back().from(later(whole.last, 1)?)?, whole.last)
    };
    let extent = DateSpan::new(first, last)?;
    let iso = |day: civil::Date| match grain {
        Grain::Day | Grain::Week => day.to_string(),
        Grain::Month | Grain::Quarter | Grain::Half => {
            format!("{:04}-{:02}", day.year(), day.month())
        }
        _ => format!("{:04}", day.year()),
    };
    let inside = whole.first <= first && last <= whole.last;
    let date = Date { extent: Some(extent), ..Date::default() };
    inside.then(|| (date, format!("{}/{}", iso(first), iso(last))))
}

/// Mondays of the first and last week: a week is in the month or year in which most of its days are, as in ISO 8601.
fn weeks_of(whole: DateSpan) -> Option<(civil::Date, civil::Date)> {
    Some((monday_of(later(whole.first, 3)?), monday_of(later(whole.last, -3)?)))
}

const fn code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Midday => "TMI",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
    }
}

fn plain(date: Date) -> Found {
    (date, date.iso())
}

/// So many days after a day.
pub(super) fn later(day: civil::Date, days: i64) -> Option<civil::Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn months_later(day: civil::Date, months: i64) -> Option<civil::Date> {
    day.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()
}

fn monday_of(day: civil::Date) -> civil::Date {
    later(day, 1 - i64::from(day.weekday().to_monday_one_offset())).unwrap_or(day)
}

/// The weekend at the end of the week that begins on a Monday.
fn weekend(monday: civil::Date) -> Option<Found> {
    let extent = DateSpan::new(later(monday, 5)?, later(monday, 6)?);
    let (date, iso) = week_of(monday)?;
    Some((Date { extent, ..date }, format!("{iso}-WE")))
}

/// The weekend beside a feast: that before a Monday or Tuesday.
fn weekend_at(day: civil::Date) -> Option<Found> {
    weekend(monday_of(later(day, -2)?))
}

/// The ISO week of a day.
fn week_of(day: civil::Date) -> Option<Found> {
    let monday = monday_of(day);
    let week = monday.iso_week_date();
    let extent = DateSpan::new(monday, later(monday, 6)?);
    Some((Date { extent, ..Date::default() }, format!("{:04}-W{:02}", week.year(), week.week())))
}

/// A quarter or half of a year.
fn months_of(year: i16, n: i8, grain: Grain) -> Option<Found> {
    let (length, name) = if grain == Grain::Quarter { (3, 'Q') } else { (6, 'H') };
    let first = civil::Date::new(year, length * (n - 1) + 1, 1).ok()?;
    let extent = DateSpan::new(first, months_later(first, i64::from(length) - 1)?.last_of_month());
    Some((Date { year: Some(year), extent, ..Date::default() }, format!("{year:04}-{name}{n}")))
}

/// Ten or a hundred years from `first` on.
fn years(first: i64, length: i64) -> Option<Found> {
    let year = |y: i64| i16::try_from(y).ok();
    let extent = DateSpan::new(
        civil::Date::new(year(first)?, 1, 1).ok()?,
        civil::Date::new(year(first + length - 1)?, 12, 31).ok()?,
    );
    let iso =
        if length == 10 { format!("{:03}X", first / 10) } else { format!("{:02}XX", first / 100) };
    Some((Date { extent, ..Date::default() }, iso))
}

/// So far from a day; as fine as the finest unit that is named.
fn away(from: civil::Date, stretch: Stretch, weekday: Option<i8>) -> Option<Found> {
    let day = stretch.from(from)?;
    let (year, month) = (Some(day.year()), Some(day.month()));
    Some(plain(match (stretch.grain, weekday) {
        (Grain::Week, Some(weekday)) => {
            Date::from_civil(later(monday_of(day), i64::from(weekday) - 1)?)
        }
        (Grain::Day | Grain::Week, _) => Date::from_civil(day),
        (Grain::Month | Grain::Quarter | Grain::Half, _) => Date { year, month, ..Date::default() },
        _ => Date { year, ..Date::default() },
    }))
}

impl Stretch {
    /// The day that lies so far from another.
    pub fn from(&self, day: civil::Date) -> Option<civil::Date> {
        let months = Span::new().try_months(self.months).ok()?;
        later(day.checked_add(months).ok()?, self.days)
    }
}

/// Days from publication to a weekday. News tells of what has happened: without a word that moves it, it is the last one.
fn weekday_away(today: civil::Date, weekday: i8, shift: Option<i16>) -> i64 {
    let now = today.weekday().to_monday_one_offset();
    let back = i64::from((now - weekday).rem_euclid(7));
    match shift {
        Some(0) => i64::from(weekday - now),
        Some(shift) if shift > 0 => {
            i64::from((weekday - now - 1).rem_euclid(7)) + 1 + 7 * (i64::from(shift) - 1)
        }
        Some(shift) => {
            -i64::from((now - weekday - 1).rem_euclid(7)) - 1 + 7 * (i64::from(shift) + 1)
        }
        None => -back,
    }
}

fn month_year(today: civil::Date, month: i8, shift: i16) -> i16 {
    match shift {
        0 => today.year(),
        1.. => today.year() + i16::from(month <= today.month()),
        _ => today.year() - i16::from(month >= today.month()),
    }
}

fn season_year(today: civil::Date, season: i8, shift: i16) -> Option<i16> {
    let last = civil::Date::new(today.year(), 3 * season, 1).ok()?;
    Some(match shift {
        0 => today.year(),
        1.. => today.year() + i16::from(last <= today),
        _ => today.year() - i16::from(months_later(last, 3)? > today),
    })
}

/// The year in which a day lies nearest to publication.
fn nearest_year(today: civil::Date, day: impl Fn(i16) -> Option<civil::Date>) -> Option<i16> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let distance = |year: &i16| Some(today.until(day(*year)?).ok()?.get_days().abs());
    years.into_iter().filter_map(|y| Some((distance(&y)?, y))).min().map(|(_, y)| y)
}

/// The day of a feast in a year.
fn day_of(feast: Feast, year: i16) -> Option<civil::Date> {
    let from = match feast.from {
        Some((month, day)) => civil::Date::new(year, month, day).ok()?,
        None => easter(year)?,
    };
    let from = match feast.weekday {
        Some((weekday, nth)) => {
            let here = from.weekday().to_monday_one_offset();
            let days = if nth > 0 {
                i64::from((weekday - here).rem_euclid(7)) + 7 * (i64::from(nth) - 1)
            } else {
                -i64::from((here - weekday).rem_euclid(7)) + 7 * (i64::from(nth) + 1)
            };
            later(from, days)?
        }
        None => from,
    };
    later(from, i64::from(feast.days))
}

/// Easter Sunday of the Gregorian calendar.
///
/// Source: the anonymous Gregorian algorithm, J. Meeus, *Astronomical Algorithms*, chapter 8.
fn easter(year: i16) -> Option<civil::Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let (b, c) = (century / 4, century % 4);
    let f = (century + 8) / 25;
    let g = (century - f + 1) / 3;
    let h = (19 * golden + century - b - g + 15) % 30;
    let (i, k) = (rest / 4, rest % 4);
    let l = (32 + 2 * c + 2 * i - h - k) % 7;
    let m = (golden + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    civil::Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(n / 31).ok()?,
        i8::try_from(n % 31 + 1).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> civil::Date {
        text.parse().expect("a day")
    }

    #[test]
    fn easter_falls_where_the_tables_say() {
        for (year, expected) in
            [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
        {
            assert_eq!(easter(year), Some(day(expected)));
        }
    }

    #[test]
    fn a_feast_is_counted_from_its_day() {
        let advent = Feast { from: Some((12, 24)), days: -21, weekday: Some((7, -1)) };
        assert_eq!(day_of(advent, 2024), Some(day("2024-12-01")));
        let thanksgiving = Feast { from: Some((11, 1)), days: 0, weekday: Some((4, 4)) };
        assert_eq!(day_of(thanksgiving, 2024), Some(day("2024-11-28")));
    }

    #[test]
    fn weekdays_lie_behind_unless_a_word_moves_them() {
        let tuesday = day("2024-10-29");
        let days = |weekday, shift| weekday_away(tuesday, weekday, shift);
        assert_eq!((days(2, None), days(1, None), days(5, None)), (0, -1, -4));
        assert_eq!((days(2, Some(-1)), days(5, Some(0)), days(2, Some(1))), (-7, 3, 7));
    }
}
