use std::io::Write;

use claimdiff::report::{FORMATS, Report};

use super::args::{Args, CheckArgs, FailOn};
use super::exit::{Exit, Failure};
use super::{input, output};

/// Compares articles and writes what does not agree.
///
/// # Errors
/// What keeps the run from its end.
pub fn run(command: &CheckArgs, args: &Args, out: &mut dyn Write) -> Result<Exit, Failure> {
    let rules = input::rules(args.rules.as_deref())?;
    let settings = input::settings(&command.input, &rules)?;
    let documents = input::documents(&command.input)?;
    let report = claimdiff::check(documents, &rules, &settings);
    let view = output::view(&command.output, args.color);
    output::write(&report, (FORMATS, &command.format), &view, &command.output, out)?;
    let fails = !command.exit_zero && fails(&report, &command.fail_on);
    Ok(if fails { Exit::Findings } else { Exit::Clean })
}

/// Whether a finding, or one of its pairs, is of a level that was named.
fn fails(report: &Report, levels: &FailOn) -> bool {
    let named = |level| levels.0.contains(&level);
    report
        .findings
        .iter()
        .any(|finding| named(finding.level) || finding.pairs.iter().any(|pair| named(pair.level)))
}
