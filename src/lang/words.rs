use serde::{Deserialize, Serialize};

use crate::lang::flat;

/// A set of distinct words, each with its index: one string, and a hash table with open addressing that is stored as it is.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Words {
    text: String,
    /// Where each word ends in `text`.
    #[serde(with = "flat")]
    ends: Vec<u32>,
    /// Index of a word plus one, or zero; a power of two of them, some always zero.
    #[serde(with = "flat")]
    slots: Vec<u32>,
}

impl Words {
    /// The words in this order.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for word in words {
            text.push_str(word);
            ends.push(text.len() as u32);
        }
        let n_slots = (ends.len() * 3 / 2).next_power_of_two().max(2);
        let mut words = Self { text, ends, slots: vec![0; n_slots] };
        for idx in 0..words.len() as u32 {
            let mut slot = words.home(words.get(idx));
            while words.slots[slot] != 0 {
                slot = words.after(slot);
            }
            words.slots[slot] = idx + 1;
        }
        words
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word of an index.
    pub fn get(&self, idx: u32) -> &str {
        let start = idx.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[start as usize..self.ends[idx as usize] as usize]
    }

    /// The index of a word.
    pub fn find(&self, word: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mut slot = self.home(word);
        loop {
            let idx = self.slots[slot].checked_sub(1)?;
            if self.get(idx) == word {
                return Some(idx);
            }
            slot = self.after(slot);
        }
    }

    fn home(&self, word: &str) -> usize {
        hash(word) as usize & (self.slots.len() - 1)
    }

    fn after(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

/// FNV-1a with its halves joined: the same on every machine, since the table is made on one and used on another.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, *The FNV Non-Cryptographic Hash Algorithm*.
fn hash(word: &str) -> u32 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn finds_what_it_holds_and_nothing_else() {
        let list: Vec<String> = (0..1000).map(|n| format!("w{n}")).collect();
        let words = Words::new(list.iter().map(String::as_str));
        assert!(
            (0u32..).zip(&list).all(|(idx, w)| words.find(w) == Some(idx) && words.get(idx) == w)
        );
        assert_eq!(words.find("w1000"), None);
        assert_eq!(Words::default().find("w1"), None);
    }
}
