//! L4: facts → pairs that are about the same thing, and groups of them. From here up no code knows a natural language.

mod anchor;
mod group;
mod judge;
mod likeness;
mod occasion;
mod thing;
mod tolerance;
mod transposed;
mod types;

pub use group::{Comparison, Link, are_rivals, compare, different_voices, same_voice};
pub use judge::{Match, Reason, Verdict, judge};
pub use tolerance::{Agreement, agree};
pub use types::{Group, GroupId};
