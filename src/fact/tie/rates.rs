use crate::fact::tie::anniversary::is_named_year;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::lang::Cue;
use crate::value::Decimal;

/// *In 2001, 12 of the 30,000 residents fell ill; in 2021 it was 12 of 90,000. The rate tripled*: a multiple of a rate, and the cases and
/// people of two years before it, the earlier year first.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for claim in 0..scene.facts.len() {
        let mention = scene.mention(claim);
        if !mention.multiple || mention.unread || !is_of_rate(scene, claim) {
            continue;
        }
        let from = scene.in_sentence((mention.sentence as usize).saturating_sub(2)).start;
        let amounts: Vec<usize> =
            (from..claim).filter(|&f| !scene.is_time(f) && scene.is_held(f)).collect();
        let [.., first, all, second, of_all] = amounts[..] else { continue };
        let (Some(a), Some(b)) = (year_of(scene, first), year_of(scene, second)) else { continue };
        if !is_incidence(scene, first, all) || !is_incidence(scene, second, of_all) || a == b {
            continue;
        }
        let (before, after) = ([first, all], [second, of_all]);
        let (before, after) = if a < b { (before, after) } else { (after, before) };
        let facts = [claim, before[0], before[1], after[0], after[1]];
        found.push(scene.tie(Relation::RateTimes, &facts));
    }
}

/// Whether a word close before a multiple upwards is a rate.
fn is_of_rate(scene: &Scene<'_, '_, '_>, claim: usize) -> bool {
    const NEAR: usize = 5;
    let start = scene.mention(claim).outer.start as usize;
    let tokens = scene.sentence(scene.mention(claim).sentence as usize);
    let near = start.saturating_sub(NEAR).max(tokens.start)..start;
    let end = scene.mention(claim).outer.end as usize;
    let down = scene.has(start..end + 1, &[Cue::Down, Cue::Less]);
    scene.has(near, &[Cue::Incidence]) && !down
}

/// Whether two counts can be cases and the people among whom they are.
fn is_incidence(scene: &Scene<'_, '_, '_>, cases: usize, people: usize) -> bool {
    const LEAST: i64 = 1000;
    let value = |f: usize| scene.mention(f).value.stated().unwrap_or_default();
    let both = counts(scene.mention(cases)) && counts(scene.mention(people));
    let large = value(people) >= Decimal::int(LEAST);
    both && large && value(cases).ratio() * Decimal::int(20).ratio() <= value(people).ratio()
}

/// The last year that is named before a figure, in its sentence or the one before.
fn year_of(scene: &Scene<'_, '_, '_>, fact: usize) -> Option<i16> {
    let from = scene.in_sentence((scene.mention(fact).sentence as usize).saturating_sub(1)).start;
    let named = (from..fact).rev().find(|&f| is_named_year(scene, f))?;
    scene.mention(named).date.and_then(|d| d.year)
}
