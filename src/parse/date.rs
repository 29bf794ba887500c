use crate::lang::{CalendarWord, NumberRole, Part, RuleId, Sense, Shift};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::parse::words::words;
use crate::text::TokenKind;
use crate::value::{Clock, Date, Decimal};

/// Years that a bare number of four digits can mean.
const YEARS: std::ops::RangeInclusive<i64> = 1000..=2199;

/// A date as far as its parts have been read.
#[derive(Debug, Default)]
struct Parts {
    date: Date,
    last_day: Option<i8>,
    season: Option<i8>,
    quarter: Option<i8>,
    last_month: Option<i8>,
    part: Option<Part>,
    relative: Option<(Shift, i16)>,
    end: usize,
    rules: Vec<RuleId>,
}

/// The date that starts at token `i`, resolved against the day of publication where that is known.
pub(crate) fn date(reading: &Reading<'_>, i: usize, published: Option<Date>) -> Option<Mention> {
    let mut parts =
        numeric(reading, i).or_else(|| quarter(reading, i)).or_else(|| written(reading, i))?;
    parts.resolve(published);
    let iso = parts.iso(published);
    let mut mention = mention(reading, i..parts.end, Kind::Date, parts.rules);
    mention.date =
        iso.as_ref().map(|_| Date { months: parts.last_month.map_or(0, |_| 2), ..parts.date });
    mention.iso = iso;
    Some(mention)
}

/// The time of day that starts at token `i`.
pub(crate) fn time(reading: &Reading<'_>, i: usize) -> Option<Mention> {
    let hour = small(reading, i, 24)?;
    let minute = (reading.is_mark(i + 1, ":.") && reading.glued(i + 1) && reading.glued(i + 2))
        .then(|| small(reading, i + 2, 59).filter(|_| reading.word(i + 2).len() == 2))
        .flatten();
    let end = if minute.is_some() { i + 3 } else { i + 1 };
    let clock = |s: &Sense| match s {
        Sense::Calendar(CalendarWord::Clock { add, before }) => Some((*add, *before)),
        _ => None,
    };
    let after = reading.sense(end, |s| clock(s).filter(|c| !c.1));
    let before = reading.sense_before(i, |s| clock(s).filter(|c| c.1));
    let colon = minute.is_some() && reading.is_mark(i + 1, ":") && reading.word(i).len() == 2;
    if after.is_none() && !(minute.is_some() && before.is_some()) && !colon {
        return None;
    }
    if reading.is_mark(end, ":.-/") && reading.glued(end) && reading.glued(end + 1) {
        return None;
    }
    let add = after.as_ref().map_or(0, |(_, (add, _), _)| *add);
    let hour = if add == 12 && hour < 12 { hour + 12 } else { hour };
    let hour = if add == 0 || add == 12 || hour != 12 { hour } else { 0 };
    let clock = Clock { hour, minute: minute.unwrap_or(0) };
    let rules = after.iter().map(|a| a.2).chain(before.iter().map(|b| b.2)).collect();
    let mut mention = mention(reading, i..end, Kind::Time, rules);
    mention.outer.end = (end + after.map_or(0, |a| a.0)) as u32;
    mention.iso = Some(format!("T{:02}:{:02}", clock.hour, clock.minute));
    mention.clock = Some(clock);
    Some(mention)
}

fn mention(
    reading: &Reading<'_>,
    tokens: std::ops::Range<usize>,
    kind: Kind,
    rules: Vec<RuleId>,
) -> Mention {
    let range = tokens.start as u32..tokens.end as u32;
    Mention {
        span: reading.span(tokens),
        kind,
        value: crate::value::Interval::default(),
        date: None,
        clock: None,
        iso: None,
        ratio: None,
        written: crate::value::Written::default(),
        unit: None,
        multiple: false,
        unread: false,
        rules,
        sentence: 0,
        tokens: range.clone(),
        outer: range,
    }
}

/// A number of one or two digits, 0 to `most`.
fn small(reading: &Reading<'_>, i: usize, most: i8) -> Option<i8> {
    let word = reading.word(i);
    let digits = reading.kind(i) == Some(TokenKind::Digits) && word.len() <= 2;
    word.parse().ok().filter(|n| digits && *n <= most)
}

