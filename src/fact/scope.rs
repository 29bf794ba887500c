use crate::fact::context::Context;
use crate::fact::label::label;
use crate::fact::phrase::noun_phrase;
use crate::fact::types::{Modality, Scope};
use crate::lang::{Cue, Sense};
use crate::parse::{Kind, Mention};

/// Tokens before a figure in which a cue speaks of it.
const NEAR: usize = 4;

/// Of how much of the thing the figure speaks.
pub(crate) fn scope(ctx: &Context<'_, '_>, mention: &Mention, partitive: bool) -> Option<Scope> {
    if mention.multiple {
        return Some(Scope::Multiple);
    }
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let segment = &ctx.segments[own];
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let before = |cue: Cue, near: usize| {
        let from = start.saturating_sub(near).max(segment.tokens.start);
        (from..start).any(|i| reading.is_cue(i, &[cue]))
    };
    let after = |cue: Cue, near: usize| {
        (end..(end + near).min(segment.tokens.end)).any(|i| reading.is_cue(i, &[cue]))
    };
    // *im Jahr*, but not *im Jahr 2023*.
    let each_day = segment.tokens.clone().any(|i| {
        reading.cue(i, Cue::Per).is_some_and(|len| {
            len > 1 && !(i + 1..=i + len).any(|k| k < segment.tokens.end && ctx.in_figure(k))
        })
    });
    if each_day || after(Cue::Per, 3) || before(Cue::Per, 2) {
        return Some(Scope::Per);
    }
    if let Some(scope) = headed(ctx, mention) {
        return Some(scope);
    }
    let by = reading.sense_before(start, |s| matches!(s, Sense::Cue(Cue::ChangeBy)).then_some(()));
    if let Some(direction) = by.and_then(|_| direction(ctx, own)) {
        return Some(direction);
    }
    if let Some(scope) = difference(ctx, mention, segment.tokens.end) {
        return Some(scope);
    }
    if is_level_before(ctx, mention) {
        return Some(Scope::Before);
    }
    if is_whole(ctx, mention) {
        return Some(Scope::Whole);
    }
    if before(Cue::Part, 99)
        || list_opens_with(ctx, own, Cue::Part)
        || before(Cue::PartOf, NEAR)
        || (after(Cue::PartOf, 3) && !all_of_them(ctx, mention))
        || partitive
        || is_first_step(ctx, mention)
    {
        return Some(Scope::Part);
    }
    if before(Cue::Further, 2) || after(Cue::Further, 1) {
        return Some(Scope::Further);
    }
    if before(Cue::Each, 2) {
        return Some(Scope::Each);
    }
    (before(Cue::Rest, 2) || after(Cue::Rest, 2)).then_some(Scope::Rest)
}

/// *the thirteen of them*: whether an article makes a whole of what a figure counts of them.
fn all_of_them(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let before = (mention.outer.start as usize).checked_sub(1);
    before.is_some_and(|i| ctx.reading.is_cue(i, &[Cue::Definite]))
}

/// What the heads of a figure and its sign in a table say (*of them*, *+12*).
fn headed(ctx: &Context<'_, '_>, mention: &Mention) -> Option<Scope> {
    let reading = ctx.reading;
    let heads = label(ctx, mention)?;
    let signs = (mention.outer.start as usize).saturating_sub(1)..mention.tokens.start as usize + 1;
    let signed = signs.into_iter().any(|i| reading.is_mark(i, "+-−±"));
    if signed && !reading.cells.is_empty() {
        return Some(Scope::Change);
    }
    let part = |i: usize| reading.is_cue(i, &[Cue::Part, Cue::PartOf]);
    heads.into_iter().any(|p| p.into_iter().any(part)).then_some(Scope::Part)
}

