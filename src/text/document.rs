use std::ops::Range;
use std::sync::Arc;

use super::span::Span;

/// Index of a document in its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DocId(pub u32);

/// A place in one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Loc {
    /// Which document.
    pub doc: DocId,
    /// Where in its text.
    pub span: Span,
}

/// What is known of a document besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Id that the container gives it (a row of a JSON Lines file).
    pub id: Option<String>,
    /// Language tag given by the caller or the container; `None`: to be detected.
    pub language: Option<String>,
    /// Headline, where the container names one.
    pub title: Option<String>,
    /// Outlet, where the container names one.
    pub publisher: Option<String>,
    /// Publication day or time in ISO 8601, where known.
    pub published: Option<String>,
}

/// An article: the text that is parsed, and where each of its bytes comes from.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path or id, as shown to the reader.
    pub name: String,
    /// What is parsed. Never normalised; spans point into it.
    pub text: Arc<str>,
    /// What is known besides.
    pub meta: Meta,
    /// The way back to the bytes of the file.
    pub origin: Origin,
}

impl Document {
    /// A document whose text is the file as it lies on disk.
    pub fn plain(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let origin = Origin::identity(text.as_bytes());
        Self { name: name.into(), text, meta: Meta::default(), origin }
    }
}

/// What the offsets that a report shows count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Offsets {
    /// Bytes of the file as it lies on disk.
    #[default]
    Source,
    /// Bytes of the extracted text.
    Text,
}

/// A stretch of text and the bytes that it was read from; verbatim where both are equally long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Bytes of [`Document::text`].
    pub text: Range<u32>,
    /// Bytes of the file.
    pub source: Range<u32>,
}

/// Line and column, both from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line in the file.
    pub line: u32,
    /// Column in the line.
    pub column: u32,
}

/// The bytes of the file and the map from text to them.
#[derive(Debug, Clone)]
pub struct Origin {
    /// What the offsets count in.
    pub offsets: Offsets,
    bytes: Arc<[u8]>,
    line_starts: Arc<[u32]>,
    runs: Vec<Run>,
}

impl Origin {
    /// The text is the file.
    pub fn identity(bytes: &[u8]) -> Self {
        Self::mapped(bytes, Vec::new())
    }

    /// The text was read from `bytes` run by run; `runs` stand in text order, without gaps in the text.
    pub fn mapped(bytes: &[u8], runs: Vec<Run>) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend((0u32..).zip(bytes).filter(|(_, b)| **b == b'\n').map(|(i, _)| i + 1));
        Self {
            offsets: Offsets::Source,
            bytes: bytes.into(),
            line_starts: line_starts.into(),
            runs,
        }
    }

    /// The bytes of the file that `span` of the text was read from.
    pub fn source(&self, span: Span) -> Range<u32> {
        if self.runs.is_empty() {
            return span.start..span.end;
        }
        let start = self.source_at(span.start, false);
        let end = if span.is_empty() { start } else { self.source_at(span.end - 1, true) };
        start..end.max(start)
    }

    /// Line and column of a byte of the file.
    pub fn position(&self, source: u32) -> Position {
        let line = self.line_starts.partition_point(|&start| start <= source).max(1);
        let from = self.line_starts[line - 1] as usize;
        let upto = (source as usize).min(self.bytes.len());
        let is_lead = |b: &&u8| (**b & 0b1100_0000) != 0b1000_0000;
        let column = self.bytes[from.min(upto)..upto].iter().filter(is_lead).count();
        let mark = usize::from(line == 1 && self.bytes.starts_with(b"\xEF\xBB\xBF") && upto >= 3);
        Position { line: line as u32, column: (column - mark) as u32 + 1 }
    }

    /// Byte of the file behind byte `offset` of the text; with `end`, one past it.
    fn source_at(&self, offset: u32, end: bool) -> u32 {
        let idx = self.runs.partition_point(|run| run.text.end <= offset);
        let Some(run) = self.runs.get(idx) else {
            return self.bytes.len() as u32;
        };
        if run.text.len() == run.source.len() {
            run.source.start + (offset - run.text.start) + u32::from(end)
        } else if end {
            run.source.end
        } else {
            run.source.start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let origin = Origin::identity("a\nüb 3".as_bytes());
        assert_eq!(origin.position(6), Position { line: 2, column: 4 });
    }

    #[test]
    fn an_entity_maps_to_all_its_bytes() {
        let runs = vec![Run { text: 0..1, source: 3..4 }, Run { text: 1..2, source: 4..9 }];
        let origin = Origin::mapped(b"<p>a&amp;", runs);
        assert_eq!(origin.source(Span::new(0, 2)), 3..9);
        assert_eq!(origin.source(Span::new(0, 1)), 3..4);
    }
}
