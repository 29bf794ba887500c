use std::ops::Range;

use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::phrase::{concept, known};
use crate::fact::types::Term;
use crate::lang::{Cue, Pos};
use crate::parse::Mention;

/// What is said of the thing that `mention` counts: the nearest attribute of its own segment, else of the relative clause that
/// follows, else of the segments before and after. `None` where the sentence names none that the rules know.
pub(crate) fn attribute(ctx: &Context<'_, '_>, mention: &Mention, phrase: Option<&Range<usize>>) -> Option<Term> {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    if let Some(found) = told_after(ctx, mention, own, around.end, phrase).or_else(|| best(ctx, mention, own, phrase)) {
        return Some(found);
    }
    let segment = &ctx.segments[own];
    if segment.relative {
        // *the statement, which was made on Monday*: what the clause tells of.
        return own.checked_sub(1).filter(|idx| around.contains(idx)).and_then(|idx| best(ctx, mention, idx, phrase));
    }
    if has_predicate(ctx, own) && !governed(ctx, own) {
        return None;
    }
    let before = (around.start..own).rev();
    let after = own + 1..around.end;
    if segment.inserted {
        return after.chain(before).find_map(|idx| best(ctx, mention, idx, phrase));
    }
    before.chain(after).find_map(|idx| best(ctx, mention, idx, phrase))
}

/// What a relative clause says right behind the figure's phrase (*3,000 troops to withdraw, who are stationed …*): it holds of the
/// thing itself, whatever the clause before wants done with it.
fn told_after(ctx: &Context<'_, '_>, mention: &Mention, own: usize, end: usize, phrase: Option<&Range<usize>>) -> Option<Term> {
    let next = Some(own + 1).filter(|&n| n < end && ctx.segments[n].relative)?;
    let behind = phrase?.end..ctx.segments[own].tokens.end;
    let only_verbs = behind.clone().all(|i| is_predicate(ctx.reading, i) || ctx.reading.is_cue(i, &[Cue::Infinitive]));
    if only_verbs && behind.len() <= 3 { best(ctx, mention, next, phrase) } else { None }
}

/// Whether a segment has a predicate of its own.
pub(crate) fn has_predicate(ctx: &Context<'_, '_>, segment: usize) -> bool {
    let predicate = |i: usize| is_predicate(ctx.reading, i) && !ctx.in_figure(i);
    ctx.segments[segment].tokens.clone().any(predicate)
}

/// Whether a segment's predicate is only one of saying, so that the matter itself stands in another segment.
fn governed(ctx: &Context<'_, '_>, segment: usize) -> bool {
    let cues = [Cue::Say, Cue::Estimate];
    ctx.segments[segment].tokens.clone().any(|i| ctx.reading.is_cue(i, &cues))
}

/// The attribute in a segment that stands nearest to the figure; behind it rather than before it.
fn best(ctx: &Context<'_, '_>, mention: &Mention, segment: usize, phrase: Option<&Range<usize>>) -> Option<Term> {
    let tokens = ctx.segments[segment].tokens.clone();
    let figure = mention.tokens.start as usize;
    let end = phrase.map_or(mention.outer.end as usize, |p| p.end.max(mention.outer.end as usize));
    let mut found: Option<(usize, usize, usize)> = None;
    for i in tokens {
        let Some((len, concept, pos, _)) = concept(ctx.reading, i) else { continue };
        if !concept.attribute || !concept.takes(mention.kind.name()) || ctx.in_figure(i) {
            continue;
        }
        let other_figure = pos == Pos::Noun && counted_by_other(ctx, mention, i);
        if other_figure {
            continue;
        }
        let behind = i >= figure;
        let distance = if behind { i.saturating_sub(end) } else { 3 + 2 * (figure - i) };
        if found.is_none_or(|(d, ..)| distance < d) {
            found = Some((distance, i, len));
        }
    }
    let (_, i, len) = found?;
    let (_, concept, ..) = concept(ctx.reading, i)?;
    Some(known(ctx.reading, concept, i..i + len))
}

/// Whether the noun at `i` is what another figure counts.
fn counted_by_other(ctx: &Context<'_, '_>, mention: &Mention, i: usize) -> bool {
    let near = i.saturating_sub(3)..i;
    ctx.mentions_in(&near).any(|m| m.tokens != mention.tokens && m.unit.is_none() && m.date.is_none() && m.iso.is_none())
}
