use num_traits::Signed;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};
use crate::value::Ratio;

/// Percentages of one whole that are more, or not all, of it.
pub struct TotalMismatch;

impl Check for TotalMismatch {
    fn id(&self) -> &'static str {
        "total-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for percentages that exclude each other and add up to more than 100; and for those that leave a rest and do not make 100 with it.

Why it matters: shares of several answers are told as if everybody had given one, or a share is counted in another.

Example: 55 per cent for it, 38 against and 17 undecided – 55 + 38 + 17 = 110. Each share may be rounded.

What it cannot see: shares that no word tells to exclude each other; where several answers were possible, it is silent."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for (relation, closed) in [(Relation::SharesApart, false), (Relation::SharesOfAll, true)] {
            for tie in ties(case, relation).filter(|t| are_said(case, &t.facts)) {
                let Some((first, others)) = tie.facts.split_first() else { continue };
                if let Some(proof) = disproof(case, &tie.facts, closed) {
                    out.push(finding(self.id(), case, *first, others, proof));
                }
            }
        }
    }
}

fn disproof(case: &Case<'_>, shares: &[FactId], closed: bool) -> Option<String> {
    let mut sum = Reach::exactly(whole(0));
    let mut terms: Vec<Ratio> = Vec::new();
    for &share in shares {
        sum = sum.plus(&Reach::of(mention(case, share), Precision::Worked)?);
        terms.push(stated(mention(case, share))?);
    }
    let all = Reach::exactly(whole(100));
    if sum.meets(&all) || !(closed || sum.is_above(&all)) {
        return None;
    }
    let total: Ratio = terms.iter().sum();
    // Where all but one make 100, that one is of another whole (*a turnout of 64 per cent*).
    let is_all = |rest: Ratio| (rest - whole(100)).abs() <= whole(1);
    if terms.len() > 2 && terms.iter().any(|t| is_all(&total - t)) {
        return None;
    }
    let mut shares = String::new();
    for term in &terms {
        let term = shown(term, 2);
        shares = if shares.is_empty() { term } else { format!("{shares} + {term}") };
    }
    Some(format!("{shares} = {} %, not 100 %", shown(&total, 2)))
}
