use std::ops::Range;

use crate::fact::context::Context;
use crate::fact::naming::{Found, past_phrase, speaker_at};
use crate::fact::phrase::place;
use crate::fact::types::{Speaker, Term};
use crate::lang::{Cue, Pos, Sense};
use crate::parse::{Kind, Mention, Reading};
use crate::text::DocId;

/// An attribution in a sentence: who speaks, and the segment that says so.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    segment: usize,
    at: usize,
    counts: bool,
    /// A verb of saying, not only a phrase.
    says: bool,
    speaker: Speaker,
}

/// The attributions of every sentence.
pub(crate) struct Speakers {
    frames: Vec<Vec<Frame>>,
    own: Option<Speaker>,
}

impl Speakers {
    /// Finds all attributions; a pronoun stands for the speaker before.
    pub fn new(ctx: &Context<'_, '_>) -> Self {
        let mut last: Option<Speaker> = None;
        let mut frames = Vec::with_capacity(ctx.reading.sentences.len());
        for sentence in 0..ctx.reading.sentences.len() {
            let found = sentence_frames(ctx, sentence, last.as_ref());
            last =
                found.last().map(|f| f.speaker.clone()).or_else(|| person(ctx, sentence)).or(last);
            frames.push(found);
        }
        Self { frames, own: own_voice(ctx) }
    }

    /// Who speaks where nobody is named: the body whose text this is, where it says *we* (semantics §4: a press release).
    /// *We* of two texts are two.
    pub fn own(&self, doc: DocId) -> Option<Speaker> {
        let own = self.own.clone()?;
        Some(Speaker {
            term: Term { key: format!("{} {}", own.term.key, doc.0), ..own.term },
            ..own
        })
    }

    /// Who says a figure; `None`: the text itself.
    pub fn of(&self, ctx: &Context<'_, '_>, mention: &Mention) -> Option<Speaker> {
        let sentence = mention.sentence as usize;
        let own = ctx.segment_at(mention.tokens.start as usize);
        let frames = self.frames.get(sentence)?;
        if let Some(speaker) = gapped(ctx, mention).or_else(|| elliptic(ctx, mention, own, frames))
        {
            return Some(speaker);
        }
        let distance =
            |f: &&Frame| (f.segment.abs_diff(own), f.at.abs_diff(mention.tokens.start as usize));
        // What stands behind a semicolon is said by somebody else, or by nobody.
        let figure = mention.tokens.start as usize;
        let joined = |f: &&Frame| {
            let between = f.at.min(figure)..f.at.max(figure);
            !between.into_iter().any(|i| ctx.reading.is_mark(i, ";"))
                && !says_the_other(ctx, f, figure)
        };
        if let Some(frame) = frames.iter().filter(joined).min_by_key(distance) {
            return Some(frame.speaker.clone());
        }
        let range = ctx.of_sentence(sentence);
        let tokens = ctx.segments[range.start].tokens.start..ctx.segments[range.end - 1].tokens.end;
        let reported = tokens.clone().any(|i| ctx.reading.is_cue(i, &[Cue::ReportedMood]));
        let before = sentence.checked_sub(1).and_then(|s| self.frames[s].last());
        if let Some(frame) = before.filter(|_| reported) {
            return Some(frame.speaker.clone());
        }
        let next = self.frames.get(sentence + 1).and_then(|f| f.first());
        next.filter(|_| points_back(ctx, sentence + 1)).map(|f| f.speaker.clone())
    }

    /// Whether only the sentence behind the figure's says who said it.
    pub fn told_after(&self, ctx: &Context<'_, '_>, mention: &Mention) -> bool {
        let sentence = mention.sentence as usize;
        let own = self.frames.get(sentence).is_none_or(Vec::is_empty);
        own && self.frames.get(sentence + 1).is_some_and(|f| !f.is_empty())
            && points_back(ctx, sentence + 1)
    }

