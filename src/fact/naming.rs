//! Whom a phrase names as a speaker: bodies, roles, titles, names.

use std::ops::Range;

use crate::fact::context::Context;
use crate::fact::phrase::{concept, place};
use crate::fact::types::{Speaker, Term};
use crate::lang::{Cue, Pos, Sense};
use crate::parse::Reading;
use crate::text::TokenKind;

/// The token behind the noun phrase at `at`, roughly: up to its first noun and the names that follow.
pub(super) fn past_phrase(ctx: &Context<'_, '_>, at: usize, limit: usize) -> usize {
    let reading = ctx.reading;
    let mut i = at;
    while i < limit && reading.is_cue(i, &[Cue::Definite, Cue::Determiner, Cue::Possessive]) {
        i += 1;
    }
    while i < limit
        && !reading.upper(i)
        && reading.pack.nouns_capitalised
        && reading.kind(i) == Some(TokenKind::Word)
        && !function_word(reading, i)
    {
        i += 1;
    }
    let start = i;
    while i < limit
        && (i == start || reading.upper(i) || reading.glued(i))
        && !function_word(reading, i)
    {
        i += 1;
    }
    i.max(at)
}

/// Whether a token stands inside an auxiliary of several words, behind its first (*had been*).
fn in_auxiliary(reading: &Reading<'_>, i: usize) -> bool {
    (1..=2).any(|n| {
        let before = i.checked_sub(n).and_then(|k| reading.cue(k, Cue::Auxiliary));
        before.is_some_and(|len| len > n)
    })
}

/// Whether a token can stand in no noun phrase.
fn function_word(reading: &Reading<'_>, i: usize) -> bool {
    const FUNCTION: [Cue; 18] = [
        Cue::Subordinator,
        Cue::Contrast,
        Cue::Relative,
        Cue::Adversative,
        Cue::Auxiliary,
        Cue::Modal,
        Cue::Pronoun,
        Cue::PlacePreposition,
        Cue::AgentPreposition,
        Cue::Preposition,
        Cue::OfPreposition,
        Cue::Negation,
        Cue::Infinitive,
        Cue::Say,
        Cue::Estimate,
        Cue::ReportedMood,
        Cue::Coordinator,
        Cue::Particle,
    ];
    let verb = concept(reading, i).is_some_and(|c| c.2 == Pos::Verb);
    (verb || reading.is_cue(i, &FUNCTION)) && place(reading, i).is_none()
}

/// The speaker whose phrase starts at `at`: bodies, roles and names, and those they speak for.
pub(crate) fn speaker_at(
    ctx: &Context<'_, '_>,
    at: usize,
    limit: usize,
) -> Option<(usize, Speaker)> {
    let reading = ctx.reading;
    if reading.is_cue(at, &[Cue::Back, Cue::Counter])
        && !reading.is_cue(at, &[Cue::Definite, Cue::Pronoun])
    {
        return None;
    }
    let mut found = Found::default();
    let mut i = at;
    while i < limit
        && reading.is_cue(i, &[Cue::Definite, Cue::Determiner, Cue::Possessive])
        && place(reading, i).is_none()
    {
        i += 1;
    }
    let start = i;
    // A word behind the last one that names somebody may be a verb.
    let mut named = i;
    while i < limit {
        let hyphen = reading.is_mark(i, "-‐‑'’&") && i > start && reading.glued(i);
        if hyphen {
            i += 1;
            continue;
        }
        let size = found.size();
        let next = found.take(ctx, i, limit);
        if found.size() > size {
            named = next;
        }
        if next == i {
            let plain = reading.is_cue(i, &[Cue::Preposition])
                && !reading.is_cue(i, &[Cue::PlacePreposition, Cue::LevelPreposition]);
            let of = reading.is_cue(i, &[Cue::OfPreposition])
                || plain
                || (reading.pack.nouns_capitalised && reading.is_cue(i, &[Cue::Definite]));
            let joined =
                reading.is_cue(i, &[Cue::Coordinator]) || of || reading.is_cue(i, &[Cue::Definite]);
            if !joined || found.is_empty() || i + 1 >= limit || found.joints > 2 {
                break;
            }
            found.joints += 1;
            let after = i + 1 + usize::from(reading.is_cue(i + 1, &[Cue::Definite]));
            if found.clone().take(ctx, after, limit) == after {
                break;
            }
            i = after;
            continue;
        }
        i = next;
    }
    let speaker = found.speaker(reading, start..named)?;
    Some((i, speaker))
}

