//! Figures whose digits are the same but for two neighbours that have changed places: the commonest error in print.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::anchor::heads_apart;
use crate::compare::group::Link;
use crate::compare::judge::{Match, Reason, Verdict, dimension_of, judge};
use crate::compare::tolerance::Agreement;
use crate::fact::{Fact, FactId, Kind, Modality};
use crate::text::DocId;
use crate::value::Decimal;

/// From so many digits on, two neighbours hardly change places by chance.
const LONG: usize = 3;
/// Confidence of a match that rests on many digits.
const SURE: u8 = 78;
/// Confidence of one that rests on two.
const LIKELY: u8 = 66;

/// What such a match rests on.
const SWAPPED: &str = "transposed-digits";

/// What two figures must share: unit, digits whatever their order, place of the last one.
type Digits = (String, Vec<char>, i32);

/// The links between figures of two documents that differ by two neighbouring digits alone, where neither document has the other's
/// figure: one of them is misprinted, though their words alone would leave open what they are about. Two digits stand in for what is
/// not said; from three on they stand also where the rules know the words as different, but for another name, time or place.
pub(crate) fn transposed(facts: &[Fact], links: &[Link]) -> Vec<Link> {
    let mut by_digits: BTreeMap<Digits, Vec<usize>> = BTreeMap::new();
    let mut given: BTreeSet<(DocId, String, Decimal)> = BTreeSet::new();
    for (k, fact) in facts.iter().enumerate() {
        let Some(value) = fact.mention.value.stated().filter(|_| is_amount(fact)) else { continue };
        let digits = digits(value);
        given.insert((fact.doc, measure(fact), value));
        if digits.len() > 1 {
            let mut sorted = digits;
            sorted.sort_unstable();
            by_digits.entry((measure(fact), sorted, value.spoken().exponent)).or_default().push(k);
        }
    }
    let linked: BTreeSet<(FactId, FactId)> = links.iter().map(|l| l.facts).collect();
    let lacks = |doc: DocId, of: &Fact| {
        let value = of.mention.value.stated();
        value.is_some_and(|v| !given.contains(&(doc, measure(of), v)))
    };
    let mut found = Vec::new();
    for alike in by_digits.into_values() {
        for (n, &i) in alike.iter().enumerate() {
            for &j in &alike[n + 1..] {
                let (a, b) = (&facts[i], &facts[j]);
                let pair = (FactId(i as u32), FactId(j as u32));
                let open = a.doc != b.doc && !linked.contains(&pair);
                if open && lacks(a.doc, b) && lacks(b.doc, a) {
                    found.extend(swapped(a, b).map(|confidence| Link {
                        facts: pair,
                        found: Match {
                            confidence,
                            same: vec![SWAPPED.to_owned()],
                            unknown: vec!["attribute", "entity"],
                            ..Match::default()
                        },
                        agreement: Agreement::Differ,
                    }));
                }
            }
        }
    }
    found
}

/// How sure it is that two figures are one with two digits swapped; `None`: they are not, or their words say otherwise.
fn swapped(a: &Fact, b: &Fact) -> Option<u8> {
    let (x, y) = (digits(a.mention.value.stated()?), digits(b.mention.value.stated()?));
    let differ: Vec<usize> = (0..x.len()).filter(|&k| x[k] != y[k]).collect();
    let neighbours = matches!(differ[..], [k, l] if l == k + 1);
    if !neighbours || !alike_told(a, b) {
        return None;
    }
    let reason = match judge(a, b) {
        Verdict::Comparable(found) if found.later => return None,
        Verdict::Comparable(_) => None,
        Verdict::Apart(reason) => Some(reason),
    };
    let long = x.len() >= LONG;
    may_be_one(a, b, reason, long).then_some(if long { SURE } else { LIKELY })
}

/// Whether what keeps two figures apart may be no more than what their words leave open; `long`: many digits speak for it.
fn may_be_one(a: &Fact, b: &Fact, reason: Option<Reason>, long: bool) -> bool {
    /// Below this, digits that are the same prove little.
    const SMALL: i64 = 100;
    let key = |f: &Fact| f.attribute.as_ref().map(|t| t.key.clone());
    let said = key(a).zip(key(b)).map(|(x, y)| x == y);
    let head = |f: &Fact| f.entity.as_ref().map(|e| e.head.key.clone());
    let same_head = head(a).is_some() && head(a) == head(b);
    let small = a.mention.value.stated().is_some_and(|v| v < Decimal::int(SMALL));
    if small && !long && !same_head && said != Some(true) {
        return false;
    }
    match reason {
        None => true,
        Some(Reason::Scope) => long || !heads_apart(a, b),
        Some(Reason::Modality) => long || said != Some(false),
        Some(Reason::Entity) => said == Some(true) || (long && said.is_none()),
        Some(Reason::Place) => same_head && said == Some(true),
        Some(Reason::Unsure) => true,
        Some(Reason::Attribute | Reason::Dimension) => long,
        Some(_) => false,
    }
}

/// Neither is denied, taken back, a limit or a condition, and only both are demands.
fn alike_told(a: &Fact, b: &Fact) -> bool {
    let plain = |f: &Fact| {
        f.modality.is_actual() || matches!(f.modality, Modality::Planned | Modality::Forecast)
    };
    (plain(a) && plain(b)) || (a.modality == b.modality && a.modality == Modality::Demanded)
}

fn is_amount(fact: &Fact) -> bool {
    !fact.mention.unread && !matches!(fact.mention.kind, Kind::Date | Kind::Time | Kind::Ordinal)
}

/// Its unit; figures of which no word says what they count are counts.
fn measure(fact: &Fact) -> String {
    let bare = fact.mention.kind == Kind::Number && fact.mention.unit.is_none();
    let dimension = if bare { Kind::Count.name() } else { dimension_of(fact) };
    let unit = fact.mention.unit.as_ref().map_or("", |u| u.id.as_str());
    format!("{dimension} {unit}")
}

/// The digits of a number without the zeros at its ends.
fn digits(value: Decimal) -> Vec<char> {
    let text = value.to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').chars().collect()
}
