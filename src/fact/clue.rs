use std::collections::BTreeMap;

use crate::fact::context::Context;
use crate::fact::phrase::{concepts, place};
use crate::lang::Concept;
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
    /// In the sentence before, or one that opens its paragraph.
    Before,
}

/// A content word in the surroundings of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clue {
    /// Concept or place where the rules know it, else the stem.
    pub key: String,
    /// How near it stands.
    pub near: Near,
    /// No rule knows the word.
    pub word: bool,
}

/// Words at most this many tokens away stand beside a figure.
const BESIDE: usize = 4;

/// The content words around a figure, each once, at its nearest; in order of their keys.
pub(crate) fn clues(ctx: &Context<'_, '_>, mention: &Mention) -> Vec<Clue> {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let sentence = mention.sentence as usize;
    let mut found: BTreeMap<(String, bool), Near> = BTreeMap::new();
    for idx in sentence.saturating_sub(1)..=sentence {
        let range = ctx.reading.sentences[idx].clone();
        let range = range.start as usize..range.end as usize;
        for i in range.clone() {
            let near = if idx < sentence {
                Near::Before
            } else if ctx.segment_at(i) != own {
                Near::Sentence
            } else if i + BESIDE >= mention.outer.start as usize
                && i < mention.outer.end as usize + BESIDE
            {
                Near::Beside
            } else {
                Near::Clause
            };
            for (key, word) in keys(ctx, i) {
                let best = found.entry((key, word)).or_insert(near);
                *best = near.min(*best);
            }
        }
    }
    found.into_iter().map(|((key, word), near)| Clue { key, near, word }).collect()
}

/// What a token says: the concepts or the place that it names, else its stem where it is a content word.
fn keys(ctx: &Context<'_, '_>, i: usize) -> Vec<(String, bool)> {
    const SHORTEST: usize = 3;
    let reading = ctx.reading;
    if ctx.in_figure(i) || reading.kind(i) != Some(TokenKind::Word) {
        return Vec::new();
    }
    let known = concepts(reading, i);
    if !known.is_empty() {
        let id = |c: &std::sync::Arc<Concept>| (c.id.clone(), false);
        return known.iter().map(|(_, c, ..)| id(c)).collect();
    }
    if let Some((_, place, _)) = place(reading, i) {
        return vec![(place.id.clone(), false)];
    }
    let word = reading.folded(i);
    let function = reading.is_function(i) || reading.pack.function_words.contains(word);
    if function || word.chars().count() < SHORTEST {
        return Vec::new();
    }
    vec![(reading.pack.stem(word), true)]
}
