use crate::lang::{CalendarWord, ClockRole, Cue, Grain, RuleId, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::around::is_container;
use crate::parse::time::clock::{Beside, clock, cued, is_before_day};
use crate::parse::time::lookup::{
    amount, counts, day, day_in_words, early_year, goes_on, is_letter_or_digit, is_month_next,
    is_this_month, month_by_number, short_year, spoken_year, which, year,
};
use crate::parse::time::numeric::{century, numeric};
use crate::parse::time::point::{Counted, Point, in_part};
use crate::text::TokenKind;

/// Between date and time of day. Source: ISO 8601.
pub(super) const TIME_MARK: &str = "T";

/// The day, period or time of day that starts at token `i`, as far as it goes.
pub(super) fn point(reading: &Reading<'_>, i: usize) -> Option<Point> {
    from(reading, Point::at(i))
}

/// The same, where no range follows.
pub(super) fn closed(reading: &Reading<'_>, i: usize) -> Option<Point> {
    from(reading, Point { closed: true, ..Point::at(i) })
}

/// The same, where no day was told of.
pub(super) fn untold(reading: &Reading<'_>, i: usize) -> Option<Point> {
    from(reading, Point { untold: true, ..Point::at(i) })
}

/// The day, period or time of day that goes on from `point`.
pub(super) fn from(reading: &Reading<'_>, mut point: Point) -> Option<Point> {
    let i = point.outer;
    while point.take(reading, joined(reading, &point)) || point.take_announced(reading) {}
    (point.outer > i).then_some(point)
}

/// The token at which any part may stand: behind the joiners.
fn joined(reading: &Reading<'_>, point: &Point) -> usize {
    let mut at = point.outer;
    if point.is_empty() && point.part.is_none() {
        return at;
    }
    // `2024-10-29T15:30`, `2019-Q1`
    let is_day = point.date.day.is_some() && point.clock.is_none();
    let is_time = is_day && reading.word(at) == TIME_MARK;
    let numbered = |k: usize| {
        reading
            .sense(k, |s| matches!(s, Sense::Calendar(CalendarWord::Numbered(_))).then_some(()))
            .is_some()
    };
    let is_part = point.is_bare_year() && numbered(at + 1)
        || point.nth.is_some() && year(reading, at + 1).is_some();
    let is_dash = reading.is_mark(at, "-/") && is_part;
    if (is_time || is_dash) && reading.glued(at) && reading.glued(at + 1) {
        return at + 1;
    }
    // *of the year 2020*
    let of_year = |at: usize| {
        let grain = |s: &Sense| {
            matches!(s, Sense::Calendar(CalendarWord::Grain(Grain::Year, false))).then_some(())
        };
        reading.sense(at, grain).map(|g| at + g.0).filter(|&end| year(reading, end).is_some())
    };
    // Behind a time of day, a comma begins the next entry of a list.
    let told = |s: &Sense| match s {
        Sense::Calendar(CalendarWord::Told(_) | CalendarWord::RelativeTold(..)) => Some(()),
        _ => None,
    };
    let free = |at: usize| {
        (point.clock.is_none() || !reading.is_mark(at, ",")) && reading.sense(at, told).is_none()
    };
    while let Some((len, (), _)) = reading
        .sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Joiner)).then_some(()))
        .filter(|_| free(at))
    {
        at += len;
    }
    of_year(at).unwrap_or(at)
}

impl Point {
    /// Reads one more part at token `at`.
    fn take(&mut self, reading: &Reading<'_>, at: usize) -> bool {
        if reading.tokens.get(at).is_none_or(|t| t.breaks > 1 && at > self.end) {
            return false;
        }
        if !self.is_empty() && reading.sentence_of(at) != reading.sentence_of(self.end - 1) {
            return false;
        }
        let taken = self
            .take_numeric(reading, at)
            .or_else(|| self.take_away(reading, at))
            .or_else(|| self.take_about(reading, at))
            .or_else(|| self.take_nth(reading, at))
            .or_else(|| self.take_word(reading, at))
            .or_else(|| self.take_numbered(reading, at))
            .or_else(|| self.take_decade(reading, at))
            .or_else(|| self.take_era(reading, at));
        if taken.is_none() && self.take_clock(reading, at) {
            return true;
        }
        let taken =
            taken.or_else(|| self.take_day(reading, at)).or_else(|| self.take_year(reading, at));
        self.reaches(at, taken)
    }

