use crate::check::finding::{Finding, Level};
use crate::check::proof::{alike, disprove, mention};
use crate::check::reach::{Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};

/// A multiple that is not the one from the level before to the level after.
pub struct MultipleMismatch;

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

What it cannot see: a multiple and levels in different sentences."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        disprove(self.id(), case, Relation::Multiple, out, |[multiple, before, after]| {
            disproof(case, multiple, before, after)
        });
    }
}

fn disproof(case: &Case<'_>, multiple: FactId, before: FactId, after: FactId) -> Option<String> {
    let (from, to) = (alike(case, before, after)?, alike(case, after, after)?);
    let is = to.reach.over(&from.reach)?;
    let back = from.reach.over(&to.reach)?;
    let said = stated(mention(case, multiple))?;
    let half = whole(1) / whole(2);
    let loosely = |k| {
        let k = &said + whole(k);
        Reach { low: Some(&k - &half), high: Some(&k + &half) }
    };
    let more = i64::from(said >= whole(3));
    if (0..=more).any(|k| loosely(k).meets(&is) || loosely(k).meets(&back)) {
        return None;
    }
    let quotient = &to.value / &from.value;
    Some(format!(
        "{} / {} = {}, not {}",
        shown(&to.value, 2),
        shown(&from.value, 2),
        shown(&quotient, 2),
        shown(&said, 2)
    ))
}
