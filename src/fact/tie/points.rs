use crate::fact::tie::change::{BEHIND, is_level};
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::Kind;

/// *31 and 24 per cent, a lead of seven points*; *14,212 votes and 11,874, a majority of 2,338*: figures with what lies between them.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for fact in 0..scene.facts.len() {
        lead(scene, fact, found);
        points(scene, fact, found);
        difference(scene, fact, found);
    }
}

/// *It won 34.2 per cent, 7.7 per cent less than the 41.9 …*: a change in per cent with decimals and every two shares near it that lie
/// just so far apart.
fn difference(scene: &Scene<'_, '_, '_>, apart: usize, found: &mut Vec<Tie>) {
    const MOST: usize = 5;
    let mention = scene.mention(apart);
    if !scene.is_share(apart) || mention.ratio.is_some() || mention.written.exponent >= 0 {
        return;
    }
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.clone();
    let near = start.saturating_sub(BEHIND).max(own.start)..(end + BEHIND).min(own.end.max(end));
    let moves = [Cue::Up, Cue::Down, Cue::ChangeBy, Cue::Margin, Cue::More, Cue::Less, Cue::Hence];
    let changes = [Scope::ChangeUp, Scope::ChangeDown, Scope::Change];
    let said = scene.facts[apart].scope.is_some_and(|s| changes.contains(&s));
    if !said && !scene.has(near, &moves) || scene.has_genitive(apart) && said_of_all(scene, apart) {
        return;
    }
    let sentence = mention.sentence as usize;
    let from = scene.in_sentence(sentence.saturating_sub(1)).start;
    let here = from..scene.in_sentence(sentence + 1).end;
    let level = |f: &usize| {
        let scope = scene.facts[*f].scope;
        let plain = !scope.is_some_and(|s| changes.contains(&s));
        let by = scene.is_behind(*f, &[Cue::ChangeBy]);
        *f != apart && scene.is_share(*f) && is_level(scene, *f) && plain && !by
    };
    if here.len() > 8 * MOST {
        return;
    }
    let levels: Vec<usize> = here.filter(level).collect();
    let value = |f: usize| scene.mention(f).value.stated();
    if levels.len() > MOST {
        return;
    }
    for (i, &first) in levels.iter().enumerate() {
        for &second in &levels[i + 1..] {
            let Some((a, b)) = value(first).zip(value(second)) else { continue };
            let (high, low) = if a > b { (a, b) } else { (b, a) };
            if value(apart).and_then(|d| d.plus(low)) == Some(high) {
                found.push(scene.tie(Relation::Points, &[apart, first, second]));
            }
        }
    }
}

/// *5.2 per cent of all votes*: whether what a share is one of is named right behind it.
fn said_of_all(scene: &Scene<'_, '_, '_>, share: usize) -> bool {
    let end = scene.mention(share).outer.end as usize;
    scene.has(end..end + 2, &[Cue::PartOf, Cue::Total])
}

/// *14,212 votes and 11,874, a majority of 2,338*: a count that is said to be the distance of the two before it.
fn lead(scene: &Scene<'_, '_, '_>, apart: usize, found: &mut Vec<Tie>) {
    const NEAR: usize = 3;
    const DIGITS: u32 = 3;
    let counted = |f: usize| {
        let mention = scene.mention(f);
        let long = mention.value.stated().is_some_and(|v| v.spoken().digits >= DIGITS);
        counts(mention) && mention.value.is_point() && !mention.value.approximate && long
    };
    let before = scene.before(apart);
    let near = before.start.max(before.end.saturating_sub(NEAR))..before.end;
    let margin = scene.has(near, &[Cue::Margin]);
    if !counted(apart) || !(margin || scene.is_behind(apart, &[Cue::ChangeBy])) {
        return;
    }
    if let Some((first, second)) =
        of_result(scene, apart).filter(|&(a, b)| counted(a) && counted(b))
    {
        found.push(scene.tie(Relation::Distance, &[apart, first, second]));
        return;
    }
    if !margin {
        return;
    }
    let here = scene.in_sentence(scene.mention(apart).sentence as usize);
    let earlier: Vec<usize> = (here.start..apart).filter(|&f| counts(scene.mention(f))).collect();
    if let [first, second] = earlier[..]
        && counted(first)
        && counted(second)
    {
        found.push(scene.tie(Relation::Distance, &[apart, first, second]));
    }
}

/// *She won by 3,220 votes, 21,480 to 18,260*: the only two other counts of the sentence, with one word between them that sets the one
/// against the other.
fn of_result(scene: &Scene<'_, '_, '_>, apart: usize) -> Option<(usize, usize)> {
    let here = scene.in_sentence(scene.mention(apart).sentence as usize);
    let counts: Vec<usize> = here
        .filter(|&f| f != apart && counts(scene.mention(f)) && scene.mention(f).value.is_point())
        .collect();
    let [first, second] = counts[..] else { return None };
    let between = scene.between(first, second);
    let joint = [Cue::LevelPreposition, Cue::PlacePreposition, Cue::Preposition];
    (between.len() == 1 && scene.has(between, &joint)).then_some((first, second))
}

/// Two shares and what lies between them, in points or called per cent, behind them: *31 per cent, the others 24. The lead is
/// seven points*.
fn points(scene: &Scene<'_, '_, '_>, first: usize, found: &mut Vec<Tie>) {
    let percents = |from: usize| {
        let percent = |f: &usize| scene.mention(*f).kind == Kind::Percent;
        (from..scene.facts.len()).find(percent)
    };
    if scene.mention(first).kind != Kind::Percent || !scene.is_share(first) {
        return;
    }
    let Some(second) = percents(first + 1).filter(|&f| scene.is_share(f)) else { return };
    let Some(apart) = percents(second + 1) else { return };
    let sentence = |f: usize| scene.mention(f).sentence;
    let near = sentence(second) - sentence(first) <= 1 && sentence(apart) - sentence(second) <= 1;
    let plain = [first, second]
        .iter()
        .all(|&f| is_level(scene, f) && matches!(scene.facts[f].scope, None | Some(Scope::Before)));
    let alone =
        !scene.in_sentence(sentence(first) as usize).any(|f| f < first && scene.is_share(f));
    if !near || !plain || !alone || scene.mention(apart).unread {
        return;
    }
    let end = scene.mention(apart).outer.end as usize;
    let near = scene.before(apart).start..end + BEHIND;
    let says = |cues: &[Cue]| scene.has(near.clone(), cues);
    if !scene.is_share(apart) && says(&[Cue::Margin]) {
        found.push(scene.tie(Relation::Distance, &[apart, first, second]));
    }
    let moves = [Cue::Up, Cue::Down, Cue::ChangeBy, Cue::Margin, Cue::Hence];
    if scene.is_share(apart) && says(&moves) {
        found.push(scene.tie(Relation::Points, &[apart, first, second]));
    }
}
