use std::ops::Range;
use std::sync::Arc;

use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::phrase::{concept, known, noun_phrase, place, unknown};
use crate::fact::types::Term;
use crate::lang::{Concept, Cue, Pos, Sense};
use crate::parse::Mention;
use crate::text::TokenKind;

/// What happens on a day or at a time.
#[derive(Debug)]
pub(crate) struct Occasion {
    /// The event.
    pub event: Term,
    /// To what, and by whom: the nouns and names of its clause.
    pub theme: Vec<Term>,
}

/// A word that tells of an event.
#[derive(Debug, Clone)]
struct Found {
    tokens: Range<usize>,
    event: Arc<Concept>,
    verb: bool,
    /// Two words that only together tell of it.
    pair: bool,
}

/// Segments before an adverbial in which its clause is looked for.
const BACK: usize = 3;
/// Tokens between a noun and the date that it has beside it.
const BESIDE: usize = 3;

/// The event whose day or time a mention is: that of the clause which *when* opens right behind it, that of its own segment, else
/// that of the segment beside an adverbial of time that stands alone; last, that of a noun which a word such as *from* dates.
/// `None` where the words leave open which of two it is.
pub(crate) fn occasion(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Occasion> {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let behind = Some(own + 1).filter(|&n| n < around.end);
    let ends_there = ctx.segments[own].tokens.end == mention.outer.end as usize;
    let opened = |idx: &usize| {
        let first = ctx.segments[*idx].tokens.start;
        ends_there && ctx.reading.is_cue(first, &[Cue::When])
    };
    if is_listed(ctx, mention) {
        return None;
    }
    let told = behind.filter(opened).and_then(|idx| of_clause(ctx, idx));
    let told = told.or_else(|| of_own(ctx, mention, own));
    let bare = |i: usize| ctx.reading.is_function(i) || ctx.in_figure(i);
    let alone = || {
        let tokens = ctx.segments[own].tokens.clone();
        let figures = ctx.mentions_in(&tokens).any(|m| !m.is_calendar());
        !figures && tokens.clone().filter(|&i| !bare(i)).count() <= 1
    };
    let beside = || {
        let free = |idx: &usize| !ctx.segments[*idx].relative && !has_date(ctx, *idx, mention);
        // *It had left Halm, a town on the coast, at noon*: what stands between tells nothing either.
        let mut before = (around.start..own).rev().take(BACK).take_while(free);
        behind
            .filter(free)
            .and_then(|n| of_clause(ctx, n))
            .or_else(|| of_clause(ctx, before.find(|&b| ctx.has_predicate(b))?))
    };
    let (segment, found) = told.or_else(|| alone().then(beside).flatten()).or_else(|| {
        // *a ban from 17 March*
        let (event, tokens) = lead(ctx, mention).filter(|_| !ctx.has_predicate(own))?;
        let before = own_start(ctx, own)..tokens.start;
        let noun = before.clone().rev().find_map(|i| noun_phrase(ctx.reading, i, before.end))?;
        (noun.tokens.end == tokens.start)
            .then_some((own, Found { tokens, event, verb: false, pair: false }))
    })?;
    let negated = |i: usize| ctx.reading.is_cue(i, &[Cue::Negation]);
    // *never since records began*: only of one verb a negation says that it is not so.
    if found.verb && !found.pair && ctx.segments[segment].tokens.clone().any(negated) {
        return None;
    }
    let theme = theme(ctx, segment, &found);
    let mut event = known(ctx.reading, Arc::clone(&found.event), found.tokens.clone());
    // *open until 5 May*: the day on which it is over.
    let over = lead(ctx, mention).map(|l| l.0).filter(|l| l.last && l.id != found.event.id);
    if let Some(over) = over.filter(|l| !l.akin.contains(&found.event.id)) {
        event.key = format!("{}({})", over.id, event.key);
    }
    Some(Occasion { event, theme })
}

fn own_start(ctx: &Context<'_, '_>, own: usize) -> usize {
    ctx.segments[own].tokens.start
}

/// *on 3 and 9 May*: several days, each of something else.
fn is_listed(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let joint =
        |i: usize| ctx.reading.is_cue(i, &[Cue::Coordinator]) || ctx.reading.is_mark(i, ",");
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let like = |range: Range<usize>| ctx.mentions_in(&range).any(|m| m.kind == mention.kind);
    let before = start.checked_sub(1).is_some_and(|i| {
        ctx.reading.is_cue(i, &[Cue::Coordinator]) && ctx.in_figure(i.saturating_sub(1))
    });
    before || (joint(end) && like(end + 1..end + 2))
}

/// The event of a clause of which the date itself stands outside: that of its only verb.
fn of_clause(ctx: &Context<'_, '_>, segment: usize) -> Option<(usize, Found)> {
    let verbs: Vec<Found> = events(ctx, segment).into_iter().filter(|f| f.verb).collect();
    let first = verbs.first()?.clone();
    verbs.iter().all(|f| f.event.id == first.event.id).then_some((segment, first))
}

/// The event of the date's own segment: its nearest verb with no other verb between, or a noun right beside the date, or of a
/// clause that says only that something takes place.
fn of_own(ctx: &Context<'_, '_>, mention: &Mention, own: usize) -> Option<(usize, Found)> {
    let all = events(ctx, own);
    let gap = |f: &Found| between(mention, &f.tokens);
    let other_verb = |f: &Found| {
        gap(f).any(|i| {
            let auxiliary = ctx.reading.is_cue(i, &[Cue::Auxiliary, Cue::Modal]);
            let reaches = |h: &crate::parse::Hit<'_>| i + h.len as usize > f.tokens.start;
            let phrase = i < f.tokens.start && ctx.reading.hits(i).iter().any(reaches);
            let whole = |h: &crate::parse::Hit<'_>| !matches!(h.entry.sense, Sense::Half(..));
            let verb = is_predicate(ctx.reading, i) && ctx.reading.hits(i).iter().any(whole);
            verb && !auxiliary && !phrase && !is_event_verb(&all, i)
        })
    };
    let dated = |f: &Found| ctx.mentions_in(&gap(f)).any(|m| m.kind == mention.kind);
    let verb = all
        .iter()
        .filter(|f| f.verb && !other_verb(f) && !dated(f))
        .min_by_key(|f| (gap(f).len(), f.tokens.start));
    let joint = |i: usize| ctx.reading.is_function(i) || ctx.reading.is_mark(i, ",");
    let noun = all.iter().find(|f| !f.verb && gap(f).len() <= BESIDE && gap(f).all(joint));
    let found = match (verb, noun) {
        (Some(v), Some(n)) if v.event.id != n.event.id && gap(n).len() < gap(v).len() => {
            // *left after the meeting on Monday*: either may be meant; *the vote opens on Monday*: a subject is not.
            let subject = n.tokens.start < v.tokens.start;
            subject.then_some(v)?
        }
        (Some(v), _) => v,
        (None, Some(n)) => n,
        (None, None) => {
            let alone = |f: &&Found| !f.verb && says_only_that(ctx, own, f);
            all.iter().filter(alone).min_by_key(|f| gap(f).len())?
        }
    };
    Some((own, found.clone()))
}

/// Whether a segment has no verb but such as *takes place* or *is planned*, or none at all, so that a noun of it is what happens.
fn says_only_that(ctx: &Context<'_, '_>, own: usize, noun: &Found) -> bool {
    let light = ctx.said(own).iter().any(|s| s.concept.light);
    let led = noun.tokens.start.checked_sub(1).is_some_and(|i| {
        i >= ctx.segments[own].tokens.start
            && ctx.reading.is_cue(i, &[Cue::Preposition, Cue::OfPreposition])
    });
    let idle = [Cue::Auxiliary, Cue::Modal, Cue::Plan, Cue::Forecast];
    let tells = |i: usize| {
        is_predicate(ctx.reading, i) && !ctx.in_figure(i) && !ctx.reading.is_cue(i, &idle)
    };
    light || (!led && !ctx.segments[own].tokens.clone().any(tells))
}

fn is_event_verb(all: &[Found], i: usize) -> bool {
    all.iter().any(|f| f.verb && f.tokens.contains(&i))
}

/// The tokens between a mention and other words.
fn between(mention: &Mention, tokens: &Range<usize>) -> Range<usize> {
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    if tokens.start >= end { end..tokens.start } else { tokens.end..start.max(tokens.end) }
}

fn has_date(ctx: &Context<'_, '_>, segment: usize, mention: &Mention) -> bool {
    ctx.mentions_in(&ctx.segments[segment].tokens).any(|m| m.kind == mention.kind)
}

/// The word before a date that makes a start or an end of it.
fn lead(ctx: &Context<'_, '_>, mention: &Mention) -> Option<(Arc<Concept>, Range<usize>)> {
    const LONGEST: usize = 2;
    let start = mention.tokens.start as usize;
    (start.saturating_sub(LONGEST)..start).find_map(|i| {
        let hits = ctx.reading.events(i).iter();
        let mut ending = hits.filter(|h| i + h.len as usize == start);
        ending.find_map(|h| match &h.entry.sense {
            Sense::EventLead(event) => Some((Arc::clone(event), i..start)),
            _ => None,
        })
    })
}

/// All words of a segment that tell of an event.
fn events(ctx: &Context<'_, '_>, segment: usize) -> Vec<Found> {
    let reading = ctx.reading;
    let mut all = Vec::new();
    let mut halves = Vec::new();
    let mut covered = 0;
    for i in ctx.segments[segment].tokens.clone() {
        // *the first to fall ill*: an ordinal is a figure, and may be a half.
        for hit in reading.events(i) {
            if let Sense::EventHalf(event, pair, second) = &hit.entry.sense {
                halves.push((i..i + hit.len as usize, event, *pair, *second));
            }
        }
        if i < covered || ctx.in_figure(i) {
            continue;
        }
        if let Some(found) = word(ctx, i).or_else(|| compound(ctx, i)).or_else(|| thing(ctx, i)) {
            covered = found.tokens.end;
            all.push(found);
        }
    }
    for (tokens, event, pair, _) in halves.iter().filter(|h| h.3) {
        let other = |h: &&(Range<usize>, &Arc<Concept>, u32, bool)| {
            h.2 == *pair && !h.3 && (h.0.end <= tokens.start || tokens.end <= h.0.start)
        };
        let known = |f: &Found| f.event.id == event.id && f.tokens.contains(&tokens.start);
        if halves.iter().any(|h| other(&h)) && !all.iter().any(known) {
            // Two words say more than one of them alone.
            all.retain(|f| f.tokens.end <= tokens.start || tokens.end <= f.tokens.start);
            all.push(Found {
                tokens: tokens.clone(),
                event: Arc::clone(event),
                verb: true,
                pair: true,
            });
        }
    }
    all
}

/// The event that the word or phrase at `i` tells of, as far as its case and what stands before it fit.
fn word(ctx: &Context<'_, '_>, i: usize) -> Option<Found> {
    let reading = ctx.reading;
    let starts =
        reading.sentences.get(reading.sentence_of(i)).is_some_and(|s| s.start as usize == i);
    let capitals = reading.pack.nouns_capitalised;
    let article = [Cue::Definite, Cue::Determiner, Cue::Possessive, Cue::OfPreposition];
    // *opening hours*: the phrase says something else than its first word.
    let longest = concept(reading, i).map_or(0, |c| if c.2 == Pos::Noun { c.0 } else { 0 });
    let nominal = !capitals && i > 0 && reading.is_cue(i - 1, &article);
    reading.events(i).iter().find_map(|hit| {
        let Sense::Event(event, pos) = &hit.entry.sense else { return None };
        let len = hit.len as usize;
        if longest > len {
            return None;
        }
        let noun = *pos == Pos::Noun;
        let written = !capitals || starts || len > 1 || reading.upper(i) == noun;
        let found =
            Found { tokens: i..i + len, event: Arc::clone(event), verb: !noun, pair: false };
        // *the vote*, *to vote*: where both are written alike, what stands before tells.
        let both = |h: &crate::parse::Hit<'_>| {
            matches!(&h.entry.sense, Sense::Event(_, p) if (*p == Pos::Noun) != noun)
                && h.len == hit.len
        };
        let other = reading.events(i).iter().any(both);
        (written && (!other || nominal == noun)).then_some(found)
    })
}

