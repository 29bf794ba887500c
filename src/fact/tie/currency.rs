use crate::fact::phrase::place;
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::{Cue, Sense};
use crate::parse::Kind;
use crate::value::{Decimal, Ratio, Unit};

/// *three pounds. At 1.15 euros to the pound, that is five euros*; *£5 (€6.10) … £20 (€42)*.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    let changed: Vec<(usize, usize)> =
        (0..scene.facts.len()).filter_map(|f| exchanged(scene, f)).collect();
    for rate in 0..scene.facts.len() {
        let Some((unit, one)) = rate_of(scene, rate) else { continue };
        for &(from, to) in &changed {
            let money = &scene.mention(from).unit;
            let Some(parts) = money.as_ref().and_then(|m| parts_of(m, &unit)) else { continue };
            if from != rate && to != rate && Some(from) != one && scene.is_alike(to, rate) {
                let tie = scene.tie(Relation::Exchange, &[to, from, rate]);
                found.push(Tie { one: Some(parts), ..tie });
            }
        }
    }
    for (idx, &(a, b)) in changed.iter().enumerate() {
        for &(c, d) in &changed[idx + 1..] {
            let small = |f: usize| scene.mention(f).value.low == Some(Decimal::int(0));
            if scene.is_alike(a, c)
                && scene.is_alike(b, d)
                && ![a, b, c, d].iter().any(|&f| small(f))
            {
                found.push(scene.tie(Relation::Exchanges, &[d, c, b, a]));
            }
        }
    }
}

/// How many of a currency or its hundredth make one of the currency.
fn parts_of(money: &Unit, one: &Unit) -> Option<Ratio> {
    if money.id == one.id {
        return Some(Decimal::int(1).ratio());
    }
    (one.minor.as_ref() == Some(&money.id)).then(|| Decimal::int(100).ratio())
}

fn is_money(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    mention.kind == Kind::Money
        && mention.value.is_point()
        && !mention.unread
        && scene.is_held(fact)
}

/// The currency of which an amount in another is what one is worth: *1.18 euros to the pound*, *a pound costs 1.18 euros*.
fn rate_of(scene: &Scene<'_, '_, '_>, rate: usize) -> Option<(Unit, Option<usize>)> {
    const NEAR: usize = 4;
    if !is_money(scene, rate) {
        return None;
    }
    let reading = scene.ctx.reading;
    let own = scene.mention(rate).unit.clone()?;
    let end = scene.mention(rate).outer.end as usize;
    let currency = |i: usize| {
        let money = |s: &Sense| match s {
            Sense::Unit(unit, _)
                if unit.dimension.starts_with(MONEY) && unit.dimension != own.dimension =>
            {
                Some(unit.as_ref().clone())
            }
            _ => None,
        };
        reading.sense(i, money).map(|(_, unit, _)| unit)
    };
    let joints = [Cue::Per, Cue::Each, Cue::LevelPreposition, Cue::Preposition];
    let joined = scene.has(end..end + 2, &joints);
    let behind = (end..end + NEAR).filter(|&i| !scene.ctx.in_figure(i)).find_map(currency);
    if let Some(unit) = behind.filter(|_| joined) {
        return Some((unit, None));
    }
    let one = scene.last_amount(rate).filter(|&f| is_money(scene, f))?;
    let single = scene.mention(one).value.low == Some(Decimal::int(1));
    let near = scene.between(one, rate).len() <= NEAR;
    let unit = scene
        .mention(one)
        .unit
        .clone()
        .filter(|u| single && near && u.dimension != own.dimension)?;
    Some((unit.as_ref().clone(), Some(one)))
}

/// What the dimensions of all currencies begin with.
const MONEY: &str = "money";

/// *3 million dollars, or about $90 U.S.*: whether the second of two amounts in one unit names the country of its currency, the first does
/// not, and they lie so far apart that they cannot be one.
fn is_namesake(scene: &Scene<'_, '_, '_>, from: usize, to: usize) -> bool {
    const NEAR: usize = 3;
    const APART: i64 = 3;
    let reading = scene.ctx.reading;
    let named = |f: usize| {
        let mention = scene.mention(f);
        let end = mention.outer.end as usize;
        let behind = end..(end + NEAR).min(scene.sentence(mention.sentence as usize).end);
        let mut plain = behind.take_while(|&i| !reading.is_mark(i, ",;:()–—"));
        plain.any(|i| place(reading, i).is_some())
    };
    let value = |f: usize| {
        let mention = scene.mention(f);
        let unit = mention.unit.as_ref().map(|u| u.factor.clone());
        mention.value.stated().map(Decimal::ratio).zip(unit).map(|(v, factor)| v * factor)
    };
    let far = value(from).zip(value(to)).is_some_and(|(x, y)| x > y * Decimal::int(APART).ratio());
    far && named(to) && !named(from)
}

/// An amount, and what it is in another currency: in brackets behind it, or behind a word that says that it amounts to the same.
fn exchanged(scene: &Scene<'_, '_, '_>, to: usize) -> Option<(usize, usize)> {
    const FAR: usize = 6;
    if !is_money(scene, to) {
        return None;
    }
    let unit = |f: usize| scene.mention(f).unit.as_ref().map(|u| u.dimension.clone());
    let start = scene.mention(to).outer.start as usize;
    let opens = (start.saturating_sub(2)..start).any(|i| scene.ctx.reading.is_mark(i, "(["));
    let other =
        |f: &usize| is_money(scene, *f) && (unit(*f) != unit(to) || is_namesake(scene, *f, to));
    if let Some(from) = scene.last_amount(to).filter(other) {
        let between = scene.between(from, to);
        let near = between.len() <= FAR;
        let same = scene.has(between.clone(), &[Cue::Amounts, Cue::Hence]);
        let joined = between.clone().any(|i| {
            let reading = scene.ctx.reading;
            reading.is_cue(i, &[Cue::Coordinator]) && !reading.is_cue(i, &[Cue::Amounts])
        });
        let same = same && !joined && near;
        if (opens && near) || same {
            return Some((from, to));
        }
    }
    let sentence = scene.mention(to).sentence as usize;
    let opening = scene.sentence(sentence).start;
    let told =
        (opening..opening + 2).any(|i| scene.ctx.reading.is_cue(i, &[Cue::Amounts, Cue::Hence]));
    let before = scene.in_sentence(sentence.checked_sub(1)?);
    let mut money = before.filter(|f| is_money(scene, *f));
    let (from, more) = (money.next()?, money.next());
    let last = scene.in_sentence(sentence).rfind(|f| is_money(scene, *f));
    (told && more.is_none() && last == Some(to) && unit(from) != unit(to)).then_some((from, to))
}
