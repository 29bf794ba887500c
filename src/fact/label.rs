use std::ops::Range;

use crate::fact::context::Context;
use crate::fact::phrase::{Phrase, concept, known, noun_phrase, unknown};
use crate::fact::types::{Entity, Term};
use crate::lang::{Cue, Pos};
use crate::parse::{Kind, Mention};
use crate::text::TokenKind;

/// The words that stand apart from a figure and head it, nearest first: what stands before the colon (*Passengers affected:
/// 55,000*), or the heads of row, column and table.
pub(crate) fn label(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Vec<Range<usize>>> {
    if mention.is_calendar() {
        return None;
    }
    let parts =
        table_heads(ctx, mention).or_else(|| before_colon(ctx, mention).map(|l| vec![l]))?;
    let parts: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then_some(parts)
}

fn table_heads(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Vec<Range<usize>>> {
    let cells = &ctx.reading.cells;
    let idx = cells.partition_point(|c| c.tokens.start <= mention.tokens.start).checked_sub(1)?;
    let cell = cells.get(idx).filter(|c| c.tokens.contains(&mention.tokens.start))?;
    let heads = [&cell.row, &cell.column, &cell.corner];
    Some(heads.map(|r| r.start as usize..r.end as usize).to_vec())
}

/// Tokens of the longest label before a colon.
const LONGEST: usize = 10;

/// The label of a line or of a bracket: it opens it, tells nothing by itself, and the figure stands right behind its colon.
fn before_colon(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Range<usize>> {
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let start = ctx.segments[own].tokens.start;
    let colon = start.checked_sub(1).filter(|&c| reading.is_mark(c, ":"))?;
    if mention.outer.start as usize != start {
        return None;
    }
    let before = &ctx.segments[own.checked_sub(1)?];
    let label = before.tokens.clone();
    let opens = label.start == 0
        || reading.tokens[label.start].breaks > 0
        || reading.is_mark(label.start - 1, "([");
    let finite = [Cue::Auxiliary, Cue::Modal, Cue::Say, Cue::Estimate, Cue::ReportedMood];
    let tells =
        label.clone().chain(ctx.segments[own].tokens.clone()).any(|i| reading.is_cue(i, &finite));
    let figures = ctx.mentions_in(&label).any(|m| !m.is_calendar());
    let whole = label.end == colon && before.sentence == ctx.segments[own].sentence;
    (opens && whole && !tells && !figures && label.len() <= LONGEST).then_some(label)
}

/// What a headed figure counts: the first head with a noun that the rules know, else the first with any noun; the row says which.
pub(crate) fn phrase(ctx: &Context<'_, '_>, parts: &[Range<usize>]) -> Option<Phrase> {
    let total = parts.len() > 1 && is_total(ctx, &parts[0]);
    // Of a total, the corner only heads the names of the rows.
    let heads =
        |(k, p): (usize, &Range<usize>)| opening_phrase(ctx, p).filter(|_| !total || k == 1);
    let phrases: Vec<Option<Phrase>> = parts.iter().enumerate().map(heads).collect();
    let known = |p: &Phrase| p.entity.head.concept.is_some();
    let idx = phrases
        .iter()
        .position(|p| p.as_ref().is_some_and(known))
        .or_else(|| phrases.iter().position(Option::is_some))?;
    let mut found = phrases[idx].clone()?;
    if idx > 0 && !total {
        found.entity.row = true;
        match &phrases[0] {
            Some(row) => restrict(&mut found.entity, &row.entity),
            None => found.entity.names.extend(name(ctx, &parts[0])),
        }
    }
    found.partitive = false;
    Some(found)
}

/// *Insgesamt*, *All sites*: whether a row is the sum of the others.
fn is_total(ctx: &Context<'_, '_>, row: &Range<usize>) -> bool {
    ctx.reading.cue(row.start, Cue::Total) == Some(row.len())
        && concept(ctx.reading, row.start).is_none()
}

fn restrict(entity: &mut Entity, row: &Entity) {
    entity.modifiers.push(row.head.clone());
    entity.modifiers.extend(row.modifiers.iter().cloned());
    entity.names.extend(row.names.iter().cloned());
}

/// The noun phrase that a head opens with.
fn opening_phrase(ctx: &Context<'_, '_>, part: &Range<usize>) -> Option<Phrase> {
    let reading = ctx.reading;
    let idle =
        [Cue::Definite, Cue::Determiner, Cue::PartOf, Cue::Part, Cue::Counter, Cue::OfPreposition];
    let start = part.clone().find(|&i| !reading.is_cue(i, &idle) && !ctx.in_figure(i))?;
    if reading.pack.function_words.contains(reading.folded(start)) {
        return None;
    }
    if let Some(phrase) = behind_adjective(ctx, start, part.end) {
        return Some(phrase);
    }
    noun_phrase(reading, start, part.end).or_else(|| capital(ctx, start, part.end))
}

/// Where nouns have a capital, an adjective has one too where it opens a head (*Gestrichene Züge*).
fn behind_adjective(ctx: &Context<'_, '_>, at: usize, limit: usize) -> Option<Phrase> {
    let reading = ctx.reading;
    let endings = &reading.pack.adjective_endings;
    let adjective = reading.pack.nouns_capitalised
        && reading.upper(at + 1)
        && at + 1 < limit
        && endings.iter().any(|e| reading.folded(at).ends_with(e.as_str()))
        && concept(reading, at).is_none_or(|c| c.2 != Pos::Noun);
    let mut phrase = noun_phrase(reading, at + 1, limit).filter(|_| adjective)?;
    phrase.entity.modifiers.push(match concept(reading, at) {
        Some((len, found, ..)) => known(reading, found, at..at + len),
        None => unknown(reading, at..at + 1),
    });
    Some(phrase)
}

/// The plural that opens a head with a capital, as a word of the text does that nobody knows (*Operations cancelled*).
fn capital(ctx: &Context<'_, '_>, at: usize, limit: usize) -> Option<Phrase> {
    let reading = ctx.reading;
    let endings = &reading.pack.plural_endings;
    let plural = endings.iter().any(|e| reading.folded(at).ends_with(e.as_str()));
    let goes_on = at + 1 < limit
        && reading.kind(at + 1) == Some(TokenKind::Word)
        && !reading.upper(at + 1)
        && !reading.is_function(at + 1);
    let entity = Entity::of(unknown(reading, at..at + 1));
    (plural && goes_on && reading.upper(at)).then(|| Phrase {
        tokens: at..at + 1,
        entity,
        attribute: None,
        partitive: false,
    })
}

/// The name that a head opens with.
fn name(ctx: &Context<'_, '_>, part: &Range<usize>) -> Option<Term> {
    let reading = ctx.reading;
    let word = |&i: &usize| reading.kind(i) == Some(TokenKind::Word) && reading.upper(i);
    let end = part.clone().take_while(word).last()? + 1;
    Some(unknown(reading, part.start..end))
}

/// What the heads say of the thing: the first that can be said with such a figure.
pub(crate) fn attribute(ctx: &Context<'_, '_>, parts: &[Range<usize>], kind: Kind) -> Option<Term> {
    let said = parts.iter().flat_map(|part| {
        let segments = ctx.segment_at(part.start)..=ctx.segment_at(part.end - 1);
        segments.flat_map(|s| ctx.said(s)).filter(|s| part.contains(&s.at))
    });
    let fits: Vec<_> = said.filter(|s| s.concept.takes(kind.name())).collect();
    let first = fits.iter().find(|s| !s.concept.light).or_else(|| fits.first())?;
    let tokens = first.at..first.at + first.len;
    Some(known(ctx.reading, first.concept.clone(), tokens))
}
