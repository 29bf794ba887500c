//! L3: mentions and their sentences → facts. Knows one document at a time.
//!
//! Every slot is filled from the nearest place that can fill it: the figure's own phrase, its segment, the segments of its
//! sentence, what it points back to. What is not said stays unknown.

mod attribute;
mod clause;
mod context;
mod entity;
mod phrase;
mod place;
mod repeat;
mod scope;
mod speaker;
mod tie;
mod types;
mod when;

pub use crate::parse::{Kind, Mention};
pub use tie::{Relation, Tie};
pub use types::{Entity, Fact, FactId, Modality, Scope, Speaker, Term, When};

use crate::fact::attribute::Figure;
use crate::fact::context::Context;
use crate::fact::entity::{Counted, counted};
use crate::fact::place::Places;
use crate::fact::speaker::Speakers;
use crate::parse::Reading;
use crate::text::{DocId, Span};
use crate::value::Date;

/// The facts of a read document, one a mention, in order of position, and how they hang together; `published`: the day it
/// appeared. The ids of the ties count from the first of these facts.
pub fn facts(doc: DocId, reading: &Reading<'_>, published: Option<Date>) -> (Vec<Fact>, Vec<Tie>) {
    let ctx = Context::new(reading, published.and_then(|p| p.civil()));
    let speakers = Speakers::new(&ctx);
    let places = Places::new(&ctx);
    let mut facts: Vec<Fact> = Vec::with_capacity(reading.mentions.len());
    for mention in &reading.mentions {
        let mut fact = fact(&ctx, &speakers, &places, doc, mention, &facts);
        if is_part_of_its_own(&fact, &facts) {
            fact.entity.iter_mut().for_each(|e| e.inherited = true);
        }
        facts.push(fact);
    }
    let headlines = headlines(reading);
    for fact in &mut facts {
        fact.headline = headlines.contains(&fact.mention.sentence);
    }
    repeat::share(&mut facts, headlines);
    let ties = tie::ties(&ctx, &facts);
    (facts, ties)
}

fn fact(
    ctx: &Context<'_, '_>,
    speakers: &Speakers,
    all_places: &Places,
    doc: DocId,
    mention: &Mention,
    before: &[Fact],
) -> Fact {
    if let Some(twin) = converted(ctx, mention, before) {
        return Fact { mention: mention.clone(), ..twin.clone() };
    }
    let Counted { entity, attribute, tokens, partitive, back } = counted(ctx, mention, before);
    let back = back.map(|k| &before[k]);
    let source = speakers.of(ctx, mention);
    let mention = settled(ctx, mention, back, entity.is_some());
    let takes = |t: &Term| t.concept.as_ref().is_none_or(|c| c.takes(mention.kind.name()));
    let attribute = attribute
        .filter(takes)
        .or_else(|| {
            attribute::attribute(
                ctx,
                &Figure { mention: &mention, phrase: tokens.as_ref(), entity: entity.as_ref() },
            )
        })
        .or_else(|| back.and_then(|b| b.attribute.clone()))
        .or_else(|| entity.as_ref().and_then(implied));
    let attribute = attribute.map(|a| narrowed(ctx, a, entity.as_ref()));
    let (entity, attribute) = event(ctx, &mention, entity, attribute);
    let (entity, attribute) = match statement(ctx, speakers, &mention, attribute.as_ref()) {
        Some((speaker, speech)) => (Some(speaker), Some(speech)),
        None => (entity, attribute),
    };
    let own_places = Some(all_places.of(ctx, &mention)).filter(|places| !places.is_empty());
    let places = own_places.or_else(|| back.map(|b| b.places.clone())).unwrap_or_default();
    let modality = scope::modality(ctx, &mention, source.is_some());
    let statement_date = || when::of_the_statement(ctx, mention.sentence as usize);
    let when = when::when(ctx, &mention)
        .or_else(|| speakers.told_after(ctx, &mention).then(statement_date).flatten());
    let aside =
        ctx.told.is_aside(when.as_ref().map_or(mention.date.and_then(|d| d.span()), |w| w.span));
    let scope = scope::scope(ctx, &mention, partitive);
    let told = is_told(ctx, &mention, tokens, attribute.as_ref());
    Fact {
        doc,
        sentence: sentence(ctx, &mention),
        mention,
        entity,
        attribute,
        places,
        home: all_places.home.clone(),
        named: std::sync::Arc::clone(&all_places.named),
        when,
        aside,
        source,
        modality,
        scope,
        told,
        headline: false,
    }
}

