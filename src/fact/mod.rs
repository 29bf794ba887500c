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
mod scope;
mod speaker;
mod types;

pub use types::{Entity, Fact, FactId, Modality, Scope, Speaker, Term, When};

use crate::fact::context::Context;
use crate::fact::entity::{Counted, counted};
use crate::fact::speaker::Speakers;
use crate::parse::{Kind, Mention, Reading};
use crate::text::DocId;

/// The facts of a read document, one a mention, in order of position.
pub fn facts(doc: DocId, reading: &Reading<'_>) -> Vec<Fact> {
    let ctx = Context::new(reading);
    let speakers = Speakers::new(&ctx);
    let mut facts: Vec<Fact> = Vec::with_capacity(reading.mentions.len());
    for mention in &reading.mentions {
        let fact = fact(&ctx, &speakers, doc, mention, &facts);
        facts.push(fact);
    }
    facts
}

fn fact(ctx: &Context<'_, '_>, speakers: &Speakers, doc: DocId, mention: &Mention, before: &[Fact]) -> Fact {
    let Counted { entity, attribute, tokens, partitive, back } = counted(ctx, mention, before);
    let back = back.map(|k| &before[k]);
    let source = speakers.of(ctx, mention);
    let mut mention = mention.clone();
    if mention.kind == Kind::Number && entity.is_some() {
        mention.kind = Kind::Count;
    }
    let attribute = attribute
        .or_else(|| attribute::attribute(ctx, &mention, tokens.as_ref()))
        .or_else(|| back.and_then(|b| b.attribute.clone()));
    let mut places = place::places(ctx, &mention);
    if places.is_empty() && let Some(back) = back {
        places.clone_from(&back.places);
    }
    let modality = scope::modality(ctx, &mention, source.is_some());
    let when = place::when(ctx, &mention);
    let scope = scope::scope(ctx, &mention, partitive);
    let range = ctx.reading.sentences[mention.sentence as usize].clone();
    let sentence = ctx.reading.span(range.start as usize..range.end as usize);
    Fact { doc, sentence, entity, attribute, places, when, source, modality, scope, mention }
}