fn year(reading: &Reading<'_>, i: usize) -> Option<i16> {
    let word = reading.word(i);
    let shape =
        reading.kind(i) == Some(TokenKind::Digits) && word.len() == 4 && !glued_figure(reading, i);
    let year: i64 = word.parse().ok().filter(|_| shape)?;
    i16::try_from(year).ok().filter(|_| YEARS.contains(&year))
}

/// Whether the digits at `i` go on into a longer figure (`2024,5`, `2024.11`).
fn glued_figure(reading: &Reading<'_>, i: usize) -> bool {
    let goes_on = reading.is_mark(i + 1, ".,:/'%°") && reading.glued(i + 1) && reading.glued(i + 2);
    goes_on && reading.kind(i + 2) == Some(TokenKind::Digits)
}

/// `2024-10-29`, `29.10.2024`, `29.10.`, `10/29/2024`.
fn numeric(reading: &Reading<'_>, i: usize) -> Option<Parts> {
    let number = |k: usize| -> Option<i16> {
        let digits = reading.kind(k) == Some(TokenKind::Digits) && reading.word(k).len() <= 4;
        reading.word(k).parse().ok().filter(|_| digits)
    };
    let joined = |k: usize, mark: &str| reading.is_mark(k, mark) && reading.glued(k);
    if reading.glued(i) && i > 0 && !reading.is_mark(i - 1, "([„“\"'–—") {
        return None;
    }
    let (a, b) = (number(i)?, number(i + 2).filter(|_| reading.glued(i + 2))?);
    let mark = [".", "-", "/"].into_iter().find(|m| joined(i + 1, m))?;
    let third = number(i + 4).filter(|_| joined(i + 3, mark) && reading.glued(i + 4));
    let (y, m, d, end) = match (mark, third) {
        ("-", Some(c)) if reading.word(i).len() == 4 => (Some(a), b, c, i + 5),
        ("." | "/", Some(c)) if reading.word(i + 4).len() != 3 => {
            let (d, m) = if reading.pack.month_first && mark == "/" { (b, a) } else { (a, b) };
            (Some(century(c)), m, d, i + 5)
        }
        (".", None) if joined(i + 3, ".") && reading.pack.ordinal_mark == Some('.') => {
            (None, b, a, i + 4)
        }
        _ => return None,
    };
    let date =
        Date { year: y, month: i8::try_from(m).ok(), day: i8::try_from(d).ok(), ..Date::default() };
    Date::day(y.unwrap_or(2000), date.month?, date.day?)?;
    Some(Parts { date, end, ..Parts::default() })
}

/// A year of two digits: within the fifty years around 2000.
const fn century(year: i16) -> i16 {
    match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    }
}

/// `Q1 2026`, *first quarter of 2026*: the ordinal, the word for a quarter, and a year where one follows.
fn quarter(reading: &Reading<'_>, i: usize) -> Option<Parts> {
    let is_quarter = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Quarter)).then_some(());
    let ordinal = words(reading, i).filter(|a| a.ordinal).map(|a| (a.value, a.tokens.end));
    let digit = || {
        day_at(reading, i)
            .filter(|(_, end)| *end > i + 1)
            .map(|(n, end)| (Some(Decimal::int(i64::from(n))), end))
    };
    let (value, end) = ordinal.or_else(digit)?;
    let number =
        value?.to_i64().and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=4).contains(n))?;
    let (len, (), rule) = reading.sense(end, is_quarter)?;
    let mut parts =
        Parts { end: end + len, quarter: Some(number), rules: vec![rule], ..Parts::default() };
    let mut at = parts.end;
    while let Some((len, (), _)) =
        reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Joiner)).then_some(()))
    {
        at += len;
    }
    if let Some(year) = year(reading, at) {
        (parts.date.year, parts.end) = (Some(year), at + 1);
    }
    let first = 3 * (number - 1) + 1;
    (parts.date.month, parts.last_month) = (Some(first), Some(first + 2));
    Some(parts)
}

fn written(reading: &Reading<'_>, i: usize) -> Option<Parts> {
    let mut parts = Parts { end: i, ..Parts::default() };
    let mut at = i;
    while let Some(next) = parts.take(reading, at) {
        parts.end = next;
        at = next;
        if parts.relative.is_some_and(|(unit, _)| unit != Shift::Next) {
            break;
        }
        while let Some((len, (), _)) =
            reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Joiner)).then_some(()))
        {
            at += len;
        }
    }
    let dated = parts.date != Date::default() || parts.season.is_some();
    let whole = match parts.relative {
        Some((Shift::Next, _)) => dated,
        Some(_) => true,
        None => dated,
    };
    let bare_year = parts.date.year.is_some()
        && parts.date.month.is_none()
        && parts.season.is_none()
        && parts.part.is_none();
    (whole && (!bare_year || stands_alone(reading, i, parts.end))).then_some(parts)
}

