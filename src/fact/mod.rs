//! L3: mentions and their sentences → facts. Knows one document at a time.
//!
//! Every slot is filled from the nearest place that can fill it: the figure's own phrase, its segment, the segments of its
//! sentence, what it points back to. What is not said stays unknown.

mod antecedent;
mod attribute;
mod clause;
mod clue;
mod context;
mod dateline;
mod ellipsis;
mod entity;
mod label;
mod naming;
mod occasion;
mod owner;
mod phrase;
mod place;
mod repeat;
mod scope;
mod speaker;
mod tie;
mod types;
mod when;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use crate::parse::{Kind, Mention};
pub use clue::{Clue, Near};
pub use tie::{Relation, Tie};
pub use types::{Entity, Fact, FactId, Modality, Scope, Speaker, Term, When};

use crate::fact::attribute::Figure;
use crate::fact::context::Context;
use crate::fact::entity::{Counted, counted};
use crate::fact::place::Places;
use crate::fact::speaker::Speakers;
use crate::lang::Cue;
use crate::parse::Reading;
use crate::text::{DocId, Span};
use crate::value::{Date, Decimal};

/// The facts of a read document, one a mention, in order of position, and how they hang together; `published`: the day it
/// appeared. The ids of the ties count from the first of these facts.
pub fn facts(doc: DocId, reading: &Reading<'_>, published: Option<Date>) -> (Vec<Fact>, Vec<Tie>) {
    let known = published.and_then(|p| p.civil());
    let day = known.or_else(|| dateline::dateline(reading));
    let mut ctx = Context::new(reading, known);
    ctx.published = day;
    let speakers = Speakers::new(&ctx);
    let places = Places::new(&ctx);
    let mut facts: Vec<Fact> = Vec::with_capacity(reading.mentions.len());
    for mention in &reading.mentions {
        let in_money = ellipsis::in_money(&ctx, mention, &facts);
        let mention = in_money.as_ref().unwrap_or(mention);
        let mut fact = fact(&ctx, &speakers, &places, doc, mention, &facts);
        if fact.scope == Some(Scope::Further) && is_of_something_else(&fact, &facts) {
            fact.scope = None;
        }
        if fact.scope == Some(Scope::Part) && is_own_toll(&fact, &facts) {
            fact.scope = None;
        }
        if is_part_of_its_own(&fact, &facts) {
            fact.entity.iter_mut().for_each(|e| e.inherited = true);
        }
        facts.push(fact);
    }
    let definite = |f: &Fact| {
        let before = f.mention.outer.start.checked_sub(1);
        before.is_some_and(|i| reading.is_cue(i as usize, &[Cue::Definite]))
    };
    repeat::complete(&mut facts, definite);
    repeat::replace(&mut facts, |f| scope::is_replaced(&ctx, &f.mention));
    let headlines = headlines(reading);
    for fact in &mut facts {
        fact.headline = headlines.contains(&fact.mention.sentence);
        // *the loss of 2.6 billion*
        let start = fact.mention.outer.start as usize;
        let of = start > 2
            && reading.is_cue(start - 1, &[crate::lang::Cue::OfPreposition])
            && reading.is_cue(start - 3, &[crate::lang::Cue::Definite]);
        fact.definite = definite(fact) || of;
    }
    repeat::share(&mut facts, headlines);
    if let Some(day) = day.filter(|_| known.is_none()) {
        for fact in &mut facts {
            dateline::fix(&mut fact.mention, day);
        }
    }
    let ties = tie::ties(&ctx, &facts);
    with_lists(&ctx, facts, ties)
}

