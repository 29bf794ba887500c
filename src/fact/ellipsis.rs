//! Figures that leave out what another figure says: unit, magnitude, and what they count.

use std::ops::Range;

use crate::fact::attribute::{Figure, attribute};
use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::phrase::noun_phrase;
use crate::fact::speaker::{gapped, speaker_at};
use crate::fact::types::{Fact, Scope};
use crate::lang::{Cue, NumberRole, Sense};
use crate::parse::{Kind, Mention, Reading, scaled};
use crate::value::{Decimal, Interval};

/// How a figure is told like the one that it leaves out the rest of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// By another voice (*the organisers 9,000*, *the union says 900*): the same thing.
    Voice,
    /// Of another subject (*the loser 250,000*): the same measure of another thing.
    Subject,
    /// As the level before (*down from 6 million*).
    Before,
    /// As the level reached (*from 64 to 40*).
    Reached,
    /// Beside it: no more than the unit is the same (*a gap of €18 million, of which 7 million remain*).
    Unit,
    /// As the whole of it (*150 million bushels of 220 million*).
    Whole,
}

impl Told {
    /// Of how much of the thing it speaks, where the way it is told says so.
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::Before => Some(Scope::Before),
            Self::Whole => Some(Scope::Whole),
            _ => None,
        }
    }
}

/// The fact before a bare figure that says what the figure leaves out, and how the two are told alike.
pub(crate) fn lender(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    before: &[Fact],
) -> Option<(usize, Told)> {
    if mention.kind != Kind::Number || mention.unit.is_some() || mention.multiple {
        return None;
    }
    let beside = || has_magnitude(ctx, mention) && !is_subject(ctx, mention);
    let told = told(ctx, mention).or_else(|| beside().then_some(Told::Unit))?;
    let near = match told {
        Told::Voice => 2,
        Told::Unit => 1,
        _ => 0,
    };
    let usable = |f: &Fact| !f.mention.is_calendar() && !is_inserted(ctx, f);
    let (last, _) = before
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, f)| mention.sentence - f.mention.sentence <= near)
        .find(|(_, f)| usable(f))?;
    // *3,000 attended a vigil in Pellworth, a town of 7,400. Police spoke of 1,800*: of what a sentence tells, another voice
    // speaks rather than of what it mentions.
    let sentence = before[last].mention.sentence;
    let tells = |f: &Fact| usable(f) && f.told && f.mention.kind == before[last].mention.kind;
    let idx = (0..=last)
        .rev()
        .take_while(|&k| told == Told::Voice && before[k].mention.sentence == sentence)
        .find(|&k| tells(&before[k]))
        .unwrap_or(last);
    let fact = &before[idx];
    let same_sentence = fact.mention.sentence == mention.sentence;
    let counts = fact.mention.kind == Kind::Count && fact.entity.is_some();
    let by = matches!(fact.scope, Some(Scope::Change | Scope::ChangeUp | Scope::ChangeDown));
    let lends = (fact.mention.unit.is_some() && !by) || (counts && told != Told::Subject);
    let open = (same_sentence || !opens_paragraph(ctx, mention)) && !has_noun(ctx, mention);
    let amount = matches!(fact.mention.kind, Kind::Money | Kind::Measure)
        && has_magnitude(ctx, &fact.mention);
    (lends
        && open
        && (amount || told != Told::Unit)
        && like(ctx.reading, mention, &fact.mention).is_some())
    .then_some((idx, told))
}

/// Whether a figure stands in brackets, as a conversion does.
fn is_inserted(ctx: &Context<'_, '_>, fact: &Fact) -> bool {
    ctx.segments[ctx.segment_at(fact.mention.tokens.start as usize)].inserted
}

/// The figure with what its lender says.
pub(crate) fn borrowed(ctx: &Context<'_, '_>, mention: &Mention, lender: &Mention) -> Mention {
    let mut full = mention.clone();
    if let Some(scale) = like(ctx.reading, mention, lender).filter(|s| *s > Decimal::int(1))
        && let Some((value, written)) = scaled(mention, scale)
    {
        (full.value, full.written) = (value, written);
    }
    full.unit.clone_from(&lender.unit);
    full.kind = lender.kind;
    full
}

