use std::io::Write;
use std::path::Path;

use claimdiff::Settings;
use claimdiff::check::CHECKS;
use claimdiff::compare::{Agreement, Comparison, compare};
use claimdiff::fact::{Fact, FactId, Term};
use claimdiff::report::{Report, visible};

use super::args::Args;
use super::exit::{Exit, Failure};
use super::input;

/// Columns of a line.
const PAGE: usize = 80;

/// Prints what a check looks for.
///
/// # Errors
/// An unknown check.
pub fn check(code: &str, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Some(check) = CHECKS.iter().find(|check| check.id() == code) else {
        let known: Vec<&str> = CHECKS.iter().map(|check| check.id()).collect();
        return Err(Failure::problem(format!(
            "there is no check `{code}`; the checks are {}",
            known.join(", ")
        )));
    };
    let doc = textwrap::fill(check.doc().trim_end(), PAGE);
    writeln!(out, "{} (level: {})\n\n{doc}", check.id(), check.level().name())?;
    Ok(Exit::Clean)
}

/// Where a figure stands: a file, a line and perhaps a column, from 1.
struct Place<'a> {
    file: &'a str,
    line: u32,
    column: Option<u32>,
}

impl<'a> Place<'a> {
    /// Reads `FILE:LINE[:COLUMN]`.
    fn parse(text: &'a str) -> Result<Self, Failure> {
        let wrong = || {
            Failure::problem(format!(
                "`{text}` is no place of a figure: give FILE:LINE or FILE:LINE:COLUMN, as findings show it"
            ))
        };
        let (rest, last) = text.rsplit_once(':').ok_or_else(wrong)?;
        let last: u32 = last.parse().map_err(|_| wrong())?;
        let middle =
            rest.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
        Ok(match middle {
            Some((file, line)) if !Path::new(text).exists() => {
                Self { file, line, column: Some(last) }
            }
            _ => Self { file: rest, line: last, column: None },
        })
    }

    /// The figures that stand there, of document `doc` on.
    fn facts(&self, report: &Report) -> Result<Vec<FactId>, Failure> {
        let here = |id: &FactId| {
            let (name, line, column, end) = position(report, *id);
            let inside = self.column.is_none_or(|c| (column..end).contains(&c));
            name == self.file && line == self.line && inside
        };
        let all = (0..report.facts.len() as u32).map(FactId);
        let found: Vec<FactId> = all.clone().filter(here).collect();
        if found.is_empty() {
            return Err(Failure::problem(self.missing(report, all)));
        }
        Ok(found)
    }

    /// What to say where no figure stands: where others stand, in the line or else in the file.
    fn missing(&self, report: &Report, all: impl Iterator<Item = FactId>) -> String {
        let places = all.map(|id| position(report, id)).filter(|(name, ..)| *name == self.file);
        let (mut lines, mut columns): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (_, line, column, _) in places {
            lines.push(line.to_string());
            if line == self.line {
                columns.push(column.to_string());
            }
        }
        lines.dedup();
        let (file, line) = (visible(self.file), self.line);
        match self.column {
            _ if lines.is_empty() => format!("`{file}`: no figure was found in it"),
            Some(column) if !columns.is_empty() => format!(
                "`{file}`: no figure stands at line {line}, column {column}; there are figures at the columns {}",
                columns.join(", ")
            ),
            _ => format!(
                "`{file}`: no figure stands at line {line}; there are figures in the lines {}",
                lines.join(", ")
            ),
        }
    }
}

/// Name of the document, line, first column and the column behind it of a figure.
fn position(report: &Report, id: FactId) -> (&str, u32, u32, u32) {
    let fact = &report.facts[id.0 as usize];
    let document = &report.documents[fact.doc.0 as usize];
    let at = document.origin.position(document.origin.source(fact.mention.span).start);
    let width = fact.mention.span.of(&document.text).chars().count() as u32;
    (&document.name, at.line, at.column, at.column + width)
}

/// Prints of two figures what is known of them, and whether they are held against each other, or why not.
///
/// # Errors
/// A place that cannot be read, a file that cannot be read, a line without a figure.
pub fn pair(first: &str, second: &str, args: &Args, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (first, second) = (Place::parse(first)?, Place::parse(second)?);
    let rules = input::rules(args.rules.as_deref())?;
    let mut documents = input::read(Path::new(first.file), "<stdin>").map_err(Failure::problem)?;
    if second.file != first.file {
        documents.extend(input::read(Path::new(second.file), "<stdin>").map_err(Failure::problem)?);
    }
    let report = claimdiff::facts(documents, &rules, &Settings::default());
    let comparison = compare(&report.facts);
    let (left, right) = (first.facts(&report)?, second.facts(&report)?);
    for &a in &left {
        for &b in right.iter().filter(|&&b| b != a) {
            for id in [a, b] {
                writeln!(out, "{}", told(&report, id))?;
            }
            writeln!(out, "{}\n", outcome(&report, &comparison, (a.min(b), a.max(b))))?;
        }
    }
    Ok(Exit::Clean)
}

fn outcome(report: &Report, comparison: &Comparison, pair: (FactId, FactId)) -> String {
    if let Some(reason) = comparison.why_not(&report.facts, pair) {
        return format!("=> not compared ({}): {}", reason.name(), reason.text());
    }
    let link = comparison.links.iter().find(|l| l.facts == pair);
    let said = match link.map(|l| l.agreement) {
        Some(Agreement::Agree) => "they agree",
        Some(Agreement::Differ) => "they do not agree",
        _ => "whether they agree cannot be told",
    };
    let found = link.map(|l| &l.found);
    let known = found.map_or_else(String::new, |f| f.same.join(", "));
    let open = found.map_or_else(String::new, |f| f.unknown.join(", "));
    let sure = found.map_or(0, |f| f.confidence);
    format!("=> compared: {said} (confidence {sure}; same: {known}; not stated: {open})")
}

/// A figure with what fills its slots.
fn told(report: &Report, id: FactId) -> String {
    let fact = &report.facts[id.0 as usize];
    let (name, line, column, _) = position(report, id);
    let quote = fact.mention.span.of(&report.documents[fact.doc.0 as usize].text);
    let mut slots = vec![format!("kind {}", fact.mention.kind.name())];
    slots.extend(filled(fact).into_iter().map(|(slot, value)| format!("{slot} {value}")));
    format!("{}:{line}:{column} {}: {}", visible(name), visible(quote), visible(&slots.join("; ")))
}

/// The slots of a fact that are filled, by name.
fn filled(fact: &Fact) -> Vec<(&'static str, String)> {
    let key = |t: &Term| t.key.clone();
    let slots = [
        ("entity", fact.entity.as_ref().map(claimdiff::fact::Entity::key)),
        ("attribute", fact.attribute.as_ref().map(key)),
        ("place", fact.places.first().map(key)),
        ("time", fact.when.as_ref().map(|w| w.iso.clone())),
        ("source", fact.source.as_ref().map(|s| key(&s.term))),
        ("modality", Some(fact.modality.name().to_owned())),
        ("scope", fact.scope.map(|s| s.name().to_owned())),
    ];
    slots.into_iter().filter_map(|(slot, value)| Some((slot, value?))).collect()
}
