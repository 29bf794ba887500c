use num_traits::Zero;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{alike, are_said, disprove, factor, finding, mention};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Kind, Relation};
use crate::value::Ratio;

/// A relative change that is not the one from the level before to the level after.
pub struct ChangeMismatch;

/// A change with what it can be worked out from.
pub(crate) struct Change {
    pub change: FactId,
    /// The figures that the text gives, in its order.
    pub given: [FactId; 2],
    /// What it can be relative to the level before, in percent.
    pub relative: Reach,
    /// What the difference can be.
    pub difference: Reach,
    /// The two levels as stated.
    pub levels: (Ratio, Ratio),
}

impl Check for ChangeMismatch {
    fn id(&self) -> &'static str {
        "change-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for changes in per cent that are not the change from the level before to the level after.

Why it matters: a change is easily taken of the wrong base, or from older figures.

Example: down 12 per cent, from 1.36 to 1.24 billion – (1.24 - 1.36) / 1.36 = -8.8 per cent; raised by 60 to 540, a rise of 15 per \
cent – 60 / 480 = 12.5 per cent. Rounding of all figures is allowed for.

What it cannot see: levels that stand in other sentences, and changes that are adjusted for something."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for change in changes(case) {
            if !change.of_percents(case)
                && !change.in_points(case)
                && let Some(proof) = change.disproof(case)
            {
                out.push(finding(self.id(), case, change.change, &change.given, proof));
            }
        }
        disprove(self.id(), case, Relation::Compared, out, |[change, first, second]| {
            compared(case, change, first, second)
        });
    }
}

/// The relative difference of two figures, where it is the one that is stated on neither base.
fn compared(case: &Case<'_>, change: FactId, first: FactId, second: FactId) -> Option<String> {
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let (a, b) = (reach(first)?, reach(second)?);
    let said = Reach::of(mention(case, change), Precision::Worked)?;
    let hundred = Reach::exactly(whole(100));
    let apart = a.minus(&b).abs();
    for base in [&a, &b] {
        if said.meets(&apart.over(base)?.times(&hundred)) {
            return None;
        }
    }
    let unit = factor(case, first);
    let (x, y) = (stated(mention(case, first))? / &unit, stated(mention(case, second))? / &unit);
    let (high, low) = if x > y { (x, y) } else { (y, x) };
    let (up, down) = ((&high - &low) / &low * whole(100), (&high - &low) / &high * whole(100));
    let said = stated(mention(case, change))?;
    Some(format!(
        "{} : {} = +{} %, -{} %, not {} %",
        shown(&high, 2),
        shown(&low, 2),
        shown(&up, 1),
        shown(&down, 1),
        shown(&said, 1)
    ))
}

/// All changes of a case that can be worked out.
pub(crate) fn changes(case: &Case<'_>) -> Vec<Change> {
    let said = case.ties.iter().filter(|t| are_said(case, &t.facts));
    said.filter_map(|tie| {
        let [change, first, second] = tie.facts[..] else { return None };
        let hundred = Reach::exactly(whole(100));
        let (x, y) = (alike(case, first, second)?, alike(case, second, second)?);
        let (p, q) = (x.value, y.value);
        let grown = |before: Ratio| (before, q.clone());
        let (relative, levels) = match tie.relation {
            Relation::Change => {
                (y.reach.over(&x.reach)?.times(&hundred).minus(&hundred).abs(), grown(p))
            }
            Relation::Rise => {
                (x.reach.over(&y.reach.minus(&x.reach))?.times(&hundred), grown(&q - p))
            }
            Relation::Drop => {
                (x.reach.over(&y.reach.plus(&x.reach))?.times(&hundred), grown(&q + p))
            }
            _ => return None,
        };
        let difference = match tie.relation {
            Relation::Change => y.reach.minus(&x.reach).abs(),
            _ => x.reach,
        };
        Some(Change { change, given: [first, second], relative, difference, levels })
    })
    .collect()
}

impl Change {
    /// Whether the levels are shares themselves.
    pub fn of_percents(&self, case: &Case<'_>) -> bool {
        let percent =
            |id: FactId| mention(case, id).unit.as_ref().is_some_and(|u| u.dimension == SHARE);
        percent(self.given[0]) || percent(self.given[1])
    }

    /// Whether the change is stated in points.
    pub fn in_points(&self, case: &Case<'_>) -> bool {
        let figure = mention(case, self.change);
        figure.kind == Kind::Percent && figure.unit.as_ref().is_some_and(|u| u.dimension != SHARE)
    }

    /// Whether the stated change can be the difference.
    pub fn is_difference(&self, case: &Case<'_>) -> Option<bool> {
        let said = Reach::of(mention(case, self.change), Precision::Worked)?;
        Some(said.meets(&self.difference))
    }

    /// Whether the stated change can be relative.
    pub fn is_relative(&self, case: &Case<'_>) -> Option<bool> {
        let said = Reach::of(mention(case, self.change), Precision::Worked)?;
        Some(said.meets(&self.relative))
    }

    /// The relative change, where it cannot be the one that is stated.
    fn disproof(&self, case: &Case<'_>) -> Option<String> {
        let (before, after) = &self.levels;
        if before.is_zero() || self.is_relative(case)? {
            return None;
        }
        let is = (after - before) / before * whole(100);
        let said = stated(mention(case, self.change))?;
        let (before, after) = (shown(before, 3), shown(after, 3));
        Some(format!(
            "({after} - {before}) / {before} = {} %, not {} %",
            shown(&is, 1),
            shown(&said, 1)
        ))
    }
}

/// The dimension of percentages.
const SHARE: &str = "share";
