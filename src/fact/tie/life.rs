use crate::fact::clause::is_predicate;
use crate::fact::phrase::concept;
use crate::fact::tie::person::{
    Named, has_another, has_several, is_shared, name_before, name_behind,
};
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::{Cue, Pos};
use crate::parse::Kind;
use crate::text::TokenKind;
use crate::value::Decimal;

/// *Jost Lemmer (71), who was born in 1968*: an age and a birth that the text tells of one person, and the other times that it
/// names; and the age of one person told twice.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for sentence in 0..scene.ctx.reading.sentences.len() {
        of_sentence(scene, sentence, found);
    }
    for age in (0..scene.facts.len()).filter(|&f| is_age(scene, f)) {
        if let Some(birth) = birth_apart(scene, age) {
            let sentences = [age, birth].map(|f| scene.mention(f).sentence as usize);
            let here = sentences.into_iter().flat_map(|s| scene.in_sentence(s));
            let mut facts = vec![age, birth];
            facts.extend(here.filter(|&f| f != birth && is_dated(scene, f)));
            found.push(told(scene, &facts));
        }
        if let Some(span) = lifetime(scene, age) {
            let tie = scene.tie(Relation::Age, &[age, span, span + 1]);
            found.push(Tie { published: None, ..tie });
        }
        if let Some(first) = told_of_again(scene, age).or_else(|| same_name(scene, age)) {
            found.push(scene.tie(Relation::AgeAgain, &[age, first]));
        }
    }
}

/// An age and a birth that stand close to each other in one sentence.
fn of_sentence(scene: &Scene<'_, '_, '_>, sentence: usize, found: &mut Vec<Tie>) {
    let here = scene.in_sentence(sentence);
    let mut ages = here.clone().filter(|&f| is_age(scene, f));
    let mut births = here.clone().filter(|&f| is_birth(scene, f));
    let (Some(age), None) = (ages.next(), ages.next()) else { return };
    let (Some(birth), None) = (births.next(), births.next()) else { return };
    let mut facts = vec![age, birth];
    facts.extend(here.filter(|&f| f != birth && is_dated(scene, f)));
    let between = scene.between(age.min(birth), age.max(birth));
    let breaks = between.clone().any(|i| scene.ctx.reading.is_mark(i, ";:"));
    let dated = facts.len() > 2 && between.len() <= DATED && !has_several(scene, between.clone());
    if (between.len() <= NEAR || dated) && !breaks {
        found.push(told(scene, &facts));
    }
}

/// An age with a birth, told on the day of publication or at one of the times.
fn told(scene: &Scene<'_, '_, '_>, facts: &[usize]) -> Tie {
    scene.tie(Relation::Age, facts)
}

/// *who was born in 1948, died on Sunday. She was 72*: the only birth near an age that is the one at the end, or now, where nobody
/// else is spoken of between them.
fn birth_apart(scene: &Scene<'_, '_, '_>, age: usize) -> Option<usize> {
    const FAR: u32 = 2;
    if !is_last_or_now(scene, age) {
        return None;
    }
    let sentence = scene.mention(age).sentence;
    let at = |s: u32| scene.in_sentence(s as usize);
    let near = at(sentence.saturating_sub(FAR)).start..at(sentence + FAR).end;
    if near.len() > MOST {
        return None;
    }
    let mut births = near.clone().filter(|&f| is_birth(scene, f));
    let (Some(birth), None) = (births.next(), births.next()) else { return None };
    let mut ages = near.filter(|&f| is_age(scene, f));
    let own = Named { tokens: 0..0, last: String::new(), first: None };
    let between = scene.between(age.min(birth), age.max(birth));
    (ages.next() == Some(age) && ages.next().is_none() && !has_another(scene, between, &own))
        .then_some(birth)
}

