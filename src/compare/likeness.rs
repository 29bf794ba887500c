use num_traits::{Signed, Zero};

use crate::compare::tolerance::in_base_units;
use crate::fact::{Clue, Fact, Near};
use crate::value::{Decimal, Ratio};

/// How alike the words around two figures are: of the content words of their own sentences, the percentage that the one with
/// fewer words shares with the other, nearer words counting more. 0–100.
pub(crate) fn likeness(a: &Fact, b: &Fact) -> u32 {
    let weight = |c: &Clue| match c.near {
        Near::Beside => 4,
        Near::Clause => 3,
        Near::Sentence => 2,
    };
    let total = |f: &Fact| f.clues.iter().map(weight).sum::<u32>();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.clues.get(i), b.clues.get(j)) {
        match x.key.cmp(&y.key) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += weight(x).min(weight(y));
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let least = total(a).min(total(b));
    if least < FEW { 0 } else { 100 * shared / least }
}

/// Weight of so few words that they prove nothing (a cell of a table).
const FEW: u32 = 4;

/// Whether two values lie so far apart that hardly one thing has both: more than a factor of five, which is no slip of the
/// magnitude (a power of ten).
pub(crate) fn far_apart(a: &Fact, b: &Fact) -> bool {
    const FAR: i64 = 5;
    let (Some(p), Some(q)) = (in_base_units(a), in_base_units(b)) else { return false };
    if p.is_zero() || q.is_zero() {
        return false;
    }
    let ratio = if p.abs() > q.abs() { p / q } else { q / p }.abs();
    let slip =
        || Decimal::rounded(&ratio, 0).is_some_and(|d| d.ratio() == ratio && d.power().is_some());
    ratio > Ratio::from(num_bigint::BigInt::from(FAR)) && !slip()
}
