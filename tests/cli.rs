//! The command line: arguments, streams, files and the exit status, as data in `tests/cli/*.toml`; and the contract of the JSON
//! report, held against every story, set and example. What the examples print is in `tests/examples.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, OnceLock};

use claimdiff::check::CHECKS;
use claimdiff::lang::Rules;
use claimdiff::report::{FORMATS, View};
use claimdiff::text::Document;
use claimdiff::{Settings, check, source};
use serde::Deserialize;
use serde_json::Value;

#[path = "stories/story.rs"]
#[allow(dead_code, reason = "only the articles are read here")]
mod story;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::load(Vec::new()).expect("the rules in the binary are valid"))
}

// ---- cases as data ---------------------------------------------------------------------------------------------------------

/// `tests/cli/*.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// One run of the command in a folder of its own. A run that fails writes nothing to standard output; one that does not fail
/// writes nothing to standard error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    args: Vec<String>,
    status: i32,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    stdin: String,
    /// Parts that stand in it, in this order.
    #[serde(default)]
    stdout: Vec<String>,
    #[serde(default)]
    stdout_lacks: Vec<String>,
    #[serde(default)]
    stdout_is: Option<String>,
    /// Number of lines.
    #[serde(default)]
    lines: Option<usize>,
    #[serde(default)]
    stderr: Vec<String>,
    /// Parts of the files that are there after the run.
    #[serde(default)]
    wrote: BTreeMap<String, Vec<String>>,
    /// Colours are expected.
    #[serde(default)]
    color: bool,
}

impl Case {
    fn run(&self) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in &self.files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let out = run(folder.path(), &args, &self.env, self.stdin.as_bytes());
        let mut problems = self.judge(&out);
        for (name, parts) in &self.wrote {
            let text = fs::read_to_string(folder.path().join(name)).unwrap_or_default();
            problems.extend(missing(parts, &text).map(|part| format!("no `{part}` in {name}")));
        }
        if !problems.is_empty() {
            let shown = |bytes: &[u8]| {
                let text: String = String::from_utf8_lossy(bytes).chars().take(MOST).collect();
                text.escape_debug().to_string().replace("\\n", "\n    ")
            };
            problems.push(format!(
                "status {:?}\n  stdout:\n    {}\n  stderr:\n    {}",
                out.status.code(),
                shown(&out.stdout),
                shown(&out.stderr)
            ));
        }
        problems
    }

    fn judge(&self, out: &Output) -> Vec<String> {
        let mut problems = Vec::new();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap_or_default();
        let (stdout, stderr) = (text(&out.stdout), text(&out.stderr));
        if out.status.code() != Some(self.status) {
            problems.push(format!("the status should be {}", self.status));
        }
        problems
            .extend(missing(&self.stdout, &stdout).map(|part| format!("no `{part}` in stdout")));
        problems
            .extend(missing(&self.stderr, &stderr).map(|part| format!("no `{part}` in stderr")));
        for part in self.stdout_lacks.iter().filter(|part| stdout.contains(part.as_str())) {
            problems.push(format!("`{}` in stdout", part.escape_debug()));
        }
        if self.stdout_is.as_ref().is_some_and(|expected| *expected != stdout) {
            problems.push("stdout is another".into());
        }
        if self.lines.is_some_and(|n| n != stdout.lines().count()) {
            problems.push(format!("stdout has {} lines", stdout.lines().count()));
        }
        match self.status {
            2 if !stdout.is_empty() => problems.push("a run that fails writes to stdout".into()),
            0 | 1 if !stderr.is_empty() => {
                problems.push("a run that does not fail writes to stderr".into());
            }
            _ => {}
        }
        let raw = self.args[0] == "text" || self.color;
        if let Some(c) = format!("{stdout}{stderr}").chars().find(|&c| !raw && steers(c)) {
            problems.push(format!("{} reaches the terminal", c.escape_unicode()));
        }
        problems
    }
}

