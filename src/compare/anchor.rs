use std::collections::BTreeMap;

use crate::compare::group::Link;
use crate::compare::judge::{Match, Reason, dimension_of};
use crate::compare::tolerance::{Agreement, agree};
use crate::fact::{Entity, Fact, FactId, Kind, Modality, Scope, Term};
use crate::value::Decimal;

/// Confidence of a match that rests on the value alone.
const REPEATED: u8 = 80;

/// A figure that two documents of one story both give, and that is too exact to be met twice by chance, is one thing, though the
/// words for it are not known to be the same: it proves that they agree, and never that others do not.
///
/// `reason`: why their words alone would keep them apart.
pub(crate) fn repeated(a: &Fact, b: &Fact, reason: Reason) -> Option<Match> {
    let alike = (a.doc != b.doc || same_head(a, b)) && dimension_of(a) == dimension_of(b);
    let same = match a.mention.kind {
        Kind::Date | Kind::Time => is_moment(a, b, reason),
        _ => is_figure(a, b, reason),
    };
    (alike && same).then(by_value_alone)
}

/// A full date, or a time of day, that no word gives to two things.
fn is_moment(a: &Fact, b: &Fact, reason: Reason) -> bool {
    let full = |f: &Fact| f.mention.date.is_some_and(|d| d.day.is_some() && d.month.is_some());
    let exact = match a.mention.kind {
        Kind::Date => full(a) && full(b),
        _ => true,
    };
    matches!(reason, Reason::Unsure | Reason::Attribute | Reason::Entity)
        && exact
        && a.modality.is_actual() == b.modality.is_actual()
        && a.scope == b.scope
        && agree(a, b) == Agreement::Agree
}

/// The same amount, whatever its unit, of at least two digits that are not zero, or rounded; of round figures, only those that are
/// large, or have a unit.
fn is_figure(a: &Fact, b: &Fact, reason: Reason) -> bool {
    const LARGE: i64 = 1000;
    /// From here on an amount of one digit is no small number of things.
    const TELLING: i64 = 20;
    let (x, y) = (&a.mention, &b.mention);
    let same = (x.value.low, x.value.high) == (y.value.low, y.value.high) && unit(a) == unit(b);
    let Some(value) = x.value.low.or(x.value.high) else { return false };
    let least = if unit(a).is_some() { TELLING } else { LARGE };
    let large = value.to_i64().is_some_and(|v| v >= least);
    let distinctive = value.spoken().digits > 1 || (reason == Reason::Unsure && large);
    if !((same && distinctive) || is_converted(a, b) || is_rounded(a, b)) {
        return false;
    }
    let counted = matches!(x.kind, Kind::Count | Kind::Ratio);
    let apart = counted && (reason != Reason::Entity && heads_apart(a, b) || tolls_apart(a, b));
    let kind = !matches!(x.kind, Kind::Number | Kind::Ordinal | Kind::Ratio);
    let read = !matches!(reason, Reason::Unread | Reason::Name);
    kind && read && !apart && measure_of(a) == measure_of(b) && !gone(a) && !gone(b)
}

fn unit(fact: &Fact) -> Option<&str> {
    fact.mention.unit.as_ref().map(|u| u.id.as_str())
}

/// *50 kilometres*, *31 miles*: one amount in two units.
fn is_converted(a: &Fact, b: &Fact) -> bool {
    let measured = matches!(a.mention.kind, Kind::Measure | Kind::Duration);
    measured && unit(a) != unit(b) && agree(a, b) == Agreement::Agree
}

/// *about 1,200*, *1,180*: the one is what the other is rounded to, and the finer has so many digits that chance is left out.
fn is_rounded(a: &Fact, b: &Fact) -> bool {
    /// Digits that are enough where a hedge shows that the other is rounded.
    const HEDGED: u32 = 3;
    /// One part in so many lies between a figure and what it is rounded to, at the most.
    const PARTS: i64 = 20;
    let stated = a.mention.value.stated().zip(b.mention.value.stated());
    let Some((x, y)) = stated.filter(|_| unit(a) == unit(b)) else { return false };
    let hedged = a.mention.value.approximate || b.mention.value.approximate;
    let digits = x.spoken().digits.max(y.spoken().digits);
    let gap = x.plus(y.negated()).and_then(|d| d.times(Decimal::int(PARTS)));
    let near = gap.is_some_and(|g| g <= x.max(y) && g.negated() <= x.max(y));
    digits >= HEDGED + u32::from(!hedged) && near && agree(a, b) == Agreement::Agree
}

