//! L1: the bytes of a file → its documents, with the way back to those bytes. One file an input format.
//!
//! `encoding` turns bytes into characters, a [`Format`] turns these into the text that is parsed, and each of the two keeps a
//! map; [`read`] joins the maps. Content is never wrong here: broken characters, tags and markup are read as well as
//! they can be. Errors are left to what has no reading at all: a row that is not JSON, a file too large to address.

mod encoding;
mod html;
mod jsonl;
mod mapped;
mod markdown;
mod plain;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use crate::text::{Document, Meta, Origin, Run};

use mapped::Mapped;

/// Every input format. The last one reads what no other claims.
pub static FORMATS: &[&dyn Format] =
    &[&html::Html, &markdown::Markdown, &jsonl::JsonLines, &plain::Plain];

/// A way to read files, with its own name and file extensions.
pub trait Format: Sync {
    /// Identifier, lower case.
    fn id(&self) -> &'static str;

    /// File extensions without the dot, lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether a file without an extension is of this format, judged by how its text begins.
    fn begins(&self, _text: &str) -> bool {
        false
    }

    /// The documents of `file`, in its order.
    ///
    /// # Errors
    /// What has no reading at all; see [`ReadError`].
    fn read(&self, file: &File<'_>) -> Result<Vec<Document>, ReadError>;
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Offsets have 32 bits.
    #[error(
        "`{file}` has {bytes} bytes, and no more than {} can be addressed: split the file",
        u32::MAX
    )]
    TooLarge {
        /// Name of the file.
        file: String,
        /// Its length, or that of its text.
        bytes: u64,
    },
    /// A row of a JSON Lines file is not a document.
    #[error(
        "`{file}`, line {line}, column {column}: {message}; write every document on one line, \
         as `{{\"id\": \"…\", \"text\": \"…\"}}`"
    )]
    Row {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// What is wrong.
        message: String,
    },
}

/// A file that is being read: its bytes, and what they say.
#[derive(Debug)]
pub struct File<'a> {
    /// Path or other name, as shown to the reader.
    pub name: &'a str,
    /// The file as it lies on disk.
    pub bytes: &'a [u8],
    /// Its characters.
    pub text: Cow<'a, str>,
    /// From [`File::text`] to [`File::bytes`]; empty where they are equal.
    runs: Vec<Run>,
}

impl File<'_> {
    /// The file as one document whose text is the file's.
    fn whole(&self) -> Document {
        let origin = Origin::mapped(self.bytes, self.runs.clone());
        Document {
            name: self.name.into(),
            text: Arc::from(&*self.text),
            meta: Meta::default(),
            origin,
        }
    }

    /// The file as one document whose text was read from [`File::text`] piece by piece.
    fn document(&self, mapped: Mapped, meta: Meta) -> Result<Document, ReadError> {
        let (text, runs) = mapped.finish(&self.runs);
        check_size(self.name, text.len())?;
        Ok(Document {
            name: self.name.into(),
            text: text.into(),
            meta,
            origin: Origin::mapped(self.bytes, runs),
        })
    }
}

/// The documents that `bytes` hold; `name` gives the format by its extension.
///
/// *Shape*: one document, except for JSON Lines: one a row.
///
/// # Errors
/// [`ReadError::TooLarge`] beyond 4 GiB, [`ReadError::Row`] for a row that is not a document.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Document>, ReadError> {
    check_size(name, bytes.len())?;
    let (text, runs) = encoding::decode(bytes);
    check_size(name, text.len())?;
    let format = format_of(name, &text);
    format.read(&File { name, bytes, text, runs })
}

/// The format that reads a file of this name and text.
fn format_of(name: &str, text: &str) -> &'static dyn Format {
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    let reads = |format: &&&dyn Format| match extension {
        Some(extension) => {
            format.extensions().iter().any(|known| extension.eq_ignore_ascii_case(known))
        }
        None => format.begins(text),
    };
    FORMATS.iter().find(reads).copied().unwrap_or(&plain::Plain)
}

fn check_size(name: &str, n_bytes: usize) -> Result<(), ReadError> {
    if u32::try_from(n_bytes).is_ok() {
        return Ok(());
    }
    Err(ReadError::TooLarge { file: name.into(), bytes: n_bytes as u64 })
}

