//! Whose a measure is: *the cost of the bridge* is said of the bridge.

use crate::fact::context::Context;
use crate::fact::phrase::noun_phrase;
use crate::fact::types::{Entity, Term};
use crate::lang::Cue;
use crate::parse::{Kind, Mention};

/// What a measured figure is said of, where its noun only says what is measured (`said`): the noun that this one belongs to
/// (*damage to the church*, *die Länge des Tunnels*), else nothing that the phrase names.
pub(crate) fn owner(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    entity: Entity,
    said: Option<&Term>,
) -> Option<Entity> {
    let measured = matches!(mention.kind, Kind::Money | Kind::Measure);
    let names_measure = said.is_some_and(|s| s.key == entity.head.key)
        && entity.head.concept.as_ref().is_some_and(|c| c.attribute && c.counts.is_none());
    if !measured || !names_measure {
        return Some(entity);
    }
    if let Some(owner) = entity.head.span.and_then(|span| belongs_to(ctx, mention, span.end)) {
        return Some(owner);
    }
    let plain = entity.modifiers.is_empty() && entity.names.is_empty();
    (!plain).then_some(entity)
}

/// The noun phrase that a joint hangs on a noun that ends at a byte of the text.
fn belongs_to(ctx: &Context<'_, '_>, mention: &Mention, end: u32) -> Option<Entity> {
    let reading = ctx.reading;
    let joint = reading.tokens.partition_point(|t| t.span.start < end);
    let segment = ctx.segments.get(ctx.segment_at(joint))?;
    let own = segment.tokens.contains(&joint) && segment.sentence == mention.sentence as usize;
    let joints =
        [Cue::OfPreposition, Cue::Preposition, Cue::PlacePreposition, Cue::LevelPreposition];
    let genitive = reading.pack.nouns_capitalised && reading.is_cue(joint, &[Cue::Genitive]);
    if !own || !(genitive || reading.is_cue(joint, &joints)) {
        return None;
    }
    let definite = reading.is_cue(joint + 1, &[Cue::Definite, Cue::Possessive, Cue::Determiner]);
    let at = joint + 1 + usize::from(definite && !genitive);
    let figure = mention.tokens.start as usize;
    let limit = if figure > at { segment.tokens.end.min(figure) } else { segment.tokens.end };
    let phrase = noun_phrase(reading, at, limit)?;
    (!phrase.tokens.contains(&figure)).then_some(phrase.entity)
}
