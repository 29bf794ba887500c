use std::ops::Range;
use std::sync::Arc;

use crate::fact::types::{Entity, Term};
use crate::lang::{CalendarWord, Concept, Cue, PlaceForm, Pos, Sense};
use crate::parse::Reading;
use crate::text::TokenKind;

/// A noun with what restricts it.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// Its tokens, from the first modifier to the end of the genitive.
    pub tokens: Range<usize>,
    /// Head, modifiers, names.
    pub entity: Entity,
    /// The head says something of what it counts (*the dead*).
    pub attribute: Option<Term>,
    /// Opened by *of the*: a part of what is named.
    pub partitive: bool,
}

/// The concept that a token or phrase at `i` names, its length, and the bytes before a compound's head. Case must fit the part
/// of speech where the language writes nouns with a capital.
pub(crate) fn concept(reading: &Reading<'_>, i: usize) -> Option<(usize, Arc<Concept>, Pos, u32)> {
    let starts_sentence =
        reading.sentences.get(reading.sentence_of(i)).is_some_and(|s| s.start as usize == i);
    let verb = must_be_verb(reading, i);
    reading.hits(i).iter().find_map(|hit| match &hit.entry.sense {
        Sense::Concept(c, pos) => {
            let noun = *pos == Pos::Noun;
            let last = i + hit.len as usize - 1;
            if noun && verb && hit.len == 1 {
                return None;
            }
            let fits = !reading.pack.nouns_capitalised
                || starts_sentence
                || hit.len > 1
                || reading.upper(last) == noun;
            fits.then(|| (hit.len as usize, Arc::clone(c), *pos, hit.prefix))
        }
        _ => None,
    })
}

/// *will pay*, *to pay*: whether a word that can be a verb stands where a verb stands, in a language that writes both alike.
fn must_be_verb(reading: &Reading<'_>, i: usize) -> bool {
    let verbal = |h: &crate::parse::Hit<'_>| {
        matches!(h.entry.sense, Sense::Concept(_, Pos::Verb) | Sense::Half(_, _, true))
    };
    // *The bridge cost 7 million*, *strikes cost us 7 million*: a figure or an object right behind shows a verb.
    let figure = |at: u32| reading.mentions.iter().any(|m| m.outer.start == at && !m.is_calendar());
    let governs =
        || reading.is_cue(i + 1, &[Cue::Pronoun, Cue::FirstPerson]) || figure(i as u32 + 1);
    !reading.pack.nouns_capitalised
        && i > 0
        && (reading.is_cue(i - 1, &[Cue::Infinitive, Cue::Modal, Cue::Pronoun]) || governs())
        && reading.hits(i).iter().any(verbal)
}

/// All meanings of the longest concept phrase at `i`.
pub(crate) fn concepts(reading: &Reading<'_>, i: usize) -> Vec<(usize, Arc<Concept>, Pos, u32)> {
    let Some(longest) = concept(reading, i) else { return Vec::new() };
    let of = |hit: &crate::parse::Hit<'_>| match &hit.entry.sense {
        Sense::Concept(c, pos) if hit.len as usize == longest.0 && *pos == longest.2 => {
            Some((longest.0, Arc::clone(c), *pos, hit.prefix))
        }
        _ => None,
    };
    reading.hits(i).iter().filter_map(of).collect()
}

/// The place that a phrase at `i` names.
pub(crate) fn place(reading: &Reading<'_>, i: usize) -> Option<(usize, Arc<Concept>, PlaceForm)> {
    let found = reading.sense(i, |s| match s {
        Sense::Place(p, form) => Some((Arc::clone(p), *form)),
        _ => None,
    });
    found.map(|(len, (place, form), _)| (len, place, form))
}

/// A term for a known concept.
pub(crate) fn known(reading: &Reading<'_>, concept: Arc<Concept>, tokens: Range<usize>) -> Term {
    let span = reading.span(tokens);
    Term {
        key: concept.id.clone(),
        text: span.of(reading.text).to_owned(),
        span: Some(span),
        concept: Some(concept),
    }
}