/// A day or time as a container gives it, where it begins like ISO 8601.
fn iso_time(text: &str) -> Option<String> {
    let text = text.trim();
    let year = text.bytes().take_while(u8::is_ascii_digit).count();
    (year == 4 && text.as_bytes().get(4) == Some(&b'-')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// One document, after a check that its map leads from every character to a character.
    pub(super) fn read_one(name: &str, bytes: &[u8]) -> Document {
        let document = read(name, bytes).expect("readable").remove(0);
        let mut last = 0;
        for (at, c) in document.text.char_indices() {
            let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
            let source = document.origin.source(span);
            assert!(
                last <= source.start && source.end as usize <= bytes.len(),
                "{c:?} at {at}: {source:?}"
            );
            last = source.start;
        }
        document
    }

    /// The bytes behind the first occurrence of `words` in the text.
    pub(super) fn bytes_behind<'a>(document: &Document, bytes: &'a [u8], words: &str) -> &'a [u8] {
        let start = document.text.find(words).expect("the words stand in the text");
        let source = document.origin.source(Span::new(start as u32, (start + words.len()) as u32));
        &bytes[source.start as usize..source.end as usize]
    }

    /// Each letter and digit of the text stands in the file, alone or as a reference.
    fn letters_are_those_of_the_file(document: &Document, bytes: &[u8]) {
        for (at, c) in document.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let source = document.origin.source(Span::new(at as u32, (at + c.len_utf8()) as u32));
            let behind = &bytes[source.start as usize..source.end as usize];
            let is_utf16 = bytes.starts_with(b"\xFF\xFE");
            assert!(
                is_utf16 || behind.starts_with(b"&") || behind == c.to_string().as_bytes(),
                "{c:?}: {behind:?}"
            );
        }
    }

    #[test]
    fn extension_gives_the_format() {
        let id = |name| format_of(name, "<!DOCTYPE HTML><p>").id();
        assert_eq!(
            ["a.HTM", "a.b.md", "a.ndjson", "a.txt", "a.xyz"].map(id),
            ["html", "markdown", "jsonl", "plain", "plain"]
        );
        assert_eq!(["-", "dir.d/page"].map(id), ["html", "html"]);
        assert_eq!(format_of("-", "12 <html>").id(), "plain");
    }

    #[test]
    fn maps_of_encoding_and_markup_are_joined() {
        let bytes = b"\xEF\xBB\xBF<p>12\xFF &amp; 3";
        let document = read_one("a.html", bytes);
        assert_eq!(&*document.text, "12\u{FFFD} & 3");
        assert_eq!(bytes_behind(&document, bytes, "12"), b"12");
        assert_eq!(bytes_behind(&document, bytes, "\u{FFFD}"), b"\xFF");
        assert_eq!(bytes_behind(&document, bytes, "& 3"), b"&amp; 3");
    }

    #[test]
    fn what_cannot_be_addressed_is_an_error() {
        let error = check_size("big.txt", 1 << 32).expect_err("one byte too many").to_string();
        assert_eq!(
            error,
            "`big.txt` has 4294967296 bytes, and no more than 4294967295 can be addressed: split the file"
        );
    }

    /// Pieces that trouble readers, put together at random: every map must hold, nothing may panic.
    #[test]
    fn odd_files_are_read() {
        const PIECES: &[&[u8]] = &[
            b"\xEF\xBB\xBF",
            b"\xFF\xFE",
            b"\xC3",
            b"\0",
            b"\r\n",
            b"\n\n",
            b" ",
            b"12",
            b"\xC3\xBC",
            b"<p>",
            b"</p>",
            b"<",
            b"</>",
            b"&",
            b"&nGg;",
            b"&#59;",
            b"&#x30",
            b"<title>",
            b"<nav>",
            b"</nav>",
            b"<pre>",
            b"<td>",
            b"<sup>",
            b"<!--",
            b"-->",
            b"```",
            b"`",
            b"**",
            b"_",
            b"[",
            b"](",
            b")",
            b"![",
            b"][",
            b"[^",
            b"]",
            b"# ",
            b"> ",
            b"- ",
            b"1. ",
            b"|",
            b"---\n",
            b"\\",
        ];
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut draw = |n: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed as usize % n
        };
        for _ in 0..10_000 {
            let bytes: Vec<u8> =
                (0..draw(16)).flat_map(|_| PIECES[draw(PIECES.len())]).copied().collect();
            for name in ["a.txt", "a.md", "a.html"] {
                let document = read_one(name, &bytes);
                letters_are_those_of_the_file(&document, &bytes);
            }
        }
    }
}