/// The same with the lists that a number announces, each a fact of its own at its place.
fn with_lists(
    ctx: &Context<'_, '_>,
    mut facts: Vec<Fact>,
    mut ties: Vec<Tie>,
) -> (Vec<Fact>, Vec<Tie>) {
    let scene = tie::Scene { ctx, facts: &facts };
    let lists = tie::list::lists(&scene);
    let stated: Vec<(usize, Fact)> =
        lists.iter().map(|list| (list.count, tie::list::stated(&scene, list))).collect();
    for (mut count, fact) in stated.into_iter().rev() {
        let at = facts.partition_point(|f| f.mention.span.start < fact.mention.span.start);
        let moved = |id: &mut FactId| id.0 += u32::from(id.0 as usize >= at);
        ties.iter_mut().flat_map(|t| &mut t.facts).for_each(moved);
        count += usize::from(count >= at);
        facts.insert(at, fact);
        let facts = [count, at].map(|i| FactId(i as u32)).to_vec();
        ties.push(Tie { relation: Relation::Listed, facts, published: None, one: None });
    }
    ties.sort();
    (facts, ties)
}

fn fact(
    ctx: &Context<'_, '_>,
    speakers: &Speakers,
    all_places: &Places,
    doc: DocId,
    mention: &Mention,
    before: &[Fact],
) -> Fact {
    if let Some(twin) = converted(ctx, mention, before) {
        return Fact { mention: mention.clone(), ..twin.clone() };
    }
    let Counted { entity, attribute, tokens, partitive, back, told: ellipsis } =
        counted(ctx, mention, before);
    let back = back.map(|k| &before[k]);
    let source = speakers.of(ctx, mention);
    let rival_of = rival(back, ellipsis, source.as_ref());
    let mention = settled(ctx, mention, back.filter(|_| ellipsis.is_some()), entity.as_ref());
    let back = back.filter(|_| ellipsis != Some(ellipsis::Told::Unit));
    let figure = Figure { mention: &mention, phrase: tokens.as_ref(), entity: entity.as_ref() };
    let said = said_of(ctx, &figure, attribute, back);
    let implied = said.is_none() && !mention.is_calendar();
    let (entity, attribute, theme) = what(ctx, speakers, &mention, entity, said);
    let places = places_of(ctx, all_places, &mention, back);
    let modality = like_lender(scope::modality(ctx, &mention, source.is_some()), ellipsis, back);
    let when = when_of(ctx, speakers, &mention);
    let days = when.as_ref().map_or_else(|| mention.date.and_then(|d| d.span()), |w| w.span);
    let rival = back.filter(|_| rival_of.is_some());
    let scope = ellipsis
        .and_then(ellipsis::Told::scope)
        .or_else(|| scope_of(ctx, &mention, attribute.as_ref(), partitive, rival));
    let told = is_told(ctx, &mention, tokens, attribute.as_ref());
    let afar = when.is_none().then(|| when::from_afar(ctx, &mention)).flatten();
    Fact {
        doc,
        language: Arc::clone(&ctx.language),
        sentence: sentence(ctx, &mention),
        clues: clue::clues(ctx, &mention),
        weekly: is_weekly(ctx, &mention),
        mention,
        entity,
        implied: implied && attribute.is_some(),
        attribute,
        theme,
        places,
        home: all_places.home.clone(),
        kin: Arc::default(),
        named: Arc::clone(&all_places.named),
        afar,
        when,
        aside: ctx.told.is_aside(days),
        source: source.or_else(|| speakers.own(doc)),
        modality,
        scope,
        told,
        rival_of,
        definite: false,
        headline: false,
    }
}

/// What is counted or measured, what is said of it, and to what a dated event happens: `said`, else what the noun says by itself; of a
/// date, its event or who speaks on it.
fn what(
    ctx: &Context<'_, '_>,
    speakers: &Speakers,
    mention: &Mention,
    entity: Option<Entity>,
    said: Option<Term>,
) -> (Option<Entity>, Option<Term>, Option<Vec<Term>>) {
    let attribute = said
        .or_else(|| entity.as_ref().and_then(by_nature))
        .map(|a| narrowed(ctx, a, entity.as_ref()));
    let entity = entity.and_then(|e| owner::owner(ctx, mention, e, attribute.as_ref()));
    let (entity, attribute, theme) = event(ctx, mention, entity, attribute);
    match statement(ctx, speakers, mention, attribute.as_ref()) {
        Some((speaker, speech)) => (Some(speaker), Some(speech), theme),
        None => (entity, attribute, theme),
    }
}

