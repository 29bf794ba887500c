use crate::parse::atom::Atom;
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::{Decimal, Written};

/// What the figures of a document show of its decimal mark, where its language leaves doubt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Habit {
    /// Figures in which `.` can only be the decimal mark.
    pub point: u32,
    /// Figures in which `,` can only be the decimal mark.
    pub comma: u32,
}

/// A run of digit groups with the marks between them.
#[derive(Debug)]
struct Groups<'t> {
    end: usize,
    groups: Vec<&'t str>,
    marks: Vec<char>,
}

impl Habit {
    /// Counts the figures of a text that can be read in one way only.
    pub fn of(reading: &Reading<'_>) -> Self {
        let mut habit = Self::default();
        let mut i = 0;
        while i < reading.len() {
            if reading.kind(i) != Some(TokenKind::Digits) {
                i += 1;
                continue;
            }
            let groups = collect(reading, i);
            let certain = groups.certain_decimal().filter(|_| !groups.may_be_date(reading, i));
            match certain {
                Some('.') => habit.point += 1,
                Some(',') => habit.comma += 1,
                _ => {}
            }
            i = groups.end.max(i + 1);
        }
        habit
    }

    /// How often `mark` was surely decimal, and how often surely not.
    fn votes(self, mark: char) -> (u32, u32) {
        if mark == '.' { (self.point, self.comma) } else { (self.comma, self.point) }
    }
}

/// The number in digits at token `i`: groups and decimals resolved by its own shape, then by the language and the habit of
/// the document. Without a value where these leave it open.
pub(crate) fn digits(reading: &Reading<'_>, i: usize, habit: Habit) -> Option<Atom> {
    if reading.kind(i) != Some(TokenKind::Digits) {
        return None;
    }
    let groups = collect(reading, i);
    let decimal = groups.decimal_mark(reading.pack.decimal, habit);
    let mut atom = Atom { tokens: i..groups.end, digits: true, ..Atom::default() };
    let Some(decimal) = decimal else { return Some(atom) };
    let all = groups.groups.concat();
    let last = groups.groups.last().map_or(0, |g| g.len());
    let scale = if decimal { last as u32 } else { 0 };
    if all.trim_start_matches('0').len() > Decimal::MAX_DIGITS {
        return Some(atom);
    }
    atom.value = Decimal::from_digits(&all, scale);
    let significant = all.trim_start_matches('0').len().max(1) as u32;
    atom.written = Written { digits: significant, exponent: -(scale as i32) };
    Some(atom)
}

/// Digits from token `i` on with the marks glued between them, and groups of three behind spaces.
fn collect<'t>(reading: &Reading<'t>, i: usize) -> Groups<'t> {
    let mut groups = Groups { end: i + 1, groups: vec![reading.word(i)], marks: Vec::new() };
    loop {
        let at = groups.end;
        let spaced = !reading.glued(at)
            && reading.kind(at) == Some(TokenKind::Digits)
            && reading.word(at).len() == 3
            && groups.can_go_on_with(' ')
            && gap_is_one_space(reading, at)
            && !(reading.glued(at + 1) && reading.kind(at + 1) == Some(TokenKind::Word));
        if spaced {
            groups.push(' ', reading.word(at), at + 1);
            continue;
        }
        let Some(mark) = separator(reading, at) else { return groups };
        // *6'2* is a height, and no number.
        let height = mark == '\'' && reading.word(at + 1).len() != 3;
        if height || !groups.can_go_on_with(mark) {
            return groups;
        }
        groups.push(mark, reading.word(at + 1), at + 2);
    }
}

