use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, factor, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation, Tie};

/// What falls to each, and is not the total by their number.
pub struct AverageMismatch;

/// Percent by which an average may be off.
const SLACK: i64 = 10;

impl Check for AverageMismatch {
    fn id(&self) -> &'static str {
        "average-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for averages, amounts per head and per unit that are not the total divided by the number that stands beside it.

Why it matters: a slip by a factor of ten or a thousand in either figure shows here first.

Example: 222 million dollars for 5,475 children, thus 733 dollars per child – it is 40,548. An average may be off by a tenth.

What it cannot see: weighted averages, rates in time, and totals or numbers that stand more than a sentence away."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Each) {
            let [each, total, count] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = disproof(case, tie, each, total, count)
            {
                out.push(finding(self.id(), case, each, &[total, count], proof));
            }
        }
    }
}

fn disproof(
    case: &Case<'_>,
    tie: &Tie,
    each: FactId,
    total: FactId,
    count: FactId,
) -> Option<String> {
    let reach = |id, precision| Reach::of(mention(case, id), precision);
    let of = tie.one.clone().unwrap_or_else(|| factor(case, count));
    let count_reach = reach(count, Precision::Rounded)?;
    let n =
        Reach { low: count_reach.low.map(|r| r / &of), high: count_reach.high.map(|r| r / &of) };
    let is = reach(total, Precision::Rounded)?.over(&n)?.widened(SLACK);
    let said = reach(each, Precision::Worked)?;
    if said.meets(&is) {
        return None;
    }
    let unit = factor(case, each);
    let (x, n) = (stated(mention(case, total))? / &unit, stated(mention(case, count))? / of);
    let (is, said) = (&x / &n, stated(mention(case, each))? / &unit);
    Some(format!(
        "{} / {} = {}, not {}",
        shown(&x, 2),
        shown(&n, 2),
        shown(&is, 2),
        shown(&said, 2)
    ))
}
