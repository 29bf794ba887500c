use crate::fact::context::Context;
use crate::fact::phrase::{known, place, unknown};
use crate::fact::types::{Term, When};
use crate::lang::{Cue, PlaceForm, Sense};
use crate::parse::{Kind, Mention};
use crate::text::TokenKind;

/// Where the thing is said to be: places behind a preposition of place, in the figure's own segment, else in the relative clause
/// behind it, else in the segment before. Empty where none is named.
pub(crate) fn places(ctx: &Context<'_, '_>, mention: &Mention) -> Vec<Term> {
    let own = ctx.segment_at(mention.tokens.start as usize);
    let around = ctx.of_sentence(mention.sentence as usize);
    let mut order = vec![own];
    order.extend((own + 1..around.end).take_while(|&i| ctx.segments[i].relative));
    if ctx.segments[own].inserted {
        order.extend(own + 1..around.end.min(own + 2));
    }
    order.extend((around.start..own).rev());
    order.into_iter().map(|idx| in_segment(ctx, idx)).find(|found| !found.is_empty()).unwrap_or_default()
}

fn in_segment(ctx: &Context<'_, '_>, segment: usize) -> Vec<Term> {
    let reading = ctx.reading;
    let tokens = ctx.segments[segment].tokens.clone();
    let mut found: Vec<Term> = Vec::new();
    let mut i = tokens.start;
    while i < tokens.end {
        if !reading.is_cue(i, &[Cue::PlacePreposition]) || ctx.in_figure(i) {
            i += 1;
            continue;
        }
        i += reading.cue(i, Cue::PlacePreposition).unwrap_or(1);
        let article = reading.is_cue(i, &[Cue::Definite, Cue::Determiner, Cue::Possessive]);
        i += usize::from(article);
        let (end, terms) = named(ctx, i, tokens.end, article);
        found.extend(terms);
        i = end.max(i);
    }
    found
}

/// The places named from token `at` on: known ones through their adjectives and classifiers, or an unknown name.
fn named(ctx: &Context<'_, '_>, at: usize, limit: usize, article: bool) -> (usize, Vec<Term>) {
    let reading = ctx.reading;
    let (mut i, mut terms, mut classified) = (at, Vec::new(), false);
    while i < limit {
        if let Some((len, found, form)) = place(reading, i) {
            let is_name = form != PlaceForm::Demonym;
            terms.extend(is_name.then(|| known(reading, found, i..i + len)));
            i += len;
        } else if let Some(len) = reading.cue(i, Cue::Classifier) {
            classified = true;
            i += len;
        } else {
            break;
        }
    }
    if (terms.is_empty() || classified) && let Some(end) = name_at(ctx, i, limit, article && !classified) {
        terms.insert(0, unknown(reading, i..end));
        i = end;
    }
    // The nearest name first, the country that an adjective gives last.
    terms.reverse();
    (i, terms)
}

/// The end of an unknown name at `at`: capitalised, no common noun that the rules know, without an article.
fn name_at(ctx: &Context<'_, '_>, at: usize, limit: usize, article: bool) -> Option<usize> {
    let reading = ctx.reading;
    let is_name = |i: usize| {
        i < limit
            && reading.kind(i) == Some(TokenKind::Word)
            && reading.upper(i)
            && !ctx.in_figure(i)
            && reading.word(i).chars().count() > 2
            && !reading.pack.common_endings.iter().any(|e| reading.folded(i).ends_with(e.as_str()))
            && reading.hits(i).iter().all(|h| matches!(h.entry.sense, Sense::Unit(..)))
    };
    if article && reading.pack.nouns_capitalised || !is_name(at) {
        return None;
    }
    let mut end = at + 1;
    while is_name(end) || (reading.is_mark(end, "-") && reading.glued(end) && is_name(end + 1)) {
        end += 1;
    }
    Some(end)
}

/// As of when, or in which period: the nearest date of the figure's segment, else the only one of its sentence.
pub(crate) fn when(ctx: &Context<'_, '_>, mention: &Mention) -> Option<When> {
    if mention.iso.is_some() || matches!(mention.kind, Kind::Date | Kind::Time) {
        return None;
    }
    let own = ctx.segment_at(mention.tokens.start as usize);
    let dated = |m: &&Mention| m.kind == Kind::Date && m.date.is_some();
    let distance = |m: &&Mention| m.tokens.start.abs_diff(mention.tokens.start);
    let near = ctx.mentions_in(&ctx.segments[own].tokens).filter(dated).min_by_key(distance);
    let found = near.or_else(|| {
        let range = ctx.of_sentence(mention.sentence as usize);
        let tokens = ctx.segments[range.start].tokens.start..ctx.segments[range.end - 1].tokens.end;
        let mut all = ctx.mentions_in(&tokens).filter(dated);
        all.next().filter(|_| all.next().is_none())
    })?;
    let date = found.date?;
    Some(When { date, span: date.span(), iso: found.iso.clone()?, at: found.span })
}
