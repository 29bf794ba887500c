use std::ops::Range;
use std::sync::Arc;

use crate::fact::antecedent::{antecedent, stood_for};
use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::ellipsis::{Told, is_subject, lender};
use crate::fact::label::{self, label};
use crate::fact::phrase::{Phrase, concept, known, noun_phrase, unknown};
use crate::fact::types::{Entity, Fact, Term};
use crate::lang::{Concept, Cue, Pos};
use crate::parse::{Kind, Mention};
use crate::text::TokenKind;

/// What a figure counts or measures, and what its noun already says of it.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub entity: Option<Entity>,
    /// From the noun itself (*the dead*), or from what it points back to.
    pub attribute: Option<Term>,
    /// Tokens of the noun phrase.
    pub tokens: Option<Range<usize>>,
    /// A part of what the phrase names (*of the 820*).
    pub partitive: bool,
    /// Points back: slots that the sentence leaves open come from this fact.
    pub back: Option<usize>,
    /// How it is told like that fact, where that fact says what it leaves out.
    pub told: Option<Told>,
}

impl From<Phrase> for Counted {
    fn from(phrase: Phrase) -> Self {
        Self {
            entity: Some(phrase.entity),
            attribute: phrase.attribute,
            tokens: Some(phrase.tokens),
            partitive: phrase.partitive,
            back: None,
            told: None,
        }
    }
}

impl Counted {
    /// A phrase that is not the figure's own: an article in it makes no part of it.
    fn whole(phrase: Phrase) -> Self {
        Self { partitive: false, ..Self::from(phrase) }
    }
}

/// What `mention` counts or measures: its own phrase, else what stands before it, else what it points back to among the facts
/// `before` it.
pub(crate) fn counted(ctx: &Context<'_, '_>, mention: &Mention, before: &[Fact]) -> Counted {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let limit = ctx.segments[own].tokens.end;
    let end = mention.outer.end as usize;
    if matches!(mention.kind, Kind::Date | Kind::Time) {
        return subject(ctx, own, mention).map(Counted::whole).unwrap_or_default();
    }
    let countable = matches!(mention.kind, Kind::Number | Kind::Count | Kind::Ratio);
    if is_item_number(ctx, mention) {
        return Counted::default();
    }
    if let Some(lent) = lent(ctx, own, mention, before) {
        return lent;
    }
    // *17 counted the office, 23 the hospital*: an article right behind a figure names a whole only where it is a genitive.
    let closed = ctx.reading.is_cue(end, &[Cue::Definite])
        && !ctx.reading.is_cue(end, &[Cue::Genitive, Cue::OfPreposition]);
    if countable
        && !closed
        && let Some(phrase) = noun_phrase(ctx.reading, end, limit)
    {
        return Counted::from(phrase);
    }
    if let Some(phrase) = suspended(ctx, mention, limit).filter(|_| countable) {
        return Counted::from(phrase);
    }
    if let Some(phrase) = in_one_word(ctx, mention, limit).filter(|_| countable) {
        return Counted::whole(phrase);
    }
    let fraction = countable && mention.value.low.is_some_and(|v| !v.is_integer());
    if let Some(phrase) =
        label(ctx, mention).filter(|_| !fraction).and_then(|parts| label::phrase(ctx, &parts))
    {
        return Counted::whole(phrase);
    }
    let of = ctx.reading.is_cue(end, &[Cue::OfPreposition, Cue::Definite]);
    if !countable
        && of
        && let Some(phrase) = noun_phrase(ctx.reading, end, limit)
    {
        return Counted { partitive: false, ..Counted::from(phrase) };
    }
    if let Some(counted) = of_amount(ctx, mention, own) {
        return counted;
    }
    if countable {
        return counter(ctx, own, mention, before)
            .or_else(|| object(ctx, mention))
            .or_else(|| noun_before(ctx, own, mention))
            .or_else(|| points_back(ctx, own, mention, before))
            .or_else(|| inserted(ctx, own))
            .or_else(|| elliptic(ctx, own, mention, before))
            .or_else(|| antecedent(ctx, own, mention))
            .unwrap_or_default();
    }
    subject(ctx, own, mention)
        .map(Counted::whole)
        .or_else(|| stood_for(ctx, own, mention))
        .unwrap_or_default()
}