/// Whether four digits are a year: announced by a word before, or with nothing behind that they could count.
fn stands_alone(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    let glued_before = reading.glued(i) && i > 0 && !reading.is_mark(i - 1, "(–-/—\"„“'");
    let glued_word = reading.glued(end)
        && (reading.kind(end) == Some(TokenKind::Word) || reading.is_mark(end, "%€$°"));
    if glued_before || glued_word {
        return false;
    }
    let cue = reading
        .sense_before(i, |s| matches!(s, Sense::Calendar(CalendarWord::YearCue)).then_some(()));
    let hedged = reading.sense_before(i, |s| {
        matches!(s, Sense::Bound(..) | Sense::Identifier(false)).then_some(())
    });
    let currency = reading.sense_before(i, |s| matches!(s, Sense::Unit(_, true)).then_some(()));
    let counts = reading.sense(end, |s| match s {
        Sense::Unit(..) | Sense::Number(_) => Some(()),
        Sense::Concept(c, crate::lang::Pos::Noun) if !c.attribute => Some(()),
        _ => None,
    });
    let noun = reading.pack.nouns_capitalised
        && reading.upper(end)
        && !reading.pack.function_words.contains(reading.folded(end));
    currency.is_none()
        && (cue.is_some() && (counts.is_none() || !noun)
            || (hedged.is_none() && counts.is_none() && !noun))
}

impl Parts {
    /// Reads one more part at token `at`; the token behind it.
    fn take(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let word = reading.sense(at, |s| match s {
            Sense::Calendar(w) => Some(w.clone()),
            _ => None,
        });
        if let Some((len, word, rule)) = word
            && self.accept(&word)
        {
            self.rules.push(rule);
            return Some(at + len);
        }
        self.take_day(reading, at).or_else(|| self.take_year(reading, at))
    }

    fn accept(&mut self, word: &CalendarWord) -> bool {
        let date = &mut self.date;
        let empty = *date == Date::default() && self.season.is_none();
        match *word {
            CalendarWord::Month(m)
                if date.month.is_none() && date.year.is_none() && self.season.is_none() =>
            {
                date.month = Some(m);
            }
            CalendarWord::Weekday(d) if empty => date.weekday = Some(d),
            CalendarWord::Season(s) if empty => self.season = Some(s),
            CalendarWord::Part(p) if empty && self.part.is_none() => self.part = Some(p),
            CalendarWord::Relative(unit, shift) if empty && self.relative.is_none() => {
                self.relative = Some((unit, shift));
            }
            _ => return false,
        }
        true
    }

    fn take_day(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        if self.date.day.is_some()
            || self.date.year.is_some()
            || self.season.is_some()
            || self.part.is_some()
        {
            return None;
        }
        let (day, end) = day(reading, at)?;
        if self.date.month.is_some() {
            let magnitude = reading.sense(end, |s| counts(s).then_some(()));
            let noun = reading.pack.nouns_capitalised && reading.upper(end);
            self.date.day =
                (magnitude.is_none() && !noun && !glued_figure(reading, at)).then_some(day);
            return self.date.day.map(|_| end);
        }
        if is_month_next(reading, end) {
            self.date.day = Some(day);
            return Some(end);
        }
        let (len, (), rule) =
            reading.sense(end, |s| matches!(s, Sense::RangeJoin(..)).then_some(()))?;
        let (last, end) = day_at(reading, end + len)?;
        (is_month_next(reading, end) && last > day).then(|| {
            self.rules.push(rule);
            (self.date.day, self.last_day) = (Some(day), Some(last));
            end
        })
    }

