//! Days and periods at a distance: from publication, from another day, from the day that was told of last.

use crate::lang::{Away, CalendarWord, Cue, Grain, NumberRole, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::component::from;
use crate::parse::time::lookup::{away, few, of_grain, stretch};
use crate::parse::time::point::{Point, Stretch};
use crate::text::TokenKind;

/// What may stand behind a stretch of time.
const BEHIND: &[Away] =
    &[Away::Ago, Away::Hence, Away::After, Away::Before, Away::Later, Away::Earlier];

/// Tokens before a stretch in which a word can show that it is the length of something (*for the first time in ten years*).
const NEAR: usize = 4;

/// Tokens around a stretch in which the sentence is looked through.
const FAR: usize = 80;

impl Point {
    /// *three days ago*, *vor drei Tagen*, *two days before Christmas*.
    pub(super) fn take_away(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        if !self.is_empty() && self.date.weekday.is_none() || self.part.is_some() {
            return None;
        }
        let before = away(reading, at, &[Away::Since, Away::Ahead]);
        let start = before.as_ref().map_or(at, |b| at + b.0);
        let (stretch, end, rules) = stretch(reading, start)?;
        self.rules.extend(rules);
        let (stretch, end) = match before {
            Some((_, Away::Ahead, word)) => {
                let end = self.ahead(reading, at, end)?;
                self.rules.push(word);
                (stretch, end)
            }
            Some((_, _, word)) => {
                self.rules.push(word);
                (stretch.back(), end)
            }
            None => {
                let (len, which, word) = away(reading, end, BEHIND)?;
                self.rules.push(word);
                let back = matches!(which, Away::Ago | Away::Before | Away::Earlier);
                let stretch = if back { stretch.back() } else { stretch };
                if matches!(which, Away::After | Away::Before) {
                    return self.take_from(reading, end + len, stretch);
                }
                self.told = matches!(which, Away::Later | Away::Earlier);
                // *two days later than planned*
                if self.told && reading.is_cue(end + len, &[Cue::Subordinator]) {
                    return None;
                }
                (stretch, end + len)
            }
        };
        if self.date.weekday.is_some() && stretch.grain != Grain::Week {
            return None;
        }
        self.away = Some(stretch);
        Some(end)
    }

    /// *a few days ago*, *vor einigen Wochen*: somewhere between two days.
    pub(super) fn take_about(&mut self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        if !self.is_empty() || self.part.is_some() {
            return None;
        }
        let before = away(reading, at, &[Away::Since]);
        let start = before.as_ref().map_or(at, |b| at + b.0);
        let ((low, high), next) = few(reading, start)?;
        let (len, grain, rule) = reading.sense(next, of_grain)?;
        let end = next + len;
        let (end, word) = match before {
            Some((.., word)) => (end, word),
            None => away(reading, end, &[Away::Ago]).map(|(len, _, word)| (end + len, word))?,
        };
        self.away = Some(Stretch::of(high, grain)?.back());
        self.upto = Some(Stretch::of(low, grain)?.back());
        self.rules.extend([rule, word]);
        Some(end)
    }

    /// The day at token `at` from which a stretch is measured.
    fn take_from(&mut self, reading: &Reading<'_>, at: usize, stretch: Stretch) -> Option<usize> {
        if !self.is_empty() {
            return None;
        }
        let from = from(reading, Self::at(at))?;
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

    /// The end of a stretch that is to come (*in two weeks*), if something shows that it is no length of time.
    fn ahead(&self, reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
        // *in two weeks' time*
        if let Some((len, ..)) = away(reading, end, &[Away::Hence]) {
            return Some(end + len);
        }
        let goes_on = reading.is_cue(end, &[Cue::OfPreposition])
            || reading.is_mark(end, "-/")
            || reading.pack.nouns_capitalised && reading.upper(end) && is_inside(reading, at, end);
        let sure = self.date.weekday.is_some() || is_to_come(reading, at, end);
        (sure && !goes_on).then_some(end)
    }

    /// *the following year*, *that day*: what is moved from the day that was told of last.
    pub(super) fn take_told(
        &mut self,
        reading: &Reading<'_>,
        at: usize,
        shift: i16,
    ) -> Option<usize> {
        // *in March of the same year*
        let of_month = self.date.month.is_some() && !self.has_year() && !self.untold;
        let year = |s: &Sense| match s {
            Sense::Calendar(CalendarWord::Grain(Grain::Year, false)) => Some(()),
            _ => None,
        };
        if of_month && let Some((len, (), _)) = reading.sense(at, year) {
            (self.relative, self.told) = (Some((Grain::Year, shift)), true);
            return Some(at + len);
        }
        if !self.is_empty() {
            return None;
        }
        let day = reading.sense(at, |s| {
            matches!(s, Sense::Calendar(CalendarWord::Grain(Grain::Day, false))).then_some(())
        });
        let part = |s: &Sense| match s {
            Sense::Calendar(CalendarWord::DayPart(part, false)) => Some(*part),
            _ => None,
        };
        let end = match day {
            None if let Some((len, part, _)) = reading.sense(at, part) => {
                // *the following morning*
                (self.relative, self.day_part) = (Some((Grain::Day, shift)), Some(part));
                at + len
            }
            Some((len, (), _)) => {
                self.relative = Some((Grain::Day, shift));
                at + len
            }
            None => self.take_shifted(reading, at, shift)?,
        };
        self.told = true;
        Some(end)
    }

    /// *the day before*, *am Vortag*: a day or period beside that which was told of last. Where a noun follows, it is another's.
    pub(super) fn take_day_told(
        &mut self,
        reading: &Reading<'_>,
        end: usize,
        relative: (Grain, i16),
    ) -> Option<usize> {
        const OTHERS: &[Cue] =
            &[Cue::Definite, Cue::Determiner, Cue::Possessive, Cue::Pronoun, Cue::OfPreposition];
        let led = away(reading, end - 1, &[Away::Before, Away::After]).is_some();
        if self.date.month.is_some()
            && !self.has_year()
            && !self.untold
            && relative.0 == Grain::Year
        {
            (self.relative, self.told) = (Some(relative), true);
            return Some(end);
        }
        let named = !reading.pack.nouns_capitalised && reading.upper(end);
        let of = reading.pack.nouns_capitalised
            && reading.upper(end - 1)
            && reading.is_cue(end, &[Cue::Definite, Cue::Possessive]);
        let another =
            of || led && (named || reading.is_cue(end, OTHERS) || calendar_at(reading, end));
        if !self.is_empty() || another && is_inside(reading, end - 1, end) {
            return None;
        }
        self.relative = Some(relative);
        self.told = true;
        Some(end)
    }
}

/// Whether the token at `at` goes on in the sentence of token `of`.
fn is_inside(reading: &Reading<'_>, of: usize, at: usize) -> bool {
    at < reading.len()
        && reading.sentence_of(at) == reading.sentence_of(of)
        && reading.kind(at) != Some(TokenKind::Mark)
}

fn calendar_at(reading: &Reading<'_>, at: usize) -> bool {
    let named = |s: &Sense| match s {
        Sense::Calendar(
            CalendarWord::Month(..)
            | CalendarWord::Weekday(..)
            | CalendarWord::Feast(_)
            | CalendarWord::Relative(..)
            | CalendarWord::Shift(_),
        ) => Some(()),
        _ => None,
    };
    reading.sense(at, named).is_some()
}

/// Whether the sentence of a stretch from token `start` to `end` tells of what is to come, and of no other figure: how much
/// there is of something in that time is another matter. A sentence of nothing else answers when.
fn is_to_come(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let Some(sentence) = reading.sentences.get(reading.sentence_of(start)) else { return false };
    let first = (sentence.start as usize).max(start.saturating_sub(FAR));
    let last = (sentence.end as usize).min(end + FAR);
    let words = |range: std::ops::Range<usize>| {
        range.filter(|&k| reading.kind(k) != Some(TokenKind::Mark)).count()
    };
    if words(first..start) + words(end..last) == 0 {
        return true;
    }
    let is_figure = |k: usize| {
        reading.kind(k) == Some(TokenKind::Digits)
            || reading.is_numeral(k)
            || reading.hits(k).iter().any(|h| match &h.entry.sense {
                Sense::Number(w) => !matches!(w.role, NumberRole::Article | NumberRole::Joiner),
                Sense::Calendar(CalendarWord::Last) => k + NEAR >= start,
                _ => false,
            })
    };
    let told = |k: usize| {
        reading.sense(k, |s| matches!(s, Sense::Calendar(CalendarWord::ToCome)).then_some(()))
    };
    (first..last).any(|k| told(k).is_some()) && !(first..start).chain(end..last).any(is_figure)
}
