//! Rules → the bytes that stand in the binary. Used by `rules/build.rs`, and by a test.

use crate::lang::compiled::{Compiled, CompiledPack, Index};
use crate::lang::link::WRITTEN;
use crate::lang::load::RuleRef;
use crate::lang::pack::Pack;
use crate::lang::rules::Rules;

/// The rules as bytes: the same for the same rules.
///
/// # Errors
/// None is known: all types of the rules can be written.
pub(crate) fn compile(rules: &Rules) -> postcard::Result<Vec<u8>> {
    WRITTEN.take();
    let packs = rules.packs.iter().map(pack).collect::<Result<Vec<_>, _>>()?;
    let written = WRITTEN.take();
    let index = postcard::to_allocvec(&index(&rules.index))?;
    postcard::to_allocvec(&Compiled {
        shelves: written.shelves.each_ref().map(|shelf| shelf.iter().map(Vec::as_slice).collect()),
        kinds: rules.kinds.clone(),
        packs: packs.iter().map(borrowed).collect(),
        index: &index,
    })
}

/// Pack, lexicon and cases, each as bytes.
fn pack(pack: &Pack) -> postcard::Result<[Vec<u8>; 3]> {
    let lexicon = postcard::to_allocvec(&*pack.lexicon)?;
    Ok([postcard::to_allocvec(pack)?, lexicon, postcard::to_allocvec(&*pack.cases)?])
}

fn borrowed([pack, lexicon, cases]: &[Vec<u8>; 3]) -> CompiledPack<'_> {
    CompiledPack { pack, lexicon, cases }
}

fn index(rules: &[RuleRef]) -> Index {
    let of_file = |rules: &[RuleRef]| {
        let named = rules.iter().map(|r| (r.line, r.name.clone()));
        (rules[0].file.clone(), named.collect())
    };
    rules.chunk_by(|a, b| a.file == b.file).map(of_file).collect()
}

#[cfg(test)]
mod tests {
    use super::compile;
    use crate::lang::{Rules, embedded};

    #[test]
    fn compiled_rules_are_those_of_the_files() {
        let from_files = compile(&Rules::from_files(embedded()).expect("valid")).expect("bytes");
        let from_binary = compile(&Rules::load(Vec::new()).expect("valid")).expect("bytes");
        assert!(from_files == from_binary, "reading and writing again must lose nothing");
    }
}