/// *(2) an option is new*, *Ref. [38]*: whether a bare number in brackets of its own is that of an item or of a source.
fn is_item_number(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let within = |open: &str, close: &str, longest: usize| {
        reading.word(start).len() <= longest
            && reading.is_mark(start - 1, open)
            && reading.is_mark(end, close)
    };
    mention.kind == Kind::Number
        && end == start + 1
        && start > 0
        && reading.glued(end)
        && (within("(", ")", 1) || within("[", "]", 3))
}

/// A figure told like one before it (*the loser 250,000*): that one's thing, or the same measure of another subject.
fn lent(ctx: &Context<'_, '_>, own: usize, mention: &Mention, before: &[Fact]) -> Option<Counted> {
    let (k, told) = lender(ctx, mention, before)?;
    let fact = &before[k];
    let lent = Counted { attribute: fact.attribute.clone(), told: Some(told), ..back_to(k, fact) };
    Some(match told {
        Told::Subject => {
            let entity =
                subject(ctx, own, mention).map(|p| p.entity).or_else(|| opener(ctx, own, mention));
            Counted { entity, ..lent }
        }
        Told::Unit => {
            let own = subject(ctx, own, mention).map(Counted::whole).unwrap_or_default();
            Counted { told: Some(told), back: Some(k), ..own }
        }
        _ => lent,
    })
}

/// *15 Millionen Euro Soforthilfe*, *a £2.4bn campus*: the noun right behind an amount is what it measures, whatever the subject;
/// where it only says something, it is what is said of the subject (*a height of 70 metres*).
fn of_amount(ctx: &Context<'_, '_>, mention: &Mention, own: usize) -> Option<Counted> {
    let reading = ctx.reading;
    let end = mention.outer.end as usize;
    if !matches!(mention.kind, Kind::Money | Kind::Measure) || reading.ends_phrase(end) {
        return None;
    }
    let limit = ctx.segments[own].tokens.end;
    let phrase = noun_phrase(reading, end, limit).filter(|p| p.tokens.start == end)?;
    let known = phrase.entity.head.concept.as_ref();
    let somebody = known.is_some_and(|c| c.generic || c.body);
    let noun = known.is_some() || reading.pack.nouns_capitalised;
    let head = phrase.entity.head.span?.start;
    let at = phrase.tokens.clone().find(|&i| reading.tokens[i].span.start == head)?;
    // *70 metres tall*
    let other = concept(reading, at).is_some_and(|c| c.2 != Pos::Noun);
    if !noun || somebody || other || !phrase.entity.names.is_empty() {
        return None;
    }
    let said = phrase.attribute.clone().filter(|a| a.key == phrase.entity.head.key);
    if said.is_none() {
        return Some(Counted::whole(phrase));
    }
    let subject = subject(ctx, own, mention).map(Counted::whole).unwrap_or_default();
    Some(Counted { attribute: said, tokens: Some(phrase.tokens), ..subject })
}

/// *the 36-member council*, *the 24-strong crew*: the noun that a hyphen joins to the figure, or, behind a word that only says how
/// many they are, the next.
fn in_one_word(ctx: &Context<'_, '_>, mention: &Mention, limit: usize) -> Option<Phrase> {
    let reading = ctx.reading;
    let hyphen = mention.outer.end as usize;
    let word = hyphen + 1;
    let joined = reading.is_mark(hyphen, "-‐‑") && reading.glued(hyphen) && reading.glued(word);
    if !joined || word >= limit {
        return None;
    }
    if reading.is_cue(word, &[Cue::Strength]) {
        return noun_phrase(reading, word + 1, limit);
    }
    let (len, _, pos, _) = concept(reading, word)?;
    noun_phrase(reading, word, word + len).filter(|_| pos == Pos::Noun)
}

