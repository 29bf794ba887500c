//! Bytes → characters: UTF-8, and UTF-16 where a byte order mark says so.

use std::borrow::Cow;

use crate::text::Run;

use super::mapped::{Mapped, push_run};

/// The characters of `bytes` and the runs that lead back; no runs where the text is the bytes.
///
/// A byte order mark is left out. What is not valid becomes U+FFFD, once for every maximal invalid part (the practice of
/// the Unicode Standard, §3.9). Everything else stays: line ends, NUL, control characters.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Run>) {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_utf8(rest, 3),
        _ => decode_utf8(bytes, 0),
    }
}

/// The characters of `bytes`, which stand `skipped` bytes into the file.
fn decode_utf8(bytes: &[u8], skipped: u32) -> (Cow<'_, str>, Vec<Run>) {
    if let Ok(text) = str::from_utf8(bytes) {
        let n_bytes = bytes.len() as u32;
        let mut runs = Vec::new();
        if skipped > 0 {
            push_run(&mut runs, Run { text: 0..n_bytes, source: skipped..skipped + n_bytes });
        }
        return (Cow::Borrowed(text), runs);
    }
    let mut mapped = Mapped::with_capacity(bytes.len() + 64);
    let mut at = skipped as usize;
    for chunk in bytes.utf8_chunks() {
        let broken = at + chunk.valid().len();
        mapped.push(chunk.valid(), at..broken);
        at = broken + chunk.invalid().len();
        if broken < at {
            mapped.push("\u{FFFD}", broken..at);
        }
    }
    let (text, runs) = mapped.finish(&[]);
    (Cow::Owned(text), runs)
}

/// The characters of `bytes`, which stand behind a mark of two bytes.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, Vec<Run>) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut mapped = Mapped::with_capacity(bytes.len());
    let mut at = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        let n_bytes = 2 * c.len_utf16();
        mapped.push(c.encode_utf8(&mut [0; 4]), at..at + n_bytes);
        at += n_bytes;
    }
    if !odd.is_empty() {
        mapped.push("\u{FFFD}", at..at + odd.len());
    }
    let (text, runs) = mapped.finish(&[]);
    (Cow::Owned(text), runs)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bytes_behind, read_one};
    use super::*;

    #[test]
    fn valid_text_is_borrowed() {
        assert!(
            matches!(decode("ü\r\n\0".as_bytes()), (Cow::Borrowed("ü\r\n\0"), runs) if runs.is_empty())
        );
        assert_eq!(decode(b"\xEF\xBB\xBF"), (Cow::Borrowed(""), vec![]));
    }

    #[test]
    fn every_invalid_part_is_one_character() {
        let bytes = b"1\xF0\x9F\x98 2\xFF\xFE3";
        let document = read_one("a.txt", bytes);
        assert_eq!(&*document.text, "1\u{FFFD} 2\u{FFFD}\u{FFFD}3");
        assert_eq!(bytes_behind(&document, bytes, "2\u{FFFD}\u{FFFD}3"), b"2\xFF\xFE3");
        assert_eq!(bytes_behind(&document, bytes, "1\u{FFFD}"), b"1\xF0\x9F\x98");
    }

    #[test]
    fn utf16_is_read_in_both_byte_orders() {
        let units = |to: fn(u16) -> [u8; 2]| {
            "\u{FEFF}Zwölf 😀 12".encode_utf16().flat_map(to).collect::<Vec<u8>>()
        };
        for bytes in [units(u16::to_le_bytes), units(u16::to_be_bytes)] {
            let document = read_one("a.txt", &bytes);
            assert_eq!(&*document.text, "Zwölf 😀 12");
            assert_eq!(bytes_behind(&document, &bytes, "ö"), &bytes[6..8]);
            assert_eq!(bytes_behind(&document, &bytes, "😀 12"), &bytes[14..24]);
        }
    }

    #[test]
    fn broken_utf16_is_read() {
        let bytes = b"\xFF\xFE\x00\xD81\x002";
        let document = read_one("a.txt", bytes);
        assert_eq!(&*document.text, "\u{FFFD}1\u{FFFD}");
        assert_eq!(bytes_behind(&document, bytes, "1\u{FFFD}"), b"1\x002");
    }
}
