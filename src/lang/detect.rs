use crate::lang::pack::Pack;
use crate::text::{TokenKind, fold, tokenize};

/// Bytes of a text that are looked at.
const SAMPLE: usize = 8_000;

/// Which of `packs` the text is written in: the one whose commonest words make up the largest share of it; `None` where
/// none occurs.
pub fn detect(packs: &[Pack], text: &str) -> Option<usize> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut hits = vec![0usize; packs.len()];
    for token in tokenize(text).iter().filter(|t| t.kind == TokenKind::Word) {
        let word = fold(token.span.of(text));
        for (hit, pack) in hits.iter_mut().zip(packs) {
            *hit += usize::from(pack.function_words.contains(&word));
        }
    }
    let best = hits.iter().copied().max().filter(|&n| n > 0)?;
    hits.iter().position(|&n| n == best)
}
