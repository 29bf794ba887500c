use std::collections::BTreeSet;

use crate::fact::tie::pair::NOUN;
use crate::fact::tie::{Relation, Scene, Tie};
use crate::lang::Cue;
use crate::parse::Kind;
use crate::text::TokenKind;
use crate::value::Decimal;

/// *5 tonnes at the top, second the one with 7, then 3*; *the most ever*, and more in an earlier year.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for fact in 0..scene.facts.len() {
        found.extend(in_order(scene, fact));
        found.extend(record(scene, fact));
    }
}

/// The values of a list that opens with the first of them: at least three, or two where the first is said to be the largest.
fn in_order(scene: &Scene<'_, '_, '_>, first: usize) -> Option<Tie> {
    const MOST: usize = 6;
    let mention = scene.mention(first);
    let sentence = mention.sentence as usize;
    let here = scene.in_sentence(sentence);
    let opens = (here.start..first).all(|f| !scene.is_held(f) || !scene.is_alike(f, first));
    let amount = matches!(mention.kind, Kind::Money | Kind::Count | Kind::Measure);
    let end = scene
        .next_held(first)
        .map_or(scene.sentence(sentence).end, |f| scene.mention(f).outer.start as usize);
    let around = scene.sentence(sentence).start..end;
    let leads = scene.has(around.clone(), &[Cue::Leads]);
    let largest = scene.has(around, &[Cue::Largest]);
    if !opens || !amount || !scene.is_held(first) || !(leads || largest) {
        return None;
    }
    let mut values = vec![first];
    let mut last = first;
    while let Some(next) = scene.next_held(last).filter(|_| values.len() < MOST) {
        let between = scene.between(last, next);
        let end = scene.mention(next).outer.end as usize;
        let goes_on = values.len() > 1 && between.len() <= NOUN;
        let joint = scene.has(between.clone(), &[Cue::Coordinator]);
        let follows = scene.has(between.start..end, &[Cue::Follows]) || (goes_on && joint);
        if !follows || !scene.is_ranked_alike(first, next) {
            break;
        }
        values.push(next);
        last = next;
    }
    let relation = if largest { Relation::Descending } else { Relation::Ranked };
    let enough = if largest { 2 } else { 3 };
    (values.len() >= enough).then(|| scene.tie(relation, &values))
}

impl Scene<'_, '_, '_> {
    /// The next amount of the sentence that is no multiple, time or place in an order.
    fn next_held(&self, fact: usize) -> Option<usize> {
        let here = self.in_sentence(self.mention(fact).sentence as usize);
        (fact + 1..here.end).find(|&f| !self.is_time(f) && !self.mention(f).multiple)
    }

    /// Whether two amounts are measured alike; a number may leave its unit out.
    fn is_ranked_alike(&self, first: usize, next: usize) -> bool {
        let (a, b) = (self.mention(first), self.mention(next));
        let counted = a.unit.is_none() && b.unit.is_none() && a.kind != Kind::Money;
        self.is_held(next) && (counted || self.same_sort(first, next))
    }
}

/// An amount that is said to be the largest ever, and a larger one of the same thing that the text dates earlier.
fn record(scene: &Scene<'_, '_, '_>, new: usize) -> Option<Tie> {
    const SENTENCES: u32 = 6;
    let mention = scene.mention(new);
    let sentence = mention.sentence as usize;
    let tokens = scene.sentence(sentence);
    let here = scene.in_sentence(sentence);
    let amounts: Vec<usize> = here.clone().filter(|&f| !scene.is_time(f)).collect();
    let limited = here.clone().any(|f| scene.mention(f).kind == Kind::Duration);
    let is_record =
        scene.has(tokens.clone(), &[Cue::Record]) && !scene.has(tokens, &[Cue::OldRecord]);
    let own = amounts.first().filter(|&&f| f == new && is_amount(scene, f));
    if own.is_none() || limited || !is_record {
        return None;
    }
    let mut older = (0..scene.facts.len()).filter(|&f| {
        let other = scene.mention(f);
        let near = other.sentence.abs_diff(mention.sentence) <= SENTENCES;
        let elsewhere = other.sentence != mention.sentence;
        near && elsewhere
            && is_amount(scene, f)
            && is_near(scene, new, f)
            && is_measured_alike(scene, new, f)
            && is_older(scene, new, f)
    });
    let old = older.next()?;
    older.next().is_none().then(|| scene.tie(Relation::Record, &[new, old]))
}

fn is_amount(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let kinds = [Kind::Money, Kind::Measure, Kind::Count, Kind::Number];
    kinds.contains(&scene.mention(fact).kind) && scene.is_held(fact)
}

/// Whether two figures as written are of one magnitude: who writes of tens does not hold them against millions.
fn is_near(scene: &Scene<'_, '_, '_>, a: usize, b: usize) -> bool {
    const FACTOR: i64 = 10;
    let value = |f: usize| scene.mention(f).value.low.map(Decimal::ratio);
    let factor = Decimal::int(FACTOR).ratio();
    value(a).zip(value(b)).is_some_and(|(a, b)| a <= &b * &factor && b <= &a * &factor)
}

/// In one unit or of one noun; a unit that is one of weight and one of money (*pounds*) may be read either way.
fn is_measured_alike(scene: &Scene<'_, '_, '_>, a: usize, b: usize) -> bool {
    let word = |f: usize| {
        let mention = scene.mention(f);
        let (from, to) = (mention.tokens.end as usize, mention.outer.end as usize);
        (from < to).then(|| scene.ctx.reading.folded(to - 1))
    };
    let unit = word(a).zip(word(b)).is_some_and(|(a, b)| a == b);
    let both = scene.mention(a).unit.is_some() && scene.mention(b).unit.is_some();
    (both && (unit || scene.is_alike(a, b)))
        || (!both && scene.is_alike(a, b) && scene.is_of_one(a, b))
}

/// Whether a figure is told of an earlier time than another, and of the same thing: by an old record, or by its date and a word
/// that both sentences share.
fn is_older(scene: &Scene<'_, '_, '_>, new: usize, old: usize) -> bool {
    let own = scene.sentence(scene.mention(old).sentence as usize);
    if scene.has(own, &[Cue::OldRecord]) {
        return true;
    }
    let when = |f: usize| scene.facts[f].when.as_ref().and_then(|w| w.span);
    let now = when(new).map(|w| w.first).or(scene.ctx.published);
    let dated = when(old).is_some_and(|old| now.is_none_or(|now| old.last < now));
    let words = |f: usize| words(scene, scene.mention(f).sentence as usize);
    let shared = words(new).intersection(&words(old)).count();
    dated && shared > 0
}

/// The stems of the content words of a sentence.
fn words(scene: &Scene<'_, '_, '_>, sentence: usize) -> BTreeSet<String> {
    const SHORTEST: usize = 4;
    let reading = scene.ctx.reading;
    let content = |&i: &usize| {
        let word = reading.folded(i);
        reading.kind(i) == Some(TokenKind::Word)
            && word.chars().count() >= SHORTEST
            && !reading.is_function(i)
            && !reading.pack.function_words.contains(word)
            && !scene.ctx.in_figure(i)
    };
    scene.sentence(sentence).filter(content).map(|i| reading.pack.stem(reading.folded(i))).collect()
}
