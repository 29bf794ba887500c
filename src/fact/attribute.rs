use std::ops::Range;
use std::sync::Arc;

use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::ellipsis::has_magnitude;
use crate::fact::phrase::{concept, concepts, known};
use crate::fact::types::{Entity, Term};
use crate::lang::{Concept, Cue, Pos, Sense};
use crate::parse::Mention;

/// A figure with what is known of it so far.
pub(crate) struct Figure<'f> {
    pub mention: &'f Mention,
    /// Tokens of its noun phrase.
    pub phrase: Option<&'f Range<usize>>,
    /// What it counts.
    pub entity: Option<&'f Entity>,
}

/// What is said of the thing that a figure counts: the nearest attribute of its own segment, else of the relative clause that
/// follows, else of the segments before and after. `None` where the sentence names none that the rules know.
pub(crate) fn attribute(ctx: &Context<'_, '_>, figure: &Figure<'_>) -> Option<Term> {
    let (mention, _phrase) = (figure.mention, figure.phrase);
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    if let Some(found) = told_after(ctx, figure, own, around.end).or_else(|| best(ctx, figure, own))
    {
        return Some(found);
    }
    let segment = &ctx.segments[own];
    if segment.relative {
        // *the fever of which 96 residents, 12 guests and two nurses died*: the clause goes on behind its list; else *the
        // statement, which was made on Monday*: what the clause tells of.
        let goes_on = !ctx.has_predicate(own);
        let list = (own + 1..around.end)
            .take_while(|&idx| goes_on && !ctx.segments[idx].relative && !ctx.opens_anew(idx))
            .find(|&idx| ctx.has_predicate(idx));
        return list.and_then(|idx| best(ctx, figure, idx)).or_else(|| {
            own.checked_sub(1)
                .filter(|idx| around.contains(idx))
                .and_then(|idx| best(ctx, figure, idx))
        });
    }
    if ctx.has_predicate(own) && !governed(ctx, own) {
        return None;
    }
    // A semicolon ends what belongs together; a clause with a figure and a predicate of its own says it of that figure.
    let closed = |idx: usize| ctx.opens_anew(idx);
    let busy = |idx: &usize| {
        ctx.has_predicate(own)
            && ctx.has_predicate(*idx)
            && ctx.mentions_in(&ctx.segments[*idx].tokens).any(|m| !m.is_calendar())
    };
    let before = (around.start..own).rev().take_while(|&idx| !closed(idx + 1));
    let after = (own + 1..around.end).take_while(|&idx| !closed(idx)).filter(|idx| !busy(idx));
    if segment.inserted {
        return after.chain(before).find_map(|idx| best(ctx, figure, idx));
    }
    before.take(2).chain(after.take(2)).find_map(|idx| best(ctx, figure, idx))
}

/// What a relative clause says right behind the figure's phrase (*3,000 troops to withdraw, who are stationed …*): it holds of the
/// thing itself, whatever the clause before wants done with it.
fn told_after(ctx: &Context<'_, '_>, figure: &Figure<'_>, own: usize, end: usize) -> Option<Term> {
    let next = Some(own + 1).filter(|&n| n < end && ctx.segments[n].relative)?;
    let behind = figure.phrase?.end..ctx.segments[own].tokens.end;
    let only_verbs = behind
        .clone()
        .all(|i| is_predicate(ctx.reading, i) || ctx.reading.is_cue(i, &[Cue::Infinitive]));
    if only_verbs && behind.len() <= 3 { best(ctx, figure, next) } else { None }
}

/// Whether a segment has a predicate of its own.
pub(crate) fn has_predicate(ctx: &Context<'_, '_>, segment: usize) -> bool {
    let predicate = |i: usize| is_predicate(ctx.reading, i) && !ctx.in_figure(i);
    ctx.segments[segment].tokens.clone().any(predicate)
}

/// Whether a segment's predicate is only one of saying, so that the matter itself stands in another segment.
fn governed(ctx: &Context<'_, '_>, segment: usize) -> bool {
    let cues = [Cue::Say, Cue::Estimate];
    ctx.segments[segment].tokens.clone().any(|i| ctx.reading.is_cue(i, &cues))
}

/// A word or pair of words that says something: where, how long, what.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub at: usize,
    pub len: usize,
    pub concept: Arc<Concept>,
    pub noun: bool,
}

