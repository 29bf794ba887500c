//! Rust source → tokens, as far as the tidy tests need them: no comments, no test code, paths spelled out.

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword; `r#` is taken off.
    Ident(String),
    /// The contents of a string or byte string, escapes undone as far as they matter.
    Text(String),
    /// A lifetime, a character or a number.
    Other,
    /// `::`
    Colons,
    /// Any other mark.
    Mark(char),
}

/// A token and the line that it begins in, from 1.
#[derive(Debug, Clone)]
pub struct Token {
    pub kind: Kind,
    pub line: usize,
}

impl Token {
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub fn ident(&self) -> Option<&str> {
        match &self.kind {
            Kind::Ident(name) => Some(name),
            _ => None,
        }
    }

    pub fn is_ident(&self, name: &str) -> bool {
        self.ident() == Some(name)
    }
}

/// All tokens of a source file.
pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut lexer = Lexer { chars: &chars, at: 0, line: 1, tokens: Vec::new() };
    while lexer.at < chars.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn bump(&mut self) -> char {
        let c = self.peek(0);
        self.line += usize::from(c == '\n');
        self.at += 1;
        c
    }

    fn push(&mut self, kind: Kind, line: usize) {
        self.tokens.push(Token { kind, line });
    }

    fn step(&mut self) {
        let line = self.line;
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => {
                while self.at < self.chars.len() && self.peek(0) != '\n' {
                    self.bump();
                }
            }
            ('/', '*') => self.block_comment(),
            ('"', _) => self.quoted(line),
            ('b' | 'c', '"') => {
                self.bump();
                self.quoted(line);
            }
            ('r', '"' | '#') | ('b', 'r') if self.is_raw_string() => self.raw_string(line),
            ('\'', _) => self.char_or_lifetime(line),
            (':', ':') => {
                self.at += 2;
                self.push(Kind::Colons, line);
            }
            (c, _) if c.is_alphabetic() || c == '_' => {
                let mut word = self.word();
                if word == "r" && self.peek(0) == '#' {
                    self.bump();
                    word = self.word();
                }
                self.push(Kind::Ident(word), line);
            }
            (c, _) if c.is_ascii_digit() => {
                self.word();
                self.push(Kind::Other, line);
            }
            (c, _) => {
                self.bump();
                if !c.is_whitespace() {
                    self.push(Kind::Mark(c), line);
                }
            }
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
            word.push(self.bump());
        }
        word
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => (depth, self.at) = (depth + 1, self.at + 2),
                ('*', '/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ => {
                    self.bump();
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn quoted(&mut self, line: usize) {
        let mut text = String::new();
        self.bump();
        while self.at < self.chars.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                self.bump();
                text.extend(self.escape());
            } else {
                text.push(self.bump());
            }
        }
        self.bump();
        self.push(Kind::Text(text), line);
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<char> {
        match self.bump() {
            'n' => Some('\n'),
            't' => Some('\t'),
            'u' => {
                let digits: String = std::iter::from_fn(|| Some(self.bump()).filter(|&c| c != '}'))
                    .filter(char::is_ascii_hexdigit)
                    .collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
            }
            'x' => {
                let digits: String = [self.bump(), self.bump()].iter().collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
            }
            '\n' => {
                while self.peek(0).is_whitespace() {
                    self.bump();
                }
                None
            }
            c => Some(c),
        }
    }

    fn is_raw_string(&self) -> bool {
        let mut ahead = if self.peek(0) == 'b' { 2 } else { 1 };
        while self.peek(ahead) == '#' {
            ahead += 1;
        }
        self.peek(ahead) == '"'
    }

    fn raw_string(&mut self, line: usize) {
        while self.peek(0).is_alphabetic() {
            self.bump();
        }
        let mut n_hashes = 0;
        while self.bump() == '#' {
            n_hashes += 1;
        }
        let mut text = String::new();
        while self.at < self.chars.len() {
            let c = self.bump();
            if c == '"' && (0..n_hashes).all(|k| self.peek(k) == '#') {
                break;
            }
            text.push(c);
        }
        self.at += n_hashes;
        self.push(Kind::Text(text), line);
    }

    fn char_or_lifetime(&mut self, line: usize) {
        self.bump();
        if self.peek(0) == '\\' {
            self.bump();
            self.escape();
            self.bump();
        } else if self.peek(1) == '\'' {
            self.bump();
            self.bump();
        } else {
            self.word();
        }
        self.push(Kind::Other, line);
    }
}

/// The tokens without items under `#[cfg(test)]`, and the names of the modules among these items that lie in files of their own.
pub fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let (mut kept, mut files) = (Vec::new(), Vec::new());
    let mut i = 0;
    while i < tokens.len() {
        if !is_cfg_test(&tokens[i..]) {
            kept.push(tokens[i].clone());
            i += 1;
            continue;
        }
        let start = i;
        i = item_end(tokens, i);
        if let [.., module, name, end] = &tokens[start..i]
            && module.is_ident("mod")
            && end.is(';')
        {
            files.extend(name.ident().map(str::to_owned));
        }
    }
    (kept, files)
}

