use std::ops::Range;

use crate::fact::phrase::noun_phrase;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::{Scope, Term};
use crate::lang::{Cue, Sense};
use crate::parse::Kind;
use crate::value::{Decimal, Ratio};

/// *222 million for 5,475 children, or 40,500 dollars per child*: what falls to each of so many; and *360 megawatts in three phases of
/// 120*.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for each in 0..scene.facts.len() {
        found.extend(shared_out(scene, each));
        found.extend(multiplied(scene, each));
        found.extend(counted_out(scene, each));
    }
}

/// The power of ten from which on a round number is one for which rates are told.
const BASE: i32 = 3;

/// What one is, in an amount for each.
enum One {
    /// One of those that this figure counts.
    Of(usize),
    /// A thing, by its key.
    Thing(Term),
    /// A person.
    Heads,
    /// A unit: its dimension, and its base units.
    Unit(String, Ratio),
    /// Not said: each of those that the sentence counts.
    Any,
}

fn shared_out(scene: &Scene<'_, '_, '_>, each: usize) -> Option<Tie> {
    let mention = scene.mention(each);
    let kinds = [Kind::Money, Kind::Count, Kind::Measure, Kind::Number];
    let change = [Scope::ChangeUp, Scope::ChangeDown, Scope::Change, Scope::Before, Scope::Rest];
    let changes = scene.facts[each].scope.is_some_and(|s| change.contains(&s));
    if !kinds.contains(&mention.kind) || mention.unread || mention.ratio.is_some() || changes {
        return None;
    }
    let start = mention.outer.start as usize;
    // *a rate of 452 per 100,000*: for so many something is told, and to none of them falls so much.
    let round = mention.value.stated().and_then(Decimal::power).is_some_and(|p| p >= BASE);
    if round && mention.unit.is_none() && scene.has(start.saturating_sub(1)..start, &[Cue::Per]) {
        return None;
    }
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    let tokens = own.start..(mention.outer.end as usize + REACH).min(own.end);
    let opened = own.start.saturating_sub(1)..own.end;
    let worked_out = scene.has(opened.clone(), &[Cue::Hence, Cue::Amounts, Cue::Average])
        || scene.has(start.saturating_sub(REACH + 1)..start, &[Cue::Average]);
    let one = one_of(scene, tokens, each).or_else(|| is_mean(scene, each).then_some(One::Any))?;
    let relation = if worked_out || matches!(one, One::Of(_)) {
        Relation::Each
    } else if is_set_off(scene, each) {
        Relation::Apiece
    } else {
        return None;
    };
    let window = scene.in_sentence((mention.sentence as usize).saturating_sub(1)).start..each;
    let counted = |f: &usize| {
        // The total counts the same thing as the one.
        let same =
            matches!(one, One::Any) && mention.kind == Kind::Count && is_alike(scene, *f, each);
        !same && is_counted(scene, *f, &one, mention.sentence)
    };
    let count = match one {
        One::Of(count) => count,
        _ => only(window.clone().filter(counted))?,
    };
    let total = |f: &usize| *f != count && is_total(scene, *f, each, count);
    let summed = summed_behind(scene, each, count);
    let relation = if summed.is_some() { Relation::Each } else { relation };
    let total = only(window.filter(total)).or(summed)?;
    let unit = if let One::Unit(_, factor) = one { Some(factor) } else { None };
    let near = relation == Relation::Each || scene.mention(total).sentence == mention.sentence;
    // Behind a semicolon another amount is told, unless it is said to follow from those before it.
    let follows = scene.has(opened, &[Cue::Hence, Cue::Amounts]);
    let mut between = scene.between(total.min(each), each);
    let other = !follows && between.any(|i| scene.ctx.reading.is_mark(i, ";"));
    (near && !other).then(|| Tie { one: unit, ..scene.tie(relation, &[each, total, count]) })
}

/// *50,000 each, 800,000 in all*: the total right behind an amount for each.
fn summed_behind(scene: &Scene<'_, '_, '_>, each: usize, count: usize) -> Option<usize> {
    let total = each + 1;
    let next = scene.facts.get(total)?;
    let one = next.mention.sentence == scene.mention(each).sentence;
    let (start, end) = (next.mention.outer.start as usize, next.mention.outer.end as usize);
    let summed = scene.has(start.saturating_sub(3)..start, &[Cue::Total])
        || scene.has(end..end + 3, &[Cue::Total]);
    let near = scene.between(each, total).len() <= REACH;
    (one && summed && near && is_total(scene, total, each, count)).then_some(total)
}

