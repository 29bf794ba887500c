//! What stands around a date and decides whether it is one.

use crate::lang::{CalendarWord, Cue, Grain, NumberRole, Pos, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::lookup::year;
use crate::text::TokenKind;

/// Years that news names without a word that announces a year.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1700..=2059;

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
    let hedged = reading.sense_before(i, |s| matches!(s, Sense::Bound(..)).then_some(()));
    let closed = reading.kind(end) == Some(TokenKind::Mark) && !reading.word(i).ends_with("00");
    let hedged = hedged.filter(|_| !closed);
    let named = reading.sense_before(i, |s| matches!(s, Sense::Identifier(false)).then_some(()));
    let currency = reading.sense_before(i, |s| matches!(s, Sense::Unit(_, true)).then_some(()));
    let joiner = reading.sense(end, |s| {
        matches!(s, Sense::Number(w) if w.role == NumberRole::Joiner).then_some(())
    });
    let counted = reading.sense(end, |s| match s {
        Sense::Unit(..) => Some(()),
        Sense::Number(w)
            if !matches!(
                w.role,
                NumberRole::Joiner | NumberRole::Multiple | NumberRole::Article
            ) =>
        {
            Some(())
        }
        Sense::Concept(c, Pos::Noun) if !c.attribute => Some(()),
        _ => None,
    });
    // *the 1997 fire*, *a 1997 fire*: no article stands before a count.
    let article = reading.sense_before(i, |s| {
        matches!(s, Sense::Number(w) if w.role == NumberRole::Article).then_some(())
    });
    let definite = !reading.pack.nouns_capitalised
        && (article.is_some() || i > 0 && reading.is_cue(i - 1, &[Cue::Definite]));
    let counted = counted.filter(|_| joiner.is_none() && !definite);
    let place = reading.sense(end, |s| matches!(s, Sense::Place(..)).then_some(()));
    let noun = reading.pack.nouns_capitalised
        && reading.upper(end)
        && place.is_none()
        && !reading.pack.function_words.contains(reading.folded(end));
    let of_name = !reading.pack.nouns_capitalised
        && reading.upper(end)
        && !reading.pack.function_words.contains(reading.folded(end))
        && reading.sentence_of(end) == reading.sentence_of(i)
        && !(i > 0 && reading.is_cue(i - 1, &[Cue::Definite, Cue::Possessive]));
    let year: i32 = reading.word(i).parse().unwrap_or(0);
    let expected =
        PLAIN_YEARS.contains(&year) || end > i + 1 || reading.is_mark(i.wrapping_sub(1), "(");
    currency.is_none()
        && (expected || cue.is_some())
        && (named.is_none() || cue.is_some())
        && (cue.is_some() && (counted.is_none() || !noun)
            || (hedged.is_none() && counted.is_none() && !noun && !of_name))
}

/// Whether a period follows in which something can be counted (*of May*, *im Oktober 2015*, *of the year*).
pub(super) fn is_container(reading: &Reading<'_>, at: usize) -> bool {
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
                            | Grain::Century,
                        false
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

/// Whether a weekday stands next to the token, in a list or a range of weekdays.
pub(super) fn is_among_weekdays(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    let weekday = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Weekday(..))).then_some(());
    let joint = |k: usize| reading.is_mark(k, ",/-–") || reading.is_cue(k, &[Cue::Coordinator]);
    let after = joint(end) && reading.sense(end + 1, weekday).is_some();
    let before = i > 1 && joint(i - 1) && reading.sense_before(i - 1, weekday).is_some();
    after || before
}

/// Whether the name of a month, alone, is one: behind a word that leads to it, not behind a name (*Aunt May*) or before a pronoun.
pub(super) fn is_month_here(reading: &Reading<'_>, i: usize) -> bool {
    let pronoun = reading.is_cue(i + 1, &[Cue::Pronoun, Cue::FirstPerson]);
    if i == 0 || reading.sentence_of(i - 1) != reading.sentence_of(i) {
        return !pronoun;
    }
    let before = i - 1;
    let leads = reading.kind(before) != Some(TokenKind::Word)
        || reading.pack.function_words.contains(reading.folded(before))
        || reading.hits(before).iter().any(|h| match &h.entry.sense {
            Sense::Calendar(_) | Sense::RangeJoin(..) | Sense::RangeOpen(_) | Sense::Bound(..) => {
                true
            }
            Sense::Cue(cue) => !matches!(cue, Cue::Title),
            _ => false,
        });
    leads && !(pronoun && reading.kind(before) != Some(TokenKind::Word))
}
