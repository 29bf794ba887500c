use std::ops::Range;

use crate::fact::phrase::noun_phrase;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::Scope;
use crate::lang::{Cue, Sense};
use crate::parse::Kind;
use crate::value::Ratio;

/// *222 million for 5,475 children, or 40,500 dollars per child*: what falls to each of so many; and *360 megawatts in three phases of
/// 120*.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for each in 0..scene.facts.len() {
        found.extend(shared_out(scene, each));
        found.extend(multiplied(scene, each));
    }
}

/// What one is, in an amount for each.
enum One {
    /// One of those that this figure counts.
    Of(usize),
    /// A thing, by its key.
    Thing(String),
    /// A unit: its dimension, and its base units.
    Unit(String, Ratio),
    /// Not said: each of those that the sentence counts.
    Any,
}

fn shared_out(scene: &Scene<'_, '_, '_>, each: usize) -> Option<Tie> {
    let mention = scene.mention(each);
    let amount = matches!(mention.kind, Kind::Money | Kind::Count | Kind::Measure);
    if !amount || mention.unread || mention.ratio.is_some() || mention.multiple {
        return None;
    }
    let start = mention.outer.start as usize;
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    let tokens = own.start..(mention.outer.end as usize + REACH).min(own.end);
    let opened = own.start.saturating_sub(1)..own.end;
    let one = one_of(scene, tokens, each)?;
    let worked_out = scene.has(opened, &[Cue::Hence, Cue::Amounts, Cue::Average]);
    if !worked_out && !matches!(one, One::Of(_)) {
        return None;
    }
    let window = scene.in_sentence((mention.sentence as usize).saturating_sub(1)).start..each;
    let counted = |f: &usize| is_counted(scene, *f, &one, mention.sentence);
    let total = |f: &usize| is_total(scene, *f, each);
    let count = match one {
        One::Of(count) => count,
        _ => only(window.clone().filter(counted))?,
    };
    let total = only(window.filter(total))?;
    let unit = if let One::Unit(_, factor) = one { Some(factor) } else { None };
    let tie = Tie { one: unit, ..scene.tie(Relation::Each, &[each, total, count]) };
    (count != total).then_some(tie)
}

/// Tokens behind a figure in which the word stands that makes it one for each.
const REACH: usize = 5;

/// The only one.
fn only(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// What one is: the noun or unit behind the word for each.
fn one_of(scene: &Scene<'_, '_, '_>, tokens: Range<usize>, each: usize) -> Option<One> {
    let reading = scene.ctx.reading;
    let end = tokens.end;
    let at = tokens
        .clone()
        .filter(|&i| !scene.ctx.in_figure(i))
        .find(|&i| reading.is_cue(i, &[Cue::Per, Cue::Each]))?;
    let len = [Cue::Per, Cue::Each].iter().filter_map(|&c| reading.cue(at, c)).max()?;
    let unit = |i: usize| {
        reading.sense(i, |s| match s {
            Sense::Unit(unit, _) => Some((unit.dimension.clone(), unit.factor.clone())),
            _ => None,
        })
    };
    let of = scene.in_tokens(&(at + len..at + len + 3)).find(|&f| f != each);
    if let Some(count) = of.filter(|&f| counts(scene.mention(f))) {
        let plain = scene.mention(count).value.is_point();
        let joined = reading.is_cue(at + len - 1, &[Cue::OfPreposition])
            || reading.is_cue(at + len, &[Cue::Definite, Cue::OfPreposition]);
        return (plain && joined).then_some(One::Of(count));
    }
    if let Some((_, (dimension, factor), _)) = unit(at + len) {
        return (dimension != DURATION).then_some(One::Unit(dimension, factor));
    }
    if let Some(phrase) = noun_phrase(reading, at + len, (at + len + 3).min(end.max(at + len + 1)))
    {
        return Some(One::Thing(phrase.entity.head.key));
    }
    let behind = at >= scene.mention(each).outer.end as usize && at + len >= end;
    let plain = scene.facts[each].scope == Some(Scope::Each) || reading.is_cue(at, &[Cue::Each]);
    (behind && plain).then_some(One::Any)
}

/// The dimension of lengths of time: so much a year is no share of a total.
const DURATION: &str = "duration";

fn is_counted(scene: &Scene<'_, '_, '_>, fact: usize, one: &One, sentence: u32) -> bool {
    let mention = scene.mention(fact);
    if !mention.value.is_point() || mention.unread {
        return false;
    }
    match one {
        One::Thing(key) => {
            counts(mention) && scene.facts[fact].entity.as_ref().is_some_and(|e| e.head.key == *key)
        }
        One::Of(count) => fact == *count,
        One::Unit(dimension, _) => mention.unit.as_ref().is_some_and(|u| u.dimension == *dimension),
        One::Any => mention.kind == Kind::Count && counts(mention) && mention.sentence == sentence,
    }
}

/// Whether a figure can be the total of which another is what falls to each: of its sort, and of all.
fn is_total(scene: &Scene<'_, '_, '_>, fact: usize, each: usize) -> bool {
    let (a, b) = (scene.mention(fact), scene.mention(each));
    let scope = scene.facts[fact].scope;
    let key = |f: usize| scene.facts[f].entity.as_ref().map(|e| e.head.key.clone());
    let alike = a.kind == b.kind
        && a.unit.as_ref().map(|u| &u.dimension) == b.unit.as_ref().map(|u| &u.dimension)
        && (a.kind != Kind::Count || key(fact) == key(each));
    let all = matches!(scope, None | Some(Scope::Whole | Scope::Part));
    alike && all && a.value.is_point() && a.ratio.is_none() && !a.unread && !a.multiple
}

/// *in four stages of 25 MW*, in a sentence that names one more figure in that unit: the total.
fn multiplied(scene: &Scene<'_, '_, '_>, each: usize) -> Option<Tie> {
    let mention = scene.mention(each);
    let times = each.checked_sub(1)?;
    let measured = matches!(mention.kind, Kind::Measure | Kind::Money) && mention.value.is_point();
    let of = [Cue::OfPreposition, Cue::Each, Cue::Per];
    let count = scene.mention(times);
    let small = count.kind == Kind::Count && counts(count) && count.value.is_point();
    let between = scene.between(times, each);
    let noun = (2..=4).contains(&between.len()) && scene.ctx.reading.is_cue(between.end - 1, &of);
    let marks = between.clone().any(|i| scene.ctx.reading.is_mark(i, ",;:()"));
    if !measured || !small || !noun || marks || count.sentence != mention.sentence {
        return None;
    }
    let here = scene.in_sentence(mention.sentence as usize);
    let alike =
        |f: &usize| *f != each && scene.same_sort(*f, each) && scene.mention(*f).unit.is_some();
    let total = only(here.filter(alike)).filter(|&t| t < times)?;
    let whole = scene.mention(total);
    let (from, to) = (whole.outer.start as usize, whole.outer.end as usize);
    let summed = scene.has(from.saturating_sub(2)..from, &[Cue::Total])
        || scene.has(to..to + 2, &[Cue::Total]);
    let plain = whole.value.is_point() && scene.facts[total].scope.is_none();
    (summed && plain).then(|| scene.tie(Relation::Product, &[total, times, each]))
}
