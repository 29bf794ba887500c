use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention, ties};
use crate::check::{Case, Check};
use crate::fact::Relation;

/// A day that did not fall on the weekday it is said to be.
pub struct WeekdayMismatch;

impl Check for WeekdayMismatch {
    fn id(&self) -> &'static str {
        "weekday-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for days of the calendar that stand beside a weekday on which they do not fall.

Why it matters: one of the two is wrong, and readers come on the wrong day.

Example: Tuesday, 22 June 2017, which was a Thursday. A day without a year is judged only where the day of publication is known \
and near.

What it cannot see: a weekday and a date that stand far apart; dates of another calendar."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Weekday) {
            let (Some(&named), Some(&day)) = (tie.facts.first(), tie.facts.last()) else {
                continue;
            };
            let dates = mention(case, named).date.zip(mention(case, day).date);
            let Some((named_date, date)) = dates else { continue };
            let Some((said, civil)) = named_date.weekday.zip(date.civil()) else { continue };
            let is = civil.weekday().to_monday_one_offset();
            if is != said && are_said(case, &tie.facts) {
                let proof = format!("{civil} = {}, not {}", iso(is), iso(said));
                out.push(finding(self.id(), case, named, &tie.facts, proof));
            }
        }
    }
}

/// A weekday as ISO 8601 counts them.
fn iso(weekday: i8) -> String {
    format!("W-{weekday}")
}
