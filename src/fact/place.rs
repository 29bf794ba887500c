use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fact::context::Context;
use crate::fact::phrase::{concept, known, place, unknown};
use crate::fact::types::Term;
use crate::lang::{Concept, Cue, PlaceForm, Sense};
use crate::parse::{Mention, Reading};
use crate::text::TokenKind;

/// The places that each segment of a text names, and the one that the text is about.
pub(crate) struct Places {
    by_segment: Vec<Vec<Term>>,
    /// The place named most often, countries aside; `None` where none is named twice.
    pub home: Option<Term>,
    /// Keys of all places named.
    pub named: Arc<[String]>,
}

impl Places {
    /// Finds all places; *there* stands for the place named last.
    pub fn new(ctx: &Context<'_, '_>) -> Self {
        let mut last: Vec<Term> = Vec::new();
        let mut by_segment = Vec::with_capacity(ctx.segments.len());
        for idx in 0..ctx.segments.len() {
            let (mut here, apposed) = in_segment(ctx, idx);
            let tokens = ctx.segments[idx].tokens.clone();
            let there = tokens.into_iter().find(|&i| ctx.reading.is_cue(i, &[Cue::PlaceBack]));
            if let (true, Some(at)) = (here.is_empty(), there) {
                here.clone_from(&last);
                if here.is_empty() {
                    // Some place, though it is not known which.
                    let len = ctx.reading.cue(at, Cue::PlaceBack).unwrap_or(1);
                    here.push(unknown(ctx.reading, at..at + len));
                }
            }
            if let Some(named) = [&here, &apposed].into_iter().find(|l| !l.is_empty()) {
                last.clone_from(named);
            }
            by_segment.push(here);
        }
        let home = home(ctx, &by_segment);
        let mut named: Vec<String> = by_segment.iter().flatten().map(|t| t.key.clone()).collect();
        named.sort_unstable();
        named.dedup();
        Self { by_segment, home, named: named.into() }
    }

    /// Where the thing is said to be: in the figure's own segment, else in the relative clause behind it, else in the segments
    /// before; nearest first. Empty where no place is named.
    pub fn of(&self, ctx: &Context<'_, '_>, mention: &Mention) -> Vec<Term> {
        let own = ctx.segment_at(mention.tokens.start as usize);
        let around = ctx.of_sentence(mention.sentence as usize);
        let mut order = vec![own];
        order.extend((own + 1..around.end).take_while(|&i| ctx.segments[i].relative));
        if ctx.segments[own].inserted {
            order.extend(own + 1..around.end.min(own + 2));
        }
        // An apposition tells where somebody sits, not where the thing is.
        let finite = [Cue::Auxiliary, Cue::Modal, Cue::Say];
        let apposed = |i: usize| {
            let tokens = ctx.segments[i].tokens.clone();
            ctx.reading.is_cue(tokens.start, &[Cue::Determiner])
                && !tokens.into_iter().any(|t| ctx.reading.is_cue(t, &finite))
        };
        let clause = |&i: &usize| i == around.start || (ctx.has_predicate(i) && !apposed(i));
        order.extend((around.start..own).rev().filter(clause));
        let named =
            order.into_iter().map(|idx| &self.by_segment[idx]).find(|found| !found.is_empty());
        named.cloned().unwrap_or_default()
    }
}

/// The place that a text names most often; a country only stands for itself, so it counts for none.
fn home(ctx: &Context<'_, '_>, by_segment: &[Vec<Term>]) -> Option<Term> {
    let mut counts: BTreeMap<&str, (usize, &Term)> = BTreeMap::new();
    for term in by_segment.iter().filter_map(|terms| terms.first()) {
        let country = term
            .concept
            .as_ref()
            .is_some_and(|c| c.is_place && c.id.chars().all(char::is_uppercase));
        if !country {
            counts.entry(&term.key).or_insert((0, term));
        }
    }
    for (n, term) in counts.values_mut() {
        // The name in whatever construction, adjectives of it included.
        let word = crate::text::fold(term.text.split(' ').next_back().unwrap_or(&term.text));
        *n = (0..ctx.reading.len())
            .filter(|&i| ctx.reading.folded(i).starts_with(word.as_str()))
            .count();
    }
    let most = counts.values().map(|(n, _)| *n).max().filter(|&n| n >= 2)?;
    let mut leading = counts.values().filter(|(n, _)| *n == most);
    leading.next().filter(|_| leading.next().is_none()).map(|(_, term)| (*term).clone())
}