/// A term for words that no list knows: a stem, or a name.
pub(crate) fn unknown(reading: &Reading<'_>, tokens: Range<usize>) -> Term {
    let span = reading.span(tokens.clone());
    let words: Vec<String> = tokens.map(|i| reading.pack.stem(reading.folded(i))).collect();
    Term {
        key: words.join(" "),
        text: span.of(reading.text).to_owned(),
        span: Some(span),
        concept: None,
    }
}

/// The noun phrase that starts at token `at` and ends before `limit`; `None` where no noun stands there.
pub(crate) fn noun_phrase(reading: &Reading<'_>, at: usize, limit: usize) -> Option<Phrase> {
    let (mut start, mut partitive) = skip_partitive(reading, at, limit);
    // *of them*: nothing is named, unless a noun follows (*of these ships*).
    let back = reading.cue(start, Cue::PartOf);
    start += back.unwrap_or(0);
    partitive |= back.is_some();
    let words = words_of(reading, start, limit);
    let head = head_of(reading, &words)?;
    if back.is_some() && concept(reading, head.start).is_none() {
        return None;
    }
    let (head_term, attribute, mut modifiers) = read_head(reading, &head);
    let mut names = Vec::new();
    let mut i = start;
    while i < head.start {
        i += modifier(reading, i, head.start, &mut modifiers, &mut names);
    }
    let end = genitive(reading, head.end, limit, &mut modifiers, &mut names);
    let entity = Entity { head: head_term, modifiers, names, inherited: false, row: false };
    Some(Phrase { tokens: start..end, entity, attribute, partitive })
}

/// Passes over *of the 820*: the token where the noun phrase itself starts.
fn skip_partitive(reading: &Reading<'_>, at: usize, limit: usize) -> (usize, bool) {
    let mut i = at;
    let mut partitive = false;
    while i < limit {
        let of = reading.is_cue(i, &[Cue::OfPreposition]);
        let article = reading.is_cue(i, &[Cue::Definite, Cue::Possessive]);
        let further = reading.is_cue(i, &[Cue::Further]);
        let figure = partitive && reading.mentions.iter().any(|m| m.tokens.contains(&(i as u32)));
        if !(of && i == at || article || further || figure) {
            break;
        }
        partitive |= of || article;
        i += 1;
    }
    (i, partitive)
}

/// The tokens that can belong to one noun phrase.
fn words_of(reading: &Reading<'_>, start: usize, limit: usize) -> Range<usize> {
    let mut end = start;
    while end < limit {
        let hyphen = reading.is_mark(end, "-‐‑'’&") && end > start && reading.glued(end);
        let word = reading.kind(end) == Some(TokenKind::Word);
        let glued = end > start && reading.glued(end);
        if !(hyphen || glued || word && !ends_phrase(reading, end, start)) {
            break;
        }
        end += 1;
    }
    start..end
}

fn ends_phrase(reading: &Reading<'_>, i: usize, start: usize) -> bool {
    if reading.inside_cue(i) && concept(reading, i).is_none() {
        return true;
    }
    if reading.ends_phrase(i) {
        // *US* and *us*, *May* and *may*: a name at this place wins.
        return place(reading, i).is_none();
    }
    let capital = reading.pack.nouns_capitalised;
    let verb = concept(reading, i).is_some_and(|(.., pos, _)| pos == Pos::Verb)
        || reading.is_cue(i, &[Cue::Say, Cue::Estimate, Cue::ReportedMood])
            && !(capital && reading.upper(i));
    let verbal = !capital
        && i > start
        && concept(reading, i).is_none_or(|c| c.2 != Pos::Noun)
        && reading.pack.verbal_endings.iter().any(|e| {
            reading.folded(i).ends_with(e.as_str()) && reading.folded(i).len() > e.len() + 2
        });
    let after_noun = capital
        && i > start
        && !reading.upper(i)
        && (start..i).any(|k| reading.upper(k) && is_noun_like(reading, k));
    let particle =
        i > start && reading.is_cue(i, &[Cue::Particle]) && concept(reading, i).is_none();
    (verb && i > start) || verbal || after_noun || particle
}

/// A capitalised token that is no adjective of a place.
fn is_noun_like(reading: &Reading<'_>, i: usize) -> bool {
    place(reading, i).is_none_or(|(.., form)| form != PlaceForm::Adjective)
        && !reading.is_mark(i + 1, "-")
}

