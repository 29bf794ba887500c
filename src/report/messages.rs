//! Every sentence that the tool says in a report, and nothing else.

use crate::check::{Level, Severity};
use crate::fact::{Modality, Scope};

/// What a level means to an editor.
pub(super) const fn level(level: Level, severity: Severity) -> &'static str {
    match (level, severity) {
        (Level::Conflict, Severity::Error) => "cannot all hold as stated",
        (Level::Conflict, _) => "cannot all hold as stated, if they speak of the same thing",
        (Level::Internal, Severity::Error) => "one text does not agree with itself",
        (Level::Internal, _) => "one text may not agree with itself",
        (Level::Dispute, _) => "different sources say different things",
        (Level::Update, _) => "a running figure has grown",
    }
}

/// Who says a figure for which the text names nobody.
pub(super) const fn no_speaker() -> &'static str {
    "no source named"
}

/// A figure of which neither the thing nor what is said of it is known.
pub(super) const fn figures() -> &'static str {
    "figures"
}

/// The largest distance between two sides.
pub(super) fn largest_gap(low: &str, high: &str, measure: &str) -> String {
    format!("largest gap: {low} against {high} ({measure})")
}

/// One is so many times the other.
pub(super) fn factor(times: &str) -> String {
    format!("factor {times}")
}

/// What lies between two numbers.
pub(super) fn difference(amount: &str) -> String {
    format!("difference {amount}")
}

/// Days between two dates.
pub(super) fn days(n: u32) -> String {
    format!("{n} {} apart", if n == 1 { "day" } else { "days" })
}

/// The proof of a finding.
pub(super) fn arithmetic(proof: &str) -> String {
    format!("arithmetic: {proof}")
}

/// Which slots agree.
pub(super) fn rests_on(slots: &[String]) -> String {
    format!("the match rests on: {}", slots.join(", "))
}

/// Which slots were left open by a text.
pub(super) fn not_stated(slots: &[String]) -> String {
    format!("not stated, taken as open: {}", slots.join(", "))
}

/// Further places of a value of which not every place is drawn.
pub(super) fn also(value: &str, places: &[String]) -> String {
    format!("{value} also in {}", places.join(", "))
}

/// How a text stands to a figure; `None` where it needs no word.
pub(super) const fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Stated | Modality::Reported => None,
        Modality::Estimated => Some("estimate"),
        Modality::Forecast => Some("forecast"),
        Modality::Planned => Some("planned"),
        Modality::Demanded => Some("demanded"),
        Modality::Limit => Some("limit"),
        Modality::Hypothetical => Some("hypothetical"),
        Modality::Denied => Some("denied"),
        Modality::Withdrawn => Some("withdrawn"),
    }
}

/// Of how much a figure speaks.
pub(super) const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Part => "part",
        Scope::Whole => "whole",
        Scope::Per => "per unit",
        Scope::ChangeUp => "increase",
        Scope::ChangeDown => "decrease",
        Scope::Change => "change",
        Scope::Before => "before the change",
        Scope::Further => "further",
        Scope::Each => "each",
        Scope::Rest => "rest",
        Scope::Multiple => "multiple",
    }
}

/// A bare number, as a reason why it was not compared.
pub(super) const fn bare_number() -> &'static str {
    "bare number"
}

/// An unknown thing, as a reason why a figure was not compared.
pub(super) const fn subject_unknown() -> &'static str {
    "subject unknown"
}

/// How many findings there are.
pub(super) fn findings(errors: usize, warnings: usize, notes: usize) -> String {
    match errors + warnings + notes {
        0 => "No disagreement found among the figures that were compared.".to_owned(),
        n => format!(
            "{}: {}, {}, {}",
            counted(n, "finding"),
            counted(errors, "error"),
            counted(warnings, "warning"),
            counted(notes, "note")
        ),
    }
}

/// What was read and what of it was compared; `why`: reasons with their numbers, largest first.
pub(super) fn coverage(
    read: usize,
    (grouped, groups): (usize, usize),
    single: usize,
    not_compared: usize,
    why: &[(&str, usize)],
    unread: usize,
) -> String {
    let reasons: Vec<String> = why.iter().map(|(reason, n)| format!("{reason} {n}")).collect();
    let reasons = if why.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    format!(
        "{} read: {grouped} in {}, {single} single, {not_compared} not compared{reasons}{}",
        counted(read, "figure"),
        counted(groups, "group"),
        not_understood(unread)
    )
}

/// How many figures were read, without a comparison.
pub(super) fn listed(read: usize, documents: usize, unread: usize) -> String {
    let (read, documents) = (counted(read, "figure"), counted(documents, "document"));
    format!("{read} read in {documents}{}", not_understood(unread))
}

/// A document of which nothing was read.
pub(super) fn language_unknown(document: &str) -> String {
    format!("{document}: nothing was read, as no rules fit its language (name it with --language)")
}

/// Heads of the columns of the table of figures.
pub(super) const TABLE: [&str; 8] =
    ["line", "figure", "value", "kind", "subject", "said of it", "time", "source"];

fn not_understood(n: usize) -> String {
    if n == 0 { String::new() } else { format!("; {n} more seen, but not safely understood") }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
