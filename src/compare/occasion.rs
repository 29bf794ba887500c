//! Whether two days or two times are those of one event.

use crate::compare::judge::{Reason, Tally};
use crate::compare::likeness::likeness;
use crate::compare::thing::{place, same_name};
use crate::fact::{Fact, Kind, Modality, Term};

/// From here on the words around two dates show one story.
const ALIKE: u32 = 50;

/// Whether both are dates or times of an event that the rules know as one.
pub(super) fn are_events(a: &Fact, b: &Fact) -> bool {
    a.doc != b.doc && a.theme.is_some() && b.theme.is_some()
}

/// One event, of one thing where it happens to many, in one story: planned, expected and past days of it are all days of it.
pub(super) fn same_event(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let gone = |f: &Fact| {
        matches!(
            f.modality,
            Modality::Withdrawn | Modality::Hypothetical | Modality::Denied | Modality::Demanded
        )
    };
    if gone(a) || gone(b) {
        return Err(Reason::Modality);
    }
    let (Some(x), Some(y)) = (&a.attribute, &b.attribute) else { return Err(Reason::Attribute) };
    let plain = |t: &Term| t.concept.as_ref().is_some_and(|c| c.id == t.key);
    if x.key == y.key {
        tally.same(&x.key);
    } else if a.mention.kind == Kind::Date && plain(x) && plain(y) && x.is_akin(y) {
        tally.unknown("attribute", 10);
    } else {
        return Err(Reason::Attribute);
    }
    let themed = [x, y].iter().any(|t| t.concept.as_ref().is_some_and(|c| c.themed));
    // An event that is counted (*concert*) may take place more than once.
    let many = [x, y].iter().any(|t| t.concept.as_ref().is_some_and(|c| !c.occasion));
    let here = a.places.iter().any(|p| b.places.iter().any(|q| p.key == q.key));
    match shared(a, b, themed) {
        Some(key) => tally.same(key),
        None if themed && are_others(a, b) => return Err(Reason::Entity),
        None if here || !(themed || many) => tally.unknown("entity", 8),
        None => tally.unknown("entity", 20),
    }
    if themed {
        place(a, b, tally)?;
    } else if a.places.len() * b.places.len() > 0 {
        let other = |p: &Term| !b.places.iter().any(|q| p.key == q.key || same_name(p, q));
        if a.places.iter().all(other) {
            return Err(Reason::Place);
        }
    }
    story(a, b, tally)
}

/// The words of an event that tell it from another of its kind: all, or of one that happens to many things those that are no town
/// and nobody, and no body unless nothing else is named, since whoever opens one thing may open another.
fn telling<'f>(fact: &'f Fact, other: &Fact, themed: bool) -> Vec<&'f Term> {
    let body = |t: &Term| t.concept.as_ref().is_some_and(|c| c.body);
    let nobody = |t: &Term| t.concept.as_ref().is_some_and(|c| c.generic || c.is_place);
    let town = |t: &Term| fact.named.iter().chain(other.named.iter()).any(|k| *k == t.key);
    let all: Vec<&Term> =
        (fact.theme.iter().flatten()).filter(|t| !themed || !(nobody(t) || town(t))).collect();
    let things: Vec<&Term> = all.iter().copied().filter(|t| !themed || !body(t)).collect();
    if things.is_empty() { all } else { things }
}

/// Whether the things that two events of one kind happen to are two, as far as their words tell: words of two languages of which no
/// rule knows any may be one.
fn are_others(a: &Fact, b: &Fact) -> bool {
    let (x, y) = (telling(a, b, true), telling(b, a, true));
    let apart = a.language == b.language || x.iter().chain(&y).any(|t| t.concept.is_some());
    !x.is_empty() && !y.is_empty() && apart
}

/// The key of a thing that both clauses name: its concept, or a word that no rule knows.
fn shared<'f>(a: &'f Fact, b: &Fact, themed: bool) -> Option<&'f str> {
    let one = |x: &Term, y: &Term| {
        x.key == y.key
            || x.is_akin(y)
            || x.is_a(&y.key)
            || y.is_a(&x.key)
            || (x.concept.is_none() && y.concept.is_none() && same_name(x, y))
    };
    let theirs = telling(b, a, themed);
    let found = telling(a, b, themed).into_iter().find(|x| theirs.iter().any(|y| one(x, y)));
    found.map(|t| t.key.as_str())
}

/// What it costs that nothing shows that the two texts tell one story.
fn story(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    if a.kin.contains(&b.doc) {
        return Ok(());
    }
    // In a year much takes place.
    if is_year(a) || is_year(b) {
        return Err(Reason::Unsure);
    }
    if likeness(a, b) >= ALIKE {
        return Ok(());
    }
    match (&a.home, &b.home) {
        (Some(x), Some(y)) if x.key == y.key || x.is_a(&y.key) || y.is_a(&x.key) => Ok(()),
        (Some(_), Some(_)) => Err(Reason::Place),
        _ => {
            tally.unknown("story", 35);
            Ok(())
        }
    }
}

/// Whether a date says no more than the year.
pub(super) fn is_year(fact: &Fact) -> bool {
    fact.mention.date.is_some_and(|d| d.month.is_none() && d.weekday.is_none())
}