/// The noun of something that takes place, though it can be counted (*election*, *concert*).
fn thing(ctx: &Context<'_, '_>, i: usize) -> Option<Found> {
    let (len, event, pos, _) = concept(ctx.reading, i)?;
    let happens = event.event && !event.attribute && pos == Pos::Noun;
    happens.then(|| Found { tokens: i..i + len, event, verb: false, pair: false })
}

/// The event that the last part of a compound tells of.
fn compound(ctx: &Context<'_, '_>, i: usize) -> Option<Found> {
    const SHORTEST: usize = 5;
    let reading = ctx.reading;
    let word = reading.folded(i);
    let pack = reading.pack;
    if !pack.compounds || !reading.upper(i) || reading.kind(i) != Some(TokenKind::Word) {
        return None;
    }
    let ends = word.char_indices().map(|(at, _)| at).skip(3);
    ends.filter(|&at| word.len() - at >= SHORTEST).find_map(|at| {
        pack.lexicon.single(&word[at..]).iter().find_map(|entry| match &entry.sense {
            Sense::Event(event, Pos::Noun) => {
                Some(Found { tokens: i..i + 1, event: Arc::clone(event), verb: false, pair: false })
            }
            _ => None,
        })
    })
}

/// The nouns and names of the clause of an event: of its segment, of what a relative clause tells of, and of the subject before an
/// insertion.
fn theme(ctx: &Context<'_, '_>, segment: usize, found: &Found) -> Vec<Term> {
    let mut all = nouns(ctx, segment, found);
    let own = &ctx.segments[segment];
    let before = segment.checked_sub(1).filter(|&b| ctx.segments[b].sentence == own.sentence);
    if let Some(before) = before {
        let opens_with_verb = is_predicate(ctx.reading, own.tokens.start);
        if own.relative {
            all.extend(nouns(ctx, before, found).pop());
        } else if found.verb && (opens_with_verb || all.is_empty()) {
            let first = ctx.of_sentence(own.sentence).start;
            all.extend(nouns(ctx, first, found));
        }
    }
    all
}

