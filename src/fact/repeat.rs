use crate::fact::types::Fact;
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