/// *58 euros more*, *nine more than the day before*: what makes a difference of a figure stands right behind it, or behind the
/// noun that it counts.
fn difference(ctx: &Context<'_, '_>, mention: &Mention, limit: usize) -> Option<Scope> {
    let end = mention.outer.end as usize;
    let way = |i: usize, up: Cue, down: Cue| {
        let up = ctx.reading.is_cue(i, &[up]).then_some(Scope::ChangeUp);
        up.or_else(|| ctx.reading.is_cue(i, &[down]).then_some(Scope::ChangeDown))
    };
    let by = mention.unit.is_some() && ctx.reading.is_cue(end, &[Cue::ChangeBy]);
    let changed = if by { way(end, Cue::Up, Cue::Down) } else { None };
    // *eleven stages more than 60 bands*: what bounds the next figure says nothing of this one.
    let denied = |i: usize| i > end && ctx.reading.is_cue(i - 1, &[Cue::Negation]);
    let behind = (end..limit.min(end + 2)).take_while(|&i| !ctx.in_figure(i) && !denied(i));
    changed.or_else(|| behind.into_iter().find_map(|i| way(i, Cue::More, Cue::Less)))
}

/// Whether the figure goes on a list that a word such as *including* opened in a segment before.
fn list_opens_with(ctx: &Context<'_, '_>, own: usize, cue: Cue) -> bool {
    let around = ctx.of_sentence(ctx.segments[own].sentence);
    let plain = |idx: usize| !ctx.has_predicate(idx) && !ctx.segments[idx].own_clause;
    (around.start..own)
        .rev()
        .take_while(|&idx| plain(idx + 1))
        .any(|idx| ctx.reading.is_cue(ctx.segments[idx].tokens.start, &[cue]) && plain(own))
}

/// *3.0 per cent in July and another 2.8 in April*: whether the next figure of the sentence, of the same sort, goes on top of it.
fn is_first_step(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let sentence = ctx.reading.sentences[mention.sentence as usize].clone();
    let behind = mention.outer.end as usize..sentence.end as usize;
    let next = ctx.mentions_in(&behind).find(|m| !m.is_calendar());
    next.is_some_and(|m| {
        let start = m.outer.start as usize;
        let further = (start.saturating_sub(2).max(behind.start)..start)
            .any(|i| ctx.reading.is_cue(i, &[Cue::Further]));
        further && m.unit.is_none() && mention.unit.is_some()
    })
}

/// Which way a change goes, by the words of its segment; `None` where they tell of none (*um … zu*).
fn direction(ctx: &Context<'_, '_>, segment: usize) -> Option<Scope> {
    let tokens = ctx.segments[segment].tokens.clone();
    let has = |cue: Cue| tokens.clone().any(|i| ctx.reading.is_cue(i, &[cue]));
    match (has(Cue::Up), has(Cue::Down)) {
        (true, false) => Some(Scope::ChangeUp),
        (false, true) => Some(Scope::ChangeDown),
        (true, true) => Some(Scope::Change),
        (false, false) => None,
    }
}

/// *from X to Y*, *from its original X*, … *grown to Y*: whether the figure is X.
fn is_level_before(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    const NEAR: usize = 3;
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let start = mention.outer.start as usize;
    let tokens = ctx.segments[own].tokens.clone();
    // Where it opens its sentence without a verb, the next segment tells the move.
    let opens = own == ctx.of_sentence(mention.sentence as usize).start && !ctx.has_predicate(own);
    let end = ctx.segments.get(own + 1).filter(|_| opens).map_or(tokens.end, |s| s.tokens.end);
    let from = (start.saturating_sub(NEAR).max(tokens.start)..start).any(|i| {
        let len = reading.cue(i, Cue::ChangeFrom).unwrap_or(0);
        let owned = || reading.is_cue(i + len, &[Cue::Possessive]);
        len > 0 && (i + len == start || (i == tokens.start && owned()))
    });
    let moves = (tokens.start..end).any(|i| reading.is_cue(i, &[Cue::Up, Cue::Down]));
    let reached = ctx.mentions_in(&(mention.tokens.end as usize..end)).any(|m| {
        let level = |s: &Sense| matches!(s, Sense::Cue(Cue::LevelPreposition)).then_some(());
        reading.sense_before(m.outer.start as usize, level).is_some()
    });
    from && moves && reached
}

