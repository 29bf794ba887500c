use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::Cue;
use crate::parse::Kind;
use crate::value::Date;

/// Days from publication within which a day without a year is surely of that year.
const NEAR: i64 = 120;

/// *Tuesday, 22 June 2017*: days that are said with their weekday, the year said or beyond doubt.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for (i, fact) in scene.facts.iter().enumerate() {
        let Some(date) = fact.mention.date.filter(|_| fact.mention.kind == Kind::Date) else {
            continue;
        };
        if is_bare(scene, i) && i > 0 && is_said_of(scene, i - 1, i) {
            found.push(scene.tie(Relation::Weekday, &[i, i - 1]));
        }
        let bare = date.weekday.is_some() && is_bare(scene, i);
        let Some(next) = scene.facts.get(i + 1).and_then(|f| f.mention.date).filter(|_| bare)
        else {
            continue;
        };
        let full = next.weekday.is_none() && next.civil().is_some() && next.extent.is_none();
        let joint = |k: usize| {
            scene.ctx.reading.is_mark(k, ",(") || scene.ctx.reading.is_cue(k, &[Cue::Definite])
        };
        let between = scene.between(i, i + 1);
        let beside = between.len() <= 2 && between.into_iter().all(joint);
        if full && beside && has_year(scene, i + 1, &next) {
            found.push(scene.tie(Relation::Weekday, &[i, i + 1]));
        }
    }
}

/// Whether a fact is a weekday with no figure of a date.
fn is_bare(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let named = mention.span.of(scene.ctx.reading.text);
    mention.date.is_some_and(|d| d.weekday.is_some())
        && !named.contains(|c: char| c.is_ascii_digit())
}

/// *5 April 2017, a Saturday*: whether a weekday is said of the day before it, behind a comma or bracket.
fn is_said_of(scene: &Scene<'_, '_, '_>, day: usize, weekday: usize) -> bool {
    const LONG: usize = 4;
    let reading = scene.ctx.reading;
    let mention = scene.mention(day);
    let full = mention.date.filter(|d| d.weekday.is_none() && d.extent.is_none());
    let Some(date) = full.filter(|d| mention.kind == Kind::Date && d.civil().is_some()) else {
        return false;
    };
    let between = scene.between(day, weekday);
    let opened = reading.is_mark(between.start, ",(–—");
    let small = [Cue::Determiner, Cue::Relative, Cue::Auxiliary, Cue::Amounts, Cue::Definite];
    let rest = between.start + 1..between.end;
    let apposed =
        rest.clone().any(|k| reading.is_cue(k, &[Cue::Determiner])) || scene.is_bracketed(weekday);
    (1..=LONG).contains(&between.len())
        && opened
        && apposed
        && rest.into_iter().all(|k| reading.is_cue(k, &small))
        && has_year(scene, day, &date)
}

/// Whether the year of a day is said, or the day is so near to publication that it can be of no other.
fn has_year(scene: &Scene<'_, '_, '_>, fact: usize, date: &Date) -> bool {
    let Some(day) = date.civil() else { return false };
    let mention = scene.mention(fact);
    let said = mention.span.of(scene.ctx.reading.text).contains(&day.year().to_string());
    let near = |published: jiff::civil::Date| {
        (day.duration_since(published).as_hours() / 24).abs() <= NEAR
    };
    said || scene.ctx.published.is_some_and(near)
}
