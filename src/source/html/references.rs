//! Character references (`&amp;`, `&#8211;`).

use std::collections::HashMap;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Longest reference that is looked at; the longest name of the standard has 33 bytes.
const MAX_BYTES: usize = 64;

/// The references that a file uses, each decoded once.
#[derive(Debug, Default)]
pub struct References {
    known: HashMap<String, Option<Reference>>,
}

/// A decoded reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// How many bytes it takes in the source.
    pub n_bytes: usize,
    /// What it stands for.
    pub text: String,
}

impl References {
    /// The reference at the start of `text`, which begins with `&`; `None` where that is only an ampersand.
    pub fn decode(&mut self, text: &str) -> Option<Reference> {
        let tail = text.as_bytes().iter().skip(1).take(MAX_BYTES);
        let n_name = tail.take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
        if n_name == 0 {
            return None;
        }
        let semicolon = usize::from(text.as_bytes().get(1 + n_name) == Some(&b';'));
        let candidate = &text[..1 + n_name + semicolon];
        if !self.known.contains_key(candidate) {
            self.known.insert(candidate.to_owned(), decode_candidate(candidate));
        }
        self.known.get(candidate).cloned().flatten()
    }
}

/// Decodes `&`, letters and digits, perhaps `;`: the reference is the shortest start that explains the outcome.
fn decode_candidate(candidate: &str) -> Option<Reference> {
    let mut decoded = String::new();
    let emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            if let CallbackEvent::String { value } = event {
                decoded.push_str(&String::from_utf8_lossy(value));
            }
            None
        });
    let Ok(()) = Tokenizer::new_with_emitter(candidate, emitter).finish();
    if decoded == candidate {
        return None;
    }
    let alike =
        candidate.bytes().rev().zip(decoded.bytes().rev()).take_while(|(a, b)| a == b).count();
    let n_first = decoded.chars().next()?.len_utf8();
    let n_plain = alike.min(decoded.len() - n_first);
    decoded.truncate(decoded.len() - n_plain);
    Some(Reference { n_bytes: candidate.len() - n_plain, text: decoded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_end_where_the_standard_says() {
        let mut references = References::default();
        let mut decode = |text| references.decode(text).map(|r| (r.n_bytes, r.text));
        let some = |n_bytes, text: &str| Some((n_bytes, text.to_owned()));
        assert_eq!(decode("&amp;b"), some(5, "&"));
        assert_eq!(decode("&nbsp;000"), some(6, "\u{A0}"));
        assert_eq!(decode("&notit;"), some(4, "¬"));
        assert_eq!(decode("&ampamp"), some(4, "&"));
        assert_eq!(decode("&#59;"), some(5, ";"));
        assert_eq!(decode("&#x30"), some(5, "0"));
        assert_eq!(decode("&#x30g"), some(5, "0"));
        assert_eq!(decode("&nGg;"), some(5, "\u{22D9}\u{338}"));
        assert_eq!(["& b", "&", "&foo;", "&#;", "&ü"].map(decode), [const { None }; 5]);
    }
}
