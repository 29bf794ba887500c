use crate::lang::{Away, CalendarWord, Cue, Grain, NumberRole, Pos, RuleId, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::clock::{Beside, clock, cued};
use crate::parse::time::numeric::{century, numeric};
use crate::parse::time::point::{Counted, Point, Stretch};
use crate::parse::words::words;
use crate::text::TokenKind;

/// Between date and time of day. Source: ISO 8601.
pub(super) const TIME_MARK: &str = "T";

/// Years that a bare number of four digits can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// The day, period or time of day that starts at token `i`, as far as it goes.
pub(super) fn point(reading: &Reading<'_>, i: usize) -> Option<Point> {
    from(reading, i, Point::at(i))
}

/// The same, where no range follows.
pub(super) fn closed(reading: &Reading<'_>, i: usize) -> Option<Point> {
    from(reading, i, Point { closed: true, ..Point::at(i) })
}

fn from(reading: &Reading<'_>, i: usize, mut point: Point) -> Option<Point> {
    let mut at = i;
    while point.take(reading, at) {
        at = joined(reading, &point);
    }
    (point.outer > i).then_some(point)
}

/// The token at which the next part may stand: behind the joiners, and behind words that only this kind of part is joined with.
fn joined(reading: &Reading<'_>, point: &Point) -> usize {
    let mut at = point.outer;
    loop {
        let len = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Joiner) => Some(()),
            Sense::Calendar(CalendarWord::Clock(crate::lang::ClockRole::Cue)) => Some(()),
            Sense::Calendar(CalendarWord::DayCue)
                if point.clock.is_some() || matches!(point.relative, Some((Grain::Week, _))) =>
            {
                Some(())
            }
            Sense::RangeOpen(_) if point.may_open() => Some(()),
            Sense::Cue(
                Cue::PlacePreposition | Cue::OfPreposition | Cue::Contraction | Cue::Definite,
            ) if point.nth.is_some()
                || point.date.weekday.is_some()
                || point.date.day.is_some() =>
            {
                Some(())
            }
            _ => None,
        });
        let Some((len, (), _)) = len else { break };
        at += len;
    }
    // `2024-10-29T15:30`
    let is_day = point.date.day.is_some() && point.clock.is_none();
    if is_day && reading.word(at) == TIME_MARK && reading.glued(at) && reading.glued(at + 1) {
        return at + 1;
    }
    // `2019-Q1`, *April in 2016*
    let dash = reading.is_mark(at, "-/") && reading.glued(at) && reading.glued(at + 1);
    let numbered = |k: usize| {
        reading
            .sense(k, |s| matches!(s, Sense::Calendar(CalendarWord::Numbered(_))).then_some(()))
            .is_some()
    };
    if dash
        && (point.is_bare_year() && numbered(at + 1)
            || point.nth.is_some() && year(reading, at + 1).is_some())
    {
        return at + 1;
    }
    let into = reading
        .cue(at, Cue::PlacePreposition)
        .filter(|_| point.date.month.is_some() && point.date.year.is_none());
    into.filter(|len| year(reading, at + len).is_some()).map_or(at, |len| at + len)
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
            .or_else(|| self.take_nth(reading, at))
            .or_else(|| self.take_word(reading, at))
            .or_else(|| self.take_numbered(reading, at))
            .or_else(|| self.take_decade(reading, at))
            .or_else(|| self.take_era(reading, at));
        let taken = match taken {
            Some(end) => Some((end, end)),
            None => self.take_clock(reading, at).or_else(|| {
                let end = self.take_day(reading, at).or_else(|| self.take_year(reading, at))?;
                Some((end, end))
            }),
        };
        let Some((end, outer)) = taken else { return false };
        (self.end, self.outer) = (end, outer);
        true
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
                CalendarWord::Grain(grain) => self.bare_grain(*grain).then_some(end),
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
        (of_part || of_nth || (grain == Grain::Weekend && self.is_empty()))
            && self.relative(grain, 0)
    }

    /// What a word moves: the weekday, month, season, feast or period at token `at`.
    fn take_shifted(&mut self, reading: &Reading<'_>, at: usize, shift: i16) -> Option<usize> {
        let of_part = self.part.is_some() && self.finest().is_none();
        let coarser = self.date.weekday.is_some()
            || self.date.day.is_some()
            || self.date.month.is_some()
            || self.nth.is_some()
            || self.feast.is_some()
            || self.week.is_some()
            || self.season.is_some();
        if !(self.is_empty() || of_part || coarser) {
            return None;
        }
        let fresh = self.finest().is_none();
        for hit in reading.hits(at).iter().filter(|h| h.prefix == 0) {
            let Sense::Calendar(word) = &hit.entry.sense else { continue };
            let taken = match word {
                CalendarWord::Grain(Grain::Second | Grain::Minute | Grain::Hour) => false,
                CalendarWord::Grain(grain) => {
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
                | CalendarWord::Season(_)
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
        let (len, counted, word) = reading.sense(next, |s| match s {
            Sense::Calendar(CalendarWord::Weekday(day, false)) => Some(Counted::Weekday(*day)),
            Sense::Calendar(CalendarWord::Grain(grain)) if *grain >= Grain::Day => {
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

    /// *three days ago*, *vor drei Tagen*, *two days before Christmas*.
    fn take_away(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        if !self.is_empty() && self.date.weekday.is_none() || self.part.is_some() {
            return None;
        }
        let before = away(reading, at, &[Away::Since]);
        let start = before.as_ref().map_or(at, |b| at + b.0);
        let (stretch, end, rules) = stretch(reading, start)?;
        self.rules.extend(rules);
        let (stretch, end) = if let Some((_, _, word)) = before {
            self.rules.push(word);
            (stretch.back(), end)
        } else {
            const WORDS: &[Away] = &[Away::Ago, Away::Hence, Away::After, Away::Before];
            let (len, which, word) = away(reading, end, WORDS)?;
            self.rules.push(word);
            let back = matches!(which, Away::Ago | Away::Before);
            let stretch = if back { stretch.back() } else { stretch };
            if matches!(which, Away::After | Away::Before) {
                return self.take_from(reading, end + len, stretch);
            }
            (stretch, end + len)
        };
        if self.date.weekday.is_some() && stretch.grain != Grain::Week {
            return None;
        }
        self.away = Some(stretch);
        Some(end)
    }

    /// The day at token `at` from which a stretch is measured.
    fn take_from(&mut self, reading: &Reading<'_>, at: usize, stretch: Stretch) -> Option<usize> {
        if !self.is_empty() {
            return None;
        }
        let from = from(reading, at, Self::at(at))?;
        let day = from.finest() == Some(Grain::Day)
            && from.clock.is_none()
            && from.away.is_none()
            && !from.weak;
        let whole = day
            && (from.date.day.is_none() || from.date.month.is_some() || from.relative.is_some());
        let end = from.end;
        *self = Self {
            from: whole.then_some(stretch),
            outer: self.outer,
            rules: [self.rules.as_slice(), &from.rules].concat(),
            end: self.end,
            ..from
        };
        whole.then_some(end)
    }

    fn take_clock(&mut self, reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
        let day = self.finest().is_none_or(|f| f == Grain::Day);
        if self.clock.is_some() || !day || self.part.is_some() {
            return None;
        }
        let dated = self.is_dated() || self.day_part.is_some();
        let opened = self.may_open()
            && reading
                .sense_before(at, |s| matches!(s, Sense::RangeOpen(_)).then_some(()))
                .is_some();
        let beside = match (dated, opened) {
            (true, true) => Beside::Opener,
            (true, false) => Beside::Day,
            _ => Beside::Nothing,
        };
        let mut hour = clock(reading, at, beside)?;
        self.open = opened && hour.bare && !cued(reading, at);
        if hour.day_part.is_some() && self.day_part.is_some() && hour.bare {
            return None;
        }
        if let Some(part) = self.day_part {
            hour.clock.hour = super::point::in_part(hour.clock.hour, part);
        }
        self.day_part = self.day_part.or(hour.day_part);
        self.half = hour.half;
        self.clock = Some(hour.clock);
        self.rules.extend(hour.rules);
        Some((hour.end, hour.outer))
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
        let (day, end) = day(reading, at)?;
        if self.date.month.is_some() {
            let counted = reading.sense(end, |s| counts(s).then_some(()));
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
        let of_weekday = date.weekday.is_some() && end > at + 1 && self.clock.is_none()
            || date.weekday.is_some() && reading.kind(at) == Some(TokenKind::Word);
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
            })?;
        let measured = self.date.month.is_some()
            && reading.sense(end, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some();
        self.date.year = (!measured).then_some(year);
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

    /// `44 v. Chr.`, `394 AD`.
    fn take_era(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let open = self.date.year.is_none() && self.relative.is_none() && self.clock.is_none();
        let digits = reading.kind(at) == Some(TokenKind::Digits) && reading.word(at).len() <= 4;
        let year: i16 = reading.word(at).parse().ok().filter(|_| open && digits)?;
        let (len, before, rule) = reading.sense(at + 1, |s| match s {
            Sense::Calendar(CalendarWord::Era(before)) => Some(*before),
            _ => None,
        })?;
        self.date.year = Some(if before { -year } else { year });
        self.rules.push(rule);
        Some(at + 1 + len)
    }
}

fn of_grain(sense: &Sense) -> Option<Grain> {
    match sense {
        Sense::Calendar(CalendarWord::Grain(grain)) => Some(*grain),
        _ => None,
    }
}

/// The unit of calendar time at token `at`: number of tokens, and which.
pub(super) fn grain_at(reading: &Reading<'_>, at: usize) -> Option<(usize, Grain)> {
    reading.sense(at, of_grain).map(|(len, grain, _)| (len, grain))
}

/// A length of calendar time in one or more units (*2 years 1 month*), and the token behind it.
fn stretch(reading: &Reading<'_>, at: usize) -> Option<(Stretch, usize, Vec<RuleId>)> {
    let one = |at: usize| {
        let (count, next) = amount(reading, at)?;
        let (len, grain, rule) = reading.sense(next, of_grain).filter(|g| g.1 >= Grain::Day)?;
        Some((Stretch::of(count, grain)?, next + len, rule))
    };
    let (mut all, mut end, rule) = one(at)?;
    let mut rules = vec![rule];
    loop {
        let comma = usize::from(reading.is_mark(end, ","));
        let joiner = reading.cue(end + comma, Cue::Coordinator).unwrap_or(0);
        let Some((more, next, rule)) = one(end + comma + joiner) else { break };
        all = all.and(more);
        rules.push(rule);
        end = next;
    }
    Some((all, end, rules))
}

fn away(reading: &Reading<'_>, at: usize, wanted: &[Away]) -> Option<(usize, Away, RuleId)> {
    reading.sense(at, |s| match s {
        Sense::Calendar(CalendarWord::Away(which)) if wanted.contains(which) => Some(*which),
        _ => None,
    })
}

/// A whole number of periods, or an article for one.
fn amount(reading: &Reading<'_>, at: usize) -> Option<(i64, usize)> {
    if reading.kind(at) == Some(TokenKind::Digits) {
        let number: i64 = reading.word(at).parse().ok().filter(|_| reading.word(at).len() <= 4)?;
        return (!reading.glued(at + 1)).then_some((number, at + 1));
    }
    if let Some(atom) = words(reading, at) {
        let plain = !atom.ordinal && !atom.multiple && atom.vague.is_none() && atom.ratio.is_none();
        let value = atom.value.filter(|v| plain && v.is_integer())?.to_i64()?;
        return (value <= 9999).then_some((value, atom.tokens.end));
    }
    let (len, (), _) = reading.sense(at, |s| match s {
        Sense::Number(w) if w.role == NumberRole::Article => Some(()),
        Sense::Cue(Cue::Determiner) => Some(()),
        _ => None,
    })?;
    let one = reading.sense(at, |s| {
        matches!(s, Sense::Number(w) if w.role == NumberRole::Article).then_some(())
    });
    one.map(|_| (1, at + len))
}

/// Which one is counted: an ordinal, or *the last*.
fn which(reading: &Reading<'_>, at: usize) -> Option<(i16, usize, Option<RuleId>)> {
    let last =
        reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Last)).then_some(()));
    if let Some((len, (), rule)) = last {
        return Some((-1, at + len, Some(rule)));
    }
    let (n, end) = ordinal(reading, at)?;
    let last =
        reading.sense(end, |s| matches!(s, Sense::Calendar(CalendarWord::Last)).then_some(()));
    Some(match last {
        Some((len, (), rule)) => (-i16::from(n), end + len, Some(rule)),
        None => (i16::from(n), end, None),
    })
}

/// An ordinal from 1 to 99: `3.`, `3rd`, *third*.
pub(super) fn ordinal(reading: &Reading<'_>, at: usize) -> Option<(i8, usize)> {
    if reading.kind(at) == Some(TokenKind::Digits) {
        let (number, end) = day_at(reading, at, 99)?;
        return (end > at + 1).then_some((number, end));
    }
    let atom = words(reading, at).filter(|a| a.ordinal)?;
    let number = i8::try_from(atom.value?.to_i64()?).ok()?;
    (number > 0).then_some((number, atom.tokens.end))
}

/// Whether a period follows in which something can be counted (*of May*, *im Oktober 2015*, *of the year*).
fn is_container(reading: &Reading<'_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..4 {
        let moved = reading
            .sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Shift(_))).then_some(()));
        at += moved.map_or(0, |m| m.0);
        let is_period = reading.hits(at).iter().any(|h| match &h.entry.sense {
            Sense::Calendar(word) => matches!(
                word,
                CalendarWord::Month(..)
                    | CalendarWord::Relative(Grain::Month | Grain::Year | Grain::Quarter, _)
                    | CalendarWord::Grain(
                        Grain::Month
                            | Grain::Quarter
                            | Grain::Year
                            | Grain::Decade
                            | Grain::Century
                    )
            ),
            _ => false,
        });
        if is_period || year(reading, at).is_some() {
            return true;
        }
        let joiner = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Joiner) => Some(()),
            Sense::Cue(
                Cue::PlacePreposition | Cue::OfPreposition | Cue::Contraction | Cue::Definite,
            ) => Some(()),
            _ => None,
        });
        let Some((len, (), _)) = joiner else { return false };
        at += len;
    }
    false
}

