use std::io::{self, Write};

use crate::check::{Finding, Severity, Side};
use crate::fact::{Entity, Fact, FactId, Scope, Term};
use crate::report::record::{
    ContextRecord, CoverageRecord, DocumentRecord, FactRecord, FindingRecord, GroupRecord,
    OffsetsRecord, PairRecord, PlaceRecord, ReportRecord, SCHEMA_VERSION, SideRecord, SpanRecord,
    SummaryRecord, TermRecord, ToolRecord, ValueRecord, WrittenRecord,
};
use crate::report::summary::Coverage;
use crate::report::{Format, Report, View};
use crate::report::{safe, wording};
use crate::text::{Document, Offsets, Span};
use crate::value::Hedge;

/// The whole report as one JSON object.
#[derive(Debug)]
pub(super) struct Json;

impl Format for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn doc(&self) -> &'static str {
        "for programs: the whole report as one object (`claimdiff schema` prints its JSON Schema)"
    }

    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &record(report, view))?;
        writeln!(out)
    }
}

/// JSON Schema of the `json` format.
pub fn schema() -> String {
    let mut text = format!("{:#}", schemars::schema_for!(ReportRecord).as_value());
    text.push('\n');
    text
}

/// Makes records of the parts of a report.
pub(super) struct Records<'a> {
    report: &'a Report,
    view: &'a View,
    /// Ids of the groups of each fact.
    groups_of: Vec<Vec<String>>,
}

impl<'a> Records<'a> {
    pub fn new(report: &'a Report, view: &'a View) -> Self {
        let mut groups_of = vec![Vec::new(); report.facts.len()];
        for (idx, group) in (0u32..).zip(&report.groups) {
            for fact in &group.facts {
                groups_of[fact.0 as usize].push(group_id(idx));
            }
        }
        Self { report, view, groups_of }
    }

    /// A fact; `document`: the name under which its document goes.
    pub fn fact(&self, id: FactId, document: String) -> FactRecord {
        let fact = wording::fact(self.report, id);
        let doc = wording::document(self.report, fact);
        let mention = &fact.mention;
        let rules =
            mention.rules.iter().filter_map(|rule| self.view.rules.get(rule.0 as usize).cloned());
        let subject =
            |e: &Entity| TermRecord { text: wording::entity_words(e, &doc.text), key: e.key() };
        FactRecord {
            id: fact_id(id),
            document,
            span: place(doc, mention.span),
            sentence: span(doc, fact.sentence),
            quote: mention.span.of(&doc.text).to_owned(),
            kind: mention.kind.name(),
            value: value(fact),
            written: WrittenRecord {
                digits: mention.written.digits,
                exponent: mention.written.exponent,
            },
            unit: mention.unit.as_ref().map(|u| u.id.clone()),
            unread: mention.unread,
            subject: fact.entity.as_ref().map(subject),
            attribute: fact.attribute.as_ref().map(term),
            context: context(fact),
            groups: self.groups_of[id.0 as usize].clone(),
            rules: rules.collect(),
        }
    }

    /// A fact whose document goes by its name.
    pub fn fact_of_name(&self, id: FactId) -> FactRecord {
        let document = wording::document(self.report, wording::fact(self.report, id));
        self.fact(id, document.name.clone())
    }
}

/// Id of a fact in a report.
fn fact_id(id: FactId) -> String {
    format!("f{}", id.0 + 1)
}

/// A finding.
pub(super) fn finding_record(report: &Report, finding: &Finding) -> FindingRecord {
    let help = wording::help(report, finding).join("; ");
    let side = |side: &Side| SideRecord {
        value: wording::side_value(report, side),
        facts: side.facts.iter().copied().map(fact_id).collect(),
    };
    FindingRecord {
        code: finding.check,
        level: finding.level.name(),
        severity: finding.severity.name(),
        message: wording::headline(report, finding),
        help: (!help.is_empty()).then_some(help),
        proof: finding.proof.clone(),
        rests_on: finding.rests_on.clone(),
        unknown: finding.unknown.clone(),
        confidence: f64::from(finding.confidence) / 100.0,
        groups: finding.groups.iter().map(|g| group_id(g.0)).collect(),
        sides: finding.sides.iter().map(side).collect(),
        pairs: finding
            .pairs
            .iter()
            .map(|pair| PairRecord {
                facts: [fact_id(pair.facts.0), fact_id(pair.facts.1)],
                level: pair.level.name(),
                severity: pair.severity.name(),
            })
            .collect(),
    }
}

