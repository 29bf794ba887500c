use std::ops::Range;

use crate::fact::tie::rate::stretch;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::lang::Cue;
use crate::parse::Kind;
use crate::value::{Decimal, Ratio};

/// *12 hectares, the size of 17 football pitches*; *2,200 hectares vanish in every year. A day, that is eight football pitches*: so many
/// fields, and the area that they are said to be. The tie says how many of the stretch of time of the fields make that of the area.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for pitches in 0..scene.facts.len() {
        if !is_pitches(scene, pitches) {
            continue;
        }
        if let Some(area) = beside(scene, pitches) {
            let tie = scene.tie(Relation::Pitches, &[pitches, area]);
            found.push(Tie { one: Some(Decimal::int(1).ratio()), ..tie });
        } else if let Some((area, times)) = in_another_time(scene, pitches) {
            let tie = scene.tie(Relation::Pitches, &[pitches, area]);
            found.push(Tie { one: Some(times), ..tie });
        }
    }
}

/// What the ids of most units of area begin with.
const SQUARE: &str = "square-";
/// Square metres of a hectare.
const HECTARE: i64 = 10_000;

fn is_pitches(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let end = mention.outer.end as usize;
    let noun = scene.has(end.saturating_sub(1)..end + 1, &[Cue::Pitch]);
    counts(mention) && noun && mention.value.is_point() && !mention.unread
}

fn is_area(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let hectare = Decimal::int(HECTARE).ratio();
    let unit = mention.unit.as_ref();
    let area = unit.is_some_and(|u| u.id.starts_with(SQUARE) || u.factor == hectare);
    mention.kind == Kind::Measure && area && scene.is_held(fact)
}

/// The area right before or behind the fields that is said to be the same.
fn beside(scene: &Scene<'_, '_, '_>, pitches: usize) -> Option<usize> {
    const FAR: usize = 9;
    let same = |tokens: Range<usize>| {
        tokens.len() <= FAR && scene.has(tokens, &[Cue::Equals, Cue::Amounts, Cue::Hence])
    };
    let area = |f: &usize| is_area(scene, *f);
    let before = scene.last_amount(pitches).filter(area).filter(|&f| {
        let tokens = scene.between(f, pitches);
        same(tokens.clone()) || scene.is_bracketed(pitches) && tokens.len() <= FAR
    });
    before.or_else(|| {
        let behind = scene.next_amount(pitches).filter(area)?;
        let tokens = scene.between(pitches, behind);
        (scene.is_bracketed(behind) && tokens.len() <= FAR || same(tokens)).then_some(behind)
    })
}

/// The only area of the sentence before, told for one stretch of time, where the fields are told for another, as what follows from it.
fn in_another_time(scene: &Scene<'_, '_, '_>, pitches: usize) -> Option<(usize, Ratio)> {
    let sentence = scene.mention(pitches).sentence as usize;
    let before = scene.in_sentence(sentence.checked_sub(1)?);
    let mut areas = before.filter(|&f| is_area(scene, f));
    let (Some(area), None) = (areas.next(), areas.next()) else { return None };
    let told = |sentence: usize| {
        let tokens = scene.sentence(sentence);
        tokens.clone().find_map(|i| stretch(scene, i..tokens.end.min(i + 3)))
    };
    let hence = scene.has(scene.sentence(sentence), &[Cue::Hence, Cue::Amounts, Cue::Equals]);
    let (of_area, own) = (told(sentence - 1)?, told(sentence)?);
    (hence && of_area != own).then(|| (area, of_area / own))
}
