use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, fact, finding, mention, ties};
use crate::check::reach::{is_exact, shown, stated, whole};
use crate::check::{Case, Check};
use crate::compare::{Agreement, Reason, Verdict, agree, judge};
use crate::fact::{Fact, FactId, Kind, Modality, Relation};

/// A figure of the headline that the text gives otherwise.
pub struct HeadlineMismatch;

/// Confidence from which two figures of one text are taken for one thing.
const SURE: u8 = 60;

/// The same, where the headline names nothing, and where both tell how many people died or were hurt.
const SURE_OF_PEOPLE: u8 = 45;

impl Check for HeadlineMismatch {
    fn id(&self) -> &'static str {
        "headline-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for figures of the headline that the text below gives otherwise.

Why it matters: the headline is what most people read, and it is often written by somebody else, or from an older version.

Example: 38 cars burned, and below it: at least 52 cars were burned. The same must be counted and the same be said of it, \
no other figure of the text may agree with the headline, and only one may contradict it. Or two digits have changed places.

What it cannot see: a figure of which headline and text speak in words that no rule knows to mean the same."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for (id, above) in (0u32..).map(FactId).zip(case.facts).filter(|(_, f)| f.headline) {
            let clash = contradicted(case, id, above)
                .or_else(|| transposed(case, above))
                .or_else(|| other_age(case, above));
            let Some(below) = clash else {
                out.extend(together(self.id(), case, id));
                continue;
            };
            if !are_said(case, &[id, below]) {
                continue;
            }
            let (x, y) = (stated(mention(case, id)), stated(mention(case, below)));
            if let Some((x, y)) = x.zip(y) {
                let proof = format!("{} is not {}", shown(&x, 3), shown(&y, 3));
                out.push(finding(self.id(), case, id, &[below], proof));
            }
        }
    }
}

const ENTITY: &str = "entity";
const ATTRIBUTE: &str = "attribute";

/// Whether no other figure of its sort stands close beside a figure (*five Danish sailors and a Finn*).
fn is_alone(case: &Case<'_>, fact: &Fact) -> bool {
    const CLOSE: u32 = 8;
    let near = |f: &&Fact| {
        let gap = f.mention.tokens.start.abs_diff(fact.mention.tokens.start);
        f.doc == fact.doc && f.mention.sentence == fact.mention.sentence && gap > 0 && gap <= CLOSE
    };
    let kin = |f: &&Fact| f.mention.kind == fact.mention.kind;
    let joined = ties(case, Relation::Joined)
        .any(|t| t.facts.iter().any(|&id| std::ptr::eq(self::fact(case, id), fact)));
    !joined && !case.facts.iter().filter(kin).any(|f| near(&f))
}

/// A figure of a headline with the modality of the text: a headline tells a plan or an estimate as a fact.
fn as_told(above: &Fact, below: &Fact) -> Fact {
    let soft = [Modality::Stated, Modality::Reported, Modality::Estimated, Modality::Planned];
    let both = soft.contains(&above.modality) && soft.contains(&below.modality);
    let modality = if both { below.modality } else { above.modality };
    Fact { modality, ..above.clone() }
}

/// Whether what is said of both is said of people only (*kills 48*, *84 people were killed*).
fn is_of_people(above: &Fact, below: &Fact) -> bool {
    let counts = |f: &Fact| {
        let concept = f.attribute.as_ref().and_then(|a| a.concept.as_ref());
        concept.is_some_and(|c| c.counts.as_ref().is_some_and(|c| c.human))
    };
    counts(above) && counts(below) && below.entity.as_ref().is_none_or(|e| e.head.is_human())
}

/// The finding that a count of a headline is only one of two that the text gives of its noun.
fn together(check: &'static str, case: &Case<'_>, above: FactId) -> Option<Finding> {
    let tie = ties(case, Relation::Together).find(|t| t.facts.first() == Some(&above))?;
    let [_, first, ref rest @ ..] = tie.facts[..] else { return None };
    let (said, first_value) = (stated(mention(case, above))?, stated(mention(case, first))?);
    let more = rest.first().map_or_else(|| Some(whole(1)), |&id| stated(mention(case, id)))?;
    let proof = format!(
        "{} + {} = {}, not {}",
        shown(&first_value, 3),
        shown(&more, 3),
        shown(&(&first_value + &more), 3),
        shown(&said, 3)
    );
    are_said(case, &tie.facts).then(|| finding(check, case, above, &tie.facts[1..], proof))
}