/// Where: as the figure's words say, else as the fact that it points back to.
fn places_of(
    ctx: &Context<'_, '_>,
    all: &Places,
    mention: &Mention,
    back: Option<&Fact>,
) -> Vec<Term> {
    let own = Some(all.of(ctx, mention)).filter(|places| !places.is_empty());
    own.or_else(|| back.map(|b| b.places.clone())).unwrap_or_default()
}

/// Of how much it speaks: as its words say, else as the figure of which it is the rival; a change that its noun names is its amount.
fn scope_of(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    attribute: Option<&Term>,
    partitive: bool,
    rival: Option<&Fact>,
) -> Option<Scope> {
    let own = scope::scope(ctx, mention, partitive);
    own.or_else(|| rival.and_then(|b| b.scope))
        .filter(|s| !is_its_noun(ctx, *s, mention, attribute))
}

/// As of when: as the figure's words say, else those of the sentence behind that only says who said it.
fn when_of(ctx: &Context<'_, '_>, speakers: &Speakers, mention: &Mention) -> Option<When> {
    let statement = || when::of_the_statement(ctx, mention.sentence as usize);
    when::when(ctx, mention).or_else(|| speakers.told_after(ctx, mention).then(statement).flatten())
}

/// *The office expects 34 million, the opposition 41 million*: what is left out of the second is expected too.
fn like_lender(own: Modality, ellipsis: Option<ellipsis::Told>, lender: Option<&Fact>) -> Modality {
    let gap = matches!(ellipsis, Some(ellipsis::Told::Gap | ellipsis::Told::Subject));
    let said = matches!(own, Modality::Stated | Modality::Reported | Modality::Estimated);
    match lender.filter(|_| gap && said).map(|l| l.modality) {
        Some(told) if !told.is_actual() => told,
        _ => own,
    }
}

/// The figure that another voice gave before, where this one is told as its rival.
fn rival(
    back: Option<&Fact>,
    ellipsis: Option<ellipsis::Told>,
    source: Option<&Speaker>,
) -> Option<Span> {
    let rival = back.filter(|b| match ellipsis {
        Some(ellipsis::Told::Voice) => true,
        Some(ellipsis::Told::Gap) => source.is_some() && b.source.is_some(),
        _ => false,
    });
    rival.map(|b| b.mention.span)
}

/// What is said of the thing: by its noun, by the words around or over the figure, by the fact it points back to, by its nature.
fn said_of(
    ctx: &Context<'_, '_>,
    figure: &Figure<'_>,
    by_noun: Option<Term>,
    back: Option<&Fact>,
) -> Option<Term> {
    let kind = figure.mention.kind;
    let takes = |t: &Term| t.concept.as_ref().is_none_or(|c| c.takes(kind.name()));
    let around = || match label::label(ctx, figure.mention) {
        Some(parts) => label::attribute(ctx, &parts, kind),
        None => attribute::attribute(ctx, figure),
    };
    // *The new building has a usable area of 7,200 square metres*: what the subject says of itself is not what is measured.
    let measured = matches!(kind, Kind::Money | Kind::Measure);
    let joined = || attribute::joined(ctx, figure).filter(|_| measured);
    by_noun
        .filter(takes)
        .map(|noun| joined().filter(|j| noun.span < j.span).unwrap_or(noun))
        .map(|noun| attribute::closer(ctx, figure.mention, noun))
        .or_else(around)
        .or_else(|| back.and_then(|b| b.attribute.clone()))
        .map(|said| attribute::by_half(ctx, figure.mention, said))
}

/// A bare figure with what the sentence leaves out: the unit of the figure before it that it is told like, else that it counts.
fn settled(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    lender: Option<&Fact>,
    counted: Option<&Entity>,
) -> Mention {
    let mut mention = match lender {
        Some(told) => ellipsis::borrowed(ctx, mention, &told.mention),
        None => mention.clone(),
    };
    // *4.6 pairs of shoes*, but 6.1 without a noun is no number of people.
    let whole = mention.value.low.or(mention.value.high).is_none_or(Decimal::is_integer);
    let counts = counted.is_some_and(|e| whole || !e.inherited);
    if mention.kind == Kind::Number && counts {
        mention.kind = Kind::Count;
    }
    mention
}

