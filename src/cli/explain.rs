use std::io::Write;

use claimdiff::check::CHECKS;

use super::exit::{Exit, Failure};

/// Columns of a line.
const PAGE: usize = 80;

/// Prints what a check looks for.
///
/// # Errors
/// An unknown check.
pub fn run(code: &str, out: &mut dyn Write) -> Result<Exit, Failure> {
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
