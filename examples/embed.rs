//! The library in twenty lines: two texts in, every side of every finding out.

use std::io::{self, Write};

use claimdiff::{Settings, check, lang::Rules, text::Document};

fn main() -> io::Result<()> {
    let rules = Rules::load(Vec::new()).expect("the built-in rules are valid");
    let council =
        Document::plain("council.txt", "In Morstadt, 160 trees were felled for the tram.");
    let paper = Document::plain("paper.txt", "In Morstadt wurden 610 Bäume für die Bahn gefällt.");
    let report = check(vec![council, paper], &rules, &Settings::default());
    let mut out = io::stdout().lock();
    for finding in &report.findings {
        writeln!(out, "{} ({})", finding.level.name(), finding.check)?;
        for id in finding.sides.iter().flat_map(|side| &side.facts) {
            let fact = &report.facts[id.0 as usize];
            let document = &report.documents[fact.doc.0 as usize];
            writeln!(out, "  {}: `{}`", document.name, fact.mention.span.of(&document.text))?;
        }
    }
    Ok(())
}