fn is_cfg_test(tokens: &[Token]) -> bool {
    let shape = |t: &[Token]| {
        t[0].is('#')
            && t[1].is('[')
            && t[2].is_ident("cfg")
            && t[3].is('(')
            && t[4].is_ident("test")
            && t[5].is(')')
            && t[6].is(']')
    };
    tokens.len() > 7 && shape(tokens)
}

/// One past the item that starts at `i`: its `;`, or the end of its first block.
fn item_end(tokens: &[Token], mut i: usize) -> usize {
    while i < tokens.len() {
        if tokens[i].is('[') || tokens[i].is('(') {
            i = closing(tokens, i);
        } else if tokens[i].is(';') {
            return i + 1;
        } else if tokens[i].is('{') {
            return closing(tokens, i) + 1;
        }
        i += 1;
    }
    tokens.len()
}

/// The mark that closes the one at `open`.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Mark('(' | '[' | '{') => depth += 1,
            Kind::Mark(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i;
        }
    }
    tokens.len() - 1
}

/// A path in the code, from `crate` on where `self` and `super` start it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub segments: Vec<String>,
    pub line: usize,
}

/// All paths of a file that is the module `module`, those in groups spelled out: `use crate::{a, b::c}` gives `crate::a` and
/// `crate::b::c`.
pub fn paths(tokens: &[Token], module: &[String]) -> Vec<Path> {
    let mut found = Vec::new();
    let mut inline: Vec<(usize, String)> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        inline.retain(|(end, _)| i < *end);
        let token = &tokens[i];
        let opens = token.is_ident("mod") && tokens.get(i + 2).is_some_and(|t| t.is('{'));
        if opens && let Some(name) = tokens[i + 1].ident() {
            inline.push((closing(tokens, i + 2), name.to_owned()));
            i += 3;
            continue;
        }
        let behind_path = i > 0 && tokens[i - 1].kind == Kind::Colons;
        if token.ident().is_none() || behind_path {
            i += 1;
            continue;
        }
        let start = found.len();
        let i_next = tree(tokens, i, &[], &mut found);
        let here =
            module.iter().chain(inline.iter().map(|(_, name)| name)).cloned().collect::<Vec<_>>();
        for path in &mut found[start..] {
            path.segments = resolved(&path.segments, &here);
        }
        i = i_next.max(i + 1);
    }
    found
}

/// Reads a path, or a group of them, at `i`; returns one past it.
fn tree(tokens: &[Token], mut i: usize, prefix: &[String], found: &mut Vec<Path>) -> usize {
    let line = tokens[i].line;
    let mut segments = prefix.to_vec();
    while let Some(token) = tokens.get(i) {
        if token.is('{') {
            let end = closing(tokens, i);
            i += 1;
            while i < end {
                i = if tokens[i].is(',') { i + 1 } else { tree(tokens, i, &segments, found) };
            }
            return end + 1;
        }
        match token.ident() {
            Some(name) => segments.push(name.to_owned()),
            None if token.is('*') => segments.push("*".to_owned()),
            None => break,
        }
        i += 1;
        if tokens.get(i).is_none_or(|t| t.kind != Kind::Colons) {
            break;
        }
        i += 1;
        // `Vec::<u8>::new` goes on behind its generics; where it goes does not matter here.
        if tokens.get(i).is_some_and(|t| t.is('<')) {
            break;
        }
    }
    if !prefix.is_empty() && tokens.get(i).is_some_and(|t| t.is_ident("as")) {
        i += 2;
    }
    found.push(Path { segments, line });
    i.max(1)
}

/// A path with `self` and `super` replaced by where they lead from module `here`.
fn resolved(segments: &[String], here: &[String]) -> Vec<String> {
    let first = segments.first().map_or("", String::as_str);
    if !matches!(first, "self" | "super") || (first == "self" && segments.len() == 1) {
        let last_is_self = segments.len() > 1 && segments.last().is_some_and(|s| s == "self");
        return segments[..segments.len() - usize::from(last_is_self)].to_vec();
    }
    let mut absolute = here.to_vec();
    let mut rest = segments;
    while let [head, tail @ ..] = rest {
        match head.as_str() {
            "self" => {}
            "super" => {
                absolute.pop();
            }
            _ => break,
        }
        rest = tail;
    }
    std::iter::once("crate".to_owned()).chain(absolute).chain(rest.iter().cloned()).collect()
}

/// A function: its name, the line it starts in, the lines of code in it, and its tokens.
#[derive(Debug)]
pub struct Function<'a> {
    pub name: &'a str,
    pub line: usize,
    pub n_lines: usize,
    pub tokens: std::ops::Range<usize>,
}

/// Every function with a body, those inside others as well.
pub fn functions(tokens: &[Token]) -> Vec<Function<'_>> {
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        let Some(name) =
            tokens.get(i + 1).and_then(Token::ident).filter(|_| tokens[i].is_ident("fn"))
        else {
            continue;
        };
        let end = item_end(tokens, i);
        if tokens[end - 1].is('}') {
            let n_lines = code_lines(&tokens[i..end]);
            found.push(Function { name, line: tokens[i].line, n_lines, tokens: i..end });
        }
    }
    found
}

/// Lines on which a token begins.
pub fn code_lines(tokens: &[Token]) -> usize {
    let mut lines: Vec<usize> = tokens.iter().map(|t| t.line).collect();
    lines.dedup();
    lines.len()
}
