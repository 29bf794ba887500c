//! How and where a report is written.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use claimdiff::report::{Format, Report, View};
use clap::ColorChoice;

use super::args::OutputArgs;
use super::exit::{Failure, reason};

/// Columns of a page where there is no terminal.
const PAGE: usize = 100;

/// Columns of the widest page.
const MAX_WIDTH: usize = 120;

/// Writes `report` in the format `id` of `formats` to where the arguments say.
///
/// # Errors
/// An output that cannot be written.
pub fn write(
    report: &Report,
    (formats, id): (&[&dyn Format], &str),
    view: &View,
    args: &OutputArgs,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let format = formats.iter().find(|f| f.id() == id);
    let format = format.ok_or_else(|| Failure::problem(format!("there is no format `{id}`")))?;
    match &args.output {
        None => Ok(format.write(report, view, out)?),
        Some(path) => replace(path, |out| format.write(report, view, out)).map_err(|error| {
            Failure::problem(format!("--output `{}`: {}", path.display(), reason(&error)))
        }),
    }
}

/// The page that the output has room for.
pub fn view(args: &OutputArgs, color: ColorChoice) -> View {
    let terminal = args.output.is_none() && io::stdout().is_terminal();
    let room = || {
        terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0))
    };
    let width = args.width.or_else(room).unwrap_or(PAGE);
    View {
        width: args.width.unwrap_or(width.min(MAX_WIDTH)),
        color: may_color(color, terminal),
        unicode: !terminal || has_unicode(),
        rules: Vec::new(),
    }
}

/// Whether to colour a stream. The environment speaks only where the user leaves it open.
pub fn may_color(choice: ColorChoice, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto
            if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) =>
        {
            false
        }
        ColorChoice::Auto => set("CLICOLOR_FORCE") || (terminal && !dumb()),
    }
}

/// Whether the terminal shows more than ASCII: not where its locale says otherwise.
fn has_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    !locale.is_some_and(|locale| matches!(locale.as_str(), "C" | "POSIX"))
}

/// Writes a file as a whole or not at all: beside it under another name, then moved over it. What is no plain file — a
/// device, a pipe — is written to directly.
fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(&target)?);
        write(&mut out)?;
        return out.flush();
    }
    let temporary = beside(&target);
    let written =
        fill(&temporary, existing.as_ref(), write).and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        // What is left over is of no use; the first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn fill(
    path: &Path,
    like: Option<&fs::Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).create_new(true).open(path)?);
    if let Some(like) = like {
        out.get_ref().set_permissions(like.permissions())?;
    }
    write(&mut out)?;
    out.flush()?;
    out.get_ref().sync_all()
}

/// A name in the same folder that no other run uses.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_run_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.json");
        replace(&path, |out| out.write_all(b"old")).expect("written");
        let failed = replace(&path, |out| {
            out.write_all(b"new")?;
            Err(io::Error::other("stop"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).expect("there"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
        replace(&path, |out| out.write_all(b"new")).expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"new");
    }

    #[test]
    fn the_user_decides_on_colour() {
        assert!(may_color(ColorChoice::Always, false));
        assert!(!may_color(ColorChoice::Never, true));
    }
}
