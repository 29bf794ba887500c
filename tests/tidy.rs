//! What the compiler cannot hold: the layers, the registries, sizes, and that no code knows a natural language.
//!
//! A failure here names every place at once. The rules are those of the crate documentation in `src/lib.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use claimdiff::text::fold;

#[path = "tidy/tokens.rs"]
mod tokens;

use tokens::{Kind, Token, code_lines, functions, paths, tokens, without_tests};

/// Each module of the library and the modules it may import. A module that is not listed may not exist.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("value", &[]),
    ("source", &["text"]),
    ("lang", &["text", "value"]),
    ("parse", &["text", "value", "lang"]),
    ("fact", &["text", "value", "lang", "parse"]),
    ("compare", &["text", "value", "fact"]),
    ("check", &["text", "value", "fact", "compare"]),
    ("report", &["text", "value", "fact", "compare", "check"]),
    // Puts the layers together, beside `lib.rs`; only the root may name it.
    ("cases", &["text", "value", "lang", "parse", "fact"]),
];

/// Crates that only some layers may know.
const CRATES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("ignore", &["cli"]),
    ("terminal_size", &["cli"]),
    ("html5gum", &["source"]),
    ("toml", &["lang"]),
    ("rust_stemmers", &["lang"]),
    ("postcard", &["lang"]),
    ("regex", &["lang", "parse"]),
    ("similar", &["compare"]),
    ("schemars", &["report"]),
    ("textwrap", &["report", "cli"]),
    ("unicode_width", &["report"]),
    ("unicode_normalization", &["text"]),
    ("serde", &["value", "source", "lang", "report", "cli"]),
    ("serde_json", &["source", "report", "cli"]),
    ("miette", &["lang", "report", "cli"]),
];

/// Layers that neither read nor write anything.
const PURE: &[&str] =
    &["text", "value", "lang", "parse", "fact", "compare", "check", "cases", "lib"];

/// Layers in which no literal may be a word of a language.
const WORDLESS: &[&str] = &["parse", "fact", "compare", "check"];

/// A source file: where it lies, the module that it is, and its tokens without tests.
struct Source {
    file: String,
    module: Vec<String>,
    tokens: Vec<Token>,
}

impl Source {
    /// First part of the module path: `lib` and `main` for the roots.
    fn layer(&self) -> &str {
        self.module.first().map_or_else(
            || self.file.trim_start_matches("src/").trim_end_matches(".rs"),
            String::as_str,
        )
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below the repository that are part of it, with their paths inside, in order.
fn repository() -> Vec<String> {
    let walk = ignore::WalkBuilder::new(root())
        .hidden(false)
        .parents(false)
        .git_global(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    let mut files: Vec<String> = walk
        .map(|entry| entry.expect("the repository can be read").into_path())
        .filter(|path| path.is_file())
        .map(|path| inside(&path))
        .collect();
    files.sort();
    files
}

fn inside(path: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(root())
        .expect("below the root")
        .iter()
        .map(|p| p.to_string_lossy())
        .collect();
    parts.join("/")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The files of `src/` without test code.
fn sources() -> Vec<Source> {
    let files: Vec<String> =
        repository().into_iter().filter(|f| f.starts_with("src/") && is_rust(f)).collect();
    let mut test_modules: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut all = Vec::new();
    for file in files {
        let (tokens, only_for_tests) = without_tests(&tokens(&read(&file)));
        let module = module_of(&file);
        test_modules
            .extend(only_for_tests.into_iter().map(|name| [module.clone(), vec![name]].concat()));
        all.push(Source { file, module, tokens });
    }
    all.retain(|source| !test_modules.contains(&source.module));
    assert!(all.len() > 50, "the sources are found");
    all
}

fn is_rust(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|e| e == "rs")
}

fn is_toml(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|e| e == "toml")
}

/// `src/report/full.rs` is `report::full`; the roots are the empty path.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(path, "lib" | "main") {
        Vec::new()
    } else {
        path.split('/').map(str::to_owned).collect()
    }
}

fn none(problems: &[String], rule: &str) {
    assert!(problems.is_empty(), "{rule}:\n  {}\n", problems.join("\n  "));
}

// ---- layers ----------------------------------------------------------------------------------------------------------------

#[test]
fn every_import_points_down() {
    let problems: Vec<String> = sources().iter().flat_map(upward).collect();
    none(
        &problems,
        "a module imports only modules of a lower layer (table in src/lib.rs and LAYERS)",
    );
}

