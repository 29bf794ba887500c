use num_traits::{Signed, Zero};

use crate::compare::occasion::are_events;
use crate::fact::{Fact, Kind, Mention, Modality};
use crate::value::{
    Date, DateSpan, Decimal, Hedge, Ratio, Unit, Written, convert, larger, power_of_ten,
};

/// Whether two comparable figures can both hold (semantics §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// Both can hold.
    Agree,
    /// They cannot.
    Differ,
    /// What is known does not decide it (a bare weekday against a date).
    Open,
}

/// Whether the values of two facts of one dimension can both hold.
pub fn agree(a: &Fact, b: &Fact) -> Agreement {
    match (a.mention.kind, b.mention.kind) {
        (Kind::Date, Kind::Date) => dates(a, b),
        (Kind::Time, Kind::Time) => times(a, b),
        _ => numbers(a, b),
    }
}

const fn from(agree: bool) -> Agreement {
    if agree { Agreement::Agree } else { Agreement::Differ }
}

/// Semantics §3.8: zones count where both are stated; so do the days.
fn times(a: &Fact, b: &Fact) -> Agreement {
    let same = match (a.mention.clock, b.mention.clock) {
        (Some(x), Some(y)) => x.is_same(&y),
        // Only a part of the day on one side.
        _ => return Agreement::Open,
    };
    let days = a.mention.date.zip(b.mention.date).and_then(|(x, y)| x.span().zip(y.span()));
    from(same && days.is_none_or(|(p, q)| p.overlaps(&q)))
}

/// Semantics §3.8: a coarser date agrees with a finer one inside it.
fn dates(a: &Fact, b: &Fact) -> Agreement {
    let (Some(x), Some(y)) = (a.mention.date, b.mention.date) else { return Agreement::Open };
    if a.mention.iso == b.mention.iso {
        return Agreement::Agree;
    }
    if let (Some(p), Some(q)) = (x.span(), y.span()) {
        let next = |f: &Fact, s: DateSpan| if f.weekly { week_later(s) } else { s };
        let either = are_events(a, b)
            && (next(a, p).overlaps(&q)
                || p.overlaps(&next(b, q))
                || next(a, p).overlaps(&next(b, q)));
        return from(either || p.overlaps(&q));
    }
    let bare = |d: &Date| d.weekday.is_some() && d.month.is_none();
    match (bare(&x), bare(&y)) {
        (true, true) => from(x.weekday == y.weekday),
        (false, false) => {
            let differs = |p: Option<i8>, q: Option<i8>| p.zip(q).is_some_and(|(p, q)| p != q);
            let years = x.year.zip(y.year).is_some_and(|(p, q)| p != q);
            let known = x.month.is_some() && y.month.is_some();
            if !known && !years {
                Agreement::Open
            } else {
                from(!years && !differs(x.month, y.month) && !differs(x.day, y.day))
            }
        }
        _ => match (x.weekday_of(), y.weekday_of()) {
            (Some(p), Some(q)) if p == q => Agreement::Agree,
            // One event is on one day, whatever its date.
            (Some(_), Some(_)) if are_events(a, b) => Agreement::Differ,
            _ => Agreement::Open,
        },
    }
}

/// The days a week later.
fn week_later(days: DateSpan) -> DateSpan {
    let week = jiff::Span::new().weeks(1);
    DateSpan { first: days.first.saturating_add(week), last: days.last.saturating_add(week) }
}

/// A figure made ready for comparison, in base units.
struct Figure {
    low: Option<Ratio>,
    high: Option<Ratio>,
    hedge: Option<Hedge>,
    written: Written,
    /// Steps of the written figure in base units.
    step: Ratio,
    exact_count: bool,
}

impl Figure {
    fn of(fact: &Fact) -> Option<Self> {
        let mention = &fact.mention;
        let mut value = mention.value;
        if value.low.is_none() && value.high.is_none() {
            return None;
        }
        if value.is_vague() && mention.written == Written::default() {
            (value.high, value.hedge, value.approximate) = (None, None, false);
        }
        // *could be as high as*: offered as a rival estimate, an upper bound is a figure (semantics §3.4).
        if value.low.is_none() && !value.high_open && fact.modality == Modality::Estimated {
            value.low = value.high;
        }
        let percent = mention.ratio.is_some() && mention.kind == Kind::Ratio;
        let base = |d: Decimal| {
            let ratio = d.ratio();
            let ratio = if percent { ratio * power_of_ten(2) } else { ratio };
            mention.unit.as_ref().map_or_else(|| ratio.clone(), |u| convert(&ratio, u, false))
        };
        let factor = mention.unit.as_ref().map_or_else(|| power_of_ten(0), |u| u.factor.clone());
        let written = significant(mention);
        Some(Self {
            low: value.low.map(base),
            high: value.high.map(base),
            hedge: value
                .hedge
                .or(percent.then_some(Hedge::Around))
                .filter(|_| value.approximate || percent),
            step: power_of_ten(written.exponent) * factor,
            written,
            exact_count: is_exact(mention),
        })
    }