/// Whether two figures are said to count the same.
fn is_alike(scene: &Scene<'_, '_, '_>, a: usize, b: usize) -> bool {
    let key = |f: usize| scene.facts[f].entity.as_ref().map(|e| e.head.key.clone());
    key(a).is_some() && key(a) == key(b)
}

/// Tokens behind a figure in which the word stands that makes it one for each.
const REACH: usize = 5;

/// *on average 120 euros*: whether a word for a mean stands before a figure, behind a mark.
fn is_mean(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    const NEAR: usize = 5;
    let start = scene.mention(fact).outer.start as usize;
    let reading = scene.ctx.reading;
    let near = start.saturating_sub(NEAR)..start;
    let mark = near.rev().find(|&i| reading.is_mark(i, ",;:(–—."));
    mark.is_some_and(|i| scene.has(i..start, &[Cue::Average]))
}

/// Whether a comma, dash or bracket stands close before a figure, or before the clause that it is the first figure of.
fn is_set_off(scene: &Scene<'_, '_, '_>, each: usize) -> bool {
    let start = scene.mention(each).outer.start as usize;
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    let reading = scene.ctx.reading;
    let near = start.saturating_sub(REACH)..start;
    let mark = near.into_iter().any(|i| reading.is_mark(i, ",(–—"))
        || start > 0 && reading.is_cue(start - 1, &[Cue::Each]);
    let first = scene.in_tokens(&(own.start..start)).is_empty();
    mark || (first && own.start > 0 && reading.is_mark(own.start - 1, ",(–—"))
        || scene.facts[each].scope == Some(Scope::Each)
}

