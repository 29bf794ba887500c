use crate::fact::tie::pair::NOUN;
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::Cue;
use crate::text::TokenKind;

/// Spoken fractions and shares beside what they are a share of, or beside another of the same thing.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for share in 0..scene.facts.len() {
        if !scene.is_share(share) {
            continue;
        }
        if let Some((part, whole)) = between_both(scene, share) {
            found.push(scene.tie(Relation::Share, &[share, part, whole]));
        } else if let Some((relation, facts)) = of_what_was_named(scene, share) {
            found.push(scene.tie(relation, &facts));
        }
        if let Some(again) = told_otherwise(scene, share) {
            found.push(scene.tie(Relation::SameShare, &[share, again]));
        }
        if let Some(again) = told_in_body(scene, share) {
            found.push(scene.tie(Relation::ShareAgain, &[share, again]));
        }
        if let Some((relation, facts)) = moved(scene, share) {
            found.push(scene.tie(relation, &facts));
        }
    }
}

/// *$4 million, over a third of the $11 million*: the part before the share, the whole behind it.
fn between_both(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    const FAR: usize = 6;
    let (part, whole) = (scene.last_amount(share)?, scene.next_amount(share)?);
    let reading = scene.ctx.reading;
    let (to, from) = (scene.between(part, share), scene.between(share, whole));
    let joints = [Cue::OfPreposition, Cue::Genitive, Cue::Definite, Cue::Possessive];
    let joint = |i: usize| reading.is_cue(i, &joints);
    let of = (1..=3).contains(&from.len()) && from.clone().all(joint);
    // *a third of the total cost of 12 million*
    let noun = (3..=NOUN + 1).contains(&from.len())
        && joint(from.start)
        && reading.is_cue(from.end - 1, &[Cue::OfPreposition])
        && from.clone().all(|i| reading.kind(i) == Some(TokenKind::Word));
    let of = of || noun;
    let apposed = to
        .clone()
        .any(|i| reading.is_mark(i, ",–—(") || reading.is_cue(i, &[Cue::Amounts, Cue::Auxiliary]));
    let joined = to
        .clone()
        .any(|i| reading.is_cue(i, &[Cue::Coordinator]) && !reading.is_cue(i, &[Cue::Amounts]));
    let held = scene.is_held(part) && scene.is_held(whole) && scene.is_alike(part, whole);
    (of && apposed && !joined && to.len() <= FAR && held).then_some((part, whole))
}

