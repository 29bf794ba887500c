use std::ops::Range;

use crate::fact::clause::is_predicate;
use crate::fact::phrase::{concept, place};
use crate::fact::tie::Scene;
use crate::lang::{Cue, Pos, Sense};
use crate::text::TokenKind;

/// A person as the text names them.
pub(crate) struct Named {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The last name.
    pub last: String,
    /// The name before it.
    pub first: Option<String>,
}

/// The name that ends right before a token.
pub(crate) fn name_before(scene: &Scene<'_, '_, '_>, end: usize) -> Option<Named> {
    let mut start = end;
    while start > 0 && is_capital(scene, start - 1) {
        start -= 1;
    }
    named(scene, start..end)
}

/// The name of two words or more that stands within a few tokens behind a figure (*the 44-year-old driver Paul Denning*).
pub(crate) fn name_behind(scene: &Scene<'_, '_, '_>, from: usize) -> Option<Named> {
    const NEAR: usize = 4;
    let start = (from..from + NEAR).find(|&i| is_capital(scene, i))?;
    let mut end = start;
    while is_capital(scene, end) {
        end += 1;
    }
    let stops = [Cue::Definite, Cue::Relative, Cue::PlacePreposition, Cue::Preposition];
    let plain = !scene.has(from..start, &stops) && scene.sentence_holds(from, start);
    let verb = (from..start).any(|i| is_predicate(scene.ctx.reading, i));
    named(scene, start..end).filter(|n| plain && !verb && n.first.is_some())
}

fn named(scene: &Scene<'_, '_, '_>, tokens: Range<usize>) -> Option<Named> {
    const SHORTEST: usize = 3;
    let reading = scene.ctx.reading;
    let at = tokens.end.checked_sub(1).filter(|&i| tokens.contains(&i))?;
    let first = tokens.contains(&at.wrapping_sub(1)).then(|| reading.folded(at - 1).to_owned());
    let last = reading.folded(at).to_owned();
    let known = concept(reading, at).is_some() || place(reading, at).is_some();
    let long = last.chars().count() >= SHORTEST;
    (long && (!known || first.is_some())).then_some(Named { tokens, last, first })
}

/// A word with a capital that can be one of a name.
fn is_capital(scene: &Scene<'_, '_, '_>, i: usize) -> bool {
    let reading = scene.ctx.reading;
    let time = |s: &Sense| matches!(s, Sense::Calendar(_)).then_some(());
    reading.kind(i) == Some(TokenKind::Word)
        && reading.upper(i)
        && !scene.ctx.in_figure(i)
        && !reading.is_function(i)
        && reading.sense(i, time).is_none()
}

/// Whether somebody else than a person is spoken of in a range of tokens: by name, by relation, or as a person of some sort.
pub(crate) fn has_another(scene: &Scene<'_, '_, '_>, tokens: Range<usize>, own: &Named) -> bool {
    let reading = scene.ctx.reading;
    tokens.filter(|i| !own.tokens.contains(i) && !scene.ctx.in_figure(*i)).any(|i| {
        let noun = !reading.pack.nouns_capitalised || reading.upper(i);
        let kin = reading.is_cue(i, &[Cue::Kin]) && noun;
        // *as a guest* is no other person.
        let articles = [Cue::Definite, Cue::Determiner, Cue::Possessive];
        let opened = i > 0 && (reading.is_cue(i - 1, &articles) || !reading.is_function(i - 1));
        let of_people = || {
            opened
                && concept(reading, i).is_some_and(|(_, c, pos, _)| {
                    pos == Pos::Noun && c.human && !c.body && !reading.is_cue(i, &[Cue::Title])
                })
        };
        kin || of_people() || is_another_name(scene, i, own)
    })
}

/// Whether two words with capitals stand at a token that are no place and not the name of a person.
fn is_another_name(scene: &Scene<'_, '_, '_>, i: usize, own: &Named) -> bool {
    let reading = scene.ctx.reading;
    let pair = is_capital(scene, i) && is_capital(scene, i + 1) && !own.tokens.contains(&(i + 1));
    pair && place(reading, i).is_none() && reading.folded(i + 1) != own.last
}

/// Whether a range of tokens speaks of more people than the one that it may name.
pub(crate) fn has_several(scene: &Scene<'_, '_, '_>, tokens: Range<usize>) -> bool {
    let mut end = tokens.start;
    while end < tokens.end && !(is_capital(scene, end) && is_capital(scene, end + 1)) {
        end += 1;
    }
    while is_capital(scene, end) {
        end += 1;
    }
    let own = name_before(scene, end).filter(|_| end > tokens.start);
    let own = own.unwrap_or(Named { tokens: 0..0, last: String::new(), first: None });
    has_another(scene, tokens, &own)
}

/// Whether a last name stands in the text behind another first name than this.
pub(crate) fn is_shared(scene: &Scene<'_, '_, '_>, last: &str, first: Option<&str>) -> bool {
    let reading = scene.ctx.reading;
    (1..reading.len()).filter(|&i| reading.folded(i) == last).any(|i| {
        let named = is_capital(scene, i - 1) && !reading.is_cue(i - 1, &[Cue::Title, Cue::Kin]);
        named && first.is_none_or(|f| f != reading.folded(i - 1))
    })
}

impl Scene<'_, '_, '_> {
    /// Whether two tokens stand in one sentence.
    pub fn sentence_holds(&self, first: usize, second: usize) -> bool {
        self.ctx.reading.sentence_of(first) == self.ctx.reading.sentence_of(second)
    }
}
