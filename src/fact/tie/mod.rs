//! How the figures of one text hang together: which is the sum of which, the share of which, the change from which to which.
//!
//! A tie says only what the words say; whether the arithmetic holds is for the checks. Where the words leave open which figures
//! belong together, there is none.

mod anniversary;
mod change;
mod compared;
mod currency;
mod each;
mod fraction;
mod grown;
mod headline;
mod length;
mod life;
pub(crate) mod list;
mod multiple;
mod pair;
mod part;
mod percent_of;
mod person;
mod pitch;
mod points;
mod rank;
mod rate;
mod rates;
mod share;
mod stretch;
mod sum;
mod table;
mod total;
mod twin;
mod usual;
mod weekday;

use std::ops::Range;

use jiff::civil;

use crate::fact::clause::is_predicate;
use crate::fact::context::Context;
use crate::fact::types::{Fact, FactId};
use crate::lang::{Cue, Sense};
use crate::parse::{Kind, Mention};
use crate::value::Ratio;

/// What hangs together how; the figures in the order that is given here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A figure, the same one in another unit.
    Twin,
    /// As [`Relation::Twin`], of a difference and no level (a rise of so many degrees).
    TwinOfChange,
    /// A weekday, the day of the calendar that it is said to be.
    Weekday,
    /// A whole, two or more parts that make all of it.
    Sum,
    /// A whole, what is said to be a part of it.
    Part,
    /// A share, the part, its whole.
    Share,
    /// A share, a part and a whole of which the sentence before tells at least one.
    ShareNear,
    /// How much is taken of what can be; how much that is, how much can be.
    Occupied,
    /// A share, the same share said otherwise.
    SameShare,
    /// What something changed by, relative to what it was or in its unit; the level before, the level after.
    Change,
    /// A relative rise, the range from the level before to the level after.
    ChangeOver,
    /// A count of a headline, one of the text that shares its noun with another; the other, or one where it is left out.
    Together,
    /// So many fields, the area that they are said to be. The tie says by how much the time of the fields goes into that of the area.
    Pitches,
    /// An age, a year in which nobody is a child any more; the later years that the text names.
    AsChild,
    /// What a rate was multiplied by; the cases and people of the earlier year, and of the later.
    RateTimes,
    /// The distance of two figures, both of them.
    Distance,
    /// What is called a relative change of a share, two shares that lie just so far apart.
    Points,
    /// A figure to whose noun another is joined, with no figure or with one of its own: alone, it is not all.
    Joined,
    /// A length of time, or a year counted from the last of two, those two years.
    Elapsed,
    /// A length of time, the year since which it goes.
    Since,
    /// A share, the part of which the same is said, its whole, the other parts.
    Votes,
    /// A share, two figures one of which it is the share of both.
    Sides,
    /// A relative difference upwards, the two figures that differ.
    Higher,
    /// A relative difference downwards, the two figures that differ.
    Lower,
    /// A relative change of two groups together; of each, the level before and the level after.
    Pooled,
    /// A length of time, from which day to which day.
    Days,
    /// A length of time, from which time of day to which.
    Times,
    /// What something was multiplied by; the level before, the level after.
    Multiple,
    /// As [`Relation::Multiple`], told as so many times more.
    TimesMore,
    /// What falls to each, the total, how many or how much of what each is one.
    Each,
    /// As [`Relation::Each`], where no word says that the one is worked out from the others.
    Apiece,
    /// A total, how many times, how much each time.
    Product,
    /// An age, the day or year of birth; times that the age may be told of.
    Age,
    /// An age, the age of the same person told before it.
    AgeAgain,
    /// A length of time, from when to when it goes.
    Length,
    /// A length of time, the range of days that it is.
    Stretch,
    /// A length of time, a range of days, a range of times of day on each of them.
    Daily,
    /// A length of time, the times of day that it goes from and to, the weekday of each.
    Hours,
    /// A day counted from another, the same day as the calendar has it.
    SameDay,
    /// A relative change, the difference in its unit, the level after; the difference goes up.
    Rise,
    /// As [`Relation::Rise`], the difference goes down.
    Drop,
    /// A share in the headline, the same share as the text gives it.
    ShareAgain,
    /// A share, one that is said to be larger.
    Grown,
    /// A share, one that is said to be smaller.
    Shrunk,
    /// A share, the part, every whole that it can be a share of.
    ShareOfAny,
    /// As [`Relation::ShareOfAny`]; the part is said to be less than that share.
    LessOfAny,
    /// Shares of one whole that exclude each other.
    SharesApart,
    /// Shares that make all of one whole.
    SharesOfAll,
    /// An amount for a stretch of time; the same for another, perhaps so many times. The tie says how many of the first stretch
    /// make the other.
    Rate,
    /// A share, a count for so many, how many.
    PerMany,
    /// A count for so many, how many, the cases, the people.
    Incidence,
    /// The values of a list in the order of its places, first to last.
    Ranked,
    /// As [`Relation::Ranked`], the largest first.
    Descending,
    /// The largest figure ever, one of an earlier time.
    Record,
    /// So many years since a beginning, its year.
    Years,
    /// As [`Relation::Years`], complete at the time of the text.
    YearsNow,
    /// A time that lies so many years back, the year that the text names for it.
    YearsAgo,
    /// An amount in one currency, the same in another, what one of the other is worth. The tie says how many of the other's unit
    /// make one.
    Exchange,
    /// An amount in one currency, the same in another; and of another amount, both again.
    Exchanges,
    /// A number, the list that it announces.
    Listed,
    /// A number, the last of what is numbered behind it.
    Numbered,
}

