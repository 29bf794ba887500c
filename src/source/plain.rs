//! Text without markup: what is parsed is what stands in the file.

use crate::text::Document;

use super::{File, Format, ReadError};

/// Plain text.
#[derive(Debug, Clone, Copy)]
pub struct Plain;

impl Format for Plain {
    fn id(&self) -> &'static str {
        "plain"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, file: &File<'_>) -> Result<Vec<Document>, ReadError> {
        Ok(vec![file.whole()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bytes_behind, read_one};
    use crate::text::Position;

    #[test]
    fn text_is_the_file() {
        let bytes = b"a\r\n\0\x01 12\xC2\xA0000\r\n";
        let document = read_one("a.txt", bytes);
        assert_eq!(document.text.as_bytes(), bytes);
        assert_eq!(document.origin.position(6), Position { line: 2, column: 4 });
        assert_eq!(&*read_one("empty.txt", b"").text, "");
    }

    #[test]
    fn offsets_count_the_byte_order_mark() {
        let bytes = b"\xEF\xBB\xBF12 Tage";
        let document = read_one("a.txt", bytes);
        assert_eq!(&*document.text, "12 Tage");
        assert_eq!(bytes_behind(&document, bytes, "Tage"), b"Tage");
        assert_eq!(document.origin.position(3), Position { line: 1, column: 1 });
    }
}