    /// Who speaks in a segment itself, where a verb there says so.
    pub fn in_segment(&self, ctx: &Context<'_, '_>, segment: usize) -> Option<Speaker> {
        let frames = self.frames.get(ctx.segments[segment].sentence)?;
        frames.iter().find(|f| f.segment == segment && f.says).map(|f| f.speaker.clone())
    }
}

/// *not 18, as the treasurer claims, but 24 million*: whether a clause only says who gave the figure that another takes the place of.
fn says_the_other(ctx: &Context<'_, '_>, frame: &Frame, figure: usize) -> bool {
    let reading = ctx.reading;
    let hangs = ctx.segments[frame.segment].own_clause || ctx.segments[frame.segment].relative;
    let start = reading.sentences[ctx.segments[frame.segment].sentence].start as usize;
    let turns = |i: usize| reading.is_cue(i, &[Cue::Adversative]);
    let denied = || (start..frame.at).any(|i| reading.is_cue(i, &[Cue::Negation]));
    hangs && frame.at < figure && (frame.at..figure).any(turns) && denied()
}

/// The voice of a text that says *we* again and again outside of quotation marks, and for whom it may speak: whom its opening names.
fn own_voice(ctx: &Context<'_, '_>) -> Option<Speaker> {
    /// Sentences with such a word that make a text one of the first person.
    const OFTEN: usize = 3;
    /// Sentences that open a text.
    const OPENING: usize = 2;
    const QUOTES: &str = "\"„“”«»";
    let reading = ctx.reading;
    let mut quoted = false;
    let mut words: Vec<usize> = Vec::new();
    for range in &reading.sentences {
        let tokens = range.start as usize..range.end as usize;
        quoted &= reading.tokens.get(tokens.start).is_none_or(|t| t.breaks < 2);
        let mut first = None;
        for i in tokens {
            if reading.is_mark(i, QUOTES) {
                quoted = !quoted;
            } else if !quoted && first.is_none() && reading.is_cue(i, &[Cue::FirstPerson]) {
                first = Some(i);
            }
        }
        words.extend(first);
    }
    let word = *words.first().filter(|_| words.len() >= OFTEN)?;
    let end = reading.sentences.get(OPENING.min(reading.sentences.len()) - 1)?.end as usize;
    let mut named = Found::default();
    for i in 0..end {
        named.take(ctx, i, end);
    }
    let sides = named.actors.into_iter().map(|a| a.key).chain(named.names).chain(named.roles);
    let key = reading.pack.stem(reading.folded(word));
    let text = reading.words(word..word + 1).to_owned();
    let term = Term { key, text, span: Some(reading.tokens[word].span), concept: None };
    Some(Speaker { term, sides: sides.collect(), anonymous: false })
}

/// The person with whom a sentence opens: a pronoun in the next one means them.
fn person(ctx: &Context<'_, '_>, sentence: usize) -> Option<Speaker> {
    let range = ctx.of_sentence(sentence);
    let first = ctx.segments.get(range.start).filter(|_| !range.is_empty())?;
    let titled = ctx.reading.is_cue(first.tokens.start, &[Cue::Title]);
    speaker_at(ctx, first.tokens.start, first.tokens.end).map(|(_, s)| s).filter(|_| titled)
}

/// *That was said by …*: whether a sentence opens with a pointer and a verb of saying.
fn points_back(ctx: &Context<'_, '_>, sentence: usize) -> bool {
    let start = ctx.reading.sentences[sentence].start as usize;
    let pointers = [Cue::Back, Cue::Pronoun, Cue::Definite];
    let pointer = pointers.iter().find_map(|&c| ctx.reading.cue(start, c));
    pointer.is_some_and(|len| ctx.reading.is_cue(start + len, &[Cue::Say, Cue::Estimate]))
}

