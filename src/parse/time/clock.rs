use crate::lang::{CalendarWord, ClockRole, DayPart, Grain, RuleId, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::lookup::is_letter_or_digit;
use crate::parse::time::point::in_part;
use crate::parse::words::words;
use crate::text::TokenKind;
use crate::value::Clock;

/// A time of day in the text.
#[derive(Debug, Clone)]
pub(super) struct Hour {
    pub clock: Clock,
    /// Token behind the figures, and behind the words that make clock time of them.
    pub end: usize,
    pub outer: usize,
    /// The part of the day that is named with it.
    pub day_part: Option<DayPart>,
    /// Nothing but the place makes it clock time: a cue before it, or a day beside it.
    pub bare: bool,
    /// It holds for another figure before it as well (*9 to 10 am*).
    pub half: Option<ClockRole>,
    pub rules: Vec<RuleId>,
}

/// The role of the clock word at a token: tokens, role, rule.
fn role(
    reading: &Reading<'_>,
    at: usize,
    wanted: &[ClockRole],
) -> Option<(usize, ClockRole, RuleId)> {
    reading.sense(at, |s| match s {
        Sense::Calendar(CalendarWord::Clock(role)) if wanted.contains(role) => Some(*role),
        _ => None,
    })
}

/// Whether a word that announces clock time ends just before a token.
pub(super) fn cued(reading: &Reading<'_>, at: usize) -> bool {
    reading
        .sense_before(at, |s| {
            matches!(s, Sense::Calendar(CalendarWord::Clock(ClockRole::Cue))).then_some(())
        })
        .is_some()
}

/// Whether the word behind a bare hour is a day or part of a day counted from publication (*at 8* tonight).
pub(super) fn is_before_day(reading: &Reading<'_>, at: usize) -> bool {
    let Some((_, end)) = small(reading, at, 24) else { return false };
    let part = |k: usize| {
        let part =
            |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::DayPart(..))).then_some(());
        reading.sense(k, part).is_some()
    };
    reading.hits(end).iter().any(|h| match &h.entry.sense {
        Sense::Calendar(CalendarWord::RelativePart(..) | CalendarWord::Relative(Grain::Day, _)) => {
            true
        }
        Sense::Calendar(CalendarWord::Shift(_)) => part(end + h.len as usize),
        _ => false,
    })
}

/// What stands beside a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Nothing,
    /// A day or a part of one.
    Day,
    /// That, and a word that opens a range.
    Opener,
}

/// The time of day at token `at`.
pub(super) fn clock(reading: &Reading<'_>, at: usize, dated: Beside) -> Option<Hour> {
    named(reading, at)
        .or_else(|| relative(reading, at, dated))
        .or_else(|| digits(reading, at, dated))
        .or_else(|| spoken(reading, at, dated))
}

/// Whether a bare number at a token is an hour: a day stands beside it, and a word announces the hour.
fn at_hour(reading: &Reading<'_>, at: usize, beside: Beside) -> bool {
    match beside {
        Beside::Nothing => false,
        Beside::Day => cued(reading, at),
        Beside::Opener => true,
    }
}

/// *noon*, *Mitternacht*.
fn named(reading: &Reading<'_>, at: usize) -> Option<Hour> {
    let (len, which, rule) = role(reading, at, &[ClockRole::Noon, ClockRole::Midnight])?;
    let hour = if which == ClockRole::Noon { 12 } else { 0 };
    let mut made = Hour::new(hour, at + len, vec![rule]);
    made.outer = at + len;
    Some(made)
}

