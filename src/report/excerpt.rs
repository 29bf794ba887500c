//! The words round a figure: one line, cut at word borders, safe for a terminal, with the places of the figures in it.

use std::ops::Range;

use crate::report::safe::{is_space, push_visible};
use crate::report::show::{char_columns, columns};
use crate::text::Span;

/// A line of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// What is shown.
    pub text: String,
    /// Bytes of `text` for each figure that was asked for, in the same order.
    pub marks: Vec<Range<usize>>,
}

/// Columns kept free right of the middle of a figure, for what is said of it.
pub(super) const LABEL: usize = 26;

/// The words of `sentence` round `marks`, in at most `width` columns; a figure is never cut, so a long one may exceed it.
pub(super) fn excerpt(
    text: &str,
    sentence: Span,
    marks: &[Span],
    width: usize,
    ellipsis: &str,
) -> Excerpt {
    let all = marks.iter().copied().reduce(Span::cover).unwrap_or(sentence);
    let sentence = near(text, sentence.cover(all), all, width * 4);
    let line = line_of(text, sentence, marks);
    let cover =
        line.marks.iter().fold(line.text.len()..0, |c, m| c.start.min(m.start)..c.end.max(m.end));
    let cover = if cover.start > cover.end { 0..line.text.len() } else { cover };
    clip(&line, cover, width, ellipsis)
}

/// Which figures of one sentence are shown in one line: runs of `marks`, which stand in order, as far as each fits `width`.
pub(super) fn runs(text: &str, marks: &[Span], width: usize) -> Vec<Range<usize>> {
    let fits = |span: Span| columns(span.of(text)) + LABEL <= width;
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (idx, mark) in marks.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if fits(marks[run.start].cover(*mark)) => run.end = idx + 1,
            _ => runs.push(idx..idx + 1),
        }
    }
    runs
}

/// At most `reach` characters of `sentence` on either side of `marks`: where a text has no sentences, one may be very long.
fn near(text: &str, sentence: Span, marks: Span, reach: usize) -> Span {
    let before = &text[sentence.start as usize..marks.start as usize];
    let after = &text[marks.end as usize..sentence.end as usize];
    let start = before.char_indices().rev().nth(reach).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(reach).map_or(after.len(), |(at, _)| at);
    Span::new(sentence.start + start as u32, marks.end + end as u32)
}

/// The whole sentence on one line.
fn line_of(text: &str, sentence: Span, marks: &[Span]) -> Excerpt {
    let mut out = String::new();
    let mut places = vec![(0, 0); marks.len()];
    let mut after_space = true;
    let mut trailing_space = false;
    for (at, c) in sentence.of(text).char_indices() {
        let at = sentence.start + at as u32;
        let starts = marks.iter().any(|m| m.start == at);
        if is_space(c) && !starts {
            trailing_space = trailing_space || !after_space;
            after_space = true;
        } else {
            if trailing_space {
                out.push(' ');
            }
            (after_space, trailing_space) = (false, false);
        }
        for (mark, place) in marks.iter().zip(&mut places) {
            if mark.start == at {
                place.0 = out.len();
            }
        }
        if !after_space {
            push_visible(c, &mut out);
        }
        let end = at + c.len_utf8() as u32;
        for (mark, place) in marks.iter().zip(&mut places) {
            if mark.end == end {
                place.1 = out.len();
            }
        }
    }
    let marks = places.into_iter().map(|(start, end)| start..end.max(start)).collect();
    Excerpt { text: out, marks }
}

fn clip(line: &Excerpt, cover: Range<usize>, width: usize, ellipsis: &str) -> Excerpt {
    let (before, after) = (&line.text[..cover.start], &line.text[cover.end..]);
    let figure = columns(&line.text[cover.clone()]);
    let room = width.saturating_sub(figure);
    let most_left = width.saturating_sub(figure / 2 + LABEL);
    if columns(before) + columns(after) <= room && columns(before) <= most_left {
        return line.clone();
    }
    let left = (room / 2).max(room.saturating_sub(columns(after))).min(most_left);
    let start = left_cut(before, left, columns(ellipsis) + 1);
    let (lead, shift) = if start == 0 {
        (String::new(), 0)
    } else {
        (format!("{ellipsis} "), columns(ellipsis) + 1)
    };
    let right = room.saturating_sub(columns(&before[start..]) + shift);
    let end = cover.end + right_cut(after, right, columns(ellipsis) + 1);
    let tail = if end < line.text.len() { format!(" {ellipsis}") } else { String::new() };
    let text = format!("{lead}{}{tail}", line.text[start..end].trim_end());
    let moved = |at: usize| at - start + lead.len();
    Excerpt { text, marks: line.marks.iter().map(|m| moved(m.start)..moved(m.end)).collect() }
}

