use std::io::{self, Write};
use std::process::ExitCode;

use claimdiff::lang::RuleError;
use claimdiff::report::visible;
use miette::{GraphicalReportHandler, GraphicalTheme};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing that `--fail-on` names.
    Clean,
    /// Something that `--fail-on` names.
    Findings,
    /// The run itself failed.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::from(0),
            Exit::Findings => Self::from(1),
            Exit::Failed => Self::from(2),
        }
    }
}

/// Why a run failed.
#[derive(Debug)]
pub enum Failure {
    /// Nobody reads the output any more: no failure, but an end.
    Pipe,
    /// What is wrong, where, and what to do; one sentence an entry.
    Problems(Vec<String>),
    /// Mistakes in rule files.
    Rules(Vec<RuleError>),
}

impl Failure {
    /// One problem.
    pub fn problem(text: impl Into<String>) -> Self {
        Self::Problems(vec![text.into()])
    }

    /// The exit status that it leads to.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Pipe => Exit::Clean,
            Self::Problems(_) | Self::Rules(_) => Exit::Failed,
        }
    }

    /// Tells it.
    ///
    /// # Errors
    /// What `err` returns.
    pub fn write(&self, color: bool, err: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Pipe => {}
            Self::Problems(problems) => {
                for problem in problems {
                    writeln!(err, "claimdiff: {}", visible(problem))?;
                }
            }
            Self::Rules(errors) => {
                for error in errors {
                    writeln!(err, "{}", rendered(error, color)?)?;
                }
                let n = errors.len();
                writeln!(
                    err,
                    "claimdiff: {n} {} in the rule files",
                    if n == 1 { "mistake" } else { "mistakes" }
                )?;
            }
        }
        Ok(())
    }
}

/// A mistake with its excerpt; without colour where the rule file holds what a terminal would obey.
fn rendered(error: &RuleError, color: bool) -> io::Result<String> {
    let draw = |theme| {
        let mut text = String::new();
        let handler = GraphicalReportHandler::new_themed(theme).with_width(100);
        handler.render_report(&mut text, error).map(|()| text).map_err(io::Error::other)
    };
    let plain = draw(GraphicalTheme::unicode_nocolor())?;
    let safe: String = plain.lines().map(|line| visible(line).into_owned() + "\n").collect();
    if color && safe == plain { draw(GraphicalTheme::unicode()) } else { Ok(safe) }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Pipe,
            _ => Self::problem(format!("cannot write the output: {}", reason(&error))),
        }
    }
}

/// Why a file cannot be used, in plain words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_pipe_ends_quietly() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        let mut err = Vec::new();
        failure.write(false, &mut err).expect("a vector takes all bytes");
        assert_eq!((failure.exit(), err.len()), (Exit::Clean, 0));
    }

    #[test]
    fn names_of_files_cannot_steer_the_terminal() {
        let mut err = Vec::new();
        Failure::problem("`\u{1b}[2J.txt`: odd")
            .write(false, &mut err)
            .expect("a vector takes all bytes");
        assert_eq!(String::from_utf8_lossy(&err), "claimdiff: `␛[2J.txt`: odd\n");
    }
}