/// *cuts of 18.5 million euros*: whether the change is what the noun before the figure names, and the figure its amount.
fn is_its_noun(
    ctx: &Context<'_, '_>,
    scope: Scope,
    mention: &Mention,
    attribute: Option<&Term>,
) -> bool {
    let changes = matches!(scope, Scope::Change | Scope::ChangeUp | Scope::ChangeDown);
    let Some(span) = attribute.and_then(|a| a.span).filter(|_| changes) else { return false };
    let of = (mention.outer.start as usize).checked_sub(1);
    of.is_some_and(|of| {
        let noun = of.checked_sub(1).map(|n| ctx.reading.tokens[n].span);
        noun.is_some_and(|n| span.end == n.end) && ctx.reading.is_cue(of, &[Cue::OfPreposition])
    })
}

/// *we cancelled 421 of the 486 flights*: whether what is said stands in the figure's own clause, and not in its noun.
fn is_told(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    phrase: Option<std::ops::Range<usize>>,
    attribute: Option<&Term>,
) -> bool {
    let Some((phrase, said)) = phrase.zip(attribute.and_then(|a| a.span)) else { return false };
    let own = ctx.segment_at(mention.tokens.start as usize);
    ctx.reading.span(ctx.segments[own].tokens.clone()).contains(said)
        && !ctx.reading.span(phrase).contains(said)
        && ctx.has_predicate(own)
}

/// *2,400 households, among them 180 households in the old town*: a part that has no noun but that of its whole.
fn is_part_of_its_own(fact: &Fact, before: &[Fact]) -> bool {
    let head = |f: &Fact| f.entity.as_ref().map(|e| e.head.key.clone());
    let same_sentence = |f: &&Fact| f.mention.sentence == fact.mention.sentence;
    let mut wholes = before.iter().rev().take_while(same_sentence);
    fact.scope == Some(Scope::Part)
        && wholes.any(|f| f.scope != fact.scope && head(f).is_some() && head(f) == head(fact))
}

/// *17 injured, three of them seriously*: a part of the injured, but all of the seriously injured.
fn is_own_toll(fact: &Fact, before: &[Fact]) -> bool {
    let Some(said) = fact.attribute.as_ref().and_then(|t| t.concept.as_ref()) else { return false };
    let same_sentence = |f: &&Fact| f.mention.sentence == fact.mention.sentence;
    let wholes = before.iter().rev().take_while(same_sentence);
    let wider = |f: &Fact| f.attribute.as_ref().is_some_and(|t| said.above.contains(&t.key));
    said.counts.is_some() && said.cumulative && wholes.into_iter().any(wider)
}

/// *killed 44 and injured 140 others*: a further figure of which something else is said goes on top of nothing.
fn is_of_something_else(fact: &Fact, before: &[Fact]) -> bool {
    let said = |f: &Fact| f.attribute.as_ref().map(|a| a.key.clone());
    let like = |f: &&Fact| {
        f.mention.kind == fact.mention.kind && fact.mention.sentence - f.mention.sentence <= 1
    };
    let near = |f: &&Fact| f.mention.sentence == fact.mention.sentence;
    // *Three died. 47 more were injured*, where nobody was said to be injured before.
    let first = || !before.iter().any(|f| said(f) == said(fact));
    let like = |f: &&Fact| like(f) && (near(f) || first());
    let last = before.iter().rev().take(LOOK_BACK).find(like).and_then(said);
    last.zip(said(fact)).is_some_and(|(p, q)| p != q)
}

/// Facts before a figure among which one of its sort is looked for.
const LOOK_BACK: usize = 6;

