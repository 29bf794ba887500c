//! One report runs through every format; what each writes is kept in `tests/snapshots/`, and `BLESS=1` rewrites it.

use std::path::Path;
use std::sync::Arc;

use super::{FACT_FORMATS, FORMATS, Report, View, schema};
use crate::check::{Finding, Level, Pair, Severity, Side};
use crate::compare::{Group, GroupId};
use crate::fact::{Entity, Fact, FactId, Modality, Scope, Speaker, Term};
use crate::lang::RuleId;
use crate::parse::{Kind, Mention};
use crate::text::{DocId, Document, Span};
use crate::value::{Date, Decimal, Hedge, Interval, Unit, Written};

const AGENCY: &str = "Pjöngjang schickt Soldaten\n\nDie Lage in der Region bleibe äußerst angespannt, sagte die Pentagon-Sprecherin \
    Mara Lindqvist bei einem Cafe\u{301}besuch in Brüssel — 10.000 nordkoreanische Soldaten seien in der russischen Oblast Kursk \
    stationiert, weitere würden im Osten des Landes ausgebildet und dürften in den kommenden Wochen folgen.\nVon 4.963 \
    Verletzten kamen 2.210 aus Kursk und 1.946 aus Belgorod. Bis Dezember könnten es 15.000 sein.\n";
const NATO: &str = "Der Generalsekretär bestätigte \u{202e}am Montag\u{202c}, dass der Norden zwischen 10.000 und 12.000 Soldaten \
    über die Grenze gebracht habe.\r\n\tBislang wurden mehr als 900 Menschen verletzt, am 27.10.2024 begann der Einsatz.\n";
const WIRE: &str = "KYIV — The \u{1b}[31mUnited States\u{1b}[0m is pressing\nNorth Korea to withdraw about 3,000 troops, CNN \
    reported. Some 870 people were hurt. It began on 29 October 2024. The share fell to 3.5 percent; 1.234 was unclear.\n";

/// The documents and facts of the fixture while it is made.
struct Fixture {
    documents: Vec<Document>,
    facts: Vec<Fact>,
}

impl Fixture {
    fn span(&self, doc: u32, words: &str) -> Span {
        let at =
            self.documents[doc as usize].text.find(words).expect("the words stand in the document")
                as u32;
        Span::new(at, at + words.len() as u32)
    }

    fn term(&self, doc: u32, words: &str, key: &str) -> Term {
        Term {
            key: key.into(),
            text: words.into(),
            span: Some(self.span(doc, words)),
            concept: None,
        }
    }

    /// The sentence from `first` to `last` words.
    fn sentence(&self, doc: u32, first: &str, last: &str) -> Span {
        self.span(doc, first).cover(self.span(doc, last))
    }

    fn push(&mut self, doc: u32, quote: &str, sentence: Span, value: Interval) -> &mut Fact {
        let mention = Mention {
            span: self.span(doc, quote),
            kind: Kind::Count,
            value,
            date: None,
            clock: None,
            iso: None,
            ratio: None,
            written: Written { digits: 5, exponent: 0 },
            unit: None,
            multiple: false,
            unread: false,
            rules: vec![RuleId(0)],
            sentence: 0,
            tokens: 0..0,
            outer: 0..0,
        };
        self.facts.push(Fact {
            doc: DocId(doc),
            mention,
            sentence,
            entity: None,
            attribute: None,
            theme: None,
            language: std::sync::Arc::default(),
            weekly: false,
            kin: std::sync::Arc::default(),
            places: Vec::new(),
            home: None,
            named: std::sync::Arc::default(),
            when: None,
            aside: false,
            afar: None,
            implied: false,
            rival_of: None,
            source: None,
            modality: Modality::Stated,
            scope: None,
            told: false,
            clues: Vec::new(),
            definite: false,
            headline: false,
        });
        self.facts.last_mut().expect("just pushed")
    }
}

fn int(value: i64) -> Interval {
    Interval::point(Decimal::int(value))
}

fn speaker(term: Term) -> Speaker {
    Speaker { term, sides: Vec::new(), anonymous: false }
}

fn entity(head: Term, modifiers: Vec<Term>) -> Entity {
    Entity { head, modifiers, names: Vec::new(), inherited: false, row: false }
}

fn date_fact(fact: &mut Fact, year: i16, month: i8, day: i8) {
    fact.mention.kind = Kind::Date;
    fact.mention.date = Date::day(year, month, day);
    fact.mention.iso = fact.mention.date.map(|d| d.iso());
}

