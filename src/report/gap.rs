//! How far the sides of a finding lie apart, exactly.

use crate::check::Finding;
use crate::fact::{Fact, FactId, Kind, Mention};
use crate::report::Report;
use crate::report::{messages, show, wording};
use crate::value::{Decimal, Ratio, convert};

/// An end of a value: as written, and in base units.
struct End<'a> {
    written: Decimal,
    base: Ratio,
    mention: &'a Mention,
}

/// `largest gap: 3 000 against 12 000 (factor 4.0)`, over the pairs that clash; `None` where no two values can be subtracted.
///
/// A factor below 1.1 says little, so there the difference is given, in the unit of both.
pub(super) fn largest(report: &Report, finding: &Finding) -> Option<String> {
    let pairs = pairs(finding);
    let facts =
        || pairs.iter().map(|(a, b)| (wording::fact(report, *a), wording::fact(report, *b)));
    let widest =
        facts().filter_map(|(a, b)| between(a, b)).max_by_key(|(low, high)| &high.base - &low.base);
    if let Some((low, high)) = widest {
        let shown = |end: &End<'_>| show::end(end.written, end.mention);
        return Some(messages::largest_gap(&shown(&low), &shown(&high), &measure(&low, &high)?));
    }
    let (first, last, days) =
        facts().filter_map(|(a, b)| days_between(a, b)).max_by_key(|(_, _, days)| *days)?;
    Some(messages::largest_gap(&first, &last, &messages::days(days)))
}

/// The pairs that are held against each other; all across sides where none are named.
fn pairs(finding: &Finding) -> Vec<(FactId, FactId)> {
    if !finding.pairs.is_empty() {
        return finding.pairs.iter().map(|pair| pair.facts).collect();
    }
    let mut pairs = Vec::new();
    for (idx, side) in finding.sides.iter().enumerate() {
        let others = finding.sides[idx + 1..].iter().flat_map(|s| &s.facts);
        pairs.extend(others.flat_map(|b| side.facts.iter().map(|a| (*a, *b))));
    }
    pairs
}

/// The two ends of `a` and `b` that lie farthest apart, the lower first.
fn between<'a>(a: &'a Fact, b: &'a Fact) -> Option<(End<'a>, End<'a>)> {
    let same_measure = match (&a.mention.unit, &b.mention.unit) {
        (Some(a), Some(b)) => a.dimension == b.dimension,
        (None, None) => true,
        _ => false,
    };
    let comparable =
        same_measure || a.mention.kind == b.mention.kind && a.mention.kind == Kind::Count;
    if !comparable {
        return None;
    }
    let ends_of_b = ends(&b.mention);
    let mut best: Option<(End<'a>, End<'a>)> = None;
    for x in ends(&a.mention) {
        for y in &ends_of_b {
            let y = End { written: y.written, base: y.base.clone(), mention: y.mention };
            let (low, high) = if x.base <= y.base { (x.copy(), y) } else { (y, x.copy()) };
            if best.as_ref().is_none_or(|(l, h)| &h.base - &l.base < &high.base - &low.base) {
                best = Some((low, high));
            }
        }
    }
    best.filter(|(low, high)| low.base < high.base)
}

impl End<'_> {
    fn copy(&self) -> Self {
        Self { written: self.written, base: self.base.clone(), mention: self.mention }
    }
}

fn ends(mention: &Mention) -> Vec<End<'_>> {
    let base = |d: Decimal| {
        mention.unit.as_ref().map_or_else(|| d.ratio(), |u| convert(&d.ratio(), u, false))
    };
    let end = |d: Decimal| End { written: d, base: base(d), mention };
    mention.value.low.into_iter().chain(mention.value.high).map(end).collect()
}

/// A factor where it says something, else a difference.
fn measure(low: &End<'_>, high: &End<'_>) -> Option<String> {
    let tenth = Decimal::new(11, 1)?.ratio();
    let zero = Decimal::int(0).ratio();
    let of_scale = low.mention.unit.as_ref().is_some_and(|u| u.has_offset());
    if low.base > zero && !of_scale {
        let times = &high.base / &low.base;
        if times >= tenth {
            let places = Decimal::rounded(&times, 1)?;
            let point = if places.is_integer() { ".0" } else { "" };
            return Some(messages::factor(&format!("{}{point}", show::number(places))));
        }
    }
    let unit = |end: &End<'_>| end.mention.unit.as_ref().map(|u| u.id.clone());
    if unit(low) == unit(high) {
        let amount = high.written.plus(low.written.negated())?;
        return Some(messages::difference(&show::end(amount, low.mention)));
    }
    let times = Decimal::rounded(&(&high.base / &low.base), 2)?;
    (low.base > zero).then(|| messages::factor(&show::number(times)))
}

/// Two full dates, the earlier first, and the days between them.
fn days_between(a: &Fact, b: &Fact) -> Option<(String, String, u32)> {
    let mut days = [a.mention.date?.civil()?, b.mention.date?.civil()?];
    days.sort_unstable();
    let [first, last] = days;
    let apart = (last - first).get_days().unsigned_abs();
    (apart > 0).then(|| (first.to_string(), last.to_string(), apart))
}
