use std::sync::Arc;

use crate::lang::{NumberRole, NumberWord, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::compound::segments;
use crate::parse::context::{closes, count_unit, is_definite, is_one, name_parts};
use crate::parse::range::opening;
use crate::parse::reading::Reading;
use crate::parse::sum::{Manner, Sum};
use crate::text::TokenKind;

/// A number word, or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub word: Arc<NumberWord>,
    pub rule: RuleId,
    /// Token behind it.
    pub end: usize,
    /// Belongs to the same written word as the piece before it, or is hyphenated to it.
    pub joined: bool,
    /// Without the ending of an inflected adjective.
    pub plain: bool,
}

/// Pieces of the longest number that is read.
const MOST_PIECES: usize = 60;

/// The number in words at token `i`.
///
/// Parts add up and multiply by their role in the rules; which words have which role is the pack's affair.
pub(crate) fn words(reading: &Reading<'_>, i: usize) -> Option<Atom> {
    let mut pieces = pieces(reading, i);
    let first = pieces.first()?;
    let unit = |s: &Sense| matches!(s, Sense::Unit(..)).then_some(());
    match first.word.role {
        NumberRole::Definite if !is_definite(reading, i) => return None,
        NumberRole::Few => {
            reading.sense(first.end, unit)?;
        }
        _ => {}
    }
    count_unit(reading, i, &mut pieces);
    name_parts(reading, i, &mut pieces);
    let joins = pieces.iter().any(|p| p.word.role == NumberRole::Joiner);
    let ranged = joins && !opening(reading, i).is_empty();
    let manner =
        Manner { compounds: reading.pack.compounds, ones_first: reading.pack.ones_first, ranged };
    let mut sum = Sum::new(manner);
    let mut good: Option<Atom> = None;
    for (k, piece) in pieces.iter().enumerate() {
        if !sum.step(piece, &pieces[k + 1..]) {
            break;
        }
        if let Some(atom) = sum.atom(i, piece.end) {
            good = Some(atom);
        }
        if sum.closed {
            break;
        }
    }
    let mut atom = good?;
    let single = pieces[0].word.role == NumberRole::One && pieces[0].end == atom.tokens.end;
    if single && !is_one(reading, i, atom.tokens.end) {
        return None;
    }
    let used = pieces.iter().take_while(|p| p.end <= atom.tokens.end);
    atom.rules = used.map(|p| p.rule).collect();
    Some(atom)
}

/// The magnitude word at token `at` as a scale behind number words (*ten grand*).
fn scale_alone(
    reading: &Reading<'_>,
    at: usize,
    word: &NumberWord,
    before: Option<&Piece>,
) -> Option<Arc<NumberWord>> {
    let counted = before.is_some_and(|b| b.word.role != NumberRole::Article);
    let scale = NumberWord { role: NumberRole::Scale, ..NumberWord::clone(word) };
    (counted && closes(reading, at + 1)).then(|| Arc::new(scale))
}

fn pieces(reading: &Reading<'_>, i: usize) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut at = i;
    while all.len() < MOST_PIECES {
        let hyphen = !all.is_empty()
            && reading.is_mark(at, "-‐‑–—")
            && reading.glued(at)
            && reading.glued(at + 1);
        let from = if hyphen { at + 1 } else { at };
        if !all.is_empty() && reading.tokens.get(from).is_none_or(|t| t.breaks > 1) {
            break;
        }
        let found = reading.sense(from, |s| match s {
            Sense::Number(word)
                if !matches!(word.role, NumberRole::Magnitude | NumberRole::Code) =>
            {
                Some(Arc::clone(word))
            }
            Sense::Number(word) if word.alone => scale_alone(reading, from, word, all.last()),
            _ => None,
        });
        if let Some((len, word, rule)) = found {
            let plain = !reading
                .pack
                .adjective_endings
                .iter()
                .any(|e| reading.folded(from).ends_with(e.as_str()));
            at = from + len;
            all.push(Piece { word, rule, end: at, joined: hyphen, plain });
        } else if reading.kind(from) == Some(TokenKind::Word)
            && reading.is_numeral(from)
            && let Some(parts) = segments(reading, reading.folded(from))
        {
            at = from + 1;
            let first = all.len();
            all.extend(parts.into_iter().enumerate().map(|(k, (word, rule))| Piece {
                word,
                rule,
                end: at,
                joined: hyphen || k > 0,
                plain: true,
            }));
            // Only whole words end a number.
            let last = all.len() - 1;
            all[first..last].iter_mut().for_each(|p| p.end = usize::MAX);
        } else {
            break;
        }
    }
    all
}