fn agency(fixture: &mut Fixture) {
    let soldiers = fixture.term(0, "Soldaten seien", "soldier");
    let soldiers = Term {
        text: "Soldaten".into(),
        span: soldiers.span.map(|s| Span::new(s.start, s.start + 8)),
        ..soldiers
    };
    let origin = fixture.term(0, "nordkoreanische", "KP");
    let attribute = fixture.term(0, "stationiert", "deployed");
    let singh = fixture.term(0, "Mara Lindqvist", "Mara Lindqvist");
    let sentence = fixture.sentence(0, "Die Lage", "folgen.");
    let fact = fixture.push(0, "10.000", sentence, int(10_000));
    (fact.entity, fact.attribute, fact.source) =
        (Some(entity(soldiers, vec![origin])), Some(attribute), Some(speaker(singh)));
    (fact.modality, fact.places) = (Modality::Reported, vec![]);
    let sentence = fixture.sentence(0, "Von 4.963", "Belgorod.");
    for (quote, value) in [("4.963", 4_963), ("2.210", 2_210), ("1.946", 1_946)] {
        let head = fixture.term(0, "Verletzten", "injured");
        fixture.push(0, quote, sentence, int(value)).entity = Some(entity(head, Vec::new()));
    }
    let sentence = fixture.sentence(0, "Bis Dezember", "sein.");
    fixture.push(0, "15.000", sentence, int(15_000)).modality = Modality::Forecast;
}

fn nato(fixture: &mut Fixture) {
    let head = fixture.term(1, "Soldaten", "soldier");
    let speaker_term = fixture.term(1, "Der Generalsekretär", "NATO");
    let sentence = fixture.sentence(1, "Der General", "habe.");
    let range = Interval::range(Decimal::int(10_000), Decimal::int(12_000));
    let fact = fixture.push(1, "10.000 und 12.000", sentence, range);
    (fact.entity, fact.source) = (Some(entity(head, Vec::new())), Some(speaker(speaker_term)));
    let head = fixture.term(1, "Menschen", "person");
    let sentence = fixture.sentence(1, "Bislang", "Einsatz.");
    let bound = Interval { high: None, low_open: true, ..int(900) };
    fixture.push(1, "900", sentence, bound).entity = Some(entity(head, Vec::new()));
    date_fact(fixture.push(1, "27.10.2024", sentence, Interval::default()), 2024, 10, 27);
}

fn wire(fixture: &mut Fixture) {
    let head = fixture.term(2, "troops", "soldier");
    let source = fixture.term(2, "CNN", "CNN");
    let sentence = fixture.sentence(2, "KYIV", "reported.");
    let about = Interval { approximate: true, hedge: Some(Hedge::Around), ..int(3_000) };
    let fact = fixture.push(2, "3,000", sentence, about);
    (fact.entity, fact.source, fact.modality) =
        (Some(entity(head, Vec::new())), Some(speaker(source)), Modality::Estimated);
    let head = fixture.term(2, "people", "person");
    let sentence = fixture.sentence(2, "Some 870", "hurt.");
    let some = Interval { approximate: true, hedge: Some(Hedge::Around), ..int(870) };
    fixture.push(2, "870", sentence, some).entity = Some(entity(head, Vec::new()));
    let sentence = fixture.sentence(2, "It began", "2024.");
    date_fact(fixture.push(2, "29 October 2024", sentence, Interval::default()), 2024, 10, 29);
    let sentence = fixture.sentence(2, "The share", "unclear.");
    let percent = Decimal::int(1).ratio();
    let unit = Unit {
        id: "percent".into(),
        dimension: "share".into(),
        factor: percent,
        offset: Decimal::int(0).ratio(),
        mixes: false,
        minor: None,
        telling: false,
    };
    let fact = fixture.push(2, "3.5", sentence, Interval::point("3.5".parse().expect("decimal")));
    (fact.mention.kind, fact.mention.unit, fact.scope) =
        (Kind::Percent, Some(Arc::new(unit)), Some(Scope::Part));
    let fact = fixture.push(2, "1.234", sentence, Interval::default());
    (fact.mention.kind, fact.mention.unread) = (Kind::Number, true);
}

fn findings() -> Vec<Finding> {
    let side = |facts: &[u32]| Side { facts: facts.iter().copied().map(FactId).collect() };
    let pair = |a, b, level, severity| Pair { facts: (FactId(a), FactId(b)), level, severity };
    let finding = |check, level, severity, sides: &[&[u32]], pairs: Vec<Pair>| Finding {
        check,
        level,
        severity,
        sides: sides.iter().map(|facts| side(facts)).collect(),
        pairs,
        groups: Vec::new(),
        confidence: 93,
        proof: None,
        rests_on: Vec::new(),
        unknown: Vec::new(),
    };
    let (error, warning, note) = (Severity::Error, Severity::Warning, Severity::Note);
    let conflict = vec![pair(0, 8, Level::Conflict, error), pair(5, 8, Level::Dispute, warning)];
    vec![
        Finding {
            groups: vec![GroupId(0)],
            rests_on: ["soldier", "deployed"].map(str::to_owned).to_vec(),
            unknown: vec!["place".into()],
            ..finding("value-conflict", Level::Conflict, error, &[&[0], &[5], &[8]], conflict)
        },
        Finding {
            proof: Some("2 210 + 1 946 = 4 156, not 4 963".into()),
            confidence: 100,
            ..finding("sum-mismatch", Level::Internal, error, &[&[1], &[2], &[3]], Vec::new())
        },
        finding("value-conflict", Level::Dispute, warning, &[&[6], &[9]], Vec::new()),
        finding("value-conflict", Level::Update, note, &[&[7], &[10]], Vec::new()),
    ]
}

