use crate::fact::tie::change::is_of_other_base;
use crate::fact::tie::pair::NOUN;
use crate::fact::tie::{Relation, Scene, Tie};
use crate::fact::types::{FactId, Scope};
use crate::lang::{Cue, Sense};
use crate::parse::Kind;

/// *They ask $6.20 for what cost 80 cents in May. The rise of 675 per cent …*: a relative difference that is said of two amounts around it,
/// and is not put between *from* and *to*.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for claim in 0..scene.facts.len() {
        let mention = scene.mention(claim);
        if !scene.is_share(claim) || mention.ratio.is_some() || scene.has_genitive(claim) {
            continue;
        }
        let Some(way) = way(scene, claim) else { continue };
        let relation = match way {
            Way::Up => Relation::Higher,
            Way::Down => Relation::Lower,
        };
        if let Some((first, second)) = held_against(scene, claim)
            .or_else(|| said_of_two(scene, claim, way))
            .or_else(|| level_before_follows(scene, claim))
        {
            found.push(scene.tie(relation, &[claim, first, second]));
        }
    }
}

/// *women from 40 to 50, up 25 per cent; men from 50 to 70, up 40 per cent; together 65 per cent more*: one rate of two groups, with the
/// levels of both.
pub(crate) fn pooled(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    let changes: Vec<[usize; 3]> = found
        .iter()
        .filter(|t| t.relation == Relation::Change)
        .filter_map(|t| <[FactId; 3]>::try_from(t.facts.as_slice()).ok())
        .map(|facts| facts.map(|f| f.0 as usize))
        .collect();
    for claim in 0..scene.facts.len() {
        let summed = scene.is_share(claim) && scene.has(scene.before(claim), &[Cue::Total]);
        if !summed || way(scene, claim) != Some(Way::Up) || scene.has_genitive(claim) {
            continue;
        }
        let since = (scene.mention(claim).sentence as usize).saturating_sub(2);
        let near = scene.in_sentence(since).start..claim;
        let own: Vec<&[usize; 3]> =
            changes.iter().filter(|c| near.contains(&c[0]) && near.contains(&c[1])).collect();
        let [a, b] = own[..] else { continue };
        let mut levels = [a[1], a[2], b[1], b[2]];
        // Where the one starts from what the other ends at, they are two times of one thing.
        let value = |f: usize| scene.mention(f).value.low;
        let chained = value(a[2]) == value(b[1]) || value(b[2]) == value(a[1]);
        levels.sort_unstable();
        if !chained && levels.windows(2).all(|w| w[0] != w[1]) {
            found.push(scene.tie(Relation::Pooled, &[claim, a[1], a[2], b[1], b[2]]));
        }
    }
}

