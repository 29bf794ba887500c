use std::ops::Range;

use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::lang::Cue;

/// What stands between the cells of a table in Markdown.
const EDGE: &str = "|";

/// The last row of a table that says *total*, and the rows above it: one figure in each; and a row that says *share* below a whole and
/// a part of it.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for share in 2..scene.facts.len() {
        found.extend(share_of_rows(scene, share));
    }
    for whole in 2..scene.facts.len() {
        let Some(line) = row(scene, whole) else { continue };
        let start = scene.mention(whole).outer.start as usize;
        if !scene.has(line.start..start, &[Cue::Total]) {
            continue;
        }
        let mut parts = Vec::new();
        let mut below = line;
        for part in (0..whole).rev() {
            let Some(own) = row(scene, part).filter(|own| own.end == below.start) else { break };
            parts.insert(0, part);
            below = own;
        }
        let alike = |f: &usize| scene.same_sort(*f, whole) || both_count(scene, *f, whole);
        if parts.len() > 1 && parts.iter().all(alike) {
            let facts: Vec<usize> = std::iter::once(whole).chain(parts).collect();
            found.push(scene.tie(Relation::Sum, &facts));
        }
    }
}

/// A row with a share below the row of a part and the row of its whole.
fn share_of_rows(scene: &Scene<'_, '_, '_>, share: usize) -> Option<Tie> {
    let (whole, part) = (share - 2, share - 1);
    if !scene.is_share(share) {
        return None;
    }
    let (own, above, top) = (row(scene, share)?, row(scene, part)?, row(scene, whole)?);
    let below = top.end == above.start && above.end == own.start;
    let said = scene.has(own, &[Cue::Quota]) && scene.has(above, &[Cue::PartOf, Cue::Part]);
    let alike = scene.same_sort(part, whole) || both_count(scene, part, whole);
    (below && said && alike).then(|| scene.tie(Relation::Share, &[share, part, whole]))
}

fn both_count(scene: &Scene<'_, '_, '_>, a: usize, b: usize) -> bool {
    counts(scene.mention(a)) && counts(scene.mention(b))
}

/// The row of a table in which a figure stands, where it is the only one of it.
fn row(scene: &Scene<'_, '_, '_>, fact: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 40;
    let reading = scene.ctx.reading;
    let at = scene.mention(fact).tokens.start as usize;
    let breaks = |i: usize| reading.tokens.get(i).is_some_and(|t| t.breaks > 0);
    let start = (at.saturating_sub(LONGEST)..=at).rev().find(|&i| i == 0 || breaks(i))?;
    let end = (at + 1..at + LONGEST).find(|&i| i >= reading.len() || breaks(i))?;
    let cells = (start..end).any(|i| reading.is_mark(i, EDGE));
    (cells && scene.in_tokens(&(start..end)).len() == 1).then_some(start..end)
}
