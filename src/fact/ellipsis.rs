//! Figures that leave out what another figure says: unit, magnitude, and what they count.

use std::ops::Range;

use crate::fact::attribute::{Figure, attribute};
use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::naming::speaker_at;
use crate::fact::phrase::noun_phrase;
use crate::fact::speaker::gapped;
use crate::fact::types::{Fact, Modality, Scope};
use crate::lang::{Cue, Sense};
use crate::parse::{Kind, Mention, Reading, scaled};
use crate::text::TokenKind;
use crate::value::{Decimal, Interval};

/// How a figure is told like the one that it leaves out the rest of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// By another voice that has no verb of its own (*the organisers 9,000*): the same thing.
    Gap,
    /// By another voice (*the union says 900*): the same thing.
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
    let bare = mention.kind == Kind::Number && mention.unit.is_none();
    if !(bare || is_full(mention)) || mention.multiple || is_cited(ctx, mention) {
        return None;
    }
    let beside = || {
        let limit = allows(ctx, mention);
        bare && (limit || has_magnitude(ctx, mention)) && !is_subject(ctx, mention)
    };
    let told = told(ctx, mention).or_else(|| beside().then_some(Told::Unit))?;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let voice = told == Told::Voice && tells(ctx, own) && names_speaker(ctx, own);
    if !(bare || voice || (told == Told::Gap && gapped(ctx, mention).is_some())) {
        return None;
    }
    let near = match told {
        Told::Voice => 2,
        Told::Unit | Told::Gap => 1,
        _ => 0,
    };
    let open = |f: &Fact| {
        // *not 18, as he says, but 24 million*: what leaves out its own unit lends none.
        let blank = f.mention.kind == Kind::Number && f.modality == Modality::Denied;
        !blank
            && (f.mention.sentence == mention.sentence || !opens_paragraph(ctx, mention))
            && !f.mention.is_calendar()
            && !is_inserted(ctx, f)
    };
    let dimension = |m: &Mention| m.unit.as_ref().map(|u| u.dimension.clone());
    let fits = |f: &Fact| {
        let size = bare && like(ctx.reading, mention, &f.mention).is_some();
        lends(ctx, f, told) && (size || !bare && dimension(mention) == dimension(&f.mention))
    };
    let mut near = before
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, f)| mention.sentence - f.mention.sentence <= near)
        .filter(|(_, f)| open(f));
    let found = match told {
        // What somebody says instead may stand behind other figures; *640 people marched through a port of 5,200.
        // Police spoke of 410*: it is what the sentence tells of, rather than what it mentions.
        Told::Voice | Told::Gap => near.find(|(_, f)| fits(f)).map(|(last, f)| {
            let beside = |k: &usize| before[*k].mention.sentence == f.mention.sentence;
            let tells = |k: &usize| {
                let other = &before[*k];
                other.told && other.mention.kind == f.mention.kind && open(other) && fits(other)
            };
            let idx = (0..=last).rev().take_while(beside).find(tells).unwrap_or(last);
            (idx, &before[idx])
        }),
        _ => near.next().filter(|(_, f)| fits(f)),
    };
    found.filter(|_| !has_noun(ctx, mention)).map(|(idx, _)| (idx, told))
}

/// *the train did 112 km/h; 120 is allowed there*: whether the segment says no more than how much is allowed.
fn allows(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let own = ctx.segments[ctx.segment_at(mention.tokens.start as usize)].tokens.clone();
    let lone = ctx.mentions_in(&own).filter(|m| !m.is_calendar()).count() == 1;
    lone && own.into_iter().any(|i| ctx.reading.is_cue(i, &[Cue::Limit]))
}

/// Whether a segment names somebody who may speak.
fn names_speaker(ctx: &Context<'_, '_>, segment: usize) -> bool {
    let tokens = ctx.segments[segment].tokens.clone();
    tokens.clone().any(|i| !ctx.in_figure(i) && speaker_at(ctx, i, tokens.end).is_some())
}

