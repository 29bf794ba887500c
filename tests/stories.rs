//! Stories: a few short articles and the findings expected of them, one Markdown file each, in `tests/stories/<check-id>/`.
//!
//! A story is prose that says why, every article in a fenced block named `name.<language>.txt` (with its publication day behind
//! the name, where it has one), and a block `findings` that quotes the figures:
//!
//! ```text
//! conflict value-conflict
//!   pentagon.de.txt "10.000 Soldaten"
//!   nato.en.txt     "12,000 troops"
//! ```
//!
//! or says `none`. An entry `group` in it names figures that must stand in one group, whether or not they clash. A quote stands
//! once in its article and holds one figure. Every story runs all checks. `BLESS=1 cargo test --test stories` rewrites the
//! findings, but never of a story in `known-wrong-stories.txt`: there the story is right and the tool is not yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use claimdiff::check::CHECKS;
use claimdiff::fact::FactId;
use claimdiff::lang::Rules;
use claimdiff::report::Report;
use claimdiff::text::{Document, Span};
use claimdiff::{Settings, check};

#[path = "stories/story.rs"]
mod story;

use story::{Entry, Story};

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::load(Vec::new()).expect("the rules in the binary are valid"))
}

fn tests() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

/// All stories by id (`value-conflict/part_of_total`), in order.
fn stories() -> BTreeMap<String, (PathBuf, Story)> {
    let mut all = BTreeMap::new();
    for path in story::files(&tests().join("stories")) {
        let text = fs::read_to_string(&path).expect("a story can be read");
        let folder = path
            .parent()
            .and_then(Path::file_name)
            .expect("a folder")
            .to_string_lossy()
            .into_owned();
        let id = format!("{folder}/{}", path.file_stem().expect("a name").to_string_lossy());
        let story = Story::parse(&text).unwrap_or_else(|problem| panic!("{id}: {problem}"));
        all.insert(id, (path, story));
    }
    assert!(all.len() >= 20, "the stories are found");
    all
}

/// A figure of a story: article and bytes.
type Place = (usize, Span);

/// Findings or groups as places, comparable whatever their order.
type Found = BTreeSet<(String, BTreeSet<Place>)>;

fn run(story: &Story) -> Report {
    let documents = story.articles.iter().map(|article| {
        let mut document = Document::plain(article.name.as_str(), article.text.as_str());
        document.meta.published.clone_from(&article.published);
        document
    });
    check(documents.collect(), rules(), &Settings::default())
}

fn place(report: &Report, fact: FactId) -> Place {
    let fact = &report.facts[fact.0 as usize];
    (fact.doc.0 as usize, fact.mention.span)
}

/// What the tool finds: one entry a finding, headed by level and check.
fn found(report: &Report) -> Found {
    let entry = |f: &claimdiff::check::Finding| {
        let facts = f.sides.iter().flat_map(|s| &s.facts);
        (format!("{} {}", f.level.name(), f.check), facts.map(|&id| place(report, id)).collect())
    };
    report.findings.iter().map(entry).collect()
}

/// The figures that an entry quotes; a quote in which no figure is read stands as its own bytes, and so fits nothing.
fn places(story: &Story, report: &Report, entry: &Entry) -> Result<BTreeSet<Place>, String> {
    let mut all = BTreeSet::new();
    for (name, quote) in &entry.quotes {
        let (idx, span) = story.locate(name, quote)?;
        let inside = report
            .facts
            .iter()
            .filter(|f| f.doc.0 as usize == idx && span.contains(f.mention.span));
        let inside: Vec<Span> = inside.map(|f| f.mention.span).collect();
        match inside[..] {
            [] => all.insert((idx, span)),
            [only] => all.insert((idx, only)),
            _ => {
                return Err(format!(
                    "{name}: \"{quote}\" holds {} figures, quote one",
                    inside.len()
                ));
            }
        };
    }
    Ok(all)
}

/// What is wrong with the findings of a story; `None` where all is well. `Err`: the story itself is wrong.
fn judge(story: &Story, report: &Report) -> Result<Option<String>, String> {
    for (article, language) in story.articles.iter().zip(&report.languages) {
        let named = article.name.trim_end_matches(".txt").rsplit('.').next();
        if named != language.as_deref() {
            return Ok(Some(format!("{} is read as {language:?}", article.name)));
        }
    }
    let mut expected = Found::new();
    let mut problems = String::new();
    for entry in &story.entries {
        let places = places(story, report, entry)?;
        if entry.head != story::GROUP {
            expected.insert((entry.head.clone(), places));
        } else if !report
            .groups
            .iter()
            .any(|g| places.iter().all(|p| g.facts.iter().any(|&f| place(report, f) == *p)))
        {
            let _ = writeln!(
                problems,
                "no group holds {}",
                entry.quotes.iter().map(|q| q.1.as_str()).collect::<Vec<_>>().join(" and ")
            );
        }
    }
    if expected != found(report) {
        let _ = writeln!(
            problems,
            "expected:\n{}found:\n{}",
            story.shown(&expected),
            story.shown(&found(report))
        );
    }
    Ok((!problems.is_empty()).then_some(problems))
}

