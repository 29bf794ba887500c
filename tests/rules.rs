//! The rule files: their cases hold, their mistakes are shown, and a language is data.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use claimdiff::lang::{RuleError, RuleFile, RuleId, Rules, detect};
use claimdiff::text::Document;
use claimdiff::{CaseResult, Outcome, Settings, check, facts, test_cases};
use miette::Diagnostic;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::load(Vec::new()).expect("the rules in the binary are valid"))
}

fn tests() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

// ---- cases -----------------------------------------------------------------------------------------------------------------

/// Every case holds, but for those in `known-missing.txt`. That list only shrinks: a case that holds again must leave it, and
/// `BLESS=1` takes it off; nothing but a hand adds one.
#[test]
fn every_case_holds() {
    let path = tests().join("known-missing.txt");
    let list = fs::read_to_string(&path).expect("the list is there");
    let known: Vec<&str> = list.lines().collect();
    assert!(known.is_sorted(), "known-missing.txt is sorted");
    let mut known: BTreeSet<&str> = known.into_iter().collect();
    let report = test_cases(rules());
    if std::env::var_os("BLESS").is_some() {
        let fails = report.results.iter().filter(|case| !holds(case.outcome)).map(line);
        let fails: BTreeSet<String> = fails.collect();
        known.retain(|line| fails.contains(*line));
        let rest: String = known.iter().flat_map(|line| [line, "\n"]).collect();
        fs::write(&path, rest).expect("the list can be written");
    }
    assert!(report.results.len() > 500, "the cases are found");
    let mut problems = Vec::new();
    for case in &report.results {
        let line = line(case);
        match (holds(case.outcome), known.remove(line.as_str())) {
            (true, true) => problems.push(format!("holds now, take it off the list: {line}")),
            (false, false) => problems.push(format!(
                "{}:{}: {:?}: {}\n    {}",
                case.file, case.line, case.outcome, case.text, case.detail
            )),
            _ => {}
        }
    }
    problems.extend(known.iter().map(|line| format!("no such case, take it off the list: {line}")));
    assert!(
        problems.is_empty(),
        "{}\n\n{} problems with the cases",
        problems.join("\n"),
        problems.len()
    );
}

/// A rule without an example is a guess.
#[test]
fn every_rule_is_made_to_fire_by_a_case() {
    let report = test_cases(rules());
    let idle: Vec<String> = (0u32..)
        .zip(rules().index.iter())
        .filter(|(idx, _)| !report.fired.contains(&RuleId(*idx)))
        .map(|(_, rule)| format!("{}:{}: {}", rule.file, rule.line, rule.name))
        .collect();
    assert!(rules().index.len() > 3000, "the rules are found");
    assert!(idle.is_empty(), "no case makes these fire:\n{}", idle.join("\n"));
}

fn holds(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Read | Outcome::Quiet)
}

/// A case as the list names it.
fn line(case: &CaseResult) -> String {
    format!("{}: {}", case.file, case.text)
}

