//! Markup within a line.

use super::super::html::breaks_line;
use super::Weaver;
use super::links::Leaves;

impl Weaver<'_> {
    /// Reads on up to `end`, and beyond it where markup that began before ends there.
    pub(super) fn inline(&mut self, end: usize) {
        let bytes = self.source.as_bytes();
        let mut no_code = [false; 2];
        while self.at < end {
            let n_plain =
                bytes[self.at..end].iter().take_while(|b| !b"\\`*_~[]!<&|".contains(b)).count();
            self.copy_until(self.at + n_plain);
            if self.at >= end || self.cut() {
                continue;
            }
            match bytes[self.at] {
                b'\\' => self.escape(end),
                b'`' => self.inline_code(end, &mut no_code),
                b'*' | b'_' | b'~' => self.emphasis(end),
                b'<' => self.angle(end),
                b'&' => self.reference(end),
                b'|' if self.source[self.at + 1..end].trim().is_empty() => {
                    self.blank_until(self.at + 1, ' ');
                }
                _ => self.copy_until(self.at + 1),
            }
        }
    }

    /// Takes out the brackets that begin here, if any do.
    fn cut(&mut self) -> bool {
        while let Some(cut) = self.cuts.get(self.next_cut).filter(|cut| cut.range.start <= self.at)
        {
            self.next_cut += 1;
            if cut.range.start < self.at {
                continue;
            }
            let end = cut.range.end;
            match cut.leaves {
                Leaves::Nothing => self.skip_until(end),
                Leaves::Blanks => self.blank_until(end, ' '),
            }
            return true;
        }
        false
    }

    /// A backslash: gone where it escapes, and the character behind it is no markup.
    fn escape(&mut self, end: usize) {
        let next = self.source.as_bytes()[self.at + 1..end].first();
        if next.is_some_and(u8::is_ascii_punctuation) {
            self.skip_until(self.at + 1);
        }
        self.copy_until(self.at + 1);
    }

    /// Code between one or two backticks on each side; `no_code` remembers what the line no longer closes.
    fn inline_code(&mut self, end: usize, no_code: &mut [bool; 2]) {
        let rest = &self.source[self.at..end];
        let n_marks = rest.bytes().take_while(|b| *b == b'`').count();
        if n_marks <= 2 && !no_code[n_marks - 1] {
            let mut close = n_marks;
            while let Some(n_code) = rest[close..].find('`') {
                close += n_code;
                let n_close = rest[close..].bytes().take_while(|b| *b == b'`').count();
                close += n_close;
                if n_close == n_marks {
                    self.blank_until(self.at + close, ' ');
                    return;
                }
            }
            no_code[n_marks - 1] = true;
        }
        self.copy_until(self.at + n_marks);
    }

    /// Marks of emphasis go; those between blanks, between digits and the single ones within a word are characters.
    fn emphasis(&mut self, end: usize) {
        let mark = self.source.as_bytes()[self.at];
        let n_marks =
            self.source.as_bytes()[self.at..end].iter().take_while(|b| **b == mark).count();
        let stop = self.at + n_marks;
        let before = self.source[..self.at].chars().next_back().unwrap_or(' ');
        let after = self.source[stop..].chars().next().unwrap_or(' ');
        let is_loose = before.is_whitespace() && after.is_whitespace();
        let is_between_digits = before.is_ascii_digit() && after.is_ascii_digit();
        let is_in_word =
            before.is_alphanumeric() && after.is_alphanumeric() && (mark == b'_' || n_marks == 1);
        if is_loose || is_between_digits || is_in_word || (mark == b'~' && n_marks != 2) {
            self.copy_until(stop);
        } else {
            self.skip_until(stop);
        }
    }

    /// A comment, a tag or an address in angle brackets.
    fn angle(&mut self, end: usize) {
        let rest = &self.source[self.at..];
        if rest.starts_with("<!--") && !self.no_comment {
            if let Some(n_bytes) = rest.find("-->") {
                self.blank_until(self.at + n_bytes + 3, ' ');
                return;
            }
            self.no_comment = true;
        }
        let inner = &rest[1..end - self.at];
        let n_inner = inner.bytes().take_while(|b| !matches!(b, b'<' | b'>')).count();
        let is_tag = inner.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_tag || inner.as_bytes().get(n_inner) != Some(&b'>') {
            self.copy_until(self.at + 1);
            return;
        }
        let stop = self.at + n_inner + 2;
        let inner = &inner[..n_inner];
        let name = inner
            .trim_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if !inner.contains([' ', '\t']) && inner.contains([':', '@']) {
            self.blank_until(stop, ' ');
        } else if breaks_line(name.to_ascii_lowercase().as_bytes()) {
            self.blank_until(stop, '\n');
        } else {
            self.skip_until(stop);
        }
    }

    fn reference(&mut self, end: usize) {
        match self.references.decode(&self.source[self.at..end]) {
            Some(reference) => {
                let stop = self.at + reference.n_bytes;
                self.out.push(&reference.text, self.at..stop);
                self.at = stop;
            }
            None => self.copy_until(self.at + 1),
        }
    }
}