/// Three documents with umlauts, a combining accent and a dash before a figure, a range, bounds and hedges, an escape
/// sequence, marks of direction, and a path with a space.
fn fixture() -> Report {
    let documents = vec![
        Document::plain("articles kursk/agentur ä.de.txt", AGENCY),
        Document::plain("nato.de.txt", NATO),
        Document::plain("wire\u{1b}[2J.en.txt", WIRE),
    ];
    let mut fixture = Fixture { documents, facts: Vec::new() };
    agency(&mut fixture);
    nato(&mut fixture);
    wire(&mut fixture);
    let group = |subject: &str, attribute: &str, facts: &[u32]| Group {
        subject: subject.into(),
        attribute: attribute.into(),
        facts: facts.iter().copied().map(FactId).collect(),
    };
    Report {
        languages: vec![Some("de".into()), Some("de".into()), Some("en".into())],
        documents: fixture.documents,
        facts: fixture.facts,
        groups: vec![
            group("soldier[KP]", "deployed", &[0, 5, 8]),
            group("person", "injured", &[6, 9]),
        ],
        findings: findings(),
    }
}

fn written(list: &[&dyn super::Format], id: &str, view: &View) -> String {
    let format = list.iter().find(|f| f.id() == id).expect("a format of this id");
    let mut out = Vec::new();
    format.write(&fixture(), view, &mut out).expect("a vector takes all bytes");
    String::from_utf8(out).expect("formats write UTF-8")
}

/// Compares with `tests/snapshots/report-<name>`.
fn assert_snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("report-{name}"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder"))
            .expect("a folder that can be made");
        std::fs::write(&path, text).expect("a file that can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{} differs (BLESS=1 rewrites it); written now:\n{text}",
        path.display()
    );
}

fn width(width: usize) -> View {
    View { width, ..View::default() }
}

#[test]
fn full() {
    for columns in [60, 100] {
        assert_snapshot(&format!("full-{columns}.txt"), &written(FORMATS, "full", &width(columns)));
    }
    assert_snapshot(
        "full-ascii.txt",
        &written(FORMATS, "full", &View { unicode: false, ..width(80) }),
    );
    assert_snapshot(
        "full-color.txt",
        &written(FORMATS, "full", &View { color: true, ..width(80) }),
    );
}

#[test]
fn concise() {
    assert_snapshot("concise.txt", &written(FORMATS, "concise", &View::default()));
}

#[test]
fn json() {
    assert_snapshot("report.json", &written(FORMATS, "json", &View::default()));
    assert_snapshot("findings.jsonl", &written(FORMATS, "jsonl", &View::default()));
}

#[test]
fn facts() {
    let rules = vec!["de/numbers.toml:12 `zehn`".to_owned()];
    for columns in [60, 100] {
        assert_snapshot(
            &format!("facts-{columns}.txt"),
            &written(FACT_FORMATS, "table", &width(columns)),
        );
    }
    assert_snapshot(
        "facts-rules.txt",
        &written(FACT_FORMATS, "table", &View { rules: rules.clone(), ..width(160) }),
    );
    assert_snapshot(
        "facts.jsonl",
        &written(FACT_FORMATS, "jsonl", &View { rules, ..View::default() }),
    );
}

#[test]
fn the_json_report_follows_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
    let report: serde_json::Value =
        serde_json::from_str(&written(FORMATS, "json", &View::default())).expect("JSON");
    let errors: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(&report)
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn terminal_formats_write_no_controls() {
    for (list, id) in [(FORMATS, "full"), (FORMATS, "concise"), (FACT_FORMATS, "table")] {
        let text = written(list, id, &View::default());
        let hidden = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        };
        assert!(!text.contains(hidden), "{id}: {text:?}");
    }
}

#[test]
fn no_line_is_wider_than_the_page() {
    for columns in [60, 80, 100, 120] {
        for line in written(FORMATS, "full", &width(columns)).lines().filter(|l| l.starts_with(' '))
        {
            assert!(super::show::columns(line) <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn ids_are_unique() {
    for list in [FORMATS, FACT_FORMATS] {
        let mut ids: Vec<&str> = list.iter().map(|f| f.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), list.len());
    }
}

#[test]
fn an_empty_report_says_so() {
    let report = Report {
        documents: vec![Document::plain("a.txt", "x")],
        languages: vec![None],
        facts: Vec::new(),
        groups: Vec::new(),
        findings: Vec::new(),
    };
    let mut out = Vec::new();
    FORMATS[0].write(&report, &View::default(), &mut out).expect("a vector takes all bytes");
    assert_snapshot("full-empty.txt", &String::from_utf8(out).expect("UTF-8"));
}