/// How the text stands to the figure: the strongest cue of its segment and of the predicate that governs it.
pub(crate) fn modality(ctx: &Context<'_, '_>, mention: &Mention, has_source: bool) -> Modality {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let segment = &ctx.segments[own];
    let next_figure = ctx
        .mentions_in(&(mention.outer.end as usize..segment.tokens.end))
        .map(|m| m.outer.start as usize)
        .next();
    let window = segment.tokens.start..next_figure.unwrap_or(segment.tokens.end);
    let near = (mention.outer.start as usize).saturating_sub(5).max(window.start)
        ..window.end.min(mention.outer.end as usize + 3);
    let limit = near.clone().any(|i| ctx.reading.is_cue(i, &[Cue::Limit]));
    // *have pledged their 23 per cent stake*: what is done with a thing is not done with the amount that tells which it is.
    let attributive = attributive(ctx, mention, segment.tokens.end);
    let restricts = attributive.is_some();
    let window = attributive.unwrap_or(window);
    let mut windows = vec![window.clone()];
    let elliptic = |idx: usize| !ctx.has_predicate(idx);
    let mut idx = own;
    while !restricts
        && idx > around.start
        && (elliptic(idx) || ctx.segments[idx].own_clause)
        && !ctx.segments[idx].inserted
        && !ctx.segments[idx].relative
    {
        // *we demand 9.5 per cent, at least 320 euros, and a term of twelve months*: all of it is demanded.
        idx -= 1;
        windows.push(ctx.segments[idx].tokens.clone());
    }
    let has = |cue: Cue| windows.iter().any(|w| w.clone().any(|i| ctx.reading.is_cue(i, &[cue])));
    let in_own = |cue: Cue| window.clone().any(|i| ctx.reading.is_cue(i, &[cue]));
    let dated = |w: &std::ops::Range<usize>| {
        ctx.mentions_in(w).any(|m| m.is_calendar() && m.tokens != mention.tokens)
    };
    let opening = around.start..own;
    let later = dated(&segment.tokens)
        || opening
            .rev()
            .take_while(|&idx| !ctx.has_predicate(idx))
            .any(|idx| dated(&ctx.segments[idx].tokens));
    let grows = in_own(Cue::Up) || in_own(Cue::Down);
    let said = if has_source || has(Cue::Hearsay) { Modality::Reported } else { Modality::Stated };
    let table: [(bool, Modality); 10] = [
        (in_own(Cue::Withdrawn) && !mention.is_calendar(), Modality::Withdrawn),
        (
            in_own(Cue::Denied) || denied_around(ctx, mention) || is_replaced(ctx, mention),
            Modality::Denied,
        ),
        (limit, Modality::Limit),
        (has(Cue::Possible) && (grows || later), Modality::Forecast),
        (has(Cue::Demand), Modality::Demanded),
        (has(Cue::Forecast), Modality::Forecast),
        (has(Cue::Plan) && claims_done(ctx, own), said.max(Modality::Reported)),
        (has(Cue::Plan), Modality::Planned),
        (in_own(Cue::Hypothetical), Modality::Hypothetical),
        (
            has(Cue::Possible) || has(Cue::Estimate) || mention.value.approximate,
            Modality::Estimated,
        ),
    ];
    table.into_iter().find(|(holds, _)| *holds).map_or(said, |(_, modality)| modality)
}