#[test]
fn no_case_comes_twice_and_every_quote_stands_in_its_text() {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for case in rules().packs.iter().flat_map(|pack| pack.cases.iter()) {
        let place = format!("{}:{}", case.file, case.line);
        if !seen.insert((&case.text, &case.published)) {
            problems.push(format!("{place}: the case comes twice"));
        }
        for (quote, _) in case.reads.iter().filter(|(quote, _)| !case.text.contains(quote.as_str()))
        {
            problems.push(format!("{place}: `{quote}` does not stand in the text"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

// ---- mistakes --------------------------------------------------------------------------------------------------------------

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile { path: path.into(), text: text.into() }
}

/// A small, valid set of rules.
fn small() -> Vec<RuleFile> {
    vec![
        file(
            "shared/units.toml",
            "[[dimension]]\nid = \"length\"\nkind = \"measure\"\n\n[[unit]]\nid = \"metre\"\ndimension = \"length\"\nfactor = \"1\"\nsymbols = [\"m\"]\n",
        ),
        file("shared/concepts.toml", "[[concept]]\nid = \"person\"\ngloss = \"a human\"\n"),
        file(
            "xx/language.toml",
            "tag = \"xx\"\nname = \"X\"\ndecimal = \".\"\ngroup = [\",\"]\nabbreviations = []\nfunction_words = [\"lo\"]\n",
        ),
    ]
}

/// The small rules with these files in place of theirs.
fn with(files: Vec<RuleFile>) -> Vec<RuleFile> {
    let mut all = small();
    all.retain(|old| files.iter().all(|new| new.path != old.path));
    all.extend(files);
    all
}

/// Code, file and the bytes under the first label of every mistake, sorted.
fn mistakes(files: Vec<RuleFile>) -> Vec<(String, String, String)> {
    let texts: Vec<(String, String)> =
        files.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    let errors = Rules::from_files(files).expect_err("the rules have mistakes");
    let shown = |error: &RuleError| {
        let text =
            &texts.iter().find(|(path, _)| path == error.file()).expect("a file that was given").1;
        let label = error.labels().and_then(|mut labels| labels.next()).expect("a label");
        let bytes = text[label.offset()..label.offset() + label.len()].to_owned();
        (error.code.to_owned(), error.file().to_owned(), bytes)
    };
    let mut all: Vec<_> = errors.iter().map(shown).collect();
    all.sort();
    all
}

fn assert_mistakes(files: Vec<RuleFile>, expected: &[(&str, &str, &str)]) {
    let found = mistakes(with(files));
    let found: Vec<_> =
        found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_small_rules_are_valid() {
    let rules = Rules::from_files(small()).expect("valid");
    assert_eq!(rules.packs.iter().map(|p| p.tag.as_str()).collect::<Vec<_>>(), ["xx"]);
    assert!(Rules::from_files(Vec::new()).expect("no rules are no mistake").packs.is_empty());
}

#[test]
fn all_mistakes_are_shown_at_once_where_they_lie() {
    let files = vec![
        file(
            "shared/concepts.toml",
            "[[concept]]\nid = \"hen\"\ngloss = \"bird\"\nis_a = [\"egg\"]\n\n[[concept]]\nid = \"egg\"\ngloss = \"ä\"\nis_a = [\"hen\"]\n\n\
             [[concept]]\nid = \"cock\"\ngloss = \"bird\"\nis_a = [\"dinosaur\"]\n",
        ),
        file(
            "xx/numbers.toml",
            "[[word]]\nforms = [\"ün\", \" \"]\nrole = \"unit\"\nvalue = \"1\"\n\n[[word]]\nforms = [\"dü\"]\nrole = \"unit\"\nvalue = \"1.2.3\"\n",
        ),
        file("xx/bounds.toml", "[[bound]]\neffect = \"around\"\nforms = [\"ca\"]\nbehind = true\n"),
        file("xx/units.toml", "[[unit]]\nid = \"furlong\"\nforms = [\"fü\"]\n"),
        file("xx/concepts.toml", "[[concept]]\nid = \"unicorn\"\nnouns = [\"ü\"]\n"),
        file("xx/places.toml", "[[place]]\nid = \"atlantis\"\nnames = [\"Atlantis\"]\n"),
    ];
    assert_mistakes(
        files,
        &[
            ("rules::circle", "shared/concepts.toml", "\"egg\""),
            ("rules::circle", "shared/concepts.toml", "\"hen\""),
            ("rules::no-form", "xx/numbers.toml", "\" \""),
            ("rules::number", "xx/numbers.toml", "\"1.2.3\""),
            ("rules::syntax", "xx/bounds.toml", "behind"),
            ("rules::unknown-id", "shared/concepts.toml", "\"dinosaur\""),
            ("rules::unknown-id", "xx/concepts.toml", "\"unicorn\""),
            ("rules::unknown-id", "xx/places.toml", "\"atlantis\""),
            ("rules::unknown-id", "xx/units.toml", "\"furlong\""),
        ],
    );
}

#[test]
fn a_broken_language_file_hides_no_other_mistake() {
    let files = vec![
        file(
            "xx/language.toml",
            "tag = \"xx\"\nname = \"X\"\ndecimal = \".\"\ngroup = []\nabbreviations = []\nfunction_words = []\ncolour = 1\n",
        ),
        file("xx/bounds.toml", "[[bound]]\neffect = \"sideways\"\nforms = [\"ca\"]\n"),
        file("yy/language.toml", "tag = \n"),
    ];
    let found = mistakes(with(files));
    let of = |path: &str| found.iter().filter(|(_, file, _)| file == path).count();
    assert_eq!((of("xx/language.toml"), of("yy/language.toml")), (1, 1), "{found:?}");
    assert_eq!(of("xx/bounds.toml"), 1, "{found:?}");
}

#[test]
fn a_broken_shared_file_does_not_make_every_id_a_mistake() {
    assert_mistakes(
        vec![
            file(
                "shared/concepts.toml",
                "[[concept]]\nid = \"person\"\ngloss = \"a\"\ngloss = \"b\"\n",
            ),
            file("xx/concepts.toml", "[[concept]]\nid = \"person\"\nnouns = [\"per\"]\n"),
            file("xx/bounds.toml", "[[bound]]\neffect = \"sideways\"\nforms = [\"ca\"]\n"),
        ],
        &[
            ("rules::syntax", "shared/concepts.toml", "gloss"),
            ("rules::syntax", "xx/bounds.toml", "\"sideways\""),
        ],
    );
}

#[test]
fn an_entry_without_a_form_is_shown_where_it_lies() {
    let text = "# words\n\n[[word]]\nforms = []\nrole = \"unit\"\nvalue = \"1\"\n";
    let found = mistakes(with(vec![file("xx/numbers.toml", text)]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "rules::no-form");
    assert!(
        !found[0].2.is_empty(),
        "the label lies on bytes of the entry, not on the start of the file"
    );
}

#[test]
fn a_number_without_a_value_and_an_id_that_comes_twice_are_mistakes() {
    assert_mistakes(
        vec![
            file(
                "shared/concepts.toml",
                "[[concept]]\nid = \"a\"\ngloss = \"x\"\n[[concept]]\nid = \"a\"\ngloss = \"y\"\n",
            ),
            file("xx/numbers.toml", "[[word]]\nforms = [\"un\"]\nrole = \"unit\"\n"),
            file("xx/cases/a.toml", "[[case]]\ntext = \"un\"\nraeds = []\n"),
        ],
        &[
            ("rules::number", "xx/numbers.toml", "\"un\""),
            ("rules::syntax", "xx/cases/a.toml", "raeds"),
            ("rules::twice", "shared/concepts.toml", "\"a\""),
        ],
    );
}

#[test]
fn the_command_shows_every_mistake_in_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("xx/language.toml", &small()[2].text);
    write("xx/numbers.toml", "[[word]]\nforms = [\"un\"]\nrole = \"unit\"\nvalue = \"one\"\n");
    write("xx/units.toml", "[[unit]]\nid = \"furlong\"\nforms = [\"fur\"]\n");
    let out = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
        .args(["rules", "list", "--rules"])
        .arg(folder.path())
        .output()
        .expect("it runs");
    let err = String::from_utf8(out.stderr).expect("UTF-8");
    assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{err}");
    for part in
        ["xx/numbers.toml:4", "value = \"one\"", "xx/units.toml:2", "`furlong`", "2 mistakes"]
    {
        assert!(err.contains(part), "no `{part}` in:\n{err}");
    }
}

// ---- a third language ------------------------------------------------------------------------------------------------------

/// The Dutch rules of `tests/rules/`.
fn dutch() -> Vec<RuleFile> {
    let folder = tests().join("rules");
    let paths =
        ["nl/language.toml", "nl/numbers.toml", "nl/concepts.toml", "nl/cases/numbers.toml"];
    paths
        .map(|path| file(path, &fs::read_to_string(folder.join(path)).expect("a rule file")))
        .to_vec()
}

const DUTCH: &str = "Er zijn drieduizend soldaten naar de grens gestuurd, en eenentwintig van hen zijn niet bewapend.";

#[test]
fn a_new_language_is_rule_files_and_nothing_else() {
    let rules = Rules::load(dutch()).expect("valid");
    let tags: Vec<&str> = rules.packs.iter().map(|p| p.tag.as_str()).collect();
    assert!(tags.contains(&"nl") && tags.len() == self::rules().packs.len() + 1, "{tags:?}");
    let pack = detect(&rules.packs, DUTCH).expect("a language");
    assert_eq!(rules.packs[pack].tag, "nl");
    let report = facts(vec![Document::plain("a.txt", DUTCH)], &rules, &Settings::default());
    let read: Vec<(&str, String)> = report
        .facts
        .iter()
        .map(|f| {
            (
                f.mention.span.of(DUTCH),
                f.mention.value.low.map(|d| d.to_string()).unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(read, [("drieduizend", "3000".to_owned()), ("eenentwintig", "21".to_owned())]);
}

#[test]
fn the_cases_of_a_new_language_run_with_the_others() {
    let rules = Rules::load(dutch()).expect("valid");
    let of_dutch =
        test_cases(&rules).results.into_iter().filter(|case| case.file.starts_with("nl/"));
    let outcomes: Vec<(Outcome, String)> =
        of_dutch.map(|case| (case.outcome, case.detail)).collect();
    let expected = [Outcome::Read, Outcome::Read, Outcome::Read, Outcome::Quiet];
    assert_eq!(outcomes, expected.map(|outcome| (outcome, String::new())));
}

#[test]
fn a_new_language_is_compared_with_the_others() {
    let rules = Rules::load(dutch()).expect("valid");
    let documents = || {
        vec![
            Document::plain("a.txt", "Er zijn drieduizend soldaten gestationeerd."),
            Document::plain("b.txt", "The government said that 10,000 soldiers were stationed."),
        ]
    };
    assert_eq!(check(documents(), &rules, &Settings::default()).findings.len(), 1);
    assert_eq!(
        check(documents(), self::rules(), &Settings::default()).findings.len(),
        0,
        "without its rules it is not read"
    );
}

#[test]
fn the_command_takes_a_new_language_from_a_folder() {
    let run = |args: &[&str]| {
        let folder = tests().join("rules");
        let out = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
            .args(args)
            .arg("--rules")
            .arg(folder)
            .output()
            .expect("it runs");
        (
            out.status.code(),
            String::from_utf8(out.stdout).expect("UTF-8"),
            String::from_utf8(out.stderr).expect("UTF-8"),
        )
    };
    let (status, list, err) = run(&["rules", "list"]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{list}");
    assert!(
        list.contains("nl  Nederlands  (4 cases)") && list.contains("nl/numbers.toml"),
        "{list}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, DUTCH).expect("a file");
    let (status, facts, err) =
        run(&["facts", "--format", "jsonl", article.to_str().expect("UTF-8")]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{facts}");
    let values: Vec<String> = facts
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["value"]["low"]
                .to_string()
        })
        .collect();
    assert_eq!(values, ["\"3000\"", "\"21\""]);
}

/// A rule file of the same path takes the place of the built-in one.
#[test]
fn a_built_in_rule_file_can_be_replaced() {
    let rules = Rules::load(vec![file(
        "en/numbers.toml",
        "[[word]]\nforms = [\"umpteen\"]\nrole = \"unit\"\nvalue = \"17\"\n",
    )])
    .expect("valid");
    let text = "The police said that umpteen people and three dogs were there.";
    let report = facts(vec![Document::plain("a.txt", text)], &rules, &Settings::default());
    let quotes: Vec<&str> = report.facts.iter().map(|f| f.mention.span.of(text)).collect();
    assert_eq!(quotes, ["umpteen"]);
}