/// The first byte that is shown of the words before a figure.
fn left_cut(before: &str, room: usize, ellipsis: usize) -> usize {
    if columns(before) <= room {
        return 0;
    }
    let room = room.saturating_sub(ellipsis);
    let mut used = 0;
    let mut cut = before.ends_with(' ').then_some(before.len());
    let mut anywhere = before.len();
    for (at, c) in before.char_indices().rev() {
        if c == ' ' && at + 1 < before.len() {
            cut = Some(at + 1);
        }
        used += char_columns(c);
        if used > room {
            break;
        }
        if char_columns(c) > 0 {
            anywhere = at;
        }
    }
    cut.unwrap_or(anywhere)
}

/// One past the last byte that is shown of the words behind a figure.
fn right_cut(after: &str, room: usize, ellipsis: usize) -> usize {
    if columns(after) <= room {
        return after.len();
    }
    let room = room.saturating_sub(ellipsis);
    let mut used = 0;
    let mut cut = None;
    let mut anywhere = 0;
    for (at, c) in after.char_indices() {
        if c == ' ' {
            cut = Some(at);
        }
        used += char_columns(c);
        if used > room {
            break;
        }
        anywhere = at + c.len_utf8();
    }
    cut.unwrap_or(anywhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, figure: &str, width: usize) -> (String, String) {
        let start = text.find(figure).expect("the figure stands in the text") as u32;
        let mark = Span::new(start, start + figure.len() as u32);
        let shown = excerpt(text, Span::new(0, text.len() as u32), &[mark], width, "…");
        let quote = shown.text[shown.marks[0].clone()].to_owned();
        (shown.text, quote)
    }

    #[test]
    fn short_sentences_stay_whole() {
        assert_eq!(cut("Es gab 12 Tote.", "12", 40), ("Es gab 12 Tote.".into(), "12".into()));
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let text = "Nach Angaben der Behörden sind in der Region 10.000 Soldaten an mehreren Orten stationiert worden.";
        let (shown, quote) = cut(text, "10.000", 50);
        assert_eq!(shown, "… sind in der Region 10.000 Soldaten an mehreren …");
        assert_eq!(quote, "10.000");
    }

    #[test]
    fn white_space_and_controls_are_shown_on_one_line() {
        let (shown, quote) = cut("a\n\t b \u{1b}[1m1\u{200b}2\u{202e} c ", "1\u{200b}2", 60);
        assert_eq!(shown, "a b ␛[1m1\\u{200b}2\\u{202e} c");
        assert_eq!(quote, "1\\u{200b}2");
    }

    #[test]
    fn never_wider_than_asked_while_the_figure_fits() {
        let words = "äußerst ungewöhnliche Cafe\u{301}s — 漢字漢字 ";
        let text = format!("{words}{words}12.500{words}{words}");
        for width in 30..120 {
            let (shown, quote) = cut(&text, "12.500", width);
            assert!(columns(&shown) <= width, "{width}: {shown}");
            assert_eq!(quote, "12.500");
        }
    }

    #[test]
    fn words_without_spaces_are_cut_anywhere() {
        let text = format!("{}7{}", "漢".repeat(80), "字".repeat(80));
        let (shown, quote) = cut(&text, "7", 40);
        assert!(columns(&shown) <= 40, "{shown}");
        assert_eq!(quote, "7");
    }

    #[test]
    fn far_figures_get_lines_of_their_own() {
        let text = format!("1 {} 2 3", "x".repeat(80));
        let at = |s: &str| text.find(s).expect("there") as u32;
        let marks = ["1", "2", "3"].map(|s| Span::new(at(s), at(s) + 1));
        assert_eq!(runs(&text, &marks, 40), [0..1, 1..3]);
    }
}