/// *12 Haupt- und 30 Nebenstraßen*: where a compound leaves its head to one that follows, that one's.
fn suspended(ctx: &Context<'_, '_>, mention: &Mention, limit: usize) -> Option<Phrase> {
    const NEAR: usize = 8;
    let reading = ctx.reading;
    let first = mention.outer.end as usize;
    let hyphen = first + 1;
    let open = reading.kind(first) == Some(TokenKind::Word)
        && reading.is_mark(hyphen, "-‐‑")
        && reading.glued(hyphen)
        && !reading.glued(hyphen + 1);
    if !(open && reading.pack.compounds) {
        return None;
    }
    let (at, concept) = (hyphen + 1..limit.min(hyphen + NEAR)).find_map(|i| {
        let joined = reading.glued(i) && reading.is_mark(i - 1, "-‐‑");
        let (_, concept, pos, prefix) = concept(reading, i)?;
        (pos == Pos::Noun && (prefix > 0 || joined)).then_some((i, concept))
    })?;
    let said = concept.attribute.then(|| known(reading, Arc::clone(&concept), at..at + 1));
    let counted = concept.counts.clone().filter(|_| concept.attribute).unwrap_or(concept);
    let head = known(reading, counted, at..at + 1);
    let part = match crate::fact::phrase::concept(reading, first) {
        Some((_, found, ..)) => known(reading, found, first..first + 1),
        None => unknown(reading, first..first + 1),
    };
    let entity = Entity { modifiers: vec![part], ..Entity::of(head) };
    Some(Phrase { tokens: first..hyphen + 1, entity, attribute: said, partitive: false })
}

