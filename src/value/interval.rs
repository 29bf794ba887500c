use super::decimal::Decimal;

/// On which side of the stated figure the true one lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// *about, some, roughly*.
    Around,
    /// *nearly, almost*.
    Below,
    /// *a good, just over*.
    Above,
}

/// What a figure says of its value: a point, a range, or a bound, each perhaps hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// Lower end; `None`: open below (*up to*).
    pub low: Option<Decimal>,
    /// Upper end; `None`: open above (*at least*).
    pub high: Option<Decimal>,
    /// The lower end itself is excluded (*more than*).
    pub low_open: bool,
    /// The upper end itself is excluded (*fewer than*).
    pub high_open: bool,
    /// The figure is not exact (*about*, *dozens*).
    pub approximate: bool,
    /// Side of the hedge, where there is one.
    pub hedge: Option<Hedge>,
}

impl Interval {
    /// Exactly `value`.
    pub const fn point(value: Decimal) -> Self {
        Self {
            low: Some(value),
            high: Some(value),
            low_open: false,
            high_open: false,
            approximate: false,
            hedge: None,
        }
    }

    /// From `low` to `high`, both included.
    pub const fn range(low: Decimal, high: Decimal) -> Self {
        Self { high: Some(high), ..Self::point(low) }
    }

    /// The one figure that is stated: a point, or the end that a bound names; `None` for a range.
    pub fn stated(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) => (low == high).then_some(low),
            (low, high) => low.or(high),
        }
    }

    /// Whether both ends are given and equal.
    pub fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether it is a vague word (*dozens*) rather than a hedged figure.
    pub fn is_vague(&self) -> bool {
        self.approximate
            && self.hedge == Some(Hedge::Around)
            && self.low.is_some()
            && self.low != self.high
    }

    /// With both ends mapped; `None` where a mapped end does not fit.
    pub fn map(self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |d: Option<Decimal>| d.map(&f).map_or(Some(None), |v| v.map(Some));
        Some(Self { low: end(self.low)?, high: end(self.high)?, ..self })
    }
}
