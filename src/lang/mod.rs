//! L1: language packs — raw TOML, validated, turned into look-up tables. The words of a language live in `rules/` and nowhere
//! else; this layer gives them their meaning as [`Sense`]s.

mod detect;
mod error;
mod language;
mod lexicon;
mod load;
mod pack;
mod raw;
mod sense;
mod shared;

use std::collections::BTreeMap;

pub use detect::detect;
pub use error::RuleError;
pub use lexicon::{Entry, Lexicon, RuleId, WordId};
pub use load::{RuleFile, RuleRef};
pub use pack::{Case, Pack};
pub use sense::{
    Bound, CalendarWord, Concept, Cue, NumberRole, NumberWord, Part, PlaceForm, Pos, Sense, Shift,
};

/// All packs in force.
#[derive(Debug)]
pub struct Rules {
    /// One a language, by folder name.
    pub packs: Vec<Pack>,
    /// Every rule, indexed by [`RuleId`].
    pub index: Vec<RuleRef>,
    /// Kind of mention for each dimension.
    pub kinds: BTreeMap<String, String>,
}

/// The rule files in the binary: path and text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The rule files in the binary, in order of path.
pub fn embedded() -> Vec<RuleFile> {
    let file = |(path, text): &(&str, &str)| RuleFile { path: (*path).into(), text: (*text).into() };
    EMBEDDED.iter().map(file).collect()
}

impl Rules {
    /// The rules in the binary, with `more` files added; one of the same path takes the place of the built-in one.
    ///
    /// # Errors
    /// All mistakes in all files.
    pub fn load(more: Vec<RuleFile>) -> Result<Self, Vec<RuleError>> {
        let mut files = embedded();
        files.extend(more);
        Self::from_files(files)
    }

    /// Exactly these rule files.
    ///
    /// # Errors
    /// All mistakes in all files.
    pub fn from_files(files: Vec<RuleFile>) -> Result<Self, Vec<RuleError>> {
        let mut loader = load::Loader::new(files);
        shared::load(&mut loader);
        let folders = loader.languages();
        let packs = folders.iter().map(|f| language::load(&mut loader, f)).collect();
        if loader.errors.is_empty() {
            Ok(Self { packs, index: loader.rules, kinds: loader.kinds })
        } else {
            Err(loader.errors)
        }
    }

    /// The pack of a language tag, given as a tag of the pack or one that starts with it (`de-AT`).
    pub fn pack(&self, tag: &str) -> Option<usize> {
        let tag = tag.to_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or(&tag);
        let exact = self.packs.iter().position(|p| p.tag.to_lowercase() == tag);
        exact.or_else(|| self.packs.iter().position(|p| p.tag.to_lowercase() == primary))
    }
}
