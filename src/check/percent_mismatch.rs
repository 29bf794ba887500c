use num_traits::Signed;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{alike, are_said, disprove, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};
use crate::value::Ratio;

/// A share that is not the one that its two figures make.
pub struct PercentMismatch;

impl Check for PercentMismatch {
    fn id(&self) -> &'static str {
        "percent-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for percentages and fractions that are not what the part and the whole beside them make; and for a fraction and a percentage \
that are given for one share and differ.

Why it matters: readers take the percentage for granted, and it is the figure most often worked out in haste.

Example: 43 of the 50 patients, or 96 per cent – 43 of 50 are 86 per cent; every fourth (20 per cent). A fraction may be off by \
a tenth of it, a percentage by the rounding of all three figures. Part and whole may stand in the sentence before; of places, more \
than all may be taken.

What it cannot see: a share of another whole than the one that is named beside it, where no word says so."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        disprove(self.id(), case, Relation::Share, out, |[share, part, of]| {
            of_two(case, share, part, of)
        });
        disprove(self.id(), case, Relation::ShareNear, out, |[share, part, of]| {
            of_two(case, share, part, of).filter(|_| is_slip(case, share, part, of) == Some(true))
        });
        disprove(self.id(), case, Relation::Occupied, out, |[share, taken, places]| {
            of_places(case, share, taken, places)
        });
        for tie in ties(case, Relation::Sides) {
            let [share, ref sides @ ..] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = of_sides(case, share, sides)
            {
                out.push(finding(self.id(), case, share, sides, proof));
            }
        }
        for tie in ties(case, Relation::Votes) {
            let [share, part, of, ref others @ ..] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && !of_valid(case, share, part, others)
                && let Some(proof) = of_two(case, share, part, of)
            {
                out.push(finding(self.id(), case, share, &[part, of], proof));
            }
        }
        for tie in ties(case, Relation::SameShare) {
            let [first, again] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = told_twice(case, first, again)
            {
                out.push(finding(self.id(), case, again, &[first], proof));
            }
        }
    }
}

/// A spoken half.
const HALF: &str = "1/2";

/// The share that part and whole make, where it cannot be the one that is stated.
fn of_two(case: &Case<'_>, share: FactId, part: FactId, of: FactId) -> Option<String> {
    let (a, b) = (alike(case, part, of)?, alike(case, of, of)?);
    let hundred = Reach::exactly(whole(100));
    let is = a.reach.over(&b.reach)?.times(&hundred);
    let said = Reach::of(mention(case, share), Precision::Worked)?;
    let (x, y) = (a.value, b.value);
    // What is left of the whole may be meant.
    let rest = hundred.minus(&is);
    // What is left of somewhat less than a half is somewhat more.
    let half = mention(case, share).ratio.as_deref() == Some(HALF);
    if x >= y || said.meets(&is) || (!half && said.meets(&rest)) {
        return None;
    }
    let (is, said) = (&x / &y * whole(100), stated(mention(case, share))?);
    let left = whole(100) - &is;
    // The one that comes nearer is the one that is meant.
    let (proof, is) = if (&left - &said).abs() < (&is - &said).abs() {
        (format!("({} - {}) / {}", shown(&y, 3), shown(&x, 3), shown(&y, 3)), left)
    } else {
        (format!("{} / {}", shown(&x, 3), shown(&y, 3)), is)
    };
    Some(format!("{proof} = {} %, not {} %", shown(&is, 1), shown(&said, 1)))
}

/// Whether a share lies so close to what its part and whole make, or by powers of ten off it, that it is meant to be that.
fn is_slip(case: &Case<'_>, share: FactId, part: FactId, of: FactId) -> Option<bool> {
    const FAR: i64 = 3;
    const POWERS: u32 = 3;
    let (x, y) = (alike(case, part, of)?.value, alike(case, of, of)?.value);
    let (is, said) = (x / y * whole(100), stated(mention(case, share))?);
    let (high, low) = if is > said { (is, said) } else { (said, is) };
    let near = high <= &low * whole(FAR);
    let tens = (1..=POWERS).any(|k| {
        let moved = Reach::exactly(&low * whole(10_i64.pow(k)));
        moved.widened(SLACK).meets(&Reach::exactly(high.clone()))
    });
    Some(near || tens)
}

