use crate::fact::tie::{Relation, Scene, Tie};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::Kind;

/// *9 degrees above normal: 31 degrees were measured, 22 are usual*: a difference from what is usual, and the only level and the only
/// usual level that the text gives in its unit close behind it.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for claim in 0..scene.facts.len() {
        if let Some((level, usual)) = levels(scene, claim) {
            found.push(scene.tie(Relation::Distance, &[claim, level, usual]));
        }
    }
}

fn levels(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    const SENTENCES: usize = 2;
    const BEHIND: usize = 6;
    let mention = scene.mention(claim);
    let end = mention.outer.end as usize;
    let off = scene.has(end..end + 1, &[Cue::More, Cue::Less]);
    let sentence = mention.sentence as usize;
    let last = scene.sentence(sentence).end;
    let usual = scene.has(end..(end + BEHIND).min(last), &[Cue::Usual]);
    let plain = mention.kind == Kind::Measure && mention.value.is_point() && !mention.unread;
    if !off || !usual || !plain {
        return None;
    }
    let unit = |f: usize| scene.mention(f).unit.as_ref().map(|u| &u.id);
    let changes = [Scope::ChangeUp, Scope::ChangeDown, Scope::Change, Scope::Further];
    let is_off = |f: usize| {
        let end = scene.mention(f).outer.end as usize;
        scene.has(end..end + 1, &[Cue::More, Cue::Less])
            || scene.facts[f].scope.is_some_and(|s| changes.contains(&s))
    };
    let near = claim + 1..scene.in_sentence(sentence + SENTENCES).end;
    let all: Vec<usize> = near
        .filter(|&f| unit(f) == unit(claim) && scene.mention(f).kind == Kind::Measure)
        .filter(|&f| scene.mention(f).value.is_point() && !scene.mention(f).unread)
        .collect();
    let [first, second] = all[..] else { return None };
    let of_rule = |f: usize| is_usual(scene, f);
    let levels = !is_off(first) && !is_off(second);
    match (of_rule(first), of_rule(second)) {
        (false, true) if levels => Some((first, second)),
        (true, false) if levels => Some((second, first)),
        _ => None,
    }
}

/// Whether a word of the stretch that ends at a figure, or one right behind it, says that it is the usual one.
fn is_usual(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    const FAR: usize = 12;
    const BEHIND: usize = 3;
    let reading = scene.ctx.reading;
    let mention = scene.mention(fact);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let tokens = scene.sentence(mention.sentence as usize);
    let mark = |&i: &usize| !scene.ctx.in_figure(i) && reading.is_mark(i, ",;:–—");
    let from = tokens.start.max(start.saturating_sub(FAR));
    let from = (from..start).rev().find(mark).map_or(from, |i| i + 1);
    let to =
        (end..(end + BEHIND).min(tokens.end)).find(mark).unwrap_or((end + BEHIND).min(tokens.end));
    scene.has(from..start, &[Cue::Usual]) || scene.has(end..to, &[Cue::Usual])
}
