use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil;

use crate::fact::attribute::{Said, has_predicate, said};
use crate::fact::clause::{Segment, segments};
use crate::fact::when::Told;
use crate::parse::{Mention, Reading};

/// A read text with its segments: what the slots are filled from.
pub(crate) struct Context<'r, 'p> {
    pub reading: &'r Reading<'p>,
    pub segments: Vec<Segment>,
    /// The time that the text is about.
    pub told: Told,
    /// The day that the text appeared, where it is known.
    pub published: Option<civil::Date>,
    /// Tag of its language.
    pub language: std::sync::Arc<str>,
    /// What is asked of a segment once for each of its figures.
    asked: Vec<Asked>,
}

#[derive(Default)]
struct Asked {
    said: OnceCell<Vec<Said>>,
    predicate: OnceCell<bool>,
}

impl<'r, 'p> Context<'r, 'p> {
    /// `published`: the day the text appeared.
    pub fn new(reading: &'r Reading<'p>, published: Option<civil::Date>) -> Self {
        let segments = segments(reading);
        let asked = segments.iter().map(|_| Asked::default()).collect();
        let told = Told::new(reading, published);
        let language = reading.pack.tag.as_str().into();
        Self { reading, segments, told, published, language, asked }
    }

    /// Everything that the words of a segment say.
    pub fn said(&self, segment: usize) -> &[Said] {
        self.asked[segment].said.get_or_init(|| said(self, segment))
    }

    /// Whether a segment has a predicate of its own.
    pub fn has_predicate(&self, segment: usize) -> bool {
        *self.asked[segment].predicate.get_or_init(|| has_predicate(self, segment))
    }

    /// Whether a semicolon parts a segment from the one before it.
    pub fn opens_anew(&self, segment: usize) -> bool {
        let start = self.segments[segment].tokens.start;
        start > 0 && self.reading.is_mark(start - 1, ";")
    }

    /// The segment that holds a token, or the one before it where it is a border.
    pub fn segment_at(&self, token: usize) -> usize {
        self.segments.partition_point(|s| s.tokens.start <= token).saturating_sub(1)
    }

    /// The segments of a sentence.
    pub fn of_sentence(&self, sentence: usize) -> Range<usize> {
        let from = self.segments.partition_point(|s| s.sentence < sentence);
        let to = self.segments.partition_point(|s| s.sentence <= sentence);
        from..to
    }

    /// The mentions that start in a range of tokens.
    pub fn mentions_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &'r Mention> {
        let (from, to) = (tokens.start as u32, tokens.end as u32);
        let mentions: &'r [Mention] = &self.reading.mentions;
        let first = mentions.partition_point(|m| m.tokens.start < from);
        let behind = mentions.partition_point(|m| m.tokens.start < to);
        mentions[first..behind.max(first)].iter()
    }

    /// Whether a token is part of a figure with its unit and bounds.
    pub fn in_figure(&self, token: usize) -> bool {
        let token = token as u32;
        let mentions = &self.reading.mentions;
        let idx = mentions.partition_point(|m| m.outer.end <= token);
        mentions.get(idx).is_some_and(|m| m.outer.contains(&token))
    }
}
