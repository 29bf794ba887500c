use std::io::{self, Write};

use crate::fact::FactId;
use crate::report::json::Records;
use crate::report::{Format, Report, View};

/// One figure a line; its document goes by its name.
#[derive(Debug)]
pub(super) struct FactLines;

impl Format for FactLines {
    fn id(&self) -> &'static str {
        "jsonl"
    }

    fn doc(&self) -> &'static str {
        "for pipes: one figure a line as a JSON object"
    }

    fn write(&self, report: &Report, view: &View, out: &mut dyn Write) -> io::Result<()> {
        let records = Records::new(report, view);
        for (idx, _) in (0u32..).zip(&report.facts) {
            serde_json::to_writer(&mut *out, &records.fact_of_name(FactId(idx)))?;
            writeln!(out)?;
        }
        Ok(())
    }
}
