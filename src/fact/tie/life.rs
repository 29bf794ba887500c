use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::Cue;
use crate::parse::Kind;
use crate::value::Decimal;

/// *Milan Dorsek (66), who was born in 1971*: an age and a birth that one sentence tells of one person, and the other times that it
/// names.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for sentence in 0..scene.ctx.reading.sentences.len() {
        let here = scene.in_sentence(sentence);
        let mut ages = here.clone().filter(|&f| is_age(scene, f));
        let mut births = here.clone().filter(|&f| is_birth(scene, f));
        let (Some(age), None) = (ages.next(), ages.next()) else { continue };
        let (Some(birth), None) = (births.next(), births.next()) else { continue };
        let mut facts = vec![age, birth];
        facts.extend(here.filter(|&f| f != birth && is_dated(scene, f)));
        let between = scene.between(age.min(birth), age.max(birth));
        let breaks = between.clone().any(|i| scene.ctx.reading.is_mark(i, ";:"));
        if between.len() <= NEAR && !breaks {
            let tie = scene.tie(Relation::Age, &facts);
            let published = tie.published.or_else(|| dateline(scene));
            found.push(Tie { published, ..tie });
        }
    }
}

/// Tokens between the age and the birth of one person.
const NEAR: usize = 6;

/// The day that the head of a text names in full: when it was written.
pub(crate) fn dateline(scene: &Scene<'_, '_, '_>) -> Option<jiff::civil::Date> {
    const HEAD: usize = 3;
    let day = |f: usize| scene.mention(f).date.and_then(|d| d.civil());
    (0..HEAD).flat_map(|s| scene.in_sentence(s)).find_map(day)
}

/// A time of which the year is known.
fn is_dated(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    mention.kind == Kind::Date && mention.date.is_some_and(|d| d.span().is_some())
}

/// An age, or a bare number of years that a life can have: in brackets behind a name, or with nothing that it counts.
fn is_age(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    const OLDEST: i64 = 115;
    let reading = scene.ctx.reading;
    let mention = scene.mention(fact);
    let value = mention.value.stated().filter(|_| mention.value.is_point());
    let possible =
        value.is_some_and(|v| v.is_integer() && v > Decimal::int(0) && v < Decimal::int(OLDEST));
    if !possible || mention.unread || mention.value.approximate {
        return false;
    }
    let in_months = Decimal::int(12).ratio();
    let start = mention.outer.start as usize;
    let named = start > 1 && reading.upper(start - 2);
    match mention.kind {
        Kind::Age => mention.unit.as_ref().is_none_or(|u| u.factor == in_months),
        Kind::Number => {
            scene.is_bracketed(fact) && named
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