/// The places of a segment behind prepositions, and a place that only an apposition names (*the neighbouring town X*).
fn in_segment(ctx: &Context<'_, '_>, segment: usize) -> (Vec<Term>, Vec<Term>) {
    let reading = ctx.reading;
    let tokens = ctx.segments[segment].tokens.clone();
    let (mut found, mut apposed): (Vec<Term>, Vec<Term>) = (Vec::new(), Vec::new());
    let mut i = tokens.start;
    while i < tokens.end {
        if let Some((len, place, PlaceForm::Adverb)) = place(reading, i) {
            found.push(known(reading, place, i..i + len));
            i += len;
            continue;
        }
        let classified = reading.is_cue(i, &[Cue::Classifier]) && !ctx.in_figure(i);
        if let Some(end) = name_at(ctx, i + 1, tokens.end, false).filter(|_| classified) {
            apposed.push(unknown(reading, i + 1..end));
        }
        // *on board*: where the rules know the phrase, its noun is no name.
        let names = |len: usize| (i..i + len).any(|k| place(reading, k).is_some());
        let phrase = concept(reading, i).filter(|c| c.0 > 1 && !names(c.0));
        if let Some((len, ..)) = phrase.filter(|_| reading.is_cue(i, &[Cue::PlacePreposition])) {
            i += len;
            continue;
        }
        if !reading.is_cue(i, &[Cue::PlacePreposition]) || ctx.in_figure(i) {
            i += 1;
            continue;
        }
        i += reading.cue(i, Cue::PlacePreposition).unwrap_or(1);
        // *im Rathaus*, *auf Anfrage*: no name follows.
        let contracted = reading.is_cue(i - 1, &[Cue::Contraction, Cue::LevelPreposition]);
        let article = reading.is_cue(i, &[Cue::Definite, Cue::Determiner, Cue::Possessive]);
        i += usize::from(article);
        let article = article || contracted;
        let (end, terms) = named(ctx, i, tokens.end, article);
        found.extend(terms);
        i = end.max(i);
    }
    (found, apposed)
}

/// The places named from token `at` on: known ones through their adjectives and classifiers, or an unknown name.
fn named(ctx: &Context<'_, '_>, at: usize, limit: usize, article: bool) -> (usize, Vec<Term>) {
    let reading = ctx.reading;
    let (mut i, mut terms, mut classified) = (at, Vec::new(), false);
    while i < limit {
        if let Some((len, found, form)) = seat(reading, i) {
            let is_name = !matches!(form, PlaceForm::Demonym | PlaceForm::Adverb);
            terms.extend(is_name.then(|| known(reading, found, i..i + len)));
            i += len;
        } else if reading.is_cue(i, &[Cue::Classifier]) {
            classified = true;
            i += reading.cue(i, Cue::Classifier).unwrap_or(1);
        } else {
            break;
        }
    }
    if (terms.is_empty() || classified)
        && let Some(end) = name_at(ctx, i, limit, article && !classified)
    {
        terms.insert(0, unknown(reading, i..end));
        i = end;
    }
    // The nearest name first, the country that an adjective gives last.
    terms.reverse();
    (i, terms)
}

/// The place that a phrase at `i` names where something is: a city itself, and not the state that it speaks for elsewhere.
fn seat(reading: &Reading<'_>, i: usize) -> Option<(usize, Arc<Concept>, PlaceForm)> {
    let (len, found, form) = place(reading, i)?;
    let name = reading.hits(i).iter().find_map(|hit| match &hit.entry.sense {
        Sense::Place(city, PlaceForm::Name) if hit.len as usize == len => Some(Arc::clone(city)),
        _ => None,
    });
    match name.filter(|_| form == PlaceForm::Metonym) {
        Some(city) => Some((len, city, PlaceForm::Name)),
        None => Some((len, found, form)),
    }
}

/// The end of an unknown name at `at`: capitalised, no common noun that the rules know, without an article.
fn name_at(ctx: &Context<'_, '_>, at: usize, limit: usize, article: bool) -> Option<usize> {
    let reading = ctx.reading;
    let is_name = |i: usize| {
        i < limit
            && reading.kind(i) == Some(TokenKind::Word)
            && reading.upper(i)
            && !ctx.in_figure(i)
            && reading.word(i).chars().count() > 2
            && reading.word(i).chars().any(char::is_lowercase)
            && !reading.pack.common_endings.iter().any(|e| reading.folded(i).ends_with(e.as_str()))
            && reading.hits(i).iter().all(|h| match h.entry.sense {
                Sense::Unit(..) => true,
                // *Port X*: a common noun with a capital is part of a name where nouns have none.
                Sense::Concept(..) => !reading.pack.nouns_capitalised,
                _ => false,
            })
    };
    if article || !is_name(at) {
        return None;
    }
    let mut end = at + 1;
    while is_name(end) || (reading.is_mark(end, "-") && reading.glued(end) && is_name(end + 1)) {
        end += 1;
    }
    Some(end)
}
