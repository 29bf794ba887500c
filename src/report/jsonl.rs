use std::io::{self, Write};

use crate::fact::FactId;
use crate::report::json::{Records, finding_record};
use crate::report::record::{FindingLine, SCHEMA_VERSION};
use crate::report::{Format, Report, View};

/// One finding a line, each with the facts that it names.
#[derive(Debug)]
pub(super) struct JsonLines;

impl Format for JsonLines {
    fn id(&self) -> &'static str {
        "jsonl"
    }

    fn doc(&self) -> &'static str {
        "for pipes: one finding a line as a JSON object, with its facts"
    }

    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()> {
        let records = Records::new(report, view);
        for finding in &report.findings {
            let mut ids: Vec<FactId> =
                finding.sides.iter().flat_map(|side| side.facts.iter().copied()).collect();
            ids.sort_unstable();
            ids.dedup();
            let facts = ids.into_iter().map(|id| records.fact_of_name(id)).collect();
            let line = FindingLine {
                schema_version: SCHEMA_VERSION,
                finding: finding_record(report, finding),
                facts,
            };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
        Ok(())
    }
}
