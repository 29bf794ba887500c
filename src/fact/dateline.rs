use jiff::civil;

use crate::fact::clause::is_predicate;
use crate::lang::Cue;
use crate::parse::{Kind, Mention, Reading};
use crate::value::Date;

/// Sentences at the head of a text among which the line with its day stands.
const HEAD: usize = 5;
/// Tokens of the longest such line.
const LONGEST: usize = 25;

/// The day that a text names as its own: a full date at its head, in a line that tells nothing (*By Tom Wragg, 3 May 2025*), or
/// before the bracket or dash behind which the text begins. `None` where there is none, or two differ.
///
/// To be asked of a text of which the day of publication is not known otherwise.
pub(crate) fn dateline(reading: &Reading<'_>) -> Option<civil::Date> {
    let head = reading.mentions.iter().take_while(|m| (m.sentence as usize) < HEAD);
    let days = head.filter(|m| m.kind == Kind::Date && stands_alone(reading, m));
    let mut full = days.filter_map(|m| m.date?.civil());
    let first = full.next()?;
    full.all(|day| day == first).then_some(first)
}

/// Gives a day that its weekday or its month alone names the date that it has in a text of `written`: the last such weekday, the
/// nearest such month.
pub(crate) fn fix(mention: &mut Mention, written: civil::Date) {
    let Some(date) = mention.date.filter(|d| d.extent.is_none() && d.year.is_none()) else {
        return;
    };
    let fixed = match (date.month, date.day, date.weekday) {
        (None, None, Some(weekday)) => {
            let back = (written.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
            let day = written.saturating_sub(jiff::Span::new().days(i64::from(back)));
            Date { weekday: Some(weekday), ..Date::from_civil(day) }
        }
        (Some(month), day, _) => {
            let years = [0, -1, 1].map(|n| written.year().saturating_add(n));
            let on = |year| civil::Date::new(year, month, day.unwrap_or(MID_MONTH)).ok();
            let apart = |d: &civil::Date| d.duration_since(written).abs();
            let Some(near) = years.into_iter().filter_map(on).min_by_key(apart) else { return };
            Date { year: Some(near.year()), ..date }
        }
        _ => return,
    };
    let part = mention.iso.as_ref().and_then(|iso| iso.find('T').map(|at| iso[at..].to_owned()));
    mention.iso = Some(fixed.iso() + &part.unwrap_or_default());
    mention.date = Some(fixed);
}

/// A day that stands for a month of which no day is named.
const MID_MONTH: i8 = 15;

/// Whether a date stands in a line, or in what opens one before a bracket or a dash, without a verb and without a word that leads to
/// it (*on 3 May*): it dates the text, and nothing in it.
fn stands_alone(reading: &Reading<'_>, mention: &Mention) -> bool {
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let breaks = |i: usize| i == 0 || reading.tokens.get(i).is_none_or(|t| t.breaks > 0);
    let first = (0..=start).rev().find(|&i| breaks(i)).unwrap_or(0);
    let last = (end..reading.len()).find(|&i| breaks(i) || reading.is_mark(i, "(–—["));
    let line = first..last.unwrap_or(reading.len());
    let led = start > first
        && reading.is_function(start - 1)
        && !reading.is_cue(start - 1, &[Cue::OfPreposition]);
    let tells = |i: usize| !(start..end).contains(&i) && is_predicate(reading, i);
    !led && line.len() <= LONGEST && !line.into_iter().any(tells)
}
