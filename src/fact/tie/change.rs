use crate::fact::tie::multiple::times;
use crate::fact::tie::{Relation, Scene, Tie};
use crate::fact::types::Scope;
use crate::lang::{CalendarWord, Cue, Sense};
use crate::parse::Kind;

/// *up 12 per cent, from 1.1 to 1.24 billion*: what something changed by, with the levels before and after; *by 60 to 540, a rise of
/// 12.5 per cent*.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for range in 0..scene.facts.len() {
        if let Some(change) = over_range(scene, range) {
            found.push(scene.tie(Relation::ChangeOver, &[change, range]));
        }
    }
    for first in 0..scene.facts.len().saturating_sub(1) {
        if let Some((change, before)) = since_then(scene, first) {
            found.push(scene.tie(Relation::Change, &[change, before, first]));
        }
        let Some(second) = next_alike(scene, first) else { continue };
        if let Some((before, after)) = levels(scene, first, second) {
            if let Some(change) = change_of(scene, first, second) {
                found.push(scene.tie(Relation::Change, &[change, before, after]));
            }
            if let Some(multiple) = multiple_of(scene, first, second) {
                found.push(scene.tie(times(scene, multiple), &[multiple, before, after]));
            }
        } else if let Some(relation) = step(scene, first, second)
            && let Some(change) = change_of(scene, first, second)
            && scene.mention(first).kind != Kind::Percent
        {
            found.push(scene.tie(relation, &[change, first, second]));
        }
    }
}

/// *rose by 12 per cent, from 1.1 to 1.24 billion*: the change right beside a range that is opened by the word for the level before.
fn over_range(scene: &Scene<'_, '_, '_>, range: usize) -> Option<usize> {
    const CLOSE: usize = 4;
    let mention = scene.mention(range);
    let kinds = [Kind::Count, Kind::Number, Kind::Money, Kind::Measure];
    let ends = mention.value.low.zip(mention.value.high).is_some_and(|(low, high)| low < high);
    let start = mention.outer.start as usize;
    let from = scene.is_behind(range, &[Cue::ChangeFrom])
        || scene.has(start..mention.tokens.start as usize + 1, &[Cue::ChangeFrom]);
    let plain = ends && !mention.value.approximate && mention.ratio.is_none() && !mention.unread;
    if !kinds.contains(&mention.kind) || !plain || !from {
        return None;
    }
    let rise = |f: &usize| {
        let plain = scene.is_share(*f) && scene.mention(*f).ratio.is_none();
        let up = scene.facts[*f].scope == Some(Scope::ChangeUp)
            || scene.facts[*f].scope.is_none() && scene.is_behind(*f, &[Cue::Up]);
        plain && up && !is_of_other_base(scene, *f)
    };
    let before = scene.last_amount(range).filter(rise);
    let behind = scene.next_amount(range).filter(rise);
    before
        .filter(|&f| scene.between(f, range).len() <= CLOSE)
        .or_else(|| behind.filter(|&f| scene.between(range, f).len() <= CLOSE))
}

/// *to 1.24 billion, up 12 per cent from 1.1 billion*: the change and the level before that follow the level after.
fn since_then(scene: &Scene<'_, '_, '_>, after: usize) -> Option<(usize, usize)> {
    let here = scene.in_sentence(scene.mention(after).sentence as usize);
    let mut next = (after + 1..here.end).filter(|&f| !scene.mention(f).is_calendar());
    let (change, before) = (next.next()?, next.next()?);
    let level = is_level(scene, after) && is_level(scene, before);
    if !level || !scene.is_share(change) || !same_unit(scene, after, before) {
        return None;
    }
    let start = scene.mention(change).outer.start as usize;
    let between = scene.between(after, change);
    let moves = scene.has(start.saturating_sub(2).max(between.start)..start, &[Cue::Up, Cue::Down]);
    let apposed = between.len() <= 3 && scene.between(change, before).len() <= APART;
    let from = scene.is_behind(before, &[Cue::ChangeFrom]);
    let plain = is_unbroken(scene, change, before) && !is_of_other_base(scene, change);
    (moves && apposed && from && plain).then_some((change, before))
}

