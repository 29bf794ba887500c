use std::collections::HashMap;
use std::ops::Range;

use crate::lang::{Cue, Entry, Pack, RuleId, Sense, WordId};
use crate::parse::mention::Mention;
use crate::parse::table::Cell;
use crate::text::{Span, Token, TokenKind, fold, tokenize};

/// A phrase of the lexicon found in a text.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'p> {
    /// Its first token.
    pub start: u32,
    /// Number of tokens.
    pub len: u32,
    /// Bytes of the first token before the part that was found (the first part of a compound); mostly 0.
    pub prefix: u32,
    /// What it means.
    pub entry: &'p Entry,
}

/// A text as far as it has been understood: tokens, phrases, sentences, mentions.
#[derive(Debug)]
pub struct Reading<'p> {
    /// The text.
    pub text: &'p str,
    /// The language.
    pub pack: &'p Pack,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Tokens of each sentence, in order, without gaps.
    pub sentences: Vec<Range<u32>>,
    /// The figures, by position; none overlap.
    pub mentions: Vec<Mention>,
    /// The cells of the tables that a head stands over or beside, by position.
    pub cells: Vec<Cell>,
    hits: Vec<Hit<'p>>,
    /// The phrases that say what happens on a day, by position; apart, since their words mean something else besides.
    events: Vec<Hit<'p>>,
    /// Which tokens stand inside a cue of several words, behind its first.
    inside: Vec<bool>,
    /// Where the hits that start at each token begin; one more than there are tokens.
    first_hit: Vec<u32>,
    distinct: Vec<Distinct<'p>>,
    /// Which distinct word each token is.
    word_of: Vec<u32>,
}

/// A word that occurs in the text, looked up once.
#[derive(Debug)]
struct Distinct<'p> {
    folded: String,
    id: Option<WordId>,
    compound: Option<(usize, &'p [Entry])>,
    /// Begins with a number word, and may be a compound of several.
    numeral: bool,
}

impl<'p> Reading<'p> {
    /// Tokens and phrases of `text`; sentences and mentions are still empty.
    pub(crate) fn new(text: &'p str, pack: &'p Pack) -> Self {
        let tokens = tokenize(text);
        let (distinct, word_of) = distinct_words(text, pack, &tokens);
        let mut reading = Self {
            text,
            pack,
            tokens,
            sentences: Vec::new(),
            mentions: Vec::new(),
            cells: Vec::new(),
            hits: Vec::new(),
            events: Vec::new(),
            inside: Vec::new(),
            first_hit: Vec::new(),
            distinct,
            word_of,
        };
        reading.find_phrases();
        reading
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The characters of a token.
    pub fn word(&self, i: usize) -> &'p str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The token as it is looked up.
    pub fn folded(&self, i: usize) -> &str {
        self.word_of.get(i).map_or("", |&w| &self.distinct[w as usize].folded)
    }

    /// Whether the token begins with a number word.
    pub(super) fn is_numeral(&self, i: usize) -> bool {
        self.word_of.get(i).is_some_and(|&w| self.distinct[w as usize].numeral)
    }

    /// The characters of a range of tokens.
    pub fn words(&self, range: Range<usize>) -> &'p str {
        if range.is_empty() { "" } else { self.span(range).of(self.text) }
    }

