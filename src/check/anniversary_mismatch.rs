use jiff::civil;

use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention, ties};
use crate::check::{Case, Check};
use crate::fact::{Relation, Tie};

/// An anniversary that is not so many years after the beginning.
pub struct AnniversaryMismatch;

impl Check for AnniversaryMismatch {
    fn id(&self) -> &'static str {
        "anniversary-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for anniversaries and *so many years ago* that do not fit the year of the beginning that the text names and the day on which it \
appeared.

Why it matters: an anniversary counts the years between, and not the first as one; a decade is soon left out.

Example: the club, founded in 1937, turns 90 – in a text of 2021: 2021 - 1937 = 84. Where no word says that the \
day is now, a year either way is let pass.

What it cannot see: texts of which nobody knows when they appeared; seasons and editions, which are counted from one."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for relation in [Relation::Years, Relation::YearsNow, Relation::YearsAgo] {
            for tie in ties(case, relation).filter(|t| are_said(case, &t.facts)) {
                if let ([years, begun], Some(proof)) = (&tie.facts[..], disproof(case, tie)) {
                    out.push(finding(self.id(), case, *years, &[*begun], proof));
                }
            }
        }
    }
}

/// The years between, where they are not those that are stated.
fn disproof(case: &Case<'_>, tie: &Tie) -> Option<String> {
    let [years, begun] = tie.facts[..] else { return None };
    let today: civil::Date = tie.published?;
    let start = mention(case, begun).date?;
    let year = start.year?;
    let passed = i64::from(today.year()) - i64::from(year);
    let said = match tie.relation {
        Relation::YearsAgo => i64::from(today.year()) - i64::from(mention(case, years).date?.year?),
        _ => mention(case, years).value.stated()?.to_i64()?,
    };
    let apart = (passed - said).abs();
    // The day itself may still be to come, or be kept late.
    let due = tie.relation == Relation::YearsNow
        && start.month.is_none_or(|m| (m - today.month()).abs() <= 1)
        && start.month.is_some();
    let wrong = if due { apart > 0 } else { apart > 1 };
    (wrong && passed > 0).then(|| format!("{} - {year} = {passed}, not {said}", today.year()))
}
