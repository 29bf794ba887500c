use std::collections::HashMap;

use crate::lang::sense::Sense;
use crate::text::{fold, tokenize};

/// Index of a rule entry over all rule files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// Index of a distinct folded word of a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordId(u32);

/// A meaning of a phrase, and the rule that gives it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The meaning.
    pub sense: Sense,
    /// Where it stands.
    pub rule: RuleId,
    /// The tokens exactly as they must be written, where case matters.
    exact: Option<Box<[Box<str>]>>,
}

/// All words and phrases of a language: a trie over folded tokens.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: HashMap<Box<str>, WordId>,
    edges: HashMap<(u32, WordId), u32>,
    ends: Vec<Vec<Entry>>,
    /// Single words that may be the last part of a compound.
    heads: HashMap<Box<str>, Vec<Entry>>,
    longest_head: usize,
}

impl Lexicon {
    /// Adds a meaning of `form`; `exact`: upper and lower case as written.
    pub fn add(&mut self, form: &str, exact: bool, sense: Sense, rule: RuleId) {
        let written: Vec<&str> = tokenize(form).iter().map(|t| t.span.of(form)).collect();
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let mut node = 0;
        for token in &written {
            let next_word = WordId(self.words.len() as u32);
            let word = *self.words.entry(fold(token).into()).or_insert(next_word);
            let next_node = self.ends.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next_node);
            if node == next_node {
                self.ends.push(Vec::new());
            }
        }
        let exact = exact.then(|| written.iter().map(|t| (*t).into()).collect());
        let entry = Entry { sense, rule, exact };
        let ends = &mut self.ends[node as usize];
        if node > 0 && !ends.iter().any(|e| e.sense == entry.sense && e.exact == entry.exact) {
            ends.push(entry);
        }
    }

    /// Lets `form` be the last part of a compound.
    pub fn add_head(&mut self, form: &str, sense: Sense, rule: RuleId) {
        let folded = fold(form);
        self.longest_head = self.longest_head.max(folded.len());
        let entries = self.heads.entry(folded.into()).or_default();
        if !entries.iter().any(|e| e.sense == sense) {
            entries.push(Entry { sense, rule, exact: None });
        }
    }

    /// The id of a folded word, if any phrase holds it.
    pub fn word(&self, folded: &str) -> Option<WordId> {
        self.words.get(folded).copied()
    }

    /// The meanings of a single folded word.
    pub fn single(&self, folded: &str) -> &[Entry] {
        let node = self.word(folded).and_then(|w| self.edges.get(&(0, w)));
        node.map_or(&[], |n| self.ends[*n as usize].as_slice())
    }

    /// All phrases that start at `words[0]`, shortest first: number of tokens, and meanings.
    /// `written(k)` is the k-th token as the text has it.
    pub fn phrases<'a, 't>(
        &'a self,
        words: &[Option<WordId>],
        written: impl Fn(usize) -> &'t str,
        mut each: impl FnMut(usize, &'a Entry),
    ) {
        let mut node = 0;
        for (k, word) in words.iter().enumerate() {
            let Some(next) = word.and_then(|w| self.edges.get(&(node, w))) else { return };
            node = *next;
            for entry in &self.ends[node as usize] {
                let as_written = |exact: &[Box<str>]| {
                    exact.iter().enumerate().all(|(i, form)| written(i) == form.as_ref())
                };
                if entry.exact.as_deref().is_none_or(as_written) {
                    each(k + 1, entry);
                }
            }
        }
    }

    /// The longest known last part of a compound: bytes before it, and its meanings.
    pub fn head_of(&self, folded: &str) -> Option<(usize, &[Entry])> {
        let shortest_prefix = 2.max(folded.len().saturating_sub(self.longest_head));
        let starts = folded.char_indices().map(|(i, _)| i).filter(|&i| i >= shortest_prefix);
        starts.filter(|&i| folded.len() - i >= Self::MIN_HEAD).find_map(|i| {
            let entries = self.heads.get(&folded[i..])?;
            Some((i, entries.as_slice()))
        })
    }

    /// Bytes of the shortest head of a compound.
    const MIN_HEAD: usize = 4;
}