    /// The bytes of a range of tokens.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|e| self.tokens.get(e)),
        ) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The kind of a token.
    pub fn kind(&self, i: usize) -> Option<TokenKind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// Whether the token is a mark with these characters.
    pub fn is_mark(&self, i: usize, marks: &str) -> bool {
        self.kind(i) == Some(TokenKind::Mark) && marks.contains(self.word(i))
    }

    /// Whether the token follows the one before it without space.
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// Whether the token starts with a capital.
    pub fn upper(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.upper)
    }

    /// The phrases that start at a token, longest first.
    pub fn hits(&self, i: usize) -> &[Hit<'p>] {
        match (self.first_hit.get(i), self.first_hit.get(i + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The phrases that start at a token and say what happens on a day, longest first.
    pub fn events(&self, i: usize) -> &[Hit<'p>] {
        let from = self.events.partition_point(|h| (h.start as usize) < i);
        let to = self.events.partition_point(|h| h.start as usize <= i);
        &self.events[from..to]
    }

    /// The longest phrase at a token of which `pick` wants the meaning: tokens, what was picked, the rule.
    pub fn sense<T>(
        &self,
        i: usize,
        pick: impl Fn(&Sense) -> Option<T>,
    ) -> Option<(usize, T, RuleId)> {
        self.hits(i).iter().filter(|h| h.prefix == 0).find_map(|hit| {
            let picked = pick(&hit.entry.sense)?;
            Some((hit.len as usize, picked, hit.entry.rule))
        })
    }

    /// Number of tokens of the longest phrase at a token that has this cue.
    pub fn cue(&self, i: usize, cue: Cue) -> Option<usize> {
        self.sense(i, |s| matches!(s, Sense::Cue(c) if *c == cue).then_some(()))
            .map(|(len, (), _)| len)
    }

    /// Whether a token stands inside a cue of several words, behind its first.
    pub fn inside_cue(&self, i: usize) -> bool {
        self.inside.get(i).copied().unwrap_or(false)
    }

    /// Whether one of these cues starts at a token.
    pub fn is_cue(&self, i: usize, cues: &[Cue]) -> bool {
        self.hits(i).iter().any(|h| matches!(h.entry.sense, Sense::Cue(c) if cues.contains(&c)))
    }

    /// Whether a noun phrase ends at a token, by a cue.
    pub fn ends_phrase(&self, i: usize) -> bool {
        self.hits(i).iter().any(|h| matches!(h.entry.sense, Sense::Cue(c) if c.ends_phrase()))
    }

    /// Whether a token is a function word, or stands inside a cue of several words.
    pub fn is_function(&self, i: usize) -> bool {
        self.inside_cue(i)
            || self
                .hits(i)
                .iter()
                .any(|h| matches!(h.entry.sense, Sense::Cue(c) if c.is_function()))
    }

    /// Tokens of the longest phrase that ends just before token `end` and of which `pick` wants the meaning.
    pub fn sense_before<T>(
        &self,
        end: usize,
        pick: impl Fn(&Sense) -> Option<T>,
    ) -> Option<(usize, T, RuleId)> {
        // What closes a paragraph belongs to nothing in the next.
        if self.tokens.get(end).is_some_and(|t| t.breaks > 1) {
            return None;
        }
        let from = end.saturating_sub(LONGEST_PHRASE);
        (from..end).find_map(|i| {
            self.hits(i).iter().filter(|h| h.len as usize == end - i && h.prefix == 0).find_map(
                |h| {
                    let picked = pick(&h.entry.sense)?;
                    Some((end - i, picked, h.entry.rule))
                },
            )
        })
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.end as usize <= i)
    }

    /// All rules whose words occur in the text.
    pub fn fired(&self) -> impl Iterator<Item = RuleId> + '_ {
        self.hits.iter().chain(&self.events).map(|h| h.entry.rule)
    }

    fn find_phrases(&mut self) {
        let ids: Vec<Option<WordId>> =
            self.word_of.iter().map(|&w| self.distinct[w as usize].id).collect();
        let (mut hits, mut events): (Vec<Hit<'p>>, Vec<Hit<'p>>) = Default::default();
        self.first_hit.reserve(ids.len() + 1);
        for i in 0..ids.len() {
            let from = hits.len();
            self.first_hit.push(from as u32);
            let upto = ids.len().min(i + LONGEST_PHRASE);
            let (text, tokens) = (self.text, &self.tokens);
            let pack: &'p Pack = self.pack;
            pack.lexicon.phrases(
                &ids[i..upto],
                |k| tokens[i + k].span.of(text),
                |len, entry| {
                    let hit = Hit { start: i as u32, len: len as u32, prefix: 0, entry };
                    let dated = matches!(
                        entry.sense,
                        Sense::Event(..) | Sense::EventHalf(..) | Sense::EventLead(..)
                    );
                    if dated { &mut events } else { &mut hits }.push(hit);
                },
            );
            self.torn(&ids, i, &mut hits);
            let single = |h: &Hit<'_>| h.len == 1 && !matches!(h.entry.sense, Sense::Half(..));
            if !hits[from..].iter().any(single)
                && let Some((prefix, entries)) = self.distinct[self.word_of[i] as usize].compound
                && (!pack.nouns_capitalised || tokens[i].upper)
            {
                let compound =
                    |entry| Hit { start: i as u32, len: 1, prefix: prefix as u32, entry };
                hits.extend(entries.iter().map(compound));
            }
            hits[from..].sort_by_key(|h| std::cmp::Reverse(h.len));
        }
        self.first_hit.push(hits.len() as u32);
        events.sort_by_key(|h| (h.start, std::cmp::Reverse(h.len)));
        (self.hits, self.events) = (hits, events);
        self.let_the_longest_cue_win();
    }

    /// A cue of a verb and its preposition, of which the verb stands at token `i` and the preposition before the next figure
    /// (*rechnet die Behörde mit 150 Fällen*).
    fn torn(&self, ids: &[Option<WordId>], i: usize, hits: &mut Vec<Hit<'p>>) {
        const REACH: usize = 9;
        let ahead = i + 3..ids.len().min(i + REACH);
        let figure = |&k: &usize| self.kind(k) == Some(TokenKind::Digits) || self.is_numeral(k);
        let Some(figure) = ids[i].and_then(|_| ahead.into_iter().find(figure)) else { return };
        if !(i + 1..figure).all(|k| self.kind(k) == Some(TokenKind::Word)) {
            return;
        }
        let pack: &'p Pack = self.pack;
        for preposition in [figure - 1, figure - 2].into_iter().filter(|&p| p > i + 1) {
            let both = [i, preposition];
            pack.lexicon.phrases(
                &both.map(|k| ids[k]),
                |k| self.word(both[k]),
                |len, entry| {
                    let told = matches!(
                        entry.sense,
                        Sense::Cue(Cue::Forecast | Cue::Estimate | Cue::Say | Cue::Plan)
                    );
                    if told && len == 2 {
                        hits.push(Hit { start: i as u32, len: 1, prefix: 0, entry });
                    }
                },
            );
        }
    }

    /// A cue of several words stands for all of them: the cues that start inside it are dropped, and so are shorter ones at its
    /// start. Other meanings stay.
    fn let_the_longest_cue_win(&mut self) {
        let mut kept = Vec::with_capacity(self.hits.len());
        let mut first = Vec::with_capacity(self.first_hit.len());
        let mut covered = 0;
        for i in 0..self.tokens.len() {
            first.push(kept.len() as u32);
            let hits = &self.hits[self.first_hit[i] as usize..self.first_hit[i + 1] as usize];
            let is_cue = |h: &&Hit<'_>| matches!(h.entry.sense, Sense::Cue(c) if !c.is_tie());
            let longest = hits.iter().filter(is_cue).map(|h| h.len).max().unwrap_or(0);
            let inside = i < covered;
            self.inside.push(inside);
            kept.extend(hits.iter().filter(|h| !is_cue(h) || (!inside && h.len == longest)));
            if !inside {
                covered = i + longest as usize;
            }
        }
        first.push(kept.len() as u32);
        (self.hits, self.first_hit) = (kept, first);
    }
}

