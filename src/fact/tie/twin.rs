use crate::fact::tie::{Relation, Scene, Tie};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::Kind;
use crate::value::{Decimal, Ratio};

/// *50 kilometres (31 miles)*: a figure in brackets right behind one of the same dimension in another unit; and a share that is
/// given twice, *every fourth (25 per cent)*.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for again in 1..scene.facts.len() {
        let first = again - 1;
        let (a, b) = (scene.mention(first), scene.mention(again));
        if a.sentence != b.sentence || !scene.is_bracketed(again) {
            continue;
        }
        let near = scene.between(first, again).len();
        let alike = scene.is_share(first) && scene.is_share(again);
        if alike && near <= NOUN && a.ratio.is_some() != b.ratio.is_some() {
            found.push(scene.tie(Relation::SameShare, &[first, again]));
        }
        let Some((x, y)) = a.unit.as_ref().zip(b.unit.as_ref()) else { continue };
        let converts = x.dimension == y.dimension
            && !by_tens(&(&x.factor / &y.factor))
            && a.kind == Kind::Measure
            && b.kind == Kind::Measure;
        if converts && near <= 1 {
            let relation =
                if is_change(scene, first) { Relation::TwinOfChange } else { Relation::Twin };
            found.push(scene.tie(relation, &[first, again]));
        }
    }
}

/// Tokens of a noun with its article between a share and its bracket.
const NOUN: usize = 4;

/// Whether a figure says how much something changes: *rose by 4 degrees*.
fn is_change(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let scope = scene.facts[fact].scope;
    let changes = matches!(scope, Some(Scope::ChangeUp | Scope::ChangeDown | Scope::Change));
    let tokens = scene.sentence(scene.mention(fact).sentence as usize);
    // The verb may stand behind the brackets.
    let moves = scene.has(tokens, &[Cue::Up, Cue::Down]);
    changes || (moves && scene.is_behind(fact, &[Cue::ChangeBy]))
}

/// Whether one unit is the other or a power of ten of it: in brackets, that is another thing as often as the same
/// (*a ridge of 3 km (250 m high)*).
fn by_tens(factor: &Ratio) -> bool {
    let tens =
        |r: &Ratio| r.is_integer() && Decimal::rounded(r, 0).is_some_and(|d| d.power().is_some());
    tens(factor) || tens(&factor.recip())
}
