use crate::fact::context::Context;
use crate::fact::label::label;
use crate::fact::types::When;
use crate::lang::{Away, CalendarWord, Cue, Grain, Sense};
use crate::parse::{Kind, Mention, Reading};
use crate::value::DateSpan;
use jiff::civil;

/// Sentences that open a text: headline and lead.
const OPENING: u32 = 3;
/// Days around the publication that are of its time.
const RECENT: i64 = 45;
/// Sentences before, in one paragraph, whose day still holds.
const CARRIES: usize = 2;

/// The time that a text is about: the day it appeared and the dates of its opening.
#[derive(Default)]
pub(crate) struct Told {
    published: Option<civil::Date>,
    opening: Vec<DateSpan>,
}

impl Told {
    pub fn new(reading: &Reading<'_>, published: Option<civil::Date>) -> Self {
        let opens = |m: &&Mention| m.sentence < OPENING && m.kind == Kind::Date;
        let dates = reading.mentions.iter().filter(opens).filter_map(|m| m.date?.span());
        Self { published, opening: dates.collect() }
    }

    /// Whether days are not of this time. Without a day of publication, days that are fixed are dated by their year in words, as
    /// writers do where it is not the present one.
    pub fn is_aside(&self, days: Option<DateSpan>) -> bool {
        let Some(days) = days else { return false };
        let around = |published: civil::Date| {
            let near = jiff::Span::new().days(RECENT);
            let (from, to) = (published.saturating_sub(near), published.saturating_add(near));
            days.overlaps(&DateSpan { first: from, last: to })
        };
        !self.opening.iter().any(|o| o.overlaps(&days)) && !self.published.is_some_and(around)
    }
}

/// As of when, or in which period: the nearest date of the figure's segment, else the only one of its sentence, else the day
/// that the paragraph named just before.
pub(crate) fn when(ctx: &Context<'_, '_>, mention: &Mention) -> Option<When> {
    if mention.is_calendar() {
        // A time of day is one of a day.
        return mention.date.filter(|_| mention.kind == Kind::Time).map(|date| When {
            date,
            span: date.span(),
            iso: date.iso(),
            at: mention.span,
        });
    }
    let own = ctx.segment_at(mention.tokens.start as usize);
    let distance = |m: &&Mention| m.tokens.start.abs_diff(mention.tokens.start);
    let own_time = |m: &&Mention| dated(m) && !is_measured_against(ctx, m);
    let near = ctx.mentions_in(&ctx.segments[own].tokens).filter(own_time).min_by_key(distance);
    let headed = || label(ctx, mention)?.iter().find_map(|p| ctx.mentions_in(p).find(dated));
    let near = near.or_else(headed);
    let sentence = mention.sentence as usize;
    let told = near.and_then(as_when).or_else(|| only_date(ctx, sentence));
    told.or_else(|| if away(ctx, own).is_some() { None } else { carried(ctx, sentence) })
}

/// The time that a figure's segment, else its sentence, tells only from a day that is not known (*last year*, *two weeks
/// earlier*), in terms that are the same in all languages; `None`: none, or the present one.
pub(crate) fn from_afar(ctx: &Context<'_, '_>, mention: &Mention) -> Option<String> {
    if mention.is_calendar() {
        return None;
    }
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let told = |tokens: &std::ops::Range<usize>| {
        ctx.mentions_in(tokens).filter(|m| m.tokens != mention.tokens).find_map(|m| afar(ctx, m))
    };
    told(&ctx.segments[own].tokens).or_else(|| away(ctx, own)).or_else(|| {
        let first = ctx.segments.get(around.start).filter(|_| !around.is_empty())?;
        told(&(first.tokens.start..ctx.segments[around.end - 1].tokens.end))
    })
}

/// *damals*, *in the full year*: another time, or a longer one, that the segment, or the one that opens its sentence, only names.
fn away(ctx: &Context<'_, '_>, own: usize) -> Option<String> {
    let first = ctx.of_sentence(ctx.segments[own].sentence).start;
    let has = |cue: Cue| {
        let tells =
            |idx: usize| ctx.segments[idx].tokens.clone().any(|i| ctx.reading.is_cue(i, &[cue]));
        tells(own) || tells(first)
    };
    [Cue::Formerly, Cue::Overall].into_iter().find(|&cue| has(cue)).map(|cue| format!("{cue:?}"))
}

