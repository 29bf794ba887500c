//! What a written figure can stand for: the values that its precision leaves open, and exact arithmetic on them (semantics §5).

use num_traits::{One, Signed, Zero};

use crate::fact::{Kind, Mention};
use crate::value::{Decimal, Hedge, Ratio, convert, parse_ratio, power_of_ten};

/// The values that a figure leaves open, both ends included; `None`: open on that side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    pub low: Option<Ratio>,
    pub high: Option<Ratio>,
}

/// Which steps of rounding a figure is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// Half its last digit either way: an operand.
    Rounded,
    /// The same, or cut off behind its last digit: a result that somebody worked out.
    Worked,
}

impl Reach {
    /// What `mention` leaves open, in base units of its dimension (shares in percent); `None` where it has no value, or one that is
    /// too vague to reckon with.
    pub fn of(mention: &Mention, precision: Precision) -> Option<Self> {
        let value = mention.value;
        if mention.unread || value.is_vague() || mention.is_calendar() {
            return None;
        }
        if let Some(share) = fraction(mention) {
            let about = Self::about(&share, mention.value.hedge);
            // *more than a third*
            let (low, high) = (value.low.and(about.low), value.high.and(about.high));
            return Some(Self { low, high });
        }
        let step = step(mention);
        let half = &step / whole(2);
        let up = if precision == Precision::Worked { step.clone() } else { half.clone() };
        let base = |d: Decimal| {
            mention.unit.as_ref().map_or_else(|| d.ratio(), |u| convert(&d.ratio(), u, true))
        };
        let (low, high) = (value.low.map(base), value.high.map(base));
        // A hedge before three digits or more is one of the last.
        let fine = value.low.or(value.high).is_some_and(|v| v.spoken().digits >= 3);
        let slack = |of: &Ratio, percent: i64| {
            let wide = of.abs() * hundredths(percent);
            if value.approximate && !fine && wide > up {
                wide
            } else {
                up.clone().max(step.clone())
            }
        };
        let hedge = value.hedge.filter(|_| value.approximate);
        Some(Self {
            low: low.map(|l| match hedge {
                Some(Hedge::Below) => &l - slack(&l, 10),
                Some(Hedge::Above) => &l - &half,
                Some(Hedge::Around) => &l - slack(&l, 3).max(step.clone()),
                None => &l - &half,
            }),
            high: high.map(|h| match hedge {
                Some(Hedge::Below) => &h + &half,
                Some(Hedge::Above) => &h + slack(&h, 10),
                Some(Hedge::Around) => &h + slack(&h, 3).max(step.clone()),
                None => &h + &up,
            }),
        })
    }

    /// A spoken fraction: a tenth of it either way, less on the side that a hedge excludes.
    fn about(share: &Ratio, hedge: Option<Hedge>) -> Self {
        let (down, up) = match hedge {
            None => (10, 10),
            Some(Hedge::Around) => (15, 15),
            Some(Hedge::Below) => (15, 2),
            Some(Hedge::Above) => (2, 15),
        };
        let low = share * (Ratio::one() - hundredths(down));
        Self { low: Some(low), high: Some(share * (Ratio::one() + hundredths(up))) }
    }

    /// Exactly one value.
    pub fn exactly(value: Ratio) -> Self {
        Self { low: Some(value.clone()), high: Some(value) }
    }

    /// All sums.
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |a: &Option<Ratio>, b: &Option<Ratio>| Some(a.as_ref()? + b.as_ref()?);
        Self { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high) }
    }

    /// All differences.
    pub fn minus(&self, other: &Self) -> Self {
        let less = |a: &Option<Ratio>, b: &Option<Ratio>| Some(a.as_ref()? - b.as_ref()?);
        Self { low: less(&self.low, &other.high), high: less(&self.high, &other.low) }
    }

    /// All quotients of two amounts that are above zero; `None` where one is not.
    pub fn over(&self, other: &Self) -> Option<Self> {
        let above = |r: &Option<Ratio>| r.as_ref().is_some_and(|low| !low.is_negative());
        if !above(&self.low) || !above(&other.low) || other.low.as_ref()?.is_zero() {
            return None;
        }
        let over = |a: &Option<Ratio>, b: &Option<Ratio>| Some(a.as_ref()? / b.as_ref()?);
        let low = over(&self.low, &other.high).or_else(|| Some(Ratio::zero()));
        Some(Self { low, high: over(&self.high, &other.low) })
    }

    /// All products of two amounts that are not below zero.
    pub fn times(&self, other: &Self) -> Self {
        let times = |a: &Option<Ratio>, b: &Option<Ratio>| Some(a.as_ref()? * b.as_ref()?);
        Self { low: times(&self.low, &other.low), high: times(&self.high, &other.high) }
    }

    /// The magnitudes.
    pub fn abs(&self) -> Self {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.is_negative() && high.is_negative() => {
                Self { low: Some(high.abs()), high: Some(low.abs()) }
            }
            (Some(low), Some(high)) if low.is_negative() => {
                Self { low: Some(Ratio::zero()), high: Some(high.clone().max(low.abs())) }
            }
            _ => self.clone(),
        }
    }

    /// Both ends moved away by so many percent.
    pub fn widened(&self, percent: i64) -> Self {
        let wide = |r: &Ratio| r.abs() * hundredths(percent);
        Self {
            low: self.low.as_ref().map(|l| l - wide(l)),
            high: self.high.as_ref().map(|h| h + wide(h)),
        }
    }

    /// Whether some value lies in both.
    pub fn meets(&self, other: &Self) -> bool {
        let below = |high: &Option<Ratio>, low: &Option<Ratio>| {
            high.as_ref().zip(low.as_ref()).is_some_and(|(high, low)| high < low)
        };
        !below(&self.high, &other.low) && !below(&other.high, &self.low)
    }

    /// Whether every value here lies above every value there.
    pub fn is_above(&self, other: &Self) -> bool {
        self.low.as_ref().zip(other.high.as_ref()).is_some_and(|(low, high)| low > high)
    }
}

