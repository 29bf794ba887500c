use std::ops::Range;

use jiff::civil;

use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::{Away, CalendarWord, Cue, Sense};
use crate::parse::Kind;
use crate::value::Decimal;

/// *The club turns 80 in June; it was founded in 1938*; *40 years ago …* of a flood in 1955.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for fact in 0..scene.facts.len() {
        let tied =
            jubilee(scene, fact).map(|(relation, start)| (relation, vec![fact, start])).or_else(
                || so_long_ago(scene, fact).map(|year| (Relation::YearsAgo, vec![fact, year])),
            );
        if let Some((relation, facts)) = tied {
            found.push(scene.tie(relation, &facts));
        } else if let Some(start) = goes_on(scene, fact) {
            found.push(scene.tie(Relation::Years, &[fact, start]));
        }
    }
}

/// Sentences around a jubilee in which the beginning is told.
const SENTENCES: usize = 2;

/// A number of years that a word beside it says to be completed, and the year of the beginning.
fn jubilee(scene: &Scene<'_, '_, '_>, years: usize) -> Option<(Relation, usize)> {
    const NEAR: usize = 3;
    let mention = scene.mention(years);
    let kinds = [Kind::Count, Kind::Number, Kind::Ordinal, Kind::Duration, Kind::Age];
    let plain = mention.value.is_point() && !mention.value.approximate && !mention.unread;
    let year = Decimal::int(12).ratio();
    let in_years = mention.unit.as_ref().is_none_or(|u| u.dimension == MONTHS && u.factor == year);
    let round =
        mention.value.stated().is_some_and(|v| v >= Decimal::int(5) && v <= Decimal::int(1500));
    if !kinds.contains(&mention.kind) || !plain || !in_years || !round {
        return None;
    }
    let own = scene.own_segment(years);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let figure = mention.tokens.start as usize;
    let jubilee = scene.has(start.saturating_sub(NEAR).max(own.start)..figure, &[Cue::Turns])
        || scene.has(mention.tokens.start as usize..(end + NEAR).min(own.end), &[Cue::Jubilee]);
    let sentence = mention.sentence as usize;
    if !jubilee
        || scene.has(scene.sentence(sentence), &[Cue::Negation])
        || is_later(scene, sentence)
    {
        return None;
    }
    let near = scene.in_sentence(sentence.saturating_sub(SENTENCES)).start
        ..scene.in_sentence(sentence + SENTENCES).end;
    let mut begun = near.filter(|&f| is_named_year(scene, f) && begins(scene, f));
    let start = begun.next().filter(|_| begun.next().is_none())?;
    let now = scene.has_present(sentence);
    let relation = if now { Relation::YearsNow } else { Relation::Years };
    Some((relation, start))
}

/// The dimension of months and years.
const MONTHS: &str = "duration-months";

/// *It has stood for 48 years; it was opened in 1986*: so many years until now, and behind them the only year of the sentence, of a
/// beginning, which lies some decades off.
fn goes_on(scene: &Scene<'_, '_, '_>, years: usize) -> Option<usize> {
    let mention = scene.mention(years);
    let unit = mention.unit.as_ref().filter(|_| mention.kind == Kind::Duration)?;
    let plain = mention.value.is_point() && !mention.value.approximate && !mention.unread;
    let start = mention.outer.start as usize;
    let own = scene.own_segment(years);
    let ongoing = scene.has(own.start..mention.tokens.start as usize, &[Cue::Ongoing]);
    let opening = start.saturating_sub(1)..mention.tokens.start as usize;
    let so_long =
        scene.has(opening.clone(), &[Cue::Ongoing, Cue::Preposition, Cue::PlacePreposition]);
    let in_years = unit.dimension == MONTHS && unit.factor == Decimal::int(12).ratio();
    let sentence = mention.sentence as usize;
    if !plain || !in_years || !ongoing || !so_long {
        return None;
    }
    let dates = |f: &usize| scene.mention(*f).kind == Kind::Date;
    let mut all = scene.in_sentence(sentence).filter(dates);
    let (Some(begun), None) = (all.next(), all.next()) else { return None };
    let today = scene.ctx.published.map(civil::Date::year)?;
    let passed = i64::from(today) - i64::from(scene.mention(begun).date.and_then(|d| d.year)?);
    let off = passed - mention.value.stated()?.to_i64()?;
    // *Brewed since 1950, it has been theirs for 60 years* tells of two things.
    let explained = begun > years && scene.own_segment(begun) != own;
    let decades = explained && off != 0 && off % 10 == 0 && off.abs() <= 30;
    (is_named_year(scene, begun) && begins(scene, begun) && decades).then_some(begun)
}