/// A mark at `at` that is glued between two runs of digits.
fn separator(reading: &Reading<'_>, at: usize) -> Option<char> {
    let between = reading.glued(at)
        && reading.glued(at + 1)
        && reading.kind(at + 1) == Some(TokenKind::Digits);
    let mark = reading.word(at).chars().next().filter(|_| between)?;
    // `3·10⁵` multiplies.
    let power = reading.word(at + 1) == "10" && reading.is_mark(at + 2, "^⁻⁰¹²³⁴⁵⁶⁷⁸⁹");
    if power && matches!(mark, '·' | '˙') {
        return None;
    }
    matches!(mark, '.' | ',' | '\'' | '’' | '˙' | '·').then_some(if mark == '’' {
        '\''
    } else {
        mark
    })
}

/// One space of any width, or a line break inside a paragraph, before zeros only: other figures there can be another number.
fn gap_is_one_space(reading: &Reading<'_>, at: usize) -> bool {
    let gap = &reading.text
        [reading.tokens[at - 1].span.end as usize..reading.tokens[at].span.start as usize];
    if reading.tokens[at].breaks == 1 {
        return reading.word(at) == "000";
    }
    gap.chars().count() == 1 && reading.pack.group.iter().any(|g| gap.starts_with(*g))
}

impl<'t> Groups<'t> {
    fn push(&mut self, mark: char, group: &'t str, end: usize) {
        self.marks.push(mark);
        self.groups.push(group);
        self.end = end;
    }

    /// Whether a further group behind `mark` can belong to the same number.
    fn can_go_on_with(&self, mark: char) -> bool {
        let last = self.groups.last().map_or(0, |g| g.len());
        let first = self.groups[0].len();
        match self.marks.last() {
            None => mark != ' ' || first <= 3,
            Some(&before) if before == mark => last == 3 || (mark == ',' && last == 2),
            // Another mark can only open the decimals.
            Some(_) => mark != ' ' && last == 3 && !self.marks.contains(&mark),
        }
    }

    /// Whether a figure with a point can as well be part of a date, a time or a version (`29.10.`, `14.30`).
    fn may_be_date(&self, reading: &Reading<'_>, start: usize) -> bool {
        let short = self.groups.iter().all(|g| g.len() <= 2);
        let mark_around = reading.is_mark(self.end, ".:/-") && reading.glued(self.end)
            || (start > 0 && reading.is_mark(start - 1, ".:/-") && reading.glued(start));
        self.marks == ['.'] && (mark_around || (short && reading.pack.decimal != '.'))
    }

    /// The mark that can only be decimal by the shape of this figure alone.
    fn certain_decimal(&self) -> Option<char> {
        let last = *self.marks.last()?;
        let opposite = if last == '.' { ',' } else { '.' };
        let group_of_three = self.groups.last().is_some_and(|g| g.len() == 3);
        if !matches!(last, '.' | ',') {
            None
        } else if self.marks.iter().any(|&m| m != last) {
            Some(last)
        } else if self.marks.len() > 1 {
            Some(opposite)
        } else if !group_of_three || self.groups[0].len() > 3 || self.groups[0].starts_with('0') {
            Some(last)
        } else {
            None
        }
    }

    /// Whether the last mark is decimal; `None` where nothing decides.
    fn decimal_mark(&self, of_language: char, habit: Habit) -> Option<bool> {
        let Some(&last) = self.marks.last() else { return Some(false) };
        if !matches!(last, '.' | ',') {
            return Some(matches!(last, '·' | '˙'));
        }
        if let Some(certain) = self.certain_decimal() {
            return Some(certain == last);
        }
        let (decimal, group) = habit.votes(last);
        if last == of_language {
            // Three digits behind the decimal mark of the language: `10,000` in a German text may well be foreign.
            let round = self.groups.last().is_some_and(|g| g.ends_with("00"));
            return match (decimal, group) {
                (0, 0) if round => None,
                (d, g) if d >= g => Some(true),
                (0, _) => Some(false),
                _ => None,
            };
        }
        match (decimal, group) {
            (0, _) => Some(false),
            (d, g) if g >= d => Some(false),
            (_, 0) => Some(true),
            _ => None,
        }
    }
}
