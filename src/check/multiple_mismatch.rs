use crate::check::finding::{Finding, Level};
use crate::check::proof::{both, disprove, mention};
use crate::check::reach::{Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};
use crate::value::Ratio;

/// A multiple that is not the one from the level before to the level after.
pub struct MultipleMismatch;

/// How many times the multiple that is stated the quotient of bare numbers can be.
const FAR: i64 = 4;

impl Check for MultipleMismatch {
    fn id(&self) -> &'static str {
        "multiple-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for multiples that are not what the levels beside them make.

Why it matters: doubled and tripled are soon said, and remembered longer than the figures.

Example: doubled from 40 to 120 – 120 / 40 = 3. A multiple is read loosely, half a step either way; so many times *more* may be one \
more than so many times.

What it cannot see: multiples of levels that the text does not set against each other, and bare numbers that are far from making it."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for (relation, more) in [(Relation::Multiple, 0), (Relation::TimesMore, 1)] {
            disprove(self.id(), case, relation, out, |[multiple, before, after]| {
                disproof(case, more, multiple, before, after)
            });
        }
    }
}

/// The quotient of the two levels, where it is not the multiple that is stated, nor up to so many `more`.
fn disproof(
    case: &Case<'_>,
    more: i64,
    multiple: FactId,
    before: FactId,
    after: FactId,
) -> Option<String> {
    let [from, to] = both(case, before, after)?;
    let (is, back) = (to.reach.over(&from.reach)?, from.reach.over(&to.reach)?);
    let said = stated(mention(case, multiple))?;
    let loosely = |k: i64| {
        let k = &said + whole(k);
        let half = (whole(1) / whole(2)).max(&k / whole(10)).min(&k / whole(4));
        Reach { low: Some(&k - &half), high: Some(&k + &half) }
    };
    if (0..=more).any(|k| loosely(k).meets(&is) || loosely(k).meets(&back)) {
        return None;
    }
    let quotient = &to.value / &from.value;
    // Bare numbers that lie so far off are of something else.
    let bare = [before, after].iter().any(|&id| mention(case, id).unit.is_none());
    let far = |a: &Ratio, b: &Ratio| *a > b * whole(FAR);
    if bare && (far(&quotient, &said) || far(&said, &quotient)) {
        return None;
    }
    Some(format!(
        "{} / {} = {}, not {}",
        shown(&to.value, 2),
        shown(&from.value, 2),
        shown(&quotient, 2),
        shown(&said, 2)
    ))
}