/// What the words of a speaker's phrase name.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub actors: Vec<Term>,
    pub roles: Vec<String>,
    pub names: Vec<String>,
    /// Stem of a title, the speaker where nothing else names one (*organisers*).
    title: Option<String>,
    joints: u32,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.size() == 0
    }

    const fn size(&self) -> usize {
        let title = if self.title.is_some() { 1 } else { 0 };
        self.actors.len() + self.roles.len() + self.names.len() + title
    }

    /// Reads what stands at `i`; the token behind it, or `i` where it is no part of a speaker.
    pub(super) fn take(&mut self, ctx: &Context<'_, '_>, i: usize, limit: usize) -> usize {
        let reading = ctx.reading;
        if i >= limit || reading.kind(i) != Some(TokenKind::Word) || ctx.in_figure(i) {
            return i;
        }
        let actor = reading.sense(i, |s| match s {
            Sense::Actor(a) | Sense::Place(a, _) => Some(a.clone()),
            _ => None,
        });
        if let Some((len, actor, _)) = actor {
            let text = reading.words(i..i + len).to_owned();
            self.actors.push(Term {
                key: actor.id.clone(),
                text,
                span: None,
                concept: Some(actor),
            });
            return i + len;
        }
        if in_auxiliary(reading, i) || function_word(reading, i) {
            return i;
        }
        let longer = |len: &usize| {
            concept(reading, i).is_none_or(|c| c.1.attribute || c.2 != Pos::Noun || c.0 <= *len)
        };
        if let Some(len) = reading.cue(i, Cue::Title).filter(longer) {
            self.title = Some(reading.pack.stem(reading.folded(i)));
            self.roles.extend(body_in_title(reading, i));
            return i + len;
        }
        if let Some((len, found, Pos::Noun, prefix)) =
            concept(reading, i).filter(|c| !c.1.attribute)
        {
            let part = reading.folded(i).get(..prefix as usize).unwrap_or_default();
            self.roles.extend((prefix > 3).then(|| reading.pack.stem(part)));
            self.roles.push(found.id.clone());
            return i + len;
        }
        let common =
            reading.pack.common_endings.iter().any(|e| reading.folded(i).ends_with(e.as_str()));
        // The last part of a compound name says little of what it names.
        let plain = concept(reading, i).is_none_or(|c| c.3 > 0);
        if reading.upper(i) && !common && plain {
            self.names.push(reading.pack.stem(reading.folded(i)));
            return i + 1;
        }
        if let Some(role) = unknown_head(reading, i).filter(|_| self.is_empty() && common) {
            self.roles.push(role);
            return i + 1;
        }
        let ends =
            |endings: &[String]| endings.iter().any(|e| reading.folded(i).ends_with(e.as_str()));
        if reading.pack.nouns_capitalised {
            return if ends(&reading.pack.adjective_endings) { i + 1 } else { i };
        }
        if ends(&reading.pack.verbal_endings) || !reading.hits(i).is_empty() {
            return i;
        }
        self.roles.push(reading.pack.stem(reading.folded(i)));
        i + 1
    }

    /// The speaker: a known body, else a name, else a role; the rest are the sides for which it speaks.
    fn speaker(self, reading: &Reading<'_>, tokens: Range<usize>) -> Option<Speaker> {
        let text = reading.words(tokens.clone()).to_owned();
        let span = Some(reading.span(tokens));
        let mut sides: Vec<String> = Vec::new();
        for actor in &self.actors {
            sides.push(actor.key.clone());
            sides.extend(actor.concept.iter().flat_map(|c| c.above.iter().cloned()));
        }
        sides.extend(self.names.iter().rev().cloned());
        sides.extend(self.roles.iter().cloned());
        let role = self.roles.last().or(self.title.as_ref());
        let key = match (self.names.last(), self.actors.first(), role) {
            (Some(name), _, _) => name.clone(),
            (None, Some(actor), _) => actor.key.clone(),
            (None, None, Some(role)) => role.clone(),
            _ => return None,
        };
        // *C 54.11, H 2.85*: a letter is no speaker.
        key.chars().nth(1)?;
        sides.retain(|s| *s != key);
        let concept = self.actors.into_iter().next().and_then(|a| a.concept);
        Some(Speaker { term: Term { key, text, span, concept }, sides, anonymous: false })
    }
}

/// *Die Klinikleitung kam auf 720*: a noun that no rule knows may head a speaker's phrase, though its ending makes it no name.
fn unknown_head(reading: &Reading<'_>, i: usize) -> Option<String> {
    let head = reading.pack.nouns_capitalised && reading.upper(i) && reading.hits(i).is_empty();
    head.then(|| reading.pack.stem(reading.folded(i)))
}

/// The body that a title names, in one word (*Polizei-sprecherin*) or more (*police spokeswoman*).
fn body_in_title(reading: &Reading<'_>, i: usize) -> Option<String> {
    const SHORTEST: usize = 4;
    if let Some((_, body, Pos::Noun, 0)) = concept(reading, i).filter(|c| !c.1.attribute) {
        return Some(body.id.clone());
    }
    let folded = reading.folded(i);
    let cuts =
        folded.char_indices().map(|(at, _)| at).filter(|at| (SHORTEST..folded.len()).contains(at));
    cuts.rev().find_map(|at| {
        let part = &folded[..at];
        reading.pack.lexicon.single(part).iter().find_map(|e| match &e.sense {
            Sense::Concept(c, Pos::Noun) => Some(c.id.clone()),
            Sense::Actor(c) => Some(c.id.clone()),
            _ => None,
        })
    })
}