/// *half past three*, *Viertel vor acht*, *20 nach 3*.
fn relative(reading: &Reading<'_>, at: usize, dated: Beside) -> Option<Hour> {
    const WHOLE: &[ClockRole] = &[ClockRole::HalfTo, ClockRole::HalfPast, ClockRole::QuarterTo];
    let mut sure = true;
    if reading.glued(at) && at > 0 && reading.is_mark(at - 1, "/.,:") {
        return None;
    }
    let (minutes, next, rules) = if let Some((len, which, rule)) = role(reading, at, WHOLE) {
        let minutes = match which {
            ClockRole::HalfTo => -30,
            ClockRole::QuarterTo => -15,
            _ => 30,
        };
        sure = which != ClockRole::HalfTo;
        (minutes, at + len, vec![rule])
    } else {
        let (count, next, rule) = if let Some((len, _, rule)) =
            role(reading, at, &[ClockRole::Quarter])
        {
            (15, at + len, Some(rule))
        } else {
            let (count, next) = small(reading, at, 59)?;
            sure = false;
            let minute = reading.sense(next, |s| {
                matches!(s, Sense::Calendar(CalendarWord::Grain(Grain::Minute, _))).then_some(())
            });
            (count, next + minute.map_or(0, |m| m.0), None)
        };
        let (len, which, joint) = role(reading, next, &[ClockRole::Past, ClockRole::To])?;
        let is_range =
            reading.sense(next, |s| matches!(s, Sense::RangeJoin(..)).then_some(())).is_some();
        if is_range && reading.kind(at) == Some(TokenKind::Digits) && next == at + 1 {
            return None;
        }
        let sign = if which == ClockRole::Past { 1 } else { -1 };
        (sign * count, next + len, rule.into_iter().chain([joint]).collect())
    };
    let (hour, end) = small(reading, next, 24).or_else(|| {
        let hour = named(reading, next)?;
        Some((hour.clock.hour, hour.end))
    })?;
    let mut made = Hour::new(hour, end, rules);
    made.tail(reading);
    let stated = made.outer > end || made.day_part.is_some();
    if !sure && !stated && dated == Beside::Nothing && !cued(reading, at) {
        return None;
    }
    if !stated && counts_on(reading, end) {
        return None;
    }
    let total = (i32::from(made.clock.hour) * 60 + i32::from(minutes)).rem_euclid(24 * 60);
    made.clock.hour = i8::try_from(total / 60).ok()?;
    made.clock.minute = i8::try_from(total % 60).ok()?;
    Some(made)
}

/// `15:30`, `9.30 Uhr`, `3 pm`, `9h30`, `15 Uhr 30`.
fn digits(reading: &Reading<'_>, at: usize, dated: Beside) -> Option<Hour> {
    if reading.kind(at) != Some(TokenKind::Digits) || glued_before(reading, at) {
        return None;
    }
    if let Some(military) = four_digits(reading, at) {
        return Some(military);
    }
    let (mut made, sign) = figures(reading, at, dated)?;
    let end = made.end;
    made.outer = end;
    made.tail(reading);
    let stated = made.outer > end;
    let cue = cued(reading, at);
    let short = reading.word(at).len() == 1;
    made.bare = !stated && sign == Sign::None;
    let fits = match sign {
        _ if stated => true,
        Sign::Letter => true,
        Sign::Colon => cue || dated != Beside::Nothing || !short || made.clock.minute % 5 == 0,
        Sign::Point => {
            // *at 4.25 to 4.50 percent*
            let joined = reading.sense(end, |s| matches!(s, Sense::RangeJoin(..)).then_some(()));
            let open = dated == Beside::Opener || (cue && joined.is_none());
            open && !counts_on(reading, made.end)
        }
        Sign::None => at_hour(reading, at, dated) && !counts_on(reading, made.end),
    };
    fits.then_some(made)
}

/// What stands between hour and minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// There is no minute.
    None,
    Colon,
    Point,
    /// A letter, which may also follow an hour alone.
    Letter,
}

/// Hour, minute and second in digits.
fn figures(reading: &Reading<'_>, at: usize, dated: Beside) -> Option<(Hour, Sign)> {
    let (hour, _) = small(reading, at, 24)?;
    let two = |k: usize| {
        let glued = reading.glued(k) && reading.word(k).len() == 2;
        small(reading, k, 59).filter(|_| glued).map(|(n, _)| n)
    };
    let sign_at = |k: usize| {
        let signs = [(":", Sign::Colon), (".", Sign::Point)];
        let found = signs.into_iter().find(|(m, _)| reading.is_mark(k, m) && reading.glued(k));
        found.map(|(_, sign)| sign)
    };
    let mut made = Hour::new(hour, at + 1, Vec::new());
    let mut sign = Sign::None;
    if let Some((found, minute)) = sign_at(at + 1).zip(two(at + 2)) {
        (made.clock.minute, made.end, sign) = (minute, at + 3, found);
        if let Some(second) = two(at + 4).filter(|_| sign_at(at + 3) == Some(found)) {
            (made.clock.second, made.end) = (Some(second), at + 5);
        }
    } else if let Some((len, _, rule)) = role(reading, at + 1, &[ClockRole::Hour])
        && reading.glued(at + 1)
    {
        let end = at + 1 + len;
        let announced = cued(reading, at) || dated != Beside::Nothing;
        // `2h15m` is a length of time.
        if let Some(minute) = two(end).filter(|_| !is_letter_or_digit(reading, end + 1)) {
            (made.clock.minute, made.end, sign) = (minute, end + 1, Sign::Letter);
            made.rules.push(rule);
        } else if announced && !is_letter_or_digit(reading, end) {
            (made.end, sign) = (end, Sign::Letter);
            made.rules.push(rule);
        }
    }
    (!is_longer(reading, made.end)).then_some((made, sign))
}

