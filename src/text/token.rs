use super::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters (with combining marks and soft hyphens).
    Word,
    /// Decimal digits `0`–`9`.
    Digits,
    /// One character that is neither: punctuation, a symbol, a superscript, a vulgar fraction.
    Mark,
}

/// The smallest piece of a text: a run of letters, a run of digits, or one other character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How many line breaks stand between it and the token before (255 at most).
    pub breaks: u8,
    /// Whether it follows the token before without any space.
    pub glued: bool,
    /// Whether its first letter is upper case.
    pub upper: bool,
}

/// The tokens of `text`, in order; white space and control characters are between them, never in them.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut breaks = 0u8;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            breaks = breaks.saturating_add(u8::from(c == '\n'));
            continue;
        }
        let kind = kind_of(c);
        let mut end = start + c.len_utf8();
        if kind != TokenKind::Mark {
            while let Some(&(at, next)) = chars.peek() {
                if kind_of(next) != kind && !(kind == TokenKind::Word && continues_word(next)) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let glued = tokens.last().is_some_and(|t| t.span.end as usize == start);
        let span = Span::new(start as u32, end as u32);
        tokens.push(Token { span, kind, breaks, glued, upper: c.is_uppercase() });
        breaks = 0;
    }
    tokens
}

fn kind_of(c: char) -> TokenKind {
    if c.is_ascii_digit() {
        TokenKind::Digits
    } else if c.is_alphabetic() && !is_fullwidth_or_super(c) {
        TokenKind::Word
    } else {
        TokenKind::Mark
    }
}

/// Letters that are symbols of measure or position and never part of a word (`ª`, `º`, superscripts).
fn is_fullwidth_or_super(c: char) -> bool {
    matches!(c, 'ª' | 'º' | '\u{2070}'..='\u{209C}')
}

fn continues_word(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).into_iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn splits_letters_digits_and_marks() {
        assert_eq!(
            words("G20: 10.000 Mio.-Euro"),
            ["G", "20", ":", "10", ".", "000", "Mio", ".", "-", "Euro"]
        );
    }

    #[test]
    fn counts_line_breaks() {
        let tokens = tokenize("a\n\nb c");
        assert_eq!(tokens.iter().map(|t| t.breaks).collect::<Vec<_>>(), [0, 2, 0]);
    }
}
