//! Paths as given → the files to read.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use claimdiff::source::FORMATS;
use ignore::WalkBuilder;

use super::exit::reason;

/// Name of standard input among the paths.
pub const STDIN: &str = "-";

/// The files that `paths` name, in the order given; a folder stands for the readable files below it, in order of path. No
/// file comes twice.
///
/// Ignore files are honoured inside a folder; a file that is named itself is always read.
///
/// # Errors
/// Every path that cannot be read, and every folder without a readable file, one sentence each.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Vec<String>> {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        if path.as_os_str() == STDIN {
            found.push(path.clone());
            continue;
        }
        match std::fs::metadata(path) {
            Err(error) => problems.push(format!("`{}`: {}", path.display(), reason(&error))),
            Ok(metadata) if metadata.is_dir() => below(path, &mut found, &mut problems),
            Ok(_) => found.push(path.clone()),
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// Adds the readable files below `folder`.
fn below(folder: &Path, found: &mut Vec<PathBuf>, problems: &mut Vec<String>) {
    let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_path(Path::cmp).build();
    let before = (found.len(), problems.len());
    for entry in walk {
        match entry {
            Err(error) => problems.push(error.to_string()),
            Ok(entry) if entry.depth() == 0 || !is_known(entry.path()) => {}
            Ok(entry) => match std::fs::metadata(entry.path()) {
                Err(error) => {
                    problems.push(format!("`{}`: {}", entry.path().display(), reason(&error)));
                }
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => found.push(named(entry.path())),
            },
        }
    }
    if before == (found.len(), problems.len()) {
        let known: Vec<String> = extensions().map(|e| format!(".{e}")).collect();
        let known = known.join(", ");
        problems.push(format!(
            "`{}`: no file that can be read in this folder ({known})",
            folder.display()
        ));
    }
}

/// A path without a leading `./`, as a user would write it.
fn named(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// The extensions of all input formats.
fn extensions() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.extensions().iter().copied())
}

fn is_known(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension
        .is_some_and(|extension| extensions().any(|known| extension.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        folder
    }

    fn names(folder: &Path, paths: &[PathBuf]) -> Vec<String> {
        let files = files(paths).expect("all can be read");
        files
            .iter()
            .map(|f| f.strip_prefix(folder).expect("inside").display().to_string())
            .collect()
    }

    #[test]
    fn folders_are_read_in_order_without_what_is_ignored() {
        let folder =
            folder(&["b.txt", "a/z.txt", "a/c.TXT", "a/d.png", "a/old.txt", ".hidden.txt"]);
        fs::write(folder.path().join(".gitignore"), "old.txt\n").expect("a file");
        let all = [folder.path().to_owned()];
        assert_eq!(names(folder.path(), &all), ["a/c.TXT", "a/z.txt", "b.txt"]);
        let named = [
            folder.path().join("a/old.txt"),
            folder.path().join("a/d.png"),
            folder.path().to_owned(),
        ];
        assert_eq!(
            names(folder.path(), &named),
            ["a/old.txt", "a/d.png", "a/c.TXT", "a/z.txt", "b.txt"]
        );
    }

    #[test]
    fn a_file_comes_once() {
        let folder = folder(&["a.txt", "b.txt"]);
        let paths = ["b.txt", "./b.txt", "."].map(|p| folder.path().join(p));
        assert_eq!(files(&paths).expect("all can be read").len(), 2);
    }

    #[test]
    fn every_bad_path_is_named() {
        let folder = folder(&["a.txt", "empty/x.png"]);
        let paths = ["nope.txt", "a.txt", "empty", "gone"].map(|p| folder.path().join(p));
        let problems = files(&paths).expect_err("three are bad");
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].ends_with("nope.txt`: no such file or folder"), "{problems:?}");
    }
}
