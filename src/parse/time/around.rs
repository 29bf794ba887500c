//! What stands around a date and decides whether it is one.

use crate::lang::{CalendarWord, Cue, Grain, NumberRole, Pos, RuleId, Sense};
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
    let currency = reading.sense_before(i, |s| matches!(s, Sense::Unit(_, true)).then_some(()));
    if glued_before || glued_word || currency.is_some() || is_level(reading, i, end) {
        return false;
    }
    let cue = reading
        .sense_before(i, |s| matches!(s, Sense::Calendar(CalendarWord::YearCue)).then_some(()));
    let cue = cue.or_else(|| beside_year(reading, i));
    let hedged = reading.sense_before(i, |s| matches!(s, Sense::Bound(..)).then_some(()));
    let closed = reading.kind(end) == Some(TokenKind::Mark) && !reading.word(i).ends_with("00");
    let hedged = hedged.filter(|_| !closed);
    let named = reading.sense_before(i, |s| matches!(s, Sense::Identifier(false)).then_some(()));
    let counted = is_counted(reading, i, end);
    let place = reading.sense(end, |s| matches!(s, Sense::Place(..)).then_some(()));
    let name = reading.upper(end) && !reading.pack.function_words.contains(reading.folded(end));
    let noun = reading.pack.nouns_capitalised && name && place.is_none();
    let of_name = !reading.pack.nouns_capitalised
        && name
        && !introduced(reading, i, end)
        && reading.sentence_of(end) == reading.sentence_of(i);
    let expected = is_plain(reading, i) || end > i + 1 || reading.is_mark(i.wrapping_sub(1), "(");
    (expected || cue.is_some())
        && (named.is_none() || cue.is_some())
        && (cue.is_some() && (!counted || !noun)
            || (hedged.is_none() && !counted && !noun && !of_name))
}

/// The word that announces a year before the one to which this is joined (*in 1687 and 1689*).
fn beside_year(reading: &Reading<'_>, i: usize) -> Option<(usize, (), RuleId)> {
    let before = i.checked_sub(2).filter(|_| reading.is_cue(i - 1, &[Cue::Coordinator]))?;
    year(reading, before)?;
    reading
        .sense_before(before, |s| matches!(s, Sense::Calendar(CalendarWord::YearCue)).then_some(()))
}

fn is_plain(reading: &Reading<'_>, i: usize) -> bool {
    reading.word(i).parse().is_ok_and(|year| PLAIN_YEARS.contains(&year))
}

/// Whether four digits are an end of a range of things (*from 1000 to 2000 jobs*); a range of years is tried before.
fn is_level(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    if is_plain(reading, i) {
        return false;
    }
    if end > i + 1 {
        return !reading.pack.nouns_capitalised
            && reading.kind(end) == Some(TokenKind::Word)
            && !reading.upper(end)
            && !reading.pack.function_words.contains(reading.folded(end));
    }
    let joint = reading.sense(end, |s| matches!(s, Sense::RangeJoin(_, false)).then_some(()));
    joint.is_some_and(|(len, ..)| reading.kind(end + len) == Some(TokenKind::Digits))
}

/// Whether a word behind the digits can be counted by them: no word of that kind is behind an article (*the 1997 fire*).
fn is_counted(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    let measured = reading.sense(end, |s| matches!(s, Sense::Unit(..)).then_some(()));
    let joiner = reading.sense(end, |s| {
        matches!(s, Sense::Number(w) if w.role == NumberRole::Joiner).then_some(())
    });
    let counted = reading.sense(end, |s| match s {
        Sense::Number(w) => {
            (!matches!(w.role, NumberRole::Multiple | NumberRole::Article)).then_some(())
        }
        Sense::Concept(c, Pos::Noun) if !c.attribute => Some(()),
        _ => None,
    });
    let definite = !reading.pack.nouns_capitalised
        && (has_article(reading, i) || i > 0 && reading.is_cue(i - 1, &[Cue::Definite]));
    let titled = reading.upper(end) && introduced(reading, i, end);
    joiner.is_none() && (measured.is_some() || counted.is_some() && !definite && !titled)
}

fn has_article(reading: &Reading<'_>, i: usize) -> bool {
    let article = |s: &Sense| matches!(s, Sense::Number(w) if w.role == NumberRole::Article);
    reading.sense_before(i, |s| article(s).then_some(())).is_some()
}

/// Whether a word before the year shows that the name behind is no one's that is counted: *a 2020 Harrow*, *her 2009 Prize*,
/// *for 2019 Film of the Year*, but *for 1900 Romans*.
fn introduced(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    let plural =
        || reading.pack.plural_endings.iter().any(|e| reading.folded(end).ends_with(e.as_str()));
    let Some(before) = i.checked_sub(1) else { return false };
    has_article(reading, i)
        || reading.is_cue(before, &[Cue::Definite, Cue::Possessive])
        || !reading.pack.nouns_capitalised
            && reading.is_cue(before, &[Cue::Preposition])
            && !plural()
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
            Sense::Cue(cue) => !matches!(cue, Cue::Title | Cue::Kin),
            _ => false,
        });
    leads && !(pronoun && reading.kind(before) != Some(TokenKind::Word))
}