/// Percent by which a figure with its point in the wrong place may be off.
const SLACK: i64 = 5;

/// Percent by which a share of places is off at the most where it is meant to be that of what is counted beside it.
const NEAR: i64 = 25;

/// The share of the places that is taken, where it cannot be the one that is stated.
fn of_places(case: &Case<'_>, share: FactId, taken: FactId, places: FactId) -> Option<String> {
    let (a, b) = (alike(case, taken, places)?, alike(case, places, places)?);
    let is = a.reach.over(&b.reach)?.times(&Reach::exactly(whole(100)));
    if Reach::of(mention(case, share), Precision::Worked)?.meets(&is) {
        return None;
    }
    let is = &a.value / &b.value * whole(100);
    let said = stated(mention(case, share))?;
    // What lies further off is the share of others than those that are counted.
    let near = Reach::exactly(is.clone()).widened(NEAR);
    if !near.meets(&Reach::exactly(said.clone())) {
        return None;
    }
    let (x, y) = (shown(&a.value, 3), shown(&b.value, 3));
    Some(format!("{x} / {y} = {} %, not {} %", shown(&is, 1), shown(&said, 1)))
}

/// Two shares that cannot be one.
fn told_twice(case: &Case<'_>, first: FactId, again: FactId) -> Option<String> {
    let (a, b) = (mention(case, first), mention(case, again));
    let reach = |m| Reach::of(m, Precision::Worked);
    if reach(a)?.meets(&reach(b)?) {
        return None;
    }
    let ratio = a.ratio.as_ref().or(b.ratio.as_ref())?;
    let (fraction, percent) = if a.ratio.is_some() { (a, b) } else { (b, a) };
    let (is, said) = (stated(fraction)?, stated(percent)?);
    Some(format!("{ratio} = {} %, not {} %", shown(&is, 1), shown(&said, 1)))
}

/// The shares that figures make of all of them, where none of them, nor one figure of another, nor what two lie apart by, can be the
/// one that is stated.
fn of_sides(case: &Case<'_>, share: FactId, sides: &[FactId]) -> Option<String> {
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let said = Reach::of(mention(case, share), Precision::Worked)?;
    let hundred = Reach::exactly(whole(100));
    let mut all = Reach::exactly(whole(0));
    for &side in sides {
        all = all.plus(&reach(side)?);
    }
    let is = |over: &Reach, under: &Reach| Some(said.meets(&over.over(under)?.times(&hundred)));
    for (i, &first) in sides.iter().enumerate() {
        for &second in &sides[i + 1..] {
            let (a, b) = (reach(first)?, reach(second)?);
            let (both, apart) = (a.plus(&b), a.minus(&b).abs());
            let mut ways = vec![(&a, &b), (&b, &a), (&apart, &a), (&apart, &b)];
            for of in [&both, &all] {
                ways.extend([(&a, of), (&b, of), (&apart, of)]);
            }
            for (over, under) in ways {
                if is(over, under)? {
                    return None;
                }
            }
        }
    }
    let value = |id: &FactId| stated(mention(case, *id));
    let x = value(sides.first()?)?;
    let sum: Ratio = sides.iter().filter_map(value).sum();
    let is = shown(&(&x / &sum * whole(100)), 1);
    let said = shown(&stated(mention(case, share))?, 1);
    Some(format!("{} / {} = {is} %, not {said} %", shown(&x, 0), shown(&sum, 0)))
}

/// Whether a share is that of a part among it and some of the others: of the votes that were valid.
fn of_valid(case: &Case<'_>, share: FactId, part: FactId, others: &[FactId]) -> bool {
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let Some((own, said)) = reach(part).zip(Reach::of(mention(case, share), Precision::Worked))
    else {
        return true;
    };
    let hundred = Reach::exactly(whole(100));
    let mut among = own.clone();
    others.iter().filter_map(|&id| reach(id)).any(|other| {
        let one = own.over(&own.plus(&other));
        among = among.plus(&other);
        let all = own.over(&among);
        [one, all].into_iter().flatten().any(|r| said.meets(&r.times(&hundred)))
    })
}
