//! Embeds every rule file, and what the loader makes of them, so that the binary needs no file and no loading at run time.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lang::{RuleError, RuleFile, Rules, compile};
use miette::{GraphicalReportHandler, GraphicalTheme};

/// The loader of the crate: the files of `src/lang` that read rules, and what they need of the layers below.
#[allow(dead_code, reason = "reading the compiled rules and looking words up is for run time")]
#[path = "../src/lang"]
mod lang {
    mod calendar;
    mod compile;
    mod compiled;
    mod error;
    mod flat;
    mod language;
    mod lazy;
    mod lexicon;
    mod link;
    mod load;
    mod pack;
    mod raw;
    mod rules;
    mod sense;
    mod shared;
    mod trie;
    mod words;

    pub(crate) use compile::compile;
    pub use error::RuleError;
    pub use load::RuleFile;
    pub use rules::Rules;
}

#[allow(dead_code, unused_imports, reason = "as above")]
#[path = "../src/text"]
mod text {
    mod fold;
    mod span;
    mod token;

    pub use fold::fold;
    pub use token::{TokenKind, tokenize};
}

#[allow(dead_code, unused_imports, reason = "as above")]
#[path = "../src/value"]
mod value {
    mod decimal;
    mod unit;

    pub(crate) use decimal::parse_ratio;
    pub use decimal::{Decimal, Ratio};
    pub use unit::Unit;
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // Of a folder, cargo watches all that lies in it.
    println!("cargo:rerun-if-changed={}", root.display());
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let mut code = String::from("&[\n");
    let mut files = Vec::new();
    for file in &paths {
        let path = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let full = file.to_string_lossy();
        writeln!(code, "    ({path:?}, include_str!({full:?})),")?;
        files.push(RuleFile { path, text: fs::read_to_string(file)? });
    }
    code.push_str("]\n");
    fs::write(out.join("rules.rs"), code)?;
    let rules = Rules::from_files(files).map_err(|mistakes| shown(&mistakes))?;
    fs::write(out.join("rules.bin"), compile(&rules)?)?;
    Ok(())
}

/// Every `.toml` below `dir`.
fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Shows the mistakes in rule files as the tool itself does; returns what to say last.
#[allow(clippy::print_stderr, reason = "cargo shows it where the build fails")]
fn shown(mistakes: &[RuleError]) -> String {
    let handler =
        GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    for mistake in mistakes {
        let mut text = String::new();
        if handler.render_report(&mut text, mistake).is_ok() {
            eprintln!("{text}");
        }
    }
    format!("mistakes in rules/: {}", mistakes.len())
}