/// *Geplant sind …*, *Nach Angaben …*: whether a word that is known and no noun owes its capital to the sentence that it opens.
fn opens_as_other(reading: &Reading<'_>, i: usize) -> bool {
    let opens =
        reading.sentences.get(reading.sentence_of(i)).is_some_and(|s| s.start as usize == i);
    let hits = || reading.hits(i).iter().map(|h| &h.entry.sense);
    let noun =
        |s: &Sense| matches!(s, Sense::Concept(_, Pos::Noun) | Sense::Place(..) | Sense::Actor(_));
    let other = |s: &Sense| matches!(s, Sense::Concept(..) | Sense::Cue(_) | Sense::Half(..));
    opens && hits().any(other) && !hits().any(noun)
}

/// The tokens of the head noun.
fn head_of(reading: &Reading<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let mut covered = words.start;
    let mut known = Vec::new();
    for i in words.clone() {
        let Some((len, _, pos, _)) = concept(reading, i).filter(|_| i >= covered) else { continue };
        if i + len <= words.end {
            covered = i + len;
            known.extend((pos == Pos::Noun).then(|| i..i + len));
        }
    }
    let nouns = known.into_iter();
    if reading.pack.nouns_capitalised {
        // The first noun; what follows it is a name or a genitive.
        let capital = words.clone().filter(|&i| {
            reading.upper(i)
                && is_noun_like(reading, i)
                && reading.kind(i) == Some(TokenKind::Word)
                && !opens_as_other(reading, i)
        });
        let first = capital.clone().next()?;
        let known = nouns.into_iter().find(|r| r.contains(&first) || r.start == first);
        return known.or(Some(first..first + 1));
    }
    if let Some(last) = nouns.last() {
        return Some(last);
    }
    let lower = |i: &usize| {
        !reading.upper(*i)
            && place(reading, *i).is_none()
            && reading.kind(*i) == Some(TokenKind::Word)
    };
    let plural = words.clone().filter(lower).find(|&i| {
        let word = reading.folded(i);
        reading
            .pack
            .plural_endings
            .iter()
            .any(|e| word.ends_with(e.as_str()) && word.len() > e.len() + 2)
    });
    // A function word, or a letter, is no noun.
    let noun = |i: &usize| {
        lower(i)
            && reading.word(*i).len() > 1
            && !reading.pack.function_words.contains(reading.folded(*i))
            && !tells_time(reading, *i)
    };
    // *1,350 Lerathians*: a name in the plural is a people.
    let people = words.clone().next().filter(|&i| {
        let endings = &reading.pack.plural_endings;
        words.len() == 1
            && reading.upper(i)
            && reading.hits(i).is_empty()
            && reading.mentions.iter().any(|m| m.outer.end as usize == i && !m.is_calendar())
            && endings.iter().any(|e| reading.folded(i).ends_with(e.as_str()))
    });
    let head = plural.or_else(|| words.clone().rfind(noun)).or(people);
    head.map(|i| i..i + 1)
}

/// *three years ago*, *two hours later*: a word that counts time from somewhere is no noun.
fn tells_time(reading: &Reading<'_>, i: usize) -> bool {
    reading.hits(i).iter().any(|h| matches!(h.entry.sense, Sense::Calendar(CalendarWord::Away(_))))
}

/// Head term, what it says of what it counts, and the first part of a compound as a modifier.
fn read_head(reading: &Reading<'_>, head: &Range<usize>) -> (Term, Option<Term>, Vec<Term>) {
    let Some((len, concept, _, prefix)) = concept(reading, head.start) else {
        return (unknown(reading, head.clone()), None, Vec::new());
    };
    let tokens = head.start..head.start + len;
    let mut modifiers = Vec::new();
    if prefix > 0 {
        modifiers.extend(first_part(reading, head.start, prefix));
    }
    let term = known(reading, Arc::clone(&concept), tokens.clone());
    if !concept.attribute {
        return (term, None, modifiers);
    }
    let counted = concept.counts.clone().unwrap_or_else(|| Arc::clone(&concept));
    let entity = Term { key: counted.id.clone(), concept: Some(counted), ..term.clone() };
    (entity, Some(term), modifiers)
}