/// Everything that the words of a segment say: single words, and pairs of which both halves stand in it.
pub(crate) fn said(ctx: &Context<'_, '_>, segment: usize) -> Vec<Said> {
    let tokens = ctx.segments[segment].tokens.clone();
    let mut all = Vec::new();
    let mut halves: Vec<(usize, usize, Arc<Concept>, u32, bool)> = Vec::new();
    let tokens_start = tokens.start;
    let mut covered = tokens.start;
    for i in tokens {
        if ctx.in_figure(i) {
            continue;
        }
        for hit in ctx.reading.hits(i) {
            if let Sense::Half(c, pair, second) = &hit.entry.sense {
                halves.push((i, hit.len as usize, Arc::clone(c), *pair, *second));
            }
        }
        if i < covered {
            continue;
        }
        for (len, found, pos, _) in concepts(ctx.reading, i) {
            covered = i + len;
            // *who were not hurt*
            let denied =
                pos != Pos::Noun && i > tokens_start && ctx.reading.is_cue(i - 1, &[Cue::Negation]);
            if found.attribute && !denied {
                all.push(Said { at: i, len, concept: found, noun: pos == Pos::Noun });
            }
        }
    }
    let mut paired = Vec::new();
    for (at, len, concept, pair, second) in &halves {
        let other = |h: &&(usize, usize, Arc<Concept>, u32, bool)| {
            h.3 == *pair && h.4 != *second && h.0 != *at
        };
        if *second && halves.iter().any(|h| other(&h)) {
            paired.push(Said { at: *at, len: *len, concept: Arc::clone(concept), noun: false });
        }
    }
    paired.extend(all);
    paired
}

/// *six of the hurt are in grave condition*: where the figure's segment says a narrower thing of the people than their noun
/// does, that.
pub(crate) fn closer(ctx: &Context<'_, '_>, mention: &Mention, noun: Term) -> Term {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let narrower = |c: &Concept| c.counts.is_some() && c.id != noun.key && c.is_a(&noun.key);
    let found = ctx.said(own).iter().find(|s| narrower(&s.concept));
    match found {
        Some(s) => known(ctx.reading, Arc::clone(&s.concept), s.at..s.at + s.len),
        None => noun,
    }
}

/// *17 were injured, three of them seriously*: where the sentence says it with another word, and the figure's segment only the word
/// that makes it narrower, the narrower.
pub(crate) fn by_half(ctx: &Context<'_, '_>, mention: &Mention, said: Term) -> Term {
    let own = ctx.segments[ctx.segment_at(mention.tokens.start as usize)].tokens.clone();
    let elsewhere = said.span.is_none_or(|s| !ctx.reading.span(own.clone()).contains(s));
    if !elsewhere || own.is_empty() {
        return said;
    }
    let mut halves = own.flat_map(|i| ctx.reading.hits(i).iter().map(move |hit| (i, hit)));
    let narrower = halves.find_map(|(i, hit)| match &hit.entry.sense {
        Sense::Half(c, _, false) if c.id != said.key && c.is_a(&said.key) => {
            Some(known(ctx.reading, Arc::clone(c), i..i + hit.len as usize))
        }
        _ => None,
    });
    narrower.unwrap_or(said)
}

/// So far from a figure counts the predicate that closes its clause, at the most: farther than what stands right behind the figure,
/// nearer than what stands before it.
const CLOSING: usize = 3;

/// The attribute that a noun right before the figure names, but for what joins the two (*an area of 7,200 square metres*).
pub(crate) fn joined(ctx: &Context<'_, '_>, of: &Figure<'_>) -> Option<Term> {
    let figure = of.mention.outer.start as usize;
    let own = ctx.segment_at(of.mention.tokens.start as usize);
    let found = ctx.said(own).iter().find(|s| {
        let end = s.at + s.len;
        s.noun
            && s.concept.takes(of.mention.kind.name())
            && end <= figure
            && figure - end <= JOINTS
            && (end..figure).all(|i| joins(ctx, i))
    })?;
    Some(known(ctx.reading, Arc::clone(&found.concept), found.at..found.at + found.len))
}

/// Tokens at the most that join a noun to its figure.
const JOINTS: usize = 3;