/// A year in four digits, and the token behind it.
pub(super) fn year(reading: &Reading<'_>, i: usize) -> Option<(i16, usize)> {
    let word = reading.word(i);
    let shape =
        reading.kind(i) == Some(TokenKind::Digits) && word.len() == 4 && !goes_on(reading, i);
    let year: i16 = word.parse().ok().filter(|_| shape)?;
    YEARS.contains(&year).then_some((year, i + 1))
}

/// A year in words (*two thousand and five*, *nineteen eighty-four*), and the token behind it.
fn spoken_year(reading: &Reading<'_>, at: usize) -> Option<(i16, usize)> {
    let plain = |at: usize| {
        let atom =
            words(reading, at).filter(|a| !a.ordinal && a.ratio.is_none() && a.vague.is_none())?;
        let value = i16::try_from(atom.value.filter(|v| v.is_integer())?.to_i64()?).ok()?;
        Some((value, atom.tokens.end))
    };
    let (first, end) = plain(at)?;
    if YEARS.contains(&first) {
        return Some((first, end));
    }
    let (second, end) =
        plain(end).filter(|(n, _)| (10..=20).contains(&first) && (10..100).contains(n))?;
    Some((100 * first + second, end))
}

/// Whether the digits at `i` go on into a longer figure (`2024,5`, `2024.11`).
fn goes_on(reading: &Reading<'_>, i: usize) -> bool {
    let goes_on = reading.is_mark(i + 1, ".,:/'%°") && reading.glued(i + 1) && reading.glued(i + 2);
    goes_on && reading.kind(i + 2) == Some(TokenKind::Digits)
}

