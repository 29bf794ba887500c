use std::borrow::Cow;

/// `text` as a terminal may be given it: control characters, marks of direction and characters without width are replaced
/// by something visible, white space by plain spaces; soft hyphens are left out, as they are in print.
///
/// An article is written by others, so it may hold sequences that move the cursor, hide words or turn their order.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(replacement(c), Shown::Same)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_visible(c, &mut out));
    Cow::Owned(out)
}

/// [`visible`] for one character.
pub(super) fn push_visible(c: char, out: &mut String) {
    match replacement(c) {
        Shown::Same => out.push(c),
        Shown::As(other) => out.push(other),
        Shown::Escaped => out.extend(c.escape_unicode()),
        Shown::Dropped => {}
    }
}

/// `text` on one line: [`visible`], with every run of white space as one space and none at the ends.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        word.chars().for_each(|c| push_visible(c, &mut out));
    }
    out
}

/// White space at which words part; no-break spaces hold figures together and are kept.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

enum Shown {
    Same,
    As(char),
    Escaped,
    Dropped,
}

fn replacement(c: char) -> Shown {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Shown::As(' '),
        // The block of control pictures follows the order of the controls.
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).map_or(Shown::Escaped, Shown::As),
        '\u{7F}' => Shown::As('\u{2421}'),
        '\u{AD}' => Shown::Dropped,
        '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Shown::Escaped,
        _ => Shown::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sequence_reaches_the_terminal() {
        assert_eq!(visible("\u{1b}[31m3\u{7}"), "␛[31m3␇");
        assert_eq!(visible("\u{9b}2J\u{7f}"), "\\u{9b}2J␡");
    }

    #[test]
    fn hidden_and_turned_words_are_shown() {
        assert_eq!(visible("1\u{202e}00\u{202c} 2\u{200b}0"), "1\\u{202e}00\\u{202c} 2\\u{200b}0");
    }

    #[test]
    fn plain_words_are_not_copied() {
        assert!(matches!(visible("Zürich — 10\u{202f}000 m²"), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_are_joined() {
        assert_eq!(one_line(" a\r\n\tb Mil\u{ad}lionen "), "a b Millionen");
    }
}
