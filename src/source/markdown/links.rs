//! Which brackets of a Markdown text are links, images and notes.

use std::ops::Range;

/// A stretch of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What is left of it.
    pub(super) leaves: Leaves,
}

/// What a cut leaves in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// The words before and after stand side by side.
    Nothing,
    /// They stand apart.
    Blanks,
}

/// The cuts of `source`, in order of position; those within another cut may be listed too.
///
/// `[text](target)` and `[text][name]` lose all but their text, `![…](…)` and `[^note]` everything.
pub(super) fn find_cuts(source: &str) -> Vec<Cut> {
    let mut finder = Finder {
        bytes: source.as_bytes(),
        cuts: Vec::new(),
        squares: Vec::new(),
        rounds: Vec::new(),
        text: None,
    };
    finder.run();
    let mut cuts = finder.cuts;
    cuts.sort_by_key(|cut| (cut.range.start, std::cmp::Reverse(cut.range.end)));
    cuts
}

struct Finder<'a> {
    bytes: &'a [u8],
    cuts: Vec<Cut>,
    /// Open square brackets of the paragraph.
    squares: Vec<usize>,
    /// Open round brackets of the line, each with the square brackets `[…]` that it directly follows.
    rounds: Vec<Option<Range<usize>>>,
    /// The square brackets `[…]` that the next square bracket directly follows.
    text: Option<Range<usize>>,
}

impl Finder<'_> {
    fn run(&mut self) {
        let mut is_blank = true;
        let mut at = 0;
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'\n' => {
                    self.rounds.clear();
                    if is_blank {
                        self.squares.clear();
                    }
                    is_blank = true;
                    at += 1;
                    continue;
                }
                b'[' => self.squares.push(at),
                b']' => self.close_square(at),
                b'(' => {
                    let text = self.text.take().filter(|text| text.end == at);
                    self.rounds.push(text);
                }
                b')' => {
                    if let Some(Some(text)) = self.rounds.pop() {
                        self.link(&text, at + 1);
                    }
                }
                _ => {}
            }
            is_blank &= self.bytes.get(at).is_some_and(u8::is_ascii_whitespace);
            at += 1;
        }
    }

    fn close_square(&mut self, at: usize) {
        let Some(open) = self.squares.pop() else { return };
        let brackets = open..at + 1;
        if self.bytes[open + 1] == b'^' {
            let colon = usize::from(self.bytes.get(at + 1) == Some(&b':'));
            self.cuts.push(Cut { range: open..at + 1 + colon, leaves: Leaves::Nothing });
            return;
        }
        match self.text.take() {
            Some(text) if text.end == open => self.link(&text, at + 1),
            _ => self.text = Some(brackets),
        }
    }

    /// A link or image whose text stands in the brackets `text` and whose target ends at `end`.
    fn link(&mut self, text: &Range<usize>, end: usize) {
        if text.start > 0 && self.bytes[text.start - 1] == b'!' {
            self.cuts.push(Cut { range: text.start - 1..end, leaves: Leaves::Blanks });
            return;
        }
        self.cuts.push(Cut { range: text.start..text.start + 1, leaves: Leaves::Nothing });
        self.cuts.push(Cut { range: text.end - 1..end, leaves: Leaves::Nothing });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<&str> {
        find_cuts(source).into_iter().map(|cut| &source[cut.range]).collect()
    }

    #[test]
    fn links_are_found() {
        assert_eq!(cut("a [b\nc](d_(e) \"f\") (g) [h] (i)"), ["[", "](d_(e) \"f\")"]);
        assert_eq!(cut("[a][b] [c] [d][]"), ["[", "][b]", "[", "][]"]);
        assert_eq!(cut("[![a](b)](c)"), ["[", "![a](b)", "](c)"]);
        assert_eq!(cut("12[^1].\n\n[^1]: note"), ["[^1]", "[^1]:"]);
    }

    #[test]
    fn what_is_no_link_stays() {
        assert!(cut("[a\n\nb](c)").is_empty());
        assert!(cut("[a](b\nc)").is_empty());
        assert!(cut("\\[a](b) [ ] ] ) ( [").is_empty());
        assert!(cut("[").is_empty() && cut("\\").is_empty());
    }
}
