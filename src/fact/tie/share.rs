use crate::fact::phrase::noun_phrase;
use crate::fact::tie::sum::opens_as_whole;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::Kind;

/// *43 of the 50, or 86 per cent*: shares that are said of a part and its whole.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for share in 0..scene.facts.len() {
        if !scene.is_share(share) || is_taken(scene, share) {
            continue;
        }
        if let Some(facts) = two_sides(scene, share) {
            found.push(scene.tie(Relation::Sides, &facts));
        }
        if let Some((part, whole)) = amount_of(scene, share) {
            found.push(scene.tie(Relation::Share, &[share, part, whole]));
            continue;
        }
        if let Some((part, whole)) = pair_behind(scene, share) {
            found.push(scene.tie(Relation::Share, &[share, part, whole]));
            continue;
        }
        if let Some(facts) = voted(scene, share) {
            found.push(scene.tie(Relation::Votes, &facts));
        }
        let Some((part, whole)) = pair_before(scene, share) else { continue };
        if is_said_of_it(scene, share, part.max(whole)) && fits_whole(scene, share, whole) {
            found.push(scene.tie(Relation::Share, &[share, part, whole]));
        }
    }
}

/// Whether a share changes or belongs to something of its own.
pub(crate) fn is_taken(scene: &Scene<'_, '_, '_>, share: usize) -> bool {
    let change = [Scope::ChangeUp, Scope::ChangeDown, Scope::Change, Scope::Before, Scope::Per];
    scene.facts[share].scope.is_some_and(|s| change.contains(&s))
}

/// *1,874 voted for it, 1,702 against. That makes 52.4 per cent*: the only two figures of the sentence before, where a share with
/// decimals is said to follow from them.
fn two_sides(scene: &Scene<'_, '_, '_>, share: usize) -> Option<Vec<usize>> {
    const DIGITS: u32 = 3;
    let mention = scene.mention(share);
    let time = |f: &usize| scene.mention(*f).is_calendar();
    let own = scene.in_sentence(mention.sentence as usize).start..share;
    let vague = |f: &usize| scene.mention(*f).value.is_vague() || scene.mention(*f).unread;
    let mut before: Vec<usize> = own.filter(|f| !time(f) && !vague(f)).collect();
    if before.is_empty() {
        let sentence = (mention.sentence as usize).checked_sub(1)?;
        before = scene.in_sentence(sentence).filter(|f| !time(f) && !vague(f)).collect();
    }
    let start = scene.mention(share).outer.start as usize;
    let led = scene.has(start.saturating_sub(LED)..start, &[Cue::Margin, Cue::ChangeBy]);
    if mention.written.exponent >= 0 && !led {
        return None;
    }
    let counted = |f: usize| {
        let mention = scene.mention(f);
        let long = mention.value.stated().is_some_and(|v| v.spoken().digits >= DIGITS);
        counts(mention) && mention.value.is_point() && !mention.value.approximate && long
    };
    let hence = scene.has(scene.before(share), &[Cue::Hence, Cue::Amounts]);
    let others = !led && (scene.has_genitive(share) || before.len() > 2);
    let facts = std::iter::once(share).chain(before.iter().copied()).collect();
    let several = (2..=MOST).contains(&before.len());
    (several && hence && before.iter().all(|&f| counted(f)) && !others).then_some(facts)
}

/// Tokens before a share in which a word says that somebody leads by it.
const LED: usize = 3;
/// Sides that one count of votes has at the most.
const MOST: usize = 5;

/// The part and its whole that stand last before a share, in its sentence or the one before.
fn pair_before(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    let amount = |f: usize| {
        let mention = scene.mention(f);
        [Kind::Count, Kind::Number, Kind::Money, Kind::Measure].contains(&mention.kind)
            && mention.ratio.is_none()
    };
    let last = (0..share).rev().find(|&f| amount(f))?;
    let sentence = scene.mention(last).sentence;
    if scene.mention(share).sentence - sentence > 1 || !scene.mention(last).value.is_point() {
        return None;
    }
    let before = last.checked_sub(1).filter(|&f| scene.mention(f).sentence == sentence);
    let whole = scene.mention(last).kind == Kind::Count && scene.mention(last).ratio.is_none();
    let plain = |f: usize| matches!(scene.facts[f].scope, None | Some(Scope::Part));
    if let Some(first) = before
        .filter(|&f| whole && plain(f) && counts(scene.mention(f)) && joined_by_of(scene, f, last))
    {
        return Some((first, last));
    }
    let of = |first: usize| {
        scene.facts[first].scope == Some(Scope::Part) && counts(scene.mention(first))
    };
    if let Some(first) = before.filter(|&f| joined_by_of(scene, f, last) && of(f)) {
        return Some((first, last));
    }
    if let Some(first) = before.filter(|&f| amount(f) && scene.same_sort(f, last)) {
        if scene.facts[last].scope == Some(Scope::Whole) {
            return Some((first, last));
        }
        let of_them = scene.has(scene.between(first, last), &[Cue::PartOf, Cue::Part]);
        if of_them && scene.facts[last].scope == Some(Scope::Part) {
            return Some((last, first));
        }
    }
    // *Of the 50 patients, 43 had …*
    let opener = scene.in_sentence(sentence as usize).find(|&f| opens_as_whole(scene, f));
    let same = |whole: &usize| *whole < last && scene.same_sort(*whole, last);
    let alone = |whole: &usize| (whole + 1..last).all(|f| !scene.same_sort(f, last));
    opener.filter(|w| same(w) && alone(w)).map(|whole| (last, whole))
}

