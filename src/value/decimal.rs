use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};
use serde::{Deserialize, Serialize};

/// An exact rational number, for arithmetic that decimals cannot hold (thirds, feet in metres).
pub type Ratio = BigRational;

/// An exact decimal number `mantissa × 10^-scale`, in lowest terms (no trailing zero in the fraction).
///
/// Holds every figure of up to 36 digits; a longer one is left unread by `parse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// How a figure was written: rounding depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Written {
    /// Digits as written, without leading zeros (`11,8 Millionen`: 3).
    pub digits: u32,
    /// Power of ten of the last one (`11,8 Millionen`: 5).
    pub exponent: i32,
}

/// Between groups of three digits.
const THIN: char = '\u{202F}';

impl Decimal {
    /// The longest figure that is read, in digits.
    pub const MAX_DIGITS: usize = 36;

    /// `mantissa × 10^-scale`; `None` where it has too many digits.
    pub fn new(mantissa: i128, scale: u32) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let limit = 10i128.pow(Self::MAX_DIGITS as u32);
        (scale <= Self::MAX_DIGITS as u32 && mantissa.abs() < limit)
            .then_some(Self { mantissa, scale })
    }

    /// A whole number.
    pub const fn int(value: i64) -> Self {
        Self { mantissa: value as i128, scale: 0 }
    }

    /// The digits of `text` (`0`–`9`, all others skipped) as a whole number, shifted right by `scale` places.
    pub fn from_digits(text: &str, scale: u32) -> Option<Self> {
        let mut mantissa = 0i128;
        for digit in text.bytes().filter(u8::is_ascii_digit) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        Self::new(mantissa, scale)
    }

    /// Exact product, where it fits.
    pub fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale.checked_add(other.scale)?;
        Self::new(self.mantissa.checked_mul(other.mantissa)?, scale)
    }

    /// Exact sum, where it fits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Self| d.mantissa.checked_mul(10i128.checked_pow(scale - d.scale)?);
        Self::new(lift(self)?.checked_add(lift(other)?)?, scale)
    }

    /// With the sign turned.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The number as a fraction.
    pub fn ratio(self) -> Ratio {
        Ratio::new(BigInt::from(self.mantissa), Pow::pow(BigInt::from(10), self.scale))
    }

    /// The nearest decimal of at most `places` places to a fraction, halves away from zero; `None` where it is too long.
    pub fn rounded(ratio: &Ratio, places: u32) -> Option<Self> {
        let lifted = (ratio * Ratio::from(Pow::pow(BigInt::from(10), places))).round();
        Self::new(i128::try_from(lifted.to_integer()).ok()?, places)
    }

    /// Whether it has no fraction.
    pub const fn is_integer(self) -> bool {
        self.scale == 0
    }

    /// As a machine integer, where it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        if self.is_integer() { i64::try_from(self.mantissa).ok() } else { None }
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Exactly zero.
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// As spoken: without the trailing zeros of a whole number (`ten thousand`: one digit, exponent 4).
    pub fn spoken(self) -> Written {
        let (mut mantissa, mut exponent) = (self.mantissa.unsigned_abs(), -(self.scale as i32));
        while mantissa != 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            exponent += 1;
        }
        Written { digits: mantissa.checked_ilog10().map_or(1, |n| n + 1), exponent }
    }

    /// The power of ten that this is, if it is one (`1000`: 3).
    pub fn power(self) -> Option<i32> {
        let spoken = self.spoken();
        (spoken.digits == 1 && self.to_i64().is_some_and(|v| v > 0)).then_some(spoken.exponent)
    }

    /// `10 000`, `-7.25`: groups of three digits before the point, with a narrow space between them. Source: ISO 80000-1.
    pub fn grouped(self) -> String {
        let text = self.to_string();
        let (sign, body) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
        let (whole, fraction) = body.split_once('.').map_or((body, None), |(w, f)| (w, Some(f)));
        let mut out = String::from(sign);
        for (idx, digit) in whole.chars().enumerate() {
            if idx > 0 && (whole.len() - idx) % 3 == 0 {
                out.push(THIN);
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }

    /// What is left on division by a whole number; zero for a number with a fraction.
    pub fn modulo(self, n: i64) -> i64 {
        self.to_i64().map_or(0, |v| v.rem_euclid(n))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            self.mantissa.cmp(&other.mantissa)
        } else {
            self.ratio().cmp(&other.ratio())
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if scale == 0 {
            write!(f, "{sign}{digits}")
        } else {
            let padded = format!("{digits:0>width$}", width = scale + 1);
            let (whole, fraction) = padded.split_at(padded.len() - scale);
            write!(f, "{sign}{whole}.{fraction}")
        }
    }
}

impl FromStr for Decimal {
    type Err = String;

    /// Reads the form that `Display` writes: optional `-`, digits, optional `.` and digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || format!("`{text}` is not a decimal number");
        let (sign, body) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || body.ends_with('.') {
            return Err(error());
        }
        let value = Self::from_digits(&format!("{whole}{fraction}"), fraction.len() as u32)
            .ok_or_else(error)?;
        Ok(Self { mantissa: sign * value.mantissa, ..value })
    }
}

/// A fraction written as `3`, `3.5`, `1/3` or `0.3048`.
///
/// # Errors
/// A sentence that says what cannot be read.
pub(crate) fn parse_ratio(text: &str) -> Result<Ratio, String> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let under = Decimal::from_str(under.trim())?.ratio();
    if under.is_zero() {
        return Err(format!("`{text}` divides by zero"));
    }
    Ok(Decimal::from_str(over.trim())?.ratio() / under)
}

/// `10^exponent` as a fraction.
pub(crate) fn power_of_ten(exponent: i32) -> Ratio {
    let power = Pow::pow(BigInt::from(10), exponent.unsigned_abs());
    if exponent < 0 { Ratio::new(BigInt::one(), power) } else { Ratio::from(power) }
}

/// The larger magnitude of two fractions.
pub(crate) fn larger(a: &Ratio, b: &Ratio) -> Ratio {
    if a.abs() >= b.abs() { a.abs() } else { b.abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_back() {
        for text in ["0", "10000", "-12.5", "0.333333", "2500000", "0.05"] {
            assert_eq!(text.parse::<Decimal>().expect(text).to_string(), text);
        }
        assert!("1.".parse::<Decimal>().is_err());
        assert!("".parse::<Decimal>().is_err());
    }

    #[test]
    fn multiplies_exactly() {
        let million = Decimal::int(1_000_000);
        assert_eq!(
            "2.5".parse::<Decimal>().expect("decimal").times(million),
            Some(Decimal::int(2_500_000))
        );
    }

    #[test]
    fn a_figure_too_long_is_refused() {
        assert_eq!(Decimal::from_digits(&"9".repeat(40), 0), None);
    }
}
