//! Bare figures that count what stands before them without a figure of its own.

use std::sync::Arc;

use crate::fact::context::Context;
use crate::fact::ellipsis::{idle, is_subject, is_voice};
use crate::fact::entity::{Counted, subject};
use crate::fact::phrase::{Phrase, known};
use crate::fact::types::{Entity, Term};
use crate::lang::Cue;
use crate::parse::{Kind, Mention};
use crate::value::Decimal;

/// What a bare figure counts that no figure before it counts: the noun that it stands behind in apposition, what the sentence
/// before tells of, or its subject.
pub(crate) fn antecedent(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Counted> {
    let whole = mention.value.low.or(mention.value.high).is_some_and(Decimal::is_integer);
    if mention.kind != Kind::Number || !whole {
        return None;
    }
    of_us(ctx, mention)
        .or_else(|| apposed(ctx, own, mention))
        .or_else(|| told_of(ctx, mention))
        .or_else(|| subject_before(ctx, own, mention))
}

/// *1,260 of us marched*: the people who speak.
fn of_us(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Counted> {
    let reading = ctx.reading;
    let end = mention.outer.end as usize;
    let us = reading.is_cue(end, &[Cue::OfPreposition, Cue::AgentPreposition])
        && reading.is_cue(end + 1, &[Cue::FirstPerson]);
    let anybody = reading.pack.anybody.as_ref().filter(|_| us)?;
    let head = known(reading, Arc::clone(anybody), end..end + 2);
    let entity = Entity { inherited: true, ..Entity::of(head) };
    Some(Counted { entity: Some(entity), ..Counted::default() })
}

/// *Tanks had been moved up, but only 36*; *the subscribers, 9,640 in number*: the subject of the segment before, where the figure's own
/// holds nothing else and the figure is no age.
fn apposed(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Counted> {
    /// The age of the oldest.
    const OLDEST: i64 = 130;
    let reading = ctx.reading;
    let tokens = ctx.segments[own].tokens.clone();
    let before =
        own.checked_sub(1).filter(|&b| ctx.segments[b].sentence == ctx.segments[own].sentence)?;
    let figure = mention.outer.start as usize..mention.outer.end as usize;
    let mut i = tokens.start;
    while i < tokens.end {
        let counter = || reading.cue(i, Cue::Counter);
        i = if figure.contains(&i) { figure.end } else { i + idle(ctx, i).or_else(counter)? };
    }
    let adversative = tokens.clone().any(|i| reading.is_cue(i, &[Cue::Adversative]));
    let old = mention.value.low.is_some_and(|v| v <= Decimal::int(OLDEST));
    let figures = ctx.mentions_in(&ctx.segments[before].tokens).any(|m| !m.is_calendar());
    if figures || tokens.len() == figure.len() || (old && !adversative) {
        return None;
    }
    counts(subject(ctx, before, mention)?)
}

/// *Fishermen demonstrated in the harbour. The police counted 460*: what the sentence before says counts by itself.
fn told_of(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Counted> {
    let before = sentence_before(ctx, mention).filter(|_| is_voice(ctx, mention))?;
    let said =
        ctx.of_sentence(before).flat_map(|s| ctx.said(s)).find(|s| s.concept.counts.is_some())?;
    let counted = Arc::clone(said.concept.counts.as_ref()?);
    let term = known(ctx.reading, Arc::clone(&said.concept), said.at..said.at + said.len);
    let head = Term { key: counted.id.clone(), concept: Some(counted), ..term.clone() };
    let entity = Entity { inherited: true, ..Entity::of(head) };
    Some(Counted { entity: Some(entity), attribute: Some(term), ..Counted::default() })
}

/// *The barns next door were no safer. Four burned*: the subject of the sentence before, of which the figure's own says more.
fn subject_before(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Counted> {
    let opens = ctx.of_sentence(mention.sentence as usize).start == own;
    let more = opens && is_subject(ctx, mention) && !ctx.said(own).is_empty();
    let before = sentence_before(ctx, mention).filter(|_| more)?;
    counts(subject(ctx, ctx.of_sentence(before).start, mention)?)
}

/// *The old mill is coming down. It cost 7 million*: of an amount with a pronoun for its subject, the subject of the segment before, or
/// of the sentence before.
pub(crate) fn stood_for(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Counted> {
    let reading = ctx.reading;
    let first = ctx.segments[own].tokens.start;
    let pronoun = reading.is_cue(first, &[Cue::Pronoun])
        && !reading.is_cue(first, &[Cue::FirstPerson, Cue::Relative]);
    if !pronoun || !matches!(mention.kind, Kind::Money | Kind::Measure) {
        return None;
    }
    let around = ctx.of_sentence(mention.sentence as usize);
    let before = if own > around.start {
        own - 1
    } else {
        let goes_on = reading.tokens[first].breaks == 0;
        let sentence = (mention.sentence as usize).checked_sub(1).filter(|_| goes_on)?;
        Some(ctx.of_sentence(sentence).start).filter(|&s| s < own)?
    };
    let phrase = subject(ctx, before, mention)?;
    let speaks = phrase.entity.head.concept.as_ref().is_some_and(|c| c.body || c.event);
    let entity = Entity { inherited: true, ..phrase.entity };
    (!speaks).then(|| Counted { entity: Some(entity), ..Counted::default() })
}

/// The sentence before, in one paragraph, where it has no figure.
fn sentence_before(ctx: &Context<'_, '_>, mention: &Mention) -> Option<usize> {
    let reading = ctx.reading;
    let own = mention.sentence as usize;
    let goes_on = reading.tokens[reading.sentences[own].start as usize].breaks == 0;
    let before = own.checked_sub(1).filter(|_| goes_on)?;
    let range = &reading.sentences[before];
    let tokens = range.start as usize..range.end as usize;
    let figures = ctx.mentions_in(&tokens).any(|m| !m.is_calendar());
    (!figures && !ctx.of_sentence(before).is_empty()).then_some(before)
}

/// A phrase as what is counted, where the rules know its noun.
fn counts(phrase: Phrase) -> Option<Counted> {
    let known = phrase.entity.head.concept.as_ref().is_some_and(|c| !c.body && !c.event);
    let entity = Entity { inherited: true, ..phrase.entity };
    known.then(|| Counted {
        entity: Some(entity),
        attribute: phrase.attribute,
        ..Counted::default()
    })
}