/// *86 per cent (43 of 50)*: a part and its whole in brackets right behind a share.
fn pair_behind(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    const NOUN: usize = 4;
    let (part, whole) = (share + 1, share + 2);
    if whole >= scene.facts.len() || scene.mention(share).sentence != scene.mention(whole).sentence
    {
        return None;
    }
    let start = scene.mention(part).outer.start as usize;
    let comma = scene.between(share, part).len() == 1;
    let marks = if comma { "([:–—," } else { "([:–—" };
    let opens = start > 0 && scene.ctx.reading.is_mark(start - 1, marks);
    let near = scene.between(share, part).len() <= NOUN;
    let joint = scene.between(part, whole);
    let of = scene.ctx.reading.is_cue(joint.start, &[Cue::OfPreposition, Cue::Genitive]);
    let marked = joint.clone().any(|i| scene.ctx.reading.is_mark(i, ",;:()"));
    let said = of && !marked && joint.len() <= NOUN + 2 && scene.same_sort(part, whole);
    let fits = counts(scene.mention(part)) && (joined_by_of(scene, part, whole) || said);
    (opens && near && fits).then_some((part, whole))
}

/// *Of the 40 members 22 voted for him and twelve against. With 55 per cent approval …*: a share of which the same is said as of one
/// part of a whole in the sentence before; the share, that part, the whole, the other parts.
fn voted(scene: &Scene<'_, '_, '_>, share: usize) -> Option<Vec<usize>> {
    let key = |f: usize| scene.facts[f].attribute.as_ref().map(|a| a.key.clone());
    let said = key(share)?;
    let sentence = (scene.mention(share).sentence as usize).checked_sub(1)?;
    if scene.mention(share).ratio.is_some() || scene.has_genitive(share) {
        return None;
    }
    let here = scene.in_sentence(sentence);
    let whole = here.clone().find(|&f| opens_as_whole(scene, f))?;
    let amount = |f: &usize| counts(scene.mention(*f)) && scene.mention(*f).value.is_point();
    let parts: Vec<usize> = (whole + 1..here.end).filter(amount).collect();
    let mut same = parts.iter().filter(|&&f| key(f).as_ref() == Some(&said));
    let (Some(&part), None) = (same.next(), same.next()) else { return None };
    let others = parts.iter().copied().filter(|&f| f != part);
    (parts.len() > 1).then(|| [share, part, whole].into_iter().chain(others).collect())
}

/// *27 of its 90 hectares*: whether nothing but a preposition and a determiner stands between two figures.
fn joined_by_of(scene: &Scene<'_, '_, '_>, first: usize, second: usize) -> bool {
    let joints = [Cue::OfPreposition, Cue::Definite, Cue::Possessive];
    let between = scene.between(first, second);
    (1..=3).contains(&between.len())
        && between.into_iter().all(|i| scene.ctx.reading.is_cue(i, &joints))
}

