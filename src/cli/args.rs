use std::path::PathBuf;

use claimdiff::check::Level;
use claimdiff::report::{FACT_FORMATS, FORMATS, Format};
use claimdiff::value::Date;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{ColorChoice, Parser, Subcommand};

const EXIT_STATUS: &str = "Exit status: 0 nothing found at a level of --fail-on, 1 something was found, \
                           2 the run failed. No network access, ever.";

/// Compares the figures of several articles on one story and shows where they do not agree
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_STATUS)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Folder of rule files to add to the built-in ones; one of the same path takes the place of the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,

    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare articles and show what does not agree
    Check(CheckArgs),
    /// List every recognised figure
    Facts(FactsArgs),
    /// Print the text as it was read from a file: what offsets count in
    Text {
        /// File, or `-` for standard input
        file: PathBuf,
    },
    /// Say what a check looks for, or why two figures were or were not held against each other
    Explain {
        /// Id of the check, as a finding shows it; or the place of a figure as in a.txt:12 or a.txt:12:5
        code: String,
        /// The place of the other figure
        other: Option<String>,
    },
    /// Look at the rules in force
    Rules {
        /// What to do with them.
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Print the JSON Schema of the `json` format
    Schema,
}

/// What to do with the rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List the languages and their files
    List,
    /// Run the cases that the rule files hold
    Test {
        /// Fail on a rule that no case makes fire
        #[arg(long)]
        coverage: bool,
    },
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,

    /// How to write the findings
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].id(), value_parser = ids(FORMATS))]
    pub format: String,

    /// Where to write.
    #[command(flatten)]
    pub output: OutputArgs,

    /// Levels that make the exit status 1: `conflict`, `internal`, `dispute`, `update`, with commas between; or `never`
    #[arg(long, value_name = "LEVELS", default_value = "conflict,internal", value_parser = fail_on)]
    pub fail_on: FailOn,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
}

/// Arguments of `facts`.
#[derive(Debug, clap::Args)]
pub struct FactsArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,

    /// How to write the figures
    #[arg(long, value_name = "FORMAT", default_value = FACT_FORMATS[0].id(), value_parser = ids(FACT_FORMATS))]
    pub format: String,

    /// Where to write.
    #[command(flatten)]
    pub output: OutputArgs,

    /// Name the rules that read each figure
    #[arg(long)]
    pub explain_reading: bool,
}

/// Which articles to read, and what is known of them.
#[derive(Debug, clap::Args)]
pub struct InputArgs {
    /// Files, folders (read with all below them, but for what ignore files name), or `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,

    /// Read further paths from a file, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,

    /// Name of standard input in what is written; its extension says how to read it
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub stdin_filename: String,

    /// Language of articles that do not state theirs, instead of the one that is recognised
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,

    /// Publication day of articles that do not state theirs, as 2024-10-29: it resolves weekdays and days without a year
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<String>,
}

/// Where to write.
#[derive(Debug, clap::Args)]
pub struct OutputArgs {
    /// Write to a file, which is replaced as a whole or not at all
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Columns of a line
    #[arg(long, value_name = "N", hide = true)]
    pub width: Option<usize>,
}

/// Levels that make a run fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailOn(pub Vec<Level>);

fn ids(formats: &'static [&'static dyn Format]) -> PossibleValuesParser {
    PossibleValuesParser::new(formats.iter().map(|f| PossibleValue::new(f.id()).help(f.doc())))
}

fn fail_on(text: &str) -> Result<FailOn, String> {
    if text == "never" {
        return Ok(FailOn(Vec::new()));
    }
    let level = |name: &str| {
        let known = || Level::ALL.map(Level::name).join(", ");
        let found = Level::ALL.into_iter().find(|level| level.name() == name);
        found.ok_or_else(|| {
            format!("`{name}` is no level; use {}, with commas between, or `never` alone", known())
        })
    };
    text.split(',').map(|name| level(name.trim())).collect::<Result<_, _>>().map(FailOn)
}

fn day(text: &str) -> Result<String, String> {
    match Date::from_iso(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("not a day; write it as 2024-10-29".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn levels_are_read() {
        assert_eq!(fail_on("conflict, update"), Ok(FailOn(vec![Level::Conflict, Level::Update])));
        assert_eq!(fail_on("never"), Ok(FailOn(Vec::new())));
        assert!(fail_on("never,conflict").is_err());
        assert!(fail_on("").is_err());
    }

    #[test]
    fn days_are_tested() {
        assert!(day("2024-10-29").is_ok() && day("2024-10-29T08:00Z").is_ok());
        assert!(day("2024-13-01").is_err() && day("29.10.2024").is_err());
    }
}