/// Characters of an output that a failure shows.
const MOST: usize = 2000;

/// The parts that do not stand in `text` behind those before them.
fn missing<'a>(parts: &'a [String], text: &'a str) -> impl Iterator<Item = &'a String> {
    let mut rest = text;
    parts.iter().filter(move |part| match rest.find(part.as_str()) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            false
        }
        None => true,
    })
}

/// A character that a terminal obeys instead of showing it.
fn steers(c: char) -> bool {
    let is_bidi = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && c != '\n') || is_bidi
}

/// Runs the command in `folder`, with nothing of the environment that bears on it.
fn run(folder: &Path, args: &[&str], env: &BTreeMap<String, String>, stdin: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimdiff"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command.args(args).envs(env).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // A run that does not read it may have ended by now.
    let _ = child.stdin.take().expect("it is piped").write_all(stdin);
    child.wait_with_output().expect("the command ends")
}

#[test]
fn every_case_ends_as_it_should() {
    let mut cases = Vec::new();
    for path in sorted(&root().join("tests/cli"), "toml") {
        let text = fs::read_to_string(&path).expect("a file of cases");
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        let read: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        cases.extend(read.case.into_iter().map(|case| (file.clone(), case)));
    }
    assert!(cases.len() >= 50, "the cases are found");
    let names: BTreeSet<_> = cases.iter().map(|(file, case)| (file, &case.name)).collect();
    assert_eq!(names.len(), cases.len(), "two cases of one name");
    let (next, problems) = (Mutex::new(cases.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some((file, case)) = next.lock().expect("no panic inside").next() else {
                        break;
                    };
                    let found = case.run();
                    if !found.is_empty() {
                        problems.lock().expect("no panic inside").push(format!(
                            "{file}: {}:\n  {}",
                            case.name,
                            found.join("\n  ")
                        ));
                    }
                }
            });
        }
    });
    let problems = problems.into_inner().expect("no panic inside");
    assert!(
        problems.is_empty(),
        "{}\n\n{} of {} cases",
        problems.join("\n\n"),
        problems.len(),
        cases.len()
    );
}

/// The files of a folder with this extension, in order.
fn sorted(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut all: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    all.retain(|path| path.extension().is_some_and(|e| e == extension));
    all.sort();
    all
}

// ---- what needs more than a pattern ----------------------------------------------------------------------------------------

fn here(args: &[&str]) -> Output {
    run(root(), args, &BTreeMap::new(), b"")
}

#[test]
fn every_check_is_explained() {
    for check in CHECKS {
        let out = here(&["explain", check.id()]);
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        assert_eq!((out.status.code(), out.stderr.len()), (Some(0), 0), "{}", check.id());
        assert!(text.starts_with(check.id()) && text.contains("What it cannot see"), "{text}");
    }
}

/// The rules test is the one of the library: status and counts are the same.
#[test]
fn the_rules_are_tested() {
    let out = here(&["rules", "test"]);
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    let report = claimdiff::test_cases(rules());
    let failed = report
        .results
        .iter()
        .filter(|r| matches!(r.outcome, claimdiff::Outcome::Noisy | claimdiff::Outcome::Missing))
        .count();
    assert_eq!(out.status.code(), Some(i32::from(failed > 0)), "{text}");
    let last = text.lines().last().expect("a summary");
    assert!(last.starts_with(&format!("{} cases: ", report.results.len())), "{last}");
}

/// A reader that goes away ends the run quietly, whatever was found.
#[test]
fn a_broken_pipe_is_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |k: usize| format!("In town {k} there were {} dogs.\n", k + 1000);
    let article = (0..4000).map(line).collect::<Vec<_>>().concat();
    fs::write(folder.path().join("a.txt"), article).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimdiff"));
    command.args(["facts", "--format", "jsonl", "a.txt"]).current_dir(folder.path());
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    drop(child.stdout.take());
    let out = child.wait_with_output().expect("the command ends");
    assert_eq!((out.status.code(), String::from_utf8_lossy(&out.stderr).as_ref()), (Some(0), ""));
}

