//! L0: an article and its characters — spans, lines, tokens, folding. Knows no figure and no language.

mod document;
mod fold;
mod span;
mod token;

pub use document::{DocId, Document, Loc, Meta, Offsets, Origin, Position, Run};
pub use fold::{fold, fold_into};
pub use span::Span;
pub use token::{Token, TokenKind, tokenize};
