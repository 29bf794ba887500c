use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, both, disprove, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation, Tie};
use crate::value::Ratio;

/// A rate that is not the one that its figures make, or that the text gives for another base.
pub struct RateMismatch;

/// Percent by which amounts for two stretches of time may be off: a year has 52 weeks, and a little more.
const SLACK: i64 = 5;

impl Check for RateMismatch {
    fn id(&self) -> &'static str {
        "rate-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for rates that two figures give differently: for a month and for a year, in per cent and for a thousand, for 100,000 people and as \
cases among all.

Why it matters: per cent is written for per thousand, a month for a year, and the rate is off by ten or by twelve.

Example: a rent of 26,000 a year, or 900 a week – 52 × 900 = 46,800. Amounts for two \
stretches of time may be off by 5 per cent.

What it cannot see: rates of which the text gives only one figure, and totals that are told in running text."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Rate).filter(|t| are_said(case, &t.facts)) {
            if let ([first, others @ ..], Some(proof)) = (&tie.facts[..], in_time(case, tie)) {
                out.push(finding(self.id(), case, *first, others, proof));
            }
        }
        disprove(self.id(), case, Relation::PerMany, out, |[share, count, base]| {
            per_many(case, share, count, base)
        });
        disprove(self.id(), case, Relation::RateTimes, out, |[times, a, b, c, d]| {
            rate_times(case, times, [a, b], [c, d])
        });
        for tie in ties(case, Relation::Incidence).filter(|t| are_said(case, &t.facts)) {
            let [rate, base, cases, people] = tie.facts[..] else { continue };
            // The base is a measure, and right by itself.
            let proof = incidence(case, rate, base, cases, people);
            out.extend(proof.map(|p| finding(self.id(), case, rate, &[cases, people], p)));
        }
    }
}

/// The first amount for the stretch of time of the second, where it is not the second (so many times).
fn in_time(case: &Case<'_>, tie: &Tie) -> Option<String> {
    let [first, second, ref many @ ..] = tie.facts[..] else { return None };
    let longer = tie.one.clone()?;
    let [a, b] = both(case, first, second)?;
    let times = match many.first() {
        Some(&id) => stated(mention(case, id))?,
        None => whole(1),
    };
    let is = a.reach.times(&Reach::exactly(longer.clone())).widened(SLACK);
    if b.reach.times(&Reach::exactly(times.clone())).meets(&is) {
        return None;
    }
    let (is, said) = (&a.value * &longer, &b.value * &times);
    let (is, said) = (shown(&is, 2), shown(&said, 2));
    Some(format!("{} × {} = {is}, not {said}", shown(&a.value, 2), shown(&longer, 3)))
}

/// A count for so many in per cent, where it is not the share that is stated.
fn per_many(case: &Case<'_>, share: FactId, count: FactId, base: FactId) -> Option<String> {
    let half = whole(1) / whole(2);
    let counted = Reach::of(mention(case, count), Precision::Worked)?;
    // Of people, only whole ones are counted.
    let counted = Reach {
        low: Some(counted.low.map_or_else(|| whole(0), |low| (low - &half).max(whole(0)))),
        high: counted.high.map(|high| high + &half),
    };
    let of = stated(mention(case, base))?;
    let hundred = whole(100) / &of;
    let is = counted.times(&Reach::exactly(hundred.clone()));
    if Reach::of(mention(case, share), Precision::Worked)?.meets(&is) {
        return None;
    }
    let n = stated(mention(case, count))?;
    let (is, said) = (&n * &hundred, stated(mention(case, share))?);
    let of = shown(&of, 0);
    Some(format!("{} / {of} = {} %, not {} %", shown(&n, 2), shown(&is, 3), shown(&said, 3)))
}

/// Cases for so many, where they are not the rate that is stated.
fn incidence(
    case: &Case<'_>,
    rate: FactId,
    base: FactId,
    cases: FactId,
    people: FactId,
) -> Option<String> {
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let of = stated(mention(case, base))?;
    let is = reach(cases)?.over(&reach(people)?)?.times(&Reach::exactly(of.clone()));
    // The people may be known more finely than they are told.
    if Reach::of(mention(case, rate), Precision::Worked)?.meets(&is.widened(SLACK)) {
        return None;
    }
    let value = |id| stated(mention(case, id));
    let (x, y, said) = (value(cases)?, value(people)?, value(rate)?);
    let is: Ratio = &x / &y * &of;
    let (x, y, of) = (shown(&x, 0), shown(&y, 0), shown(&of, 0));
    Some(format!("{x} / {y} × {of} = {}, not {}", shown(&is, 1), shown(&said, 1)))
}

/// By what a rate was multiplied from one year to another, where it is not what is stated.
fn rate_times(
    case: &Case<'_>,
    times: FactId,
    before: [FactId; 2],
    after: [FactId; 2],
) -> Option<String> {
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let rate = |[cases, people]: [FactId; 2]| reach(cases)?.over(&reach(people)?);
    let is = rate(after)?.over(&rate(before)?)?;
    let said = stated(mention(case, times))?;
    let half = whole(1) / whole(2);
    let loosely = Reach { low: Some(&said - &half), high: Some(&said + &half) };
    if loosely.meets(&is) {
        return None;
    }
    let value = |id| stated(mention(case, id));
    let (a, b) = (value(before[0])?, value(before[1])?);
    let (c, d) = (value(after[0])?, value(after[1])?);
    let is = shown(&(&c * &b / (&d * &a)), 2);
    let [a, b, c, d, said] = [a, b, c, d, said].map(|r| shown(&r, 0));
    Some(format!("({c} / {d}) / ({a} / {b}) = {is}, not {said}"))
}
