//! The rules as `rules/build.rs` leaves them in the binary: read in a few milliseconds, where the rule files take hundreds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lang::lazy::Lazy;
use crate::lang::lexicon::Lexicon;
use crate::lang::link::{Pool, Shelves};
use crate::lang::load::RuleRef;
use crate::lang::pack::Pack;
use crate::lang::rules::Rules;

/// The compiled rules; what not every run needs is bytes of its own.
#[derive(Serialize, Deserialize)]
pub(super) struct Compiled<'b> {
    #[serde(borrow)]
    pub shelves: Shelves<&'b [u8]>,
    pub kinds: BTreeMap<String, String>,
    #[serde(borrow)]
    pub packs: Vec<CompiledPack<'b>>,
    /// An [`Index`].
    pub index: &'b [u8],
}

/// A compiled language.
#[derive(Serialize, Deserialize)]
pub(super) struct CompiledPack<'b> {
    /// A [`Pack`].
    pub pack: &'b [u8],
    /// A [`Lexicon`].
    pub lexicon: &'b [u8],
    /// A list of [`Case`](crate::lang::Case)s.
    pub cases: &'b [u8],
}

/// Files, with line and name of their rules.
pub(super) type Index = Vec<(String, Vec<(usize, String)>)>;

/// The rules that `bytes` hold.
///
/// # Errors
/// Bytes that the writer of this version did not write.
pub(super) fn read(bytes: &'static [u8]) -> postcard::Result<Rules> {
    let compiled: Compiled = postcard::from_bytes(bytes)?;
    let mut pool = Pool::read(&compiled.shelves)?;
    let packs = compiled.packs.iter().map(|pack| read_pack(pack, &mut pool));
    let packs = packs.collect::<Result<_, _>>()?;
    let index = compiled.index;
    Ok(Rules { packs, index: Lazy::new(Box::new(|| read_index(index))), kinds: compiled.kinds })
}

fn read_pack(compiled: &CompiledPack<'static>, pool: &mut Pool) -> postcard::Result<Pack> {
    let CompiledPack { pack, lexicon, cases } = *compiled;
    let mut pack: Pack = pool.reading(|| postcard::from_bytes(pack))?;
    let pool = pool.clone();
    pack.lexicon = Lazy::new(Box::new(|| read_lexicon(lexicon, pool)));
    pack.cases = Lazy::new(Box::new(|| postcard::from_bytes(cases).expect(OWN)));
    Ok(pack)
}

fn read_lexicon(bytes: &[u8], mut pool: Pool) -> Lexicon {
    pool.reading(|| postcard::from_bytes(bytes)).expect(OWN)
}

fn read_index(bytes: &[u8]) -> Vec<RuleRef> {
    let files: Index = postcard::from_bytes(bytes).expect(OWN);
    let rules = files.into_iter().flat_map(|(file, rules)| {
        rules.into_iter().map(move |(line, name)| RuleRef { file: file.clone(), line, name })
    });
    rules.collect()
}

const OWN: &str = "the build script wrote these bytes from the same types";
