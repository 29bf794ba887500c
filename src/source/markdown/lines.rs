//! What a line of Markdown is, judged by how it begins.

use std::ops::Range;

/// Longest fence that is told from longer ones.
const MAX_FENCE: usize = 8;

/// How far ahead a list is looked for, in lines and in bytes.
const AHEAD: (usize, usize) = (32, 1 << 13);

/// A fence of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    /// Its character.
    pub(super) mark: u8,
    /// How many at least.
    pub(super) n_marks: usize,
}

/// The fence that `line` opens.
pub(super) fn opens_code(line: &str) -> Option<Fence> {
    let line = line.trim().as_bytes();
    let mark = *line.first().filter(|b| matches!(b, b'`' | b'~'))?;
    let n_marks = line.iter().take_while(|b| **b == mark).count();
    let is_fence = n_marks >= 3 && !(mark == b'`' && line[n_marks..].contains(&b'`'));
    is_fence.then_some(Fence { mark, n_marks: n_marks.min(MAX_FENCE) })
}

/// Whether `line` closes `fence`.
pub(super) fn closes_code(line: &str, fence: Fence) -> bool {
    let line = line.trim().as_bytes();
    line.len() >= fence.n_marks && line.iter().all(|b| *b == fence.mark)
}

/// Whether `line` is a thematic break, the underline of a heading or of a table's head.
pub(super) fn is_rule(line: &str) -> bool {
    line.trim()
        .bytes()
        .all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b'+' | b'|' | b':' | b' ' | b'\t'))
}

/// Whether `line` defines the target of links: `[name]: target`.
pub(super) fn is_definition(line: &str) -> bool {
    let inner = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inner.is_some_and(|(name, rest)| {
        rest.starts_with(": ") && !name.starts_with('^') && !name.is_empty()
    })
}

/// Level of the heading that `line` begins with.
pub(super) fn heading_level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    ((1..=6).contains(&level) && ends_marker(&line[level..])).then_some(level)
}

/// Length of the bullet that `line` begins with.
pub(super) fn bullet(line: &str) -> Option<usize> {
    (line.starts_with(['-', '*', '+']) && ends_marker(&line[1..])).then_some(1)
}

/// Number and length of the list number that `line` begins with.
pub(super) fn list_number(line: &str) -> Option<(u32, usize)> {
    let n_digits = line.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let rest = line[n_digits..].strip_prefix(['.', ')'])?;
    let number = line[..n_digits].parse().ok()?;
    (n_digits <= 9 && ends_marker(rest)).then_some((number, n_digits + 1))
}

/// Whether a list that begins with `number` goes on in `rest`, the lines below: alone, `1.` may be the day of a date.
pub(super) fn goes_on(rest: &str, number: u32) -> bool {
    let (n_lines, n_bytes) = AHEAD;
    let mut n_seen = 0;
    let near = rest.split('\n').take(n_lines).take_while(|line| {
        n_seen += line.len();
        n_seen < n_bytes
    });
    let numbers = near.filter_map(|line| list_number(line.trim_start_matches([' ', '\t', '>'])));
    numbers.map(|(next, _)| next).any(|next| next == number || next == number + 1)
}

/// The line without the closing marks of a heading, as a range of it.
pub(super) fn heading_words(line: &str) -> Range<usize> {
    let trimmed = line.trim_end();
    let bare = trimmed.trim_end_matches('#');
    let is_closed = bare.is_empty() || bare.ends_with([' ', '\t']);
    0..if is_closed { bare.trim_end().len() } else { trimmed.len() }
}

fn ends_marker(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_need_a_blank() {
        assert_eq!(
            ["# a", "###### a", "#", "#a", "####### a", "a"].map(heading_level),
            [Some(1), Some(6), Some(1), None, None, None]
        );
        assert_eq!(["- a", "*\ta", "-5", "+"].map(bullet), [Some(1), Some(1), None, Some(1)]);
        assert_eq!(
            ["1. a", "29) a", "1.5", "1.", ".", "1234567890. a"].map(list_number),
            [Some((1, 2)), Some((29, 3)), None, Some((1, 2)), None, None]
        );
    }

    #[test]
    fn lines_are_told_apart() {
        assert!(["---", "===\r", "| --- | :-: |", "* * *"].into_iter().all(is_rule));
        assert!(!is_rule("- a") && !is_rule("--- 5"));
        assert!(
            is_definition("[a]: http://b/12")
                && !is_definition("[^a]: b")
                && !is_definition("[a] b")
        );
        assert_eq!(opens_code("````rust"), Some(Fence { mark: b'`', n_marks: 4 }));
        assert_eq!(opens_code("```a```"), None);
        assert!(closes_code("~~~~\r", Fence { mark: b'~', n_marks: 3 }));
        assert_eq!(heading_words("a # b ##  "), 0..5);
        assert_eq!(heading_words("C#"), 0..2);
    }
}
