use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding, mention};
use crate::check::reach::{Precision, Reach, shown, stated, whole};
use crate::check::{Case, Check};
use crate::fact::{FactId, Mention, Relation};
use crate::value::{Decimal, Interval, Ratio, Unit, convert};

/// A figure in brackets that is not the one before it in another unit.
pub struct ConversionMismatch;

/// Percent by which a conversion may be off.
const SLACK: i64 = 3;
/// The same, where either figure is hedged.
const SLACK_HEDGED: i64 = 5;

impl Check for ConversionMismatch {
    fn id(&self) -> &'static str {
        "conversion-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for conversions that are wrong, in brackets or behind a word that says so (*that is*, *equivalent to*): of lengths, areas, volumes, masses, speeds, temperatures.

Why it matters: a slip of the unit (feet for miles, a level for a difference of temperatures) makes a figure wrong by a factor.

Example: 30 feet (48 kilometers) – 30 feet are 9.1 metres. A figure may be off by the rounding of both, and 3 per cent more (5, \
where either is hedged). A difference of temperatures is converted without the offset: a rise of 4 °C is one of 7.2 °F. An area may be told in football \
pitches: each has between four tenths of a hectare and a bit more than one.

What it cannot see: conversions that no bracket, dash or word marks as one, and of money."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in case.ties {
            let ways: &[bool] = match tie.relation {
                Relation::Twin => &[false, true],
                Relation::TwinOfChange => &[true],
                _ => continue,
            };
            let [first, again] = tie.facts[..] else { continue };
            let (a, b) = (mention(case, first), mention(case, again));
            let (Some(from), Some(to)) = (&a.unit, &b.unit) else { continue };
            let ways = if from.has_offset() || to.has_offset() { ways } else { &[true] };
            if !are_said(case, &tie.facts)
                || ways.iter().any(|&way| holds(a, b, way) != Some(false))
            {
                continue;
            }
            out.push(found(self.id(), case, (first, again), ways[0]));
        }
        for tie in case.ties.iter().filter(|t| t.relation == Relation::Pitches) {
            if let ([pitches, area], true) = (&tie.facts[..], are_said(case, &tie.facts))
                && let Some(proof) = of_pitches(case, *pitches, *area, tie.one.clone())
            {
                out.push(finding(self.id(), case, *pitches, &[*area], proof));
            }
        }
    }
}

/// Square metres of the smallest and of the largest field on which football is played, and of the one by which areas are told. Source:
/// IFAB, Laws of the Game 2023/24, law 1.
const PITCH: [i64; 3] = [4_050, 10_800, 7_140];

/// The size that a field would have, where none has.
fn of_pitches(
    case: &Case<'_>,
    pitches: FactId,
    area: FactId,
    times: Option<Ratio>,
) -> Option<String> {
    let [least, most, usual] = PITCH.map(whole);
    let times = Reach::exactly(times?);
    let reach = |id| Reach::of(mention(case, id), Precision::Rounded);
    let one = reach(area)?.over(&reach(pitches)?.times(&times))?;
    let possible = Reach { low: Some(least), high: Some(most) };
    if possible.widened(SLACK).meets(&one) {
        return None;
    }
    let all = stated(mention(case, area))?;
    let said = shown(&stated(mention(case, pitches))?, 0);
    let is = shown(&(&all / &usual / times.low?), 0);
    Some(format!("{} / {} = {is}, not {said}", shown(&all, 0), shown(&usual, 0)))
}

/// Whether the second figure can be the first; `None` where it cannot be told.
fn holds(a: &Mention, b: &Mention, difference: bool) -> Option<bool> {
    // A figure of one digit and zeros is soon rounded to them.
    let round = |m: &Mention| m.value.stated().is_some_and(|v| v.spoken().digits == 1);
    let hedged = a.value.approximate || b.value.approximate;
    let slack = if hedged || (round(a) && round(b)) { SLACK_HEDGED } else { SLACK };
    let reach = |m: &Mention| -> Option<Reach> {
        // *by fully 80 °F*: what is converted is the figure.
        let point = m.value.stated().map(Interval::point);
        let value = point.filter(|_| m.value.low.is_none() || m.value.high.is_none());
        let figure = Mention { value: value.unwrap_or(m.value), ..m.clone() };
        let unit = m.unit.as_ref()?;
        let reach = Reach::of(&figure, Precision::Rounded)?;
        let reach = if is_by_five(m) { reach.plus(&within_five(unit)) } else { reach };
        if difference {
            return Some(reach);
        }
        let lift = |r: Ratio| r + &unit.offset;
        Some(Reach { low: reach.low.map(lift), high: reach.high.map(lift) })
    };
    let (x, y) = (reach(a)?, reach(b)?);
    let scale = !difference && a.unit.as_ref()?.has_offset();
    // The slack is one of the figure, not of its distance from absolute zero.
    let (first, second) = (stated(a)?, stated(b)?);
    // A gallon may be one of either kind.
    let gallon = Ratio::new(GALLON.into(), CUBIC_METRE.into());
    let gallons = [a, b].iter().any(|m| m.unit.as_ref().is_some_and(|u| u.factor == gallon));
    let larger = Ratio::new(IMPERIAL_GALLON.into(), GALLON.into());
    let ways =
        if gallons { vec![whole(1), larger.clone(), larger.recip()] } else { vec![whole(1)] };
    let other = Reach::exactly(second);
    let near = ways.iter().any(|w| Reach::exactly(&first * w).widened(slack).meets(&other));
    Some(x.meets(&y) || (!scale && near))
}

/// Whether a figure below a hundred is one of those that people round to (*75 kilometres*).
fn is_by_five(figure: &Mention) -> bool {
    let (five, hundred) = (Decimal::int(5), Decimal::int(100));
    let small = |v: Decimal| v > five && v < hundred && v.is_integer() && v.modulo(5) == 0;
    figure.written.exponent == 0 && figure.value.stated().is_some_and(small)
}

/// Two and a half of a unit either way.
fn within_five(unit: &Unit) -> Reach {
    let half = &unit.factor * whole(5) / whole(2);
    Reach { low: Some(-half.clone()), high: Some(half) }
}

/// A gallon of the United States, in millionths of a cubic centimetre. Source: NIST Special Publication 811 (2008), appendix B.
const GALLON: i64 = 3_785_411_784;
/// An imperial gallon, in the same.
const IMPERIAL_GALLON: i64 = 4_546_090_000;
/// A cubic metre, in the same.
const CUBIC_METRE: i64 = 1_000_000_000_000;

fn found(
    check: &'static str,
    case: &Case<'_>,
    pair: (FactId, FactId),
    difference: bool,
) -> Finding {
    let (a, b) = (mention(case, pair.0), mention(case, pair.1));
    let written = |m: &Mention| m.value.low.or(m.value.high).unwrap_or_default();
    let (from, to) = (a.unit.as_ref(), b.unit.as_ref());
    let proof = match (from, to) {
        (Some(from), Some(to)) => {
            let base = convert(&written(a).ratio(), from, difference);
            let is = back(&base, to, difference);
            format!(
                "{} {} = {} {}, not {}",
                written(a).grouped(),
                from.id,
                shown(&is, 1),
                to.id,
                written(b).grouped()
            )
        }
        _ => String::new(),
    };
    finding(check, case, pair.1, &[pair.0], proof)
}

/// A value in base units in a unit.
fn back(base: &Ratio, unit: &Unit, difference: bool) -> Ratio {
    if difference { base / &unit.factor } else { (base - &unit.offset) / &unit.factor }
}
