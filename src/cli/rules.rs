use std::collections::BTreeMap;
use std::io::{self, Write};

use claimdiff::lang::{RuleId, Rules};
use claimdiff::report::visible;
use claimdiff::{CaseReport, Outcome, test_cases};

use super::args::{Args, RulesCommand};
use super::exit::{Exit, Failure};
use super::input;

/// Lists or tests the rules in force.
///
/// # Errors
/// Rules that cannot be read.
pub fn run(command: &RulesCommand, args: &Args, out: &mut dyn Write) -> Result<Exit, Failure> {
    let rules = input::rules(args.rules.as_deref())?;
    match command {
        RulesCommand::List => list(&rules, out)?,
        RulesCommand::Test { coverage } => return Ok(test(&rules, *coverage, out)?),
    }
    Ok(Exit::Clean)
}

/// The languages, then every rule file with the number of its rules.
fn list(rules: &Rules, out: &mut dyn Write) -> io::Result<()> {
    for pack in &rules.packs {
        writeln!(out, "{}  {}  ({} cases)", pack.tag, pack.name, pack.cases.len())?;
    }
    writeln!(out)?;
    let mut n_rules: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in rules.index.iter() {
        *n_rules.entry(&rule.file).or_default() += 1;
    }
    let width = n_rules.keys().map(|file| file.len()).max().unwrap_or(0);
    for (file, n) in n_rules {
        writeln!(out, "{:width$}  {n:>5} rules", visible(file))?;
    }
    Ok(())
}

/// Runs the cases; what is not as it must be comes with its place.
fn test(rules: &Rules, coverage: bool, out: &mut dyn Write) -> io::Result<Exit> {
    let report = test_cases(rules);
    for case in report.results.iter().filter(|case| is_failed(case.outcome)) {
        let (name, text) = (outcome_name(case.outcome), visible(&case.text));
        writeln!(out, "{}:{}: {name}: {text}", visible(&case.file), case.line)?;
        for line in case.detail.lines() {
            writeln!(out, "    {}", visible(line))?;
        }
    }
    let idle = if coverage { idle(rules, &report) } else { Vec::new() };
    for rule in &idle {
        writeln!(out, "{rule}")?;
    }
    let n_of = |outcome| report.results.iter().filter(|case| case.outcome == outcome).count();
    let counts = [Outcome::Read, Outcome::Quiet, Outcome::Noisy, Outcome::Missing]
        .map(|outcome| format!("{} {}", n_of(outcome), outcome_name(outcome)));
    writeln!(out, "{} cases: {}", report.results.len(), counts.join(", "))?;
    if coverage {
        let (fired, all) = (rules.index.len() - idle.len(), rules.index.len());
        writeln!(out, "{fired} of {all} rules made to fire by a case")?;
    }
    let failed = report.results.iter().any(|case| is_failed(case.outcome)) || !idle.is_empty();
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}

/// The rules that no case makes fire, one line each.
fn idle(rules: &Rules, report: &CaseReport) -> Vec<String> {
    let rules =
        (0u32..).zip(rules.index.iter()).filter(|(idx, _)| !report.fired.contains(&RuleId(*idx)));
    rules
        .map(|(_, r)| format!("{}:{}: never fired: {}", visible(&r.file), r.line, visible(&r.name)))
        .collect()
}

const fn is_failed(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Noisy | Outcome::Missing)
}

const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Read => "read",
        Outcome::Quiet => "quiet",
        Outcome::Noisy => "noisy",
        Outcome::Missing => "missing",
    }
}