/// Whether an age is that at which somebody died, or the one now: behind a name, or what a clause ends with.
pub(crate) fn is_last_or_now(scene: &Scene<'_, '_, '_>, age: usize) -> bool {
    let mention = scene.mention(age);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let reading = scene.ctx.reading;
    let concept = scene.facts[age].attribute.as_ref().and_then(|a| a.concept.as_ref());
    let died = concept.is_some_and(|c| c.cumulative && c.counts.is_some());
    let ends = reading.is_mark(end, ".;!") || end >= reading.len();
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.start;
    let is = scene.has(own.max(start.saturating_sub(2))..start, &[Cue::Auxiliary]);
    died || is && ends || owner(scene, age).is_some()
}

/// *(1921–1998)*: the years of birth and death in brackets in the sentence of an age that was the last, or the one before.
fn lifetime(scene: &Scene<'_, '_, '_>, age: usize) -> Option<usize> {
    let reading = scene.ctx.reading;
    let mention = scene.mention(age);
    if mention.kind != Kind::Age || !is_last_or_now(scene, age) {
        return None;
    }
    let from = scene.in_sentence((mention.sentence as usize).saturating_sub(1)).start;
    let year = |f: usize| scene.mention(f).date.and_then(|d| d.year);
    let span = |f: &usize| {
        let between = scene.between(*f, f + 1);
        let start = scene.mention(*f).outer.start as usize;
        let dash = (1..=2).contains(&between.len())
            && between.into_iter().any(|i| reading.is_mark(i, "-–—;,"));
        let opened = start.checked_sub(1).is_some_and(|i| reading.is_mark(i, "(*"));
        let closed = reading.is_mark(scene.mention(f + 1).outer.end as usize, ")");
        let years = year(*f).zip(year(f + 1)).map_or(0, |(a, b)| b - a);
        dash && opened && closed && (1..i16::from(OLDEST)).contains(&years)
    };
    let from = from.max(age.saturating_sub(MOST));
    let mut all = (from..age.saturating_sub(1)).filter(span);
    let (Some(found), None) = (all.next(), all.next()) else { return None };
    let own = Named { tokens: 0..0, last: String::new(), first: None };
    (!has_another(scene, scene.between(found + 1, age), &own)).then_some(found)
}

/// Whom an age in brackets, between commas or before a name belongs to.
pub(crate) fn owner(scene: &Scene<'_, '_, '_>, age: usize) -> Option<Named> {
    let reading = scene.ctx.reading;
    let mention = scene.mention(age);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let comma = start > 0 && reading.is_mark(start - 1, ",") && reading.is_mark(end, ",.;)–—");
    if scene.is_bracketed(age) || comma {
        return name_before(scene, start - 1);
    }
    let article = start > 0 && reading.is_cue(start - 1, &[Cue::Definite, Cue::Determiner]);
    name_behind(scene, end).filter(|_| mention.kind == Kind::Age && article)
}

/// *Ada Wren (52) … The 57-year-old*: the age of the only person spoken of, where another is told of them in a sentence behind it.
fn told_of_again(scene: &Scene<'_, '_, '_>, age: usize) -> Option<usize> {
    const FAR: u32 = 2;
    let reading = scene.ctx.reading;
    let mention = scene.mention(age);
    let start = mention.outer.start as usize;
    let definite = start > 0 && reading.is_cue(start - 1, &[Cue::Definite]);
    if start > LONG {
        return None;
    }
    if mention.kind != Kind::Age || !definite || !is_nominal(scene, age) {
        return None;
    }
    let first = (0..age).rev().find(|&f| is_age(scene, f))?;
    let own = owner(scene, first)?;
    let value = |f: usize| scene.mention(f).value.stated();
    let mixed = (0..first).any(|f| is_age(scene, f) && value(f) != value(first));
    let far = mention.sentence - scene.mention(first).sentence > FAR;
    let opens = scene.sentence(scene.mention(first).sentence as usize).start;
    let pronoun = (opens..own.tokens.start)
        .any(|i| reading.is_cue(i, &[Cue::Pronoun]) && !reading.is_cue(i, &[Cue::Definite]));
    // Further up, somebody else can have been named.
    let other = has_another(scene, 0..start, &own);
    (!mixed && !far && !pronoun && !other).then_some(first)
}

