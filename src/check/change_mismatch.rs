use num_traits::Zero;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{alike, are_said, both, disprove, finding, mention};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Kind, Mention, Relation};
use crate::value::{Decimal, Interval, Ratio};

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

Less is counted of the larger of two figures, more of the smaller: 25 per cent more one way is 20 per cent less the other way.

What it cannot see: levels that no word sets against each other, and changes that are adjusted for something."
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
        disprove(self.id(), case, Relation::Pooled, out, |[rate, a, b, c, d]| {
            pooled(case, rate, [a, b], [c, d])
        });
        disprove(self.id(), case, Relation::ChangeOver, out, |[change, range]| {
            over_range(case, change, range)
        });
        for (relation, up) in [(Relation::Higher, true), (Relation::Lower, false)] {
            disprove(self.id(), case, relation, out, |[change, first, second]| {
                compared(case, up, change, first, second)
            });
        }
    }
}

/// How much the end of a range is above its start, where it is not what is stated.
fn over_range(case: &Case<'_>, change: FactId, range: FactId) -> Option<String> {
    let end = |value: Option<Decimal>| Mention {
        value: value.map(Interval::point).unwrap_or_default(),
        ..mention(case, range).clone()
    };
    let value = mention(case, range).value;
    let (before, after) = (end(value.low), end(value.high));
    let reach = |m: &Mention| Reach::of(m, Precision::Rounded);
    let hundred = Reach::exactly(whole(100));
    let is = reach(&after)?.over(&reach(&before)?)?.times(&hundred).minus(&hundred);
    if Reach::of(mention(case, change), Precision::Worked)?.meets(&is) {
        return None;
    }
    let (x, y) = (value.low?.ratio(), value.high?.ratio());
    let is = shown(&((&y - &x) / &x * whole(100)), 1);
    let said = shown(&stated(mention(case, change))?, 1);
    let (x, y) = (shown(&x, 3), shown(&y, 3));
    Some(format!("({y} - {x}) / {x} = {is} %, not {said} %"))
}

/// How much the larger of two figures is above the smaller, or the smaller below the larger, where it is not what is stated.
fn compared(
    case: &Case<'_>,
    up: bool,
    change: FactId,
    first: FactId,
    second: FactId,
) -> Option<String> {
    let [a, b] = both(case, first, second)?;
    let said = Reach::of(mention(case, change), Precision::Worked)?;
    let hundred = Reach::exactly(whole(100));
    let (high, low) = if a.value > b.value { (&a, &b) } else { (&b, &a) };
    let base = if up { low } else { high };
    if base.value.is_zero() {
        return None;
    }
    let is = high.reach.minus(&low.reach).abs().over(&base.reach)?.times(&hundred);
    // The smaller may be the difference itself, of what was before or is now.
    let ways = [low.reach.over(&high.reach.minus(&low.reach)), low.reach.over(&high.reach)];
    if ways.into_iter().flatten().any(|r| said.meets(&r.times(&hundred))) {
        return None;
    }
    if said.meets(&is) {
        return None;
    }
    let is = (&high.value - &low.value) / &base.value * whole(100);
    let said = stated(mention(case, change))?;
    Some(format!(
        "({} - {}) / {} = {} %, not {} %",
        shown(&high.value, 3),
        shown(&low.value, 3),
        shown(&base.value, 3),
        shown(&is, 1),
        shown(&said, 1)
    ))
}

/// The rate by which two groups grew together, where it is not what is stated.
fn pooled(case: &Case<'_>, rate: FactId, one: [FactId; 2], other: [FactId; 2]) -> Option<String> {
    let ([a, b], [c, d]) = (both(case, one[0], one[1])?, both(case, other[0], other[1])?);
    let hundred = Reach::exactly(whole(100));
    let (before, after) = (a.reach.plus(&c.reach), b.reach.plus(&d.reach));
    let said = Reach::of(mention(case, rate), Precision::Worked)?;
    if said.meets(&after.over(&before)?.times(&hundred).minus(&hundred)) {
        return None;
    }
    let (before, after) = (&a.value + &c.value, &b.value + &d.value);
    if before.is_zero() {
        return None;
    }
    let is = (&after - &before) / &before * whole(100);
    let of = |r: &Ratio| shown(r, 3);
    Some(format!(
        "({} + {} - {}) / {} = {} %, not {} %",
        of(&b.value),
        of(&d.value),
        of(&before),
        of(&before),
        shown(&is, 1),
        shown(&stated(mention(case, rate))?, 1)
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