fn record(report: &Report, view: &View) -> ReportRecord {
    let records = Records::new(report, view);
    let facts = (0u32..).zip(&report.facts);
    let groups = (0u32..).zip(&report.groups);
    ReportRecord {
        schema_version: SCHEMA_VERSION,
        tool: ToolRecord { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        documents: documents(report),
        facts: facts
            .map(|(idx, fact)| records.fact(FactId(idx), document_id(report, fact.doc.0)))
            .collect(),
        groups: groups
            .map(|(idx, group)| GroupRecord {
                id: group_id(idx),
                subject: group.subject.clone(),
                attribute: group.attribute.clone(),
                facts: group.facts.iter().copied().map(fact_id).collect(),
            })
            .collect(),
        findings: report.findings.iter().map(|f| finding_record(report, f)).collect(),
        summary: summary(report),
    }
}

fn documents(report: &Report) -> Vec<DocumentRecord> {
    let documents = (0u32..).zip(report.documents.iter().zip(&report.languages));
    documents
        .map(|(idx, (document, language))| DocumentRecord {
            id: document_id(report, idx),
            path: document.name.clone(),
            language: language.clone(),
            title: document.meta.title.clone(),
            publisher: document.meta.publisher.clone(),
            published: document.meta.published.clone(),
            offsets: match document.origin.offsets {
                Offsets::Source => OffsetsRecord::Source,
                Offsets::Text => OffsetsRecord::Text,
            },
        })
        .collect()
}

fn summary(report: &Report) -> SummaryRecord {
    let n_of = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    let Coverage { read, grouped, single, not_compared, unread, .. } = Coverage::of(report);
    SummaryRecord {
        documents: report.documents.len(),
        facts: report.facts.len(),
        groups: report.groups.len(),
        findings: report.findings.len(),
        errors: n_of(Severity::Error),
        warnings: n_of(Severity::Warning),
        notes: n_of(Severity::Note),
        coverage: CoverageRecord { read, grouped, single, not_compared, unread },
    }
}

fn document_id(report: &Report, idx: u32) -> String {
    let given = report.documents.get(idx as usize).and_then(|d| d.meta.id.clone());
    given.unwrap_or_else(|| format!("d{}", idx + 1))
}

fn group_id(idx: u32) -> String {
    format!("g{}", idx + 1)
}

fn context(fact: &Fact) -> ContextRecord {
    ContextRecord {
        place: fact.places.first().map(|p| p.key.clone()),
        time: fact.when.as_ref().map(|w| w.iso.clone()),
        source: fact.source.as_ref().map(|s| safe::one_line(&s.term.text)),
        modality: fact.modality.name(),
        scope: fact.scope.map(Scope::name),
    }
}

fn term(term: &Term) -> TermRecord {
    TermRecord { text: safe::one_line(&term.text), key: term.key.clone() }
}

fn value(fact: &Fact) -> ValueRecord {
    let mention = &fact.mention;
    if mention.unread {
        return ValueRecord::default();
    }
    let value = &mention.value;
    ValueRecord {
        low: value.low.map(|d| d.to_string()),
        high: value.high.map(|d| d.to_string()),
        low_open: value.low_open,
        high_open: value.high_open,
        approximate: value.approximate,
        hedge: value.hedge.map(hedge),
        iso: mention.iso.clone(),
        ratio: mention.ratio.clone(),
    }
}

const fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Around => "around",
        Hedge::Below => "below",
        Hedge::Above => "above",
    }
}

fn place(document: &Document, span: Span) -> PlaceRecord {
    let source = document.origin.source(span);
    let at = document.origin.position(source.start);
    PlaceRecord { start: source.start, end: source.end, line: at.line, column: at.column }
}

fn span(document: &Document, span: Span) -> SpanRecord {
    let source = document.origin.source(span);
    SpanRecord { start: source.start, end: source.end }
}