/// Whether a figure is stated without a hedge, a bound or a range.
pub(crate) fn is_exact(mention: &Mention) -> bool {
    mention.value.is_point() && !mention.value.approximate
}

/// The one value that is stated, in base units of its dimension, shares in percent; of a range its middle.
pub(crate) fn stated(mention: &Mention) -> Option<Ratio> {
    if let Some(share) = fraction(mention) {
        return Some(share);
    }
    let (low, high) = (mention.value.low, mention.value.high);
    let middle = (low.or(high)?.ratio() + high.or(low)?.ratio()) / whole(2);
    Some(mention.unit.as_ref().map_or_else(|| middle.clone(), |u| convert(&middle, u, true)))
}

/// A spoken fraction (*a third*, *every fourth*) in percent.
fn fraction(mention: &Mention) -> Option<Ratio> {
    let ratio = mention.ratio.as_ref().filter(|r| r.contains('/') && mention.unit.is_none())?;
    Some(parse_ratio(ratio).ok()? * whole(100))
}

/// One step of the last digit that counts, in base units: zeros at the end of a whole number may be rounded, but two digits are
/// read at least. A count below a hundred has none.
fn step(mention: &Mention) -> Ratio {
    let value = mention.value.low.or(mention.value.high).unwrap_or_default();
    let spoken = value.spoken();
    let factor = mention.unit.as_ref().map_or_else(Ratio::one, |u| u.factor.clone());
    if mention.written.exponent < 0 {
        return power_of_ten(mention.written.exponent) * factor;
    }
    let exponent = if spoken.digits >= 2 { spoken.exponent } else { spoken.exponent - 1 };
    let counted = matches!(mention.kind, Kind::Count | Kind::Number | Kind::Age | Kind::Ordinal);
    let exponent = if mention.written.exponent > 0 && spoken.digits > 1 {
        exponent.max(mention.written.exponent)
    } else {
        exponent.max(0)
    };
    if counted && exponent <= 0 && mention.written.exponent == 0 {
        return Ratio::zero();
    }
    power_of_ten(exponent) * factor
}

/// A whole number.
pub(crate) fn whole(value: i64) -> Ratio {
    Decimal::int(value).ratio()
}

fn hundredths(percent: i64) -> Ratio {
    whole(percent) * power_of_ten(-2)
}

/// A number as it stands in a proof: grouped, at most `places` behind the point.
pub(crate) fn shown(value: &Ratio, places: u32) -> String {
    Decimal::rounded(value, places).map_or_else(|| value.to_string(), Decimal::grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: i64, high: i64) -> Reach {
        Reach { low: Some(whole(low)), high: Some(whole(high)) }
    }

    #[test]
    fn reckons_with_ends() {
        let (a, b) = (between(8, 10), between(2, 4));
        assert_eq!(a.plus(&b), between(10, 14));
        assert_eq!(a.minus(&b), between(4, 8));
        assert_eq!(a.over(&b), Some(between(2, 5)));
        assert_eq!(b.minus(&a).abs(), between(4, 8));
        assert_eq!(b.minus(&between(3, 3)).abs(), between(0, 1));
    }

    #[test]
    fn an_open_end_meets_all_beyond_it() {
        let more = Reach { low: Some(whole(900)), high: None };
        assert!(more.meets(&between(1800, 1900)));
        assert!(!more.meets(&between(800, 899)));
    }
}
