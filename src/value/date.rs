use jiff::civil;

/// A calendar date of which any part may be open, with an optional clock time.
///
/// The ISO form writes an open part as `X`: `XXXX-10-27`, `XXXX-WXX-1`, `2024-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Date {
    /// Gregorian year; negative: before the common era.
    pub year: Option<i16>,
    /// 1–12.
    pub month: Option<i8>,
    /// 1–31.
    pub day: Option<i8>,
    /// 1 (Monday) – 7, where only the weekday is known.
    pub weekday: Option<i8>,
    /// First and last day, where the parts do not say them (a week, a quarter, from one day to another).
    pub extent: Option<DateSpan>,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Clock {
    /// 0–24.
    pub hour: i8,
    /// 0–59.
    pub minute: i8,
    /// 0–59, where it is said.
    pub second: Option<i8>,
    /// Minutes east of Greenwich, where a zone is named.
    pub zone: Option<i16>,
}

/// First and last day of a date, as far as both are fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSpan {
    /// First day.
    pub first: civil::Date,
    /// Last day, included.
    pub last: civil::Date,
}

impl Date {
    /// A full date; `None` where there is no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self::from_civil)
    }

    /// From a calendar day.
    pub fn from_civil(day: civil::Date) -> Self {
        Self {
            year: Some(day.year()),
            month: Some(day.month()),
            day: Some(day.day()),
            ..Self::default()
        }
    }

    /// As a calendar day, where all parts are known.
    pub fn civil(&self) -> Option<civil::Date> {
        civil::Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// Reads the ISO day at the start of `text` (`2024-10-29`, `2024-10-29T08:00Z`).
    pub fn from_iso(text: &str) -> Option<Self> {
        text.get(..10)?.parse::<civil::Date>().ok().map(Self::from_civil)
    }

    /// The ISO 8601 form, open parts as `X`.
    pub fn iso(&self) -> String {
        let year = match self.year {
            Some(y) if y < 0 => format!("-{:04}", -y),
            Some(y) => format!("{y:04}"),
            None => "XXXX".to_owned(),
        };
        match (self.month, self.day, self.weekday) {
            (None, None, Some(weekday)) => format!("{year}-WXX-{weekday}"),
            (None, None, None) => year,
            (month, None, _) => format!("{year}-{}", two(month)),
            (month, day, _) => format!("{year}-{}-{}", two(month), two(day)),
        }
    }

    /// First and last day that the known parts allow; `None` where the year is open.
    pub fn span(&self) -> Option<DateSpan> {
        if self.extent.is_some() {
            return self.extent;
        }
        let year = self.year?;
        let day = |m, d| civil::Date::new(year, m, d).ok();
        let (first, last) = match (self.month, self.day) {
            (None, _) => (day(1, 1)?, day(12, 31)?),
            (Some(m), None) => (day(m, 1)?, day(m, 1)?.last_of_month()),
            (Some(m), Some(d)) => (day(m, d)?, day(m, d)?),
        };
        Some(DateSpan { first, last })
    }

    /// 1 (Monday) – 7 of a full or bare weekday.
    pub fn weekday_of(&self) -> Option<i8> {
        self.weekday.or_else(|| Some(self.civil()?.weekday().to_monday_one_offset()))
    }
}

impl Clock {
    /// The ISO 8601 form: `T15:30`, `T15:30:05+01:00`.
    pub fn iso(&self) -> String {
        let mut iso = format!("T{:02}:{:02}", self.hour, self.minute);
        if let Some(second) = self.second {
            iso.push_str(&format!(":{second:02}"));
        }
        match self.zone {
            Some(0) => iso.push('Z'),
            Some(zone) => {
                let sign = if zone < 0 { '-' } else { '+' };
                iso.push_str(&format!("{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60));
            }
            None => {}
        }
        iso
    }

    /// Whether two times of day are the same; their zones count where both are named.
    pub fn is_same(&self, other: &Self) -> bool {
        let minutes = |c: &Self| i32::from(c.hour) * 60 + i32::from(c.minute);
        let shift = self.zone.zip(other.zone).map_or(0, |(a, b)| i32::from(a) - i32::from(b));
        let apart = (minutes(self) - minutes(other) - shift).rem_euclid(24 * 60);
        apart == 0 && self.second.zip(other.second).is_none_or(|(a, b)| a == b)
    }
}

impl DateSpan {
    /// From one day to another; `None` where the first lies behind the last.
    pub fn new(first: civil::Date, last: civil::Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

fn two(part: Option<i8>) -> String {
    part.map_or_else(|| "XX".to_owned(), |p| format!("{p:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_open_parts_as_x() {
        let date =
            |year, month, day, weekday| Date { year, month, day, weekday, extent: None }.iso();
        assert_eq!(date(None, Some(10), Some(27), None), "XXXX-10-27");
        assert_eq!(date(None, None, None, Some(1)), "XXXX-WXX-1");
        assert_eq!(date(Some(2024), Some(2), None, None), "2024-02");
        assert_eq!(date(Some(-44), None, None, None), "-0044");
    }

    #[test]
    fn a_month_spans_its_days() {
        let feb = Date { year: Some(2024), month: Some(2), ..Date::default() };
        let span = feb.span().expect("the year is known");
        assert_eq!((span.first.day(), span.last.day()), (1, 29));
    }
}