/// The imports of a file that its layer does not allow.
fn upward(source: &Source) -> Vec<String> {
    let layer = source.layer();
    let mut problems = Vec::new();
    let allowed = LAYERS.iter().find(|(name, _)| *name == layer).map(|(_, allowed)| *allowed);
    if allowed.is_none() && !matches!(layer, "lib" | "main" | "cli") {
        return vec![format!("{}: `{layer}` stands in no layer", source.file)];
    }
    for path in paths(&source.tokens, &source.module) {
        let at = format!("{}:{}", source.file, path.line);
        let mut segments = path.segments.iter().map(String::as_str);
        match (segments.next(), segments.next()) {
            (Some("crate"), Some(target)) if target == layer => {}
            (Some("crate"), Some(target)) => match allowed {
                Some(allowed) if !allowed.contains(&target) => {
                    problems.push(format!("{at}: `{layer}` uses `{}`", path.segments.join("::")));
                }
                None if layer == "cli" => {
                    problems.push(format!("{at}: the command line uses the library by its name"));
                }
                _ => {}
            },
            (Some("crate"), None) if is_alias(&source.tokens, path.line) => {
                problems.push(format!("{at}: the crate root under another name"));
            }
            (Some("claimdiff"), _) if layer != "cli" => {
                problems.push(format!("{at}: the library uses itself by name"));
            }
            _ => {}
        }
    }
    problems
}

/// Whether `crate` or `super` on this line is more than the visibility `pub(crate)`.
fn is_alias(tokens: &[Token], line: usize) -> bool {
    let is_root = |t: &Token| t.is_ident("crate") || t.is_ident("super");
    let here = tokens.windows(3).filter(|w| w[1].line == line && is_root(&w[1]));
    here.filter(|w| w[2].kind != Kind::Colons).any(|w| !(w[0].is('(') && w[2].is(')')))
}

#[test]
fn crates_stay_in_their_layers() {
    let mut problems = Vec::new();
    for source in sources() {
        for path in paths(&source.tokens, &source.module) {
            let Some((name, layers)) = CRATES
                .iter()
                .find(|(name, _)| path.segments[0] == *name && path.segments.len() > 1)
            else {
                continue;
            };
            if !layers.contains(&source.layer()) {
                problems.push(format!(
                    "{}:{}: `{}` knows `{name}`",
                    source.file,
                    path.line,
                    source.layer()
                ));
            }
        }
    }
    none(&problems, "a crate is known to its layers only (CRATES)");
}

#[test]
fn only_the_command_line_touches_the_world() {
    const WORLD: &[&str] = &["fs", "io", "env", "process", "net", "thread", "time"];
    const MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];
    let mut problems = Vec::new();
    for source in sources() {
        let layer = source.layer();
        let forbidden: &[&str] = match layer {
            _ if PURE.contains(&layer) => WORLD,
            "report" => &["fs", "env", "process", "net", "thread", "time"],
            "source" => &["fs", "io", "env", "process", "net", "thread", "time"],
            _ => continue,
        };
        for path in paths(&source.tokens, &source.module) {
            let world = path.segments[0] == "std"
                && path.segments.get(1).is_some_and(|s| forbidden.contains(&s.as_str()));
            if world {
                problems.push(format!(
                    "{}:{}: `{}`",
                    source.file,
                    path.line,
                    path.segments.join("::")
                ));
            }
        }
        for pair in source.tokens.windows(2) {
            if let Some(name) =
                pair[0].ident().filter(|name| MACROS.contains(name) && pair[1].is('!'))
            {
                problems.push(format!("{}:{}: `{name}!`", source.file, pair[0].line));
            }
        }
    }
    none(
        &problems,
        "`text` to `check` do no input or output; `report` writes to the writer it is given",
    );
}

#[test]
fn the_layer_test_sees_every_kind_of_import() {
    let seen = |code: &str| {
        let source = Source {
            file: "src/fact/x.rs".into(),
            module: module_of("src/fact/x.rs"),
            tokens: without_tests(&tokens(code)).0,
        };
        upward(&source).len()
    };
    for bad in [
        "use crate::report::Report;",
        "use crate::{text::Span, report};",
        "use crate::{text::{Span, fold}, check::{Finding as F, Level}};",
        "use crate::report as text;",
        "fn f() { let x: crate::compare::Group = y; }",
        "use super::super::check::Finding;",
        "use super::super::{value, check};",
        "mod inner { use super::super::super::report::View; }",
        "fn f() { g(super::super::report::visible(t)) }",
        "pub use crate::cases::*;",
        "use crate as root;",
        "use crate::Settings;",
        "use claimdiff::report;",
    ] {
        assert_ne!(seen(bad), 0, "{bad}");
    }
    for good in [
        "use crate::text::Span; pub(crate) fn f() {}",
        "use super::super::lang::{Sense, self}; // crate::report",
        "const A: &str = \"crate::report\"; pub(super) struct B;",
        "#[cfg(test)] mod tests { use crate::report::View; }",
        "mod inner { use super::super::phrase; use self::x; }",
    ] {
        assert_eq!(seen(good), 0, "{good}");
    }
}

