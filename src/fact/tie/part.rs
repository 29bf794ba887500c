use crate::fact::phrase::noun_phrase;
use crate::fact::tie::sum::{is_amount, is_one_of, opens_as_whole};
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::{Kind, Mention};
use crate::text::TokenKind;
use crate::value::Decimal;

/// Wholes with what is said to be a part of them.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for part in 0..scene.facts.len() {
        if !is_amount(scene, part) || is_other(scene, part) {
            continue;
        }
        let whole = of_whom(scene, part)
            .or_else(|| among(scene, part))
            .or_else(|| of_them(scene, part))
            .or_else(|| of_sentence_before(scene, part))
            .or_else(|| so_many_of(scene, part))
            .or_else(|| opened(scene, part));
        if let Some(whole) = whole {
            found.push(scene.tie(Relation::Part, &[whole, part]));
        }
    }
}

/// Whether a figure is one of change, of each or of others.
fn is_other(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let changes = [Scope::ChangeUp, Scope::ChangeDown, Scope::Change, Scope::Before];
    let others = [Scope::Per, Scope::Each, Scope::Further, Scope::Rest, Scope::Multiple];
    scene.facts[fact].scope.is_some_and(|s| changes.contains(&s) || others.contains(&s))
}

/// *900 members, of whom 1,200 …*: a figure that is said to be a part of the one before it.
fn of_whom(scene: &Scene<'_, '_, '_>, part: usize) -> Option<usize> {
    // Between them, only shares of the same whole may stand.
    let whole = (0..part).rev().find(|&f| !scene.is_share(f))?;
    let (a, b) = (scene.mention(whole), scene.mention(part));
    let start = b.outer.start as usize;
    let joint = scene.between(whole, part);
    let of_them = scene.has(joint.clone(), &[Cue::PartOf])
        && scene.has(start.saturating_sub(NEAR).max(joint.start)..start, &[Cue::PartOf]);
    let near = a.sentence == b.sentence || (b.sentence - a.sentence == 1 && b.kind == Kind::Money);
    let segment = |m: &Mention| scene.ctx.segment_at(m.tokens.start as usize);
    let apart = segment(a) != segment(b);
    // Who names a noun speaks of others (*two species …, of all three species*).
    let end = b.outer.end as usize;
    let noun = noun_phrase(scene.ctx.reading, end, end + AHEAD).map(|p| p.entity.head);
    let again = counts(b) && noun.is_some_and(|head| head.concept.is_some());
    (near && apart && !again && of_them && is_whole(scene, whole) && fits(scene, whole, part))
        .then_some(whole)
}

/// Tokens before a part in which the word stands that makes it one.
const NEAR: usize = 3;
/// Tokens between a whole and a part of it.
const CLOSE: usize = 9;
/// Tokens behind a part in which its noun stands.
const AHEAD: usize = 4;

/// Whether a figure can be that of a whole.
fn is_whole(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    matches!(scene.facts[fact].scope, None | Some(Scope::Whole | Scope::Part))
        && is_amount(scene, fact)
}

/// Whether two figures are of one sort, in counts or in units of one dimension.
fn fits(scene: &Scene<'_, '_, '_>, whole: usize, part: usize) -> bool {
    let (a, b) = (scene.mention(whole), scene.mention(part));
    let units = a.kind == b.kind && matches!(a.kind, Kind::Money | Kind::Measure);
    // Of a level, nothing is a part.
    let level = a.unit.as_ref().is_some_and(|u| u.has_offset());
    // Things are counted in whole numbers (*00.01* is a time of day).
    let counted = |m: &Mention| counts(m) && m.value.stated().is_none_or(Decimal::is_integer);
    (counted(a) && counted(b) || units && !level) && scene.same_sort(whole, part)
}

/// Whether both are said to count things of one sort, and of which.
fn is_known_part(scene: &Scene<'_, '_, '_>, whole: usize, part: usize) -> bool {
    let named = |f: usize| scene.facts[f].entity.is_some();
    let units = scene.mention(whole).unit.is_some();
    fits(scene, whole, part)
        && is_whole(scene, whole)
        && (units || named(whole) && named(part) && is_one_of(scene, part, whole))
}