/// *4 million, not a quarter of the first price*: the part, and every amount before it that its whole can be.
fn of_what_was_named(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(Relation, Vec<usize>)> {
    const SENTENCES: usize = 5;
    const FAR: usize = 6;
    let reading = scene.ctx.reading;
    let part = scene.last_amount(share).filter(|&f| scene.is_held(f))?;
    let mention = scene.mention(share);
    let end = mention.outer.end as usize;
    let named = end..(end + NOUN).min(scene.own_segment(share).end);
    let back = reading.is_cue(end, &[Cue::OfPreposition, Cue::Genitive, Cue::PartOf])
        && scene.has(named, &[Cue::Back, Cue::Then])
        && scene.next_amount(share).is_none();
    let to = scene.between(part, share);
    let apposed = to.clone().any(|i| reading.is_mark(i, ",–—("));
    if mention.ratio.is_none() || !back || !apposed || to.len() > FAR {
        return None;
    }
    let since = (mention.sentence as usize).saturating_sub(SENTENCES);
    let wholes: Vec<usize> = (scene.in_sentence(since).start..part)
        .filter(|&f| scene.is_held(f) && scene.is_alike(f, part))
        .filter(|&f| scene.mention(f).value.low > scene.mention(part).value.low)
        .collect();
    let relation =
        if scene.has(to, &[Cue::Negation]) { Relation::LessOfAny } else { Relation::ShareOfAny };
    let facts: Vec<usize> = [share, part].into_iter().chain(wholes.iter().copied()).collect();
    (!wholes.is_empty()).then_some((relation, facts))
}

/// *every fourth, that is 25 per cent*: a fraction and a percentage of one share.
fn told_otherwise(scene: &Scene<'_, '_, '_>, share: usize) -> Option<usize> {
    const FAR: usize = 7;
    let again = scene.next_amount(share).filter(|&f| scene.is_share(f))?;
    let reading = scene.ctx.reading;
    let fraction = |f: usize| scene.mention(f).ratio.is_some();
    let between = scene.between(share, again);
    let mark = |i: usize| reading.is_mark(i, ",–—:");
    let parted = between.clone().any(mark);
    let same = between.clone().any(|i| reading.is_cue(i, &[Cue::Amounts, Cue::Namely, Cue::Hence]));
    let last = between.end.checked_sub(1)?;
    // *almost every third – 30 per cent –*
    let behind = scene.mention(again).outer.end as usize;
    let set_off = (reading.is_mark(last, "–—")
        && (behind..behind + 2).any(|i| reading.is_mark(i, "–—.,")))
        || (reading.is_mark(last, ",") && reading.is_mark(behind, ","));
    let noun = scene.has_genitive(again)
        && !reading.is_cue(scene.mention(again).outer.end as usize, &[Cue::Back]);
    let other = scene.has_genitive(share) && noun;
    let apart = [Cue::Up, Cue::Down, Cue::Then, Cue::Each];
    let from = (scene.mention(share).outer.start as usize).saturating_sub(2);
    let moved = (from..between.end).any(|i| !scene.ctx.in_figure(i) && reading.is_cue(i, &apart));
    (fraction(share) != fraction(again)
        && between.len() <= FAR
        && ((parted && same) || set_off)
        && !other
        && !moved)
        .then_some(again)
}

/// A fraction in the headline, and the only one that the text gives of the same noun.
fn told_in_body(scene: &Scene<'_, '_, '_>, share: usize) -> Option<usize> {
    const SENTENCES: u32 = 8;
    let plain = |f: usize| scene.mention(f).ratio.is_some() && scene.facts[f].scope.is_none();
    if !scene.facts[share].headline || !plain(share) {
        return None;
    }
    let noun = |f: usize| {
        let entity = scene.facts[f].entity.as_ref().filter(|e| !e.inherited);
        entity.map(crate::fact::types::Entity::key)
    };
    let own = noun(share)?;
    let first = scene.mention(share).sentence;
    let mut same = (share + 1..scene.facts.len()).filter(|&f| {
        scene.is_share(f)
            && scene.mention(f).sentence - first <= SENTENCES
            && noun(f).as_ref() == Some(&own)
    });
    let again = same.next().filter(|&f| plain(f) && !scene.facts[f].headline)?;
    let said = |f: usize| scene.facts[f].attribute.as_ref().filter(|a| a.concept.is_some());
    let differ = said(share).zip(said(again)).is_some_and(|(a, b)| a.key != b.key);
    // *ten years ago it was every ninth*
    let sentence = scene.mention(again).sentence as usize;
    let dated = scene.in_sentence(sentence).any(|f| scene.is_time(f));
    let then = dated || scene.tells_two(scene.sentence(sentence));
    (same.next().is_none() && !differ && !then).then_some(again)
}

/// *from one in eight to one in five*; *only every eighth then, every fifth now already*: two shares, the second of which is said to
/// be larger, or smaller.
fn moved(scene: &Scene<'_, '_, '_>, first: usize) -> Option<(Relation, Vec<usize>)> {
    let second = scene.next_amount(first).filter(|&f| scene.is_share(f))?;
    let spoken = [first, second].iter().all(|&f| scene.mention(f).ratio.is_some());
    if !spoken {
        return None;
    }
    let tokens = scene.sentence(scene.mention(first).sentence as usize);
    let (up, down) = (scene.has(tokens.clone(), &[Cue::Up]), scene.has(tokens, &[Cue::Down]));
    let from = scene.is_behind(first, &[Cue::ChangeFrom]);
    if from && scene.is_behind(second, &[Cue::LevelPreposition]) && up != down {
        let relation = if up { Relation::Grown } else { Relation::Shrunk };
        return Some((relation, vec![first, second]));
    }
    let few = |f: usize| scene.is_behind(f, &[Cue::Merely]);
    let many = |f: usize| scene.is_behind(f, &[Cue::Already]);
    if few(first) && many(second) {
        return Some((Relation::Grown, vec![first, second]));
    }
    (many(first) && few(second)).then_some((Relation::Grown, vec![second, first]))
}