/// The first part of a compound (*Militär-einheiten*), if it says something.
fn first_part(reading: &Reading<'_>, i: usize, prefix: u32) -> Option<Term> {
    let folded = reading.folded(i);
    let part = folded.get(..prefix as usize)?.trim_end_matches('-');
    let known = reading.pack.lexicon.single(part).iter().find_map(|e| match &e.sense {
        Sense::Place(c, _) | Sense::Concept(c, _) | Sense::Actor(c) => Some(Arc::clone(c)),
        _ => None,
    });
    let key = known.as_ref().map_or_else(|| reading.pack.stem(part), |c| c.id.clone());
    Some(Term { key, text: part.to_owned(), span: Some(reading.tokens[i].span), concept: known })
}

/// Reads one modifier before the head; how many tokens it takes.
fn modifier(
    reading: &Reading<'_>,
    i: usize,
    limit: usize,
    modifiers: &mut Vec<Term>,
    names: &mut Vec<Term>,
) -> usize {
    // The *s* of a genitive is no word.
    let glued = i > 0 && reading.glued(i) && reading.word(i).len() == 1;
    if reading.kind(i) != Some(TokenKind::Word) || glued {
        return 1;
    }
    if let Some((len, place, _)) = place(reading, i) {
        modifiers.push(known(reading, place, i..(i + len).min(limit)));
        return len;
    }
    if let Some((len, found, ..)) = concept(reading, i) {
        modifiers.push(known(reading, found, i..(i + len).min(limit)));
        return len;
    }
    let idle = [
        Cue::Particle,
        Cue::Further,
        Cue::Total,
        Cue::Cumulative,
        Cue::Possible,
        Cue::Hearsay,
        Cue::Title,
        Cue::Classifier,
    ];
    if reading.is_cue(i, &idle) {
        return reading.hits(i).first().map_or(1, |h| h.len as usize);
    }
    let name = reading.upper(i);
    let mut end = i + 1;
    while name
        && end < limit
        && (reading.upper(end) && place(reading, end).is_none() && concept(reading, end).is_none())
    {
        end += 1;
    }
    let list = if name { names } else { modifiers };
    list.push(unknown(reading, i..end));
    end - i
}

/// Reads *of X*, *aus X*, *der X* behind a head; the token behind it.
fn genitive(
    reading: &Reading<'_>,
    at: usize,
    limit: usize,
    modifiers: &mut Vec<Term>,
    names: &mut Vec<Term>,
) -> usize {
    let joint = reading.is_cue(at, &[Cue::OfPreposition])
        || (reading.pack.nouns_capitalised
            && reading.is_cue(at, &[Cue::Definite])
            && !reading.is_cue(at, &[Cue::Contraction]));
    let bare_place = place(reading, at).filter(|(.., form)| *form == PlaceForm::Name);
    if let Some((len, found, _)) = bare_place {
        modifiers.push(known(reading, found, at..at + len));
        return at + len;
    }
    if at >= limit || !joint {
        return at;
    }
    let mut i = at + 1;
    while i < limit
        && reading.is_cue(i, &[Cue::Definite, Cue::Determiner, Cue::Possessive, Cue::Classifier])
        && place(reading, i).is_none()
    {
        i += 1;
    }
    let start = i;
    // *books in his library*: where things are does not say which.
    let located = reading.is_cue(at, &[Cue::PlacePreposition]) && start > at + 1;
    while i < limit
        && reading.kind(i) == Some(TokenKind::Word)
        && (!reading.ends_phrase(i) || place(reading, i).is_some())
    {
        if let Some((len, found, _)) = place(reading, i) {
            modifiers.push(known(reading, found, i..i + len));
            return i + len;
        }
        let found = concept(reading, i).filter(|_| !located);
        if let Some((len, found, Pos::Noun, _)) = found {
            modifiers.push(known(reading, found, i..i + len));
            return i + len;
        }
        if reading.upper(i) {
            let mut end = i + 1;
            while end < limit && reading.upper(end) && concept(reading, end).is_none() {
                end += 1;
            }
            names.push(unknown(reading, i..end));
            return end;
        }
        i += 1;
    }
    if i > start { i } else { at }
}