/// The next figure of the sentence that is no time, where it is of the sort of this one.
fn next_alike(scene: &Scene<'_, '_, '_>, first: usize) -> Option<usize> {
    let here = scene.in_sentence(scene.mention(first).sentence as usize);
    let time = |f: &usize| {
        let mention = scene.mention(*f);
        mention.is_calendar() || matches!(mention.kind, Kind::Duration | Kind::Ordinal)
    };
    let next = (first + 1..here.end).find(|f| !time(f))?;
    same_unit(scene, first, next).then_some(next)
}

/// Tokens behind a share in which a word of change stands.
pub(crate) const BEHIND: usize = 4;

/// *from X to Y*, *to Y from X*: the level before and the level after.
pub(crate) fn levels(
    scene: &Scene<'_, '_, '_>,
    first: usize,
    second: usize,
) -> Option<(usize, usize)> {
    if !is_level(scene, first) || !is_level(scene, second) || !same_unit(scene, first, second) {
        return None;
    }
    let from = |f: usize| scene.is_behind(f, &[Cue::ChangeFrom]);
    let to = |f: usize| scene.is_behind(f, &[Cue::LevelPreposition]);
    if let Some(levels) = held_against(scene, first, second) {
        return Some(levels);
    }
    if !is_unbroken(scene, first, second) {
        return None;
    }
    if from(first) && to(second) && scene.between(first, second).len() <= APART {
        return Some((first, second));
    }
    (to(first) && from(second) && scene.between(first, second).len() <= APART)
        .then_some((second, first))
}

/// *2.4 billion, compared with 2.0 billion a year earlier*: a phrase of several words names the level before.
fn held_against(scene: &Scene<'_, '_, '_>, after: usize, before: usize) -> Option<(usize, usize)> {
    let told = |s: &Sense| matches!(s, Sense::Cue(Cue::ChangeFrom)).then_some(());
    let start = scene.mention(before).outer.start as usize;
    let (words, ..) = scene.ctx.reading.sense_before(start, told)?;
    let plain = matches!(scene.facts[after].scope, None | Some(Scope::Whole));
    let near = scene.between(after, before).len() <= words + 2;
    (words > 1 && plain && near).then_some((before, after))
}

