use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, both, disprove, finding, mention, ties};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation};
use crate::value::Ratio;

/// A fraction that is not the one that the text gives elsewhere, or that its amounts make.
pub struct FractionMismatch;

impl Check for FractionMismatch {
    fn id(&self) -> &'static str {
        "fraction-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for spoken fractions that differ between headline and text, that fit none of the amounts they can be a share of, or that fall \
where the text says that they rise.

Why it matters: every sixth sounds like more than every fourth, and is less.

Example: only every fourth child then, every sixth already now – 1/6 = 16.7 per cent is less than 1/4 = 25 per cent. Against \
amounts, a fraction may be off by a tenth of it.

What it cannot see: fractions of things that the text names differently; a fraction beside a percentage or its two figures is the \
matter of percent-mismatch."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        disprove(self.id(), case, Relation::ShareAgain, out, |[first, again]| {
            let (a, b) = (stated(mention(case, first))?, stated(mention(case, again))?);
            let hedged = [first, again].iter().any(|&id| mention(case, id).value.approximate);
            (a != b && !hedged).then(|| ordered(case, first, again, "is not"))
        });
        for (relation, up) in [(Relation::Grown, true), (Relation::Shrunk, false)] {
            disprove(self.id(), case, relation, out, |[first, second]| {
                let (a, b) = (stated(mention(case, first))?, stated(mention(case, second))?);
                let (wrong, word) =
                    if up { (b < a, "is less than") } else { (b > a, "is more than") };
                wrong.then(|| ordered(case, second, first, word))
            });
        }
        for (relation, below) in [(Relation::ShareOfAny, false), (Relation::LessOfAny, true)] {
            for tie in ties(case, relation) {
                let [share, part, ref wholes @ ..] = tie.facts[..] else { continue };
                let wrong: Vec<Option<String>> =
                    wholes.iter().map(|&of| of_one(case, below, share, part, of)).collect();
                if are_said(case, &tie.facts)
                    && wrong.iter().all(Option::is_some)
                    && let Some(proof) = wrong.into_iter().flatten().next()
                {
                    let mut operands = vec![part];
                    operands.extend(wholes);
                    out.push(finding(self.id(), case, share, &operands, proof));
                }
            }
        }
    }
}

/// `1/6 = 16.7 % is less than 1/4 = 25 %`
fn ordered(case: &Case<'_>, first: FactId, second: FactId, word: &str) -> String {
    let one = |id: FactId| {
        let ratio = mention(case, id).ratio.clone().unwrap_or_default();
        let percent = stated(mention(case, id)).unwrap_or_else(|| whole(0));
        format!("{ratio} = {} %", shown(&percent, 1))
    };
    format!("{} {word} {}", one(first), one(second))
}

/// What the part is of this whole, where it is not the fraction that is stated (`below`: nor less than that).
fn of_one(case: &Case<'_>, below: bool, share: FactId, part: FactId, of: FactId) -> Option<String> {
    let [a, b] = both(case, part, of)?;
    let hundred = Reach::exactly(whole(100));
    let is = a.reach.over(&b.reach)?.times(&hundred);
    let mut said = Reach::of(mention(case, share), Precision::Worked)?;
    if below {
        said.low = None;
    }
    if said.meets(&is) {
        return None;
    }
    let is: Ratio = &a.value / &b.value * whole(100);
    Some(format!(
        "{} / {} = {} %, not {} %",
        shown(&a.value, 3),
        shown(&b.value, 3),
        shown(&is, 1),
        shown(&stated(mention(case, share))?, 1)
    ))
}
