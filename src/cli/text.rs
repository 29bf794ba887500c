use std::io::{self, IsTerminal, Write};
use std::path::Path;

use claimdiff::report::visible;

use super::exit::{Exit, Failure};
use super::input;

/// Prints the text of a file as it was read; the name before each, where a file holds several documents.
///
/// Every byte is printed as it is, but for a terminal, where controls are shown instead of obeyed.
///
/// # Errors
/// A file that cannot be read.
pub fn run(file: &Path, out: &mut dyn Write) -> Result<Exit, Failure> {
    let documents = input::read(file, "<stdin>").map_err(Failure::problem)?;
    let terminal = io::stdout().is_terminal();
    for document in &documents {
        if documents.len() > 1 {
            writeln!(out, "==> {} <==", visible(&document.name))?;
        }
        if terminal {
            for line in document.text.lines() {
                writeln!(out, "{}", visible(line))?;
            }
        } else {
            out.write_all(document.text.as_bytes())?;
        }
        if documents.len() > 1 {
            writeln!(out)?;
        }
    }
    Ok(Exit::Clean)
}