// ---- registries ------------------------------------------------------------------------------------------------------------

/// The entries `&file::Type` of the list `name` in a `mod.rs`.
fn registered(file: &str, name: &str) -> Vec<(String, String)> {
    let tokens = tokens(&read(file));
    let start = tokens.windows(2).position(|w| w[0].is_ident("static") && w[1].is_ident(name));
    let start = start.unwrap_or_else(|| panic!("{file} has no list {name}"));
    let end = start + tokens[start..].iter().position(|t| t.is(';')).expect("the list ends");
    let entry = |w: &[Token]| {
        let path = w[0].is('&') && w[2].kind == Kind::Colons;
        Some((w[1].ident().filter(|_| path)?.to_owned(), w[3].ident()?.to_owned()))
    };
    tokens[start..end].windows(4).filter_map(entry).collect()
}

/// The types of `folder` that implement `face`, with the file that they stand in.
fn implementors(folder: &str, face: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for source in sources().iter().filter(|s| s.module.len() > 1 && s.module[0] == folder) {
        for w in source
            .tokens
            .windows(4)
            .filter(|w| w[0].is_ident("impl") && w[1].is_ident(face) && w[2].is_ident("for"))
        {
            found.insert((source.module[1].clone(), w[3].ident().expect("a type").to_owned()));
        }
    }
    found
}

/// Asserts that the lists hold every implementor once, and that file names and ids are one.
fn registry(folder: &str, face: &str, lists: &[(&str, Vec<&str>)]) {
    let file = format!("src/{folder}/mod.rs");
    let (mut all, mut problems) = (BTreeSet::new(), Vec::new());
    for (list, ids) in lists {
        let entries = registered(&file, list);
        assert_eq!(entries.len(), ids.len(), "{list} is read from {file}");
        let mut seen = BTreeSet::new();
        for ((module, name), id) in entries.iter().zip(ids) {
            let kebab = module.replace('_', "-");
            // A format of figures alone may share the id of a format of findings.
            let of_figures = kebab.strip_prefix("facts-").filter(|_| list.starts_with("FACT"));
            if kebab != *id && of_figures != Some(*id) {
                problems.push(format!("src/{folder}/{module}.rs calls itself `{id}`"));
            }
            if !seen.insert(*id) {
                problems.push(format!("{list}: `{id}` comes twice"));
            }
            all.insert((module.clone(), name.clone()));
        }
    }
    let written = implementors(folder, face);
    problems.extend(
        written
            .difference(&all)
            .map(|(m, t)| format!("src/{folder}/{m}.rs: `{t}` is in no list of {file}")),
    );
    problems.extend(
        all.difference(&written)
            .map(|(m, t)| format!("{file} lists `{m}::{t}`, which is no {face}")),
    );
    none(&problems, "one file a thing, its name the id, and each in its list");
}

#[test]
fn every_check_is_registered() {
    let ids = claimdiff::check::CHECKS.iter().map(|c| c.id()).collect();
    registry("check", "Check", &[("CHECKS", ids)]);
}

#[test]
fn every_output_format_is_registered() {
    use claimdiff::report::{FACT_FORMATS, FORMATS};
    let lists = [("FORMATS", FORMATS), ("FACT_FORMATS", FACT_FORMATS)];
    registry(
        "report",
        "Format",
        &lists.map(|(name, list)| (name, list.iter().map(|f| f.id()).collect())),
    );
}

#[test]
fn every_input_format_is_registered() {
    use claimdiff::source::FORMATS;
    registry("source", "Format", &[("FORMATS", FORMATS.iter().map(|f| f.id()).collect())]);
    let extensions: Vec<&str> = FORMATS.iter().flat_map(|f| f.extensions()).copied().collect();
    let distinct: BTreeSet<&str> = extensions.iter().copied().collect();
    assert_eq!(distinct.len(), extensions.len(), "two formats claim one extension: {extensions:?}");
}