/// A bare figure with what the sentence leaves out: the unit of the figure before it that it is told like, else that it counts.
fn settled(ctx: &Context<'_, '_>, mention: &Mention, back: Option<&Fact>, counts: bool) -> Mention {
    let mut mention = mention.clone();
    if let Some(told) = back.filter(|_| speaker::gapped(ctx, &mention).is_some()) {
        mention.unit = mention.unit.or_else(|| told.mention.unit.clone());
        if mention.unit.is_some() {
            mention.kind = told.mention.kind;
        }
    }
    if mention.kind == Kind::Number && counts {
        mention.kind = Kind::Count;
    }
    mention
}

/// *we cancelled 421 of the 486 flights*: whether what is said stands in the figure's own clause, and not in its noun.
fn is_told(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    phrase: Option<std::ops::Range<usize>>,
    attribute: Option<&Term>,
) -> bool {
    let Some((phrase, said)) = phrase.zip(attribute.and_then(|a| a.span)) else { return false };
    let own = ctx.segment_at(mention.tokens.start as usize);
    ctx.reading.span(ctx.segments[own].tokens.clone()).contains(said)
        && !ctx.reading.span(phrase).contains(said)
        && ctx.has_predicate(own)
}

/// *2,400 households, among them 180 households in the old town*: a part that has no noun but that of its whole.
fn is_part_of_its_own(fact: &Fact, before: &[Fact]) -> bool {
    let head = |f: &Fact| f.entity.as_ref().map(|e| e.head.key.clone());
    let same_sentence = |f: &&Fact| f.mention.sentence == fact.mention.sentence;
    let mut wholes = before.iter().rev().take_while(same_sentence);
    fact.scope == Some(Scope::Part)
        && wholes.any(|f| f.scope != fact.scope && head(f).is_some() && head(f) == head(fact))
}

/// The sentence of a figure; a figure longer than the longest sentence is one of its own.
fn sentence(ctx: &Context<'_, '_>, mention: &Mention) -> Span {
    let range = ctx.reading.sentences[mention.sentence as usize].clone();
    ctx.reading.span(range.start as usize..range.end as usize).cover(mention.span)
}

/// A date of a statement: the thing dated is the speaker's saying so.
fn statement(
    ctx: &Context<'_, '_>,
    speakers: &Speakers,
    mention: &Mention,
    attribute: Option<&Term>,
) -> Option<(Entity, Term)> {
    if !matches!(mention.kind, Kind::Date | Kind::Time) {
        return None;
    }
    let speech = ctx.reading.pack.speech.as_ref()?;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let named = attribute.filter(|a| a.is_a(&speech.id));
    if attribute.is_some() && named.is_none() {
        return None;
    }
    let by_name =
        || named.and_then(|_| speaker::agent(ctx, own).or_else(|| speakers.of(ctx, mention)));
    let speaker = speakers.in_segment(ctx, own).or_else(by_name)?;
    // The body for which somebody speaks, where one is known: its statement is one, whoever reads it out.
    let body = speaker.term.concept.clone().map(|c| Term {
        key: c.id.clone(),
        concept: Some(c),
        ..speaker.term.clone()
    });
    let head = body.unwrap_or(speaker.term);
    let span = Some(mention.span);
    let term = Term {
        key: speech.id.clone(),
        text: head.text.clone(),
        span,
        concept: Some(std::sync::Arc::clone(speech)),
    };
    Some((Entity { head, modifiers: Vec::new(), names: Vec::new(), inherited: false }, term))
}