/// The sentence of a figure; a figure longer than the longest sentence is one of its own.
fn sentence(ctx: &Context<'_, '_>, mention: &Mention) -> Span {
    let range = ctx.reading.sentences[mention.sentence as usize].clone();
    ctx.reading.span(range.start as usize..range.end as usize).cover(mention.span)
}

/// A date of a statement: the thing dated is the speaker's saying so.
fn statement(
    ctx: &Context<'_, '_>,
    speakers: &Speakers,
    mention: &Mention,
    attribute: Option<&Term>,
) -> Option<(Entity, Term)> {
    if !matches!(mention.kind, Kind::Date | Kind::Time) {
        return None;
    }
    let speech = ctx.reading.pack.speech.as_ref()?;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let named = attribute.filter(|a| a.is_a(&speech.id));
    if attribute.is_some() && named.is_none() {
        return None;
    }
    let by_name =
        || named.and_then(|_| speaker::agent(ctx, own).or_else(|| speakers.of(ctx, mention)));
    let speaker = speakers.in_segment(ctx, own).or_else(by_name)?;
    // The body for which somebody speaks, where one is known: its statement is one, whoever reads it out.
    let body = speaker.term.concept.clone().map(|c| Term {
        key: c.id.clone(),
        concept: Some(c),
        ..speaker.term.clone()
    });
    let head = body.unwrap_or(speaker.term);
    let span = Some(mention.span);
    let term = Term {
        key: speech.id.clone(),
        text: head.text.clone(),
        span,
        concept: Some(Arc::clone(speech)),
    };
    Some((Entity::of(head), term))
}

/// *50 kilometres (30 miles)*: the figure that one in brackets, of the same sort, gives again in another unit.
fn converted<'f>(ctx: &Context<'_, '_>, mention: &Mention, before: &'f [Fact]) -> Option<&'f Fact> {
    let last = before.last()?;
    let units = last.mention.unit.as_ref().zip(mention.unit.as_ref());
    let same = units.is_some_and(|(a, b)| {
        a.dimension == b.dimension
            || (last.mention.kind == Kind::Money && mention.kind == Kind::Money)
    });
    let inserted = ctx.segments[ctx.segment_at(mention.tokens.start as usize)].inserted;
    let near = mention.outer.start.saturating_sub(last.mention.outer.end) <= 2;
    (same && inserted && near).then_some(last)
}

/// What a noun says of itself where nothing else is said (*employees*: employed).
fn by_nature(entity: &Entity) -> Option<Term> {
    let key = entity.head.concept.as_ref()?.implies.clone()?;
    Some(Term { key, concept: None, ..entity.head.clone() })
}

/// What is dated: the event nearest to a date takes the place of what a figure would count.
fn event(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    entity: Option<Entity>,
    attribute: Option<Term>,
) -> (Option<Entity>, Option<Term>, Option<Vec<Term>>) {
    if !matches!(mention.kind, Kind::Date | Kind::Time) {
        return (entity, attribute, None);
    }
    let coarse = mention.date.is_some_and(|d| d.day.is_none());
    let dates_nothing = is_dateline(ctx, mention)
        || is_period(ctx, mention)
        || (coarse && when::is_measured_against(ctx, mention));
    if dates_nothing {
        return (None, None, None);
    }
    if let Some(occasion) = occasion::occasion(ctx, mention) {
        return (entity, Some(occasion.event), Some(occasion.theme));
    }
    match attribute::event(ctx, mention) {
        Some(event) => (entity.filter(|e| e.head.key != event.key), Some(event), None),
        None => (entity, attribute, None),
    }
}

/// *on Monday*, *am Dienstag*: a day that its weekday alone names.
fn is_weekly(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let named = mention.date.is_some_and(|d| d.weekday.is_some());
    let digits = mention.span.of(ctx.reading.text).chars().any(|c| c.is_ascii_digit());
    mention.kind == Kind::Date && named && !digits
}

/// *In October 2024 310 buses were delivered*: a month beside a figure is the period of that figure, and dates no event.
fn is_period(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let coarse =
        mention.date.is_some_and(|d| d.day.is_none() && d.month.is_some() && d.year.is_some());
    let own = ctx.segment_at(mention.tokens.start as usize);
    coarse && ctx.mentions_in(&ctx.segments[own].tokens).any(|m| !m.is_calendar())
}