/// *The union counted 2,300 strikers, the airport 1,450*; *17 zählte das Amt, 23 die Klinik*: who says a figure that stands alone with
/// its speaker, where the sentence gave a figure of somebody else before.
pub(crate) fn gapped(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Speaker> {
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let cues = [Cue::Say, Cue::Estimate, Cue::Forecast];
    let told = |idx: usize| {
        let tokens = ctx.segments[idx].tokens.clone();
        let figure = ctx.mentions_in(&tokens).any(|m| !m.is_calendar());
        figure && tokens.into_iter().any(|i| reading.is_cue(i, &cues))
    };
    // *she comes to 41 per cent, her rival to 37 per cent*: shares have owners rather than speakers.
    let share = mention.kind == Kind::Percent;
    if share
        || own == around.start
        || ctx.has_predicate(own)
        || !(around.start..own).rev().any(told)
    {
        return None;
    }
    let segment = ctx.segments[own].tokens.clone();
    let (first, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let joins = |i: usize| reading.is_cue(i, &[Cue::Coordinator, Cue::Contrast, Cue::Adversative]);
    let start = (segment.start..first).find(|&i| !joins(i)).unwrap_or(first);
    if start < first && end >= segment.end {
        // A preposition of the verb that is left out may stand before the figure.
        let (behind, speaker) = speaker_at(ctx, start, first)?;
        let joint = [
            Cue::Preposition,
            Cue::OfPreposition,
            Cue::LevelPreposition,
            Cue::Particle,
            Cue::Adversative,
            Cue::Contrast,
        ];
        return (behind..first).all(|i| reading.is_cue(i, &joint)).then_some(speaker);
    }
    let subject = reading.is_cue(end, &[Cue::Definite]) && !reading.is_cue(end, &[Cue::Genitive]);
    if start < first || !subject {
        return None;
    }
    let (behind, speaker) = speaker_at(ctx, end, segment.end)?;
    (behind == segment.end).then_some(speaker)
}

/// *Police counted 8,500, organisers 20,000*: a segment without a predicate that names a second counter before its figure.
fn elliptic(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    own: usize,
    frames: &[Frame],
) -> Option<Speaker> {
    let first = frames.iter().rev().find(|f| f.segment < own && f.counts)?;
    if ctx.has_predicate(own) {
        return None;
    }
    let range = ctx.segments[own].tokens.start..mention.outer.start as usize;
    let mut start = range.start;
    while start < range.end
        && ctx.reading.is_cue(start, &[Cue::Coordinator, Cue::Contrast, Cue::Definite])
    {
        start += 1;
    }
    let (_, speaker) = speaker_at(ctx, start, range.end)?;
    (speaker.term.key != first.speaker.term.key).then_some(speaker)
}

fn sentence_frames(ctx: &Context<'_, '_>, sentence: usize, last: Option<&Speaker>) -> Vec<Frame> {
    let reading = ctx.reading;
    let range = reading.sentences[sentence].clone();
    let end = range.end as usize;
    let mut frames = Vec::new();
    for i in range.start as usize..end {
        if ctx.in_figure(i) {
            continue;
        }
        let segment = ctx.segment_at(i);
        // A text of marks alone has no segment.
        let Some(limit) = ctx.segments.get(segment).map(|s| s.tokens.end) else { continue };
        if let Some(len) = reading.cue(i, Cue::SourceAfter) {
            let segment = ctx.segment_at(i + len);
            let limit = ctx.segments[segment].tokens.end;
            if let Some((_, speaker)) = speaker_at(ctx, i + len, limit) {
                frames.push(Frame { segment, at: i, counts: false, says: false, speaker });
            }
        } else if reading.is_cue(i, &[Cue::SourceBefore]) {
            // *By the coastguard's count*
            let led = [Cue::Preposition, Cue::AgentPreposition, Cue::PlacePreposition];
            let start = ctx.segments[segment].tokens.start;
            let start = start + usize::from(reading.is_cue(start, &led));
            if let Some(speaker) = subject(ctx, start.min(i)..i, None) {
                frames.push(Frame { segment, at: i, counts: false, says: false, speaker });
            }
        } else if let Some(frame) = said(ctx, i, segment, limit, last) {
            frames.push(frame);
        } else if let Some(frame) = opposed(ctx, i, segment) {
            frames.push(frame);
        }
    }
    frames
}

/// *The Red Cross, by contrast, has 34 injured on its list*: a body that the rules know, told against what was said before, speaks
/// though no verb says so.
fn opposed(ctx: &Context<'_, '_>, i: usize, segment: usize) -> Option<Frame> {
    let reading = ctx.reading;
    let tokens = &ctx.segments[segment].tokens;
    let counts = ctx.mentions_in(tokens).any(|m| !m.is_calendar());
    if !counts || !reading.is_cue(i, &[Cue::Adversative]) {
        return None;
    }
    let speaks = [Cue::Say, Cue::Estimate];
    if tokens.clone().any(|t| reading.is_cue(t, &speaks)) {
        return None;
    }
    let start = tokens.clone().find(|&t| !reading.is_cue(t, &[Cue::Adversative, Cue::Coordinator]));
    let (_, speaker) = speaker_at(ctx, start?, tokens.end)?;
    let body = concept_is_body(reading, &speaker);
    body.then_some(Frame { segment, at: start?, counts: true, says: false, speaker })
}

/// Whether the rules know the speaker as a body that speaks.
fn concept_is_body(reading: &Reading<'_>, speaker: &Speaker) -> bool {
    let Some(span) = speaker.term.span else { return false };
    let first = reading.tokens.partition_point(|t| t.span.start < span.start);
    let last = reading.tokens.partition_point(|t| t.span.start < span.end);
    (first..last).any(|t| {
        reading.hits(t).iter().any(|h| match &h.entry.sense {
            Sense::Concept(c, Pos::Noun) => c.body,
            Sense::Actor(_) => true,
            _ => false,
        })
    })
}

/// The attribution of a verb of saying or counting at `i`.
fn said(
    ctx: &Context<'_, '_>,
    i: usize,
    segment: usize,
    limit: usize,
    last: Option<&Speaker>,
) -> Option<Frame> {
    let reading = ctx.reading;
    let counts = reading.cue(i, Cue::Estimate);
    let len = reading.cue(i, Cue::Say).or(counts)?;
    let starts = reading.sentences[ctx.segments[segment].sentence].start as usize == i;
    if reading.pack.nouns_capitalised && reading.upper(i) && !starts {
        return None;
    }
    let start = ctx.segments[segment].tokens.start;
    // *… and underlined the danger*: the subject stands before the conjunction.
    let continues = i == start + 1 && reading.is_cue(start, &[Cue::Coordinator]);
    if continues {
        return None;
    }
    let behind = subject(ctx, i + len..limit.min(i + len + 9), last.filter(|_| i == start));
    // *which adds*: what a relative clause tells of is no speaker.
    let opens_sentence = reading.sentences[ctx.segments[segment].sentence].start as usize == start;
    let relative = ctx.segments[segment].relative
        || (!opens_sentence && reading.is_cue(start, &[Cue::Relative]));
    let counting = ctx.mentions_in(&ctx.segments[segment].tokens).next().is_some();
    let before = subject(ctx, start..i, last.filter(|_| !relative))
        .or_else(|| agent(ctx, segment).filter(|_| counting));
    let behind = behind.filter(|_| !relative && (i == start || reading.pack.verb_second));
    let speaker = before.or_else(|| apposed(ctx, segment, start == i)).or(behind)?;
    Some(Frame { segment, at: i, counts: counts.is_some(), says: true, speaker })
}

/// Tokens of the longest name with its title.
const LONGEST_NAME: usize = 6;

/// *Name, spokeswoman for the company, said*: the subject two segments before.
fn apposed(ctx: &Context<'_, '_>, segment: usize, verb_first: bool) -> Option<Speaker> {
    let around = ctx.of_sentence(ctx.segments[segment].sentence);
    if !verb_first || segment < around.start + 2 {
        return None;
    }
    let (name, apposition) = (&ctx.segments[segment - 2].tokens, &ctx.segments[segment - 1].tokens);
    let finite = [Cue::Auxiliary, Cue::Modal, Cue::Say];
    let says = |tokens: &Range<usize>| tokens.clone().any(|i| ctx.reading.is_cue(i, &finite));
    let clause = ctx.segments[segment - 1].own_clause || ctx.segments[segment - 1].relative;
    let short = name.len() <= LONGEST_NAME && apposition.len() <= 2 * LONGEST_NAME;
    // *a diplomat, citing pictures, said*: what somebody goes by is no clause of its own.
    let goes_by = ctx.reading.is_cue(apposition.start, &[Cue::SourceAfter]);
    if clause || !short || (says(apposition) && !goes_by) || says(name) {
        return None;
    }
    let (_, mut speaker) = speaker_at(ctx, name.start, name.end)?;
    if goes_by {
        return Some(speaker);
    }
    if let Some((_, role)) = speaker_at(ctx, apposition.start, apposition.end) {
        speaker.sides.push(role.term.key);
        speaker.sides.extend(role.sides);
    }
    Some(speaker)
}

/// The agent of a passive in a segment (*was made by the spokeswoman*).
pub(crate) fn agent(ctx: &Context<'_, '_>, segment: usize) -> Option<Speaker> {
    let tokens = ctx.segments[segment].tokens.clone();
    tokens
        .clone()
        .filter(|&i| ctx.reading.is_cue(i, &[Cue::AgentPreposition]))
        .find_map(|i| speaker_at(ctx, i + 1, tokens.end).map(|(_, speaker)| speaker))
}

/// The first noun phrase of a range that stands behind no preposition; a pronoun stands for `last`.
fn subject(ctx: &Context<'_, '_>, range: Range<usize>, last: Option<&Speaker>) -> Option<Speaker> {
    let reading = ctx.reading;
    let mut i = range.start;
    while i < range.end {
        let preposition =
            [Cue::PlacePreposition, Cue::Preposition, Cue::OfPreposition, Cue::AgentPreposition];
        if let Some(mention) =
            ctx.mentions_in(&(i..i + 1)).find(|m| m.unit.is_none() && !m.is_calendar())
        {
            // What is counted does not speak.
            let end = mention.outer.end as usize;
            i = crate::fact::phrase::noun_phrase(reading, end, range.end)
                .map_or(end, |p| p.tokens.end)
                .max(i + 1);
            continue;
        }
        if let Some(len) =
            reading.cue(i, Cue::Back).or_else(|| reading.cue(i, Cue::Counter)).filter(|l| *l > 1)
        {
            i += len;
            continue;
        }
        let opener = i == range.start && reading.is_cue(i, &[Cue::Contrast, Cue::Subordinator]);
        // *had so far been confirmed*: nobody speaks inside a set phrase.
        if opener || reading.inside_cue(i) && crate::fact::phrase::concept(reading, i).is_none() {
            i += 1;
        } else if reading.is_cue(i, &preposition)
            && (!reading.is_cue(i, &[Cue::Definite]) || reading.is_cue(i, &[Cue::Contraction]))
            && place(reading, i).is_none()
        {
            i = past_phrase(ctx, i + 1, range.end);
        } else if reading.is_cue(i, &[Cue::Pronoun])
            && !reading.is_cue(i, &[Cue::Definite])
            && place(reading, i).is_none()
            && last.is_some()
        {
            return last.cloned();
        } else if let Some((end, speaker)) = speaker_at(ctx, i, range.end) {
            // *a loss of 4 per cent was recorded*: what is measured does not speak.
            let of = reading.is_cue(end, &[Cue::OfPreposition]);
            let amount = ctx.mentions_in(&(end..end + 3)).any(|m| m.unit.is_some());
            return Some(speaker).filter(|_| !(of && amount));
        } else {
            i += 1;
        }
    }
    None
}
