//! L7: arguments, files, streams and the exit status. The only layer that touches the world; private to the binary.

mod args;
mod check;
mod exit;
mod explain;
mod facts;
mod input;
mod output;
mod rules;
mod text;
mod walk;

use std::io::{self, IsTerminal, Write};

use clap::Parser;

use args::{Args, Command};
use exit::{Exit, Failure};

/// Runs the command line of this process.
pub fn main() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // There is nobody left to tell when this fails.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Clean };
        }
    };
    let (mut out, mut err) = (io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
    let result = run(&args, &mut out);
    let result = result.and_then(|exit| out.flush().map(|()| exit).map_err(Failure::from));
    result.unwrap_or_else(|failure| {
        let color = output::may_color(args.color, io::stderr().is_terminal());
        // A message that cannot be written changes nothing about the failure.
        let _ = failure.write(color, &mut err);
        failure.exit()
    })
}

/// Runs a command. Findings go to `out`; everything else is told by the failure.
fn run(args: &Args, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.command {
        Command::Check(command) => check::run(command, args, out),
        Command::Facts(command) => facts::run(command, args, out),
        Command::Text { file } => text::run(file, out),
        Command::Explain { code, other: None } => explain::check(code, out),
        Command::Explain { code, other: Some(other) } => explain::pair(code, other, args, out),
        Command::Rules { command } => rules::run(command, args, out),
        Command::Schema => {
            out.write_all(claimdiff::report::schema().as_bytes())?;
            Ok(Exit::Clean)
        }
    }
}
