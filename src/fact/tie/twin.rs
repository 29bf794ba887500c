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
        if a.sentence != b.sentence {
            continue;
        }
        let bracketed = scene.is_bracketed(again);
        let near = scene.between(first, again).len();
        let alike = scene.is_share(first) && scene.is_share(again) && bracketed;
        if alike && near <= NOUN && a.ratio.is_some() != b.ratio.is_some() {
            found.push(scene.tie(Relation::SameShare, &[first, again]));
        }
        let Some((x, y)) = a.unit.as_ref().zip(b.unit.as_ref()) else { continue };
        let converts = x.dimension == y.dimension
            && x.factor != y.factor
            && a.kind == Kind::Measure
            && b.kind == Kind::Measure;
        let tens = by_tens(&(&x.factor / &y.factor));
        let again_said = if tens {
            is_equated(scene, first, again, &[Cue::Equals])
        } else {
            is_aside(scene, first, again)
                || is_equated(scene, first, again, &[Cue::Equals, Cue::Amounts])
        };
        if converts && again_said && (bracketed || !is_more(scene, again)) {
            let change = is_change(scene, first)
                || is_more(scene, first)
                || bracketed && is_off(scene, again);
            let relation = if change { Relation::TwinOfChange } else { Relation::Twin };
            found.push(scene.tie(relation, &[first, again]));
        }
    }
}

/// Whether a figure stands in brackets, or between a comma or dash and the next mark, right behind another with its noun.
fn is_aside(scene: &Scene<'_, '_, '_>, first: usize, again: usize) -> bool {
    let reading = scene.ctx.reading;
    let between = scene.between(first, again);
    let Some(mark) = between.clone().find(|&i| reading.is_mark(i, "(),–—-[")) else {
        return false;
    };
    let noun = mark - between.start;
    if scene.is_bracketed(again) {
        return noun < NOUN && !scene.has(between.start..mark, PARTING);
    }
    // *26 miles, roughly 42 kilometres, long*
    let end = scene.mention(again).outer.end as usize;
    let closed = reading.is_mark(end, ",–—-);.") || reading.is_mark(end + 1, ",–—-)");
    let hedged = scene.mention(again).value.approximate;
    let straight = mark + 1 == between.end;
    let near = noun == 0 || hedged && noun < NOUN && !scene.has(between.start..mark, PARTING);
    closed && near && (hedged || reading.is_mark(mark, "–—-")) && straight
}

/// Words that part a figure from what is told behind it.
const PARTING: &[Cue] = &[Cue::Coordinator, Cue::Relative, Cue::Auxiliary, Cue::OfPreposition];

/// *85 square miles, that is 220 square kilometres*: whether a word says that a figure is the same as the one before it.
fn is_equated(scene: &Scene<'_, '_, '_>, first: usize, again: usize, words: &[Cue]) -> bool {
    const LONG: usize = 8;
    let reading = scene.ctx.reading;
    let between = scene.between(first, again);
    let says = |i: &usize| reading.is_cue(*i, words);
    let Some(cue) = between.clone().find(says) else { return false };
    let set_off = |i: usize| reading.is_mark(i, ",;(–—-:");
    let marked = (between.start..=cue).any(set_off);
    // *a loop of 5 miles or 12 kilometres* is a choice.
    let other = reading.is_cue(cue, &[Cue::Coordinator]) && !set_off(cue.saturating_sub(1));
    let strict = reading.is_cue(cue, &[Cue::Equals]);
    let rest = cue + 1..between.end;
    let parted = scene.has(rest.clone(), &[Cue::Definite, Cue::Coordinator])
        || rest.into_iter().any(|i| reading.is_mark(i, ",;:"));
    between.len() <= LONG && (marked || strict) && !other && !parted
}

/// *2 miles more*: whether a word right behind a figure says that it is a difference.
fn is_more(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let end = scene.mention(fact).outer.end as usize;
    scene.has(end..end + 1, &[Cue::More, Cue::Less, Cue::ChangeBy, Cue::Further])
}

/// *12 °C (21.6 °F) above the average*: whether a word right behind the bracket says that a figure is a difference.
fn is_off(scene: &Scene<'_, '_, '_>, bracketed: usize) -> bool {
    let end = scene.mention(bracketed).outer.end as usize;
    scene.has(end..end + 2, &[Cue::More, Cue::Less, Cue::Up, Cue::Down])
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
    let end = scene.mention(fact).outer.end as usize;
    // *1.2 °C warmer*
    let warmer = scene.has(end..end + 1, &[Cue::Up, Cue::Down]);
    // *have risen 1.1 degrees*, *a warming of 2 °C*
    let unit = scene.mention(fact).unit.as_ref();
    let level = unit.is_some_and(|u| u.has_offset());
    let start = scene.mention(fact).outer.start as usize;
    let risen =
        scene.is_behind(fact, &[Cue::Up, Cue::Down]) && scene.mention(fact).value.is_point();
    let apart = scene.has(start.saturating_sub(NOUN)..start, &[Cue::Margin]);
    changes
        || warmer
        || level && (risen || apart)
        || (moves && scene.is_behind(fact, &[Cue::ChangeBy]))
}

/// Whether one unit is the other or a power of ten of it: in brackets, that is another thing as often as the same
/// (*a ridge of 3 km (250 m high)*).
fn by_tens(factor: &Ratio) -> bool {
    let tens =
        |r: &Ratio| r.is_integer() && Decimal::rounded(r, 0).is_some_and(|d| d.power().is_some());
    tens(factor) || tens(&factor.recip())
}
