use std::collections::{BTreeMap, BTreeSet};

use crate::compare::anchor::{bare, repeated};
use crate::compare::judge::{Match, Reason, Verdict, dimension_of, judge};
use crate::compare::likeness::{far_apart, likeness};
use crate::compare::tolerance::{Agreement, agree};
use crate::compare::transposed::transposed;
use crate::compare::types::Group;
use crate::fact::{Fact, FactId, Kind, Modality, Speaker};
use crate::text::DocId;

/// From here on the words around two figures are as good as the same.
const ALIKE: u32 = 50;
/// The same of a day and a year, which are seldom told of one thing.
const DATED: u32 = 60;
/// From here on they are the same.
const SAME: u32 = 75;
/// Confidence of a match that rests on the same words alone.
const SURE: u8 = 70;

/// Two facts that are about the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The two, in order.
    pub facts: (FactId, FactId),
    /// On what the match rests.
    pub found: Match,
    /// Whether both can hold.
    pub agreement: Agreement,
}

/// All comparisons of a case.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Every comparable pair, in order.
    pub links: Vec<Link>,
    /// Groups in which every pair is comparable.
    pub groups: Vec<Group>,
    /// Pairs that are about the same thing as far as their words say, and are not held against each other all the same.
    pub dropped: BTreeMap<(FactId, FactId), Reason>,
}

impl Comparison {
    /// Why two facts, in order, are not held against each other; `None`: they are.
    pub fn why_not(&self, facts: &[Fact], pair: (FactId, FactId)) -> Option<Reason> {
        if self.links.iter().any(|l| l.facts == pair) {
            return None;
        }
        self.dropped.get(&pair).copied().or_else(|| {
            match judge(&facts[pair.0.0 as usize], &facts[pair.1.0 as usize]) {
                Verdict::Apart(reason) => Some(reason),
                Verdict::Comparable(_) => Some(Reason::Unsure),
            }
        })
    }
}

/// Compares the facts of all documents: pairs inside blocks of one dimension, then groups.
pub fn compare(facts: &[Fact]) -> Comparison {
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let may_compare =
        |f: &Fact| !f.mention.unread && !matches!(f.mention.kind, Kind::Number | Kind::Ordinal);
    for (idx, fact) in facts.iter().enumerate().filter(|(_, f)| may_compare(f)) {
        blocks.entry(dimension_of(fact)).or_default().push(idx);
    }
    let lone = of_one_sentence(facts);
    let mut links = Vec::new();
    let mut dropped = BTreeMap::new();
    for members in blocks.values() {
        for (k, &i) in members.iter().enumerate() {
            for &j in &members[k + 1..] {
                match link(facts, i, j, &lone) {
                    Ok(link) => links.push(link),
                    Err(Some(reason)) => {
                        dropped.insert((FactId(i as u32), FactId(j as u32)), reason);
                    }
                    Err(None) => {}
                }
            }
        }
    }
    links.extend(bare(facts));
    links.sort_by_key(|l| l.facts);
    let passes: [(Reason, fn(&[Fact], &mut Vec<Link>)); 3] = [
        (Reason::Rival, drop_rivals),
        (Reason::Narrower, drop_narrower),
        (Reason::Several, drop_unclear),
    ];
    for (reason, pass) in passes {
        let before: Vec<(FactId, FactId)> = links.iter().map(|l| l.facts).collect();
        pass(facts, &mut links);
        let kept: BTreeSet<(FactId, FactId)> = links.iter().map(|l| l.facts).collect();
        dropped.extend(before.into_iter().filter(|p| !kept.contains(p)).map(|p| (p, reason)));
    }
    links.extend(transposed(facts, &links));
    links.sort_by_key(|l| l.facts);
    // A running total at two times is no one thing with one value.
    let together: Vec<Link> = links.iter().filter(|l| !l.found.later).cloned().collect();
    let groups = group(facts, &together);
    Comparison { links, groups, dropped }
}

/// The link of two facts; else why there is none, where their words would allow it.
fn link(
    facts: &[Fact],
    i: usize,
    j: usize,
    lone: &BTreeSet<DocId>,
) -> Result<Link, Option<Reason>> {
    let (a, b) = (&facts[i], &facts[j]);
    let found = match judge(a, b) {
        Verdict::Comparable(found) => found,
        // Though no rule knows what they say, two clauses of the same words say the same.
        Verdict::Apart(Reason::Unsure) if same_words(a, b) => {
            Match { confidence: SURE, unknown: vec!["attribute", "entity"], ..Match::default() }
        }
        Verdict::Apart(reason) => repeated(a, b, reason).ok_or(None)?,
    };
    let agreement = agree(a, b);
    if agreement == Agreement::Differ && found.loose {
        return Err(Some(Reason::Part));
    }
    let least = if of_two_grains(a, b) { DATED } else { ALIKE };
    if agreement == Agreement::Differ && found.half && likeness(a, b) < least {
        return Err(Some(Reason::Unsure));
    }
    // Who disputes a count may be far from it; two texts of one sentence are about it.
    let near = different_voices(a.source.as_ref(), b.source.as_ref())
        || (lone.contains(&a.doc) && lone.contains(&b.doc));
    let same = if near { ALIKE } else { SAME };
    let unlike = agreement == Agreement::Differ && likeness(a, b) < same;
    if unlike && far_apart(a, b) && !are_rivals(a, b) {
        return Err(Some(Reason::Far));
    }
    if a.doc == b.doc
        && agreement == Agreement::Differ
        && !different_voices(a.source.as_ref(), b.source.as_ref())
        && !are_rivals(a, b)
    {
        // Two figures of one text in one voice are about two things until something says otherwise.
        return Err(Some(Reason::SameText));
    }
    Ok(Link { facts: (FactId(i as u32), FactId(j as u32)), found, agreement })
}

