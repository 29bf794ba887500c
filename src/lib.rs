//! claimdiff reads several articles on one story and shows where their figures do not agree.
//!
//! ```text
//! articles ──► Document ──► Token ──► Sentence ──► Mention ──► Fact ──► Group ──► Finding ──► Report ──► bytes
//!              source       text      parse        parse       fact     compare    check       report
//!                           rules/<language>/*.toml ─► lang ─────┴───────┘
//! ```
//!
//! Layers, lowest first; a module imports only modules of a lower layer (`tests/tidy.rs` holds it):
//!
//! | layer | modules | must not know |
//! |---|---|---|
//! | L0 | [`text`], [`value`] | everything else, each other |
//! | L1 | [`source`], [`lang`] | how a text is parsed |
//! | L2 | [`parse`] | entities, other documents |
//! | L3 | [`fact`] | other documents |
//! | L4 | [`compare`] | languages: from here up no code knows one |
//! | L5 | [`mod@check`] | formats |
//! | L6 | [`report`] | files, environment |
//!
//! The command line (L7) is private to the binary. Invariants: no natural-language word stands in `src/`; spans point into the
//! article as given; `text` to `check` do no input or output and never fail on the content of an article; the order of the
//! documents changes the order of the output and nothing else; no float holds a value.

mod cases;
pub mod check;
pub mod compare;
pub mod fact;
pub mod lang;
pub mod parse;
pub mod report;
pub mod source;
pub mod text;
pub mod value;

pub use cases::{CaseReport, CaseResult, Outcome, test_cases};

use crate::fact::{Fact, Tie};
use crate::lang::Rules;
use crate::parse::Setting;
use crate::report::Report;
use crate::text::{DocId, Document};
use crate::value::Date;

/// What the caller knows better than the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language tag of all documents that do not name their own.
    pub language: Option<String>,
    /// Publication day (ISO 8601) of all documents that do not name their own.
    pub published: Option<String>,
}

/// Reads all documents, compares their figures and runs every check.
///
/// ```
/// use claimdiff::{Settings, check, lang::Rules, text::Document};
///
/// let rules = Rules::load(Vec::new()).expect("the built-in rules are valid");
/// let a = Document::plain("a.txt", "The ministry said 3,000 troops were stationed in Kursk.");
/// let b = Document::plain("b.txt", "In Kursk sind 10.000 Soldaten stationiert.");
/// let report = check(vec![a, b], &rules, &Settings::default());
/// assert_eq!(report.findings.len(), 1);
/// ```
pub fn check(documents: Vec<Document>, rules: &Rules, settings: &Settings) -> Report {
    let (mut report, ties) = read(documents, rules, settings);
    let comparison = compare::compare(&report.facts);
    let case = check::Case { facts: &report.facts, ties: &ties, comparison: &comparison };
    report.findings = check::run(&case);
    report.groups = comparison.groups;
    report
}

/// Reads all documents; no groups, no findings.
pub fn facts(documents: Vec<Document>, rules: &Rules, settings: &Settings) -> Report {
    read(documents, rules, settings).0
}

/// Reads all documents: their facts, and how those of each hang together.
fn read(documents: Vec<Document>, rules: &Rules, settings: &Settings) -> (Report, Vec<Tie>) {
    let languages: Vec<Option<usize>> =
        documents.iter().map(|d| language(d, rules, settings)).collect();
    let (mut all, mut ties): (Vec<Fact>, Vec<Tie>) = (Vec::new(), Vec::new());
    for ((document, language), id) in documents.iter().zip(&languages).zip(0u32..) {
        let Some(pack) = language.map(|l| &rules.packs[l]) else { continue };
        let published = document.meta.published.as_ref().or(settings.published.as_ref());
        let published = published.and_then(|p| Date::from_iso(p));
        let reading = parse::read(&document.text, Setting { pack, kinds: &rules.kinds, published });
        let (facts, tied) = fact::facts(DocId(id), &reading, published);
        ties.extend(tied.into_iter().map(|t| t.behind(all.len())));
        all.extend(facts);
    }
    fact::settle(&mut all);
    let tags = languages.iter().map(|l| l.map(|l| rules.packs[l].tag.clone())).collect();
    let (groups, findings) = (Vec::new(), Vec::new());
    (Report { documents, languages: tags, facts: all, groups, findings }, ties)
}

/// The pack for a document: as it says itself, as the caller says, or as its commonest words tell; else the first.
fn language(document: &Document, rules: &Rules, settings: &Settings) -> Option<usize> {
    let named = |tag: &Option<String>| tag.as_ref().and_then(|t| rules.pack(t));
    named(&document.meta.language)
        .or_else(|| named(&settings.language))
        .or_else(|| lang::detect(&rules.packs, &document.text))
        .or((!rules.packs.is_empty()).then_some(0))
}
