use std::ops::Range;

use crate::lang::{Cue, Pos, Sense};
use crate::parse::Reading;
use crate::text::TokenKind;

/// A stretch of a sentence without a clause border: the window in which a figure finds its slots first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Its tokens, without the marks around it.
    pub tokens: Range<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// Opened by a relative pronoun: it tells of what stands before it.
    pub relative: bool,
    /// Opened by a subordinator or a contrast: it has a predicate of its own.
    pub own_clause: bool,
    /// In brackets or between dashes.
    pub inserted: bool,
}

/// The segments of a text in order.
///
/// Borders stand at commas, semicolons, colons, dashes, brackets, pipes and quotation marks outside figures, before subordinators, and at
/// conjunctions with a predicate on either side.
pub(crate) fn segments(reading: &Reading<'_>) -> Vec<Segment> {
    let mut in_figure = vec![false; reading.len()];
    for mention in &reading.mentions {
        in_figure[mention.outer.start as usize..mention.outer.end as usize].fill(true);
    }
    let mut all = Vec::new();
    for (idx, sentence) in reading.sentences.iter().enumerate() {
        let range = sentence.start as usize..sentence.end as usize;
        cut_at_marks(reading, idx, range, &in_figure, &mut all);
    }
    all.into_iter().flat_map(|segment| cut_at_words(reading, segment, &in_figure)).collect()
}

fn cut_at_marks(
    reading: &Reading<'_>,
    sentence: usize,
    range: Range<usize>,
    in_figure: &[bool],
    all: &mut Vec<Segment>,
) {
    let (mut start, mut inserted) = (range.start, false);
    let mut push = |tokens: Range<usize>, inserted: bool| {
        if !tokens.is_empty() {
            let relative = is_relative(reading, &tokens);
            let own_clause = reading.is_cue(tokens.start, &[Cue::Subordinator, Cue::Contrast]);
            all.push(Segment { tokens, sentence, relative, own_clause, inserted });
        }
    };
    for i in range.clone() {
        if in_figure[i] || !reading.is_mark(i, ",;:–—()[]„“”\"»«?!.|") {
            continue;
        }
        if reading.is_mark(i, ".") && (reading.glued(i + 1) || i + 1 < range.end) {
            continue;
        }
        push(start..i, inserted);
        inserted = match reading.word(i) {
            "(" | "[" => true,
            "–" | "—" => !inserted,
            _ => false,
        };
        start = i + 1;
    }
    push(start..range.end, inserted);
}

/// Whether a segment behind a comma opens with a relative pronoun, a preposition before it allowed.
fn is_relative(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let behind_comma = tokens.start > 0 && reading.is_mark(tokens.start - 1, ",");
    let at = |i: usize| i < tokens.end && reading.is_cue(i, &[Cue::Relative]);
    let preposition = reading
        .is_cue(tokens.start, &[Cue::PlacePreposition, Cue::Preposition, Cue::OfPreposition]);
    behind_comma && (at(tokens.start) || (preposition && at(tokens.start + 1)))
}

fn cut_at_words(reading: &Reading<'_>, segment: Segment, in_figure: &[bool]) -> Vec<Segment> {
    let mut parts = vec![segment];
    let end = parts[0].tokens.end;
    let mut i = parts[0].tokens.start + 1;
    while i < end {
        let last = parts.len() - 1;
        let start = parts[last].tokens.start;
        if !in_figure[i] && i > start && opens_clause(reading, i, start, end) {
            let mut rest = parts[last].clone();
            parts[last].tokens.end = i;
            rest.tokens.start = i;
            rest.relative = reading.is_cue(i, &[Cue::Relative]);
            rest.own_clause = reading.is_cue(i, &[Cue::Subordinator, Cue::Contrast]);
            parts.push(rest);
        }
        i += 1;
    }
    parts
}

fn opens_clause(reading: &Reading<'_>, i: usize, start: usize, end: usize) -> bool {
    // Where a verb stands second, a comma shows a contrast; without one the word is an adverb.
    let joins = reading.is_cue(i, &[Cue::Coordinator])
        || (reading.is_cue(i, &[Cue::Adversative]) && !reading.pack.verb_second);
    if joins {
        let predicates = |range: Range<usize>| range.filter(|&k| is_predicate(reading, k));
        let finite = |k: usize| reading.is_cue(k, &[Cue::Auxiliary, Cue::Modal]);
        // *wurden ein Fahrer und zwei Kinder verletzt*: where the participle stands at the end, one clause holds both.
        let whole = !reading.pack.verb_second
            || predicates(start..i).any(|k| !finite(k))
            || predicates(i + 1..end).any(finite);
        return whole
            && predicates(start..i).next().is_some()
            && predicates(i + 1..end).next().is_some();
    }
    // *the fall that killed five*: where no comma stands before it, a verb right behind shows a relative pronoun.
    let relative = reading.is_cue(i, &[Cue::Relative])
        && is_predicate(reading, i + 1)
        && !(reading.pack.nouns_capitalised && reading.upper(i + 1))
        && reading.kind(i - 1) == Some(TokenKind::Word)
        && !is_predicate(reading, i - 1)
        && !reading.is_function(i - 1);
    // *140 people, some of whom …*: a phrase of several words is nothing else.
    let phrase = reading.cue(i, Cue::Relative).is_some_and(|len| len > 1)
        && reading.kind(i - 1) == Some(TokenKind::Word)
        && !reading.is_function(i - 1)
        && (i + 1..end).any(|k| is_predicate(reading, k));
    if relative || phrase {
        return true;
    }
    let contrast = reading.is_cue(i, &[Cue::Contrast]);
    let only_subordinates = reading.is_cue(i, &[Cue::Subordinator])
        && !reading.is_cue(
            i,
            &[Cue::Preposition, Cue::PlacePreposition, Cue::Definite, Cue::Particle, Cue::Relative],
        );
    (contrast || only_subordinates) && (i + 1..end).any(|k| is_predicate(reading, k))
}

/// Whether a token is, or can be, a verb form or a participle that says something.
pub(crate) fn is_predicate(reading: &Reading<'_>, i: usize) -> bool {
    const VERBS: [Cue; 5] =
        [Cue::Auxiliary, Cue::Modal, Cue::Say, Cue::Estimate, Cue::ReportedMood];
    let hits = reading.hits(i);
    let after_verb = i > 0
        && reading.is_cue(i - 1, &[Cue::Auxiliary, Cue::Modal, Cue::Infinitive, Cue::Pronoun]);
    let noun = || {
        !after_verb && hits.iter().any(|h| matches!(h.entry.sense, Sense::Concept(_, Pos::Noun)))
    };
    // *sein Verband*: where nouns have a capital, one behind shows the possessive.
    let owned = reading.pack.nouns_capitalised
        && reading.is_cue(i, &[Cue::Possessive])
        && reading.upper(i + 1);
    !owned && reading.is_cue(i, &VERBS)
        || !written_as_noun(reading, i)
            && hits.iter().any(|h| match &h.entry.sense {
                Sense::Concept(_, Pos::Verb) => true,
                Sense::Half(_, _, true) => !noun(),
                Sense::Concept(c, Pos::Adjective) => c.attribute,
                _ => false,
            })
}

/// Whether a word has the capital of a noun, where the language gives nouns one.
fn written_as_noun(reading: &Reading<'_>, i: usize) -> bool {
    let first = reading.sentences.get(reading.sentence_of(i)).map(|s| s.start as usize);
    reading.pack.nouns_capitalised && reading.upper(i) && first != Some(i)
}