/// Whether the share is said of the pair that ends with `last`: in brackets behind it, or behind a word that says that it amounts to
/// the same, with no other figure between them.
fn is_said_of_it(scene: &Scene<'_, '_, '_>, share: usize, last: usize) -> bool {
    let same_sentence = scene.mention(last).sentence == scene.mention(share).sentence;
    let between = scene.between(last, share);
    let others = (last + 1..share).any(|f| !scene.mention(f).is_calendar());
    if others {
        return false;
    }
    let opens = |i: usize| scene.ctx.reading.is_mark(i, "([");
    let bracketed = scene.is_bracketed(share) || {
        let start = scene.mention(share).outer.start as usize;
        start > 0 && opens(start - 1)
    };
    if same_sentence && bracketed {
        return true;
    }
    let start = scene.mention(share).outer.start as usize;
    let near = start.saturating_sub(NEAR).max(between.start)..start;
    // *36 of the 90 samples, a share of 60 per cent*
    let quota = same_sentence
        && near.clone().any(|i| scene.ctx.reading.is_mark(i, ",–—"))
        && scene.is_behind(share, &[Cue::Quota]);
    // *30 of the 120 were accepted, 25 per cent.*
    let end = scene.mention(share).outer.end as usize;
    let reading = scene.ctx.reading;
    let apposed = same_sentence
        && reading.is_mark(start.wrapping_sub(1), ",–—")
        && (end >= reading.len() || reading.is_mark(end, ".,;–—"));
    quota || apposed || scene.has(near, &[Cue::Amounts, Cue::Hence])
}

/// *10 per cent of the budget of $40 million, or $4 million*: a share, the whole right behind it, and the part that it is said to be.
fn amount_of(scene: &Scene<'_, '_, '_>, share: usize) -> Option<(usize, usize)> {
    const NEAR: usize = 8;
    const CLOSE: usize = 5;
    let (whole, part) = (share + 1, share + 2);
    if part >= scene.facts.len() || scene.mention(share).sentence != scene.mention(part).sentence {
        return None;
    }
    let reading = scene.ctx.reading;
    let amount = |f: usize| {
        let mention = scene.mention(f);
        let kinds = [Kind::Count, Kind::Number, Kind::Money, Kind::Measure];
        kinds.contains(&mention.kind) && mention.ratio.is_none() && !mention.unread
    };
    let marks = |i: usize| reading.is_mark(i, ",;:()–—");
    let (to_whole, to_part) = (scene.between(share, whole), scene.between(whole, part));
    let joints = [Cue::OfPreposition, Cue::Genitive, Cue::PlacePreposition, Cue::Preposition];
    let joined = scene.has(to_whole.clone(), &joints);
    let plain = to_whole.len() <= NEAR && !to_whole.into_iter().any(marks);
    let says = [Cue::Amounts, Cue::Hence, Cue::Namely, Cue::Equals];
    // *18 per cent of 50,000 are 9,000*
    let verb = to_part.len() <= 2
        && to_part.start < to_part.end
        && (scene
            .ctx
            .reading
            .is_cue(to_part.start, &[Cue::Auxiliary, Cue::Amounts, Cue::Hence, Cue::Total]));
    let said = (verb || to_part.clone().any(marks))
        && (verb || scene.has(to_part.clone(), &says) || scene.is_bracketed(part))
        && !scene.has(to_part.clone(), &[Cue::Part, Cue::PartOf, Cue::Rest]);
    let ok = amount(whole) && amount(part) && scene.same_sort(part, whole);
    let scope = scene.facts[part].scope;
    let level = !matches!(scope, Some(Scope::Rest | Scope::Per | Scope::Each | Scope::Further));
    (joined
        && plain
        && said
        && to_part.len() <= CLOSE + 3
        && ok
        && level
        && !is_of_other(scene, share))
    .then_some((part, whole))
}

/// *20 per cent more than the 150 …*: whether a word behind a share says that it is a difference.
fn is_of_other(scene: &Scene<'_, '_, '_>, share: usize) -> bool {
    let end = scene.mention(share).outer.end as usize;
    scene.has(end..end + 2, &[Cue::More, Cue::Less, Cue::Up, Cue::Down])
}

/// Tokens before a share in which a word says that it amounts to the same.
const NEAR: usize = 6;

/// Whether the whole that a share names itself (*12 per cent of all pupils*) is the one of the pair.
pub(crate) fn fits_whole(scene: &Scene<'_, '_, '_>, share: usize, whole: usize) -> bool {
    let reading = scene.ctx.reading;
    let end = scene.mention(share).outer.end as usize;
    if !scene.has_genitive(share) {
        return true;
    }
    if reading.is_cue(end, &[Cue::Back]) {
        return true;
    }
    // *of them*, *of the total*: nothing else is named.
    let behind = end + reading.cue(end, Cue::PartOf).unwrap_or(0);
    let own = scene.ctx.segment_at(scene.mention(share).tokens.start as usize);
    let limit = scene.ctx.segments[own].tokens.end;
    let back = behind > end;
    let named = noun_phrase(reading, if back { behind } else { end }, limit);
    let Some(named) = named.map(|p| p.entity.head.key) else { return back };
    scene.facts[whole].entity.as_ref().is_some_and(|e| e.head.key == named)
}
