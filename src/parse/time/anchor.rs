use std::sync::Arc;

use jiff::civil;

use crate::lang::{CalendarWord, Grain, RuleId, Sense};
use crate::parse::mention::{Kind, Mention};
use crate::parse::reading::Reading;
use crate::parse::time::lookup::grain_at;
use crate::parse::time::point::Stretch;
use crate::parse::time::resolve::later;
use crate::value::{Date, DateSpan, Unit};

/// Gives a duration that is counted from publication the days it covers: *the past three weeks*, *die nächsten zwei Jahre*.
///
/// The days that have passed end with the day before publication, and those to come begin with the day after it.
pub(crate) fn anchor(reading: &Reading<'_>, mention: &mut Mention, published: Option<Date>) {
    if mention.kind != Kind::Duration || mention.iso.is_some() {
        return;
    }
    let Some(extent) = covered(reading, mention, published) else { return };
    mention.iso = Some(format!("{}/{}", extent.first, extent.last));
    mention.date = Some(Date { extent: Some(extent), ..Date::default() });
}

/// The unit of time at token `at`, behind a word that moves it (*drei* vergangene *Jahre*), with the number of words between.
pub(crate) fn moved_unit(
    reading: &Reading<'_>,
    at: usize,
) -> Option<(usize, (usize, Arc<Unit>, RuleId))> {
    let (len, (), _) = reading
        .sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Shift(_))).then_some(()))?;
    reading.sense(at + len, |s| {
        matches!(s, Sense::Calendar(CalendarWord::Grain(_, true))).then_some(())
    })?;
    let unit = reading.sense(at + len, |s| match s {
        Sense::Unit(unit, _) => Some(Arc::clone(unit)),
        _ => None,
    })?;
    Some((len, unit))
}

fn covered(reading: &Reading<'_>, mention: &Mention, published: Option<Date>) -> Option<DateSpan> {
    let today = published?.civil()?;
    let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    let shift = |s: &Sense| match s {
        Sense::Calendar(CalendarWord::Shift(shift)) if shift.abs() == 1 => Some(*shift),
        _ => None,
    };
    let before = reading
        .sense_before(mention.outer.start as usize, shift)
        .or_else(|| reading.sense_before(start, shift));
    let (shift, at) = match (before, reading.sense(end, shift)) {
        (Some((_, shift, _)), _) => (shift, end),
        (None, Some((len, shift, _))) => (shift, end + len),
        _ => return None,
    };
    let (_, grain) = grain_at(reading, at)?;
    let low =
        mention.value.low.filter(|low| Some(*low) == mention.value.high && low.is_integer())?;
    let stretch = Stretch::of(low.to_i64()?, grain).filter(|_| grain >= Grain::Day)?;
    if grain == Grain::Quarter {
        // Of business: whole ones.
        let now = civil::Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
        let next = Stretch::of(1, grain)?.from(now)?;
        return if shift < 0 {
            DateSpan::new(stretch.back().from(now)?, later(now, -1)?)
        } else {
            DateSpan::new(next, later(stretch.from(next)?, -1)?)
        };
    }
    if shift < 0 {
        DateSpan::new(stretch.back().from(today)?, later(today, -1)?)
    } else {
        DateSpan::new(later(today, 1)?, stretch.from(today)?)
    }
}
