//! Markdown: the source with its markup taken out.
//!
//! What opens a line (list numbers, heading marks, quote marks) and what is no prose (code, comments, front matter)
//! becomes blanks of the same length; what stands within words (emphasis, brackets and targets of links) goes without a
//! trace, so that `10**.000**` and `**12** %` read as they are shown. Letters and digits of the prose never change.
//! The pipes of a table stay: they keep its figures apart.

mod front;
mod inline;
mod lines;
mod links;

use crate::text::{Document, Meta};

use super::html::References;
use super::mapped::Mapped;
use super::{File, Format, ReadError};
use links::Cut;

/// Markdown, with tables, notes and front matter.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Format for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, file: &File<'_>) -> Result<Vec<Document>, ReadError> {
        let (front, n_front) = front::read_front(&file.text);
        let mut weaver = Weaver::new(&file.text);
        weaver.blank_until(n_front, ' ');
        weaver.run();
        let meta = Meta { title: front.title.or(weaver.title), ..front };
        Ok(vec![file.document(weaver.out, meta)?])
    }
}

/// The way through a source, line by line.
struct Weaver<'a> {
    source: &'a str,
    out: Mapped,
    /// How far the source has been read.
    at: usize,
    /// Markup in brackets, and the first of it that is not yet behind.
    cuts: Vec<Cut>,
    next_cut: usize,
    references: References,
    /// Lists that are open: indentation and last number.
    numbers: Vec<(usize, u32)>,
    is_table: bool,
    starts_block: bool,
    /// First heading of the first level.
    title: Option<String>,
    /// Fences that nothing below closes, by mark: the shortest.
    unclosed: [usize; 2],
    /// Whether no comment ends below.
    no_comment: bool,
}

impl<'a> Weaver<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            out: Mapped::with_capacity(source.len()),
            at: 0,
            cuts: links::find_cuts(source),
            next_cut: 0,
            references: References::default(),
            numbers: Vec::new(),
            is_table: false,
            starts_block: true,
            title: None,
            unclosed: [usize::MAX; 2],
            no_comment: false,
        }
    }

    fn run(&mut self) {
        while self.at < self.source.len() {
            self.line();
        }
    }

    /// End of the line at `at`, with its line break.
    fn line_end(&self, at: usize) -> usize {
        self.source[at..].find('\n').map_or(self.source.len(), |n| at + n + 1)
    }

    fn line(&mut self) {
        let end = self.line_end(self.at);
        let line = &self.source[self.at..end];
        if line.trim().is_empty() {
            self.copy_until(end);
            self.is_table = false;
            self.starts_block = true;
        } else if let Some(fence) = lines::opens_code(line) {
            self.code(fence, end);
        } else if lines::is_rule(line) {
            self.is_table = line.contains('|');
            self.blank_until(end, '\n');
            self.starts_block = true;
        } else if lines::is_definition(line) {
            self.blank_until(end, ' ');
        } else {
            self.prose(end);
        }
    }

    /// Blanks the code from the fence, whose line ends at `end`, to the line that closes it.
    fn code(&mut self, fence: lines::Fence, end: usize) {
        let unclosed = &mut self.unclosed[usize::from(fence.mark == b'~')];
        let mut close = end;
        if fence.n_marks < *unclosed {
            let mut below = self.source[end..].split_inclusive('\n');
            let is_closed = below.by_ref().any(|line| {
                close += line.len();
                lines::closes_code(line, fence)
            });
            if !is_closed {
                *unclosed = fence.n_marks;
                close = end;
            }
        }
        self.blank_until(close, ' ');
        self.starts_block = true;
    }

    /// A line of prose up to `end`, with what opens it.
    fn prose(&mut self, end: usize) {
        let start = self.at;
        let mut level = None;
        while let Some((n_bytes, first)) = self.marker(start, end) {
            level = level.or(lines::heading_level(&self.source[self.at..end]));
            // A second pipe closes an empty cell.
            let row = self.source[self.at..].starts_with('|');
            self.blank_until(self.at + n_bytes, first);
            if level.is_some() || row {
                break;
            }
        }
        let from = self.out.text().len();
        let Some(level) = level else {
            self.inline(end);
            self.starts_block = false;
            return;
        };
        let words = lines::heading_words(&self.source[self.at..end]);
        self.inline(self.at + words.end);
        let title = self.out.text()[from..].trim();
        if level == 1 && self.title.is_none() && !title.is_empty() {
            self.title = Some(title.to_owned());
        }
        self.blank_until(end.max(self.at), ' ');
        let next = &self.source[self.at..self.line_end(self.at)];
        if !next.trim().is_empty() {
            self.out.push("\n", self.at..self.at);
        }
        self.starts_block = true;
    }

    /// The marker at hand, in the line from `start` to `end`: its length and what its first byte becomes.
    fn marker(&mut self, start: usize, end: usize) -> Option<(usize, char)> {
        let rest = &self.source[self.at..end];
        let n_blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.copy_until(self.at + n_blank);
        let line = &self.source[self.at..end];
        let indent = self.at - start;
        if line.starts_with('>') {
            return Some((1, ' '));
        }
        if let Some(row) = line.strip_prefix('|') {
            return (!row.trim().is_empty()).then_some((1, '\n'));
        }
        if let Some(n_marks) = lines::heading_level(line).or(lines::bullet(line)) {
            return Some((n_marks, '\n'));
        }
        if let Some((number, n_bytes)) = lines::list_number(line)
            && self.is_item(indent, number, end)
        {
            self.numbers.push((indent, number));
            return Some((n_bytes, '\n'));
        }
        if self.starts_block && indent == 0 {
            self.numbers.clear();
        }
        if self.is_table && indent == n_blank {
            self.out.push("\n", self.at..self.at);
        }
        None
    }

    /// Whether a number that opens a line ending at `end` is that of a list item, and not a figure at the edge of a paragraph.
    fn is_item(&mut self, indent: usize, number: u32, end: usize) -> bool {
        while self.numbers.last().is_some_and(|(deeper, _)| *deeper > indent) {
            self.numbers.pop();
        }
        match self.numbers.last() {
            Some(&(same, last)) if same == indent => {
                let continues = number == last || number == last + 1;
                if continues {
                    self.numbers.pop();
                }
                continues
            }
            _ => number <= 1 && lines::goes_on(&self.source[end..], number),
        }
    }

    fn copy_until(&mut self, end: usize) {
        self.out.copy(self.source, self.at..end);
        self.at = end;
    }

    /// Puts blanks in place of all but line breaks up to `end`, and `first` in place of the first byte.
    fn blank_until(&mut self, end: usize, first: char) {
        if self.at >= end {
            return;
        }
        let bytes = self.source[self.at..end].bytes().enumerate();
        let blanks: String = bytes
            .map(|(idx, byte)| match byte {
                b'\n' | b'\r' => char::from(byte),
                _ if idx == 0 => first,
                _ => ' ',
            })
            .collect();
        self.out.push(&blanks, self.at..end);
        self.at = end;
    }

    /// Leaves out what stands up to `end`.
    fn skip_until(&mut self, end: usize) {
        self.at = end;
    }
}

#[cfg(test)]
mod tests;
