use std::collections::BTreeMap;

use crate::lang::error::RuleError;
use crate::lang::lazy::{Lazy, ready};
use crate::lang::load::{Loader, RuleFile, RuleRef};
use crate::lang::pack::Pack;
use crate::lang::{language, shared};

/// All packs in force.
#[derive(Debug)]
pub struct Rules {
    /// One a language, by folder name.
    pub packs: Vec<Pack>,
    /// Every rule, indexed by [`RuleId`](crate::lang::RuleId).
    pub index: Lazy<Vec<RuleRef>>,
    /// Kind of mention for each dimension.
    pub kinds: BTreeMap<String, String>,
}

impl Rules {
    /// Exactly these rule files.
    ///
    /// # Errors
    /// All mistakes in all files.
    pub fn from_files(files: Vec<RuleFile>) -> Result<Self, Vec<RuleError>> {
        let mut loader = Loader::new(files);
        shared::load(&mut loader);
        let folders = loader.languages();
        let packs = folders.iter().map(|f| language::load(&mut loader, f)).collect();
        if loader.errors.is_empty() {
            Ok(Self { packs, index: ready(loader.rules), kinds: loader.kinds })
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