    /// Notes where a part of the day or period stands.
    fn reaches(&mut self, at: usize, end: Option<usize>) -> bool {
        let Some(end) = end else { return false };
        (self.end, self.outer) = (end, end);
        self.days_at = Some(self.days_at.as_ref().map_or(at, |d| d.start)..end);
        true
    }

    /// Reads a part that only some words join with what stands before: an hour (*at*), a coarser period (*of*, *in*), the day
    /// of a time (*on*).
    fn take_announced(&mut self, reading: &Reading<'_>) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut at = joined(reading, self);
        let hour = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Clock(ClockRole::Cue)) => Some(()),
            Sense::RangeOpen(_) if self.may_open() => Some(()),
            _ => None,
        });
        if let Some((len, (), _)) = hour
            && self.take_clock(reading, at + len)
        {
            return true;
        }
        let mut on = false;
        for _ in 0..3 {
            let joint = reading.sense(at, |s| match s {
                Sense::Calendar(CalendarWord::DayCue) => Some(true),
                Sense::Calendar(CalendarWord::Joiner) if !reading.is_mark(at, ",") => Some(false),
                Sense::Cue(
                    Cue::PlacePreposition | Cue::OfPreposition | Cue::Contraction | Cue::Definite,
                ) => Some(false),
                _ => None,
            });
            let ends = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Until)).then_some(());
            let joint = joint.filter(|_| reading.sense(at, ends).is_none());
            let Some((len, is_day, _)) = joint else { break };
            (at, on) = (at + len, on || is_day);
        }
        if at == self.outer || reading.sentence_of(at) != reading.sentence_of(self.end - 1) {
            return false;
        }
        if self.clock.is_some() && !self.is_dated() && on {
            return self.take(reading, at);
        }
        let of_week = matches!(self.relative, Some((Grain::Week, _)));
        let coarser = self.nth.is_some() || self.date.month.is_some();
        let taken = if of_week || self.is_dated() { self.take_word(reading, at) } else { None };
        let taken = taken.or_else(|| if coarser { self.take_year(reading, at) } else { None });
        self.reaches(at, taken)
    }

    fn take_numeric(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let bare = self.date.weekday.is_some() || self.clock.is_some() || self.day_part.is_some();
        let open = self.date.month.is_none() && self.relative.is_none() && self.part.is_none();
        if !open || !(self.is_empty() || bare) {
            return None;
        }
        let (date, end) = numeric(reading, at)?;
        self.date = crate::value::Date { weekday: self.date.weekday, ..date };
        Some(end)
    }

    fn take_word(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        for hit in reading.hits(at).iter().filter(|h| h.prefix == 0) {
            let Sense::Calendar(word) = &hit.entry.sense else { continue };
            let end = at + hit.len as usize;
            let taken = match word {
                CalendarWord::Shift(shift) => self.take_shifted(reading, end, *shift),
                CalendarWord::Told(shift) => self.take_told(reading, end, *shift),
                CalendarWord::RelativeTold(grain, shift) => {
                    self.take_day_told(reading, end, (*grain, *shift))
                }
                CalendarWord::Grain(grain, false) => self.bare_grain(*grain).then_some(end),
                word => self.accept(word).then_some(end),
            };
            if let Some(end) = taken {
                self.rules.push(hit.entry.rule);
                return Some(end);
            }
        }
        None
    }

    /// *end of the month*, *second week of the year*, *the weekend*.
    fn bare_grain(&mut self, grain: Grain) -> bool {
        let of_part = self.part.is_some() && self.is_empty() && grain >= Grain::Week;
        let of_nth = self.nth.is_some() && grain >= Grain::Month && !self.has_year();
        let of_feast = self.feast.is_some() && !self.has_year();
        let weekend = grain == Grain::Weekend && (self.is_empty() || of_feast);
        (of_part || of_nth || weekend) && self.relative(grain, 0)
    }

    /// What a word moves: the weekday, month, season, feast or period at token `at`.
    pub(super) fn take_shifted(
        &mut self,
        reading: &Reading<'_>,
        at: usize,
        shift: i16,
    ) -> Option<usize> {
        let of_part = self.part.is_some() && self.finest().is_none();
        let coarser = self.date.weekday.is_some()
            || self.date.day.is_some()
            || self.date.month.is_some()
            || self.nth.is_some()
            || self.feast.is_some()
            || self.week.is_some()
            || self.season.is_some();
        let timed = self.clock.is_some() && self.finest().is_none();
        if !(self.is_empty() || of_part || coarser || timed) {
            return None;
        }
        let fresh = self.finest().is_none();
        for hit in reading.hits(at).iter().filter(|h| h.prefix == 0) {
            let Sense::Calendar(word) = &hit.entry.sense else { continue };
            let taken = match word {
                // *This day* is one that was told of before.
                CalendarWord::Grain(
                    Grain::Second | Grain::Minute | Grain::Hour | Grain::Day,
                    _,
                )
                | CalendarWord::Grain(_, true) => false,
                CalendarWord::Grain(grain, false) => {
                    let taken = self.relative(*grain, shift);
                    self.shift = if taken { Some(shift) } else { self.shift };
                    taken
                }
                CalendarWord::DayPart(..) if fresh && !of_part && (-1..=0).contains(&shift) => {
                    self.accept(word) && {
                        self.relative = Some((Grain::Day, shift));
                        true
                    }
                }
                CalendarWord::Weekday(..)
                | CalendarWord::WeekdayPart(..)
                | CalendarWord::Month(..)
                | CalendarWord::Season(..)
                | CalendarWord::Feast(_)
                    if fresh =>
                {
                    self.accept(word) && {
                        self.shift = Some(shift);
                        true
                    }
                }
                _ => false,
            };
            if taken {
                self.rules.push(hit.entry.rule);
                return Some(at + hit.len as usize);
            }
        }
        None
    }

    /// *the third Tuesday of*, *last day in*, *second quarter*, *19th century*.
    fn take_nth(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        if self.finest().is_some() || self.clock.is_some() || self.day_part.is_some() {
            return None;
        }
        let (n, next, rule) = which(reading, at)?;
        if let Some((run, len, grain, word)) = run(reading, next).filter(|_| n.abs() == 1) {
            self.nth = Some((n, Counted::Grain(grain)));
            self.run = Some(run);
            self.rules.extend(rule);
            self.rules.push(word);
            return Some(next + len);
        }
        let hyphen = reading.is_mark(next, "-‐‑") && reading.glued(next) && reading.glued(next + 1);
        let next = next + usize::from(hyphen);
        let (len, counted, word) = reading.sense(next, |s| match s {
            Sense::Calendar(CalendarWord::Weekday(day, false)) => Some(Counted::Weekday(*day)),
            Sense::Calendar(CalendarWord::Grain(grain, _)) if *grain >= Grain::Day => {
                Some(Counted::Grain(*grain))
            }
            _ => None,
        })?;
        let end = next + len;
        let is_number =
            reading.sense(next, |s| matches!(s, Sense::Number(_)).then_some(())).is_some();
        let free = n > 0
            && (!is_number || counted == Counted::Grain(Grain::Quarter))
            && matches!(counted, Counted::Grain(Grain::Quarter | Grain::Half | Grain::Century));
        let most = match counted {
            Counted::Weekday(_) => 5,
            Counted::Grain(Grain::Half) => 2,
            Counted::Grain(Grain::Quarter) => 4,
            Counted::Grain(Grain::Century) => 22,
            Counted::Grain(Grain::Week) => 53,
            Counted::Grain(_) => 31,
        };
        if n > most || !(free || is_container(reading, end)) {
            return None;
        }
        self.nth = Some((n, counted));
        self.rules.extend(rule);
        self.rules.push(word);
        Some(end)
    }

    /// *week 10*, `Q1`.
    fn take_numbered(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let (len, grain, rule) = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Numbered(grain)) => Some(*grain),
            _ => None,
        })?;
        let digits =
            reading.kind(at + len) == Some(TokenKind::Digits) && reading.word(at + len).len() <= 2;
        let number: i8 = reading.word(at + len).parse().ok().filter(|n| digits && *n > 0)?;
        let end = at + len + 1;
        let fits = match grain {
            Grain::Week => {
                number <= 53
                    && (self.is_empty()
                        || self.date.year.is_some() && self.finest() == Some(Grain::Year))
            }
            Grain::Quarter => number <= 4 && reading.glued(at + len) && self.date.month.is_none(),
            _ => number <= 2 && reading.glued(at + len) && self.date.month.is_none(),
        };
        let whole = !is_letter_or_digit(reading, end);
        if !fits || !whole || self.nth.is_some() || self.week.is_some() {
            return None;
        }
        if grain == Grain::Week {
            self.week = Some(number);
        } else {
            self.nth = Some((i16::from(number), Counted::Grain(grain)));
        }
        self.rules.push(rule);
        Some(end)
    }

    fn take_clock(&mut self, reading: &Reading<'_>, at: usize) -> bool {
        let day = self.finest().is_none_or(|f| f == Grain::Day);
        if self.clock.is_some() || !day || self.part.is_some() {
            return false;
        }
        let dated = self.is_dated() || self.day_part.is_some();
        let opener = |s: &Sense| matches!(s, Sense::RangeOpen(_)).then_some(());
        let opened = self.may_open() && reading.sense_before(at, opener).is_some();
        let beside = match (dated, opened) {
            (true, true) => Beside::Opener,
            (true, false) => Beside::Day,
            _ if self.is_empty() && is_before_day(reading, at) => Beside::Day,
            _ => Beside::Nothing,
        };
        let Some(mut hour) = clock(reading, at, beside) else { return false };
        if hour.day_part.is_some() && self.day_part.is_some() && hour.bare {
            return false;
        }
        if let Some(part) = self.day_part {
            hour.clock.hour = in_part(hour.clock.hour, part);
        }
        self.open = opened && hour.bare && !cued(reading, at);
        self.day_part = self.day_part.or(hour.day_part);
        (self.half, self.said) = (hour.half, hour.day_part);
        self.clock = Some(hour.clock);
        self.rules.extend(hour.rules);
        self.clock_at = Some(at..hour.end);
        (self.end, self.outer) = (hour.end, hour.outer);
        true
    }

    fn take_day(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let date = &self.date;
        if date.day.is_some()
            || self.has_year()
            || self.season.is_some()
            || self.part.is_some()
            || self.nth.is_some()
            || self.feast.is_some()
        {
            return None;
        }
        if let Some((day, end)) = day_in_words(reading, at, self.date.month.is_some()) {
            self.date.day = Some(day);
            self.weak = false;
            return Some(end);
        }
        let open = self.date.month.is_none() && self.clock.is_none();
        if let Some((day, month, end)) = month_by_number(reading, at).filter(|_| open) {
            (self.date.day, self.date.month, self.weak) = (Some(day), Some(month), false);
            return Some(end);
        }
        let (day, end) = day(reading, at)?;
        if self.date.month.is_some() {
            let counted = reading
                .sense(end, |s| counts(s).then_some(()))
                .filter(|_| spoken_year(reading, end).is_none());
            let noun = reading.pack.nouns_capitalised
                && reading.upper(end)
                && !reading.pack.function_words.contains(reading.folded(end));
            let noun = noun
                && reading.sense(end, |s| matches!(s, Sense::Calendar(_)).then_some(())).is_none();
            let fits = counted.is_none() && !noun && !goes_on(reading, at);
            self.date.day = fits.then_some(day);
            self.weak &= !fits;
            return self.date.day.map(|_| end);
        }
        let marked = end > at + 1 || reading.kind(at) == Some(TokenKind::Word);
        // *Sat 14th*
        let lettered = marked && reading.kind(at) == Some(TokenKind::Digits) && {
            reading.kind(end - 1) == Some(TokenKind::Word)
        };
        let of_weekday =
            date.weekday.is_some() && (!self.weak || lettered) && marked && self.clock.is_none();
        let noun = reading.pack.nouns_capitalised
            && reading.upper(end)
            && reading.sentence_of(end) == reading.sentence_of(at);
        let fits =
            is_month_next(reading, end) || is_this_month(reading, end) || (of_weekday && !noun);
        fits.then(|| {
            self.date.day = Some(day);
            self.weak = false;
            end
        })
    }

    fn take_year(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let in_front =
            self.date.weekday.is_some() && self.date.month.is_none() && self.nth.is_none();
        let day_alone = self.date.day.is_some() && self.date.month.is_none();
        let clock_alone = self.clock.is_some() && self.date.month.is_none();
        if self.has_year()
            || in_front
            || day_alone
            || clock_alone
            || self.shift.is_some()
            || self.decade.is_some()
            || self.day_part.is_some() && !self.is_dated()
        {
            return None;
        }
        let (year, end) = year(reading, at)
            .or_else(|| early_year(reading, at).filter(|_| self.is_empty()))
            .or_else(|| {
                spoken_year(reading, at)
                    .filter(|_| self.date.month.is_some() || self.season.is_some())
            })
            .or_else(|| {
                let apostrophe = reading.is_mark(at, "'’‘") && reading.glued(at + 1);
                let short = reading.kind(at + 1) == Some(TokenKind::Digits)
                    && reading.word(at + 1).len() == 2;
                let fits = apostrophe
                    && short
                    && self.date.month.is_some()
                    && !is_letter_or_digit(reading, at + 2);
                Some((century(reading.word(at + 1).parse().ok().filter(|_| fits)?), at + 2))
            })
            .or_else(|| short_year(reading, at).filter(|_| self.date.month.is_some()))?;
        let measured = self.date.month.is_some()
            && reading.sense(end, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some();
        self.date.year = (!measured).then_some(year);
        self.weak &= measured || self.season.is_none();
        self.date.year.map(|_| end)
    }

    /// `1990s`, `90er Jahre`, `'40s`.
    fn take_decade(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        if self.finest().is_some() || self.clock.is_some() {
            return None;
        }
        let apostrophe = reading.is_mark(at, "'’‘") && reading.glued(at + 1);
        let at = at + usize::from(apostrophe);
        let word = reading.word(at);
        let digits = reading.kind(at) == Some(TokenKind::Digits) && matches!(word.len(), 2 | 4);
        let number: i16 = word.parse().ok().filter(|n| digits && n % 10 == 0)?;
        let (len, (), rule) = reading.sense(at + 1, |s| {
            matches!(s, Sense::Calendar(CalendarWord::DecadeEnding)).then_some(())
        })?;
        let definite = at > 0 && reading.is_cue(at - 1, &[Cue::Definite]) && number >= 50;
        let ends_in_word = reading.word(at + len).chars().count() > 1;
        if !reading.glued(at + 1) || (word.len() == 2 && !(apostrophe || definite || ends_in_word))
        {
            return None;
        }
        if word.len() == 4 && number % 100 == 0 && number < 2000 {
            self.nth = Some((number / 100 + 1, Counted::Grain(Grain::Century)));
        } else {
            self.decade = Some(number);
        }
        self.rules.push(rule);
        Some(at + 1 + len)
    }

    /// `44 v. Chr.`, `394 AD`, `AD 79`.
    fn take_era(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let era = |at: usize| {
            reading.sense(at, |s| match s {
                Sense::Calendar(CalendarWord::Era(before)) => Some(*before),
                _ => None,
            })
        };
        if let (Some((_, Counted::Grain(Grain::Century))), Some((len, before, rule))) =
            (self.nth, era(at))
            && self.relative.is_none()
        {
            self.before_era = before;
            self.rules.push(rule);
            return Some(at + len);
        }
        let open = self.date.year.is_none() && self.relative.is_none() && self.clock.is_none();
        // Only the common era is named before its years.
        let ahead = era(at).filter(|(_, before, _)| !before);
        let digits = at + ahead.map_or(0, |(len, ..)| len);
        let short = reading.kind(digits) == Some(TokenKind::Digits)
            && reading.word(digits).len() <= 4
            && reading.sentence_of(digits) == reading.sentence_of(at);
        let year: i16 = reading.word(digits).parse().ok().filter(|_| open && short)?;
        let (len, before, rule) =
            ahead.map_or_else(|| era(digits + 1), |(_, b, r)| Some((0, b, r)))?;
        self.date.year = Some(if before { -year } else { year });
        self.rules.push(rule);
        Some(digits + 1 + len)
    }
}

/// So many periods at the start or end of a longer one (the *three months of the year*): how many, tokens, which, the rule.
fn run(reading: &Reading<'_>, at: usize) -> Option<(i64, usize, Grain, RuleId)> {
    let (count, next) = amount(reading, at).filter(|(count, _)| *count > 1)?;
    let (len, grain, rule) = reading.sense(next, |s| match s {
        Sense::Calendar(CalendarWord::Grain(grain, true)) if *grain >= Grain::Day => Some(*grain),
        _ => None,
    })?;
    let end = next + len;
    is_container(reading, end).then_some((count, end - at, grain, rule))
}
