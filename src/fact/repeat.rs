use crate::fact::types::{Fact, Modality};
use crate::parse::Kind;

/// A figure that headline and body both give is one: what either place says of time, place and source holds for both.
///
/// `headlines`: the sentences that are one.
pub(crate) fn share(facts: &mut [Fact], headlines: std::ops::Range<u32>) {
    for i in 0..facts.len() {
        for j in i + 1..facts.len() {
            if headlines.contains(&facts[i].mention.sentence) && is_repeat(&facts[i], &facts[j]) {
                let (early, late) = facts.split_at_mut(j);
                fill(&mut early[i], &late[0]);
                fill(&mut late[0], &early[i]);
            }
        }
    }
}

/// A bare figure that the text gives in full elsewhere, before it or else behind it (*the nine*, *the 28,417 in the ground*): a
/// number of many digits is no other by chance, a small one is the same behind an article.
///
/// `definite`: whether an article stands right before the figure.
pub(crate) fn complete(facts: &mut [Fact], definite: impl Fn(&Fact) -> bool) {
    const DIGITS: u32 = 4;
    for i in 0..facts.len() {
        let bare = &facts[i];
        let (kind, written) = (bare.mention.kind, bare.mention.written);
        let value = bare.mention.value;
        let open = kind == Kind::Number && !bare.mention.multiple && value.is_point();
        let odd = written.digits >= DIGITS && written.exponent <= 0;
        if !open || !(odd || definite(bare)) {
            continue;
        }
        let full = |f: &Fact| {
            let counts = f.mention.kind == Kind::Count && f.entity.is_some();
            let amount = matches!(f.mention.kind, Kind::Money | Kind::Measure);
            (counts || amount) && f.mention.value.stated() == value.stated() && f.scope.is_none()
        };
        let found = (0..i).rev().chain(i + 1..facts.len()).find(|&k| full(&facts[k]));
        if let Some(k) = found {
            adopt(facts, i, k);
        }
    }
}

/// *not 40, but 65 were hurt*: the figure that is denied is one of what the figure in its place counts.
///
/// `is_replaced`: whether another figure takes the place of the figure.
pub(crate) fn replace(facts: &mut [Fact], is_replaced: impl Fn(&Fact) -> bool) {
    let plain = |f: &Fact| matches!(f.mention.kind, Kind::Number | Kind::Count);
    for i in 0..facts.len().saturating_sub(1) {
        let (denied, behind) = (&facts[i], &facts[i + 1]);
        let bare = denied.entity.as_ref().is_none_or(|e| e.inherited) && plain(denied);
        let same = denied.mention.sentence == behind.mention.sentence && plain(behind);
        let stands = is_replaced(denied) && behind.modality.is_actual();
        if denied.modality == Modality::Denied && stands && bare && same {
            let span = behind.mention.span;
            let scope = behind.scope;
            adopt(facts, i, i + 1);
            facts[i].scope = scope;
            facts[i].rival_of = Some(span);
        }
    }
}

/// Takes what another fact says and this one leaves out.
fn adopt(facts: &mut [Fact], bare: usize, full: usize) {
    let from = facts[full].clone();
    let fact = &mut facts[bare];
    fact.mention.kind = from.mention.kind;
    fact.mention.unit = from.mention.unit;
    fact.entity = from.entity.map(|e| crate::fact::types::Entity { inherited: true, ..e });
    let fits = |t: &crate::fact::types::Term| {
        t.concept.as_ref().is_none_or(|c| c.takes(fact.mention.kind.name()))
    };
    if from.attribute.is_some() || !fact.attribute.as_ref().is_some_and(fits) {
        fact.attribute = from.attribute;
    }
}

fn is_repeat(a: &Fact, b: &Fact) -> bool {
    let counted = !matches!(a.mention.kind, Kind::Date | Kind::Time | Kind::Number | Kind::Ordinal);
    let stated =
        a.mention.value.stated().is_some() && a.mention.value.stated() == b.mention.value.stated();
    let same_unit =
        a.mention.unit.as_ref().map(|u| &u.id) == b.mention.unit.as_ref().map(|u| &u.id);
    let heads =
        a.entity.as_ref().zip(b.entity.as_ref()).is_some_and(|(x, y)| x.head.key == y.head.key);
    let said = a.attribute.as_ref().zip(b.attribute.as_ref()).is_some_and(|(x, y)| x.key == y.key);
    counted
        && stated
        && same_unit
        && heads
        && said
        && a.scope == b.scope
        && a.mention.sentence != b.mention.sentence
}

fn fill(open: &mut Fact, from: &Fact) {
    if open.places.is_empty() {
        open.places.clone_from(&from.places);
    }
    if open.when.is_none() {
        open.when.clone_from(&from.when);
        open.aside = from.aside;
    }
    if open.source.is_none() {
        open.source.clone_from(&from.source);
    }
}
