use num_traits::Signed;

use crate::check::change_mismatch::changes;
use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};

/// Points of a percentage that are called per cent, or are not the difference of the two shares.
pub struct PercentForPoints;

impl Check for PercentForPoints {
    fn id(&self) -> &'static str {
        "percent-for-points"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for changes of a share in which points and per cent are mixed up, or the points are not the difference.

Why it matters: a rate that goes from 8 to 12 per cent has risen by 4 points, or by half; a rise of 4 per cent is another thing.

Example: up from 18.6 to 20.1 per cent, an increase of 1.5 per cent – it is one of 1.5 points, or of 8.1 per cent. A relative change \
of a share is right as it stands.

What it cannot see: levels that stand in other sentences."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        let mut judged: Vec<FactId> = Vec::new();
        for change in changes(case).iter().filter(|c| c.of_percents(case)) {
            let points = change.in_points(case);
            let holds = if points { change.is_difference(case) } else { change.is_relative(case) };
            let (before, after) = &change.levels;
            let Some(said) = stated(mention(case, change.change)) else { continue };
            if holds != Some(false) {
                continue;
            }
            let wrong = if points { "%-points" } else { "%" };
            let proof = format!(
                "{} % - {} % = {} %-points, not {} {wrong}",
                shown(after, 2),
                shown(before, 2),
                shown(&(after - before), 2),
                shown(&said, 2)
            );
            judged.push(change.change);
            out.push(finding(self.id(), case, change.change, &change.given, proof));
        }
        for tie in ties(case, Relation::Points) {
            let [said, first, second] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && !judged.contains(&said)
                && let Some(proof) = called_percent(case, said, first, second)
            {
                out.push(finding(self.id(), case, said, &[first, second], proof));
            }
        }
    }
}

/// What is called a relative change and is just the difference of two shares, to the last of its decimals; `None` where it can be
/// relative as well.
fn called_percent(case: &Case<'_>, said: FactId, first: FactId, second: FactId) -> Option<String> {
    let figure = mention(case, said);
    let (x, y) = (stated(mention(case, first))?, stated(mention(case, second))?);
    let is = stated(figure)?;
    if figure.written.exponent >= 0 || (&x - &y).abs() != is || is == x || is == y {
        return None;
    }
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let (a, b) = (reach(first)?, reach(second)?);
    let worked = Reach::of(figure, Precision::Worked)?;
    let hundred = Reach::exactly(whole(100));
    let relative = |p: &Reach, q: &Reach| -> Option<bool> {
        Some(worked.meets(&p.over(q)?.times(&hundred).minus(&hundred).abs()))
    };
    if relative(&a, &b)? || relative(&b, &a)? {
        return None;
    }
    let (high, low) = if x > y { (x, y) } else { (y, x) };
    let is = shown(&is, 2);
    Some(format!("{} % - {} % = {is} %-points, not {is} %", shown(&high, 2), shown(&low, 2)))
}
