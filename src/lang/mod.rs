//! L1: language packs — raw TOML, validated, turned into look-up tables. The words of a language live in `rules/` and nowhere
//! else; this layer gives them their meaning as [`Sense`]s.
//!
//! `rules/build.rs` runs the same loader over the files of `rules/`, and leaves what it made in the binary (`compile`); from
//! there it is read at run time (`compiled`). Files that are given at run time are loaded together with the built-in ones.

mod builtin;
mod calendar;
#[cfg(test)]
mod compile;
mod compiled;
mod detect;
mod error;
mod flat;
mod language;
mod lazy;
mod lexicon;
mod link;
mod load;
mod pack;
mod raw;
mod rules;
mod sense;
mod shared;
mod trie;
mod words;

pub use builtin::embedded;
pub use calendar::{Away, CalendarWord, ClockRole, DayPart, Feast, Grain, Part};
pub use detect::detect;
pub use error::RuleError;
pub use lazy::Lazy;
pub use lexicon::{Entry, Lexicon, RuleId, WordId};
pub use load::{RuleFile, RuleRef};
pub use pack::{Case, Pack};
pub use rules::Rules;
pub use sense::{
    Bound, Concept, Cue, Measure, NumberRole, NumberWord, Pairing, PlaceForm, Pos, Sense, Single,
};
