use crate::check::clash;
use crate::check::finding::{Finding, Level};
use crate::check::{Case, Check};
use crate::fact::Kind;

/// Figures for one thing that cannot all hold.
pub struct ValueConflict;

impl Check for ValueConflict {
    fn id(&self) -> &'static str {
        "value-conflict"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for figures on the same thing, in two articles or more, that cannot all hold as stated.

Why it matters: readers of two outlets learn two different numbers, and at least one of them is not what the source said.

Example: one article says that 10,000 soldiers are stationed in a region, another that about 3,000 are; both speak in their own \
voice or for the same body. Rounding (10,000 / 9,980), hedges (about 10,000 / 10,500), ranges that overlap and units that convert \
into one another are no conflict.

What it cannot see: that two differently named things are one; figures that follow only by calculation; which figure is right."
    }

    fn level(&self) -> Level {
        Level::Conflict
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        out.extend(clash::findings(self.id(), case, |level, fact| {
            matches!(level, Level::Conflict | Level::Internal)
                && !matches!(fact.mention.kind, Kind::Date | Kind::Time)
        }));
    }
}