/// Taken back, denied or only imagined.
fn gone(fact: &Fact) -> bool {
    matches!(fact.modality, Modality::Withdrawn | Modality::Hypothetical | Modality::Denied)
}

/// A level, a change of it, a rate or a multiple: never one thing, however equal.
fn measure_of(fact: &Fact) -> u8 {
    match fact.scope {
        Some(Scope::ChangeUp | Scope::ChangeDown | Scope::Change) => 1,
        Some(Scope::Per) => 2,
        Some(Scope::Multiple) => 3,
        _ => 0,
    }
}

/// Two nouns that the rules know, of which neither can stand for the other.
pub(crate) fn heads_apart(a: &Fact, b: &Fact) -> bool {
    let (Some(x), Some(y)) = (&a.entity, &b.entity) else { return false };
    let known = |e: &Entity| e.head.concept.as_ref().is_some_and(|c| !c.generic);
    known(x) && known(y) && !x.head.is_a(&y.head.key) && !y.head.is_a(&x.head.key)
}

/// *14 were killed*, *14 were arrested*: what counts people by itself tells them apart.
fn tolls_apart(a: &Fact, b: &Fact) -> bool {
    let (Some(x), Some(y)) = (&a.attribute, &b.attribute) else { return false };
    let toll = |t: &Term| t.concept.as_ref().is_some_and(|c| c.counts.is_some() && c.cumulative);
    toll(x) && toll(y) && !x.is_a(&y.key) && !y.is_a(&x.key)
}

fn same_head(a: &Fact, b: &Fact) -> bool {
    let key = |f: &Fact| f.entity.as_ref().map(|e| e.head.key.clone());
    a.mention.kind == Kind::Count && key(a).is_some() && key(a) == key(b)
}

/// The links of figures of which no word says what they count: the same long figure in another document.
pub(crate) fn bare(facts: &[Fact]) -> Vec<Link> {
    const LONG: u32 = 3;
    let mut by_value: BTreeMap<(Option<Decimal>, Option<Decimal>), Vec<usize>> = BTreeMap::new();
    for (k, fact) in facts.iter().enumerate() {
        let value = &fact.mention.value;
        let dated = matches!(fact.mention.kind, Kind::Date | Kind::Time | Kind::Ordinal);
        let digits = value_digits(fact);
        if !fact.mention.unread && !dated && digits > 1 {
            by_value.entry((value.low, value.high)).or_default().push(k);
        }
    }
    let mut links = Vec::new();
    for same in by_value.into_values() {
        for (n, &i) in same.iter().enumerate() {
            for &j in &same[n + 1..] {
                let (a, b) = (&facts[i], &facts[j]);
                let unknown = [a, b].iter().any(|f| f.mention.kind == Kind::Number);
                let long = value_digits(a) >= LONG;
                let plain = |f: &Fact| matches!(f.mention.kind, Kind::Number | Kind::Count);
                let unknown = unknown && (long || (plain(a) && plain(b)));
                let scopes = measure_of(a) == measure_of(b);
                if unknown && scopes && a.doc != b.doc && !gone(a) && !gone(b) {
                    let facts = (FactId(i as u32), FactId(j as u32));
                    let agreement = Agreement::Agree;
                    links.push(Link { facts, found: by_value_alone(), agreement });
                }
            }
        }
    }
    links
}

fn value_digits(fact: &Fact) -> u32 {
    fact.mention.value.stated().map_or(0, |v| v.spoken().digits)
}

fn by_value_alone() -> Match {
    Match {
        confidence: REPEATED,
        unknown: vec!["attribute", "entity"],
        loose: true,
        ..Match::default()
    }
}