/// The only one.
fn only(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// What one is: the noun or unit behind the word for each.
fn one_of(scene: &Scene<'_, '_, '_>, tokens: Range<usize>, each: usize) -> Option<One> {
    let reading = scene.ctx.reading;
    let end = tokens.end;
    let cues = [Cue::Per, Cue::Each];
    let at = tokens
        .clone()
        .filter(|&i| !scene.ctx.in_figure(i))
        .find(|&i| reading.is_cue(i, &cues))
        .or_else(|| article_behind(scene, each))?;
    let len = cues.iter().filter_map(|&c| reading.cue(at, c)).max().unwrap_or(1);
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
    // *a day*: the unit may end the phrase.
    let inside = (len > 1).then(|| unit(at + len - 1)).flatten();
    if let Some((_, (dimension, factor), _)) = unit(at + len).or(inside) {
        return Some(One::Unit(dimension, factor));
    }
    if reading.is_cue(at, &[Cue::Average]) {
        return Some(One::Heads);
    }
    let own = scene.mention(each).sentence as usize;
    let window = scene.in_sentence(own.saturating_sub(1));
    let phrase = noun_phrase(reading, at + len, (at + len + 3).min(end.max(at + len + 1)));
    if let Some(head) = phrase.map(|p| p.entity.head)
        && (window.start..each).any(|f| is_of(scene, f, &head))
    {
        return Some(One::Thing(head));
    }
    let (start, behind) = (scene.mention(each).outer.start as usize, scene.mention(each).outer.end);
    let beside = at >= behind as usize && at + len >= end || at < start && start - at <= REACH;
    let plain = scene.facts[each].scope == Some(Scope::Each) || reading.is_cue(at, &[Cue::Each]);
    (beside && plain).then_some(One::Any)
}

/// *an average of 0.9 a game*: the article right behind a mean.
fn article_behind(scene: &Scene<'_, '_, '_>, each: usize) -> Option<usize> {
    let mention = scene.mention(each);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let mean = scene.has(start.saturating_sub(REACH)..start, &[Cue::Average]);
    (mean && scene.ctx.reading.is_cue(end, &[Cue::Determiner])).then_some(end)
}

/// The dimension of lengths of time.
const DURATION: &str = "duration";

/// Whether a figure counts things of this key, or of a sort of them.
fn is_of(scene: &Scene<'_, '_, '_>, fact: usize, thing: &Term) -> bool {
    let head = scene.facts[fact].entity.as_ref().map(|e| &e.head);
    let alike = |h: &Term| h.key == thing.key || h.is_a(&thing.key) || thing.is_a(&h.key);
    // *the 60 jobs cost …* may be read as a noun with another before it.
    let before = scene.facts[fact].entity.as_ref().map_or(&[][..], |e| &e.modifiers);
    counts(scene.mention(fact))
        && (head.is_some_and(alike) || before.iter().any(|m| m.key == thing.key))
}

/// Whether a figure has a noun of its own, or stands in a sentence.
fn is_named(scene: &Scene<'_, '_, '_>, fact: usize, sentence: u32) -> bool {
    let fact = &scene.facts[fact];
    let implied = fact.attribute.as_ref().and_then(|a| a.span);
    let own = |e: &crate::fact::types::Entity| !e.inherited && e.head.span != implied;
    fact.mention.sentence == sentence || fact.entity.as_ref().is_some_and(own)
}

fn is_counted(scene: &Scene<'_, '_, '_>, fact: usize, one: &One, sentence: u32) -> bool {
    let mention = scene.mention(fact);
    if !mention.value.is_point() || mention.unread {
        return false;
    }
    match one {
        One::Thing(thing) => is_of(scene, fact, thing) && is_named(scene, fact, sentence),
        One::Heads => {
            let head = scene.facts[fact].entity.as_ref().map(|e| &e.head);
            counts(mention) && head.is_some_and(Term::is_human)
        }
        One::Of(count) => fact == *count,
        One::Unit(dimension, _) => {
            // So much a year is no share of a total, unless it is said to be one of so many years.
            let start = mention.outer.start as usize;
            let placed = [Cue::PlacePreposition, Cue::Preposition];
            let within = mention.sentence == sentence
                && mention.kind == Kind::Duration
                && scene.ctx.reading.is_cue(start.saturating_sub(1), &placed);
            let fits = mention.unit.as_ref().is_some_and(|u| u.dimension == *dimension);
            fits && (dimension != DURATION || within)
        }
        One::Any => mention.kind == Kind::Count && counts(mention) && mention.sentence == sentence,
    }
}

/// Whether a figure can be the total of which another is what falls to each: of its sort, and of all.
fn is_total(scene: &Scene<'_, '_, '_>, fact: usize, each: usize, count: usize) -> bool {
    let (a, b) = (scene.mention(fact), scene.mention(each));
    let scope = scene.facts[fact].scope;
    let key = |f: usize| scene.facts[f].entity.as_ref().map(|e| e.head.key.clone());
    let number = b.kind == Kind::Number && counts(a);
    let alike = (a.kind == b.kind || number)
        && a.unit.as_ref().map(|u| &u.dimension) == b.unit.as_ref().map(|u| &u.dimension)
        && (a.kind != Kind::Count
            || number
            || key(each).is_none_or(|k| [key(fact), key(count)].contains(&Some(k))));
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

/// *9 million square feet … 15,000 square feet apiece, enough for 600*: the total before a mean or a size of each, and the count behind
/// it.
fn counted_out(scene: &Scene<'_, '_, '_>, each: usize) -> Option<Tie> {
    let mention = scene.mention(each);
    let measured = matches!(mention.kind, Kind::Measure | Kind::Money) && mention.value.is_point();
    let start = mention.outer.start as usize;
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    let cues = [Cue::Average, Cue::Each];
    if !measured || mention.unread || !scene.has(own, &cues) {
        return None;
    }
    let here = scene.in_sentence(mention.sentence as usize);
    let window = scene.in_sentence((mention.sentence as usize).saturating_sub(1)).start..here.end;
    let unit = |f: &usize| *f != each && scene.mention(*f).unit.is_some();
    let total = only(window.filter(|f| unit(f) && is_total(scene, *f, each, each)))?;
    let counted = |f: &usize| scene.mention(*f).kind == Kind::Count && counts(scene.mention(*f));
    let count = only((here.start..here.end).filter(counted)).filter(|&c| c > each)?;
    let hence = scene.has(scene.between(each, count), &[Cue::Hence, Cue::Amounts]);
    let relation = if hence { Relation::Each } else { Relation::Apiece };
    (total < each).then(|| scene.tie(relation, &[each, total, count]))
}