fn told(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Told> {
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let start = mention.outer.start as usize;
    let behind = |cue: Cue| {
        reading
            .sense_before(start, |s| matches!(s, Sense::Cue(c) if *c == cue).then_some(()))
            .map(|(len, ..)| start - len)
    };
    let last = ctx.mentions_in(&(ctx.segments[own].tokens.start..start)).last();
    if let (Some(at), Some(last)) = (behind(Cue::LevelPreposition), last) {
        let from = |s: &Sense| matches!(s, Sense::Cue(Cue::ChangeFrom)).then_some(());
        let left = reading.sense_before(last.outer.start as usize, from).is_some();
        if left && last.outer.end as usize == at {
            return Some(Told::Reached);
        }
    }
    if gapped(ctx, mention).is_some() || only_says(ctx, own, mention) {
        return Some(Told::Voice);
    }
    if let Some(at) = behind(Cue::ChangeFrom).filter(|&at| changes(ctx, own, at)) {
        let joined = last.is_some() || at == ctx.segments[own].tokens.start;
        return joined.then_some(Told::Before);
    }
    let of = behind(Cue::OfPreposition).is_some() && last.is_some_and(|m| m.unit.is_some());
    if of && has_magnitude(ctx, mention) {
        return Some(Told::Whole);
    }
    parallel(ctx, own, mention).then_some(Told::Subject)
}

/// Whether the figure opens its segment and a verb stands right behind it (*2 million were angry*): it counts somebody.
fn is_subject(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let tokens = ctx.segments[ctx.segment_at(mention.tokens.start as usize)].tokens.clone();
    let joins = [Cue::Coordinator, Cue::Adversative, Cue::Contrast];
    let start = tokens.clone().find(|&i| !ctx.reading.is_cue(i, &joins));
    start == Some(mention.outer.start as usize)
        && is_predicate(ctx.reading, mention.outer.end as usize)
}

/// Whether a word of the figure names its magnitude (*7 million*).
pub(crate) fn has_magnitude(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    magnitude(ctx.reading, mention).is_some_and(|m| m > Decimal::int(1000))
}

/// Whether a word of the segment, or of the cue before the figure at `at`, tells of a change.
fn changes(ctx: &Context<'_, '_>, own: usize, at: usize) -> bool {
    let moves = |i: usize| ctx.reading.is_cue(i, &[Cue::Up, Cue::Down]);
    let tokens = ctx.segments[own].tokens.clone();
    at == tokens.start || tokens.into_iter().any(moves)
}

/// Whether the segment says no more than that somebody gives the figure (*the company speaks of eight*).
fn only_says(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let tokens = ctx.segments[own].tokens.clone();
    let (first, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let telling = [Cue::Say, Cue::Estimate, Cue::Forecast];
    let says = tokens.clone().any(|i| reading.is_cue(i, &telling)) || only_is(ctx, own);
    let lone = ctx.mentions_in(&tokens).filter(|m| !m.is_calendar()).count() == 1;
    // *the police have spoken to 230*
    let addressed = first > 0
        && reading.is_cue(first - 1, &[Cue::LevelPreposition])
        && !tokens.clone().any(|i| reading.is_cue(i, &[Cue::Estimate, Cue::Forecast]));
    if !says || !lone || addressed {
        return false;
    }
    let mut named = false;
    let mut i = tokens.start;
    while i < tokens.end {
        let limit = if i < first { first } else { tokens.end };
        let speaker = || speaker_at(ctx, i, limit).map(|(behind, _)| behind).filter(|b| *b > i);
        let opens = !named && reading.is_cue(i, &[Cue::Definite]);
        if (first..end).contains(&i) {
            i = end;
        } else if let Some(behind) = opens.then(speaker).flatten() {
            (i, named) = (behind, true);
        } else if let Some(len) = idle(ctx, i) {
            i += len;
        } else if let Some(behind) = speaker().filter(|_| !named) {
            (i, named) = (behind, true);
        } else {
            return false;
        }
    }
    let pronoun = tokens.clone().any(|i| reading.is_cue(i, &[Cue::Pronoun, Cue::FirstPerson]));
    named || pronoun || ctx.segments[own].relative
}

/// Whether a pronoun and an auxiliary are all that could be subject and predicate of the segment (*es seien nur 12*).
fn only_is(ctx: &Context<'_, '_>, own: usize) -> bool {
    let has = |cues: &[Cue]| ctx.segments[own].tokens.clone().any(|i| ctx.reading.is_cue(i, cues));
    has(&[Cue::Pronoun, Cue::Back]) && has(&[Cue::Auxiliary, Cue::ReportedMood])
}

/// The length of a word of a segment that tells nothing of the thing itself.
fn idle(ctx: &Context<'_, '_>, i: usize) -> Option<usize> {
    const IDLE: [Cue; 22] = [
        Cue::Say,
        Cue::Estimate,
        Cue::Forecast,
        Cue::Back,
        Cue::Pronoun,
        Cue::FirstPerson,
        Cue::Auxiliary,
        Cue::Modal,
        Cue::ReportedMood,
        Cue::Preposition,
        Cue::OfPreposition,
        Cue::LevelPreposition,
        Cue::PlacePreposition,
        Cue::Particle,
        Cue::Adversative,
        Cue::Contrast,
        Cue::Coordinator,
        Cue::Subordinator,
        Cue::Relative,
        Cue::Infinitive,
        Cue::Cumulative,
        Cue::Possible,
    ];
    let calendar = |s: &Sense| matches!(s, Sense::Calendar(_)).then_some(());
    let dated = ctx.reading.sense(i, calendar).map(|(len, ..)| len);
    IDLE.iter().filter_map(|&c| ctx.reading.cue(i, c)).max().or(dated)
}

/// Whether the figure closes a segment without a predicate that opens with another subject, behind one that tells such a figure
/// (*the winner gets €400,000, the loser 250,000*).
fn parallel(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let segment = &ctx.segments[own];
    let around = ctx.of_sentence(segment.sentence);
    if own <= around.start || segment.inserted || ctx.has_predicate(own) {
        return false;
    }
    let head = segment.tokens.start..mention.outer.start as usize;
    let before = own - 1;
    let figure = |m: &&Mention| !m.is_calendar() && m.kind != Kind::Ordinal;
    let figures = |range: &Range<usize>| ctx.mentions_in(range).filter(figure).count();
    let closes = mention.outer.end as usize >= segment.tokens.end;
    let opens = head.len() >= 2
        && head
            .clone()
            .any(|i| reading.is_cue(i, &[Cue::Definite, Cue::Possessive]) || reading.upper(i))
        && figures(&head) == 0;
    closes
        && opens
        && ctx.has_predicate(before)
        && !ctx.segments[before].relative
        && figures(&ctx.segments[before].tokens) == 1
}

fn opens_paragraph(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let start = ctx.reading.sentences[mention.sentence as usize].start as usize;
    ctx.reading.tokens[start].breaks >= 2
}

/// Whether a noun stands right behind the figure.
fn has_noun(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let end = mention.outer.end as usize;
    let joint = [Cue::Definite, Cue::OfPreposition, Cue::PartOf];
    !ctx.reading.is_cue(end, &joint)
        && noun_phrase(ctx.reading, end, ctx.segments[own].tokens.end).is_some()
}

/// What a bare figure is to be multiplied by to be of the size of the one it is told like: one, or the magnitude of that one;
/// `None` where neither makes them alike.
fn like(reading: &Reading<'_>, bare: &Mention, lender: &Mention) -> Option<Decimal> {
    const FAR: i64 = 20;
    let end = |i: &Interval| i.low.or(i.high).filter(|d| !d.is_zero());
    let (value, other) = (end(&bare.value)?, end(&lender.value)?);
    let near = |d: Decimal| {
        let far = Decimal::int(FAR);
        d.times(far).is_some_and(|t| t >= other) && other.times(far).is_some_and(|t| t >= d)
    };
    let one = Decimal::int(1);
    if near(value) {
        return Some(one);
    }
    let scale = magnitude(reading, lender)?;
    (value < Decimal::int(1000) && value.times(scale).is_some_and(near)).then_some(scale)
}

/// The magnitude that a word of the figure names.
fn magnitude(reading: &Reading<'_>, mention: &Mention) -> Option<Decimal> {
    let word = |s: &Sense| match s {
        Sense::Number(w) if matches!(w.role, NumberRole::Scale | NumberRole::Magnitude) => {
            Some(w.value)
        }
        _ => None,
    };
    let tokens = mention.tokens.start as usize..mention.tokens.end as usize;
    tokens.rev().find_map(|i| reading.sense(i, word)).map(|(_, scale, _)| scale)
}

/// A bare figure with a magnitude, of something that only money can be said of (*one-off costs of 61 million*): in the currency of
/// the amount told last, else of the first to come.
pub(crate) fn in_money(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    before: &[Fact],
) -> Option<Mention> {
    let bare = mention.kind == Kind::Number && mention.unit.is_none() && !mention.multiple;
    if !bare || !has_magnitude(ctx, mention) || has_noun(ctx, mention) {
        return None;
    }
    let figure = Figure { mention, phrase: None, entity: None };
    let said = attribute(ctx, &figure)?.concept?;
    let (money, others) = (Kind::Money.name(), [Kind::Count, Kind::Measure].map(Kind::name));
    let only = !said.takes.is_empty() && said.takes(money) && !others.iter().any(|k| said.takes(k));
    let is_money = |m: &&Mention| m.kind == Kind::Money && m.unit.is_some();
    let told = before.iter().rev().map(|f| &f.mention).find(is_money);
    let amount = told.or_else(|| ctx.reading.mentions.iter().find(is_money)).filter(|_| only)?;
    Some(Mention { kind: Kind::Money, unit: amount.unit.clone(), ..mention.clone() })
}