/// The last word before a figure in its segment, as a thing that no rule knows (*the loser 250,000*).
fn opener(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Entity> {
    let reading = ctx.reading;
    let word = |&i: &usize| reading.kind(i) == Some(TokenKind::Word) && !reading.is_function(i);
    let head = (ctx.segments[own].tokens.start..mention.outer.start as usize).rev().find(word)?;
    let head = unknown(reading, head..head + 1);
    Some(Entity::of(head))
}

/// *the number of the dead rose to 31*: the genitive of a counting noun; without one it points back.
fn counter(
    ctx: &Context<'_, '_>,
    own: usize,
    mention: &Mention,
    before: &[Fact],
) -> Option<Counted> {
    let reading = ctx.reading;
    let around = ctx.of_sentence(mention.sentence as usize);
    let figure = mention.outer.start as usize;
    // *The number of injured, the clinic added, had reached 37*: what somebody says may stand between.
    let says = |idx: usize| {
        idx >= around.start
            && ctx.segments[idx].tokens.clone().any(|i| reading.is_cue(i, &[Cue::Say]))
            && ctx.has_predicate(own)
    };
    let farther = own.checked_sub(2).filter(|far| says(far + 1));
    for idx in [Some(own), own.checked_sub(1), farther].into_iter().flatten() {
        if idx < around.start {
            continue;
        }
        let tokens = ctx.segments[idx].tokens.clone();
        let limit = tokens.end.min(if idx == own { figure } else { tokens.end });
        let Some(at) = (tokens.start..limit).rev().find(|&i| reading.is_cue(i, &[Cue::Counter]))
        else {
            continue;
        };
        let after = at + reading.cue(at, Cue::Counter).unwrap_or(1);
        let away = reading.is_cue(after, &[Cue::PlacePreposition])
            && !reading.is_cue(after, &[Cue::AgentPreposition]);
        if let Some(phrase) = noun_phrase(reading, after, limit).filter(|_| !away) {
            return Some(Counted { partitive: false, ..Counted::from(phrase) });
        }
        if idx == own {
            return last_fact(before, mention).map(|(k, fact)| back_to(k, fact));
        }
    }
    None
}

/// *killed at least 44 and injured 140*: what the verb right before the figure counts by itself.
fn object(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Counted> {
    let verb = (mention.outer.start as usize).checked_sub(1)?;
    let (len, found, pos, _) = concept(ctx.reading, verb)?;
    let counts = found.counts.clone().filter(|_| found.attribute && pos == Pos::Verb)?;
    let term = known(ctx.reading, found, verb..verb + len);
    let head = Term { key: counts.id.clone(), concept: Some(counts), ..term.clone() };
    let entity = Entity { inherited: true, ..Entity::of(head) };
    Some(Counted { entity: Some(entity), attribute: Some(term), ..Counted::default() })
}

/// *a workforce of 640*, *damage of 80 million*: the noun before the figure in its own segment.
fn noun_before(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Counted> {
    let reading = ctx.reading;
    let start = ctx.segments[own].tokens.start;
    for i in (start..mention.outer.start as usize).rev() {
        if ctx.in_figure(i) {
            return None;
        }
        let Some((len, found, Pos::Noun, _)) = concept(reading, i).filter(|c| !c.1.body) else {
            continue;
        };
        // *excess deaths*: the last word of a phrase is not the phrase.
        let longer = |(len, wider, ..): (usize, Arc<Concept>, Pos, u32)| {
            len > 1 && (!wider.attribute || wider.counts.is_some())
        };
        if i > start && concept(reading, i - 1).is_some_and(longer) {
            continue;
        }
        // *on polling day they called at 9,300*; *a town of 7,400*: a day or a kind of place is not what is counted.
        let setting = [Cue::Preposition, Cue::PlacePreposition, Cue::Contraction];
        let led = |n: usize| i >= n + start && reading.is_cue(i - n, &setting);
        if found.event && !found.attribute && (led(1) || led(2)) {
            continue;
        }
        let of = reading.is_cue(i + len, &[Cue::OfPreposition]);
        if reading.cue(i, Cue::Classifier).is_some_and(|n| n > len || of) {
            return Some(Counted::default());
        }
        let term = known(reading, Arc::clone(&found), i..i + len);
        let counted = if found.attribute { found.counts.clone()? } else { found.clone() };
        let attribute = found.attribute.then(|| term.clone());
        let head = Term { key: counted.id.clone(), concept: Some(counted), ..term };
        let entity = Entity::of(head);
        return Some(Counted {
            entity: Some(entity),
            attribute,
            tokens: Some(i..i + len),
            ..Counted::default()
        });
    }
    None
}

/// *the figure*, *of them*, *they*: the last fact of the same kind.
fn points_back(
    ctx: &Context<'_, '_>,
    own: usize,
    mention: &Mention,
    before: &[Fact],
) -> Option<Counted> {
    let tokens = ctx.segments[own].tokens.clone();
    let back = tokens.clone().any(|i| ctx.reading.is_cue(i, &[Cue::Back, Cue::PartOf]));
    back.then(|| last_fact(before, mention).map(|(k, fact)| back_to(k, fact)))?
}

/// *troops – estimated at 10,000 –*: the last noun of the segment before an insertion.
fn inserted(ctx: &Context<'_, '_>, own: usize) -> Option<Counted> {
    let segment = &ctx.segments[own];
    if !segment.inserted || own == 0 || ctx.segments[own - 1].sentence != segment.sentence {
        return None;
    }
    let mut before = own - 1;
    // *the people who had to leave – put at 4,200 –*: the noun stands before the relative clause.
    while ctx.segments[before].relative
        && before > 0
        && ctx.segments[before - 1].sentence == segment.sentence
    {
        before -= 1;
    }
    last_phrase(ctx, ctx.segments[before].tokens.clone()).map(Counted::whole)
}

/// The last noun phrase of a range whose head the rules know.
fn last_phrase(ctx: &Context<'_, '_>, range: Range<usize>) -> Option<Phrase> {
    let head = range.clone().rev().find(|&i| {
        !ctx.in_figure(i) && concept(ctx.reading, i).is_some_and(|c| c.2 == Pos::Noun)
    })?;
    let mut start = head;
    while start > range.start
        && ctx.reading.kind(start - 1) == Some(TokenKind::Word)
        && !is_predicate(ctx.reading, start - 1)
    {
        let stop = [
            Cue::Definite,
            Cue::Determiner,
            Cue::PlacePreposition,
            Cue::OfPreposition,
            Cue::Preposition,
            Cue::Counter,
        ];
        if ctx.reading.is_cue(start - 1, &stop) {
            break;
        }
        start -= 1;
    }
    noun_phrase(ctx.reading, start, range.end)
}

/// *20 were injured*; *3 seriously*: what the attribute counts by itself, or what the sentence counted before.
fn elliptic(
    ctx: &Context<'_, '_>,
    own: usize,
    mention: &Mention,
    before: &[Fact],
) -> Option<Counted> {
    let attribute = ctx.segments[own].tokens.clone().find_map(|i| {
        let (len, found, ..) = concept(ctx.reading, i)?;
        let counts = found.counts.clone().filter(|_| found.attribute && !ctx.in_figure(i))?;
        Some((known(ctx.reading, found, i..i + len), counts))
    });
    if let Some((term, counts)) = attribute {
        let head = Term { key: counts.id.clone(), concept: Some(counts), ..term };
        let entity = Entity { inherited: true, ..Entity::of(head) };
        return Some(Counted { entity: Some(entity), ..Counted::default() });
    }
    let (k, fact) = last_fact(before, mention)?;
    let same_sentence = fact.mention.sentence == mention.sentence;
    let own_words = ctx.segments[own].tokens.clone();
    let counting = own_words.clone().any(|i| ctx.reading.is_cue(i, &[Cue::Estimate]));
    let just_before = counting && fact.mention.sentence + 1 == mention.sentence;
    let bare = counting || !(ctx.has_predicate(own) || ctx.opens_anew(own));
    if same_sentence && !bare && is_subject(ctx, mention) && !ctx.said(own).is_empty() {
        // *eleven were destroyed and eight sold*: the same things, of which something else is said.
        return Some(Counted { back: None, ..back_to(k, fact) });
    }
    ((same_sentence || just_before) && bare).then(|| back_to(k, fact))
}

/// The subject of a segment: its first noun phrase behind no preposition.
pub(crate) fn subject(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> Option<Phrase> {
    let reading = ctx.reading;
    let tokens = ctx.segments[own].tokens.clone();
    let mut i = tokens.start;
    while i < tokens.end {
        let preposition = [
            Cue::PlacePreposition,
            Cue::Preposition,
            Cue::OfPreposition,
            Cue::AgentPreposition,
            Cue::LevelPreposition,
        ];
        if ctx.in_figure(i) || is_predicate(reading, i) {
            i += 1;
            continue;
        }
        let figure = mention.outer.start as usize..mention.outer.end as usize;
        let phrase = noun_phrase(reading, i, tokens.end)
            .filter(|p| !p.tokens.contains(&(mention.tokens.start as usize)))
            .filter(|p| !figure.contains(&p.tokens.start));
        // *Der Fahrer ist 57 Jahre alt*: an article that can be a genitive is none where it opens the segment.
        let opens = i == tokens.start
            && matches!(mention.kind, Kind::Age | Kind::Money | Kind::Measure)
            && reading.is_cue(i, &[Cue::Definite])
            && !reading.is_cue(i, &[Cue::Contraction]);
        if reading.is_cue(i, &preposition) && !opens {
            let inner = noun_phrase(reading, i + 1, tokens.end);
            let article = noun_phrase(reading, i + 2, tokens.end);
            i = inner.or(article).map_or(i + 1, |p| p.tokens.end.max(i + 1));
            continue;
        }
        if let Some(phrase) = phrase {
            return estimated(ctx, &phrase, mention).or(Some(phrase));
        }
        i += 1;
    }
    None
}

/// *The council put the length of the trench at 27 metres*: behind who estimates, what is estimated stands before the level.
fn estimated(ctx: &Context<'_, '_>, subject: &Phrase, mention: &Mention) -> Option<Phrase> {
    let reading = ctx.reading;
    let at = subject.tokens.end + reading.cue(subject.tokens.end, Cue::Estimate)?;
    let figure = mention.outer.start as usize;
    let level = figure.checked_sub(1).filter(|&i| reading.is_cue(i, &[Cue::LevelPreposition]))?;
    let object = at + usize::from(reading.is_cue(at, &[Cue::Definite, Cue::Possessive]));
    if object >= level {
        return None;
    }
    noun_phrase(reading, object, level)
}

/// The last fact before that counts things of the same sort.
fn last_fact<'f>(before: &'f [Fact], mention: &Mention) -> Option<(usize, &'f Fact)> {
    let near = |f: &&(usize, &Fact)| mention.sentence - f.1.mention.sentence <= 2;
    let counts = |f: &(usize, &Fact)| f.1.entity.is_some() && f.1.mention.kind == Kind::Count;
    before.iter().enumerate().rev().take_while(|f| near(&f)).find(counts)
}

fn back_to(idx: usize, fact: &Fact) -> Counted {
    let entity = fact.entity.clone().map(|e| Entity { inherited: true, ..e });
    Counted { entity, attribute: None, tokens: None, partitive: false, back: Some(idx), told: None }
}
