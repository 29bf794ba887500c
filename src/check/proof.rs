//! What the checks of one text against itself share: a stated figure, the figures that it should follow from, and the arithmetic.

use crate::check::Case;
use crate::check::finding::{Finding, Level, Pair, Severity, Side};
use crate::check::reach::{Precision, Reach, is_exact, stated, whole};
use crate::fact::{Fact, FactId, Mention, Modality, Relation, Tie};
use crate::value::Ratio;

/// How sure such a finding is: the figures are tied by the words of the text.
const CONFIDENCE: u8 = 90;

/// The ties of a relation.
pub(crate) fn ties<'c>(case: &Case<'c>, relation: Relation) -> impl Iterator<Item = &'c Tie> {
    case.ties.iter().filter(move |t| t.relation == relation)
}

/// A finding for each tie of a relation whose first figure does not follow from the others, as `disproof` shows.
pub(crate) fn disprove<const N: usize>(
    check: &'static str,
    case: &Case<'_>,
    relation: Relation,
    out: &mut Vec<Finding>,
    disproof: impl Fn([FactId; N]) -> Option<String>,
) {
    for tie in ties(case, relation).filter(|t| are_said(case, &t.facts)) {
        if let Ok(facts) = <[FactId; N]>::try_from(tie.facts.as_slice())
            && let (Some(proof), [claimed, operands @ ..]) = (disproof(facts), &facts[..])
        {
            out.push(finding(check, case, *claimed, operands, proof));
        }
    }
}

/// The fact of an id; the ids of a case are valid.
pub(crate) fn fact<'c>(case: &Case<'c>, id: FactId) -> &'c Fact {
    &case.facts[id.0 as usize]
}

/// The figure of a fact.
pub(crate) fn mention<'c>(case: &Case<'c>, id: FactId) -> &'c Mention {
    &fact(case, id).mention
}

/// Whether all are said to be so: nothing denied or withdrawn is held against anything.
pub(crate) fn are_said(case: &Case<'_>, ids: &[FactId]) -> bool {
    ids.iter().all(|&id| !matches!(fact(case, id).modality, Modality::Denied | Modality::Withdrawn))
}

/// The factor of the unit of a figure; one where it has none.
pub(crate) fn factor(case: &Case<'_>, id: FactId) -> Ratio {
    mention(case, id).unit.as_ref().map_or_else(|| whole(1), |u| u.factor.clone())
}

/// A figure as another of its sort is written.
pub(crate) struct Alike {
    /// In base units.
    pub reach: Reach,
    /// As stated, in the unit of the other.
    pub value: Ratio,
}

/// A figure in the unit and with the magnitude word of `like`, where it leaves them out (*from 1.36 to 1.24 billion euros*).
pub(crate) fn alike(case: &Case<'_>, id: FactId, like: FactId) -> Option<Alike> {
    let reach = Reach::of(mention(case, id), Precision::Rounded)?;
    let value = stated(mention(case, id))?;
    let (own, unit) = (mention(case, id).unit.is_some(), factor(case, like));
    let other = stated(mention(case, like))? / &unit;
    // Nobody leaves a magnitude out behind thousands.
    let small = value < whole(1000);
    let elided = !own
        && small
        && mention(case, like).written.exponent > 0
        && mention(case, id).written.exponent <= 0;
    let mut lift = if own { whole(1) } else { unit.clone() };
    let thousand = whole(1000);
    let mut magnitude = whole(1);
    // The magnitude that brings the two nearest to each other.
    while elided && &value * &magnitude * whole(30) < other {
        magnitude *= &thousand;
    }
    lift *= &magnitude;
    let ends = |r: Option<Ratio>| r.map(|r| r * &lift);
    Some(Alike {
        reach: Reach { low: ends(reach.low), high: ends(reach.high) },
        value: value * &lift / unit,
    })
}

/// Two figures in the unit of the second; a currency and its hundredth (*$6.20* and *80 cents*) in the larger.
pub(crate) fn both(case: &Case<'_>, first: FactId, second: FactId) -> Option<[Alike; 2]> {
    let unit = |id| mention(case, id).unit.as_ref();
    let is_hundredth = |id: FactId, of: FactId| {
        unit(id).zip(unit(of)).is_some_and(|(own, of)| of.minor.as_ref() == Some(&own.id))
    };
    let hundredth = |id: FactId| {
        let one = alike(case, id, id)?;
        let part = whole(1) / whole(100);
        let ends = |r: Option<Ratio>| r.map(|r| r * &part);
        let reach = Reach { low: ends(one.reach.low), high: ends(one.reach.high) };
        Some(Alike { reach, value: one.value * &part })
    };
    if is_hundredth(first, second) {
        return Some([hundredth(first)?, alike(case, second, second)?]);
    }
    if is_hundredth(second, first) {
        return Some([alike(case, first, first)?, hundredth(second)?]);
    }
    // The unit of either is that of both.
    let like = if unit(second).is_some() { second } else { first };
    Some([alike(case, first, like)?, alike(case, second, like)?])
}

/// The finding that `claimed` does not follow from `operands`, as `proof` shows.
///
/// An error where all figures are exact, a warning where one is hedged.
pub(crate) fn finding(
    check: &'static str,
    case: &Case<'_>,
    claimed: FactId,
    operands: &[FactId],
    proof: String,
) -> Finding {
    let exact = std::iter::once(&claimed)
        .chain(operands)
        .all(|&id| is_exact(mention(case, id)) || mention(case, id).is_calendar());
    let severity = if exact { Severity::Error } else { Severity::Warning };
    let level = Level::Internal;
    let mut pairs: Vec<Pair> = operands
        .iter()
        .filter(|&&id| id != claimed)
        .map(|&id| Pair { facts: (claimed.min(id), claimed.max(id)), level, severity })
        .collect();
    pairs.sort_by_key(|p| p.facts);
    let sides = std::iter::once(&claimed)
        .chain(operands.iter().filter(|&&id| id != claimed))
        .map(|&id| Side { facts: vec![id] })
        .collect();
    Finding {
        check,
        level,
        severity,
        sides,
        pairs,
        groups: Vec::new(),
        confidence: CONFIDENCE,
        proof: Some(proof),
        rests_on: Vec::new(),
        unknown: Vec::new(),
    }
}
