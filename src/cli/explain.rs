use std::io::Write;

use claimdiff::check::CHECKS;

use super::exit::{Exit, Failure};

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
    writeln!(
        out,
        "{} (level: {})\n\n{}",
        check.id(),
        check.level().name(),
        check.doc().trim_end()
    )?;
    Ok(Exit::Clean)
}