/// Whether one is a day, the other no more than a month or a year.
fn of_two_grains(a: &Fact, b: &Fact) -> bool {
    let day = |f: &Fact| f.mention.date.map(|d| d.day.is_some() || d.weekday.is_some());
    day(a).zip(day(b)).is_some_and(|(x, y)| x != y)
}

/// Whether all words around two amounts of like size, or nearly all, are the same.
fn same_words(a: &Fact, b: &Fact) -> bool {
    let dated = matches!(a.mention.kind, Kind::Date | Kind::Time);
    a.doc != b.doc && !dated && likeness(a, b) >= SAME && !far_apart(a, b)
}

/// Distinctive before similar: where a figure agrees with one of several in a document that stand in one voice, the others are
/// about something else.
fn drop_rivals(facts: &[Fact], links: &mut Vec<Link>) {
    let partners = |of: FactId, links: &[Link], agreement: Agreement| -> Vec<(FactId, u8)> {
        let other = |l: &Link| match l.facts {
            (a, b) if a == of => Some(b),
            (a, b) if b == of => Some(a),
            _ => None,
        };
        let fits = links.iter().filter(|l| l.agreement == agreement);
        fits.filter_map(|l| Some((other(l)?, l.found.confidence))).collect()
    };
    let rival = |fixed: FactId, other: FactId, confidence: u8, links: &[Link]| {
        partners(fixed, links, Agreement::Agree).into_iter().any(|(known, sure)| {
            let (x, y) = (&facts[known.0 as usize], &facts[other.0 as usize]);
            known != other
                && x.doc == y.doc
                && x.doc != facts[fixed.0 as usize].doc
                && sure + 10 >= confidence
                && !different_voices(x.source.as_ref(), y.source.as_ref())
                && !are_rivals(x, y)
        })
    };
    let doomed: BTreeSet<(FactId, FactId)> = links
        .iter()
        .filter(|l| l.agreement == Agreement::Differ)
        .filter(|l| {
            let (a, b) = l.facts;
            rival(a, b, l.found.confidence, links) || rival(b, a, l.found.confidence, links)
        })
        .map(|l| l.facts)
        .collect();
    links.retain(|l| !doomed.contains(&l.facts));
}

/// Two tolls of which one counts a narrower noun are one only where neither text has another of which the same is said.
fn drop_narrower(facts: &[Fact], links: &mut Vec<Link>) {
    let said = |f: &Fact| f.attribute.as_ref().map(|a| a.key.clone());
    let alone = |id: FactId| {
        let fact = &facts[id.0 as usize];
        !facts.iter().any(|other| {
            other.doc == fact.doc
                && other.modality.is_actual() == fact.modality.is_actual()
                && dimension_of(other) == dimension_of(fact)
                && said(other) == said(fact)
                && agree(other, fact) == Agreement::Differ
        })
    };
    links.retain(|l| {
        l.agreement != Agreement::Differ
            || !l.found.narrower
            || told_against(facts, l)
            || (alone(l.facts.0) && alone(l.facts.1))
    });
}

/// *the police speak of 38 arrests, the fans of 61 supporters led away*: whether one text holds two voices against each other.
fn told_against(facts: &[Fact], link: &Link) -> bool {
    let (a, b) = (&facts[link.facts.0.0 as usize], &facts[link.facts.1.0 as usize]);
    a.doc == b.doc && (different_voices(a.source.as_ref(), b.source.as_ref()) || are_rivals(a, b))
}

/// Distinctive before similar: where a document gives several figures, in one voice, each of which could be the one that another
/// document contradicts, none is; the best match stands where it is better by far.
fn drop_unclear(facts: &[Fact], links: &mut Vec<Link>) {
    const FAR: u8 = 8;
    let mut of: BTreeMap<FactId, Vec<(FactId, u8)>> = BTreeMap::new();
    for link in links.iter().filter(|l| l.agreement == Agreement::Differ && !l.found.later) {
        let (a, b) = link.facts;
        of.entry(a).or_default().push((b, link.found.confidence));
        of.entry(b).or_default().push((a, link.found.confidence));
    }
    let one_sentence = of_one_sentence(facts);
    let unclear = |fixed: FactId, other: FactId, confidence: u8| {
        let fact = |id: FactId| &facts[id.0 as usize];
        of.get(&fixed).is_some_and(|all| {
            all.iter().any(|&(rival, sure)| {
                rival != other
                    && fact(rival).doc == fact(other).doc
                    && !one_sentence.contains(&fact(rival).doc)
                    && sure + FAR > confidence
                    && agree(fact(rival), fact(other)) == Agreement::Differ
                    && one_voice(fact(rival), fact(other))
            })
        })
    };
    links.retain(|l| {
        let ((a, b), sure) = (l.facts, l.found.confidence);
        l.agreement != Agreement::Differ || !(unclear(a, b, sure) || unclear(b, a, sure))
    });
}

