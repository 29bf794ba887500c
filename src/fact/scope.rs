use crate::fact::context::Context;
use crate::fact::types::{Modality, Scope};
use crate::lang::{Cue, Sense};
use crate::parse::Mention;

/// Tokens before a figure in which a cue speaks of it.
const NEAR: usize = 4;

/// Of how much of the thing the figure speaks.
pub(crate) fn scope(ctx: &Context<'_, '_>, mention: &Mention, partitive: bool) -> Option<Scope> {
    if mention.multiple {
        return Some(Scope::Multiple);
    }
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let segment = &ctx.segments[own];
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let before = |cue: Cue, near: usize| {
        let from = start.saturating_sub(near).max(segment.tokens.start);
        (from..start).any(|i| reading.is_cue(i, &[cue]))
    };
    let after = |cue: Cue, near: usize| {
        (end..(end + near).min(segment.tokens.end)).any(|i| reading.is_cue(i, &[cue]))
    };
    let each_day =
        segment.tokens.clone().any(|i| reading.cue(i, Cue::Per).is_some_and(|len| len > 1));
    if each_day || after(Cue::Per, 3) || before(Cue::Per, 2) {
        return Some(Scope::Per);
    }
    let by = reading.sense_before(start, |s| matches!(s, Sense::Cue(Cue::ChangeBy)).then_some(()));
    if let Some(direction) = by.and_then(|_| direction(ctx, own)) {
        return Some(direction);
    }
    if is_level_before(ctx, mention) {
        return Some(Scope::Before);
    }
    if is_whole(ctx, mention) {
        return Some(Scope::Whole);
    }
    let listed = list_opens_with(ctx, own, Cue::Part);
    if before(Cue::Part, 99)
        || listed
        || before(Cue::PartOf, NEAR)
        || after(Cue::PartOf, 3)
        || partitive
    {
        return Some(Scope::Part);
    }
    if before(Cue::Further, 2) || after(Cue::Further, 1) {
        return Some(Scope::Further);
    }
    if before(Cue::Each, 2) {
        return Some(Scope::Each);
    }
    (before(Cue::Rest, 2) || after(Cue::Rest, 2)).then_some(Scope::Rest)
}

/// Whether the figure goes on a list that a word such as *including* opened in a segment before.
fn list_opens_with(ctx: &Context<'_, '_>, own: usize, cue: Cue) -> bool {
    let around = ctx.of_sentence(ctx.segments[own].sentence);
    let plain = |idx: usize| !ctx.has_predicate(idx) && !ctx.segments[idx].own_clause;
    (around.start..own)
        .rev()
        .take_while(|&idx| plain(idx + 1))
        .any(|idx| ctx.reading.is_cue(ctx.segments[idx].tokens.start, &[cue]) && plain(own))
}

/// Which way a change goes, by the words of its segment; `None` where they tell of none (*um … zu*).
fn direction(ctx: &Context<'_, '_>, segment: usize) -> Option<Scope> {
    let tokens = ctx.segments[segment].tokens.clone();
    let has = |cue: Cue| tokens.clone().any(|i| ctx.reading.is_cue(i, &[cue]));
    match (has(Cue::Up), has(Cue::Down)) {
        (true, false) => Some(Scope::ChangeUp),
        (false, true) => Some(Scope::ChangeDown),
        (true, true) => Some(Scope::Change),
        (false, false) => None,
    }
}

/// *from X to Y*: whether the figure is X.
fn is_level_before(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let tokens = ctx.segments[own].tokens.clone();
    let from = reading.sense_before(mention.outer.start as usize, |s| {
        matches!(s, Sense::Cue(Cue::ChangeFrom)).then_some(())
    });
    let moves = tokens.clone().any(|i| reading.is_cue(i, &[Cue::Up, Cue::Down]));
    let reached = ctx.mentions_in(&(mention.tokens.end as usize..tokens.end)).any(|m| {
        let level = |s: &Sense| matches!(s, Sense::Cue(Cue::LevelPreposition)).then_some(());
        reading.sense_before(m.outer.start as usize, level).is_some()
    });
    from.is_some() && moves && reached
}

/// How the text stands to the figure: the strongest cue of its segment and of the predicate that governs it.
pub(crate) fn modality(ctx: &Context<'_, '_>, mention: &Mention, has_source: bool) -> Modality {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let segment = &ctx.segments[own];
    let next_figure = ctx
        .mentions_in(&(mention.outer.end as usize..segment.tokens.end))
        .map(|m| m.outer.start as usize)
        .next();
    let window = segment.tokens.start..next_figure.unwrap_or(segment.tokens.end);
    let near = (mention.outer.start as usize).saturating_sub(5).max(window.start)
        ..window.end.min(mention.outer.end as usize + 3);
    let limit = near.clone().any(|i| ctx.reading.is_cue(i, &[Cue::Limit]));
    let mut windows = vec![window.clone()];
    let elliptic = !ctx.has_predicate(own);
    if own > around.start
        && (elliptic || segment.own_clause)
        && !segment.inserted
        && !segment.relative
    {
        windows.push(ctx.segments[own - 1].tokens.clone());
    }
    let has = |cue: Cue| windows.iter().any(|w| w.clone().any(|i| ctx.reading.is_cue(i, &[cue])));
    let in_own = |cue: Cue| window.clone().any(|i| ctx.reading.is_cue(i, &[cue]));
    let later =
        ctx.mentions_in(&segment.tokens).any(|m| m.is_calendar() && m.tokens != mention.tokens);
    let grows = in_own(Cue::Up) || in_own(Cue::Down);
    let said = if has_source || has(Cue::Hearsay) { Modality::Reported } else { Modality::Stated };
    let table: [(bool, Modality); 9] = [
        (in_own(Cue::Withdrawn), Modality::Withdrawn),
        (in_own(Cue::Denied), Modality::Denied),
        (limit, Modality::Limit),
        (has(Cue::Possible) && (grows || later), Modality::Forecast),
        (has(Cue::Demand), Modality::Demanded),
        (has(Cue::Forecast), Modality::Forecast),
        (has(Cue::Plan), Modality::Planned),
        (in_own(Cue::Hypothetical), Modality::Hypothetical),
        (
            has(Cue::Possible) || has(Cue::Estimate) || mention.value.approximate,
            Modality::Estimated,
        ),
    ];
    table.into_iter().find(|(holds, _)| *holds).map_or(said, |(_, modality)| modality)
}

/// *71 of the 150 seats*: whether the figure is the 150.
fn is_whole(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    const NEAR: u32 = 4;
    let start = mention.outer.start;
    let before = ctx.mentions_in(&(start.saturating_sub(NEAR + 2) as usize..start as usize)).last();
    before.filter(|m| m.sentence == mention.sentence).is_some_and(|m| {
        let between = m.outer.end as usize..start as usize;
        let joints = [Cue::OfPreposition, Cue::Definite, Cue::Possessive];
        m.unit.is_none()
            && !between.is_empty()
            && between.clone().all(|i| ctx.reading.is_cue(i, &joints))
    })
}