    fn take_year(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let in_front = self.date.weekday.is_some() && self.date.month.is_none();
        if self.date.year.is_some() || in_front {
            return None;
        }
        let year = year(reading, at)?;
        let counted = self.date.month.is_some()
            && reading.sense(at + 1, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some();
        self.date.year = (!counted).then_some(year);
        self.date.year.map(|_| at + 1)
    }

    /// Fills what publication fixes: a relative date, a bare weekday, the year of a day.
    fn resolve(&mut self, published: Option<Date>) {
        let Some(today) = published.and_then(|p| p.civil()) else { return };
        let shifted = |days: i64| today.checked_add(jiff::Span::new().days(days)).ok();
        match self.relative {
            Some((Shift::Day, n)) => {
                if let Some(day) = shifted(i64::from(n)) {
                    self.date = Date::from_civil(day);
                }
            }
            Some((Shift::Year, n)) => self.date.year = Some(today.year() + n),
            Some((Shift::Month, n)) => {
                let months = i32::from(today.month()) - 1 + i32::from(n);
                self.date.year =
                    i16::try_from(i32::from(today.year()) + months.div_euclid(12)).ok();
                self.date.month = i8::try_from(months.rem_euclid(12) + 1).ok();
            }
            _ => {}
        }
        if let (Some(weekday), None, None) =
            (self.date.weekday, self.date.month, self.relative.filter(|r| r.0 != Shift::Next))
        {
            let today_is = today.weekday().to_monday_one_offset();
            let ahead = self.relative.is_some_and(|(_, n)| n > 0);
            let back = i64::from((today_is - weekday).rem_euclid(7));
            let days =
                if ahead { i64::from((weekday - today_is - 1).rem_euclid(7)) + 1 } else { -back };
            if let Some(day) = shifted(days) {
                self.date = Date { weekday: Some(weekday), ..Date::from_civil(day) };
            }
        } else if let (Some(month), None) = (self.date.month, self.date.year) {
            let day = self.date.day.unwrap_or(15);
            self.date.year = nearest_year(today, month, day);
        }
    }

    fn iso(&self, published: Option<Date>) -> Option<String> {
        if let Some((Shift::Week, n)) = self.relative {
            let today = published?.civil()?;
            let week =
                today.checked_add(jiff::Span::new().weeks(i64::from(n))).ok()?.iso_week_date();
            return Some(format!("{:04}-W{:02}", week.year(), week.week()));
        }
        if let Some(season) = self.season {
            const SEASONS: [&str; 4] = ["SP", "SU", "AU", "WI"];
            let name = SEASONS.get(usize::try_from(season - 1).ok()?)?;
            return Some(format!(
                "{}-{name}",
                self.date.year.map_or("XXXX".into(), |y| format!("{y:04}"))
            ));
        }
        if let Some(quarter) = self.quarter {
            return Some(format!(
                "{}-Q{quarter}",
                self.date.year.map_or("XXXX".into(), |y| format!("{y:04}"))
            ));
        }
        if self.date == Date::default() {
            return None;
        }
        let last = self.last_day.map(|day| Date { day: Some(day), ..self.date });
        Some(
            last.map_or_else(
                || self.date.iso(),
                |last| format!("{}/{}", self.date.iso(), last.iso()),
            ),
        )
    }
}

/// The year in which a day lies nearest to publication.
fn nearest_year(today: jiff::civil::Date, month: i8, day: i8) -> Option<i16> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let distance = |year: &i16| {
        let date = jiff::civil::Date::new(*year, month, day).ok()?;
        Some(today.until(date).ok()?.get_days().abs())
    };
    years.into_iter().filter_map(|y| Some((distance(&y)?, y))).min().map(|(_, y)| y)
}

/// A day of the month: `27.`, `27th`, `27` before or behind a month.
fn day(reading: &Reading<'_>, at: usize) -> Option<(i8, usize)> {
    if reading.glued(at) && at > 0 && reading.kind(at - 1) != Some(TokenKind::Mark) {
        return None;
    }
    day_at(reading, at)
}

fn day_at(reading: &Reading<'_>, at: usize) -> Option<(i8, usize)> {
    let day = small(reading, at, 31).filter(|d| *d > 0)?;
    let next = at + 1;
    let dotted = reading.pack.ordinal_mark.is_some_and(|m| reading.word(next).starts_with(m));
    let ending = reading.glued(next)
        && reading.pack.ordinal_endings.iter().any(|e| e == reading.folded(next));
    Some((day, if reading.glued(next) && (dotted || ending) { next + 1 } else { next }))
}

fn is_month_next(reading: &Reading<'_>, mut at: usize) -> bool {
    loop {
        let word = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Month(_)) => Some(true),
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

/// Whether a word behind a number makes it more than a day: a unit, or a number word other than a joiner.
fn counts(sense: &Sense) -> bool {
    match sense {
        Sense::Unit(..) => true,
        Sense::Number(word) => word.role != NumberRole::Joiner,
        _ => false,
    }
}
