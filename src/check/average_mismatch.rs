use num_traits::Signed;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, factor, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
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

Example: 222 million dollars for 5,475 children, thus 733 dollars per child – it is 40,548. An average may be off by a tenth. \
Where no word says that the one is worked out from the others, only a slip by a power of ten is told.

What it cannot see: weighted averages, rates in time of which no length is told, and totals or numbers that stand more than a sentence away."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        let worked_out = ties(case, Relation::Each);
        for tie in worked_out.chain(ties(case, Relation::Apiece)) {
            let [each, total, count] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = disproof(case, tie, each, total, count)
                && (tie.relation == Relation::Each || is_slip(case, tie))
            {
                out.push(finding(self.id(), case, each, &[total, count], proof));
            }
        }
    }
}

/// Whether an amount for each misses the one that it should be by a power of ten: then the three belong together.
fn is_slip(case: &Case<'_>, tie: &Tie) -> bool {
    const MOST: u32 = 9;
    let [each, total, count] = tie.facts[..] else { return false };
    let value = |id| stated(mention(case, id));
    let Some(((each, total), count)) = value(each).zip(value(total)).zip(value(count)) else {
        return false;
    };
    let of = tie.one.clone().unwrap_or_else(|| whole(1));
    if [&each, &total, &count].iter().any(|r| !r.is_positive()) {
        return false;
    }
    let off = each * (count / of) / total;
    let off = if off < whole(1) { off.recip() } else { off };
    let mut ten = whole(1);
    (0..MOST).any(|_| {
        ten *= whole(10);
        Reach::exactly(ten.clone()).widened(SLACK).meets(&Reach::exactly(off.clone()))
    })
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
