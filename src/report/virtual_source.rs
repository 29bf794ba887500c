//! Excerpts of several documents as one source for miette: excerpt i lies at bytes `base_i..base_i + len_i` of an address
//! space of its own. A gap of one byte keeps neighbours from being joined, so each is drawn with its own file and line.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::text::Position;

/// A line to be drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Where it starts in the address space.
    base: usize,
    /// The words.
    text: String,
    /// File, as it is shown.
    name: String,
    /// Where each figure in it stands in the file: first byte in `text`, place.
    places: Vec<(usize, Position)>,
}

/// The address space.
#[derive(Debug, Default)]
pub(super) struct VirtualSource {
    drawn: Vec<Drawn>,
    end: usize,
}

impl VirtualSource {
    /// Adds a line with at least one figure and returns where it starts.
    pub fn push(&mut self, text: String, name: String, places: Vec<(usize, Position)>) -> usize {
        let base = self.end;
        self.end = base + text.len() + 1;
        self.drawn.push(Drawn { base, text, name, places });
        base
    }
}

impl SourceCode for VirtualSource {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let idx = self.drawn.partition_point(|d| d.base <= span.offset()).checked_sub(1);
        let drawn = idx.and_then(|idx| self.drawn.get(idx)).ok_or(MietteError::OutOfBounds)?;
        let start = span.offset() - drawn.base;
        if start + span.len() > drawn.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let place = drawn.places.iter().find(|(at, _)| *at == start).or(drawn.places.first());
        let Position { line, column } =
            place.map_or(Position { line: 1, column: 1 }, |(_, place)| *place);
        let (line, column) = (line.saturating_sub(1) as usize, column.saturating_sub(1) as usize);
        // Without context only the place is wanted; with context, the whole line.
        let (data, span, column) = if before == 0 && after == 0 {
            (&drawn.text[start..start + span.len()], *span, column)
        } else {
            (drawn.text.as_str(), SourceSpan::from((drawn.base, drawn.text.len())), 0)
        };
        let contents = MietteSpanContents::new_named(
            drawn.name.clone(),
            data.as_bytes(),
            span,
            line,
            column,
            1,
        );
        Ok(Box::new(contents))
    }
}
