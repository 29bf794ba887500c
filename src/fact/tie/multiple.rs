use crate::fact::tie::change::levels;
use crate::fact::tie::pair::NOUN;
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::Cue;

/// *120, three times the 40 of last year*; *40 then and 120 now. They have thus tripled*; *quadrupled*, says the headline.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for claim in 0..scene.facts.len() {
        let mention = scene.mention(claim);
        if !mention.multiple || mention.unread {
            continue;
        }
        let pair = so_many_times(scene, claim)
            .or_else(|| worked_out(scene, claim))
            .or_else(|| shown_behind(scene, claim))
            .or_else(|| of_the_headline(scene, claim));
        if let Some((before, after)) = pair {
            found.push(scene.tie(times(scene, claim), &[claim, before, after]));
        }
    }
}

/// *five times*, or *five times more*, which may be six times.
pub(crate) fn times(scene: &Scene<'_, '_, '_>, claim: usize) -> Relation {
    let end = scene.mention(claim).outer.end as usize;
    let more = scene.has(end..end + 2, &[Cue::More, Cue::Less, Cue::Up, Cue::Down]);
    if more { Relation::TimesMore } else { Relation::Multiple }
}

/// *96 grams, four times as much as the 24 that …*: the one right before the multiple, and the only other one of its sort
/// behind it in the sentence.
fn so_many_times(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    const FAR: usize = 5;
    const AS: usize = 5;
    let reading = scene.ctx.reading;
    let first = scene.last_amount(claim).filter(|&f| scene.is_held(f))?;
    let here = scene.in_sentence(scene.mention(claim).sentence as usize);
    let mut like = here.filter(|&f| f != first && scene.is_held(f) && scene.is_alike(f, first));
    let (second, more) = (like.next().filter(|&f| f > claim)?, like.next());
    let to = scene.between(first, claim);
    let apposed = to.len() <= FAR
        && to.clone().any(|i| {
            reading.is_mark(i, ",–—(")
                || reading.is_cue(i, &[Cue::Amounts, Cue::Auxiliary, Cue::Hence])
        });
    let as_many = to.len() <= FAR + NOUN
        && scene.has(
            scene.mention(claim).outer.end as usize + 1
                ..scene.mention(claim).outer.end as usize + AS,
            &[Cue::Subordinator],
        );
    let joined = to
        .clone()
        .any(|i| reading.is_cue(i, &[Cue::Coordinator]) && !reading.is_cue(i, &[Cue::Amounts]));
    let end = scene.mention(claim).outer.end as usize;
    let of =
        [Cue::Definite, Cue::Genitive, Cue::OfPreposition, Cue::Subordinator, Cue::Preposition];
    let held = scene.has(end..end + AS, &of);
    let joined = joined && !scene.has(to, &[Cue::Hence]);
    (more.is_none() && (apposed || as_many) && !joined && held).then_some((second, first))
}

/// The only two amounts of their sort before a multiple that is said to follow from them.
fn worked_out(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    let (first, second) = scene.two_before(claim, 1)?;
    let alone = (second + 1..claim).all(|f| scene.is_time(f)) && scene.next_amount(claim).is_none();
    let two = scene.is_then_and_now(first, second, claim);
    let together = scene.mention(first).sentence == scene.mention(second).sentence;
    let hence = scene.is_worked_out(claim);
    let put = together && scene.is_put_behind(claim, second);
    // Bare numbers of two sentences are of one thing only where both name it.
    let measured = scene.mention(second).unit.is_some();
    let one = together || measured || scene.is_of_one(first, second);
    // *40 times the wage of a man on the line*: the base is what is named there.
    let end = scene.mention(claim).outer.end as usize;
    let named = scene.has(end..end + 1, &[Cue::Definite, Cue::Genitive, Cue::Possessive]);
    let one = one && !named;
    (alone && two && one && (hence || put)).then_some((first, second))
}

/// *They have tripled: 40 were counted then, now it is 120*: the only two amounts of one sort behind a multiple and a colon, or in
/// the next sentence.
fn shown_behind(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    let reading = scene.ctx.reading;
    let end = scene.mention(claim).outer.end as usize;
    let sentence = scene.mention(claim).sentence as usize;
    let colon = (end..scene.sentence(sentence).end).find(|&i| reading.is_mark(i, ":"))?;
    let behind = scene.in_tokens(&(colon..scene.sentence(sentence).end));
    let held: Vec<usize> = behind.filter(|&f| !scene.is_time(f)).collect();
    let [first, second] = held[..] else { return None };
    let alike = scene.is_held(first) && scene.is_held(second) && scene.is_alike(first, second);
    let plain = scene.next_amount(claim) == Some(first);
    let two = scene.tells_two(colon..scene.mention(second).outer.end as usize);
    (alike && plain && two).then_some((first, second))
}

/// A multiple in the headline, and the only two levels *from … to* that the opening of the text gives.
fn of_the_headline(scene: &Scene<'_, '_, '_>, claim: usize) -> Option<(usize, usize)> {
    const SENTENCES: usize = 4;
    if !scene.facts[claim].headline {
        return None;
    }
    let sentence = scene.mention(claim).sentence as usize;
    let opening = claim + 1..scene.in_sentence(sentence + SENTENCES).end;
    let mut pairs = opening
        .clone()
        .filter(|f| opening.contains(&(f + 1)))
        .filter(|&f| scene.mention(f).sentence == scene.mention(f + 1).sentence)
        .filter_map(|f| levels(scene, f, f + 1));
    let pair = pairs.next()?;
    let near = scene.mention(pair.0).sentence as usize - sentence <= SENTENCES;
    (pairs.next().is_none() && near).then_some(pair)
}
