use std::collections::BTreeSet;
use std::sync::Arc;

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};

use crate::lang::lazy::{self, Lazy};
use crate::lang::lexicon::{Lexicon, RuleId};
use crate::lang::link;
use crate::lang::raw::Language;
use crate::lang::sense::Concept;
use crate::text::fold;
use crate::value::Unit;

/// A language: its words and its habits.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pack {
    /// BCP 47 tag.
    pub tag: String,
    /// Name in the language itself.
    pub name: String,
    /// All its words.
    #[serde(skip, default = "lazy::empty")]
    pub lexicon: Lazy<Lexicon>,
    /// Decimal mark.
    pub decimal: char,
    /// Marks between groups of digits.
    pub group: Vec<char>,
    /// Mark behind digits that makes an ordinal.
    pub ordinal_mark: Option<char>,
    /// Nouns start with a capital.
    pub nouns_capitalised: bool,
    /// The subject may follow the finite verb.
    pub verb_second: bool,
    /// Compounds are written as one word.
    pub compounds: bool,
    /// The unit comes before the ten.
    pub ones_first: bool,
    /// An article before a unit says *per* (*$5 an hour*).
    pub article_is_per: bool,
    /// Numeric dates put the month first.
    pub month_first: bool,
    /// Endings that make an ordinal.
    pub ordinal_endings: Vec<String>,
    /// Fractions are said with ordinals.
    pub ordinal_fractions: bool,
    /// Endings that make a part of one of a number word.
    pub fraction_endings: Vec<String>,
    /// Superlatives, folded and without ending, that may be one word with an ordinal before them.
    pub superlatives: Vec<String>,
    /// Endings of inflected adjectives.
    pub adjective_endings: Vec<String>,
    /// Endings by which an unknown word is a verb form.
    pub verbal_endings: Vec<String>,
    /// Endings by which an unknown word is a plural noun.
    pub plural_endings: Vec<String>,
    /// Its commonest words, folded.
    pub function_words: BTreeSet<String>,
    /// Attributes that are another one said of what they count (*job cut*: a cut of jobs).
    #[serde(with = "link")]
    pub narrower: Vec<Arc<Concept>>,
    /// Endings of common nouns: a word that ends so is no name.
    pub common_endings: Vec<String>,
    /// What verbs of saying mean.
    #[serde(with = "link")]
    pub speech: Option<Arc<Concept>>,
    /// The word for anybody that no other stands above.
    #[serde(with = "link")]
    pub anybody: Option<Arc<Concept>>,
    /// The unit of an age that is named without one.
    #[serde(with = "link")]
    pub age_unit: Option<Arc<Unit>>,
    /// The rule that gives this unit.
    pub age_rule: Option<RuleId>,
    /// Sentences and what must be read in them.
    #[serde(skip, default = "lazy::empty")]
    pub cases: Lazy<Vec<Case>>,
    stemmer: Option<Algorithm>,
}

/// A sentence and what must be read in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// The rule file.
    pub file: String,
    /// Line of the sentence in it.
    pub line: usize,
    /// The sentence.
    pub text: String,
    /// Publication day.
    pub published: Option<String>,
    /// Kinds that must not be read.
    pub not: Vec<String>,
    /// What must be read: quote, and the keys that are tested with their values.
    pub reads: Vec<(String, Vec<(String, String)>)>,
}

impl Pack {
    /// An empty pack with the habits of `raw`.
    pub(crate) fn new(raw: &Language) -> Self {
        Self {
            tag: raw.tag.get_ref().clone(),
            name: raw.name.clone(),
            lexicon: lazy::empty(),
            decimal: raw.decimal,
            group: raw.group.clone(),
            ordinal_mark: raw.ordinal_mark,
            nouns_capitalised: raw.nouns_capitalised,
            verb_second: raw.verb_second,
            compounds: raw.compounds,
            ones_first: false,
            article_is_per: false,
            month_first: false,
            ordinal_endings: Vec::new(),
            ordinal_fractions: false,
            fraction_endings: Vec::new(),
            superlatives: Vec::new(),
            adjective_endings: raw.adjective_endings.clone(),
            verbal_endings: raw.verbal_endings.clone(),
            plural_endings: raw.plural_endings.clone(),
            function_words: raw.function_words.iter().map(|w| fold(w.get_ref())).collect(),
            common_endings: raw.common_endings.clone(),
            narrower: Vec::new(),
            speech: None,
            anybody: None,
            age_unit: None,
            age_rule: None,
            cases: lazy::empty(),
            stemmer: raw.stemmer,
        }
    }

    /// The normalised form of a folded word that no list knows: its stem.
    pub fn stem(&self, folded: &str) -> String {
        match self.stemmer {
            Some(algorithm) => Stemmer::create(algorithm).stem(folded).into_owned(),
            None => folded.to_owned(),
        }
    }
}