fn is_letter_or_digit(reading: &Reading<'_>, at: usize) -> bool {
    reading.glued(at) && reading.kind(at).is_some_and(|k| k != TokenKind::Mark)
}

/// A day of the month: `27.`, `27th`, *siebter*, or `27` before or behind a month.
pub(super) fn day(reading: &Reading<'_>, at: usize) -> Option<(i8, usize)> {
    if reading.kind(at) == Some(TokenKind::Word) {
        return ordinal(reading, at).filter(|(n, _)| *n <= 31);
    }
    let glued = reading.glued(at) && at > 0;
    if glued
        && (reading.kind(at - 1) != Some(TokenKind::Mark) || reading.is_mark(at - 1, ".,:'$€£#/%"))
    {
        return None;
    }
    day_at(reading, at, 31)
}

fn day_at(reading: &Reading<'_>, at: usize, most: i8) -> Option<(i8, usize)> {
    let word = reading.word(at);
    let digits = reading.kind(at) == Some(TokenKind::Digits) && word.len() <= 2;
    let day: i8 = word.parse().ok().filter(|d| digits && (1..=most).contains(d))?;
    let next = at + 1;
    let dotted = reading.pack.ordinal_mark.is_some_and(|m| reading.word(next).starts_with(m));
    let ending = reading.glued(next)
        && reading.pack.ordinal_endings.iter().any(|e| e == reading.folded(next));
    Some((day, if reading.glued(next) && (dotted || ending) { next + 1 } else { next }))
}