/// Tokens of the longest phrase that is looked for.
const LONGEST_PHRASE: usize = 10;

/// Whether the first letters of a folded word are a number word.
fn begins_with_number(pack: &Pack, folded: &str) -> bool {
    let ends = folded.char_indices().map(|(i, c)| i + c.len_utf8());
    ends.take_while(|&end| end <= LONGEST_NUMBER_WORD).skip(1).any(|end| {
        let entries = pack.lexicon.single(&folded[..end]);
        entries.iter().any(|e| matches!(e.sense, Sense::Number(_)))
    })
}

/// Bytes of the longest word that is looked for at the front of a compound number.
pub(super) const LONGEST_NUMBER_WORD: usize = 24;

fn distinct_words<'p>(
    text: &str,
    pack: &'p Pack,
    tokens: &[Token],
) -> (Vec<Distinct<'p>>, Vec<u32>) {
    let mut index: HashMap<&str, u32> = HashMap::new();
    let mut distinct: Vec<Distinct<'p>> = Vec::new();
    let word_of = tokens.iter().map(|token| {
        let word = token.span.of(text);
        *index.entry(word).or_insert_with(|| {
            let folded = fold(word);
            let id = pack.lexicon.word(&folded);
            let whole = pack.compounds && token.kind == TokenKind::Word;
            let compound = if whole { pack.lexicon.head_of(&folded) } else { None };
            let numeral = token.kind == TokenKind::Word && begins_with_number(pack, &folded);
            distinct.push(Distinct { folded, id, compound, numeral });
            distinct.len() as u32 - 1
        })
    });
    let word_of = word_of.collect();
    (distinct, word_of)
}