/// *reports that speak of 41 cases are wrong*; *denied reports that 41 had died*; *That is not true*: whether the clause that the
/// figure's own hangs on, or the sentence behind it, denies it.
fn denied_around(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    const OPENING: usize = 4;
    if mention.is_calendar() {
        return false;
    }
    let reading = ctx.reading;
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let figures = |idx: usize| ctx.mentions_in(&ctx.segments[idx].tokens).any(|m| !m.is_calendar());
    let denies = |idx: usize| {
        !figures(idx) && ctx.segments[idx].tokens.clone().any(|i| reading.is_cue(i, &[Cue::Denied]))
    };
    let hangs = ctx.segments[own].relative || ctx.segments[own].own_clause;
    let head = own.checked_sub(1).filter(|h| around.contains(h) && hangs);
    let behind = Some(own + 1).filter(|b| around.contains(b) && ctx.segments[own].relative);
    if head.into_iter().chain(behind).any(denies) {
        return true;
    }
    let Some(next) = reading.sentences.get(mention.sentence as usize + 1) else { return false };
    let start = next.start as usize;
    let opening = start..(start + OPENING).min(next.end as usize);
    let goes_on = reading.tokens[start].breaks == 0;
    goes_on
        && reading.is_cue(start, &[Cue::Back, Cue::Pronoun])
        && opening.into_iter().any(|i| reading.is_cue(i, &[Cue::Denied]))
}

/// *will 12.000 gesehen haben*: whether the segment closes with the infinitive of the perfect: nobody plans what is done.
fn claims_done(ctx: &Context<'_, '_>, segment: usize) -> bool {
    let tokens = &ctx.segments[segment].tokens;
    // *bis 2030 erneuert haben*: a year or a month is a date to come.
    let coarse = |m: &Mention| m.date.is_some_and(|d| d.day.is_none() && d.weekday.is_none());
    let by = ctx.mentions_in(tokens).any(|m| m.is_calendar() && coarse(m));
    !by && tokens
        .clone()
        .last()
        .is_some_and(|last| ctx.reading.is_cue(last, &[Cue::PerfectInfinitive]))
}

/// *the £2.4bn campus*: the tokens of an amount that stands between an article and its noun.
fn attributive(
    ctx: &Context<'_, '_>,
    mention: &Mention,
    limit: usize,
) -> Option<std::ops::Range<usize>> {
    let reading = ctx.reading;
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let article = start.checked_sub(1)?;
    let opens = reading.is_cue(article, &[Cue::Definite, Cue::Possessive]);
    if mention.unit.is_none() || !opens || reading.ends_phrase(end) {
        return None;
    }
    let phrase = noun_phrase(reading, end, limit).filter(|p| p.tokens.start == end)?;
    Some(article..phrase.tokens.end)
}

/// *not 18 but 24 million*: whether another figure takes the place of this one.
pub(crate) fn is_replaced(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    let reading = ctx.reading;
    let prepositions = [Cue::Preposition, Cue::LevelPreposition, Cue::PlacePreposition];
    let start = mention.outer.start as usize;
    let at = |n: usize, cues: &[Cue]| start.checked_sub(n).is_some_and(|i| reading.is_cue(i, cues));
    let negated = at(1, &[Cue::Negation]) || (at(1, &prepositions) && at(2, &[Cue::Negation]));
    let sentence = &reading.sentences[mention.sentence as usize];
    let rest = mention.outer.end as usize..sentence.end as usize;
    let plain = |m: &Mention| matches!(m.kind, Kind::Number | Kind::Count);
    let like = |m: &Mention| m.kind == mention.kind || (plain(m) && plain(mention));
    let figures = ctx.mentions_in(&rest).any(like);
    negated && figures && rest.into_iter().any(|i| reading.is_cue(i, &[Cue::Adversative]))
}

/// *71 of the 150 seats*: whether the figure is the 150.
fn is_whole(ctx: &Context<'_, '_>, mention: &Mention) -> bool {
    const NEAR: u32 = 4;
    let start = mention.outer.start;
    let before = ctx.mentions_in(&(start.saturating_sub(NEAR + 2) as usize..start as usize)).last();
    before.filter(|m| m.sentence == mention.sentence).is_some_and(|m| {
        let between = m.outer.end as usize..start as usize;
        let joints = [Cue::OfPreposition, Cue::Definite, Cue::Possessive];
        m.unit.is_none()
            && !between.is_empty()
            && between.clone().all(|i| ctx.reading.is_cue(i, &joints))
    })
}