/// *44 people, including 51 children*: a part right behind the word that opens parts, and the last figure before it of which it can
/// be one.
fn among(scene: &Scene<'_, '_, '_>, part: usize) -> Option<usize> {
    if !scene.is_behind(part, &[Cue::Part]) {
        return None;
    }
    let here = scene.in_sentence(scene.mention(part).sentence as usize);
    let before = (here.start..part).rev();
    let near = |whole: &usize| scene.between(*whole, part).len() <= CLOSE;
    before.into_iter().take_while(near).find(|&whole| is_known_part(scene, whole, part))
}

/// *340 residents, 410 of them children*: the figure right before a part behind which a word says of what it is one.
fn of_them(scene: &Scene<'_, '_, '_>, part: usize) -> Option<usize> {
    let reading = scene.ctx.reading;
    let whole = part.checked_sub(1)?;
    let (a, b) = (scene.mention(whole), scene.mention(part));
    let behind = reading.is_cue(b.outer.end as usize, &[Cue::PartOf]);
    let comma = scene.between(whole, part).into_iter().any(|i| reading.is_mark(i, ",–—("));
    let named = scene.facts[whole].entity.is_some() || a.unit.is_some();
    let one = fits(scene, whole, part) && is_whole(scene, whole) && is_one_of(scene, part, whole);
    (behind && comma && named && one && a.sentence == b.sentence).then_some(whole)
}

/// *The village has 900 inhabitants. Of them, 1,100 …*: the only count of the sentence before.
fn of_sentence_before(scene: &Scene<'_, '_, '_>, part: usize) -> Option<usize> {
    let mention = scene.mention(part);
    let sentence = (mention.sentence as usize).checked_sub(1)?;
    let start = scene.sentence(sentence + 1).start;
    let first = mention.outer.start as usize;
    let opens = first.saturating_sub(start) <= AHEAD
        && scene.has(start..first.min(start + 2), &[Cue::PartOf]);
    if !opens || !counts(mention) {
        return None;
    }
    let mut all = scene.in_sentence(sentence).filter(|&f| is_amount(scene, f));
    let (Some(whole), None) = (all.next(), all.next()) else { return None };
    let one = is_one_of(scene, part, whole) && scene.facts[whole].entity.is_some();
    (one && fits(scene, whole, part) && is_whole(scene, whole)).then_some(whole)
}

/// *62 of the 58 members*: a part and its whole, joined by nothing but a preposition and a determiner.
fn so_many_of(scene: &Scene<'_, '_, '_>, part: usize) -> Option<usize> {
    let whole = part + 1;
    let next = scene.facts.get(whole)?;
    let stated = next.scope == Some(Scope::Whole) && next.mention.kind == Kind::Count;
    let own = scene.facts[part].scope == Some(Scope::Part);
    let near = (1..=2).contains(&scene.between(part, whole).len());
    let definite = scene.has(scene.between(part, whole), &[Cue::Definite, Cue::Possessive]);
    (stated && own && near && definite && next.entity.is_some() && fits(scene, whole, part))
        .then_some(whole)
}

/// *Of the 120 cows, 150 were infected*: the count that opens the sentence, where this is the first behind it.
fn opened(scene: &Scene<'_, '_, '_>, part: usize) -> Option<usize> {
    let here = scene.in_sentence(scene.mention(part).sentence as usize);
    let whole = (here.start..part).rev().find(|&f| !scene.mention(f).is_calendar())?;
    let between = scene.between(whole, part);
    // *the 20, 35 and 50 GHz bands* are a list.
    let noun = scene.ctx.reading.kind(between.start) == Some(TokenKind::Word);
    let aside = scene.has(between.clone(), &[Cue::Coordinator, Cue::Per]) || {
        let comma = |i: &usize| scene.ctx.reading.is_mark(*i, ",");
        let clause = [Cue::Relative, Cue::Subordinator];
        between.into_iter().filter(comma).any(|i| scene.ctx.reading.is_cue(i + 1, &clause))
    };
    // *700 joined it*: a verb that no list knows.
    let end = scene.mention(part).outer.end as usize;
    let ends = |e: &String| scene.ctx.reading.folded(end).ends_with(e.as_str());
    let unknown = scene.facts[part].entity.as_ref().is_none_or(|e| e.head.concept.is_none());
    let verb = unknown && scene.ctx.reading.pack.verbal_endings.iter().any(ends);
    let one = fits(scene, whole, part) && (verb || is_one_of(scene, part, whole));
    let reached = scene.is_behind(part, &[Cue::LevelPreposition]);
    (one && noun && opens_as_whole(scene, whole) && !aside && !reached && !scene.is_bracketed(part))
        .then_some(whole)
}