/// The documents of one sentence: such a text says one thing, and its figures are that.
fn of_one_sentence(facts: &[Fact]) -> BTreeSet<DocId> {
    let mut sentences: BTreeMap<DocId, BTreeSet<u32>> = BTreeMap::new();
    for fact in facts {
        sentences.entry(fact.doc).or_default().insert(fact.mention.sentence);
    }
    sentences.into_iter().filter(|(_, s)| s.len() == 1).map(|(doc, _)| doc).collect()
}

/// Whether two figures are said by the same speaker, or both by the text itself.
fn one_voice(a: &Fact, b: &Fact) -> bool {
    match (&a.source, &b.source) {
        (Some(x), Some(y)) => same_voice(x, y),
        (None, None) => true,
        _ => false,
    }
}

/// Whether two figures stand under different named sources. Two voices of one body or side are one.
pub fn different_voices(a: Option<&Speaker>, b: Option<&Speaker>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    !same_voice(a, b)
}

/// Whether a text tells one of its figures as that of another voice on the same thing.
pub fn are_rivals(a: &Fact, b: &Fact) -> bool {
    let told = a.rival_of == Some(b.mention.span) || b.rival_of == Some(a.mention.span);
    let is_denied = |f: &Fact| f.modality == Modality::Denied;
    // *not 12 but 19*: where nobody is named who said so, nobody is contradicted.
    let someone = |f: &Fact| !is_denied(f) || f.source.is_some();
    let beside = a.mention.sentence == b.mention.sentence;
    let denied = is_denied(a) != is_denied(b);
    let claimed = !beside || (someone(a) && someone(b));
    a.doc == b.doc && (if denied { claimed } else { told })
}

/// Whether two speakers speak for one body or side.
pub fn same_voice(a: &Speaker, b: &Speaker) -> bool {
    const SHORTEST_STEM: usize = 6;
    let keys = |s: &Speaker| -> Vec<String> {
        std::iter::once(&s.term.key).chain(&s.sides).cloned().collect()
    };
    let related = |p: &str, q: &str| {
        p == q
            || (p.len() >= SHORTEST_STEM && q.starts_with(p))
            || (q.len() >= SHORTEST_STEM && p.starts_with(q))
    };
    // *the water board*, *the school board*: a word for any body names none where each is told by another word besides.
    let own =
        |s: &Speaker| s.sides.iter().filter(|k| **k != s.term.key).cloned().collect::<Vec<_>>();
    let (p, q) = (own(a), own(b));
    let apart =
        !p.is_empty() && !q.is_empty() && !p.iter().any(|k| q.iter().any(|l| related(k, l)));
    if a.term.key == b.term.key && apart {
        return false;
    }
    let (x, y) = (keys(a), keys(b));
    x.iter().any(|p| y.iter().any(|q| related(p, q)))
}

/// Groups in which every two facts are linked; every link stands in at least one.
fn group(facts: &[Fact], links: &[Link]) -> Vec<Group> {
    let linked: BTreeSet<(FactId, FactId)> = links.iter().map(|l| l.facts).collect();
    let are_linked = |a: FactId, b: FactId| linked.contains(&(a.min(b), a.max(b)));
    let mut groups: Vec<Vec<FactId>> = Vec::new();
    let mut covered: BTreeSet<(FactId, FactId)> = BTreeSet::new();
    for link in links {
        if covered.contains(&link.facts) {
            continue;
        }
        let mut members = vec![link.facts.0, link.facts.1];
        let candidates: BTreeSet<FactId> = links
            .iter()
            .flat_map(|l| [l.facts.0, l.facts.1])
            .filter(|f| are_linked(*f, link.facts.0))
            .collect();
        for candidate in candidates {
            if !members.contains(&candidate) && members.iter().all(|&m| are_linked(m, candidate)) {
                members.push(candidate);
            }
        }
        members.sort_unstable();
        for (k, &a) in members.iter().enumerate() {
            covered.extend(members[k + 1..].iter().map(|&b| (a, b)));
        }
        groups.push(members);
    }
    groups.into_iter().map(|members| named(facts, members)).collect()
}

fn named(facts: &[Fact], members: Vec<FactId>) -> Group {
    let all = || members.iter().map(|f| &facts[f.0 as usize]);
    let subject = all()
        .filter_map(|f| f.entity.as_ref())
        .map(crate::fact::Entity::key)
        .max_by_key(String::len);
    let attribute = all().find_map(|f| f.attribute.as_ref()).map(|a| a.key.clone());
    Group {
        subject: subject.unwrap_or_default(),
        attribute: attribute.unwrap_or_default(),
        facts: members,
    }
}
