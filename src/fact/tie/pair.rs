//! Which two amounts a claim can be about: what the ties of a change, a multiple and a fraction share.

use std::ops::Range;

use crate::fact::tie::Scene;
use crate::fact::types::{Scope, Term};
use crate::lang::{CalendarWord, Cue, Sense};
use crate::parse::Kind;
use crate::value::Decimal;

/// Tokens of the noun behind a figure, or of the adverbs before one.
pub(crate) const NOUN: usize = 4;

impl Scene<'_, '_, '_> {
    /// Whether a figure is one amount that others can be held against, and no difference of any.
    pub fn is_held(&self, fact: usize) -> bool {
        let mention = self.mention(fact);
        let kinds = [Kind::Count, Kind::Number, Kind::Money, Kind::Measure];
        let scope = self.facts[fact].scope;
        kinds.contains(&mention.kind)
            && mention.ratio.is_none()
            && !mention.multiple
            && !mention.unread
            && mention.value.is_point()
            && mention.value.low.is_some_and(|v| v > Decimal::int(0))
            && !self.is_note(fact)
            && !matches!(
                scope,
                Some(
                    Scope::ChangeUp
                        | Scope::ChangeDown
                        | Scope::Change
                        | Scope::Further
                        | Scope::Rest
                        | Scope::Multiple
                )
            )
    }

    /// *[17]*: a number in square brackets points to a source.
    fn is_note(&self, fact: usize) -> bool {
        let before = (self.mention(fact).outer.start as usize).checked_sub(1);
        before.is_some_and(|i| self.ctx.reading.is_mark(i, "["))
    }

    /// Whether two amounts are of one sort: in units of one dimension, in a currency and its hundredth, or counts of which no two
    /// nouns are known to be different.
    pub fn is_alike(&self, a: usize, b: usize) -> bool {
        let (x, y) = (self.mention(a), self.mention(b));
        let minor = match (&x.unit, &y.unit) {
            (Some(x), Some(y)) => {
                x.minor.as_ref() == Some(&y.id) || y.minor.as_ref() == Some(&x.id)
            }
            _ => false,
        };
        let noun = |f: usize| {
            let entity = self.facts[f].entity.as_ref().filter(|e| !e.inherited);
            let head = entity.map(|e| &e.head);
            head.filter(|h| h.concept.as_ref().is_none_or(|c| !c.generic)).map(|h| &h.key)
        };
        let counted = x.unit.is_none() && y.unit.is_none();
        // *swimming courses*, *courses*: the last part of a compound stands for it.
        let other = |m: &String, n: &String| !m.ends_with(n.as_str()) && !n.ends_with(m.as_str());
        let differ = counted && noun(a).zip(noun(b)).is_some_and(|(m, n)| other(m, n));
        // *4.1 million euros*, *2.9 million*: what has a magnitude may leave its unit out.
        let large = x.written.exponent > 0 && y.written.exponent > 0 && x.unit.is_some();
        let elided = large && y.unit.is_none() && y.kind == Kind::Number;
        let both = x.unit.is_some() == y.unit.is_some() || elided;
        minor || (both && self.same_sort(a, b) && !differ)
    }

    /// The only two amounts of one sort that stand before a figure: in its sentence, or in so many sentences before it.
    pub fn two_before(&self, claim: usize, back: usize) -> Option<(usize, usize)> {
        let sentence = self.mention(claim).sentence as usize;
        for back in 0..=back.min(sentence) {
            let window = self.in_sentence(sentence - back).start..claim;
            let held: Vec<usize> = window.filter(|&f| self.is_held(f)).collect();
            let mut pairs = held.iter().filter_map(|&b| {
                let like: Vec<usize> =
                    held.iter().copied().filter(|&a| a != b && self.is_alike(a, b)).collect();
                let [a] = like[..] else { return None };
                let same = self.mention(a).value.low == self.mention(b).value.low;
                (a < b && !same).then_some((a, b))
            });
            let crowded =
                |&b: &usize| held.iter().filter(|&&a| a != b && self.is_alike(a, b)).count() > 1;
            if held.iter().any(crowded) {
                return None;
            }
            match (pairs.next(), pairs.next()) {
                (Some(pair), None) => return Some(pair),
                (Some(_), Some(_)) => return None,
                _ => {}
            }
        }
        None
    }

    /// Whether two figures are of one thing: of the same noun, or the same is said of both.
    pub fn is_of_one(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.facts[a], &self.facts[b]);
        let key = |t: &Option<Term>| t.as_ref().map(|t| t.key.clone());
        let noun = x.entity.as_ref().zip(y.entity.as_ref());
        noun.is_some_and(|(x, y)| x.head.key == y.head.key)
            || key(&x.attribute).is_some_and(|said| Some(said) == key(&y.attribute))
    }

    /// Whether the text tells of two times, or of two sides, in these tokens: *a year earlier*, *instead of*, *compared with*.
    pub fn tells_two(&self, tokens: Range<usize>) -> bool {
        let reading = self.ctx.reading;
        let told = |i: usize| {
            let shift = |s: &Sense| {
                matches!(s, Sense::Calendar(CalendarWord::RelativeTold(..))).then_some(())
            };
            reading.is_cue(i, &[Cue::Then, Cue::Instead]) || reading.sense(i, shift).is_some()
        };
        tokens.into_iter().any(told)
    }

    /// Whether two amounts before a claim are told of two times: by the words around them, by a word that holds the one against the
    /// other, or by the dates that they are of.
    pub fn is_then_and_now(&self, first: usize, second: usize, claim: usize) -> bool {
        let whole = |f: usize| self.sentence(self.mention(f).sentence as usize);
        let end = whole(second).end.min(self.mention(claim).outer.start as usize);
        let around = whole(first).start..end;
        let when = |f: usize| self.facts[f].when.as_ref().and_then(|w| w.span);
        let dated = when(first).zip(when(second)).is_some_and(|(a, b)| !a.overlaps(&b));
        let against = [first, second].iter().any(|&f| self.is_behind(f, &[Cue::ChangeFrom]));
        dated || against || self.tells_two(around)
    }

    /// The segment of a figure.
    pub fn own_segment(&self, fact: usize) -> Range<usize> {
        let start = self.mention(fact).outer.start as usize;
        self.ctx.segments[self.ctx.segment_at(start)].tokens.clone()
    }

    /// The first figure behind another in its sentence that is no time.
    pub fn next_amount(&self, fact: usize) -> Option<usize> {
        let here = self.in_sentence(self.mention(fact).sentence as usize);
        (fact + 1..here.end).find(|&f| !self.is_time(f))
    }

    /// The last figure before another in its sentence that is no time.
    pub fn last_amount(&self, fact: usize) -> Option<usize> {
        let here = self.in_sentence(self.mention(fact).sentence as usize);
        (here.start..fact).rev().find(|&f| !self.is_time(f))
    }

    /// Whether a figure tells a time, a length of it, or a place in an order.
    pub fn is_time(&self, fact: usize) -> bool {
        let mention = self.mention(fact);
        mention.is_calendar() || matches!(mention.kind, Kind::Duration | Kind::Ordinal | Kind::Age)
    }

    /// Whether a clause of its own tells a claim, or it is put behind what stands before it: *…, a rise of 12 per cent*.
    pub fn is_put_behind(&self, claim: usize, last: usize) -> bool {
        const FAR: usize = 14;
        let same = self.mention(claim).sentence == self.mention(last).sentence;
        let start = self.mention(claim).outer.start as usize;
        let own = self.ctx.segment_at(start);
        let behind = self.ctx.segments[own].tokens.start > self.mention(last).tokens.start as usize;
        // *a rise of*: what could be a verb is the noun of the change.
        let noun = self.ctx.reading.is_cue(self.ctx.segments[own].tokens.start, &[Cue::ChangeBy]);
        let plain = noun || !self.ctx.has_predicate(own);
        same && behind && plain && self.between(last, claim).len() <= FAR
    }

    /// Whether a word before a claim says that it follows from what stands before it.
    pub fn is_worked_out(&self, claim: usize) -> bool {
        const OPENING: usize = 3;
        let before = self.before(claim);
        let opened = before.start.saturating_sub(1)..before.end;
        let start = self.own_segment(claim).start.saturating_sub(1);
        let opening = start..before.end.min(start + OPENING);
        self.has(opened, &[Cue::Hence]) || self.has(opening, &[Cue::Amounts])
    }
}