/// Whether the next part of the date, behind joiners, is a month.
pub(super) fn is_month_next(reading: &Reading<'_>, mut at: usize) -> bool {
    loop {
        let word = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Month(..)) => Some(true),
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

/// Whether *of this month*, *des Monats* follows.
fn is_this_month(reading: &Reading<'_>, mut at: usize) -> bool {
    let of = reading.sense(at, |s| match s {
        Sense::Calendar(CalendarWord::Joiner) | Sense::Cue(Cue::OfPreposition) => Some(()),
        _ => None,
    });
    at += of.map_or(0, |o| o.0);
    reading
        .sense(at, |s| {
            matches!(s, Sense::Calendar(CalendarWord::Relative(Grain::Month, _))).then_some(())
        })
        .is_some()
        || reading
            .sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Shift(_))).then_some(()))
            .is_some_and(|(len, (), _)| {
                reading
                    .sense(at + len, |s| {
                        matches!(s, Sense::Calendar(CalendarWord::Grain(Grain::Month)))
                            .then_some(())
                    })
                    .is_some()
            })
}

/// Whether a word behind a number makes it more than a day: a unit, or a number word other than a joiner.
pub(super) fn counts(sense: &Sense) -> bool {
    match sense {
        Sense::Unit(..) => true,
        Sense::Number(word) => word.role != NumberRole::Joiner,
        _ => false,
    }
}

