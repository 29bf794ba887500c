use crate::check::clash;
use crate::check::finding::{Finding, Level};
use crate::check::{Case, Check};

/// Different named sources give different figures.
pub struct SourceDispute;

impl Check for SourceDispute {
    fn id(&self) -> &'static str {
        "source-dispute"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for figures on the same thing that the texts attribute to different named sources.

Why it matters: nobody need have made a mistake, but an article that gives only one of the two figures should say whose it is.

Example: the police counted 8,500 people, the organisers 20,000. Two voices of one body or side (the Pentagon, US officials) are \
one source: their figures are a value-conflict.

What it cannot see: that two names belong to one body, where neither the texts nor the rules say so."
    }

    fn level(&self) -> Level {
        Level::Dispute
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        out.extend(clash::findings(self.id(), case, |level, _| level == Level::Dispute));
    }
}
