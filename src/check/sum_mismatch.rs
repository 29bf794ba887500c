use num_traits::Signed;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{alike, are_said, disprove, factor, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};
use crate::value::Ratio;

/// A whole that is not the sum of its parts.
pub struct SumMismatch;

/// Tenths of the whole by which its parts can miss it and still be meant as its parts.
const FAR: i64 = 3;

impl Check for SumMismatch {
    fn id(&self) -> &'static str {
        "sum-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for wholes whose listed parts do not add up to them, and for leads that are not the difference of two shares.

Why it matters: a part was left out, counted twice or mistyped, or the total is an older one.

Example: 23 branches: nine in the north, seven in the south and six in the town – 9 + 7 + 6 = 22. The list must be said to be all of \
it: behind a colon or in brackets and closed, with a rest, or with a total that is said to follow. Rounded parts may miss the whole \
by half a digit each.

What it cannot see: parts that are told in running text; parts that overlap; a list that misses its whole by far is taken for \
a list of something else."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Sum) {
            let [whole, ref parts @ ..] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = disproof(case, whole, parts)
            {
                out.push(finding(self.id(), case, whole, parts, proof));
            }
        }
        disprove(self.id(), case, Relation::Product, out, |[total, times, each]| {
            product(case, total, times, each)
        });
        disprove(self.id(), case, Relation::Distance, out, |[apart, first, second]| {
            distance(case, apart, first, second)
        });
    }
}

/// The sum, where it misses the whole, though not by far.
fn disproof(case: &Case<'_>, of: FactId, parts: &[FactId]) -> Option<String> {
    let target = Reach::of(mention(case, of), Precision::Rounded)?;
    let mut sum = Reach::exactly(whole(0));
    let mut terms = Vec::new();
    for &part in parts {
        let part = alike(case, part, of)?;
        sum = sum.plus(&part.reach);
        terms.push(part.value);
    }
    let is = stated(mention(case, of))? / factor(case, of);
    let total: Ratio = terms.iter().sum();
    let near = (&total - &is).abs() <= is.abs() * whole(FAR) / whole(10);
    if sum.meets(&target) || !near || terms.iter().any(|t| *t >= is) {
        return None;
    }
    let mut sum = String::new();
    for term in &terms {
        let term = shown(term, 3);
        sum = if sum.is_empty() { term } else { format!("{sum} + {term}") };
    }
    Some(format!("{sum} = {}, not {}", shown(&total, 3), shown(&is, 3)))
}

/// So many times so much, where it cannot be the total that is stated.
fn product(case: &Case<'_>, total: FactId, times: FactId, each: FactId) -> Option<String> {
    let reach = |id, precision| Reach::of(mention(case, id), precision);
    let is = reach(times, Precision::Rounded)?.times(&reach(each, Precision::Rounded)?);
    let value = |id| stated(mention(case, id));
    let (n, one, said) = (value(times)?, value(each)?, value(total)?);
    let product = &n * &one;
    let near = (&product - &said).abs() <= said.abs() * whole(FAR) / whole(10);
    if reach(total, Precision::Worked)?.meets(&is) || !near {
        return None;
    }
    let unit = factor(case, each);
    let shown = |r: Ratio| shown(&(r / &unit), 3);
    let n = crate::check::reach::shown(&n, 0);
    Some(format!("{n} × {} = {}, not {}", shown(one), shown(product), shown(said)))
}

/// The difference of two figures, where it cannot be the one that is stated.
fn distance(case: &Case<'_>, apart: FactId, first: FactId, second: FactId) -> Option<String> {
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let is = reach(first)?.minus(&reach(second)?).abs();
    let said = Reach::of(mention(case, apart), Precision::Worked)?;
    if said.meets(&is) {
        return None;
    }
    let value = |id| stated(mention(case, id));
    let (x, y) = (value(first)?, value(second)?);
    let (high, low) = if x > y { (x, y) } else { (y, x) };
    let difference = shown(&(&high - &low), 2);
    let said = shown(&value(apart)?, 2);
    Some(format!("{} - {} = {difference}, not {said}", shown(&high, 2), shown(&low, 2)))
}
