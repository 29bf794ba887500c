use crate::check::clash;
use crate::check::finding::{Finding, Level};
use crate::check::{Case, Check};

/// A running total that grew.
pub struct RunningUpdate;

impl Check for RunningUpdate {
    fn id(&self) -> &'static str {
        "running-update"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for running totals (a toll, a count so far) that are larger at a later stated time.

Why it matters: the older article may still be online with the older figure.

Example: 14 dead on Thursday, 17 on Friday. A total that is smaller later, or different at the same time, is a value-conflict.

What it cannot see: the order of two figures where no text gives a time."
    }

    fn level(&self) -> Level {
        Level::Update
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        out.extend(clash::findings(self.id(), case, |level, _| level == Level::Update));
    }
}