/// Whether four digits are a year: announced by a word before, or with nothing behind that they could count.
pub(super) fn stands_alone(reading: &Reading<'_>, i: usize, end: usize) -> bool {
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
    let joiner = reading.sense(end, |s| {
        matches!(s, Sense::Number(w) if w.role == NumberRole::Joiner).then_some(())
    });
    let counted = reading.sense(end, |s| match s {
        Sense::Unit(..) => Some(()),
        Sense::Number(w) if w.role != NumberRole::Joiner => Some(()),
        Sense::Concept(c, Pos::Noun) if !c.attribute => Some(()),
        _ => None,
    });
    let counted = counted.filter(|_| joiner.is_none());
    let noun = reading.pack.nouns_capitalised
        && reading.upper(end)
        && !reading.pack.function_words.contains(reading.folded(end));
    let of_name = !reading.pack.nouns_capitalised
        && reading.upper(end)
        && !reading.pack.function_words.contains(reading.folded(end))
        && reading.sentence_of(end) == reading.sentence_of(i)
        && !(i > 0 && reading.is_cue(i - 1, &[Cue::Definite, Cue::Possessive]));
    currency.is_none()
        && (cue.is_some() && (counted.is_none() || !noun)
            || (hedged.is_none() && counted.is_none() && !noun && !of_name))
}