/// *HALMARA, 3 March (agency) – …*: whether a date stands in what opens a paragraph before a bracket or a dash and tells
/// nothing: it dates the text, and no event.
fn is_dateline(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    const OPENING: u32 = 4;
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let opens = reading.sentences[mention.sentence as usize].start as usize;
    let paragraph = opens == 0 || reading.tokens[opens].breaks > 0;
    let closed = reading.is_mark(ctx.segments[own].tokens.end, "(–—-[");
    mention.sentence < OPENING
        && paragraph
        && closed
        && own < around.start + 3
        && !(around.start..=own).any(|idx| ctx.has_predicate(idx))
}

/// The sentences of the headline: those before the first blank line that no full stop ends.
fn headlines(reading: &Reading<'_>) -> std::ops::Range<u32> {
    const MOST: usize = 3;
    let stopped = |end: usize| end > 0 && reading.is_mark(end - 1, ".!?…\"”“»");
    let blank = |start: usize| reading.tokens.get(start).is_some_and(|t| t.breaks > 1);
    let heads = reading
        .sentences
        .iter()
        .enumerate()
        .take(MOST)
        .take_while(|(k, s)| !stopped(s.end as usize) && (*k == 0 || !blank(s.start as usize)));
    0..heads.count() as u32
}

/// Gives the documents of one story the place that most of them are about, where they name it and have no main place of
/// their own.
pub fn settle(facts: &mut [Fact]) {
    kin(facts);
    let mut homes: BTreeMap<String, (BTreeSet<DocId>, Term)> = BTreeMap::new();
    for (home, doc) in facts.iter().filter_map(|f| Some((f.home.clone()?, f.doc))) {
        homes.entry(home.key.clone()).or_insert_with(|| (BTreeSet::new(), home)).0.insert(doc);
    }
    let Some((_, story)) = homes.values().max_by_key(|(docs, _)| docs.len()) else { return };
    for fact in facts.iter_mut().filter(|f| f.home.is_none() && f.named.contains(&story.key)) {
        fact.home = Some(story.clone());
    }
}

/// Tells each fact which other documents tell the same story, as far as the words around their figures show it.
fn kin(facts: &mut [Fact]) {
    /// Percentage of the words of the text with fewer that the other has too.
    const KIN: usize = 14;
    let mut words: BTreeMap<DocId, BTreeSet<&str>> = BTreeMap::new();
    for fact in facts.iter() {
        words.entry(fact.doc).or_default().extend(fact.clues.iter().map(|c| c.key.as_str()));
    }
    let alike = |x: &BTreeSet<&str>, y: &BTreeSet<&str>| {
        100 * x.intersection(y).count() >= KIN * x.len().min(y.len()).max(1)
    };
    let of = |(doc, own): (&DocId, &BTreeSet<&str>)| {
        let others = words.iter().filter(|(d, w)| *d != doc && alike(own, w));
        (*doc, others.map(|(d, _)| *d).collect::<Vec<_>>().into())
    };
    let kin: BTreeMap<DocId, Arc<[DocId]>> = words.iter().map(of).collect();
    for fact in facts.iter_mut() {
        fact.kin = kin.get(&fact.doc).cloned().unwrap_or_default();
    }
}

/// *cut*, said of jobs, is *job cut*.
fn narrowed(ctx: &Context<'_, '_>, attribute: Term, entity: Option<&Entity>) -> Term {
    let fits = |c: &&Arc<crate::lang::Concept>| {
        let counts =
            c.counts.as_ref().zip(entity).is_some_and(|(counts, e)| e.head.is_a(&counts.id));
        counts && c.above.first() == Some(&attribute.key)
    };
    match ctx.reading.pack.narrower.iter().find(fits) {
        Some(narrow) => {
            Term { key: narrow.id.clone(), concept: Some(Arc::clone(narrow)), ..attribute }
        }
        None => attribute,
    }
}