#[test]
fn every_story_ends_as_it_should() {
    let bless = std::env::var_os("BLESS").is_some();
    let list = tests().join("known-wrong-stories.txt");
    let text = fs::read_to_string(&list).expect("the list is there");
    assert!(text.lines().is_sorted(), "known-wrong-stories.txt is sorted");
    let mut known: BTreeSet<&str> = text.lines().collect();
    let (mut problems, mut rest) = (Vec::new(), String::new());
    for (id, (path, story)) in stories() {
        let report = run(&story);
        let verdict = match judge(&story, &report) {
            Ok(verdict) => verdict,
            Err(problem) => {
                problems.push(format!("{id}: the story is wrong: {problem}"));
                continue;
            }
        };
        match (verdict, known.remove(id.as_str())) {
            (None, true) if bless => {}
            (None, true) => problems.push(format!("{id} ends well now, take it off the list")),
            (Some(_), true) => rest.extend([&id, "\n"]),
            (Some(_), false) if bless => story.rewrite(&path, &found(&report)),
            (Some(problem), false) => problems.push(format!("{id}: {problem}")),
            (None, false) => {}
        }
    }
    if bless {
        fs::write(&list, rest).expect("the list can be written");
    }
    problems.extend(known.iter().map(|id| format!("no such story, take it off the list: {id}")));
    assert!(
        problems.is_empty(),
        "{}\n{} problems with the stories",
        problems.join("\n"),
        problems.len()
    );
}

/// Each check has a story in which it fires and one in which all checks rightly keep quiet or another one speaks.
#[test]
fn every_check_has_a_story_and_a_trap() {
    let stories = stories();
    for check in CHECKS {
        let own = stories.iter().filter(|(id, _)| id.split('/').next() == Some(check.id()));
        let fires = |story: &Story| {
            story.entries.iter().any(|e| e.head.split(' ').nth(1) == Some(check.id()))
        };
        let (yes, no): (Vec<_>, Vec<_>) =
            own.map(|(_, (_, story))| story).partition(|story| fires(story));
        assert!(
            !yes.is_empty() && !no.is_empty(),
            "{}: {} stories, {} traps",
            check.id(),
            yes.len(),
            no.len()
        );
    }
    let known = |id: &str| CHECKS.iter().any(|c| Some(c.id()) == id.split('/').next());
    let strays: Vec<&String> = stories.keys().filter(|id| !known(id)).collect();
    assert!(strays.is_empty(), "folders of stories are named after checks: {strays:?}");
}

/// Order of the articles changes the order of the findings and nothing else.
#[test]
fn stories_end_alike_in_any_order() {
    let mut problems = Vec::new();
    for (id, (_, story)) in stories() {
        let named = |story: &Story| -> BTreeSet<(String, BTreeSet<(String, Span)>)> {
            let name = |(idx, span): Place| (story.articles[idx].name.clone(), span);
            found(&run(story))
                .into_iter()
                .map(|(head, places)| (head, places.into_iter().map(name).collect()))
                .collect()
        };
        let mut turned = story.clone();
        turned.articles.reverse();
        if named(&story) != named(&turned) {
            problems.push(id);
        }
    }
    assert!(problems.is_empty(), "the order of the articles changes the findings of {problems:?}");
}

#[test]
fn a_story_that_is_malformed_says_where() {
    let article = "```a.en.txt 2024-10-29\nTen of 10 men.\n```\n";
    let parse = |findings: &str| {
        Story::parse(&format!("# T\n\nWhy.\n\n{article}\n```findings\n{findings}```\n"))
    };
    let good = parse("conflict value-conflict\n  a.en.txt \"of 10\"\n  a.en.txt \"Ten\"\n")
        .expect("a story");
    assert_eq!(good.articles[0].published.as_deref(), Some("2024-10-29"));
    assert_eq!((good.entries.len(), good.entries[0].quotes.len()), (1, 2));
    assert_eq!(good.locate("a.en.txt", "10").expect("it stands there").1, Span::new(7, 9));
    assert!(good.locate("a.en.txt", "n").expect_err("twice").contains("2 times"));
    assert!(good.locate("b.en.txt", "n").expect_err("no such article").contains("b.en.txt"));
    assert!(parse("none\n").expect("a story").entries.is_empty());
    assert!(parse("").expect_err("nothing said").contains("none"));
    assert!(parse("  a.en.txt \"10\"\n").expect_err("no head").contains("head"));
    assert!(
        parse("conflict value-conflict\n  a.en.txt 10\n").expect_err("no quote").contains("line")
    );
    assert!(Story::parse("# T\n\nWhy.\n").expect_err("no article").contains("article"));
    assert!(Story::parse(article).expect_err("no findings").contains("findings"));
}