/// `1500 GMT`, `0930 Uhr`: four digits with a word that makes clock time of them.
fn four_digits(reading: &Reading<'_>, at: usize) -> Option<Hour> {
    let word = reading.word(at);
    // *330 pm*
    let short = word.len() == 3;
    let cut = if short { 1 } else { 2 };
    let (hour, minute) = (word.get(..cut)?, word.get(cut..).filter(|m| m.len() == 2)?);
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let mut made = Hour::new(hour, at + 1, Vec::new());
    made.clock.minute = minute;
    if let Some((len, _, rule)) = role(reading, made.outer, &[ClockRole::Military]) {
        made.outer += len;
        made.rules.push(rule);
    }
    made.tail(reading);
    let stated = if short { made.half.is_some() } else { made.outer > made.end };
    (hour <= 24 && minute < 60 && stated).then_some(made)
}

/// *sieben Uhr*, *three o'clock*, *eleven twenty pm*.
fn spoken(reading: &Reading<'_>, at: usize, dated: Beside) -> Option<Hour> {
    if reading.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let (hour, end) = small(reading, at, 24).or_else(|| {
        let one = reading.sense(at, |s| {
            matches!(s, Sense::Number(w) if w.role == crate::lang::NumberRole::Article)
                .then_some(())
        })?;
        role(reading, at + one.0, &[ClockRole::Mark]).map(|_| (1, at + one.0))
    })?;
    let mut made = Hour::new(hour, end, Vec::new());
    made.tail(reading);
    if made.outer == end
        && let Some((minute, end)) = small(reading, end, 59).filter(|(m, _)| *m >= 10)
    {
        let mut with = Hour::new(hour, end, Vec::new());
        with.tail(reading);
        with.clock.minute = minute;
        if with.outer > end {
            return Some(with);
        }
    }
    let stated = made.outer > end || made.day_part.is_some();
    made.bare = !stated;
    let fits = stated || (at_hour(reading, at, dated) && !counts_on(reading, end));
    fits.then_some(made)
}

impl Hour {
    fn new(hour: i8, end: usize, rules: Vec<RuleId>) -> Self {
        let clock = Clock { hour, ..Clock::default() };
        Self { clock, end, outer: end, day_part: None, bare: false, half: None, rules }
    }

    /// Reads what stands behind the figures: *Uhr*, minutes, *pm*, a part of the day, a zone.
    fn tail(&mut self, reading: &Reading<'_>) {
        if let Some((len, _, rule)) = role(reading, self.outer, &[ClockRole::Mark]) {
            self.outer += len;
            self.rules.push(rule);
            let free = !reading.glued(self.outer) && self.clock.minute == 0;
            if let Some((minute, end)) = small(reading, self.outer, 59).filter(|_| free)
                && !counts_on(reading, end)
                && reading.word(self.outer).len() == 2
            {
                (self.clock.minute, self.end, self.outer) = (minute, end, end);
            }
        }
        if let Some((len, which, rule)) = role(
            reading,
            self.outer,
            &[ClockRole::Am, ClockRole::Pm, ClockRole::Noon, ClockRole::Midnight],
        ) {
            self.outer += len;
            self.rules.push(rule);
            self.half = Some(which);
            self.clock.hour = in_half(self.clock.hour, which);
        }
        let marked = self.outer > self.end || self.clock.minute > 0;
        let part = reading.sense(self.outer, |s| match s {
            Sense::Calendar(CalendarWord::DayPart(part, adverb)) if *adverb || marked => {
                Some(*part)
            }
            _ => None,
        });
        if let Some((len, part, rule)) = part {
            self.outer += len;
            self.rules.push(rule);
            self.day_part = Some(part);
            self.clock.hour = in_part(self.clock.hour, part);
        }
        self.zone(reading);
    }

