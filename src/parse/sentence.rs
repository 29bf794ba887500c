use std::ops::Range;

use crate::lang::{CalendarWord, Sense};
use crate::parse::reading::Reading;
use crate::text::TokenKind;

/// Columns from which a line is too long to have been wrapped by hand.
const WRAPPED: usize = 140;

/// Tokens of the longest sentence. No writer makes one of this length; a table or a list does, and each slot of each figure in a
/// sentence is looked for in all of it.
const LONGEST: usize = 500;

/// The tokens of each sentence, in order; they cover all tokens.
///
/// A headline is a sentence of its own. A full stop ends no sentence behind an abbreviation, an initial, an ordinal
/// (`27. Oktober`, `3. Quartal`), or before a word that cannot start one.
pub(crate) fn sentences(reading: &Reading<'_>) -> Vec<Range<u32>> {
    let line_is_paragraph = reading.text.lines().any(|line| line.len() > WRAPPED);
    let abbreviated = abbreviation_stops(reading);
    let mut sentences = Vec::new();
    let mut start = 0;
    for i in 1..reading.len() {
        let breaks = reading.tokens[i].breaks;
        let new_block =
            breaks >= 2 || (breaks == 1 && (line_is_paragraph || ends_line(reading, i)));
        let too_long = i - start as usize >= LONGEST;
        if new_block || too_long || ends_sentence(reading, i, &abbreviated) {
            sentences.push(start..i as u32);
            start = i as u32;
        }
    }
    if (start as usize) < reading.len() {
        sentences.push(start..reading.len() as u32);
    }
    sentences
}

/// Which tokens are the full stop of an abbreviation.
fn abbreviation_stops(reading: &Reading<'_>) -> Vec<bool> {
    let mut stops = vec![false; reading.len()];
    for i in 0..reading.len() {
        for hit in reading.hits(i).iter().filter(|h| h.len > 1) {
            for stop in &mut stops[i..i + hit.len as usize] {
                *stop = true;
            }
        }
    }
    stops
}

/// Whether the line before token `i` is complete: it ends a sentence, or is too short for a wrapped line.
fn ends_line(reading: &Reading<'_>, i: usize) -> bool {
    const SHORT: usize = 50;
    let at = reading.tokens[i - 1].span.end as usize;
    let line = reading.text[..at].rsplit('\n').next().unwrap_or_default();
    reading.is_mark(i - 1, ".!?…:") || (line.len() < SHORT && reading.upper(i))
}

/// Whether a sentence ends between tokens `i - 1` and `i`.
fn ends_sentence(reading: &Reading<'_>, i: usize, abbreviated: &[bool]) -> bool {
    if reading.glued(i) || !may_start(reading, i) {
        return false;
    }
    let mut stop = i - 1;
    while stop > 0 && reading.is_mark(stop, "\"'»«“”’)]") && !reading.is_mark(stop, ".!?…")
    {
        stop -= 1;
    }
    if reading.is_mark(stop, "!?…") {
        return true;
    }
    reading.is_mark(stop, ".") && stop_is_final(reading, stop, i, abbreviated)
}

fn is_number_word(reading: &Reading<'_>, i: usize) -> bool {
    let cardinal = |s: &Sense| matches!(s, Sense::Number(_)).then_some(());
    reading.kind(i) == Some(TokenKind::Word) && reading.sense(i, cardinal).is_some()
}

fn may_start(reading: &Reading<'_>, i: usize) -> bool {
    match reading.kind(i) {
        Some(TokenKind::Word) => reading.upper(i),
        Some(TokenKind::Digits) => true,
        _ => reading.is_mark(i, "\"„“»«‚‘'([–—-•"),
    }
}

/// Whether the full stop at `stop`, before token `next`, is more than part of an abbreviation or ordinal.
fn stop_is_final(reading: &Reading<'_>, stop: usize, next: usize, abbreviated: &[bool]) -> bool {
    if stop == 0 {
        return false;
    }
    let before = stop - 1;
    // No ordinal stands before a numeral or a word that only joins others.
    let starts_anew = reading.upper(next)
        && (reading.pack.function_words.contains(reading.folded(next))
            || is_number_word(reading, next));
    if abbreviated[stop] {
        return starts_anew && !reading.pack.function_words.contains(reading.folded(before));
    }
    let glued = reading.glued(stop);
    match reading.kind(before) {
        Some(TokenKind::Word) if glued => {
            let initial = reading.upper(before) && reading.word(before).chars().count() == 1;
            !initial || starts_anew
        }
        Some(TokenKind::Digits) if glued && reading.pack.ordinal_mark == Some('.') => {
            let is_range =
                reading.is_mark(next, "-–—") && reading.kind(next + 1) == Some(TokenKind::Digits);
            if is_range && reading.word(before).len() <= 2 {
                return false;
            }
            let calendar = reading.sense(next, |s| {
                let names_time = matches!(
                    s,
                    Sense::Calendar(CalendarWord::Month(..) | CalendarWord::Weekday(..))
                );
                names_time.then_some(())
            });
            // *6,4.* is no ordinal.
            let decimal = before > 1
                && reading.glued(before)
                && reading.is_mark(before - 1, ",")
                && reading.glued(before - 1)
                && reading.kind(before - 2) == Some(TokenKind::Digits);
            let ordinal = reading.word(before).len() <= 2
                && !decimal
                && !starts_anew
                && reading.kind(next) == Some(TokenKind::Word);
            calendar.is_none() && !ordinal
        }
        _ => true,
    }
}
