use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Cue, NumberRole, RuleId, Sense};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::{Decimal, Interval, Unit, Written};

/// A cell of a table with what heads it: token ranges, empty where the table has no such head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its own tokens.
    pub tokens: Range<u32>,
    /// The first cell of its row that holds words.
    pub row: Range<u32>,
    /// The cell of the first row above it.
    pub column: Range<u32>,
    /// The first cell of the first row.
    pub corner: Range<u32>,
}

/// The cells below a table's head and beside the heads of its rows, in order of position.
///
/// A table is two lines or more, one behind the other, in which pipes keep cells apart; its first line is a head where it
/// holds no figure but dates.
pub(crate) fn cells(reading: &Reading<'_>, mentions: &[Mention]) -> Vec<Cell> {
    let mut all = Vec::new();
    let mut rows: Vec<Vec<Range<u32>>> = Vec::new();
    for sentence in &reading.sentences {
        let row = row(reading, sentence);
        if row.len() > 1 {
            rows.push(row);
        } else {
            headed(reading, mentions, &rows, &mut all);
            rows.clear();
        }
    }
    headed(reading, mentions, &rows, &mut all);
    all
}

/// The stretches of a line between its pipes; one, or none, where it has none.
fn row(reading: &Reading<'_>, line: &Range<u32>) -> Vec<Range<u32>> {
    let mut cells = Vec::new();
    let mut start = line.start;
    for i in line.clone().filter(|&i| reading.is_mark(i as usize, "|")) {
        cells.push(start..i);
        start = i + 1;
    }
    if start < line.end || !cells.is_empty() {
        cells.push(start..line.end);
    }
    cells
}

fn headed(
    reading: &Reading<'_>,
    mentions: &[Mention],
    rows: &[Vec<Range<u32>>],
    all: &mut Vec<Cell>,
) {
    let [first, _, ..] = rows else { return };
    // A magnitude alone (*Millionen Euro*) is no figure of a head.
    let alone = |m: &Mention| m.tokens.clone().all(|i| scale_at(reading, i as usize).is_some());
    let figure = |cell: &Range<u32>| {
        let inside = mentions.iter().filter(|m| cell.contains(&m.tokens.start));
        inside.into_iter().any(|m| !m.is_calendar() && !alone(m))
    };
    let head = first.iter().all(|cell| !figure(cell));
    let worded =
        |cell: &&Range<u32>| words(reading, cell) && !mentions.iter().any(|m| m.outer == **cell);
    for row in &rows[usize::from(head)..] {
        let named = row.iter().position(|cell| worded(&cell));
        for (idx, cell) in row.iter().enumerate().skip(named.map_or(1, |n| n + 1)) {
            let column = first.get(idx).filter(|_| head);
            all.push(Cell {
                tokens: cell.clone(),
                row: named.map_or(0..0, |n| row[n].clone()),
                column: column.cloned().unwrap_or_default(),
                corner: first.first().filter(|_| head).cloned().unwrap_or_default(),
            });
        }
    }
}

fn words(reading: &Reading<'_>, cell: &Range<u32>) -> bool {
    cell.clone().any(|i| reading.kind(i as usize) == Some(TokenKind::Word))
}

/// Gives bare figures in a table the unit and the magnitude that the head of the row, the column or the table names.
pub(crate) fn complete(
    reading: &Reading<'_>,
    mentions: &mut [Mention],
    cells: &[Cell],
    kinds: &BTreeMap<String, String>,
) {
    for cell in cells {
        let opens = |m: &&mut Mention| m.outer.start == cell.tokens.start && is_bare(reading, m);
        let Some(mention) = mentions.iter_mut().find(opens) else { continue };
        let heads = [&cell.row, &cell.column, &cell.corner];
        if let Some(measure) = heads.into_iter().find_map(|head| measure(reading, head)) {
            measure.give(mention, kinds);
        }
    }
}

/// Whether a figure is digits alone, without unit and magnitude.
fn is_bare(reading: &Reading<'_>, mention: &Mention) -> bool {
    mention.kind == Kind::Number
        && mention.unit.is_none()
        && !mention.multiple
        && mention.tokens.clone().all(|i| reading.kind(i as usize) != Some(TokenKind::Word))
}

/// The unit, or magnitude, or both, that a head names.
#[derive(Debug, Default)]
struct Measure {
    scale: Option<Decimal>,
    unit: Option<Arc<Unit>>,
    rules: Vec<RuleId>,
}

impl Measure {
    fn give(self, mention: &mut Mention, kinds: &BTreeMap<String, String>) {
        if let Some(scale) = self.scale {
            let Some((value, written)) = scaled(mention, scale) else { return };
            (mention.value, mention.written) = (value, written);
        }
        if let Some(unit) = self.unit {
            let kind = kinds.get(&unit.dimension).map(|k| Kind::of_dimension(k));
            mention.kind = kind.unwrap_or(mention.kind);
            mention.unit = Some(unit);
        }
        mention.rules.extend(self.rules);
    }
}

/// The value of a figure in units of `scale`, and how it is written then.
pub(crate) fn scaled(mention: &Mention, scale: Decimal) -> Option<(Interval, Written)> {
    let value = mention.value.map(|v| v.times(scale))?;
    let power = scale.power().unwrap_or(0);
    let written = Written { exponent: mention.written.exponent + power, ..mention.written };
    Some((value, written))
}

/// The measure in a head: all of it (*Mio. €*), what stands in brackets (*area (m ha)*), or what closes it behind a preposition or
/// comma (*Kosten in Mio. Euro*).
fn measure(reading: &Reading<'_>, head: &Range<u32>) -> Option<Measure> {
    let range = head.start as usize..head.end as usize;
    let opens = |i: usize| {
        i == range.start
            || reading.is_mark(i - 1, "([,")
            || reading.is_cue(i - 1, &[Cue::Preposition, Cue::PlacePreposition])
    };
    range.clone().filter(|&i| opens(i)).find_map(|i| measure_at(reading, i, range.end))
}

/// The magnitude word at a token.
fn scale_at(reading: &Reading<'_>, at: usize) -> Option<(usize, Decimal, RuleId)> {
    reading.sense(at, |s| match s {
        Sense::Number(w) if matches!(w.role, NumberRole::Scale | NumberRole::Magnitude) => {
            Some(w.value)
        }
        _ => None,
    })
}

fn measure_at(reading: &Reading<'_>, at: usize, end: usize) -> Option<Measure> {
    let mut found = Measure::default();
    let mut i = at;
    while i < end {
        let unit = |s: &Sense| match s {
            Sense::Unit(unit, _) => Some(Arc::clone(unit)),
            _ => None,
        };
        let unit = reading.sense(i, unit).filter(|_| found.unit.is_none());
        let scale = scale_at(reading, i).filter(|_| found.scale.is_none());
        // A letter that is both is a magnitude only beside a unit (*(m t)*, *€m*).
        let beside = found.unit.is_some()
            || scale.as_ref().is_some_and(|(len, ..)| {
                reading.sense(i + len, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some()
                    && i + len < end
            });
        match (unit, scale) {
            (unit, Some((len, value, rule))) if beside || unit.is_none() => {
                (found.scale, i) = (Some(value), i + len);
                found.rules.push(rule);
            }
            (Some((len, unit, rule)), _) => {
                (found.unit, i) = (Some(unit), i + len);
                found.rules.push(rule);
            }
            _ => break,
        }
    }
    let closes = i >= end || reading.is_mark(i, ")],;") || reading.is_cue(i, &[Cue::Per]);
    (i > at && i <= end && closes).then_some(found)
}
