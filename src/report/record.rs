//! The JSON contract, version 1: what programs read. Fields may be added; none is renamed or changes its meaning without a
//! new [`SCHEMA_VERSION`]. The doc comments are the descriptions in the published JSON Schema.

use schemars::JsonSchema;
use serde::Serialize;

/// Version of the contract.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// Everything that one run of claimdiff found out.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "claimdiff report")]
pub(super) struct ReportRecord {
    /// Version of this format.
    pub schema_version: u32,
    /// The program that wrote it.
    pub tool: ToolRecord,
    /// The documents, in the order given.
    pub documents: Vec<DocumentRecord>,
    /// Every recognised figure, by document and position.
    pub facts: Vec<FactRecord>,
    /// Facts of which every two are comparable.
    pub groups: Vec<GroupRecord>,
    /// What does not agree, loudest first.
    pub findings: Vec<FindingRecord>,
    /// Numbers of all of these.
    pub summary: SummaryRecord,
}

/// The program that wrote a report.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ToolRecord {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// A document.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DocumentRecord {
    /// Id in this report.
    pub id: String,
    /// Path as given, or the id of a row of a JSON Lines file.
    pub path: String,
    /// Tag of the language that it was read in; null: no rules fitted, and nothing was read.
    pub language: Option<String>,
    /// Headline, where the container names one.
    pub title: Option<String>,
    /// Outlet, where the container names one.
    pub publisher: Option<String>,
    /// Publication day or time in ISO 8601, where known.
    pub published: Option<String>,
    /// What spans count in.
    pub offsets: OffsetsRecord,
}

/// What spans count in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum OffsetsRecord {
    /// Bytes of the file as it lies on disk.
    Source,
    /// Bytes of the extracted text, which `claimdiff text FILE` prints.
    Text,
}

/// A figure with its slots.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FactRecord {
    /// Id in this report.
    pub id: String,
    /// Id of its document; its name, where facts are written one a line.
    pub document: String,
    /// The value as written: without unit, noun and hedge.
    pub span: PlaceRecord,
    /// Its sentence.
    pub sentence: SpanRecord,
    /// The words of the span.
    pub quote: String,
    /// What it is a figure of: count, money, measure, percent, ratio, date, time, duration, age, ordinal or number.
    pub kind: &'static str,
    /// What it says.
    pub value: ValueRecord,
    /// How it was written; rounding depends on it.
    pub written: WrittenRecord,
    /// Id of its unit in the rules; null: none is stated.
    pub unit: Option<String>,
    /// Seen, but not safely understood: carries no value and is never compared.
    pub unread: bool,
    /// What is counted or measured; null: unknown.
    pub subject: Option<TermRecord>,
    /// What is said of it; null: unknown.
    pub attribute: Option<TermRecord>,
    /// Where, when, by whom and how it is said.
    pub context: ContextRecord,
    /// Groups that it stands in.
    pub groups: Vec<String>,
    /// The rules that read it, where they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

/// Bytes, half-open, and where they start.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PlaceRecord {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// Bytes, half-open.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SpanRecord {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A point, a range, a bound, a date or a ratio. Numbers are exact decimals.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct ValueRecord {
    /// Lower end; null: open below, or no number.
    pub low: Option<String>,
    /// Upper end; null: open above, or no number.
    pub high: Option<String>,
    /// The lower end itself is excluded.
    pub low_open: bool,
    /// The upper end itself is excluded.
    pub high_open: bool,
    /// The figure is not exact.
    pub approximate: bool,
    /// Side on which the true value lies: around, below or above the stated one.
    pub hedge: Option<&'static str>,
    /// ISO 8601 form of a date or time; unknown parts as X.
    pub iso: Option<String>,
    /// A fraction, a score, a vote or odds as written.
    pub ratio: Option<String>,
}

/// Precision of a figure.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct WrittenRecord {
    /// Significant digits as written.
    pub digits: u32,
    /// Power of ten of the last one.
    pub exponent: i32,
}

/// What fills a slot.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TermRecord {
    /// The words of the text.
    pub text: String,
    /// Independent of language where the rules know it.
    pub key: String,
}

/// Where, when, by whom and how a figure is said.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ContextRecord {
    /// Key of the nearest place.
    pub place: Option<String>,
    /// As of when or in which period, in ISO 8601.
    pub time: Option<String>,
    /// Words that name who says it; null: the text itself.
    pub source: Option<String>,
    /// How surely: stated, reported, estimated, forecast, planned, demanded, limit, hypothetical, denied or withdrawn.
    pub modality: &'static str,
    /// Of how much: part, per, change:up, change:down, change, before, further, each, rest or multiple; null: the whole.
    pub scope: Option<&'static str>,
}

/// Facts of which every two are comparable.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct GroupRecord {
    /// Id in this report.
    pub id: String,
    /// Key of what is counted or measured.
    pub subject: String,
    /// Key of what is said of it.
    pub attribute: String,
    /// Ids of its facts.
    pub facts: Vec<String>,
}

/// Figures that do not agree.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FindingRecord {
    /// Id of the check.
    pub code: &'static str,
    /// Kind of disagreement, the highest of the pairs: conflict, internal, dispute or update.
    pub level: &'static str,
    /// How loud, the highest of the pairs: error, warning or note.
    pub severity: &'static str,
    /// What it is about, with the values of all sides.
    pub message: String,
    /// The proof or the largest gap, and what the match rests on.
    pub help: Option<String>,
    /// The arithmetic that proves it, where there is one.
    pub proof: Option<String>,
    /// Keys of the slots on which the match rests.
    pub rests_on: Vec<String>,
    /// Slots that at least one side leaves open.
    pub unknown: Vec<String>,
    /// How sure the match is, from 0 to 1.
    pub confidence: f64,
    /// Ids of the groups that the facts come from.
    pub groups: Vec<String>,
    /// The competing values, in order of weight; in an internal finding the stated figure and the operands.
    pub sides: Vec<SideRecord>,
    /// The facts that are held against each other; empty: all across sides.
    pub pairs: Vec<PairRecord>,
}

/// One of the competing values.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SideRecord {
    /// As it is shown.
    pub value: String,
    /// Ids of the facts that state it.
    pub facts: Vec<String>,
}

/// Two facts held against each other.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PairRecord {
    /// Their ids.
    pub facts: [String; 2],
    /// Kind of disagreement of this pair.
    pub level: &'static str,
    /// How loud this pair is.
    pub severity: &'static str,
}

/// A finding on a line of its own, with the facts that it names.
#[derive(Debug, Serialize)]
pub(super) struct FindingLine {
    pub schema_version: u32,
    #[serde(flatten)]
    pub finding: FindingRecord,
    pub facts: Vec<FactRecord>,
}

/// How much of everything there is.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SummaryRecord {
    /// Number of documents.
    pub documents: usize,
    /// Number of facts.
    pub facts: usize,
    /// Number of groups.
    pub groups: usize,
    /// Number of findings.
    pub findings: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// What became of the figures.
    pub coverage: CoverageRecord,
}

/// What became of the figures: `read` is the sum of `grouped`, `single` and `not_compared`.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CoverageRecord {
    /// Figures that were understood.
    pub read: usize,
    /// Of these, compared with at least one other.
    pub grouped: usize,
    /// Of these, with nothing to compare them with.
    pub single: usize,
    /// Of these, never compared: bare numbers, forecasts, parts and the like.
    pub not_compared: usize,
    /// Figures that were seen, but not safely understood.
    pub unread: usize,
}
