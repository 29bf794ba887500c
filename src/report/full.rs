use std::fmt;
use std::io::{self, Write};
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode,
};

use crate::check::{self, Finding};
use crate::fact::Fact;
use crate::report::excerpt::{self, excerpt};
use crate::report::safe::visible;
use crate::report::virtual_source::VirtualSource;
use crate::report::{Format, Report, View};
use crate::report::{messages, show, summary, wording};
use crate::text::{DocId, Span};

/// One block a finding: headline, an excerpt for every statement, help; the last line says what was read and compared.
#[derive(Debug)]
pub(super) struct Full;

/// The narrowest page that is drawn.
const MIN_WIDTH: usize = 40;

/// Statements of one side that are drawn; the places of further ones are listed.
const MAX_DRAWN: usize = 3;

impl Format for Full {
    fn id(&self) -> &'static str {
        "full"
    }

    fn doc(&self) -> &'static str {
        "for reading: the words of every side, with the figures marked"
    }

    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()> {
        let width = view.width.max(MIN_WIDTH);
        let handler = GraphicalReportHandler::new_themed(theme(view))
            .with_width(width)
            .with_context_lines(1)
            .with_links(false)
            .without_syntax_highlighting();
        for finding in &report.findings {
            let mut block = String::new();
            handler
                .render_report(&mut block, &block_of(report, finding, view, width))
                .map_err(io::Error::other)?;
            // The drawing pads some lines with spaces.
            for line in block.lines() {
                writeln!(out, "{}", line.trim_end())?;
            }
            writeln!(out)?;
        }
        for line in summary::closing(report) {
            writeln!(out, "{}", spelled(line, view))?;
        }
        Ok(())
    }
}

/// A finding as miette draws it.
#[derive(Debug)]
struct Block {
    headline: String,
    code: String,
    severity: Severity,
    help: Option<String>,
    source: VirtualSource,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline)
    }
}

impl std::error::Error for Block {}

impl Diagnostic for Block {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The figures of one sentence that a finding holds against others, each with what is said of it.
struct Quoted {
    doc: DocId,
    sentence: Span,
    statements: Vec<(Span, String)>,
}

fn theme(view: &View) -> GraphicalTheme {
    match (view.unicode, view.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    }
}

/// A text of the tool with signs that the terminal has.
fn spelled(text: String, view: &View) -> String {
    if view.unicode { text } else { show::ascii(&text) }
}

fn block_of(report: &Report, finding: &Finding, view: &View, width: usize) -> Block {
    let (quoted, further) = quotes(report, finding);
    let mut help = wording::help(report, finding);
    help.extend(further);
    let phrase = messages::level(finding.level, finding.severity);
    let mut block = Block {
        headline: spelled(wording::headline(report, finding), view),
        code: textwrap::fill(
            &format!("{} ({}): {phrase}", finding.level.name(), finding.check),
            width,
        ),
        severity: match finding.severity {
            check::Severity::Error => Severity::Error,
            check::Severity::Warning => Severity::Warning,
            check::Severity::Note => Severity::Advice,
        },
        help: (!help.is_empty()).then(|| spelled(help.join("\n"), view)),
        source: VirtualSource::default(),
        labels: Vec::new(),
    };
    for quote in quoted {
        draw(report, &quote, view, width, &mut block);
    }
    block
}

/// The statements to be drawn, by sentence, in order of weight; and where further ones of the same value stand.
fn quotes(report: &Report, finding: &Finding) -> (Vec<Quoted>, Vec<String>) {
    let mut quoted: Vec<Quoted> = Vec::new();
    let mut further = Vec::new();
    for side in &finding.sides {
        let facts: Vec<&Fact> = side.facts.iter().map(|id| wording::fact(report, *id)).collect();
        let (drawn, listed) = facts.split_at(facts.len().min(MAX_DRAWN));
        for fact in drawn {
            let statement = (fact.mention.span, wording::label(report, fact, finding.level));
            let same = |q: &&mut Quoted| q.doc == fact.doc && q.sentence == fact.sentence;
            match quoted.iter_mut().find(same) {
                Some(quote) => quote.statements.push(statement),
                None => {
                    quoted.push(Quoted {
                        doc: fact.doc,
                        sentence: fact.sentence,
                        statements: vec![statement],
                    });
                }
            }
        }
        if !listed.is_empty() {
            let places: Vec<String> =
                listed.iter().map(|fact| wording::place(report, fact)).collect();
            further.push(messages::also(&wording::side_value(report, side), &places));
        }
    }
    for quote in &mut quoted {
        quote.statements.sort_by_key(|(span, _)| *span);
        // One mark for each place, with all that is said of it.
        quote.statements.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same && next.1 != first.1 {
                first.1 = format!("{}; {}", first.1, next.1);
            }
            same
        });
    }
    (quoted, further)
}

/// Adds the lines of one sentence to a block.
fn draw(report: &Report, quote: &Quoted, view: &View, width: usize, block: &mut Block) {
    let document = &report.documents[quote.doc.0 as usize];
    let marks: Vec<Span> = quote.statements.iter().map(|(span, _)| *span).collect();
    let last = marks.last().map_or(0, |mark| wording::position(document, *mark).line);
    // Line number and rule on the left.
    let margin = last.to_string().len() + 4;
    let room = width - margin;
    let ellipsis = if view.unicode { "…" } else { "..." };
    for run in excerpt::runs(&document.text, &marks, room) {
        let marks = &marks[run.clone()];
        let shown = excerpt(&document.text, quote.sentence, marks, room, ellipsis);
        let positions = marks.iter().map(|mark| wording::position(document, *mark));
        let places = shown.marks.iter().map(|m| m.start).zip(positions).collect();
        let labels: Vec<(usize, usize, String)> = shown
            .marks
            .iter()
            .zip(&quote.statements[run])
            .map(|(mark, (_, label))| {
                let label = spelled(label.clone(), view);
                (mark.start, mark.len(), wrapped(&label, &shown.text, mark, room))
            })
            .collect();
        let base = block.source.push(shown.text, visible(&document.name).into_owned(), places);
        let spans = labels
            .into_iter()
            .map(|(start, len, label)| LabeledSpan::new(Some(label), base + start, len));
        block.labels.extend(spans);
    }
}

/// A label on as many lines as it needs right of the middle of its figure; miette does not wrap labels.
fn wrapped(label: &str, line: &str, mark: &Range<usize>, room: usize) -> String {
    let middle = show::columns(&line[..mark.start]) + show::columns(&line[mark.clone()]) / 2;
    let width = room.saturating_sub(middle + "╰── ".chars().count()).max(excerpt::LABEL / 2);
    textwrap::fill(label, width)
}