/// Figures of one document that hang together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// How.
    pub relation: Relation,
    /// Which, in the order that the relation names.
    pub facts: Vec<FactId>,
    /// The day that the text appeared, where it is known.
    pub published: Option<civil::Date>,
    /// Base units of one of what an amount falls to, where that is a unit.
    pub one: Option<Ratio>,
}

impl Tie {
    /// The same, where so many facts of other documents come first.
    #[must_use]
    pub fn behind(mut self, n_facts: usize) -> Self {
        self.facts.iter_mut().for_each(|f| f.0 += n_facts as u32);
        self
    }
}

/// The ties of a document; ids count from its first fact.
pub(crate) fn ties(ctx: &Context<'_, '_>, facts: &[Fact]) -> Vec<Tie> {
    let scene = Scene { ctx, facts };
    let mut found = Vec::new();
    weekday::ties(&scene, &mut found);
    twin::ties(&scene, &mut found);
    sum::ties(&scene, &mut found);
    part::ties(&scene, &mut found);
    table::ties(&scene, &mut found);
    share::ties(&scene, &mut found);
    change::ties(&scene, &mut found);
    compared::ties(&scene, &mut found);
    compared::pooled(&scene, &mut found);
    fraction::ties(&scene, &mut found);
    multiple::ties(&scene, &mut found);
    total::ties(&scene, &mut found);
    rate::ties(&scene, &mut found);
    rank::ties(&scene, &mut found);
    anniversary::ties(&scene, &mut found);
    currency::ties(&scene, &mut found);
    list::ties(&scene, &mut found);
    points::ties(&scene, &mut found);
    each::ties(&scene, &mut found);
    life::ties(&scene, &mut found);
    length::ties(&scene, &mut found);
    stretch::ties(&scene, &mut found);
    percent_of::ties(&scene, &mut found);
    rates::ties(&scene, &mut found);
    usual::ties(&scene, &mut found);
    pitch::ties(&scene, &mut found);
    headline::ties(&scene, &mut found);
    grown::ties(&scene, &mut found);
    let joined = (0..facts.len()).filter(|&f| scene.is_joined(f));
    found.extend(joined.map(|f| scene.tie(Relation::Joined, &[f])));
    found.sort();
    found.dedup();
    found
}

/// A text with its facts, one a mention.
pub(crate) struct Scene<'s, 'r, 'p> {
    pub ctx: &'s Context<'r, 'p>,
    pub facts: &'s [Fact],
}

