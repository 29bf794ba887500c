use crate::lang::compiled;
use crate::lang::error::RuleError;
use crate::lang::load::RuleFile;
use crate::lang::rules::Rules;

/// The rule files in the binary: path and text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The same files, compiled.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// The rule files in the binary, in order of path.
pub fn embedded() -> Vec<RuleFile> {
    let file =
        |(path, text): &(&str, &str)| RuleFile { path: (*path).into(), text: (*text).into() };
    EMBEDDED.iter().map(file).collect()
}

impl Rules {
    /// The rules in the binary, with `more` files added; one of the same path takes the place of the built-in one.
    ///
    /// # Errors
    /// All mistakes in all files.
    pub fn load(more: Vec<RuleFile>) -> Result<Self, Vec<RuleError>> {
        if more.is_empty() {
            return Ok(
                compiled::read(COMPILED).expect("the build script wrote it with the same types")
            );
        }
        let mut files = embedded();
        files.extend(more);
        Self::from_files(files)
    }
}