/// Heads, names and restrictions of the noun phrases of a segment, without the word of the event.
fn nouns(ctx: &Context<'_, '_>, segment: usize, found: &Found) -> Vec<Term> {
    let reading = ctx.reading;
    let tokens = ctx.segments[segment].tokens.clone();
    let mut all: Vec<Term> = Vec::new();
    let mut i = tokens.start;
    while i < tokens.end {
        let outside = ctx.in_figure(i) || reading.is_function(i) || found.tokens.contains(&i);
        let phrase = (!outside).then(|| noun_phrase(reading, i, tokens.end)).flatten();
        let Some(phrase) = phrase else {
            let name = !outside && reading.upper(i) && !reading.pack.nouns_capitalised;
            if name && place(reading, i).is_none() {
                all.push(unknown(reading, i..i + 1));
            }
            i += 1;
            continue;
        };
        let head = phrase.attribute.unwrap_or(phrase.entity.head);
        let event = reading.span(found.tokens.clone());
        let inside = |t: &Term| t.span.is_some_and(|s| event.contains(s));
        all.extend((!inside(&head)).then_some(head));
        let more = phrase.entity.modifiers.into_iter().chain(phrase.entity.names);
        all.extend(more.filter(|t| !inside(t) || t.text.len() < found_len(ctx, found)));
        i = phrase.tokens.end.max(i + 1);
    }
    all
}

/// Bytes of the words of an event.
fn found_len(ctx: &Context<'_, '_>, found: &Found) -> usize {
    ctx.reading.words(found.tokens.clone()).len()
}
