//! L6: a [`Report`] → bytes. One file an output format; what formats share — clipped excerpts, shown values, sentences,
//! records, counts — stands beside them. Formats turn values into characters, decide nothing, and know no file but the writer.

mod concise;
mod excerpt;
mod facts_jsonl;
mod full;
mod gap;
mod json;
mod jsonl;
mod messages;
mod record;
#[allow(clippy::module_inception, reason = "the value that the layer is named after")]
mod report;
mod safe;
mod show;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod virtual_source;
mod wording;

use std::io::{self, Write};

pub use json::schema;
pub use report::Report;
pub use safe::visible;

/// How much room and which characters a format for people may use; formats for programs ignore it.
#[derive(Debug, Clone)]
pub struct View {
    /// Columns of a line.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
    /// Whether to draw with characters beyond ASCII. Words of an article stay as they are.
    pub unicode: bool,
    /// Name of each rule by its index, to show which ones read a figure; empty: not to be shown.
    pub rules: Vec<String>,
}

impl Default for View {
    fn default() -> Self {
        Self { width: 100, color: false, unicode: true, rules: Vec::new() }
    }
}

/// A way to write a report.
pub trait Format: Sync {
    /// Value of `--format`.
    fn id(&self) -> &'static str;

    /// What it is for, in one line.
    fn doc(&self) -> &'static str;

    /// Writes all of `report`.
    ///
    /// # Errors
    /// What `out` returns.
    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()>;
}

/// Formats of findings, the default first.
pub static FORMATS: &[&dyn Format] =
    &[&full::Full, &concise::Concise, &json::Json, &jsonl::JsonLines];

/// Formats of figures alone, the default first.
pub static FACT_FORMATS: &[&dyn Format] = &[&table::Table, &facts_jsonl::FactLines, &json::Json];
