use std::collections::BTreeSet;

use crate::fact::{Fact, facts};
use crate::lang::{Case, Pack, RuleId, Rules};
use crate::parse::{self, Kind, Setting};
use crate::text::DocId;
use crate::value::{Date, Decimal, Interval};

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Read as it should be.
    Read,
    /// Rightly read nothing.
    Quiet,
    /// Read what it should not.
    Noisy,
    /// Did not read what it should, or not so.
    Missing,
}

/// One case and its outcome.
#[derive(Debug, Clone)]
pub struct CaseResult {
    /// The rule file.
    pub file: String,
    /// Line of the case in it.
    pub line: usize,
    /// The sentence.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What was expected and what was found instead; empty where all is well.
    pub detail: String,
}

/// The cases of all packs, run.
#[derive(Debug, Default)]
pub struct CaseReport {
    /// In order of pack, file and line.
    pub results: Vec<CaseResult>,
    /// Rules whose words occurred in a case that holds.
    pub fired: BTreeSet<RuleId>,
}

/// Runs the cases that the packs carry.
pub fn test_cases(rules: &Rules) -> CaseReport {
    let mut report = CaseReport::default();
    for pack in &rules.packs {
        for case in pack.cases.iter() {
            let result = run(rules, pack, case, &mut report.fired);
            report.results.push(result);
        }
    }
    report
}

fn run(rules: &Rules, pack: &Pack, case: &Case, fired: &mut BTreeSet<RuleId>) -> CaseResult {
    let published = case.published.as_deref().and_then(Date::from_iso);
    let reading = parse::read(&case.text, Setting { pack, kinds: &rules.kinds, published });
    let (found, _) = facts(DocId(0), &reading, published);
    let (mut outcome, mut detail) = judge(case, &found);
    if case.reads.is_empty() && case.not.is_empty() && outcome == Outcome::Read {
        (outcome, detail) =
            (Outcome::Missing, "the case expects nothing: give it `reads` or `not`".into());
    }
    if matches!(outcome, Outcome::Read | Outcome::Quiet) {
        fired.extend(reading.fired());
    }
    CaseResult {
        file: case.file.clone(),
        line: case.line,
        text: case.text.clone(),
        outcome,
        detail,
    }
}

fn judge(case: &Case, found: &[Fact]) -> (Outcome, String) {
    let quote = |f: &Fact| f.mention.span.of(&case.text).to_owned();
    let unwanted = |f: &&Fact| {
        let kind = f.mention.kind.name();
        case.not.iter().any(|n| n == kind || n == ANY)
            && !case.reads.iter().any(|(q, _)| *q == quote(f))
    };
    if let Some(fact) = found.iter().find(unwanted) {
        return (Outcome::Noisy, format!("read `{}` as {}", quote(fact), fact.mention.kind.name()));
    }
    for (wanted, keys) in &case.reads {
        let same: Vec<&Fact> = found.iter().filter(|f| quote(f) == *wanted).collect();
        if same.is_empty() {
            let all: Vec<String> = found.iter().map(quote).collect();
            return (Outcome::Missing, format!("`{wanted}` is not read; read were {all:?}"));
        }
        let wrong =
            |f: &&Fact| keys.iter().find(|(key, value)| !is_same(&slot(f, key), value)).cloned();
        let best = same.iter().map(wrong).min_by_key(Option::is_some).flatten();
        if let Some((key, value)) = best {
            let got: Vec<String> = same.iter().map(|f| slot(f, &key)).collect();
            return (
                Outcome::Missing,
                format!("`{wanted}`: {key} should be `{value}`, is {got:?}"),
            );
        }
    }
    (if case.reads.is_empty() { Outcome::Quiet } else { Outcome::Read }, String::new())
}

/// Whether a slot holds what is wanted: the same words, or the same number (`1.10` is `1.1`).
fn is_same(slot: &str, wanted: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    slot == wanted || number(slot).zip(number(wanted)).is_some_and(|(a, b)| a == b)
}

/// In `not`: no figure of any kind.
const ANY: &str = "any";

/// A slot of a fact as the cases write it; empty where it is unknown.
fn slot(fact: &Fact, key: &str) -> String {
    let mention = &fact.mention;
    let end = |d: Option<Decimal>| d.map(|d| d.to_string()).unwrap_or_default();
    match key {
        "kind" => mention.kind.name().to_owned(),
        "low" => end(mention.value.low),
        "high" => end(mention.value.high),
        "unit" => mention.unit.as_ref().map(|u| u.id.clone()).unwrap_or_default(),
        "iso" => mention.iso.clone().unwrap_or_default(),
        "ratio" => mention.ratio.clone().unwrap_or_default(),
        "bounds" => bounds(&mention.value, mention.kind).to_owned(),
        "approximate" => mention.value.approximate.to_string(),
        "unread" => mention.unread.to_string(),
        "entity" => fact.entity.as_ref().map(|e| e.head.key.clone()).unwrap_or_default(),
        "attribute" => fact.attribute.as_ref().map(|t| t.key.clone()).unwrap_or_default(),
        "place" => fact.places.first().map(|t| t.key.clone()).unwrap_or_default(),
        "source" => fact.source.as_ref().map(|s| s.term.text.clone()).unwrap_or_default(),
        "modality" => fact.modality.name().to_owned(),
        "scope" => fact.scope.map(|s| s.name().to_owned()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Whether a value is a point, a range or a bound, in the words of the cases.
fn bounds(value: &Interval, kind: Kind) -> &'static str {
    if matches!(kind, Kind::Date | Kind::Time) {
        return "";
    }
    match (value.low, value.high) {
        (Some(low), Some(high)) => {
            if low == high {
                "point"
            } else {
                "range"
            }
        }
        (Some(_), None) => {
            if value.low_open {
                "more-than"
            } else {
                "at-least"
            }
        }
        (None, Some(_)) => {
            if value.high_open {
                "less-than"
            } else {
                "at-most"
            }
        }
        (None, None) => "",
    }
}