/// Whether no mark parts two figures.
fn is_unbroken(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> bool {
    let mark = |i: usize| !scene.ctx.in_figure(i) && scene.ctx.reading.is_mark(i, ",;:()–—");
    !scene.between(first, second).into_iter().any(mark)
}

/// *doubled from 40 to 80*: the one multiple of the sentence.
fn multiple_of(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> Option<usize> {
    let here = scene.in_sentence(scene.mention(first).sentence as usize);
    let multiple = |f: &usize| scene.mention(*f).multiple && !scene.mention(*f).unread;
    let mut all = here.clone().filter(multiple);
    let found = all.next()?;
    let amounts = here.filter(|f| !scene.is_time(*f)).count();
    let next = found + 1 == first || found == second + 1;
    (all.next().is_none() && amounts == 3 && next).then_some(found)
}

/// Tokens between the two ends of a change.
const APART: usize = 10;

pub(crate) fn is_level(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let kinds = [Kind::Count, Kind::Number, Kind::Money, Kind::Measure, Kind::Percent];
    kinds.contains(&mention.kind)
        && mention.ratio.is_none()
        && !mention.unread
        && mention.value.is_point()
}

/// Of one sort, in one unit; the first may leave it out.
fn same_unit(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> bool {
    scene.same_sort(first, second)
}

/// *by D to Y*: which way.
fn step(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> Option<Relation> {
    let by = scene.is_behind(first, &[Cue::ChangeBy]);
    let to = scene.is_behind(second, &[Cue::LevelPreposition]);
    let plain = is_level(scene, first) && is_level(scene, second);
    let near = scene.between(first, second).len() <= APART / 2;
    if !by || !to || !plain || !near || !same_unit(scene, first, second) {
        return None;
    }
    let tokens = scene.sentence(scene.mention(first).sentence as usize);
    match (scene.has(tokens.clone(), &[Cue::Up]), scene.has(tokens, &[Cue::Down])) {
        (true, false) => Some(Relation::Rise),
        (false, true) => Some(Relation::Drop),
        _ => None,
    }
}

/// The one share or difference in points that stands next to the two levels and says how far they lie apart.
fn change_of(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> Option<usize> {
    let here = scene.in_sentence(scene.mention(first).sentence as usize);
    let change = |f: &usize| {
        let mention = scene.mention(*f);
        let percent = mention.kind == Kind::Percent || scene.is_share(*f);
        let plain = percent && !mention.unread && !mention.multiple;
        plain && !is_of_other_base(scene, *f) && says_change(scene, *f, first, second)
    };
    let amount = |f: &usize| !scene.mention(*f).is_calendar();
    let before = (here.start..first).rev().find(amount).filter(change);
    let after = (second + 1..here.end).find(amount).filter(change);
    match (before, after) {
        (Some(change), None) | (None, Some(change)) => Some(change),
        _ => None,
    }
}

/// Whether a share is one of change: by its scope or the word before it, or in the same segment as the levels with a word of
/// change and no whole of its own.
fn says_change(scene: &Scene<'_, '_, '_>, fact: usize, first: usize, second: usize) -> bool {
    let scope = scene.facts[fact].scope;
    if matches!(scope, Some(Scope::ChangeUp | Scope::ChangeDown | Scope::Change)) {
        return fact < first || !is_of_another(scene, second, fact);
    }
    if matches!(scope, Some(Scope::Before | Scope::Per | Scope::Rest | Scope::Each)) {
        return false;
    }
    if scene.has_genitive(fact) || (fact > second && is_of_another(scene, second, fact)) {
        return false;
    }
    let end = scene.mention(fact).outer.end as usize;
    let moves = [Cue::Up, Cue::Down, Cue::ChangeBy];
    let span = if fact < first {
        scene.mention(fact).outer.start as usize..scene.mention(first).outer.start as usize
    } else {
        scene.mention(second).outer.end as usize..end
    };
    let start = scene.mention(fact).outer.start as usize;
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    let near = scene.has(start.saturating_sub(3).max(own.start)..(end + 2).min(own.end), &moves);
    near || scene.has(span, &moves)
}

/// *up 20 per cent at constant currencies*, *on the average of ten years*: whether a preposition right behind a change names what
/// it is measured by, and no time or figure.
pub(crate) fn is_of_other_base(scene: &Scene<'_, '_, '_>, change: usize) -> bool {
    const NEAR: usize = 4;
    let reading = scene.ctx.reading;
    let end = scene.mention(change).outer.end as usize;
    let prepositions = [Cue::Preposition, Cue::PlacePreposition, Cue::LevelPreposition];
    let period = |s: &Sense| match s {
        Sense::Calendar(
            CalendarWord::Grain(..)
            | CalendarWord::Relative(..)
            | CalendarWord::Shift(_)
            | CalendarWord::Away(_)
            | CalendarWord::Side(_),
        ) => Some(()),
        _ => None,
    };
    let time = (end..end + NEAR).any(|i| reading.sense(i, period).is_some());
    let figure = !scene.in_tokens(&(end..end + NEAR)).is_empty();
    let from = reading.is_cue(end, &[Cue::ChangeFrom]);
    reading.is_cue(end, &prepositions) && !time && !figure && !from
}

/// *from 97 to 62 million, the margin by 30 per cent*: whether a definite noun stands between the levels and a share, of which
/// that is said then.
fn is_of_another(scene: &Scene<'_, '_, '_>, second: usize, fact: usize) -> bool {
    let reading = scene.ctx.reading;
    let noun = |i: usize| {
        reading.is_cue(i, &[Cue::Definite, Cue::Possessive, Cue::Back])
            && !reading.is_cue(i, &[Cue::Amounts])
    };
    scene.between(second, fact).into_iter().any(noun)
}