/// Which way a difference goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// Which way a share says that something differs; `None`: it does not, or both ways.
fn way(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<Way> {
    match scene.facts[claim].scope {
        Some(Scope::ChangeUp) => return Some(Way::Up),
        Some(Scope::ChangeDown) => return Some(Way::Down),
        Some(Scope::Before | Scope::Rest | Scope::Each | Scope::Further) => return None,
        _ => {}
    }
    let own = scene.own_segment(claim);
    let mention = scene.mention(claim);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let behind = end..(end + 2).min(own.end);
    let before = start.saturating_sub(NOUN).max(own.start)..start;
    let one = |tokens: std::ops::Range<usize>| {
        let up = scene.has(tokens.clone(), &[Cue::Up, Cue::More]);
        match (up, scene.has(tokens, &[Cue::Down, Cue::Less])) {
            (true, false) => Some(Way::Up),
            (false, true) => Some(Way::Down),
            _ => None,
        }
    };
    let changed = || {
        let moves = scene.is_behind(claim, &[Cue::ChangeBy]);
        moves.then_some(Way::Up).filter(|_| !scene.has(own.clone(), &[Cue::Down]))
    };
    one(behind).or_else(|| one(before)).or_else(changed)
}

/// *48 kites, 20 per cent more than the 40 of last year*: between the two.
fn held_against(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    const FAR: usize = 8;
    let end = scene.mention(claim).outer.end as usize;
    let than = scene.has(end..end + 2, &[Cue::More, Cue::Less, Cue::Up, Cue::Down]);
    let (first, second) = (scene.last_amount(claim)?, scene.next_amount(claim)?);
    // *a premium of 15 per cent over the 600 of others*
    let joints = [Cue::Preposition, Cue::PlacePreposition, Cue::LevelPreposition, Cue::ChangeFrom];
    let over = scene.is_behind(claim, &[Cue::ChangeBy])
        && scene.ctx.reading.is_cue(end, &joints)
        && scene.ctx.reading.is_cue(end + 1, &[Cue::Definite])
        && scene.between(claim, second).len() <= 3;
    let than = than || over;
    let near =
        scene.between(first, claim).len() <= FAR && scene.between(claim, second).len() <= FAR;
    let held = scene.is_held(first) && scene.is_held(second) && scene.is_alike(first, second);
    (than && near && held).then_some((first, second))
}

/// The only two amounts of their sort before a share that is said to follow from them, or points back to their difference.
fn said_of_two(scene: &Scene<'_, '_, '_>, claim: usize, way: Way) -> Option<(usize, usize)> {
    let (first, second) = scene.two_before(claim, 2)?;
    let apart = scene.mention(claim).sentence - scene.mention(second).sentence;
    let two = scene.is_then_and_now(first, second, claim);
    let here = scene.in_sentence(scene.mention(claim).sentence as usize);
    let another = (claim + 1..here.end).any(|f| scene.is_held(f) && scene.is_alike(f, second));
    let alone = (second + 1..claim).all(|f| scene.is_time(f));
    if !alone
        || another
        || is_of_other_base(scene, claim)
        || (apart == 0 && has_subject(scene, claim))
    {
        return None;
    }
    let end = scene.mention(claim).outer.end as usize;
    let than = scene.has(end..end + 2, &[Cue::More, Cue::Less, Cue::Up, Cue::Down]);
    let together = scene.mention(first).sentence == scene.mention(second).sentence;
    let amounts = [first, second].iter().all(|&f| {
        let kind = scene.mention(f).kind;
        matches!(kind, Kind::Money | Kind::Measure) && scene.facts[f].scope.is_none()
    });
    // *20 per cent more than last year*: the other level is not among those before.
    let last = scene.sentence(scene.mention(claim).sentence as usize).end;
    let elsewhere = than && !two && scene.tells_two(end..last);
    let told = !elsewhere && (than || two || (apart == 1 && together && amounts));
    let hence = apart <= 1 && scene.is_worked_out(claim) && told;
    let one = together || scene.is_of_one(first, second);
    let put = two && one && scene.is_put_behind(claim, second);
    let back = apart == 1 && two && is_definite(scene, claim);
    // Nothing is less by more than all of it.
    let all = scene.mention(claim).value.low.is_some_and(|v| v > crate::value::Decimal::int(100));
    let impossible = apart <= 1 && way == Way::Down && than && all;
    (hence || put || back || impossible).then_some((first, second))
}

/// *from 84 to 51 million, the margin by 20 per cent*: whether a definite noun opens the segment of a share, of which that is said then.
fn has_subject(scene: &Scene<'_, '_, '_>, claim: usize) -> bool {
    let reading = scene.ctx.reading;
    let own = scene.own_segment(claim).start..scene.mention(claim).outer.start as usize;
    own.into_iter().any(|i| {
        reading.is_cue(i, &[Cue::Definite, Cue::Possessive, Cue::Back])
            && !reading.is_cue(i, &[Cue::Amounts, Cue::ChangeBy])
    })
}

/// *the rise of 12 per cent*, *this 12 per cent increase*: whether a definite word opens the noun of change.
fn is_definite(scene: &Scene<'_, '_, '_>, claim: usize) -> bool {
    let reading = scene.ctx.reading;
    let definite = |i: usize| reading.is_cue(i, &[Cue::Definite]);
    let (start, end) = {
        let mention = scene.mention(claim);
        (mention.outer.start as usize, mention.outer.end as usize)
    };
    let moves = [Cue::ChangeBy, Cue::Up, Cue::Down];
    let before = start.checked_sub(1).is_some_and(definite) && scene.has(end..end + 2, &moves);
    // The noun and its preposition, an adjective before them.
    let told = |s: &Sense| matches!(s, Sense::Cue(Cue::ChangeBy)).then_some(());
    let noun = reading.sense_before(start, told).is_some_and(|(len, ..)| {
        let head = start - len;
        len > 1 && (1..=2).any(|k| head.checked_sub(k).is_some_and(definite))
    });
    before || noun
}

/// *rose by 60 per cent to 602. The year before it had been 430*: the level behind the change, and the one that the next sentence
/// gives of an earlier time.
fn level_before_follows(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    const FAR: usize = 4;
    let after = scene.next_amount(claim)?;
    let reached = scene.is_behind(after, &[Cue::LevelPreposition]);
    let near = scene.between(claim, after).len() <= FAR;
    if !reached || !near || !scene.is_held(after) {
        return None;
    }
    let sentence = scene.mention(claim).sentence as usize;
    let rest = (after + 1..scene.in_sentence(sentence).end).all(|f| scene.is_time(f));
    let next = scene.in_sentence(sentence + 1);
    let amounts: Vec<usize> = next.filter(|&f| !scene.is_time(f)).collect();
    let [before] = amounts[..] else { return None };
    let opening = scene.sentence(sentence + 1).start..scene.mention(before).outer.end as usize + 1;
    let alike = scene.is_held(before) && scene.is_alike(before, after);
    let told = scene.tells_two(opening.clone()) && scene.has(opening, &[Cue::Auxiliary]);
    (rest && alike && told).then_some((before, after))
}