/// The attribute in a segment that stands nearest to the figure; behind it rather than before it, and first of all the noun that
/// the figure belongs to (*damage of 80 million*). One that only says that something takes place comes last.
fn best(ctx: &Context<'_, '_>, of: &Figure<'_>, segment: usize) -> Option<Term> {
    let (mention, phrase) = (of.mention, of.phrase);
    let figure = mention.outer.start as usize;
    let end = phrase.map_or(mention.outer.end as usize, |p| p.end.max(mention.outer.end as usize));
    let distance = |said: &Said| {
        let behind = said.at >= figure;
        let gap = if behind {
            said.at.saturating_sub(end)
        } else {
            figure.saturating_sub(said.at + said.len)
        };
        let joined =
            said.noun && !behind && gap <= JOINTS && (figure - gap..figure).all(|i| joins(ctx, i));
        // *injured 200 people and damaged 300 houses*: where no verb stands at the end, one right before the figure has it as its
        // object.
        let governs = !ctx.reading.pack.verb_second && !said.noun && !behind && gap == 0;
        // What is said of migrants is not said of soldiers.
        let strange = said.concept.counts.as_ref().zip(of.entity).is_some_and(|(counts, e)| {
            e.head.concept.as_ref().is_some_and(|c| !c.generic) && !e.head.is_a(&counts.id)
        });
        // Where the verb stands at the end, what closes the clause is its predicate.
        let closes = ctx.reading.pack.verb_second
            && !said.noun
            && behind
            && said.at + said.len == ctx.segments[segment].tokens.end;
        let gap = if closes { gap.min(CLOSING) } else { gap };
        let weight = if said.concept.light { 1000 } else { 500 * usize::from(strange) };
        weight
            + if joined || governs {
                0
            } else if behind {
                1 + gap
            } else {
                4 + 2 * gap
            }
    };
    // *costs of (a height of) 61 million*: of a bare figure, a word that counts says nothing.
    let counter = |said: &Said| {
        has_magnitude(ctx, mention)
            && mention.kind == crate::parse::Kind::Number
            && said.noun
            && (ctx.reading.is_cue(said.at, &[Cue::Counter]) || ctx.reading.inside_cue(said.at))
    };
    let fits = |said: &Said| {
        said.concept.takes(mention.kind.name())
            && !counter(said)
            && !(said.noun && counted_by_other(ctx, mention, said.at))
    };
    let found = ctx.said(segment).iter().filter(|s| fits(s)).min_by_key(|s| distance(s))?;
    Some(known(ctx.reading, Arc::clone(&found.concept), found.at..found.at + found.len))
}

/// The event that a date dates: the nearest word of its segment that names one, before the date rather than behind it.
pub(crate) fn event(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Term> {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let figure = mention.outer.start as usize;
    let tokens = ctx.segments[own].tokens.clone();
    let mut found: Option<(usize, usize, usize, Arc<Concept>)> = None;
    for i in tokens.filter(|&i| !ctx.in_figure(i)) {
        let Some((len, concept, pos, _)) = concept(ctx.reading, i) else { continue };
        // *the dead* are counted; *died* happens on a day.
        let people = pos == Pos::Noun && concept.counts.is_some();
        if !concept.event || people || !concept.takes(mention.kind.name()) {
            continue;
        }
        let gap = if i < figure { figure - i } else { 2 + i - figure };
        let weight = gap + if concept.light || concept.aspect { 1000 } else { 0 };
        if found.as_ref().is_none_or(|(w, ..)| weight < *w) {
            found = Some((weight, i, len, concept));
        }
    }
    let (_, i, len, concept) = found?;
    let event = known(ctx.reading, concept, i..i + len);
    let aspect = ctx.said(own).iter().find(|s| s.concept.aspect && s.concept.id != event.key);
    Some(match aspect {
        // *production ends*: its end and its start are two events.
        Some(aspect) => Term { key: format!("{}({})", aspect.concept.id, event.key), ..event },
        None => event,
    })
}

/// Whether a token only joins a noun to its figure: a preposition, an article, a hedge.
fn joins(ctx: &Context<'_, '_>, i: usize) -> bool {
    let joints = [
        Cue::OfPreposition,
        Cue::LevelPreposition,
        Cue::Preposition,
        Cue::PlacePreposition,
        Cue::Determiner,
        Cue::Definite,
        Cue::Particle,
    ];
    ctx.reading.is_cue(i, &joints) || ctx.in_figure(i)
}

/// Whether the noun at `i` is what another figure counts.
fn counted_by_other(ctx: &Context<'_, '_>, mention: &Mention, i: usize) -> bool {
    let near = i.saturating_sub(3)..i;
    ctx.mentions_in(&near)
        .any(|m| m.tokens != mention.tokens && m.unit.is_none() && !m.is_calendar())
}