/// Whether an age stands for a person and for no noun behind it (*the 57-year-old says*).
fn is_nominal(scene: &Scene<'_, '_, '_>, age: usize) -> bool {
    let reading = scene.ctx.reading;
    let end = scene.mention(age).outer.end as usize;
    if reading.pack.nouns_capitalised {
        return reading.upper(end - 1);
    }
    let verb = [Cue::Definite, Cue::Determiner, Cue::Possessive, Cue::Pronoun, Cue::Infinitive];
    let noun = concept(reading, end).is_some_and(|(_, _, pos, _)| pos == Pos::Noun);
    if !noun && reading.is_cue(end + 1, &verb) {
        return true;
    }
    let ending = |e: &String| reading.folded(end).ends_with(e.as_str());
    is_predicate(reading, end)
        || reading.ends_phrase(end)
        || reading.kind(end) == Some(TokenKind::Mark) && !reading.is_mark(end, "-")
        || reading.pack.verbal_endings.iter().any(ending)
}

/// *The 29-year-old Paul Denning … Denning, 39*: the age told before of somebody of the same name, where nobody shares it.
fn same_name(scene: &Scene<'_, '_, '_>, age: usize) -> Option<usize> {
    let own = owner(scene, age)?;
    let first = (age.saturating_sub(MOST)..age).rev().find(|&f| {
        let other = Some(f).filter(|&f| is_age(scene, f)).and_then(|f| owner(scene, f));
        other.is_some_and(|o| o.last == own.last)
    })?;
    let other = owner(scene, first)?;
    let given = own.first.clone().or_else(|| other.first.clone());
    let said = |f: usize| scene.mention(f).kind == Kind::Age;
    let short = scene.ctx.reading.len() < 20 * LONG;
    let alone = short && !is_shared(scene, &own.last, given.as_deref());
    (alone && (said(age) || said(first))).then_some(first)
}

/// Tokens of a text in which one person is spoken of.
pub(crate) const LONG: usize = 1000;
/// Figures of a stretch of text in which people and their ages can be told apart.
const MOST: usize = 40;
/// Tokens between the age and the birth of one person.
const NEAR: usize = 6;
/// The same, where the sentence names a time that the age can be told of.
const DATED: usize = 14;

/// An age that hardly anybody reaches.
const OLDEST: u8 = 115;

/// A time of which the year is known.
fn is_dated(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    mention.kind == Kind::Date && mention.date.is_some_and(|d| d.span().is_some())
}

/// An age, or a bare number of years that a life can have: in brackets behind a name, or with nothing that it counts.
pub(crate) fn is_age(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let reading = scene.ctx.reading;
    let mention = scene.mention(fact);
    let value = mention.value.stated().filter(|_| mention.value.is_point());
    let possible = value.is_some_and(|v| {
        v.is_integer() && v > Decimal::int(0) && v < Decimal::int(i64::from(OLDEST))
    });
    if !possible || mention.unread || mention.value.approximate {
        return false;
    }
    let in_months = Decimal::int(12).ratio();
    let start = mention.outer.start as usize;
    let named = start > 1 && reading.upper(start - 2);
    match mention.kind {
        Kind::Age => mention.unit.as_ref().is_none_or(|u| u.factor == in_months),
        Kind::Number => {
            let comma = reading.is_mark(start.saturating_sub(1), ",")
                && reading.is_mark(mention.outer.end as usize, ",.;");
            named && (scene.is_bracketed(fact) || comma)
                || reading.is_cue(start.saturating_sub(1), &[Cue::Auxiliary])
        }
        Kind::Count => scene.is_bracketed(fact) && named,
        _ => false,
    }
}

/// A date that a word right beside it says to be one of birth.
fn is_birth(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    if !is_dated(scene, fact) {
        return false;
    }
    let mention = scene.mention(fact);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    scene.has(start.saturating_sub(NEAR).max(own.start)..start, &[Cue::Born])
        || scene.has(end..(end + NEAR).min(own.end), &[Cue::Born])
}
