use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, disprove, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};
use crate::value::Ratio;

/// A place in an order that the values beside it do not give.
pub struct RankMismatch;

impl Check for RankMismatch {
    fn id(&self) -> &'static str {
        "rank-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for lists that are told from the first place on while their values go up and down, for what is called the largest and is \
followed by something larger, and for records that an earlier figure of the text exceeds.

Why it matters: two lines were exchanged, or the record is one of a shorter time.

Example: at the top the brewery with 51 million, second the mill with 58, then the dairy with 44 – 51 < 58 > 44.

What it cannot see: ranks by another measure than the one that is told; lists that fall or rise throughout, where less may be better."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for (relation, down) in [(Relation::Ranked, false), (Relation::Descending, true)] {
            for tie in ties(case, relation).filter(|t| are_said(case, &t.facts)) {
                let Some((first, others)) = tie.facts.split_first() else { continue };
                if let Some(proof) = disproof(case, &tie.facts, down) {
                    out.push(finding(self.id(), case, *first, others, proof));
                }
            }
        }
        disprove(self.id(), case, Relation::Record, out, |[new, old]| {
            let above = is_above(case, old, new)?;
            above.then(|| format!("{} > {}", value(case, old), value(case, new)))
        });
    }
}

fn value(case: &Case<'_>, id: FactId) -> String {
    let unit = mention(case, id).unit.as_ref().map(|u| u.factor.clone());
    let number: Option<Ratio> =
        stated(mention(case, id)).map(|v| unit.map_or(v.clone(), |u| v / u));
    number.map_or_else(String::new, |v| shown(&v, 2))
}

/// Whether every value of one figure, as it is written, lies above every one of another.
fn is_above(case: &Case<'_>, one: FactId, other: FactId) -> Option<bool> {
    let unit = |id| mention(case, id).unit.clone();
    let converts = unit(one).zip(unit(other)).is_none_or(|(a, b)| a.dimension == b.dimension);
    let reach = |id| {
        let reach = Reach::of(mention(case, id), Precision::Rounded)?;
        let Some(unit) = unit(id).filter(|_| !converts) else { return Some(reach) };
        let ends = |r: Option<Ratio>| r.map(|r| r / &unit.factor);
        Some(Reach { low: ends(reach.low), high: ends(reach.high) })
    };
    Some(reach(one)?.is_above(&reach(other)?))
}

/// The values in their order, where some step goes up and another down (`down`: where one goes up).
fn disproof(case: &Case<'_>, places: &[FactId], down: bool) -> Option<String> {
    let (mut rises, mut falls) = (false, false);
    let mut shown = value(case, *places.first()?);
    for pair in places.windows(2) {
        let (up, back) = (is_above(case, pair[1], pair[0])?, is_above(case, pair[0], pair[1])?);
        (rises, falls) = (rises || up, falls || back);
        let sign = if up {
            '<'
        } else if back {
            '>'
        } else {
            '='
        };
        shown = format!("{shown} {sign} {}", value(case, pair[1]));
    }
    (rises && (falls || down)).then_some(shown)
}