#[test]
fn every_check_explains_itself() {
    for check in claimdiff::check::CHECKS {
        for part in ["Looks for", "Why it matters:", "Example:", "What it cannot see:"] {
            assert!(check.doc().contains(part), "{}: no `{part}` in its doc", check.id());
        }
    }
}

// ---- no natural language in the code ---------------------------------------------------------------------------------------

/// The languages: folders of `rules/` with a `language.toml`.
fn languages() -> Vec<String> {
    let folder =
        |f: &String| Some(f.strip_prefix("rules/")?.strip_suffix("/language.toml")?.to_owned());
    let found: Vec<String> = repository().iter().filter_map(folder).collect();
    assert!(found.len() >= 2, "the languages are found");
    found
}

/// Every word and phrase of a rule file, folded: all strings in arrays.
fn forms(value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(items) => {
            found.extend(items.iter().filter_map(toml::Value::as_str).map(fold));
            for item in items {
                forms(item, found);
            }
        }
        toml::Value::Table(table) => table.iter().for_each(|(_, item)| forms(item, found)),
        _ => {}
    }
}

/// Names of values and slots in the contract of the reports. They are ids, and some of them happen to be English words. A word
/// may stand here only if a reader of `--format json` sees it.
const CONTRACT: &[&str] = &["age", "count", "duration", "percent", "restriction", "share"];

