use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated};
use crate::check::{Case, Check};
use crate::fact::Relation;

/// A part that is larger than what it is a part of.
pub struct PartExceedsWhole;

impl Check for PartExceedsWhole {
    fn id(&self) -> &'static str {
        "part-exceeds-whole"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for parts that are larger than the whole that is named right before them.

Why it matters: one of the two is wrong, often by a digit or by a magnitude word.

Example: 900 members, of whom 1,200 voted.

What it cannot see: a part whose whole stands in another sentence."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Part) {
            let [whole, part] = tie.facts[..] else { continue };
            let (large, small) = (mention(case, whole), mention(case, part));
            let reach = |m| Reach::of(m, Precision::Rounded);
            let Some((limit, of)) = reach(large).zip(reach(small)) else { continue };
            let Some((x, y)) = stated(large).zip(stated(small)) else { continue };
            if of.is_above(&limit) && are_said(case, &tie.facts) {
                let proof = format!("{} > {}", shown(&y, 3), shown(&x, 3));
                out.push(finding(self.id(), case, part, &[whole], proof));
            }
        }
    }
}
