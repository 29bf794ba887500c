use std::io::Write;

use claimdiff::lang::RuleRef;
use claimdiff::report::FACT_FORMATS;

use super::args::{Args, FactsArgs};
use super::exit::{Exit, Failure};
use super::{input, output};

/// Lists every recognised figure.
///
/// # Errors
/// What keeps the run from its end.
pub fn run(command: &FactsArgs, args: &Args, out: &mut dyn Write) -> Result<Exit, Failure> {
    let rules = input::rules(args.rules.as_deref())?;
    let settings = input::settings(&command.input, &rules)?;
    let documents = input::documents(&command.input)?;
    let report = claimdiff::facts(documents, &rules, &settings);
    let mut view = output::view(&command.output, args.color);
    if command.explain_reading {
        let name = |rule: &RuleRef| format!("{}:{} {}", rule.file, rule.line, rule.name);
        view.rules = rules.index.iter().map(name).collect();
    }
    output::write(&report, (FACT_FORMATS, &command.format), &view, &command.output, out)?;
    Ok(Exit::Clean)
}
