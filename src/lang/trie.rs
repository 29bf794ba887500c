use std::collections::{BTreeMap, HashMap};

use crate::lang::lexicon::{Entry, Lexicon, RuleId};
use crate::lang::sense::Sense;
use crate::lang::words::Words;
use crate::text::{fold, tokenize};

/// A lexicon that still grows.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    words: HashMap<Box<str>, u32>,
    /// Nodes, by the node before them and the word that leads from there; the root comes before single words.
    edges: BTreeMap<(Option<u32>, u32), u32>,
    /// Entries of each node.
    ends: Vec<Vec<u32>>,
    /// Entries of the last parts of compounds, by word.
    heads: BTreeMap<u32, Vec<u32>>,
    longest_head: usize,
    entries: Vec<Entry>,
    /// Entries of each rule.
    of_rule: HashMap<RuleId, Vec<u32>>,
    written: Vec<u32>,
    /// Where each phrase stands in `written`.
    exact: HashMap<Vec<u32>, u32>,
}

impl Trie {
    /// Adds a meaning of `form`; `exact`: upper and lower case as written.
    pub fn add(&mut self, form: &str, exact: bool, sense: Sense, rule: RuleId) {
        let written: Vec<&str> = tokenize(form).iter().map(|t| t.span.of(form)).collect();
        let mut node = None;
        for token in &written {
            let word = self.word(&fold(token));
            let next = self.ends.len() as u32;
            let reached = *self.edges.entry((node, word)).or_insert(next);
            if reached == next {
                self.ends.push(Vec::new());
            }
            node = Some(reached);
        }
        let Some(node) = node else { return };
        let exact = exact.then(|| self.exact(&written));
        let entry = self.entry(sense, rule, exact);
        let known = &self.ends[node as usize];
        if !known.iter().any(|e| same(&self.entries[*e as usize], &self.entries[entry as usize])) {
            self.ends[node as usize].push(entry);
        }
    }

    /// Lets `form` be the last part of a compound.
    pub fn add_head(&mut self, form: &str, sense: Sense, rule: RuleId) {
        let folded = fold(form);
        self.longest_head = self.longest_head.max(folded.len());
        let word = self.word(&folded);
        let entry = self.entry(sense, rule, None);
        let known = self.heads.entry(word).or_default();
        if !known.iter().any(|e| same(&self.entries[*e as usize], &self.entries[entry as usize])) {
            known.push(entry);
        }
    }

    /// The lexicon of all that was added.
    pub fn finish(self) -> Lexicon {
        let mut words: Vec<(Box<str>, u32)> = self.words.into_iter().collect();
        words.sort_unstable_by_key(|(_, idx)| *idx);
        let words = Words::new(words.iter().map(|(word, _)| word.as_ref()));
        // A single word keeps its index as that of its node; longer phrases come behind.
        let mut node_of: Vec<u32> = vec![0; self.ends.len()];
        let mut n_nodes = words.len() as u32;
        for (&(before, word), &node) in &self.edges {
            node_of[node as usize] = if before.is_none() { word } else { n_nodes };
            n_nodes += u32::from(before.is_some());
        }
        let mut lists = Lists::default();
        let mut lexicon = Lexicon { meanings: vec![0; n_nodes as usize], ..Lexicon::default() };
        for (node, entries) in node_of.iter().zip(self.ends) {
            lexicon.meanings[*node as usize] = lists.list(entries);
        }
        lexicon.heads = vec![0; words.len()];
        for (word, entries) in self.heads {
            lexicon.heads[word as usize] = lists.list(entries);
        }
        let edges = self.edges.iter().filter_map(|(&(before, word), &node)| {
            Some((node_of[before? as usize], word, node_of[node as usize]))
        });
        lexicon.set_edges(edges.collect());
        let entries =
            lists.all.iter().flatten().map(|e| self.entries[*e as usize].clone()).collect();
        let (lists, written, longest_head) = (lists.starts(), self.written, self.longest_head);
        Lexicon { words, lists, written, longest_head, entries, ..lexicon }
    }

    fn word(&mut self, word: &str) -> u32 {
        let next = self.words.len() as u32;
        *self.words.entry(word.into()).or_insert(next)
    }

    /// Where these tokens stand in `written`.
    fn exact(&mut self, tokens: &[&str]) -> u32 {
        let words: Vec<u32> = tokens.iter().map(|t| self.word(t)).collect();
        let next = self.written.len() as u32;
        let at = *self.exact.entry(words.clone()).or_insert(next);
        if at == next {
            self.written.extend(words);
        }
        at
    }

    /// The index of an entry; equal ones share it.
    fn entry(&mut self, sense: Sense, rule: RuleId, exact: Option<u32>) -> u32 {
        let entry = Entry { sense, rule, exact };
        let known = self.of_rule.entry(rule).or_default();
        if let Some(idx) = known.iter().find(|e| same(&self.entries[**e as usize], &entry)) {
            return *idx;
        }
        let next = self.entries.len() as u32;
        known.push(next);
        self.entries.push(entry);
        next
    }
}

/// Distinct lists of entries; list 0 is empty.
#[derive(Default)]
struct Lists {
    all: Vec<Vec<u32>>,
    known: HashMap<Vec<u32>, u32>,
}

impl Lists {
    fn list(&mut self, entries: Vec<u32>) -> u32 {
        if entries.is_empty() {
            return 0;
        }
        *self.known.entry(entries).or_insert_with_key(|entries| {
            self.all.push(entries.clone());
            self.all.len() as u32
        })
    }

    /// Where each list begins when they stand one behind the other; one more than there are lists.
    fn starts(&self) -> Vec<u32> {
        let mut starts = vec![0, 0];
        let mut end = 0;
        for list in &self.all {
            end += list.len() as u32;
            starts.push(end);
        }
        starts
    }
}

impl Lexicon {
    /// Lays out the edges: node, word, node that it leads to.
    fn set_edges(&mut self, mut edges: Vec<(u32, u32, u32)>) {
        edges.sort_unstable();
        let before = |node: u32| edges.partition_point(|e| e.0 < node) as u32;
        self.first_edge = (0..=self.meanings.len() as u32).map(before).collect();
        self.edge_words = edges.iter().map(|e| e.1).collect();
        self.edge_nodes = edges.iter().map(|e| e.2).collect();
    }
}

/// Whether two entries mean the same, whichever rule they come from.
fn same(a: &Entry, b: &Entry) -> bool {
    a.exact == b.exact && a.sense == b.sense
}
