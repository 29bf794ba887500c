//! Values as a reader sees them: exact, grouped, with the signs of bound and hedge; the same in every language.

use unicode_width::UnicodeWidthChar;

use crate::fact::{Kind, Mention};
use crate::value::{Decimal, Hedge, Interval, Written};

/// Between groups of three digits, and between figure and unit.
const THIN: char = '\u{202F}';

/// Units with a sign that every reader knows; others are shown by their id.
const SIGNS: &[(&str, &str)] = &[
    ("percent", "%"),
    ("kilometre", "km"),
    ("metre", "m"),
    ("kilogram", "kg"),
    ("degree-celsius", "°C"),
];

/// `≈ 3 000`, `10 000–12 000`, `> 900`, `2024-10-27`, `31:24`, `55 %`; the words as they stand where nothing was read.
pub(super) fn value(mention: &Mention, quote: &str) -> String {
    if mention.unread {
        return format!("{quote}?");
    }
    let iso = mention.iso.as_ref().filter(|_| mention.is_calendar());
    if let Some(text) = iso.or(mention.ratio.as_ref()) {
        return text.clone();
    }
    with_unit(&interval(&mention.value, mention.written), mention)
}

/// A number in the unit of `mention`, as precise as that was written.
pub(super) fn end(value: Decimal, mention: &Mention) -> String {
    with_unit(&precise(value, mention.written), mention)
}

/// [`number`] with the zeros that were written behind its point (`5.80`).
fn precise(value: Decimal, written: Written) -> String {
    let mut text = number(value);
    let n_written = written.exponent.min(0).unsigned_abs() as usize;
    let n_shown = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if n_shown < n_written {
        text.push_str(if n_shown == 0 { "." } else { "" });
        text.extend(std::iter::repeat_n('0', n_written - n_shown));
    }
    text
}

/// `10 000`, `-7.25`; groups of three digits before the point.
pub(super) fn number(value: Decimal) -> String {
    value.grouped()
}

/// Columns that `text` takes, character by character.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

/// Columns that one character takes.
pub(super) fn char_columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// `text` cut to `width` columns, with `…` where something is missing.
pub(super) fn clipped(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += char_columns(c);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The tool's own signs in ASCII.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            THIN | '\u{A0}' => out.push(' '),
            '–' | '—' | '−' => out.push('-'),
            '·' => out.push('|'),
            '≈' => out.push('~'),
            '≥' => out.push_str(">="),
            '≤' => out.push_str("<="),
            '≳' => out.push_str(">~"),
            '≲' => out.push_str("<~"),
            '…' => out.push_str("..."),
            '→' => out.push_str("->"),
            _ => out.push(c),
        }
    }
    out
}

fn interval(value: &Interval, written: Written) -> String {
    let number = |end| precise(end, written);
    match (value.low, value.high) {
        (Some(low), Some(high)) if low == high => format!("{}{}", hedge(value), number(low)),
        (Some(low), Some(high)) => format!("{}{}–{}", hedge(value), number(low), number(high)),
        (Some(low), None) => {
            format!("{}{THIN}{}", if value.low_open { ">" } else { "≥" }, number(low))
        }
        (None, Some(high)) => {
            format!("{}{THIN}{}", if value.high_open { "<" } else { "≤" }, number(high))
        }
        (None, None) => "?".to_owned(),
    }
}

fn hedge(value: &Interval) -> String {
    match value.hedge {
        Some(Hedge::Below) => format!("≲{THIN}"),
        Some(Hedge::Above) => format!("≳{THIN}"),
        Some(Hedge::Around) => format!("≈{THIN}"),
        None if value.approximate => format!("≈{THIN}"),
        None => String::new(),
    }
}

fn with_unit(figure: &str, mention: &Mention) -> String {
    match &mention.unit {
        Some(unit) if mention.kind != Kind::Count => {
            let sign =
                SIGNS.iter().find(|(id, _)| *id == unit.id).map(|(_, sign)| (*sign).to_owned());
            format!("{figure}{THIN}{}", sign.unwrap_or_else(|| unit.id.replace('-', " ")))
        }
        _ => figure.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        number(text.parse().expect("decimal")).replace(THIN, "_")
    }

    #[test]
    fn groups_whole_digits_only() {
        assert_eq!(
            ["0", "999", "3000", "-1234567.8901", "0.05"].map(shown),
            ["0", "999", "3_000", "-1_234_567.8901", "0.05"]
        );
    }

    #[test]
    fn bounds_and_hedges_have_signs() {
        let point = Interval::point(Decimal::int(900));
        let show = |value: Interval| interval(&value, Written::default()).replace(THIN, " ");
        assert_eq!(show(Interval { high: None, ..point }), "≥ 900");
        assert_eq!(show(Interval { high: None, low_open: true, ..point }), "> 900");
        assert_eq!(show(Interval { low: None, ..point }), "≤ 900");
        assert_eq!(show(Interval { low: None, high_open: true, ..point }), "< 900");
        assert_eq!(
            show(Interval { approximate: true, hedge: Some(Hedge::Around), ..point }),
            "≈ 900"
        );
        assert_eq!(show(Interval { hedge: Some(Hedge::Below), ..point }), "≲ 900");
        assert_eq!(
            show(Interval {
                approximate: true,
                ..Interval::range(Decimal::int(24), Decimal::int(99))
            }),
            "≈ 24–99"
        );
    }

    #[test]
    fn written_zeros_are_kept() {
        let five = Interval::point("5.8".parse().expect("decimal"));
        assert_eq!(interval(&five, Written { digits: 3, exponent: -2 }), "5.80");
        assert_eq!(
            interval(&Interval::point(Decimal::int(3)), Written { digits: 2, exponent: -1 }),
            "3.0"
        );
    }

    #[test]
    fn clipping_counts_columns() {
        assert_eq!(clipped("漢字漢字", 5), "漢字…");
        assert_eq!(clipped("Cafe\u{301}", 4), "Cafe\u{301}");
    }
}
