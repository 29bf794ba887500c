use std::ops::Range;

use crate::fact::tie::pair::NOUN;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::Fact;
use crate::lang::{Cue, Pos, Sense};
use crate::parse::{Kind, Mention, Reading};
use crate::text::TokenKind;
use crate::value::{Decimal, Interval};

/// *four reasons: the price, the weather and the date*: a number, and a list of another length that it announces.
pub(crate) struct List {
    /// Index of the figure that announces it.
    pub count: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How many things it names.
    pub items: i64,
}

/// The most things that a list in a sentence names.
const MOST: i64 = 12;
/// How far a number and the list that it announces lie apart at the most.
const APART: i64 = 2;

/// The lists that are not as long as the number before them says. One that is needs no figure of its own.
pub(crate) fn lists(scene: &Scene<'_, '_, '_>) -> Vec<List> {
    (0..scene.facts.len()).filter_map(|count| list(scene, count)).collect()
}

/// The fact that a list states: so many things are named here.
pub(crate) fn stated(scene: &Scene<'_, '_, '_>, list: &List) -> Fact {
    let announced = &scene.facts[list.count];
    let value = Decimal::int(list.items);
    let tokens = list.tokens.start as u32..list.tokens.end as u32;
    let mention = Mention {
        span: scene.ctx.reading.span(list.tokens.clone()),
        kind: Kind::Number,
        value: Interval::point(value),
        written: value.spoken(),
        outer: tokens.clone(),
        tokens,
        ..announced.mention.clone()
    };
    Fact { mention, entity: None, attribute: None, scope: None, ..announced.clone() }
}

/// *Five things to know. One: … Two: … Three: …*: a number, and the last of what is numbered behind it.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    let opens: Vec<(usize, i64)> =
        (0..scene.facts.len()).filter_map(|f| Some((f, numbered(scene, f)?))).collect();
    let mut at = 0;
    while at < opens.len() {
        let mut last = at;
        while opens.get(last + 1).is_some_and(|next| next.1 == opens[last].1 + 1) {
            last += 1;
        }
        let run = &opens[at..=last];
        if run.len() > 2 && run[0].1 <= 2 {
            let announced = announced_before(scene, run[0].0);
            let end = run[run.len() - 1];
            let differs = |f: &usize| {
                whole(scene, *f).is_some_and(|n| n != end.1 && (n - end.1).abs() <= APART)
            };
            if let Some(count) = announced.filter(differs) {
                found.push(scene.tie(Relation::Numbered, &[count, end.0]));
            }
        }
        at = last + 1;
    }
}

/// The number with which a figure opens a sentence or line, before a colon.
fn numbered(scene: &Scene<'_, '_, '_>, fact: usize) -> Option<i64> {
    let mention = scene.mention(fact);
    let reading = scene.ctx.reading;
    let start = mention.outer.start as usize;
    let sentence = scene.sentence(mention.sentence as usize);
    let opens = start == sentence.start || reading.tokens[start].breaks > 0;
    let marked = reading.is_mark(mention.outer.end as usize, ":)");
    let kind = matches!(mention.kind, Kind::Number | Kind::Count | Kind::Ordinal);
    (opens && marked && kind).then(|| whole(scene, fact)).flatten()
}

/// The last count in the two sentences before what is numbered, or in the headline.
fn announced_before(scene: &Scene<'_, '_, '_>, first: usize) -> Option<usize> {
    let sentence = scene.mention(first).sentence as usize;
    let near = scene.in_sentence(sentence.saturating_sub(3)).start;
    let noun = |f: &usize| {
        counts(scene.mention(*f))
            && scene.mention(*f).kind == Kind::Count
            && scene.facts[*f].entity.is_some()
    };
    let before = (near..first).rev().find(noun);
    before.or_else(|| (0..first).find(|f| scene.facts[*f].headline && noun(f)))
}

/// A small whole number that is stated as it is.
fn whole(scene: &Scene<'_, '_, '_>, fact: usize) -> Option<i64> {
    let value = scene.mention(fact).value;
    let exact = value.is_point() && !value.approximate;
    value.stated().filter(|_| exact)?.to_i64().filter(|n| (1..=2 * MOST).contains(n))
}

fn list(scene: &Scene<'_, '_, '_>, count: usize) -> Option<List> {
    let mention = scene.mention(count);
    let said = whole(scene, count).filter(|n| (2..=MOST).contains(n))?;
    if mention.kind != Kind::Count || !counts(mention) || scene.facts[count].scope.is_some() {
        return None;
    }
    let tokens = opened(scene, count).or_else(|| named_behind(scene, count))?;
    let (items, many) = items(scene, tokens.clone())?;
    let things = i64::try_from(items).ok()?;
    // One name may stand for several (*the driver and the walkers*).
    let fits = things == said || (many && things < said) || (things - said).abs() > APART;
    (!fits).then_some(List { count, tokens, items: things })
}

