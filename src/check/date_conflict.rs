use crate::check::clash;
use crate::check::finding::{Finding, Level};
use crate::check::{Case, Check};
use crate::fact::Kind;

/// Dates or times of one event that cannot all hold.
pub struct DateConflict;

impl Check for DateConflict {
    fn id(&self) -> &'static str {
        "date-conflict"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for days and times of the same event, in two articles or more, that cannot all hold.

Why it matters: a wrong day sends readers to the wrong place, and makes every figure of that day doubtful.

Example: the ballot was on 25 October in one article, on 28 October in the other. A month agrees with a day inside it, a weekday \
with a date that falls on it; a bare weekday is compared with a date only where the day of publication is known.

What it cannot see: two events of one kind that no word tells apart."
    }

    fn level(&self) -> Level {
        Level::Conflict
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        out.extend(clash::findings(self.id(), case, |level, fact| {
            matches!(level, Level::Conflict | Level::Internal)
                && matches!(fact.mention.kind, Kind::Date | Kind::Time)
        }));
    }
}
