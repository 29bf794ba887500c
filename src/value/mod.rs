//! L0: exact values — decimals, intervals, units, partial dates. Knows no text and no language.

mod date;
mod decimal;
mod interval;
mod unit;

pub use date::{Clock, Date, DateSpan};
pub use decimal::{Decimal, Ratio, Written};
pub(crate) use decimal::{larger, parse_ratio, power_of_ten};
pub use interval::{Hedge, Interval};
pub use unit::{Unit, convert};