/// The tokens of the list that a count opens: behind a colon to the end of the sentence, or in brackets or dashes behind its noun.
fn opened(scene: &Scene<'_, '_, '_>, count: usize) -> Option<Range<usize>> {
    let reading = scene.ctx.reading;
    let sentence = scene.sentence(scene.mention(count).sentence as usize);
    let end = scene.mention(count).outer.end as usize;
    let marks = |i: &usize| !scene.ctx.in_figure(*i) && reading.is_mark(*i, ":(–—;[\"„“”»«");
    let at = (end..sentence.end).find(marks)?;
    let closing = match reading.word(at) {
        ":" => "",
        "(" => ")",
        "–" | "—" => "–—",
        _ => return None,
    };
    let near = at - end <= NOUN || (closing.is_empty() && !reading.is_mark(at - 1, ","));
    let commas = (end..at).any(|i| reading.is_mark(i, ","));
    let start = at + 1;
    let last = if closing.is_empty() {
        (start..sentence.end).rev().find(|&i| reading.kind(i) != Some(TokenKind::Mark))? + 1
    } else {
        (start..sentence.end).find(|&i| reading.is_mark(i, closing))?
    };
    let alone = scene.in_tokens(&(end..last)).is_empty();
    (near && !commas && alone && start < last).then_some(start..last)
}

/// *the four towns Orvale, Marrick and Tellen*: names right behind a definite count and its noun.
fn named_behind(scene: &Scene<'_, '_, '_>, count: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 30;
    let reading = scene.ctx.reading;
    let mention = scene.mention(count);
    let before = (mention.outer.start as usize).checked_sub(1)?;
    let start = mention.outer.end as usize + 1;
    // *the two villages of Olm, Brask and Tarn*
    let of = reading.is_cue(start, &[Cue::OfPreposition]) && reading.upper(start + 1);
    let start = start + usize::from(of);
    let sentence = scene.sentence(mention.sentence as usize);
    let name = |i: usize| reading.kind(i) == Some(TokenKind::Word) && reading.upper(i);
    let joint = |i: usize| reading.is_mark(i, ",") || reading.is_cue(i, &[Cue::Coordinator]);
    let limit = sentence.end.min(start + LONGEST);
    let end = (start..limit).find(|&i| !name(i) && !joint(i)).unwrap_or(limit);
    let closed = (start..end).rev().find(|&i| !name(i));
    let last = closed.is_some_and(|i| reading.is_cue(i, &[Cue::Coordinator]));
    let definite = reading.is_cue(before, &[Cue::Definite])
        && !reading.is_function(mention.outer.end as usize);
    let alone = scene.in_tokens(&(start..end)).is_empty();
    (definite && last && alone && start < end && name(start)).then_some(start..end)
}

/// How many things a closed list names, and whether one of them is told as several that are known; `None`: it is no list, or may be read in
/// two ways.
fn items(scene: &Scene<'_, '_, '_>, list: Range<usize>) -> Option<(usize, bool)> {
    const LONGEST: usize = 6;
    let reading = scene.ctx.reading;
    let some = [
        Cue::ForExample,
        Cue::Part,
        Cue::PartOf,
        Cue::Rest,
        Cue::Further,
        Cue::Auxiliary,
        Cue::Modal,
        Cue::Relative,
        Cue::Subordinator,
        Cue::Contrast,
        Cue::Pronoun,
        Cue::Say,
        Cue::Negation,
        Cue::Adversative,
        Cue::Infinitive,
        Cue::Each,
    ];
    let tells = |i: usize| {
        (reading.is_cue(i, &some) && !reading.is_cue(i, &[Cue::Coordinator])) || is_verb(reading, i)
    };
    let marks = |i: usize| reading.kind(i) == Some(TokenKind::Mark) && !reading.is_mark(i, ",-‑");
    if list.clone().any(|i| tells(i) || marks(i)) {
        return None;
    }
    let joint = |i: usize| reading.is_cue(i, &[Cue::Coordinator]);
    let joints = list.clone().filter(|&i| joint(i)).count();
    let parts: Vec<Range<usize>> = list
        .clone()
        .filter(|&i| reading.is_mark(i, ",") || joint(i))
        .chain([list.end])
        .scan(list.start, |start, at| {
            let part = *start..at;
            *start = at + 1;
            Some(part)
        })
        .filter(|part| !part.is_empty())
        .collect();
    let commas = list.clone().any(|i| reading.is_mark(i, ","));
    // *research and development*: one thing or two.
    if joints != 1 || !commas || !joint(parts.last()?.start.checked_sub(1)?) {
        return None;
    }
    let first = manner(scene, &parts[0]);
    let alike = parts.iter().all(|p| p.len() <= LONGEST && manner(scene, p) == first);
    let plural = |p: &Range<usize>| {
        let word = reading.folded(p.end - 1);
        reading.pack.plural_endings.iter().any(|e| word.ends_with(e.as_str()))
    };
    let many = first == Manner::Definite && parts.iter().any(plural);
    alike.then_some((parts.len(), many))
}

/// Whether a word can only be a verb.
fn is_verb(reading: &Reading<'_>, i: usize) -> bool {
    let is = |wanted: Pos| {
        reading
            .hits(i)
            .iter()
            .any(|h| matches!(h.entry.sense, Sense::Concept(_, pos) if pos == wanted))
    };
    is(Pos::Verb) && !is(Pos::Noun) && !is(Pos::Adjective)
}

/// How an item opens: apposition and list are told apart by it.
#[derive(PartialEq, Eq)]
enum Manner {
    Definite,
    Preposition,
    Capital,
    Plain,
}

fn manner(scene: &Scene<'_, '_, '_>, item: &Range<usize>) -> Manner {
    let reading = scene.ctx.reading;
    let is = |cues: &[Cue]| reading.is_cue(item.start, cues);
    if is(&[Cue::Definite, Cue::Possessive, Cue::Contraction]) {
        Manner::Definite
    } else if is(&[Cue::PlacePreposition, Cue::Preposition, Cue::OfPreposition]) {
        Manner::Preposition
    } else if reading.upper(item.start) {
        Manner::Capital
    } else {
        Manner::Plain
    }
}
