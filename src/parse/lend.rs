//! Bare figures whose unit only the next figure says.

use std::ops::Range;

use crate::lang::{Cue, Sense};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::parse::table::scaled;
use crate::text::TokenKind;
use crate::value::{Decimal, Unit};

/// Gives bare figures the unit, and where it is sure the magnitude, of the next figure of their sentence, where the two are told
/// alike: *von 2,41 auf 1,87 Milliarden Euro*, *by 40 to 350 points*, *19,4 statt 17,8 Prozent*, *not 12 but 19.5 million*, *92 by
/// 130 cm*, *rechnet mit 34,5, die Gegenseite mit 41 Millionen Euro*.
pub(crate) fn lend(reading: &Reading<'_>, mentions: &mut [Mention]) {
    for k in (1..mentions.len()).rev() {
        let (early, late) = mentions.split_at_mut(k);
        let (Some(first), Some(second)) = (early.last_mut(), late.first()) else { continue };
        let open = first.kind == Kind::Number
            && first.unit.is_none()
            && first.ratio.is_none()
            && !first.multiple
            && first.value.stated().is_some();
        let near = reading.sentence_of(first.tokens.start as usize)
            == reading.sentence_of(second.tokens.start as usize);
        if !open || !near || (second.unit.is_none() && reading.magnitude_of(second).is_none()) {
            continue;
        }
        let Some(joint) = joint(reading, first, second) else { continue };
        give(reading, first, second, joint);
    }
}

/// How two figures are told alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A change, or two sides: a magnitude is shared by decimals only.
    Change,
    /// One in place of the other, or the same said by another: any magnitude is shared.
    Same,
}

fn give(reading: &Reading<'_>, first: &mut Mention, second: &Mention, joint: Joint) {
    let missing = reading.magnitude_of(second).filter(|_| reading.magnitude_of(first).is_none());
    if let Some(scale) = missing {
        let decimal = first.written.exponent < 0;
        let small = first.value.stated().is_some_and(|v| v < Decimal::int(1000));
        if !small || !(decimal || joint == Joint::Same) {
            return;
        }
        let Some((value, written)) = scaled(first, scale) else { return };
        (first.value, first.written) = (value, written);
    }
    if let Some(unit) = &second.unit {
        (first.unit, first.kind) = (Some(std::sync::Arc::<Unit>::clone(unit)), second.kind);
    }
    first.rules.extend(&second.rules);
}

fn joint(reading: &Reading<'_>, first: &Mention, second: &Mention) -> Option<Joint> {
    let gap = first.outer.end as usize..second.outer.start as usize;
    let start = first.outer.start as usize;
    let all = |cue: Cue| reading.cue(gap.start, cue) == Some(gap.len());
    let before = |cue: Cue| {
        reading
            .sense_before(start, |s| matches!(s, Sense::Cue(c) if *c == cue).then_some(()))
            .is_some()
    };
    if gap.is_empty() {
        return None;
    }
    if all(Cue::LevelPreposition) && (before(Cue::ChangeFrom) || before(Cue::ChangeBy)) {
        return Some(Joint::Change);
    }
    if all(Cue::Instead) {
        return Some(Joint::Same);
    }
    // *92 by 130 cm*
    let sides =
        all(Cue::ChangeBy) && second.kind == Kind::Measure && !before(Cue::LevelPreposition);
    if sides {
        return Some(Joint::Change);
    }
    let comma = usize::from(reading.is_mark(gap.start, ","));
    let near = |n: usize| start.checked_sub(n).is_some_and(|i| reading.is_cue(i, &[Cue::Negation]));
    let prepositions = [Cue::Preposition, Cue::LevelPreposition, Cue::PlacePreposition];
    let led = start.checked_sub(1).is_some_and(|i| reading.is_cue(i, &prepositions));
    if (near(1) || (led && near(2))) && replaced(reading, gap.clone()) {
        return Some(Joint::Same);
    }
    let turns = [Cue::Coordinator, Cue::Adversative, Cue::Contrast];
    let parted = comma == 1 || reading.is_cue(gap.start, &turns);
    (parted && parallel(reading, start, gap)).then_some(Joint::Same)
}

/// *nicht 18, …, sondern 24,5 Millionen*: whether an adversative word stands between the two, right before the second but for a
/// preposition.
fn replaced(reading: &Reading<'_>, gap: Range<usize>) -> bool {
    let late = gap.end.saturating_sub(2).max(gap.start);
    (late..gap.end).any(|i| reading.is_cue(i, &[Cue::Adversative]))
}

/// Tokens of the longest subject between two figures.
const LONGEST: usize = 8;

/// Whether the gap holds another subject and the preposition that stands before the first figure too (*mit 34,5, die Gegenseite
/// mit 41 Millionen*).
fn parallel(reading: &Reading<'_>, start: usize, gap: Range<usize>) -> bool {
    let Some(last) = gap.end.checked_sub(1).filter(|&l| l > gap.start + 1) else { return false };
    let preposition = [Cue::Preposition, Cue::LevelPreposition, Cue::OfPreposition];
    let same = start > 0
        && (reading.inside_cue(start - 1) || reading.is_cue(start - 1, &preposition))
        && reading.folded(start - 1) == reading.folded(last);
    let tells = [Cue::Auxiliary, Cue::Modal, Cue::Say, Cue::Estimate];
    let inner = gap.start + 1..last;
    let plain = inner
        .clone()
        .all(|i| reading.kind(i) == Some(TokenKind::Word) && !reading.is_cue(i, &tells));
    same && plain && inner.len() <= LONGEST
}
