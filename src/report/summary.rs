use std::collections::BTreeMap;

use crate::check::Severity;
use crate::fact::{Fact, Kind};
use crate::report::Report;
use crate::report::messages;
use crate::report::safe::visible;

/// What was read of the figures and what became of them.
///
/// *Shape*: `read = grouped + single + not_compared`; `unread` come on top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Coverage {
    pub read: usize,
    pub grouped: usize,
    pub single: usize,
    pub not_compared: usize,
    pub unread: usize,
    /// Why figures were not compared, the commonest reason first.
    pub why: Vec<(&'static str, usize)>,
}

impl Coverage {
    pub fn of(report: &Report) -> Self {
        let mut grouped = vec![false; report.facts.len()];
        for id in report.groups.iter().flat_map(|g| &g.facts) {
            if let Some(mark) = grouped.get_mut(id.0 as usize) {
                *mark = true;
            }
        }
        let mut coverage = Self::default();
        let mut why: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (fact, in_group) in report.facts.iter().zip(grouped) {
            if fact.mention.unread {
                coverage.unread += 1;
            } else if in_group {
                coverage.grouped += 1;
            } else if let Some(reason) = reason(fact) {
                coverage.not_compared += 1;
                *why.entry(reason).or_default() += 1;
            } else {
                coverage.single += 1;
            }
        }
        coverage.read = report.facts.len() - coverage.unread;
        coverage.why = why.into_iter().collect();
        coverage.why.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        coverage
    }
}

/// The last lines of a report for people: documents of which nothing was read, number of findings, coverage.
pub(super) fn closing(report: &Report) -> Vec<String> {
    let coverage = Coverage::of(report);
    let mut lines = unknown_languages(report);
    let n_of = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    lines.push(messages::findings(
        n_of(Severity::Error),
        n_of(Severity::Warning),
        n_of(Severity::Note),
    ));
    lines.push(messages::coverage(
        coverage.read,
        (coverage.grouped, report.groups.len()),
        coverage.single,
        coverage.not_compared,
        &coverage.why,
        coverage.unread,
    ));
    lines
}

/// The last lines of a list of figures.
pub(super) fn closing_list(report: &Report) -> Vec<String> {
    let coverage = Coverage::of(report);
    let mut lines = unknown_languages(report);
    lines.push(messages::listed(coverage.read, report.documents.len(), coverage.unread));
    lines
}

fn unknown_languages(report: &Report) -> Vec<String> {
    let documents = report.documents.iter().zip(&report.languages);
    documents
        .filter(|(_, language)| language.is_none())
        .map(|(document, _)| messages::language_unknown(&visible(&document.name)))
        .collect()
}

/// Why a figure that stands in no group was not compared; `None`: it was, and stands alone.
fn reason(fact: &Fact) -> Option<&'static str> {
    if fact.mention.kind == Kind::Number {
        Some(messages::bare_number())
    } else if !fact.modality.is_actual() {
        messages::modality(fact.modality)
    } else if let Some(scope) = fact.scope {
        Some(messages::scope(scope))
    } else if fact.entity.is_none() && fact.attribute.is_none() {
        Some(messages::subject_unknown())
    } else {
        None
    }
}