    fn point(&self) -> Option<&Ratio> {
        self.low.as_ref().filter(|low| self.high.as_ref() == Some(low))
    }
}

/// Digits that count for rounding: trailing zeros do not, but two digits are read at least.
fn significant(mention: &Mention) -> Written {
    let stated = mention.value.low.or(mention.value.high).unwrap_or_default();
    let spoken = stated.spoken();
    let written = mention.written;
    let finest = written.exponent.min(spoken.exponent);
    let exponent =
        if spoken.digits >= 2 { spoken.exponent } else { (spoken.exponent - 1).max(finest.min(0)) };
    let exponent = if written.exponent < 0 { written.exponent } else { exponent };
    Written { digits: spoken.digits, exponent }
}

/// Counts below 100, ages and scores are never rounded.
fn is_exact(mention: &Mention) -> bool {
    let small =
        mention.value.high.or(mention.value.low).is_some_and(|v| v.ratio().abs() < power_of_ten(2));
    let counted = matches!(mention.kind, Kind::Count | Kind::Number);
    (small && counted) || matches!(mention.kind, Kind::Age | Kind::Ordinal)
}

/// The lower end of a figure, else the upper, in base units.
pub(crate) fn in_base_units(fact: &Fact) -> Option<Ratio> {
    let figure = Figure::of(fact)?;
    figure.low.or(figure.high)
}

fn numbers(a: &Fact, b: &Fact) -> Agreement {
    if a.mention.ratio.is_some() && b.mention.ratio.is_some() {
        let equal = a.mention.ratio == b.mention.ratio;
        let exact = !a.mention.value.approximate && !b.mention.value.approximate;
        return if equal || exact { from(equal) } else { Agreement::Open };
    }
    let (Some(x), Some(y)) = (Figure::of(a), Figure::of(b)) else { return Agreement::Open };
    let slack =
        slack(&x, &y, a.mention.unit.as_deref() != b.mention.unit.as_deref() && both_units(a, b));
    if let (Some(p), Some(q)) = (x.point(), y.point()) {
        if p == q || rounds_to(&x, &y, p, q) {
            return Agreement::Agree;
        }
        return from((p - q).abs() <= slack && on_the_right_side(&x, &y, p, q));
    }
    let below = |p: &Option<Ratio>, q: &Option<Ratio>| match (p, q) {
        (Some(high), Some(low)) => high + &slack < *low,
        _ => false,
    };
    from(!below(&x.high, &y.low) && !below(&y.high, &x.low))
}

/// Whether two units differ by more than a power of ten: only then does a conversion round.
fn both_units(a: &Fact, b: &Fact) -> bool {
    let (Some(x), Some(y)) = (&a.mention.unit, &b.mention.unit) else { return false };
    let ratio = |p: &Unit, q: &Unit| &p.factor / &q.factor;
    let decimal =
        |r: Ratio| r.is_integer() && Decimal::rounded(&r, 0).is_some_and(|d| d.power().is_some());
    !decimal(ratio(x, y)) && !decimal(ratio(y, x))
}

/// How far apart two figures may lie: ± 10 % of the larger once where either is hedged, 5 % where units were converted.
fn slack(x: &Figure, y: &Figure, converted: bool) -> Ratio {
    let top = |f: &Figure| f.high.clone().or_else(|| f.low.clone()).unwrap_or_else(Ratio::zero);
    let largest = larger(&top(x), &top(y));
    let percent = if x.hedge.is_some() || y.hedge.is_some() {
        10
    } else if converted {
        5
    } else {
        0
    };
    largest * Ratio::from(num_bigint::BigInt::from(percent)) * power_of_ten(-2)
}

/// The finer figure, rounded to the last digit of the coarser, is the coarser.
fn rounds_to(x: &Figure, y: &Figure, p: &Ratio, q: &Ratio) -> bool {
    if x.exact_count || y.exact_count {
        return false;
    }
    let (finer, coarse, step) = if x.step < y.step { (p, q, &y.step) } else { (q, p, &x.step) };
    let equally_fine = x.step == y.step && x.written.digits == y.written.digits;
    !equally_fine && (finer / step).round() * step == *coarse
}

/// *nearly 5,000* lies below, *a good 5,000* above: an exact figure on the other side does not agree.
fn on_the_right_side(x: &Figure, y: &Figure, p: &Ratio, q: &Ratio) -> bool {
    let fits = |hedge: Option<Hedge>, own: &Ratio, other: &Ratio| match hedge {
        Some(Hedge::Below) => other <= own,
        Some(Hedge::Above) => other >= own,
        _ => true,
    };
    match (x.hedge, y.hedge) {
        (Some(_), None) => fits(x.hedge, p, q),
        (None, Some(_)) => fits(y.hedge, q, p),
        _ => true,
    }
}
