use serde::{Deserialize, Serialize};

use crate::lang::flat;
use crate::lang::sense::Sense;
use crate::lang::words::Words;

/// Index of a rule entry over all rule files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u32);

/// Index of a distinct word of a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordId(u32);

/// A meaning of a phrase, and the rule that gives it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// The meaning.
    pub sense: Sense,
    /// Where it stands.
    pub rule: RuleId,
    /// Where case matters: where [`Lexicon::written`] has the tokens exactly as they must be written.
    pub(super) exact: Option<u32>,
}

/// All words and phrases of a language: a trie over folded tokens, laid out in flat tables.
///
/// The nodes of the trie are the phrases and their beginnings; the first ones are the single words, in the order of `words`.
/// List 0 of meanings is empty.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lexicon {
    pub(super) words: Words,
    /// The list of meanings of each node.
    #[serde(with = "flat")]
    pub(super) meanings: Vec<u32>,
    /// Where the edges of each node begin; one more than there are nodes.
    #[serde(with = "flat")]
    pub(super) first_edge: Vec<u32>,
    /// The word of each edge; ascending within a node.
    #[serde(with = "flat")]
    pub(super) edge_words: Vec<u32>,
    /// The node that each edge leads to.
    #[serde(with = "flat")]
    pub(super) edge_nodes: Vec<u32>,
    /// The list of meanings of each word as the last part of a compound.
    #[serde(with = "flat")]
    pub(super) heads: Vec<u32>,
    /// Where each list begins in the entries; one more than there are lists.
    #[serde(with = "flat")]
    pub(super) lists: Vec<u32>,
    /// Words of the phrases whose case matters, phrase after phrase.
    #[serde(with = "flat")]
    pub(super) written: Vec<u32>,
    /// Bytes of the longest last part of a compound.
    pub(super) longest_head: usize,
    /// The meanings, list after list.
    pub(super) entries: Vec<Entry>,
}

impl Lexicon {
    /// The id of a folded word, if any phrase holds it.
    pub fn word(&self, folded: &str) -> Option<WordId> {
        self.words.find(folded).map(WordId)
    }

    /// The meanings of a single folded word.
    pub fn single(&self, folded: &str) -> &[Entry] {
        self.words.find(folded).map_or(&[], |word| self.list(self.meanings[word as usize]))
    }

    /// All phrases that start at `words[0]`, shortest first: number of tokens, and meanings.
    /// `written(k)` is the k-th token as the text has it.
    pub fn phrases<'a, 't>(
        &'a self,
        words: &[Option<WordId>],
        written: impl Fn(usize) -> &'t str,
        mut each: impl FnMut(usize, &'a Entry),
    ) {
        let mut before = None;
        for (k, word) in words.iter().enumerate() {
            let Some(WordId(word)) = *word else { return };
            let reached = before.map_or(Some(word), |node| self.next(node, word));
            let Some(node) = reached else { return };
            for entry in self.list(self.meanings[node as usize]) {
                let as_written = |at: u32| {
                    let form = &self.written[at as usize..][..=k];
                    form.iter().enumerate().all(|(i, word)| written(i) == self.words.get(*word))
                };
                if entry.exact.is_none_or(as_written) {
                    each(k + 1, entry);
                }
            }
            before = reached;
        }
    }

    /// The longest known last part of a compound: bytes before it, and its meanings.
    pub fn head_of(&self, folded: &str) -> Option<(usize, &[Entry])> {
        let shortest_prefix = 2.max(folded.len().saturating_sub(self.longest_head));
        let starts = folded.char_indices().map(|(i, _)| i).filter(|&i| i >= shortest_prefix);
        starts.filter(|&i| folded.len() - i >= Self::MIN_HEAD).find_map(|i| {
            let word = self.words.find(&folded[i..])?;
            let entries = self.list(self.heads[word as usize]);
            (!entries.is_empty()).then_some((i, entries))
        })
    }

    /// Bytes of the shortest head of a compound.
    const MIN_HEAD: usize = 4;

    fn list(&self, list: u32) -> &[Entry] {
        let lists = &self.lists;
        &self.entries[lists[list as usize] as usize..lists[list as usize + 1] as usize]
    }

    /// The node that a word leads to from another.
    fn next(&self, node: u32, word: u32) -> Option<u32> {
        let first = self.first_edge[node as usize] as usize;
        let end = self.first_edge[node as usize + 1] as usize;
        let edge = self.edge_words[first..end].binary_search(&word).ok()?;
        Some(self.edge_nodes[first + edge])
    }
}
