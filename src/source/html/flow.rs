//! Text as a browser lays it out: white space collapsed, paragraphs apart.

use std::ops::Range;

use super::super::mapped::Mapped;
use super::References;

/// What stands between two cells of a table row; a mark, so that their figures do not run together.
const CELL: &str = " | ";

/// What stands before a raised digit, so that it does not run on the figure or the word before it.
const RAISED: &str = "^";

/// What is done with white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blanks {
    /// A stretch becomes one space, or nothing at the edge of a paragraph.
    Collapse,
    /// It stays.
    Keep,
}

/// What is owed before the next character; the greater one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Raised,
    Space,
    Cell,
    Line,
    Paragraph,
}

/// Text in the making.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    source: &'a str,
    mapped: Mapped,
    gap: Gap,
    space: Range<usize>,
    references: References,
}

impl<'a> Flow<'a> {
    /// An empty text, to be read from `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            mapped: Mapped::default(),
            gap: Gap::None,
            space: 0..0,
            references: References::default(),
        }
    }

    /// Whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.mapped.text().is_empty()
    }

    /// The text and its map.
    pub(super) fn finish(self) -> Mapped {
        self.mapped
    }

    /// Begins a paragraph.
    pub(super) fn paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    /// Breaks the line.
    pub(super) fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    /// Begins a cell.
    pub(super) fn cell(&mut self) {
        self.gap = self.gap.max(Gap::Cell);
    }

    /// Leaves the line upwards, for an exponent or the mark of a note.
    pub(super) fn raise(&mut self) {
        self.gap = self.gap.max(Gap::Raised);
    }

    /// Appends what stands at `range` between two tags.
    pub(super) fn push(&mut self, range: Range<usize>, blanks: Blanks) {
        let Range { start: mut at, end } = range;
        let bytes = self.source.as_bytes();
        let is_blank =
            |b: &u8| blanks == Blanks::Collapse && matches!(b, b' ' | b'\n' | b'\t' | b'\r' | 0x0C);
        let ends_piece = |b: &u8| matches!(b, b'&' | b'<') || is_blank(b);
        while at < end {
            if is_blank(&bytes[at]) {
                let n_blank = bytes[at..end].iter().take_while(|b| is_blank(b)).count();
                self.blank(at..at + n_blank);
                at += n_blank;
            } else if bytes[at] == b'&' {
                at += self.reference(at..end, blanks);
            } else if bytes[at..end].starts_with(b"</>") {
                at += 3;
            } else {
                let rest = bytes[at + 1..end].iter();
                let stop = at + 1 + rest.take_while(|b| !ends_piece(b)).count();
                self.fill_gap(at, bytes[at]);
                self.mapped.copy(self.source, at..stop);
                at = stop;
            }
        }
    }

    /// Appends the reference or the ampersand at the start of `range`; returns its length.
    fn reference(&mut self, range: Range<usize>, blanks: Blanks) -> usize {
        let at = range.start;
        let Some(reference) = self.references.decode(&self.source[range]) else {
            self.fill_gap(at, b'&');
            self.mapped.copy(self.source, at..at + 1);
            return 1;
        };
        let source = at..at + reference.n_bytes;
        if blanks == Blanks::Collapse
            && matches!(&*reference.text, " " | "\n" | "\t" | "\r" | "\u{C}")
        {
            self.blank(source);
        } else {
            self.fill_gap(at, reference.text.as_bytes()[0]);
            self.mapped.push(&reference.text, source);
        }
        reference.n_bytes
    }

    fn blank(&mut self, source: Range<usize>) {
        if self.gap < Gap::Space {
            self.gap = Gap::Space;
            self.space = source;
        }
    }

    /// Pays what is owed before the character at `at`, which begins with the byte `next`.
    fn fill_gap(&mut self, at: usize, next: u8) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let text = self.mapped.text();
        if text.is_empty() {
            return;
        }
        match gap {
            Gap::Raised if next.is_ascii_digit() && !ends_in_symbol(text) => {
                self.mapped.push(RAISED, at..at);
            }
            Gap::None | Gap::Raised => {}
            Gap::Space => self.mapped.push(" ", self.space.clone()),
            Gap::Cell => self.mapped.push(CELL, at..at),
            Gap::Line => self.mapped.push("\n", at..at),
            Gap::Paragraph => self.mapped.push("\n\n", at..at),
        }
    }
}

/// Whether `text` ends in one or two letters, as `m` and `km` before an exponent.
fn ends_in_symbol(text: &str) -> bool {
    let letters = text.chars().rev().take(3).take_while(|c| c.is_alphabetic());
    (1..=2).contains(&letters.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(source: &str, blanks: Blanks) -> String {
        let mut flow = Flow::new(source);
        flow.push(0..source.len(), blanks);
        flow.finish().finish(&[]).0
    }

    #[test]
    fn white_space_is_collapsed() {
        assert_eq!(flow(" \r\n a\t \nb\u{A0} &#32; c\n", Blanks::Collapse), "a b\u{A0} c");
        assert_eq!(flow("a\r\n  b&#10;", Blanks::Keep), "a\r\n  b\n");
    }

    #[test]
    fn the_greatest_gap_wins() {
        let mut flow = Flow::new("a bcd");
        flow.paragraph();
        flow.push(0..2, Blanks::Collapse);
        flow.line();
        flow.push(2..3, Blanks::Collapse);
        flow.line();
        flow.line();
        flow.cell();
        flow.push(3..4, Blanks::Collapse);
        flow.cell();
        flow.push(4..5, Blanks::Collapse);
        assert_eq!(flow.finish().finish(&[]).0, "a\nb\n\nc | d");
    }
}