/// Whether a sentence tells of a year that is to come.
fn is_later(scene: &Scene<'_, '_, '_>, sentence: usize) -> bool {
    let next = |s: &Sense| {
        use CalendarWord::{Relative, Shift};
        matches!(s, Sense::Calendar(Relative(_, 1..) | Shift(1..))).then_some(())
    };
    scene.sentence(sentence).any(|i| scene.ctx.reading.sense(i, next).is_some())
}

impl Scene<'_, '_, '_> {
    /// Whether a sentence says that it tells of this day, week, month or year.
    fn has_present(&self, sentence: usize) -> bool {
        let present = |s: &Sense| {
            use CalendarWord::{Relative, Shift};
            matches!(s, Sense::Calendar(Relative(_, 0) | Shift(0))).then_some(())
        };
        self.sentence(sentence).any(|i| self.ctx.reading.sense(i, present).is_some())
    }
}

/// A date that names its year.
pub(crate) fn is_named_year(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let year = mention.date.and_then(|d| d.year);
    let digits = mention.tokens.start as usize..mention.tokens.end as usize;
    let written = year
        .is_some_and(|y| digits.into_iter().any(|i| scene.ctx.reading.word(i) == y.to_string()));
    mention.kind == Kind::Date && written
}

/// Whether a word around a year says that something began in it.
fn begins(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    scene.has(scene.own_segment(fact), &[Cue::Founded])
        || scene
            .ctx
            .segment_at(scene.mention(fact).outer.start as usize)
            .checked_sub(1)
            .is_some_and(|before| {
                let tokens: Range<usize> = scene.ctx.segments[before].tokens.clone();
                let same =
                    scene.ctx.segments[before].sentence == scene.mention(fact).sentence as usize;
                same && scene.has(tokens, &[Cue::Founded])
            })
}

/// *60 years ago*, and the only other past year that the sentences around it name.
fn so_long_ago(scene: &Scene<'_, '_, '_>, ago: usize) -> Option<usize> {
    const APART: usize = 3;
    let mention = scene.mention(ago);
    let reading = scene.ctx.reading;
    let counted = |s: &Sense| {
        matches!(s, Sense::Calendar(CalendarWord::Away(Away::Since | Away::Ago))).then_some(())
    };
    let tokens = mention.outer.start as usize..mention.outer.end as usize;
    let away = tokens.clone().any(|i| reading.sense(i, counted).is_some());
    let year = mention.date.and_then(|d| d.year)?;
    if mention.kind != Kind::Date || !away || is_named_year(scene, ago) {
        return None;
    }
    let sentence = mention.sentence as usize;
    let near =
        scene.in_sentence(sentence.saturating_sub(1)).start..scene.in_sentence(sentence + 1).end;
    let today = scene.ctx.published.map(civil::Date::year)?;
    let of = |f: usize| scene.mention(f).date.and_then(|d| d.year);
    let mut past =
        near.filter(|&f| f != ago && is_named_year(scene, f) && of(f).is_some_and(|y| y < today));
    let named = past.next().filter(|_| past.next().is_none())?;
    // *60 years ago, on 3 September 1949*: a day and its length, which have a check of their own.
    let apposed = named == ago + 1 && scene.between(ago, named).len() <= APART;
    let decades =
        of(named).is_some_and(|y| y != year && (y - year) % 10 == 0 && (y - year).abs() <= 30);
    let long = (today - year) >= 20 && (today - year) % 5 == 0;
    (decades && long && !apposed).then_some(named)
}
