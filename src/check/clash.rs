//! What the cross-document checks share: linked facts that differ, gathered into one finding for each thing they are about.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Case;
use crate::check::finding::{Finding, Level, Pair, Severity, Side};
use crate::compare::{Agreement, GroupId, Link, agree, are_rivals, different_voices};
use crate::fact::{Fact, FactId};

/// Below this confidence a disagreement is only noted.
const SURE: u8 = 65;
/// From this confidence on a conflict is an error.
const CERTAIN: u8 = 70;

/// The disagreements of a case, one finding for each connected set, made by the check whose `picks` takes its loudest level.
pub(crate) fn findings(
    check: &'static str,
    case: &Case<'_>,
    picks: impl Fn(Level, &Fact) -> bool,
) -> Vec<Finding> {
    let clashes: Vec<&Link> =
        case.comparison.links.iter().filter(|l| l.agreement == Agreement::Differ).collect();
    let mut found = Vec::new();
    for component in components(&clashes) {
        let pairs: Vec<Pair> = component.iter().map(|l| pair(case.facts, l, &component)).collect();
        let Some(loudest) = pairs.iter().map(|p| (p.severity, p.level)).max() else { continue };
        let first = &case.facts[component[0].facts.0.0 as usize];
        if picks(loudest.1, first) {
            found.push(finding(check, case, &component, pairs));
        }
    }
    found
}

/// The links that hang together through shared facts.
fn components<'l>(links: &[&'l Link]) -> Vec<Vec<&'l Link>> {
    let mut root: BTreeMap<FactId, FactId> = BTreeMap::new();
    for link in links {
        let (a, b) = (find(&root, link.facts.0), find(&root, link.facts.1));
        root.insert(a.max(b), a.min(b));
    }
    let mut sets: BTreeMap<FactId, Vec<&'l Link>> = BTreeMap::new();
    for link in links {
        sets.entry(find(&root, link.facts.0)).or_default().push(link);
    }
    sets.into_values().collect()
}

fn find(root: &BTreeMap<FactId, FactId>, mut fact: FactId) -> FactId {
    while let Some(&up) = root.get(&fact).filter(|&&up| up != fact) {
        fact = up;
    }
    fact
}

/// The level of one disagreement (semantics §4).
fn pair(facts: &[Fact], link: &Link, others: &[&Link]) -> Pair {
    let (a, b) = (&facts[link.facts.0.0 as usize], &facts[link.facts.1.0 as usize]);
    let level = if link.found.later {
        Level::Update
    } else if disputes(a, b) || tells_both(facts, others, a, b) || tells_both(facts, others, b, a) {
        Level::Dispute
    } else if a.doc == b.doc {
        Level::Internal
    } else {
        Level::Conflict
    };
    let severity = match level {
        Level::Update => Severity::Note,
        _ if link.found.confidence < SURE => Severity::Note,
        Level::Dispute => Severity::Warning,
        _ if link.found.confidence < CERTAIN => Severity::Warning,
        _ => Severity::Error,
    };
    Pair { facts: link.facts, level, severity }
}

fn disputes(a: &Fact, b: &Fact) -> bool {
    different_voices(a.source.as_ref(), b.source.as_ref()) || are_rivals(a, b)
}

/// Whether the text of `b` holds it against a figure of somebody else that agrees with `a` (semantics §4).
fn tells_both(facts: &[Fact], links: &[&Link], a: &Fact, b: &Fact) -> bool {
    let fact = |id: FactId| &facts[id.0 as usize];
    let is = |x: &Fact| x.doc == b.doc && x.mention.span == b.mention.span;
    let other = |l: &&Link| match (fact(l.facts.0), fact(l.facts.1)) {
        (x, y) if is(x) => Some(y),
        (x, y) if is(y) => Some(x),
        _ => None,
    };
    let open = a.source.is_none() || b.source.is_none();
    open && a.doc != b.doc
        && links
            .iter()
            .filter_map(other)
            .any(|c| c.doc == b.doc && disputes(c, b) && agree(a, c) == Agreement::Agree)
}

fn finding(check: &'static str, case: &Case<'_>, links: &[&Link], mut pairs: Vec<Pair>) -> Finding {
    let loudest = pairs.iter().map(|p| p.severity).max().unwrap_or(Severity::Note);
    let level = pairs
        .iter()
        .filter(|p| p.severity == loudest)
        .map(|p| p.level)
        .max()
        .unwrap_or(Level::Update);
    pairs.sort_by_key(|p| p.facts);
    let members: BTreeSet<FactId> = pairs.iter().flat_map(|p| [p.facts.0, p.facts.1]).collect();
    let groups = (0u32..)
        .zip(&case.comparison.groups)
        .filter(|(_, g)| {
            pairs.iter().any(|p| g.facts.contains(&p.facts.0) && g.facts.contains(&p.facts.1))
        })
        .map(|(idx, _)| GroupId(idx))
        .collect();
    let same: BTreeSet<&String> = links.iter().flat_map(|l| &l.found.same).collect();
    let unknown: BTreeSet<&str> =
        links.iter().flat_map(|l| l.found.unknown.iter().copied()).collect();
    Finding {
        check,
        level,
        severity: loudest,
        sides: sides(case.facts, members),
        confidence: links.iter().map(|l| l.found.confidence).max().unwrap_or_default(),
        pairs,
        groups,
        proof: None,
        rests_on: same.into_iter().cloned().collect(),
        unknown: unknown.into_iter().map(str::to_owned).collect(),
    }
}

/// Facts that agree with one another stand on one side; the side with most documents comes first.
fn sides(facts: &[Fact], members: BTreeSet<FactId>) -> Vec<Side> {
    let fact = |id: FactId| &facts[id.0 as usize];
    let mut sides: Vec<Side> = Vec::new();
    for id in members {
        let fits = |side: &&mut Side| {
            side.facts.iter().all(|&f| agree(fact(f), fact(id)) == Agreement::Agree)
        };
        match sides.iter_mut().find(fits) {
            Some(side) => side.facts.push(id),
            None => sides.push(Side { facts: vec![id] }),
        }
    }
    sides.sort_by_key(|s| {
        std::cmp::Reverse(s.facts.iter().map(|&f| fact(f).doc).collect::<BTreeSet<_>>().len())
    });
    sides
}
