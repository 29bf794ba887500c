use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, both, disprove, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation, Tie};

/// An amount in another currency that is not what the stated rate, or another pair of the text, makes of it.
pub struct CurrencyMismatch;

/// Percent by which an amount may be off at the rate that is stated.
const SLACK: i64 = 3;
/// Percent by which two pairs of amounts may be off: each may be of another day.
const DAYS: i64 = 10;

impl Check for CurrencyMismatch {
    fn id(&self) -> &'static str {
        "currency-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for amounts in a second currency that are not the first at the rate that the text states; and for two such pairs that do not go \
by one rate.

Why it matters: the rate was taken upside down, or a digit was lost on the way.

Example: nine pence, that is seven cents at 1.20 euros to the pound – 0.09 × 1.20 = 0.108. At a stated rate an amount may be off \
by 3 per cent, two pairs by 10.

What it cannot see: whether the rate itself is right; currencies of one name, where no country is named behind the second."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Exchange).filter(|t| are_said(case, &t.facts)) {
            if let ([to, others @ ..], Some(proof)) = (&tie.facts[..], at_rate(case, tie)) {
                out.push(finding(self.id(), case, *to, others, proof));
            }
        }
        disprove(self.id(), case, Relation::Exchanges, out, |[to, from, other, first]| {
            by_pair(case, to, from, other, first)
        });
    }
}

/// The amount at the rate, where it is not the one that is stated.
fn at_rate(case: &Case<'_>, tie: &Tie) -> Option<String> {
    let [to, from, rate] = tie.facts[..] else { return None };
    let [said, rate] = both(case, to, rate)?;
    let one = Reach::exactly(tie.one.clone()?);
    let reach = Reach::of(mention(case, from), Precision::Rounded)?.over(&one)?;
    if said.reach.meets(&reach.times(&rate.reach).widened(SLACK)) {
        return None;
    }
    let amount = stated(mention(case, from))? / tie.one.clone()?;
    let is = shown(&(&amount * &rate.value), 3);
    let (amount, rate, said) = (shown(&amount, 3), shown(&rate.value, 3), shown(&said.value, 3));
    Some(format!("{amount} × {rate} = {is}, not {said}"))
}

/// The amount at the rate of another pair, where it is not the one that is stated.
fn by_pair(
    case: &Case<'_>,
    to: FactId,
    from: FactId,
    other: FactId,
    first: FactId,
) -> Option<String> {
    let ([a, b], [c, d]) = (both(case, from, first)?, both(case, to, other)?);
    let is = a.reach.times(&d.reach.over(&b.reach)?);
    if c.reach.meets(&is.widened(DAYS)) {
        return None;
    }
    let (x, y, z) = (a.value, d.value, b.value);
    let is = shown(&(&x * &y / &z), 2);
    let (x, y, z, said) = (shown(&x, 2), shown(&y, 2), shown(&z, 2), shown(&c.value, 2));
    Some(format!("{x} × {y} / {z} = {is}, not {said}"))
}
