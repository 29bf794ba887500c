//! The sentences of a finding, from its facts: headline, who says what, help. All are safe for a terminal.

use crate::check::{Finding, Level, Side};
use crate::fact::{Entity, Fact, FactId};
use crate::report::Report;
use crate::report::safe::{one_line, visible};
use crate::report::{gap, messages, show};
use crate::text::{Document, Position, Span};

/// Between the values of a headline.
const BETWEEN: &str = " · ";

/// Columns of the longest subject in a headline.
const MAX_SUBJECT: usize = 80;

/// Bytes between two words of an entity that are shown with what stands between them.
const MAX_BRIDGE: usize = 12;

/// The fact of an id; ids in a report are valid.
pub(super) fn fact(report: &Report, id: FactId) -> &Fact {
    &report.facts[id.0 as usize]
}

/// The document of a fact.
pub(super) fn document<'a>(report: &'a Report, fact: &Fact) -> &'a Document {
    &report.documents[fact.doc.0 as usize]
}

/// Line and column of a figure in its file.
pub(super) fn position(document: &Document, span: Span) -> Position {
    document.origin.position(document.origin.source(span).start)
}

/// `path:line:column` of a figure.
pub(super) fn place(report: &Report, fact: &Fact) -> String {
    let document = document(report, fact);
    let Position { line, column } = position(document, fact.mention.span);
    format!("{}:{line}:{column}", visible(&document.name))
}

/// A figure as it is shown.
pub(super) fn value(report: &Report, fact: &Fact) -> String {
    let quote = one_line(fact.mention.span.of(&document(report, fact).text));
    visible(&show::value(&fact.mention, &quote)).into_owned()
}

/// The value of a side: that of its first fact.
pub(super) fn side_value(report: &Report, side: &Side) -> String {
    side.facts.first().map_or_else(String::new, |id| value(report, fact(report, *id)))
}

/// `North Korean soldiers, deployed: 10 000 · 10 000–12 000 · ≈ 3 000`: words of the first side that has any, values of all.
pub(super) fn headline(report: &Report, finding: &Finding) -> String {
    let values: Vec<String> = finding.sides.iter().map(|side| side_value(report, side)).collect();
    format!("{}: {}", subject_line(report, finding), values.join(BETWEEN))
}

/// `≈ 3 000 — CNN`, with a word on how it is said where one is needed. Within one text, nobody need be named.
pub(super) fn label(report: &Report, fact: &Fact, level: Level) -> String {
    let speaker = fact.source.as_ref().map(|speaker| one_line(&speaker.term.text));
    let nobody = (level != Level::Internal).then(|| messages::no_speaker().to_owned());
    let who = speaker.or(nobody).map_or_else(String::new, |who| format!(" — {who}"));
    let notes = notes(fact);
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    format!("{}{who}{notes}", value(report, fact))
}

/// How a figure is said and of how much, where it is not simply said of the whole.
pub(super) fn notes(fact: &Fact) -> Vec<&'static str> {
    messages::modality(fact.modality).into_iter().chain(fact.scope.map(messages::scope)).collect()
}

/// What helps to judge a finding, one sentence an entry: its proof or the largest gap, then what the match rests on.
pub(super) fn help(report: &Report, finding: &Finding) -> Vec<String> {
    let proof = finding.proof.as_ref().map(|proof| messages::arithmetic(&one_line(proof)));
    let mut lines: Vec<String> =
        proof.or_else(|| gap::largest(report, finding)).into_iter().collect();
    if !finding.rests_on.is_empty() {
        lines.push(one_line(&messages::rests_on(&finding.rests_on)));
    }
    if !finding.unknown.is_empty() {
        lines.push(one_line(&messages::not_stated(&finding.unknown)));
    }
    lines
}

/// The words of an entity in the order of the text, with the small words between them.
pub(super) fn entity_words(entity: &Entity, text: &str) -> String {
    let mut spans: Vec<Span> = Vec::new();
    let mut elsewhere: Vec<&str> = Vec::new();
    for term in entity.modifiers.iter().chain(&entity.names).chain([&entity.head]) {
        match term.span {
            Some(span) if text.get(span.range()).is_some() => spans.push(span),
            _ => elsewhere.push(&term.text),
        }
    }
    spans.sort_unstable();
    let mut words = String::new();
    let mut last: Option<Span> = None;
    for span in spans {
        let Some(before) = last else {
            words.push_str(span.of(text));
            last = Some(span);
            continue;
        };
        if span.end > before.end {
            let from = before.end.max(span.start);
            words.push_str(bridge(&text[before.end as usize..from as usize]));
            words.push_str(Span::new(from, span.end).of(text));
            last = Some(span);
        }
    }
    elsewhere.retain(|word| !words.contains(word));
    let parts = elsewhere.into_iter().chain((!words.is_empty()).then_some(words.as_str()));
    one_line(&parts.collect::<Vec<_>>().join(" "))
}

/// What stands between two words, if it is short and no figure and no clause mark; else a space.
fn bridge(between: &str) -> &str {
    let breaks = |c: char| c.is_ascii_digit() || ".,;:!?()„“”\"".contains(c);
    if between.len() <= MAX_BRIDGE && !between.contains(breaks) { between } else { " " }
}

fn subject_line(report: &Report, finding: &Finding) -> String {
    let facts = || finding.sides.iter().flat_map(|s| &s.facts).map(|id| fact(report, *id));
    let named =
        facts().find(|f| f.entity.is_some()).or_else(|| facts().find(|f| f.attribute.is_some()));
    let Some(named) = named else {
        return messages::figures().to_owned();
    };
    let text = &document(report, named).text;
    let mut line = named.entity.as_ref().map_or_else(String::new, |e| entity_words(e, text));
    if let Some(attribute) = &named.attribute {
        let words = one_line(&attribute.text);
        if !line.contains(&words) {
            line.push_str(if line.is_empty() { "" } else { ", " });
            line.push_str(&words);
        }
    }
    show::clipped(&line, MAX_SUBJECT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Term;

    fn term(text: &str, all: &str) -> Term {
        let start = all.find(text).map(|at| at as u32);
        let span = start.map(|at| Span::new(at, at + text.len() as u32));
        Term { key: text.to_lowercase(), text: text.to_owned(), span, concept: None }
    }

    fn words(all: &str, head: &str, modifiers: &[&str]) -> String {
        let modifiers = modifiers.iter().map(|m| term(m, all)).collect();
        entity_words(
            &Entity {
                head: term(head, all),
                modifiers,
                names: Vec::new(),
                inherited: false,
                row: false,
            },
            all,
        )
    }

    #[test]
    fn entity_words_stand_as_in_the_text() {
        assert_eq!(
            words("10 wounded soldiers from North Korea", "soldiers", &["North Korea", "wounded"]),
            "wounded soldiers from North Korea"
        );
        assert_eq!(words("Militäreinheiten", "Militäreinheiten", &["Militär"]), "Militäreinheiten");
        assert_eq!(
            words("Nordkorea schickte am Montag, dem 3. Mai, Soldaten", "Soldaten", &["Nordkorea"]),
            "Nordkorea Soldaten"
        );
        assert_eq!(words("Soldaten", "Soldaten", &["nordkoreanische"]), "nordkoreanische Soldaten");
    }
}