/// All sets of articles that the repository holds: stories, sets with gold, examples.
fn sets() -> Vec<(String, Vec<Document>)> {
    let mut all = Vec::new();
    for path in story::files(&root().join("tests/stories")) {
        let story =
            story::Story::parse(&fs::read_to_string(&path).expect("a story")).expect("a story");
        let documents =
            story.articles.iter().map(|a| Document::plain(a.name.as_str(), a.text.as_str()));
        all.push((path.display().to_string(), documents.collect()));
    }
    for folder in ["tests/sets", "examples"].map(|f| root().join(f)) {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|e| e.expect("an entry").path()).filter(|path| path.is_dir()) {
            let files: Vec<PathBuf> =
                ["txt", "md", "html", "jsonl"].iter().flat_map(|e| sorted(&path, e)).collect();
            let files =
                files.iter().filter(|f| !f.ends_with("expected.txt") && !f.ends_with("README.md"));
            let read = |f: &PathBuf| {
                source::read(&f.display().to_string(), &fs::read(f).expect("a file"))
                    .expect("an article")
            };
            all.push((path.display().to_string(), files.flat_map(read).collect()));
        }
    }
    all
}

/// The JSON report of a set.
fn json(documents: Vec<Document>) -> Value {
    let report = check(documents, rules(), &Settings::default());
    let format = FORMATS.iter().find(|f| f.id() == "json").expect("there is such a format");
    let mut bytes = Vec::new();
    format.write(&report, &View::default(), &mut bytes).expect("a vector takes all bytes");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[test]
fn every_json_report_keeps_the_schema_and_the_contract() {
    let out = here(&["schema"]);
    assert_eq!(out.status.code(), Some(0));
    let schema: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
    assert!(
        !validator.is_valid(&serde_json::json!({"schema_version": 1})),
        "the schema asks for something"
    );
    let mut problems = Vec::new();
    let mut n_findings = 0;
    for (name, documents) in sets() {
        let sources: Vec<(String, String)> =
            documents.iter().map(|d| (d.name.clone(), d.text.to_string())).collect();
        let report = json(documents);
        n_findings += report["findings"].as_array().map_or(0, Vec::len);
        problems.extend(
            validator.iter_errors(&report).map(|e| format!("{name}: {}: {e}", e.instance_path())),
        );
        problems.extend(
            contract(&report, &sources).into_iter().map(|problem| format!("{name}: {problem}")),
        );
    }
    assert!(n_findings > 10, "there is something to validate");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn strings(value: &Value) -> BTreeSet<&str> {
    value.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_str).collect()
}

/// What the schema cannot say: ids that resolve, quotes that stand where they should, counts that add up. `sources`: name and
/// text of plain documents.
#[allow(clippy::too_many_lines, reason = "one contract, field by field")]
fn contract(report: &Value, sources: &[(String, String)]) -> Vec<String> {
    let mut problems = Vec::new();
    let ids = |key: &str| -> BTreeSet<&str> {
        list(report, key).iter().filter_map(|v| v["id"].as_str()).collect()
    };
    let (documents, facts, groups) = (ids("documents"), ids("facts"), ids("groups"));
    for (key, n) in
        [("documents", documents.len()), ("facts", facts.len()), ("groups", groups.len())]
    {
        if n != list(report, key).len() || report["summary"][key] != n {
            problems.push(format!("ids or number of the {key}"));
        }
    }
    for fact in list(report, "facts") {
        let id = &fact["id"];
        let document = list(report, "documents").iter().find(|d| d["id"] == fact["document"]);
        let text = document
            .and_then(|d| sources.iter().find(|(name, _)| d["path"] == name.as_str()))
            .map(|(_, text)| text);
        let Some(text) = text else {
            problems.push(format!("fact {id} has no document"));
            continue;
        };
        let at = |key: &str| fact["span"][key].as_u64().unwrap_or(u64::MAX) as usize;
        let plain = document.is_some_and(|d| {
            d["path"].as_str().is_some_and(|p| Path::new(p).extension().is_some_and(|e| e == "txt"))
        });
        if plain {
            let quote = text.get(at("start")..at("end"));
            let line_start = text[..at("start").min(text.len())].rfind('\n').map_or(0, |n| n + 1);
            let line = text[..line_start].matches('\n').count() + 1;
            let column = text[line_start..]
                .get(..at("start") - line_start)
                .map_or(0, |l| l.chars().count() + 1);
            if quote != fact["quote"].as_str() || (at("line"), at("column")) != (line, column) {
                problems.push(format!("fact {id} stands elsewhere: {quote:?} in {line}:{column}"));
            }
        }
        let (low, high) = (&fact["value"]["low"], &fact["value"]["high"]);
        if fact["unread"] == true && !(low.is_null() && high.is_null()) {
            problems.push(format!("fact {id} is unread and has a value"));
        }
        if !strings(&fact["groups"]).is_subset(&groups) {
            problems.push(format!("fact {id} is in a group that is not there"));
        }
    }
    for group in list(report, "groups") {
        let members = strings(&group["facts"]);
        let back = |f: &&str| {
            list(report, "facts").iter().any(|v| {
                v["id"] == **f && strings(&v["groups"]).contains(group["id"].as_str().unwrap_or(""))
            })
        };
        if members.len() < 2 || !members.iter().all(back) {
            problems.push(format!("group {} and its facts", group["id"]));
        }
    }
    let checks: BTreeSet<&str> = CHECKS.iter().map(|c| c.id()).collect();
    for finding in list(report, "findings") {
        let code = finding["code"].as_str().unwrap_or_default();
        let sides: Vec<&str> =
            list(finding, "sides").iter().flat_map(|s| strings(&s["facts"])).collect();
        let distinct: BTreeSet<&str> = sides.iter().copied().collect();
        let pairs: BTreeSet<&str> =
            list(finding, "pairs").iter().flat_map(|p| strings(&p["facts"])).collect();
        let sound = checks.contains(code)
            && list(finding, "sides").len() >= 2
            && distinct.len() == sides.len()
            && distinct.is_subset(&facts)
            && pairs == distinct
            && strings(&finding["groups"]).is_subset(&groups);
        let rank = |v: &Value| ["note", "warning", "error"].iter().position(|s| *v == *s);
        let loudest = list(finding, "pairs").iter().map(|p| rank(&p["severity"])).max().flatten();
        if !sound || loudest != rank(&finding["severity"]) {
            problems.push(format!("finding {code} of {distinct:?}"));
        }
    }
    let coverage = |key: &str| report["summary"]["coverage"][key].as_u64().unwrap_or(0);
    if coverage("read") != facts.len() as u64
        || coverage("read")
            != coverage("grouped")
                + coverage("single")
                + coverage("not_compared")
                + coverage("unread")
    {
        problems.push(format!("coverage does not add up: {}", report["summary"]["coverage"]));
    }
    problems
}

/// The command writes what the library writes.
#[test]
fn the_command_and_the_library_agree() {
    let folder = root().join("tests/sets/hochwasser-tessnau");
    let out = run(&folder, &["check", "--format", "json", "."], &BTreeMap::new(), b"");
    let report: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let documents = sorted(&folder, "txt").into_iter().flat_map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        source::read(&name, &fs::read(path).expect("a file")).expect("an article")
    });
    assert_eq!(report, json(documents.collect()));
    let again = run(&folder, &["check", "--format", "json", "."], &BTreeMap::new(), b"");
    assert_eq!(out.stdout, again.stdout, "the same bytes every time");
}