    fn zone(&mut self, reading: &Reading<'_>) {
        let at = self.outer + usize::from(reading.is_mark(self.outer, "("));
        let zone = reading.sense(at, |s| match s {
            Sense::Calendar(CalendarWord::Zone(minutes)) => Some(*minutes),
            _ => None,
        });
        let Some((len, minutes, rule)) = zone else { return };
        if at > self.outer && !reading.is_mark(at + len, ")") {
            return;
        }
        self.outer = at + len + usize::from(at > self.outer);
        self.rules.push(rule);
        self.clock.zone = minutes;
        let sign = match reading.word(self.outer) {
            "+" => 1,
            "-" | "−" | "–" => -1,
            _ => return,
        };
        let hours = small(reading, self.outer + 1, 14)
            .filter(|_| reading.glued(self.outer) && reading.glued(self.outer + 1));
        let Some((hours, mut end)) = hours else { return };
        let mut offset = i16::from(hours) * 60;
        if reading.is_mark(end, ":")
            && reading.glued(end)
            && let Some((m, after)) = small(reading, end + 1, 59).filter(|_| reading.glued(end + 1))
        {
            offset += i16::from(m);
            end = after;
        }
        self.clock.zone = minutes.map(|m| m + sign * offset);
        self.outer = end;
    }
}

/// The hour that is meant in a half of the day.
pub(super) const fn in_half(hour: i8, half: ClockRole) -> i8 {
    match (half, hour) {
        (ClockRole::Pm, 1..=11) => hour + 12,
        (ClockRole::Am | ClockRole::Midnight, 12) => 0,
        _ => hour,
    }
}

/// A number from 0 to `most` in at most two digits or in words, and the token behind it.
pub(super) fn small(reading: &Reading<'_>, at: usize, most: i8) -> Option<(i8, usize)> {
    if reading.kind(at) == Some(TokenKind::Digits) {
        let word = reading.word(at);
        let number: i8 = word.parse().ok().filter(|_| word.len() <= 2)?;
        return (number <= most).then_some((number, at + 1));
    }
    let atom = words(reading, at)
        .filter(|a| !a.ordinal && !a.multiple && a.vague.is_none() && a.ratio.is_none())?;
    let number = i8::try_from(atom.value?.to_i64()?).ok()?;
    (0..=most).contains(&number).then_some((number, atom.tokens.end))
}

/// Whether what stands at a token is counted by the figure before: then that is no clock time.
fn counts_on(reading: &Reading<'_>, at: usize) -> bool {
    let counts = reading.sense(at, |s| match s {
        Sense::Unit(..) | Sense::Calendar(CalendarWord::Grain(..)) => Some(()),
        Sense::Concept(c, crate::lang::Pos::Noun) if !c.attribute => Some(()),
        Sense::Number(w) if w.role != crate::lang::NumberRole::Joiner => Some(()),
        _ => None,
    });
    let noun = reading.pack.nouns_capitalised
        && reading.upper(at)
        && reading.sentence_of(at) == reading.sentence_of(at.saturating_sub(1));
    let glued = reading.glued(at)
        && (reading.kind(at) != Some(TokenKind::Mark) || reading.is_mark(at, "%€$£°/-"));
    counts.is_some() || noun || glued
}

fn glued_before(reading: &Reading<'_>, at: usize) -> bool {
    reading.glued(at) && at > 0 && !reading.is_mark(at - 1, "([„“\"'–—-/@T,")
}

/// Whether the figure goes on behind the time (`3:2:1`, `10.30.5`).
fn is_longer(reading: &Reading<'_>, end: usize) -> bool {
    reading.is_mark(end, ":.,/%°€$")
        && reading.glued(end)
        && reading.glued(end + 1)
        && reading.kind(end + 1) == Some(TokenKind::Digits)
        || (reading.is_mark(end, "%°€$£") && reading.glued(end))
}
