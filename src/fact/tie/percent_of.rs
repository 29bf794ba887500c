use std::collections::BTreeSet;

use crate::fact::tie::share::{fits_whole, is_taken};
use crate::fact::tie::sum::is_one_of;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::FactId;
use crate::lang::Cue;

/// A share whose part or whole the sentence before tells, and what of all places is taken.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    let of_two: BTreeSet<_> = found
        .iter()
        .filter(|t| t.relation == Relation::Share)
        .filter_map(|t| t.facts.first().copied())
        .collect();
    for share in 0..scene.facts.len() {
        let plain = scene.is_share(share) && scene.mention(share).ratio.is_none();
        let crowd = || scene.in_sentence(scene.mention(share).sentence as usize).len() > MOST;
        let told = || of_two.contains(&FactId(share as u32));
        if !plain || told() || crowd() || is_taken(scene, share) {
            continue;
        }
        if let Some((taken, places)) = occupied(scene, share) {
            found.push(scene.tie(Relation::Occupied, &[share, taken, places]));
            continue;
        }
        let pair = part_behind(scene, share)
            .or_else(|| part_in_sentence_before(scene, share))
            .or_else(|| both_in_sentence_before(scene, share));
        if let Some((part, whole)) = pair {
            found.push(scene.tie(Relation::ShareNear, &[share, part, whole]));
        }
    }
}

/// Figures of a sentence in which it can be told which belong together.
const MOST: usize = 40;
/// Tokens at the opening of a sentence, and between a share and its part.
const OPENING: usize = 3;
const NEAR: usize = 9;

/// The amounts of a sentence that are no times.
fn amounts(scene: &Scene<'_, '_, '_>, sentence: usize) -> Vec<usize> {
    scene.in_sentence(sentence).filter(|&f| !scene.is_time(f)).collect()
}

/// *The mill grinds 2,400 sacks. Five per cent are tested, or 120*; *Of the 2,400 sacks, 5 per cent, or 120, were spoiled*.
fn part_behind(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    let reading = scene.ctx.reading;
    let part = scene.next_amount(share).filter(|&f| scene.is_held(f))?;
    let between = scene.between(share, part);
    let marked = between.clone().any(|i| reading.is_mark(i, ",–—(:"));
    let equated = scene.is_behind(part, &[Cue::Amounts, Cue::Hence, Cue::Namely]);
    let end = scene.mention(part).outer.end as usize;
    let aside = between.len() == 1 && (end..end + OPENING).any(|i| reading.is_mark(i, ",–—)"));
    if between.len() > NEAR || !marked || !(equated || aside || scene.is_bracketed(part)) {
        return None;
    }
    let sentence = scene.mention(share).sentence as usize;
    let own: Vec<usize> = amounts(scene, sentence).into_iter().filter(|&f| f < share).collect();
    let before = if own.is_empty() { amounts(scene, sentence.checked_sub(1)?) } else { own };
    let [whole] = before[..] else { return None };
    fits(scene, share, part, whole).then_some((part, whole))
}

/// *66 applicants stayed away. Of 150 applicants, that is 44 per cent*: the whole before the share, the part in the sentence before.
fn part_in_sentence_before(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    let sentence = scene.mention(share).sentence as usize;
    let own: Vec<usize> = amounts(scene, sentence).into_iter().filter(|&f| f < share).collect();
    let ([whole], [part]) = (&own[..], &amounts(scene, sentence.checked_sub(1)?)[..]) else {
        return None;
    };
    let opening = scene.sentence(sentence).start;
    let start = scene.mention(*whole).outer.start as usize;
    let joints = [Cue::PlacePreposition, Cue::Preposition, Cue::OfPreposition, Cue::PartOf];
    let opens = start - opening <= OPENING && scene.has(opening..start, &joints);
    let says = scene.has(scene.between(*whole, share), &[Cue::Amounts, Cue::Hence]);
    (opens && says && fits(scene, share, *part, *whole)).then_some((*part, *whole))
}

/// *It has 140 members, 63 came. That is a turnout of 45 per cent*: the only two amounts of the sentence before.
fn both_in_sentence_before(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    let sentence = scene.mention(share).sentence as usize;
    let tokens = scene.sentence(sentence);
    let opening = tokens.start..tokens.start + OPENING;
    let other = [Cue::Up, Cue::Down, Cue::ChangeBy, Cue::More, Cue::Less, Cue::Margin, Cue::Rest];
    if !scene.has(opening, &[Cue::Amounts]) || scene.has(tokens.clone(), &other) {
        return None;
    }
    let own = amounts(scene, sentence);
    let before = amounts(scene, sentence.checked_sub(1)?);
    let ([first, second], true) = (&before[..], own.first() == Some(&share)) else { return None };
    let value = |f: usize| scene.mention(f).value.low;
    let (part, whole) =
        if value(*first) < value(*second) { (*first, *second) } else { (*second, *first) };
    let two = scene.tells_two(scene.sentence(sentence - 1));
    let alike = scene.is_alike(part, whole);
    (alike && !two && fits(scene, share, part, whole)).then_some((part, whole))
}

/// Whether a share can be that of a part and a whole.
fn fits(scene: &Scene<'_, '_, '_>, share: usize, part: usize, whole: usize) -> bool {
    let held = scene.is_held(part) && scene.is_held(whole);
    let sort =
        scene.same_sort(part, whole) || counts(scene.mention(part)) == counts(scene.mention(whole));
    let unit = |f: usize| scene.mention(f).unit.as_ref().map(|u| &u.dimension);
    let one = unit(part) == unit(whole) && is_one_of(scene, part, whole);
    held && sort && one && fits_whole(scene, share, whole)
}

/// *310 beds and 403 guests, an occupancy of 130 per cent*: the two amounts near a share of what is taken, one of which counts places.
fn occupied(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    const FAR: usize = 40;
    const BESIDE: usize = 2;
    let mention = scene.mention(share);
    let at = mention.outer.start as usize;
    let end = mention.outer.end as usize;
    let close = at.saturating_sub(OPENING + 1)..end + OPENING;
    if !scene.has(close, &[Cue::Occupied]) {
        return None;
    }
    let window = scene.in_tokens(&(at.saturating_sub(FAR)..at));
    let since = (mention.sentence as usize).saturating_sub(2);
    let near: Vec<usize> = window
        .filter(|&f| !scene.is_time(f) && scene.mention(f).sentence as usize >= since)
        .collect();
    let [first, second] = near[..] else { return None };
    let behind = |f: usize| {
        let end = scene.mention(f).outer.end as usize;
        scene.has(end..end + BESIDE, &[Cue::Capacity])
    };
    // *Beds | 310*
    let before = |f: usize| {
        let start = scene.mention(f).outer.start as usize;
        scene.has(start.saturating_sub(BESIDE)..start, &[Cue::Capacity])
    };
    let beside = behind(first) || behind(second);
    let places = |f: usize| if beside { behind(f) } else { before(f) };
    let held = [first, second].iter().all(|&f| scene.is_held(f) && counts(scene.mention(f)));
    match (places(first), places(second)) {
        (true, false) if held => Some((second, first)),
        (false, true) if held => Some((first, second)),
        _ => None,
    }
}
