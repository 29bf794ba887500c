use std::ops::Range;

use crate::fact::tie::pair::NOUN;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::lang::{Cue, Sense};
use crate::parse::Kind;
use crate::value::{Decimal, Ratio};

/// Amounts for a stretch of time that are told for another as well, and counts for so many that are told as a share.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for first in 0..scene.facts.len() {
        found.extend(in_another_time(scene, first));
        found.extend(for_so_many(scene, first));
        found.extend(so_many_first(scene, first));
        found.extend(of_cases(scene, first));
    }
}

/// *$16,800 a year, or $1,400 a month*; *or $1,300 for every one of twelve instalments in the year*.
fn in_another_time(scene: &Scene<'_, '_, '_>, first: usize) -> Option<Tie> {
    const FAR: usize = 9;
    let second = scene.next_amount(first)?;
    let held = [first, second].iter().all(|&f| scene.is_held(f)) && scene.is_alike(first, second);
    let reading = scene.ctx.reading;
    let between = scene.between(first, second);
    let same = between
        .clone()
        .any(|i| reading.is_cue(i, &[Cue::Amounts, Cue::Hence]) || reading.is_mark(i, "(="));
    if !held || !same || between.len() > FAR {
        return None;
    }
    let own = stretch(scene, between.start..between.end)?;
    let sentence = scene.sentence(scene.mention(second).sentence as usize).end;
    let end = scene.mention(second).outer.end as usize;
    let (facts, other) = match stretch(scene, end..(end + NOUN).min(sentence)) {
        Some(other) => (vec![first, second], other),
        None => {
            let many = scene.next_amount(second).filter(|&f| counts(scene.mention(f)))?;
            let per = scene.has(scene.between(second, many), &[Cue::Each, Cue::Per]);
            let behind = scene.mention(many).outer.end as usize;
            let all = stretch(scene, behind..(behind + NOUN).min(sentence)).filter(|_| per)?;
            (vec![first, second, many], all)
        }
    };
    (own != other).then(|| Tie { one: Some(other / own), ..scene.tie(Relation::Rate, &facts) })
}

/// The stretch of time that an amount is said to fall to: the word for one behind it, in base units of time.
pub(crate) fn stretch(scene: &Scene<'_, '_, '_>, tokens: Range<usize>) -> Option<Ratio> {
    const NEAR: usize = 4;
    let reading = scene.ctx.reading;
    let near = tokens.start..tokens.end.min(tokens.start + NEAR);
    near.clone().find_map(|i| {
        let time = |s: &Sense| match s {
            Sense::Unit(unit, _) if unit.dimension == DURATION => Some(unit.factor.clone()),
            Sense::Unit(unit, _) if unit.dimension == MONTHS => {
                Some(&unit.factor * Decimal::int(MONTH).ratio())
            }
            _ => None,
        };
        let told = (near.start..=i).any(|k| {
            reading.is_cue(k, &[Cue::Per, Cue::Each, Cue::Contraction, Cue::PlacePreposition])
        });
        reading.sense(i, time).map(|(_, factor, _)| factor).filter(|_| told)
    })
}

/// The dimension of lengths of time.
const DURATION: &str = "duration";
/// The dimension of months and years, of which the days are not fixed.
const MONTHS: &str = "duration-months";
/// Seconds in a month, on the average.
const MONTH: i64 = 365 * 24 * 60 * 60 / 12;

/// Whether a count is one that rates are told for: a hundred, a thousand and so on, behind a word that says so.
fn is_base(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let start = mention.outer.start as usize;
    let power = mention.value.stated().and_then(Decimal::power).is_some_and(|p| p >= 2);
    let words =
        [Cue::LevelPreposition, Cue::Per, Cue::PlacePreposition, Cue::Each, Cue::OfPreposition];
    let told = (start.saturating_sub(2)..start).any(|i| scene.ctx.reading.is_cue(i, &words));
    counts(mention) && mention.value.is_point() && power && told
}

/// *2.5 per cent, so for 1,000 rides there are two breakdowns*: a share, and a count for so many.
fn for_so_many(scene: &Scene<'_, '_, '_>, share: usize) -> Option<Tie> {
    const FAR: usize = 10;
    let mention = scene.mention(share);
    // *18 of 60,000* is a share with a whole of its own, *every third* is none.
    let counted = mention.ratio.as_ref().and_then(|r| r.split_once('/'));
    let spoken = counted.is_some_and(|(_, of)| of.len() < 3);
    if !scene.is_share(share) || spoken || (counted.is_none() && scene.has_genitive(share)) {
        return None;
    }
    let next = |f: usize| (f + 1..scene.facts.len()).find(|&g| !scene.is_time(g));
    let (a, b) = (next(share)?, next(next(share)?)?);
    let sentence = |f: usize| scene.mention(f).sentence;
    let near = sentence(a) == sentence(b)
        && sentence(a) - sentence(share) <= 1
        && scene.between(share, a).len() <= FAR
        && scene.between(a, b).len() <= FAR;
    let (count, base) = if is_base(scene, a) { (b, a) } else { (a, b) };
    let counted = counts(scene.mention(count)) && is_base(scene, base);
    let tokens = mention.outer.end as usize..scene.mention(b).outer.start as usize;
    let hence = scene.has(tokens, &[Cue::Hence, Cue::Amounts]);
    (near && counted && hence).then(|| scene.tie(Relation::PerMany, &[share, count, base]))
}

/// *3 per 1,000, or 3 per cent*: a count for so many, and the share behind it.
fn so_many_first(scene: &Scene<'_, '_, '_>, count: usize) -> Option<Tie> {
    const NEAR: usize = 3;
    let base = scene.next_amount(count).filter(|&f| is_base(scene, f))?;
    let share = scene.next_amount(base).filter(|&f| scene.is_share(f))?;
    let between = scene.between(base, share);
    let near = scene.between(count, base).len() <= NEAR && between.len() <= NEAR;
    let same = scene.has(between, &[Cue::Amounts, Cue::Hence]);
    let plain = counts(scene.mention(count)) && scene.mention(share).ratio.is_none();
    (near && same && plain && !scene.has_genitive(share))
        .then(|| scene.tie(Relation::PerMany, &[share, count, base]))
}

/// *18 cases among 60,000 residents, a rate of 30 per 100,000*: the rate, what it is for, the cases, the people.
fn of_cases(scene: &Scene<'_, '_, '_>, rate: usize) -> Option<Tie> {
    const NEAR: usize = 3;
    let base = scene.next_amount(rate).filter(|&f| is_base(scene, f))?;
    let near = scene.between(rate, base).len() <= NEAR;
    let mention = scene.mention(rate);
    if !near || !matches!(mention.kind, Kind::Count | Kind::Number) || !counts(mention) {
        return None;
    }
    let here = scene.in_sentence(mention.sentence as usize);
    let held = |f: &usize| scene.is_held(*f) && counts(scene.mention(*f));
    let mut before: Vec<usize> = (here.start..rate).filter(held).collect();
    if before.is_empty() {
        let sentence = (mention.sentence as usize).checked_sub(1)?;
        before = scene.in_sentence(sentence).filter(held).collect();
    }
    let [first, last] = before[..] else { return None };
    let put = scene.is_worked_out(rate) || scene.is_put_behind(rate, last);
    let fewer = scene.mention(first).value.low < scene.mention(last).value.low;
    let (cases, people) = if fewer { (first, last) } else { (last, first) };
    put.then(|| scene.tie(Relation::Incidence, &[rate, base, cases, people]))
}
