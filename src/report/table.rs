use std::io::{self, Write};

use crate::fact::Fact;
use crate::report::safe::{one_line, visible};
use crate::report::show::{clipped, columns};
use crate::report::{Format, Report, View};
use crate::report::{messages, show, summary, wording};

/// Every figure as a row of an aligned table, under the name of its document.
#[derive(Debug)]
pub(super) struct Table;

/// Number of columns.
const N: usize = messages::TABLE.len();

/// Columns that may be cut: figure, kind, subject, said of it, source; and the width below which none is.
const CUT: [usize; 5] = [1, 3, 4, 5, 7];
const MIN_COLUMN: usize = 8;

/// Between two columns.
const GAP: &str = "  ";

impl Format for Table {
    fn id(&self) -> &'static str {
        "table"
    }

    fn doc(&self) -> &'static str {
        "for reading: every figure as a row of a table"
    }

    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()> {
        let spelled = |text: String| if view.unicode { text } else { show::ascii(&text) };
        let head = messages::TABLE.map(str::to_owned);
        let rows: Vec<[String; N]> =
            report.facts.iter().map(|fact| row(report, fact).map(spelled)).collect();
        if !rows.is_empty() {
            let widths = widths(&head, &rows, view.width);
            write_row(&head, &widths, out)?;
            let mut document = None;
            for (row, fact) in rows.iter().zip(&report.facts) {
                if document.replace(fact.doc) != Some(fact.doc) {
                    writeln!(
                        out,
                        "{}",
                        spelled(visible(&wording::document(report, fact).name).into_owned())
                    )?;
                }
                write_row(row, &widths, out)?;
                let rules =
                    fact.mention.rules.iter().filter_map(|rule| view.rules.get(rule.0 as usize));
                for rule in rules {
                    writeln!(out, "    {}", spelled(one_line(&format!("→ {rule}"))))?;
                }
            }
            writeln!(out)?;
        }
        for line in summary::closing_list(report) {
            writeln!(out, "{}", spelled(line))?;
        }
        Ok(())
    }
}

fn row(report: &Report, fact: &Fact) -> [String; N] {
    let document = wording::document(report, fact);
    let text = &document.text;
    let position = wording::position(document, fact.mention.span);
    let kind = fact.mention.kind.name();
    let notes: Vec<&str> = messages::modality(fact.modality)
        .into_iter()
        .chain(fact.scope.map(messages::scope))
        .collect();
    let kind =
        if notes.is_empty() { kind.to_owned() } else { format!("{kind}, {}", notes.join(", ")) };
    [
        format!("{}:{}", position.line, position.column),
        one_line(fact.mention.span.of(text)),
        wording::value(report, fact),
        kind,
        fact.entity.as_ref().map_or_else(String::new, |e| wording::entity_words(e, text)),
        fact.attribute.as_ref().map_or_else(String::new, |a| one_line(&a.text)),
        fact.when.as_ref().map_or_else(String::new, |w| one_line(&w.iso)),
        fact.source.as_ref().map_or_else(String::new, |s| one_line(&s.term.text)),
    ]
}

/// Width of every column: as wide as its widest cell, then the widest ones cut until a row fits `width`.
fn widths(head: &[String; N], rows: &[[String; N]], width: usize) -> [usize; N] {
    let mut widths = [0; N];
    for row in std::iter::once(head).chain(rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    let gaps = GAP.len() * N;
    while widths.iter().sum::<usize>() + gaps > width {
        let Some(widest) =
            CUT.into_iter().max_by_key(|idx| widths[*idx]).filter(|idx| widths[*idx] > MIN_COLUMN)
        else {
            break;
        };
        widths[widest] -= 1;
    }
    widths
}

fn write_row(row: &[String; N], widths: &[usize; N], out: &mut dyn Write) -> io::Result<()> {
    let mut line = GAP.to_owned();
    for (cell, width) in row.iter().zip(widths) {
        let cell = clipped(cell, *width);
        line.push_str(&cell);
        line.extend(std::iter::repeat_n(' ', width - columns(&cell) + GAP.len()));
    }
    writeln!(out, "{}", line.trim_end())
}
