//! L5: groups → findings. One file a check; knows no output format and no language.

mod clash;
mod date_conflict;
mod finding;
mod running_update;
mod source_dispute;
mod value_conflict;

pub use finding::{Finding, Level, Pair, Severity, Side};

use crate::compare::Comparison;
use crate::fact::Fact;

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// All facts, by document and position.
    pub facts: &'a [Fact],
    /// How they compare.
    pub comparison: &'a Comparison,
}

/// A kind of disagreement that is looked for.
pub trait Check: Sync {
    /// Names the defect, in kebab-case.
    fn id(&self) -> &'static str;
    /// What it looks for, why it matters, an example, what it cannot see.
    fn doc(&self) -> &'static str;
    /// The level of its findings at the most.
    fn level(&self) -> Level;
    /// Adds what it finds to `out`.
    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>);
}

/// Every check.
pub static CHECKS: &[&dyn Check] = &[
    &value_conflict::ValueConflict,
    &date_conflict::DateConflict,
    &source_dispute::SourceDispute,
    &running_update::RunningUpdate,
];

/// The findings of all checks, loudest first, then in order of their first fact.
pub fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in CHECKS {
        check.run(case, &mut findings);
    }
    findings.sort_by_key(|f| {
        let first = f.sides.iter().filter_map(|s| s.facts.first()).min().copied();
        (std::cmp::Reverse(f.severity), std::cmp::Reverse(f.level), first)
    });
    findings
}