/// An amount with its unit: a voice that says no more than it says it of what was told of last (*the president talks of 340,000
/// euros*).
fn is_full(mention: &Mention) -> bool {
    mention.unit.is_some() && matches!(mention.kind, Kind::Money | Kind::Measure)
}

/// *in English that is "14.3 trillion"*: whether a figure stands in quotation marks of its own: it is shown, not told.
fn is_cited(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    const QUOTES: &str = "\"„“”«»‚‘’'";
    let before = (mention.outer.start as usize).checked_sub(1);
    before.is_some_and(|i| ctx.reading.is_mark(i, QUOTES))
        && ctx.reading.is_mark(mention.outer.end as usize, QUOTES)
}

/// Whether a fact says what a figure that is told like it may leave out.
fn lends(ctx: &Context<'_, '_>, fact: &Fact, told: Told) -> bool {
    let by = matches!(fact.scope, Some(Scope::Change | Scope::ChangeUp | Scope::ChangeDown));
    let counts = fact.mention.kind == Kind::Count && fact.entity.is_some() && told != Told::Subject;
    let amount = matches!(fact.mention.kind, Kind::Money | Kind::Measure)
        && has_magnitude(ctx, &fact.mention);
    let by = by || is_moved_by(ctx, &fact.mention);
    let telling = fact.mention.unit.as_ref().is_some_and(|u| u.telling);
    ((fact.mention.unit.is_some() && !by) || counts) && (amount || telling || told != Told::Unit)
}

/// *up 80 per cent since then, from 70 to 126*: whether a share stands right behind a word of change, which it measures.
fn is_moved_by(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let moves = |s: &Sense| matches!(s, Sense::Cue(Cue::Up | Cue::Down)).then_some(());
    mention.kind == Kind::Percent
        && ctx.reading.sense_before(mention.outer.start as usize, moves).is_some()
}

/// Whether a figure stands in brackets, as a conversion does.
fn is_inserted(ctx: &Context<'_, '_>, fact: &Fact) -> bool {
    ctx.segments[ctx.segment_at(fact.mention.tokens.start as usize)].inserted
}

