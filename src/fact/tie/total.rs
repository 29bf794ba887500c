use std::collections::BTreeSet;

use crate::fact::tie::{Relation, Scene, Tie};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::Kind;

/// *52 per cent for it, 44 against and 16 undecided*: shares of one whole of which nobody can be in two.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for sentence in 0..scene.ctx.reading.sentences.len() {
        let mut shares = percents(scene, sentence);
        let next = percents(scene, sentence + 1);
        let rest = |all: &[usize]| all.last().is_some_and(|&f| is_rest(scene, f));
        let goes_on = !rest(&shares)
            && (rest(&next) || (shares.len() > 1 && next.iter().all(|&f| is_told_apart(scene, f))));
        if goes_on && !next.is_empty() {
            shares.extend(next);
        }
        let closed = rest(&shares);
        let enough = shares.len() > 2 || (closed && shares.len() > 1);
        if !enough || !shares.iter().all(|&f| is_plain(scene, f)) || overlap(scene, &shares) {
            continue;
        }
        let ways = words_apart(scene, &shares);
        let one_each = around(scene, &shares, &[Cue::OneAnswer]);
        if closed {
            found.push(scene.tie(Relation::SharesOfAll, &shares));
        } else if one_each || ways > 1 {
            found.push(scene.tie(Relation::SharesApart, &shares));
        }
    }
}

/// The percentages of a sentence.
fn percents(scene: &Scene<'_, '_, '_>, sentence: usize) -> Vec<usize> {
    let percent =
        |f: &usize| scene.mention(*f).kind == Kind::Percent && scene.mention(*f).ratio.is_none();
    scene.in_sentence(sentence).filter(percent).collect()
}

/// Whether a share is what is left: *the remaining 20 per cent*, *the rest, 20 per cent*.
fn is_rest(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    const NEAR: usize = 4;
    let start = scene.mention(fact).outer.start as usize;
    let sentence = scene.sentence(scene.mention(fact).sentence as usize).start;
    scene.facts[fact].scope == Some(Scope::Rest)
        || scene.has(start.saturating_sub(NEAR).max(sentence)..start, &[Cue::Rest])
}

/// Whether a percentage is one share, and no change, rate or level before.
fn is_plain(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let scope = scene.facts[fact].scope;
    let level = matches!(scope, None | Some(Scope::Rest | Scope::Whole | Scope::Part));
    let mention = scene.mention(fact);
    let start = mention.outer.start as usize;
    let moves =
        [Cue::Up, Cue::Down, Cue::ChangeBy, Cue::ChangeFrom, Cue::Part, Cue::PartOf, Cue::Each];
    let own = scene.own_segment(fact).start;
    let reading = scene.ctx.reading;
    let moved = (start.saturating_sub(3).max(own)..start)
        .any(|i| reading.is_cue(i, &moves) && !reading.is_cue(i, &[Cue::Apart, Cue::OneAnswer]));
    scene.is_share(fact) && level && mention.value.is_point() && !moved
}

/// Whether the words of a share tell it apart from the others of its whole.
fn is_told_apart(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    scene.has(scene.own_segment(fact), &[Cue::Apart])
}

/// In how many different words the shares are told apart.
fn words_apart(scene: &Scene<'_, '_, '_>, shares: &[usize]) -> usize {
    let reading = scene.ctx.reading;
    let words: BTreeSet<&str> = shares
        .iter()
        .filter_map(|&f| {
            let end = scene.mention(f).outer.end as usize;
            let own = scene.own_segment(f);
            let at =
                (end..own.end).chain(own.start..end).find(|&i| reading.is_cue(i, &[Cue::Apart]))?;
            let len = reading.cue(at, Cue::Apart)?;
            Some(reading.words(at..at + len))
        })
        .collect();
    words.len()
}

/// Whether one share may be counted in another, or is one of something else.
fn overlap(scene: &Scene<'_, '_, '_>, shares: &[usize]) -> bool {
    let (first, last) = (shares[0], shares[shares.len() - 1]);
    let sentence = |f: usize| scene.mention(f).sentence as usize;
    let tokens = scene.sentence(sentence(first)).start..scene.sentence(sentence(last)).end;
    let end = scene.mention(last).outer.end as usize;
    let list = scene.mention(first).outer.start as usize..end;
    let reading = scene.ctx.reading;
    // *of the votes* is the whole of which all are shares.
    let inner = |i: usize| {
        reading.is_cue(i, &[Cue::Part, Cue::PartOf, Cue::Each])
            && !reading.is_cue(i, &[Cue::OneAnswer])
    };
    let counted = list.into_iter().any(inner) || around(scene, shares, &[Cue::Several]);
    // Of men so many, of women so many.
    let other = shares.iter().skip(1).any(|&f| scene.has_genitive(f));
    let when = |f: usize| scene.facts[f].when.as_ref().and_then(|w| w.span);
    let dated =
        shares.windows(2).any(|w| when(w[0]).zip(when(w[1])).is_some_and(|(a, b)| !a.overlaps(&b)));
    let inside = tokens.clone().filter(|&i| scene.ctx.reading.is_mark(i, ";")).count() > 0
        && !around(scene, shares, &[Cue::OneAnswer]);
    counted || other || dated || inside || scene.tells_two(tokens)
}

/// Whether one of these cues stands in the sentences of some shares, or in the two around them.
fn around(scene: &Scene<'_, '_, '_>, shares: &[usize], cues: &[Cue]) -> bool {
    let (Some(&first), Some(&last)) = (shares.first(), shares.last()) else { return false };
    let from = (scene.mention(first).sentence as usize).saturating_sub(2);
    let to = scene.mention(last).sentence as usize + 2;
    (from..=to).any(|s| scene.has(scene.sentence(s), cues))
}
