//! L5: groups → findings. One file a check; knows no output format and no language.

mod age_mismatch;
mod anniversary_mismatch;
mod average_mismatch;
mod change_mismatch;
mod clash;
mod conversion_mismatch;
mod currency_mismatch;
mod date_conflict;
mod duration_mismatch;
mod finding;
mod fraction_mismatch;
mod headline_mismatch;
mod list_mismatch;
mod multiple_mismatch;
mod part_exceeds_whole;
mod percent_for_points;
mod percent_mismatch;
mod proof;
mod rank_mismatch;
mod rate_mismatch;
mod reach;
mod running_update;
mod scale_mismatch;
mod source_dispute;
mod sum_mismatch;
mod total_mismatch;
mod value_conflict;
mod weekday_mismatch;

pub use finding::{Finding, Level, Pair, Severity, Side};

use crate::compare::Comparison;
use crate::fact::{Fact, Tie};

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// All facts, by document and position.
    pub facts: &'a [Fact],
    /// How the facts of each document hang together.
    pub ties: &'a [Tie],
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
    &weekday_mismatch::WeekdayMismatch,
    &sum_mismatch::SumMismatch,
    &part_exceeds_whole::PartExceedsWhole,
    &percent_mismatch::PercentMismatch,
    &fraction_mismatch::FractionMismatch,
    &total_mismatch::TotalMismatch,
    &change_mismatch::ChangeMismatch,
    &percent_for_points::PercentForPoints,
    &conversion_mismatch::ConversionMismatch,
    &headline_mismatch::HeadlineMismatch,
    &scale_mismatch::ScaleMismatch,
    &average_mismatch::AverageMismatch,
    &multiple_mismatch::MultipleMismatch,
    &rate_mismatch::RateMismatch,
    &rank_mismatch::RankMismatch,
    &currency_mismatch::CurrencyMismatch,
    &list_mismatch::ListMismatch,
    &duration_mismatch::DurationMismatch,
    &age_mismatch::AgeMismatch,
    &anniversary_mismatch::AnniversaryMismatch,
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