/// The figure with what its lender says.
pub(crate) fn borrowed(ctx: &Context<'_, '_>, mention: &Mention, lender: &Mention) -> Mention {
    let mut full = mention.clone();
    if mention.unit.is_some() {
        return full;
    }
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
    if gapped(ctx, mention).is_some() {
        return Some(Told::Gap);
    }
    if only_says(ctx, own, mention) || said_beside(ctx, own, mention) {
        let told = said_beside(ctx, own, mention) || tells(ctx, own);
        return Some(if told { Told::Voice } else { Told::Gap });
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

/// Whether the figure opens its segment and a verb, or a word for more of the same, stands right behind it (*2 million were angry*): it counts somebody.
pub(crate) fn is_subject(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let tokens = ctx.segments[ctx.segment_at(mention.tokens.start as usize)].tokens.clone();
    let joins = [Cue::Coordinator, Cue::Adversative, Cue::Contrast];
    let start = tokens.clone().find(|&i| !ctx.reading.is_cue(i, &joins));
    let end = mention.outer.end as usize;
    start == Some(mention.outer.start as usize)
        && end < tokens.end
        && (is_predicate(ctx.reading, end) || ctx.reading.is_cue(end, &[Cue::Further]))
}

/// Whether a word of the figure names its magnitude (*7 million*).
pub(crate) fn has_magnitude(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    ctx.reading.magnitude_of(mention).is_some_and(|m| m > Decimal::int(1000))
}

/// Whether a word of the segment, or of the cue before the figure at `at`, tells of a change.
fn changes(ctx: &Context<'_, '_>, own: usize, at: usize) -> bool {
    let moves = |i: usize| ctx.reading.is_cue(i, &[Cue::Up, Cue::Down]);
    let tokens = ctx.segments[own].tokens.clone();
    at == tokens.start || tokens.into_iter().any(moves)
}

/// Whether somebody gives the figure with a verb of saying, and nothing else is told.
pub(crate) fn is_voice(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let own = ctx.segment_at(mention.tokens.start as usize);
    only_says(ctx, own, mention) && tells(ctx, own) && !has_noun(ctx, mention)
}

/// Verbs of who gives a figure.
const TELLING: [Cue; 3] = [Cue::Say, Cue::Estimate, Cue::Forecast];

/// Whether a verb of the segment tells that somebody gives a figure.
fn tells(ctx: &Context<'_, '_>, segment: usize) -> bool {
    ctx.segments[segment].tokens.clone().any(|i| ctx.reading.is_cue(i, &TELLING))
}

/// Whether the segment says no more than that somebody gives the figure (*the company speaks of eight*).
fn only_says(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let tokens = ctx.segments[own].tokens.clone();
    let (first, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let says = tells(ctx, own) || only_is(ctx, own);
    let lone = ctx.mentions_in(&tokens).filter(|m| !m.is_calendar()).count() == 1;
    // *the police have spoken to 230*
    let addressed = first > 0
        && reading.is_cue(first - 1, &[Cue::LevelPreposition])
        && !tokens.clone().any(|i| reading.is_cue(i, &[Cue::Estimate, Cue::Forecast]));
    if !says || !lone || addressed {
        return false;
    }
    // *Wer die Wege mitrechnet, kommt auf 32.*
    let around = ctx.of_sentence(ctx.segments[own].sentence);
    let verb_first = own > around.start && reading.is_cue(tokens.start, &TELLING);
    let pronoun = tokens.clone().any(|i| reading.is_cue(i, &[Cue::Pronoun, Cue::FirstPerson]));
    says_no_more(ctx, tokens.clone(), first..end)
        && (verb_first
            || pronoun
            || ctx.segments[own].relative
            || tokens.clone().any(|i| speaker_at(ctx, i, first.max(i)).is_some())
            || speaker_at(ctx, end, tokens.end).is_some())
}

/// Whether a stretch but for the figure in it names at most one speaker and tells nothing else.
fn says_no_more(ctx: &Context<'_, '_>, tokens: Range<usize>, figure: Range<usize>) -> bool {
    let reading = ctx.reading;
    // *For bread it stays at seven*: of what a preposition opens with, something of its own is told.
    let mut named = reading.is_cue(tokens.start, &[Cue::Preposition])
        && !reading.is_cue(tokens.start, &[Cue::SourceAfter]);
    let mut i = tokens.start;
    while i < tokens.end {
        let limit = if i < figure.start { figure.start.min(tokens.end) } else { tokens.end };
        let speaker = || speaker_at(ctx, i, limit).map(|(behind, _)| behind).filter(|b| *b > i);
        let opens = !named && reading.is_cue(i, &[Cue::Definite]);
        // Where nouns have a capital, a word that no rule knows and that has none is an adverb here.
        let adverb = reading.pack.nouns_capitalised
            && !reading.upper(i)
            && reading.kind(i) == Some(TokenKind::Word)
            && reading.hits(i).is_empty();
        if figure.contains(&i) {
            i = figure.end;
        } else if let Some(behind) = opens.then(speaker).flatten() {
            (i, named) = (behind, true);
        } else if let Some(len) = idle(ctx, i) {
            i += len;
        } else if let Some(behind) = speaker().filter(|_| !named) {
            (i, named) = (behind, true);
        } else if adverb {
            i += 1;
        } else {
            return false;
        }
    }
    true
}

/// *elf, sagt der Betreiber*; *die 2,1 Millionen, die der Landrat nennt*: whether the figure stands alone, or behind an article,
/// and the next segment says no more than who gives it.
fn said_beside(ctx: &Context<'_, '_>, own: usize, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let around = ctx.of_sentence(ctx.segments[own].sentence);
    let next = own + 1;
    if next >= around.end || ctx.segments[next].inserted {
        return false;
    }
    let (tokens, behind) = (&ctx.segments[own].tokens, ctx.segments[next].tokens.clone());
    let (first, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let article = first == tokens.start + 1 && reading.is_cue(tokens.start, &[Cue::Definite]);
    let lone = first == tokens.start && own > around.start && !ctx.segments[next].relative;
    let says = behind.clone().any(|i| reading.is_cue(i, &[Cue::Say, Cue::Estimate]));
    let figures = ctx.mentions_in(&behind).next().is_some();
    end >= tokens.end
        && (lone || (article && ctx.segments[next].relative))
        && says
        && !figures
        && says_no_more(ctx, behind, end..end)
}

/// Whether a pronoun and an auxiliary are all that could be subject and predicate of the segment (*es seien nur 12*).
fn only_is(ctx: &Context<'_, '_>, own: usize) -> bool {
    let has = |cues: &[Cue]| ctx.segments[own].tokens.clone().any(|i| ctx.reading.is_cue(i, cues));
    // *Damals waren es 12*: of another time, something else is true.
    let opening = [Cue::Pronoun, Cue::Back, Cue::Adversative, Cue::Coordinator];
    let opens = ctx.reading.is_cue(ctx.segments[own].tokens.start, &opening);
    // *The helpers, there are 600 of them*: what stands right before without a figure is what is meant.
    let before = own.checked_sub(1).map(|b| &ctx.segments[b]);
    let other = before.filter(|b| b.sentence == ctx.segments[own].sentence).is_some_and(|b| {
        let says = b.tokens.clone().any(|i| ctx.reading.is_cue(i, &[Cue::Say, Cue::Estimate]));
        !says && !ctx.mentions_in(&b.tokens).any(|m| !m.is_calendar())
    });
    let opens = opens && !other;
    let stands = |i: usize| {
        ctx.reading.is_cue(i, &[Cue::Pronoun, Cue::Back])
            && !ctx.reading.is_cue(i, &[Cue::Definite])
    };
    opens
        && ctx.segments[own].tokens.clone().any(stands)
        && has(&[Cue::Auxiliary, Cue::ReportedMood])
}

/// The length of a word of a segment that tells nothing of the thing itself.
pub(crate) fn idle(ctx: &Context<'_, '_>, i: usize) -> Option<usize> {
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
    const FAR: i64 = 12;
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
    let scale = reading.magnitude_of(lender)?;
    (value < Decimal::int(1000) && value.times(scale).is_some_and(near)).then_some(scale)
}

/// A bare figure with a magnitude, of something that only money can be said of (*one-off costs of 61 million*): in the currency of
/// the amount told last, else of the first to come.
pub(crate) fn in_money(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    before: &[Fact],
) -> Option<Mention> {
    if is_cited(ctx, mention) {
        return None;
    }
    let bare = mention.kind == Kind::Number && mention.unit.is_none() && !mention.multiple;
    if !bare || !has_magnitude(ctx, mention) || has_noun(ctx, mention) {
        return None;
    }
    let figure = Figure { mention, phrase: None, entity: None };
    let term = attribute(ctx, &figure)?;
    let said = term.concept?;
    let (money, others) = (Kind::Money.name(), [Kind::Count, Kind::Measure].map(Kind::name));
    let only = !said.takes.is_empty() && !others.iter().any(|k| said.takes(k));
    // *damage of three million*: what can be counted as well would have a noun behind the figure.
    let start = mention.outer.start as usize;
    let led = term.span.is_some_and(|span| {
        let noun = start.checked_sub(2).map(|i| ctx.reading.tokens[i].span);
        noun.is_some_and(|n| span.end == n.end)
            && ctx.reading.is_cue(start - 1, &[Cue::OfPreposition])
    });
    let only = (only || (led && (said.assessed || !said.takes.is_empty()))) && said.takes(money);
    let is_money = |m: &&Mention| m.kind == Kind::Money && m.unit.is_some();
    let told = before.iter().rev().map(|f| &f.mention).find(is_money);
    let amount = told.or_else(|| ctx.reading.mentions.iter().find(is_money)).filter(|_| only)?;
    Some(Mention { kind: Kind::Money, unit: amount.unit.clone(), ..mention.clone() })
}