/// *50 kilometres (30 miles)*: the figure that one in brackets, of the same sort, gives again in another unit.
fn converted<'f>(ctx: &Context<'_, '_>, mention: &Mention, before: &'f [Fact]) -> Option<&'f Fact> {
    let last = before.last()?;
    let units = last.mention.unit.as_ref().zip(mention.unit.as_ref());
    let same = units.is_some_and(|(a, b)| {
        a.dimension == b.dimension
            || (last.mention.kind == Kind::Money && mention.kind == Kind::Money)
    });
    let inserted = ctx.segments[ctx.segment_at(mention.tokens.start as usize)].inserted;
    let near = mention.outer.start.saturating_sub(last.mention.outer.end) <= 2;
    (same && inserted && near).then_some(last)
}

/// What a noun says of itself where nothing else is said (*employees*: employed).
fn implied(entity: &Entity) -> Option<Term> {
    let key = entity.head.concept.as_ref()?.implies.clone()?;
    Some(Term { key, concept: None, ..entity.head.clone() })
}

/// What is dated: the event nearest to a date takes the place of what a figure would count.
fn event(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    entity: Option<Entity>,
    attribute: Option<Term>,
) -> (Option<Entity>, Option<Term>) {
    if !matches!(mention.kind, Kind::Date | Kind::Time) {
        return (entity, attribute);
    }
    match attribute::event(ctx, mention) {
        Some(event) => (entity.filter(|e| e.head.key != event.key), Some(event)),
        None => (entity, attribute),
    }
}

/// The sentences of the headline: those before the first blank line that no full stop ends.
fn headlines(reading: &Reading<'_>) -> std::ops::Range<u32> {
    const MOST: usize = 3;
    let stopped = |end: usize| end > 0 && reading.is_mark(end - 1, ".!?…\"”“»");
    let blank = |start: usize| reading.tokens.get(start).is_some_and(|t| t.breaks > 1);
    let heads = reading
        .sentences
        .iter()
        .enumerate()
        .take(MOST)
        .take_while(|(k, s)| !stopped(s.end as usize) && (*k == 0 || !blank(s.start as usize)));
    0..heads.count() as u32
}

/// Gives the documents of one story the place that most of them are about, where they name it and have no main place of
/// their own.
pub fn settle(facts: &mut [Fact]) {
    let mut homes: std::collections::BTreeMap<String, (std::collections::BTreeSet<DocId>, Term)> =
        std::collections::BTreeMap::new();
    for (home, doc) in facts.iter().filter_map(|f| Some((f.home.clone()?, f.doc))) {
        homes
            .entry(home.key.clone())
            .or_insert_with(|| (std::collections::BTreeSet::new(), home))
            .0
            .insert(doc);
    }
    let Some((_, story)) = homes.values().max_by_key(|(docs, _)| docs.len()) else { return };
    for fact in facts.iter_mut().filter(|f| f.home.is_none() && f.named.contains(&story.key)) {
        fact.home = Some(story.clone());
    }
}

/// *cut*, said of jobs, is *job cut*.
fn narrowed(ctx: &Context<'_, '_>, attribute: Term, entity: Option<&Entity>) -> Term {
    let fits = |c: &&std::sync::Arc<crate::lang::Concept>| {
        let counts =
            c.counts.as_ref().zip(entity).is_some_and(|(counts, e)| e.head.is_a(&counts.id));
        counts && c.above.first() == Some(&attribute.key)
    };
    match ctx.reading.pack.narrower.iter().find(fits) {
        Some(narrow) => Term {
            key: narrow.id.clone(),
            concept: Some(std::sync::Arc::clone(narrow)),
            ..attribute
        },
        None => attribute,
    }
}