impl Scene<'_, '_, '_> {
    /// A tie of facts by their index.
    pub fn tie(&self, relation: Relation, facts: &[usize]) -> Tie {
        let facts = facts.iter().map(|&i| FactId(i as u32)).collect();
        Tie { relation, facts, published: self.ctx.published, one: None }
    }

    /// The figure of a fact.
    pub fn mention(&self, fact: usize) -> &Mention {
        &self.facts[fact].mention
    }

    /// The facts of a sentence.
    pub fn in_sentence(&self, sentence: usize) -> Range<usize> {
        let at = |s: usize| self.facts.partition_point(|f| (f.mention.sentence as usize) < s);
        at(sentence)..at(sentence + 1)
    }

    /// The facts whose figures start in a range of tokens.
    pub fn in_tokens(&self, tokens: &Range<usize>) -> Range<usize> {
        let at = |t: usize| self.facts.partition_point(|f| (f.mention.tokens.start as usize) < t);
        at(tokens.start)..at(tokens.end).max(at(tokens.start))
    }

    /// The tokens of a sentence.
    pub fn sentence(&self, sentence: usize) -> Range<usize> {
        self.ctx.reading.sentences.get(sentence).map_or(0..0, |s| s.start as usize..s.end as usize)
    }

    /// The tokens between two figures, the first before the second.
    pub fn between(&self, first: usize, second: usize) -> Range<usize> {
        let (from, to) = (self.mention(first).outer.end, self.mention(second).outer.start);
        from as usize..to.max(from) as usize
    }

    /// Whether one of these cues starts in a range of tokens.
    pub fn has(&self, tokens: Range<usize>, cues: &[Cue]) -> bool {
        tokens.into_iter().any(|i| self.ctx.reading.is_cue(i, cues))
    }

    /// The tokens before a figure in its own segment, as far as a word there speaks of it.
    pub fn before(&self, fact: usize) -> Range<usize> {
        const FAR: usize = 20;
        let start = self.mention(fact).outer.start as usize;
        let own = self.ctx.segments[self.ctx.segment_at(start)].tokens.start;
        own.max(start.saturating_sub(FAR))..start
    }

    /// Whether a phrase with one of these cues ends right before a figure, with its hedge.
    pub fn is_behind(&self, fact: usize, cues: &[Cue]) -> bool {
        let at = self.mention(fact).outer.start as usize;
        let told = |s: &Sense| matches!(s, Sense::Cue(c) if cues.contains(c)).then_some(());
        self.ctx.reading.sense_before(at, told).is_some()
    }

    /// Whether a figure stands in brackets that open right before it, and close right behind it or its noun.
    pub fn is_bracketed(&self, fact: usize) -> bool {
        let (reading, mention) = (self.ctx.reading, self.mention(fact));
        let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
        let opens = start > 0 && reading.is_mark(start - 1, "([");
        opens && reading.is_mark(end, ")],;")
    }

    /// Whether a coordinator goes on behind a figure and its noun (*five American soldiers and an Afghan one*).
    fn is_joined(&self, fact: usize) -> bool {
        const NOUN: usize = 4;
        let reading = self.ctx.reading;
        let end = self.mention(fact).outer.end as usize;
        let own = self.ctx.segments[self.ctx.segment_at(end.saturating_sub(1))].tokens.end;
        let behind = end..(end + NOUN).min(own);
        let plain = |i: &usize| !is_predicate(reading, *i);
        behind.take_while(plain).any(|i| reading.is_cue(i, &[Cue::Coordinator]))
    }

    /// Whether two figures are of one sort: both count, or both are in units of one dimension; the first may leave its unit out.
    pub fn same_sort(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.mention(a), self.mention(b));
        if a.unread || b.unread {
            return false;
        }
        match (&a.unit, &b.unit) {
            (Some(x), Some(y)) => x.dimension == y.dimension && (a.kind == b.kind),
            (None, None) => counts(a) && counts(b),
            (None, Some(_)) => a.kind == Kind::Number,
            (Some(_), None) => b.kind == Kind::Number,
        }
    }

    /// Whether a word right behind a figure joins it to what it is a share of (*of*, *der*).
    pub fn has_genitive(&self, fact: usize) -> bool {
        let (reading, end) = (self.ctx.reading, self.mention(fact).outer.end as usize);
        let place = [Cue::PlacePreposition, Cue::Preposition];
        reading.is_cue(end, &[Cue::Genitive, Cue::PartOf])
            || (reading.is_cue(end, &[Cue::OfPreposition]) && !reading.is_cue(end, &place))
    }

    /// Whether a figure is a share of something: a percentage that is no point of one, or a spoken fraction.
    pub fn is_share(&self, fact: usize) -> bool {
        let mention = self.mention(fact);
        let percent = mention.unit.as_ref().is_some_and(|u| u.dimension == SHARE);
        let fraction = mention.ratio.as_ref().is_some_and(|r| r.contains('/'));
        let fraction = fraction && mention.unit.is_none();
        !mention.unread && ((mention.kind == Kind::Percent && percent) || fraction)
    }
}

/// The dimension of percentages.
const SHARE: &str = "share";

/// Whether a figure counts things.
pub(crate) fn counts(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Count | Kind::Number)
        && mention.ratio.is_none()
        && !mention.multiple
}
