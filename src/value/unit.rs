use num_traits::Zero;
use serde::{Deserialize, Serialize};

use super::decimal::Ratio;

/// A unit of measure or money with its exact way to the base unit of its dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Id in the rules: `kilometre`, `EUR`, `percent`, `person`.
    pub id: String,
    /// What it measures: `length`, `money-EUR`, `share`. Only equal dimensions compare.
    pub dimension: String,
    /// The dimension says by itself what is measured (*speed*), as a length or a mass does not.
    pub telling: bool,
    /// Base units in one of this.
    pub factor: Ratio,
    /// Base units at zero of this (temperature scales).
    pub offset: Ratio,
    /// A smaller unit of its dimension may follow in the same amount (*5 ft 2 in*).
    pub mixes: bool,
    /// Id of the unit that is its hundredth (the cent of a euro): the two make one amount.
    pub minor: Option<String>,
}

impl Unit {
    /// Whether a figure in this unit means the same in every context of its dimension.
    pub fn has_offset(&self) -> bool {
        !self.offset.is_zero()
    }
}

/// `value` of unit `from` in base units; a difference converts without the offset.
pub fn convert(value: &Ratio, from: &Unit, difference: bool) -> Ratio {
    let scaled = value * &from.factor;
    if difference { scaled } else { scaled + &from.offset }
}
