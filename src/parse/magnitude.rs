use crate::lang::{Cue, NumberRole, Pos, RuleId, Sense};
use crate::parse::context::is_function;
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::Decimal;

/// The scale or magnitude word at `at` behind the digits that begin at `start` (`2,5 Millionen`, `1.2bn`): its value, its end,
/// its rule.
pub(crate) fn magnitude(
    reading: &Reading<'_>,
    start: usize,
    at: usize,
) -> Option<(Decimal, usize, RuleId)> {
    let at = if reading.is_mark(at, "-") && reading.glued(at) && reading.glued(at + 1) {
        at + 1
    } else {
        at
    };
    if reading.tokens.get(at).is_some_and(|t| t.breaks >= 2) {
        // It begins another paragraph.
        return None;
    }
    let (len, (role, value), rule) = reading.sense(at, |s| match s {
        Sense::Number(w)
            if matches!(
                w.role,
                NumberRole::Scale | NumberRole::Magnitude | NumberRole::Hundred | NumberRole::Set
            ) || (w.role == NumberRole::Vague && !w.value.is_zero()) =>
        {
            Some((w.role, w.value))
        }
        _ => None,
    })?;
    let letter = role == NumberRole::Magnitude && reading.word(at).len() == 1;
    let small = value < Decimal::int(1_000_000_000);
    (!letter || is_magnitude(reading, start, at, small)).then_some((value, at + len, rule))
}

/// Whether a single letter glued to digits is a magnitude and not a unit: an amount of money, or a number of things.
fn is_magnitude(reading: &Reading<'_>, start: usize, at: usize, small: bool) -> bool {
    let unit = |s: &Sense| matches!(s, Sense::Unit(..)).then_some(());
    if !reading.glued(at) {
        // Apart from the digits, it must end the phrase; a capital there is a symbol.
        let ends = reading.kind(at + 1) != Some(TokenKind::Word) && !reading.upper(at);
        return ends && small && reading.sense(at, unit).is_none();
    }
    if reading.kind(at - 1) != Some(TokenKind::Digits) {
        return false;
    }
    if reading.sense(at, unit).is_none() {
        return true;
    }
    let sign = |s: &Sense| matches!(s, Sense::Unit(_, true)).then_some(());
    let next = at + 1;
    if reading.is_mark(next, "-–")
        && reading.kind(next + 1) == Some(TokenKind::Digits)
        && reading.word(next + 2) == reading.word(at)
    {
        // Both ends of a range are alike.
        return is_magnitude(reading, start, next + 2, small);
    }
    let counted = reading.sense(next, |s| matches!(s, Sense::Concept(_, Pos::Noun)).then_some(()));
    let money = reading.sense(next, unit);
    counted.is_some()
        || money.is_some()
        || reading.sense_before(start, sign).is_some()
        || (!COURSES.contains(&reading.word(start)) && before_plural(reading, next))
}

/// Lengths of races, which are run over hurdles and lanes.
const COURSES: [&str; 7] = ["50", "60", "100", "200", "400", "800", "1500"];

/// Whether a plural noun follows within three words, or *of* and a word that opens a noun phrase.
fn before_plural(reading: &Reading<'_>, at: usize) -> bool {
    let opens = [Cue::Possessive, Cue::Definite];
    if reading.is_cue(at, &[Cue::OfPreposition]) {
        return reading.is_cue(at + 1, &opens);
    }
    let word = |k: usize| {
        reading.kind(k) == Some(TokenKind::Word) && !is_function(reading, k) && !reading.upper(k)
    };
    let plural = |k: usize| {
        reading.pack.plural_endings.iter().any(|e| reading.folded(k).ends_with(e.as_str()))
    };
    (at..at + 3).take_while(|&k| word(k)).any(plural)
}
