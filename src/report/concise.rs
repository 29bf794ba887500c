use std::io::{self, Write};

use crate::report::{Format, Report, View};
use crate::report::{show, summary, wording};

/// `path:line:column: level code message`, one line a finding; the last line says what was read and compared.
#[derive(Debug)]
pub(super) struct Concise;

impl Format for Concise {
    fn id(&self) -> &'static str {
        "concise"
    }

    fn doc(&self) -> &'static str {
        "one line a finding, for grep and editors: path:line:column: level code message"
    }

    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()> {
        let spelled = |text: String| if view.unicode { text } else { show::ascii(&text) };
        for finding in &report.findings {
            let facts = finding.sides.iter().filter_map(|side| side.facts.first());
            let mut places = facts.map(|id| wording::place(report, wording::fact(report, *id)));
            let first = places.next().unwrap_or_default();
            let others: Vec<String> = places.collect();
            let headline = wording::headline(report, finding);
            let line = format!("{first}: {} {} {headline}", finding.level.name(), finding.check);
            let against =
                if others.is_empty() { String::new() } else { format!(" [{}]", others.join(", ")) };
            writeln!(out, "{}{}", spelled(line), spelled(against))?;
        }
        for line in summary::closing(report) {
            writeln!(out, "{}", spelled(line))?;
        }
        Ok(())
    }
}
