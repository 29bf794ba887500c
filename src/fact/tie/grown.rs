use crate::fact::tie::anniversary::is_named_year;
use crate::fact::tie::life::{LONG, is_age, is_last_or_now, owner};
use crate::fact::tie::person::{Named, has_another};
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::Cue;

/// *She was 78. She graduated in 1949 … in June 2019*: the only age of a short text, and a year in which its person did
/// what nobody does as a child.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    let mut ages = (0..scene.facts.len()).filter(|&f| is_age(scene, f));
    let (Some(age), None) = (ages.next(), ages.next()) else { return };
    if scene.ctx.reading.len() > LONG || !is_last_or_now(scene, age) {
        return;
    }
    for event in (0..scene.facts.len()).filter(|&f| is_event(scene, age, f)) {
        let year = |f: usize| scene.mention(f).date.and_then(|d| d.year);
        let later = |&f: &usize| is_named_year(scene, f) && year(f) > year(event);
        let times = (0..scene.facts.len()).filter(later);
        let facts: Vec<usize> = [age, event].into_iter().chain(times).collect();
        found.push(scene.tie(Relation::AsChild, &facts));
    }
}

/// Whether a year close to an age is one in which its person did what nobody does as a child.
fn is_event(scene: &Scene<'_, '_, '_>, age: usize, event: usize) -> bool {
    const SENTENCES: u32 = 3;
    let reading = scene.ctx.reading;
    let (a, e) = (scene.mention(age), scene.mention(event));
    if !is_named_year(scene, event) || a.sentence.abs_diff(e.sentence) > SENTENCES {
        return false;
    }
    let own = scene.own_segment(event);
    let nobody = Named { tokens: 0..0, last: String::new(), first: None };
    let pronoun =
        |i: usize| reading.is_cue(i, &[Cue::Pronoun]) && !reading.is_cue(i, &[Cue::Definite]);
    let between = scene.between(age.min(event), age.max(event));
    let told = own.clone().any(pronoun)
        && !has_another(scene, between, &nobody)
        && !has_another(scene, own.clone(), &nobody);
    told && scene.has(own, &[Cue::Grown]) || is_of_owner(scene, age, event)
}

/// *Tom Frell, 55, has run the farm since 1978*: whether an age behind a name and a year stand in one clause.
fn is_of_owner(scene: &Scene<'_, '_, '_>, age: usize, event: usize) -> bool {
    let reading = scene.ctx.reading;
    if age >= event || scene.mention(age).sentence != scene.mention(event).sentence {
        return false;
    }
    // The mark that closes the age.
    let clause = scene.between(age, event).start + 1..scene.between(age, event).end;
    let marks = clause.clone().any(|i| reading.is_mark(i, ",;:()–—"));
    let relative =
        |i: usize| reading.is_cue(i, &[Cue::Relative]) && !reading.is_cue(i, &[Cue::Definite]);
    // *since 1961*, and no *founded in 1961* or *the house open since 1961*.
    let year = scene.mention(event);
    let (start, end) = (year.outer.start as usize, year.outer.end as usize);
    let since = scene.has(start.saturating_sub(1)..year.tokens.start as usize, &[Cue::Founded]);
    let ends = end >= reading.len() || reading.is_mark(end, ",.;!");
    owner(scene, age).is_some()
        && since
        && ends
        && !marks
        && scene.has(clause.clone(), &[Cue::Grown])
        && !scene.has(clause.clone(), &[Cue::Coordinator])
        && !clause.into_iter().any(relative)
}