/// A period before or after the one of the text, or a stretch of time that leads to it.
fn afar(ctx: &Context<'_, '_>, mention: &Mention) -> Option<String> {
    let reading = ctx.reading;
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    if mention.kind == Kind::Duration {
        let back = |s: &Sense| {
            let ago = [Away::Ago, Away::Earlier, Away::Before];
            matches!(s, Sense::Calendar(CalendarWord::Away(a)) if ago.contains(a)).then_some(())
        };
        let since =
            |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Away(Away::Since))).then_some(());
        let told =
            reading.sense(end, back).is_some() || reading.sense_before(start, since).is_some();
        let unit = mention.unit.as_ref().map(|u| u.id.clone()).filter(|_| told)?;
        return Some(format!("-{}{unit}", mention.value.low.or(mention.value.high)?));
    }
    let open = mention.kind == Kind::Date && mention.iso.is_none();
    let shifted = |s: &Sense| match s {
        Sense::Calendar(CalendarWord::Relative(g, n) | CalendarWord::RelativeTold(g, n)) => {
            let near = *n == 0 || *g == Grain::Day;
            (!near).then(|| format!("{n}{g:?}"))
        }
        Sense::Calendar(CalendarWord::Shift(n) | CalendarWord::Told(n)) => {
            (*n != 0).then(|| format!("{n}"))
        }
        _ => None,
    };
    (start..end).filter(|_| open).find_map(|i| reading.sense(i, shifted)).map(|(_, key, _)| key)
}

fn dated(mention: &&Mention) -> bool {
    mention.kind == Kind::Date && mention.date.is_some()
}

fn as_when(mention: &Mention) -> Option<When> {
    let date = mention.date?;
    Some(When { date, span: date.span(), iso: mention.iso.clone()?, at: mention.span })
}

/// *22 per cent fewer than in 2023*: a date that something else is held against.
pub(crate) fn is_measured_against(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let against =
        |s: &Sense| matches!(s, Sense::Cue(Cue::More | Cue::Less | Cue::ChangeFrom)).then_some(());
    let start = mention.outer.start as usize;
    let behind = |n: usize| {
        let Some(at) = start.checked_sub(n) else { return false };
        // *from July to September*
        let from = |len: usize| ctx.reading.is_cue(at - len, &[Cue::OfPreposition]);
        ctx.reading.sense_before(at, against).is_some_and(|(len, ..)| !from(len))
    };
    let preposition =
        start > 0 && ctx.reading.is_cue(start - 1, &[Cue::PlacePreposition, Cue::Preposition]);
    behind(0) || (preposition && behind(1))
}

/// The date of a sentence that has only one.
fn only_date(ctx: &Context<'_, '_>, sentence: usize) -> Option<When> {
    let range = ctx.of_sentence(sentence);
    let first = ctx.segments.get(range.start).filter(|_| !range.is_empty())?;
    let tokens = first.tokens.start..ctx.segments[range.end - 1].tokens.end;
    let mut all = ctx.mentions_in(&tokens).filter(|m| {
        let told_beside = ctx.segments[ctx.segment_at(m.tokens.start as usize)].relative;
        dated(m) && !told_beside && !is_measured_against(ctx, m)
    });
    all.next().filter(|_| all.next().is_none()).and_then(as_when)
}

/// The day named last in the paragraph.
fn carried(ctx: &Context<'_, '_>, sentence: usize) -> Option<When> {
    let goes_on =
        |s: &usize| ctx.reading.tokens[ctx.reading.sentences[*s + 1].start as usize].breaks == 0;
    let before = (0..sentence).rev().take(CARRIES).take_while(goes_on);
    let day = |w: &When| w.date.day.is_some() || w.date.weekday.is_some();
    before.filter_map(|s| only_date(ctx, s)).find(day)
}

/// The date of the sentence behind, where that one only says who said it (*That was said on Thursday by …*).
pub(crate) fn of_the_statement(ctx: &Context<'_, '_>, sentence: usize) -> Option<When> {
    only_date(ctx, sentence + 1)
}