/// The one age of the text, where the one age of its headline is another.
fn other_age(case: &Case<'_>, above: &Fact) -> Option<FactId> {
    let bracketed = |f: &Fact| matches!(f.mention.kind, Kind::Age);
    let mine = |f: &&Fact| f.doc == above.doc && bracketed(f);
    let mut heads = case.facts.iter().filter(mine).filter(|f| f.headline);
    if heads.next().is_none() || heads.next().is_some() || !bracketed(above) {
        return None;
    }
    let body = (0u32..).map(FactId).zip(case.facts).filter(|(_, f)| mine(f) && !f.headline);
    let ages: Vec<FactId> = body.map(|(id, _)| id).collect();
    let first = *ages.first()?;
    let value = |id: FactId| mention(case, id).value.stated();
    let one = ages.iter().all(|&id| value(id) == value(first));
    (one && value(first) != above.mention.value.stated()).then_some(first)
}

/// The one figure of the text that has the four digits or more of an exact figure of its headline, two neighbours in the wrong order,
/// where the text does not give the headline's own.
fn transposed(case: &Case<'_>, above: &Fact) -> Option<FactId> {
    const DIGITS: usize = 4;
    let digits = |f: &Fact| -> Option<Vec<u8>> {
        let exact = is_exact(&f.mention) && !f.mention.is_calendar();
        let value = f.mention.value.stated().filter(|v| exact && v.is_integer())?;
        Some(value.to_string().into_bytes())
    };
    let own = digits(above).filter(|d| d.len() >= DIGITS)?;
    let body =
        || (0u32..).map(FactId).zip(case.facts).filter(|(_, f)| f.doc == above.doc && !f.headline);
    let swapped = |d: &[u8]| {
        let pairs = d.iter().zip(&own).enumerate();
        let apart: Vec<usize> = pairs.filter(|(_, (x, y))| x != y).map(|(k, _)| k).collect();
        let crossed = |a: usize, b: usize| d.get(a) == own.get(b) && d.get(b) == own.get(a);
        d.len() == own.len() && matches!(apart[..], [a, b] if a + 1 == b && crossed(a, b))
    };
    if body().any(|(_, f)| digits(f).is_some_and(|d| d == own)) {
        return None;
    }
    let mut all = body().filter(|(_, f)| digits(f).is_some_and(|d| swapped(&d)));
    let (found, None) = (all.next()?.0, all.next()) else { return None };
    Some(found)
}

/// The one figure of the text that contradicts a figure of its headline, where none agrees with it.
fn contradicted(case: &Case<'_>, id: FactId, above: &Fact) -> Option<FactId> {
    let kinds = [Kind::Count, Kind::Money, Kind::Measure, Kind::Percent];
    if !kinds.contains(&above.mention.kind) {
        return None;
    }
    let body =
        || (0u32..).map(FactId).zip(case.facts).filter(|(_, f)| f.doc == above.doc && !f.headline);
    let alike = |f: &Fact| {
        let dimension = |f: &Fact| f.mention.unit.as_ref().map(|u| u.dimension.clone());
        f.mention.kind == above.mention.kind && dimension(f) == dimension(above)
    };
    let key = |f: &Fact| f.attribute.as_ref().map(|a| a.key.clone());
    let told = body().any(|(_, f)| alike(f) && agree(above, f) == Agreement::Agree);
    if told {
        return None;
    }
    let clashes: Vec<FactId> = body()
        .filter(|(other, f)| {
            let dropped = case.comparison.dropped.get(&(id.min(*other), id.max(*other)));
            dropped == Some(&Reason::SameText) || as_told(above, f).modality != above.modality
        })
        .filter(|(_, f)| match judge(&as_told(above, f), f) {
            Verdict::Comparable(found) => {
                // The same thing, and the same is said of it.
                // What is said only once below needs no name above.
                let said = |g: &Fact| key(g).is_some() && key(g) == key(above) && alike(g);
                let once = body().filter(|(_, g)| said(g)).count() == 1 && said(f);
                let unnamed = above.entity.is_none() && once;
                let open =
                    |u: &str| u == ATTRIBUTE || u == ENTITY && !unnamed && !is_of_people(above, f);
                let known = !found.unknown.iter().any(|u| open(u));
                let sure = if unnamed || is_of_people(above, f) { SURE_OF_PEOPLE } else { SURE };
                found.confidence >= sure && !found.narrower && known && is_alone(case, f)
            }
            Verdict::Apart(_) => false,
        })
        .map(|(other, _)| other)
        .collect();
    let first = *clashes.first()?;
    let one = clashes.iter().all(|&c| agree(fact(case, c), fact(case, first)) == Agreement::Agree);
    one.then_some(first)
}
