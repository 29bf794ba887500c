//! Arguments → documents, rules and settings.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use claimdiff::lang::{RuleFile, Rules};
use claimdiff::text::Document;
use claimdiff::{Settings, source};

use super::args::InputArgs;
use super::exit::{Failure, reason};
use super::walk::{self, STDIN};

/// The documents that the arguments name; at least one.
///
/// # Errors
/// Every path that cannot be read; nothing is read by halves.
pub fn documents(args: &InputArgs) -> Result<Vec<Document>, Failure> {
    let paths = paths(args)?;
    let files = walk::files(&paths).map_err(Failure::Problems)?;
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match read(&file, &args.stdin_filename) {
            Ok(more) => documents.extend(more),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Problems(problems));
    }
    if documents.is_empty() {
        return Err(Failure::problem(
            "no document to read: name files or folders that hold articles",
        ));
    }
    Ok(documents)
}

/// The documents of one file, or of standard input.
///
/// # Errors
/// A sentence that names the file.
pub fn read(file: &Path, stdin_name: &str) -> Result<Vec<Document>, String> {
    let (name, bytes) = if file.as_os_str() == STDIN {
        (stdin_name.to_owned(), stdin())
    } else {
        (file.display().to_string(), fs::read(file))
    };
    let bytes = bytes.map_err(|error| format!("`{name}`: {}", reason(&error)))?;
    source::read(&name, &bytes).map_err(|error| error.to_string())
}

/// The rules in force.
///
/// # Errors
/// A folder that cannot be read, or all mistakes in all rule files.
pub fn rules(folder: Option<&Path>) -> Result<Rules, Failure> {
    let more = folder.map_or_else(|| Ok(Vec::new()), rule_files)?;
    Rules::load(more).map_err(Failure::Rules)
}

/// What the arguments say of all documents.
///
/// # Errors
/// A language for which there are no rules.
pub fn settings(args: &InputArgs, rules: &Rules) -> Result<Settings, Failure> {
    if let Some(tag) = args.language.as_deref().filter(|tag| rules.pack(tag).is_none()) {
        let known: Vec<&str> = rules.packs.iter().map(|p| p.tag.as_str()).collect();
        let known = known.join(", ");
        return Err(Failure::problem(format!(
            "--language: no rules for `{tag}`; there are rules for {known}"
        )));
    }
    Ok(Settings { language: args.language.clone(), published: args.published.clone() })
}

/// The paths given, and those that `--files-from` names.
fn paths(args: &InputArgs) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = args.paths.clone();
    let Some(list) = &args.files_from else {
        return Ok(paths);
    };
    let from_stdin = list.as_os_str() == STDIN;
    if from_stdin && paths.iter().any(|path| path.as_os_str() == STDIN) {
        return Err(Failure::problem(
            "standard input cannot hold both an article and the list of files",
        ));
    }
    let bytes = if from_stdin { stdin() } else { fs::read(list) };
    let bytes = bytes.map_err(|error| {
        Failure::problem(format!("--files-from `{}`: {}", list.display(), reason(&error)))
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::problem(format!("--files-from `{}`: not UTF-8", list.display())))?;
    paths.extend(text.lines().filter(|line| !line.trim().is_empty()).map(PathBuf::from));
    Ok(paths)
}

fn stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every `.toml` file below `folder`, with its path inside.
fn rule_files(folder: &Path) -> Result<Vec<RuleFile>, Failure> {
    let mut paths = Vec::new();
    let problem = |path: &Path, error: &std::io::Error| {
        Failure::problem(format!("--rules `{}`: {}", path.display(), reason(error)))
    };
    collect(folder, &mut paths).map_err(|error| problem(folder, &error))?;
    if paths.is_empty() {
        return Err(Failure::problem(format!(
            "--rules `{}`: no rule file (.toml) in this folder",
            folder.display()
        )));
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|error| problem(&path, &error))?;
        let inside = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        Ok(RuleFile { path: parts.join("/"), text })
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}
