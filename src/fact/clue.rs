use std::collections::BTreeMap;

use crate::fact::context::Context;
use crate::fact::phrase::{concepts, place};
use crate::parse::Mention;
use crate::text::TokenKind;

/// How near a content word stands to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Near {
    /// In its own clause, at most a few words away.
    Beside,
    /// In its own clause.
    Clause,
    /// In its sentence.
    Sentence,
}

/// A content word in the surroundings of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clue {
    /// Concept or place where the rules know it, else the stem.
    pub key: String,
    /// How near it stands.
    pub near: Near,
}

/// Words at most this many tokens away stand beside a figure.
const BESIDE: usize = 4;

/// The content words of a figure's sentence, each once, at its nearest; in order of their keys.
pub(crate) fn clues(ctx: &Context<'_, '_>, mention: &Mention) -> Vec<Clue> {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let range = ctx.reading.sentences[mention.sentence as usize].clone();
    let beside = |i: usize| {
        i + BESIDE >= mention.outer.start as usize && i < mention.outer.end as usize + BESIDE
    };
    let mut found: BTreeMap<String, Near> = BTreeMap::new();
    for i in range.start as usize..range.end as usize {
        let near = match (ctx.segment_at(i) == own, beside(i)) {
            (false, _) => Near::Sentence,
            (true, true) => Near::Beside,
            (true, false) => Near::Clause,
        };
        for key in keys(ctx, i) {
            let best = found.entry(key).or_insert(near);
            *best = near.min(*best);
        }
    }
    found.into_iter().map(|(key, near)| Clue { key, near }).collect()
}

/// What a token says: the concepts or the place that it names, else its stem where it is a content word.
fn keys(ctx: &Context<'_, '_>, i: usize) -> Vec<String> {
    const SHORTEST: usize = 3;
    let reading = ctx.reading;
    if ctx.in_figure(i) || reading.kind(i) != Some(TokenKind::Word) {
        return Vec::new();
    }
    let known = concepts(reading, i);
    if !known.is_empty() {
        return known.iter().map(|(_, c, ..)| c.id.clone()).collect();
    }
    if let Some((_, place, _)) = place(reading, i) {
        return vec![place.id.clone()];
    }
    let word = reading.folded(i);
    let function = reading.is_function(i) || reading.pack.function_words.contains(word);
    if function || word.chars().count() < SHORTEST {
        return Vec::new();
    }
    vec![reading.pack.stem(word)]
}