#[test]
fn no_literal_is_a_word_of_a_language() {
    let mut words = BTreeSet::new();
    for file in repository() {
        let in_language = languages().iter().any(|l| file.starts_with(&format!("rules/{l}/")));
        if in_language && !file.contains("/cases/") && is_toml(&file) {
            let value: toml::Value =
                toml::from_str(&read(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            forms(&value, &mut words);
        }
    }
    assert!(words.contains("soldier") && words.contains("soldat"), "the words are found");
    let mut problems = Vec::new();
    for source in sources().iter().filter(|s| WORDLESS.contains(&s.layer())) {
        let docs: Vec<_> = functions(&source.tokens)
            .into_iter()
            .filter(|f| matches!(f.name, "doc" | "name" | "id"))
            .collect();
        for (idx, token) in source.tokens.iter().enumerate() {
            let Kind::Text(text) = &token.kind else { continue };
            let exempt =
                docs.iter().any(|f| f.tokens.contains(&idx)) || CONTRACT.contains(&text.as_str());
            if text.chars().count() >= 3 && !exempt && words.contains(&fold(text.trim())) {
                problems.push(format!("{}:{}: \"{text}\"", source.file, token.line));
            }
        }
    }
    none(&problems, "words of a language stand in rules/ and nowhere else");
}

#[test]
fn no_code_names_a_language() {
    let mut tags: BTreeSet<String> = languages().into_iter().collect();
    tags.extend(["de", "en", "fr", "nl", "es", "pt", "pl", "ru", "uk", "sv"].map(str::to_owned));
    let algorithms =
        ["German", "English", "French", "Dutch", "Spanish", "Russian", "Swedish", "Portuguese"];
    let mut problems = Vec::new();
    for source in sources() {
        for (idx, token) in source.tokens.iter().enumerate() {
            let at = || format!("{}:{}", source.file, token.line);
            match &token.kind {
                Kind::Text(text) => {
                    let primary = text.split(['-', '_']).next().unwrap_or_default().to_lowercase();
                    let is_tag = text.len() == primary.len()
                        || text[primary.len() + 1..].chars().all(char::is_alphanumeric);
                    if tags.contains(&primary) && is_tag {
                        problems.push(format!("{}: \"{text}\"", at()));
                    }
                }
                Kind::Ident(name)
                    if algorithms.contains(&name.as_str())
                        && idx > 0
                        && source.tokens[idx - 1].kind == Kind::Colons =>
                {
                    problems.push(format!("{}: `::{name}`", at()));
                }
                _ => {}
            }
        }
    }
    none(&problems, "`src/` names no language: stemmers and tags stand in the pack");
}

// ---- sizes -----------------------------------------------------------------------------------------------------------------

#[test]
#[allow(clippy::print_stdout, reason = "what is only long is told, not forbidden")]
fn files_and_functions_are_short() {
    let mut problems = Vec::new();
    for source in sources() {
        match code_lines(&source.tokens) {
            n if n > 500 => {
                problems.push(format!("{}: {n} lines of code, at most 500", source.file));
            }
            n if n > 300 => println!("{}: {n} lines of code, better below 300", source.file),
            _ => {}
        }
        for function in functions(&source.tokens) {
            let at = format!("{}:{}: `{}`", source.file, function.line, function.name);
            match function.n_lines {
                n if n > 60 => problems.push(format!("{at} has {n} lines, at most 60")),
                n if n > 45 => println!("{at} has {n} lines, better below 45"),
                _ => {}
            }
        }
    }
    none(&problems, "files and functions that one can read");
}

// ---- rules -----------------------------------------------------------------------------------------------------------------

#[test]
fn every_rule_file_is_read_and_every_case_file_has_cases() {
    let files: Vec<String> =
        repository().into_iter().filter(|f| f.starts_with("rules/") && is_toml(f)).collect();
    let embedded: BTreeSet<String> =
        claimdiff::lang::embedded().into_iter().map(|f| f.path).collect();
    let mut problems = Vec::new();
    for file in &files {
        let path = file.trim_start_matches("rules/");
        if !embedded.contains(path) {
            problems.push(format!("{file} is not in the binary"));
        }
        match toml::from_str::<toml::Table>(&read(file)) {
            Err(error) => problems.push(format!("{file}: {error}")),
            Ok(table) if path.contains("/cases/") => {
                let n_cases = table.get("case").and_then(toml::Value::as_array).map_or(0, Vec::len);
                if n_cases == 0 {
                    problems.push(format!("{file}: no [[case]]"));
                }
            }
            Ok(table) if table.is_empty() => problems.push(format!("{file}: empty")),
            Ok(_) => {}
        }
        let first = read(file).lines().next().unwrap_or_default().to_owned();
        if !first.starts_with('#') {
            problems.push(format!("{file}: opens without a comment that says what it holds"));
        }
    }
    assert_eq!(embedded.len(), files.len(), "the binary holds the rule files of the folder");
    none(&problems, "rule files are whole");
}

#[test]
fn every_rule_file_is_known() {
    const FILES: &[&str] = &[
        "language",
        "numbers",
        "units",
        "calendar",
        "bounds",
        "identifiers",
        "concepts",
        "events",
        "places",
        "clauses",
        "speech",
        "scope",
        "reference",
    ];
    const SHARED: &[&str] = &["units", "currencies", "concepts", "events", "places", "holidays"];
    let mut problems = Vec::new();
    for file in repository().iter().filter(|f| f.starts_with("rules/") && is_toml(f)) {
        let parts: Vec<&str> = file.trim_end_matches(".toml").split('/').skip(1).collect();
        let known = match parts[..] {
            ["shared", name] => SHARED.contains(&name),
            [_, name] => FILES.contains(&name),
            [_, "cases", _] => true,
            _ => false,
        };
        if !known {
            problems.push(format!("{file}: no loader reads it"));
        }
    }
    none(&problems, "a misnamed rule file would be silently without effect");
}

/// The ids of the entries `key` of a rule file.
fn ids(file: &str, key: &str) -> BTreeSet<String> {
    let table: toml::Table =
        toml::from_str(&read(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let entries = table.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
    entries.iter().filter_map(|e| e.get("id")?.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_concept_has_words_in_every_language() {
    let shared = ids("rules/shared/concepts.toml", "concept");
    assert!(shared.len() > 100, "the concepts are found");
    let mut problems = Vec::new();
    for language in languages() {
        let file = format!("rules/{language}/concepts.toml");
        if root().join(&file).exists() {
            let named = ids(&file, "concept");
            problems
                .extend(shared.difference(&named).map(|id| format!("{file}: no words for `{id}`")));
        }
    }
    none(&problems, "a concept that one language cannot name never matches across languages");
}

#[test]
fn every_unit_has_words_or_a_symbol() {
    let table: toml::Table = toml::from_str(&read("rules/shared/units.toml")).expect("valid TOML");
    let units = table["unit"].as_array().expect("a list of units");
    let has_symbol = |u: &toml::Value| {
        u.get("symbols").and_then(toml::Value::as_array).is_some_and(|s| !s.is_empty())
    };
    let mut named = BTreeSet::new();
    for language in languages() {
        named.extend(ids(&format!("rules/{language}/units.toml"), "unit"));
    }
    let id = |u: &toml::Value| u["id"].as_str().expect("an id").to_owned();
    let mute: Vec<String> =
        units.iter().filter(|u| !has_symbol(u)).map(id).filter(|id| !named.contains(id)).collect();
    none(&mute, "a unit that nobody can write is no unit");
}

// ---- the repository --------------------------------------------------------------------------------------------------------

#[test]
fn the_top_level_holds_what_belongs_there() {
    const FILES: &[&str] =
        &["Cargo.toml", "Cargo.lock", "README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];
    const FOLDERS: &[&str] = &["src", "rules", "tests", "examples", "benches", "fuzz"];
    let mut problems = BTreeSet::new();
    for file in repository() {
        let allowed = match file.split_once('/') {
            Some((folder, _)) => folder.starts_with('.') || FOLDERS.contains(&folder),
            None => file.starts_with('.') || FILES.contains(&file.as_str()),
        };
        if !allowed {
            problems.insert(file.split('/').next().unwrap_or_default().to_owned());
        }
    }
    none(&Vec::from_iter(problems), "the top level stays small");
}

#[test]
fn nothing_names_a_machine_or_a_registry() {
    let folders = ["tmp", "work", "home", "root", "Users", "var/folders"].map(|f| format!("/{f}/"));
    let hosts = ["sparse+", "artifactory", "replace-with ="];
    let mut problems = Vec::new();
    for file in repository().iter().filter(|f| *f != "tests/tidy.rs") {
        let Ok(text) = fs::read_to_string(root().join(file)) else { continue };
        for (n, line) in (1..).zip(text.lines()) {
            let absolute = |folder: &String| {
                line.match_indices(folder.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-~*}>)".contains(c))
                })
            };
            if folders.iter().any(absolute) {
                problems.push(format!("{file}:{n}: an absolute path of one machine"));
            }
            if hosts.iter().any(|host| line.contains(host)) {
                problems.push(format!("{file}:{n}: a registry or mirror"));
            }
        }
    }
    let index = "registry+https://github.com/rust-lang/crates.io-index";
    let lock: toml::Table = toml::from_str(&read("Cargo.lock")).expect("valid TOML");
    for package in lock["package"].as_array().expect("a list of packages") {
        if package.get("source").is_some_and(|source| source.as_str() != Some(index)) {
            problems.push(format!("Cargo.lock: {} comes from elsewhere", package["name"]));
        }
    }
    none(&problems, "the repository works on every machine");
}

#[test]
fn no_test_is_ignored_and_every_test_asserts() {
    let mut problems = Vec::new();
    let helpers: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("src", ["assert", "debug_assert", "panic", "expect", "snapshot", "read_one"].as_slice()),
        ("tests", &["assert", "panic", "none", "registry", "expect", "survives"]),
    ]);
    for file in repository()
        .iter()
        .filter(|f| (f.starts_with("src/") || f.starts_with("tests/")) && is_rust(f))
    {
        let tokens = tokens(&read(file));
        for (idx, token) in tokens.iter().enumerate() {
            let attribute = idx > 1 && tokens[idx - 1].is('[') && tokens[idx - 2].is('#');
            if attribute && token.is_ident("ignore") {
                problems.push(format!("{file}:{}: an ignored test", token.line));
            }
            if attribute && token.is_ident("test") {
                let function = functions(&tokens[idx..]).into_iter().min_by_key(|f| f.tokens.start);
                let Some(function) = function else { continue };
                let body = &tokens[idx..][function.tokens.clone()];
                let known = helpers[if file.starts_with("src/") { "src" } else { "tests" }];
                let asserts = |t: &Token| {
                    t.ident().is_some_and(|name| known.iter().any(|k| name.starts_with(k)))
                };
                if !body.iter().any(asserts) {
                    problems.push(format!(
                        "{file}:{}: `{}` asserts nothing",
                        function.line, function.name
                    ));
                }
            }
        }
    }
    none(&problems, "every test can fail");
}

#[test]
fn paths_are_spelled_out() {
    let module = ["a".to_owned(), "b".to_owned()];
    let found = |code: &str| -> Vec<String> {
        paths(&tokens(code), &module)
            .into_iter()
            .map(|p| p.segments.join("::"))
            .filter(|p| p.contains("::"))
            .collect()
    };
    assert_eq!(
        found("use crate::{x, y::{self, z as w}};"),
        ["crate::x", "crate::y", "crate::y::z"]
    );
    assert_eq!(found("f(super::q(1), self::r)"), ["crate::a::q", "crate::a::b::r"]);
    assert_eq!(
        found("r#\"crate::s\"# /* crate::t */ 'x' \"\\\"crate::u\" b'c'"),
        Vec::<String>::new()
    );
    let file: PathBuf = root().join("src/lib.rs");
    assert_eq!(inside(&file), "src/lib.rs");
}
