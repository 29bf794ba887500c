use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The form of a token under which it is looked up: NFKC, lower case, without soft hyphens and zero-width characters.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`], appended to a buffer that the caller keeps.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.bytes().map(|b| b.to_ascii_lowercase() as char));
    } else if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(|c| push_lower(c, out));
    } else {
        text.nfkc().for_each(|c| push_lower(c, out));
    }
}

fn push_lower(c: char, out: &mut String) {
    match c {
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
        '\u{2019}' | '\u{2BC}' => out.push('\''),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_case_ligatures_and_decomposed_letters() {
        assert_eq!(fold("ZWÖLF"), "zwölf");
        assert_eq!(fold("fu\u{308}nf"), "fünf");
        assert_eq!(fold("ﬁve"), "five");
        assert_eq!(fold("Mil\u{AD}lionen"), "millionen");
    }
}
