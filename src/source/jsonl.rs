//! JSON Lines: one document a row.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::text::{Document, Meta, Origin};

use super::{File, Format, ReadError};

/// Rows `{"id": …, "text": …, "language": …, "published": …, "title": …, "publisher": …}`.
///
/// All but `text` may be missing or null, and other keys are ignored. The `id`, a string or a number, names the document
/// (without one: file and line), and offsets count in its `text`.
#[derive(Debug, Clone, Copy)]
pub struct JsonLines;

impl Format for JsonLines {
    fn id(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn read(&self, file: &File<'_>) -> Result<Vec<Document>, ReadError> {
        let rows = (1..).zip(file.text.split('\n')).filter(|(_, row)| !row.trim().is_empty());
        rows.map(|(line, row)| document(file.name, line, row)).collect()
    }
}

#[derive(serde::Deserialize)]
struct Row<'a> {
    id: Option<Id>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    language: Option<String>,
    published: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
}

/// A text, or a number as its text.
struct Id(String);

fn document(file: &str, line: u32, row: &str) -> Result<Document, ReadError> {
    let row: Row<'_> =
        serde_json::from_str(row).map_err(|error| row_error(file, line, row, &error))?;
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let id = row.id.map(|id| id.0);
    let meta = Meta {
        id: id.clone(),
        language: given(row.language),
        title: given(row.title),
        publisher: given(row.publisher),
        published: given(row.published),
    };
    let name = id.unwrap_or_else(|| format!("{file}:{line}"));
    Ok(Document {
        name,
        text: Arc::from(&*row.text),
        meta,
        origin: Origin::identity(row.text.as_bytes()),
    })
}

fn row_error(file: &str, line: u32, row: &str, error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    let is_lead = |byte: &&u8| (**byte & 0b1100_0000) != 0b1000_0000;
    let column = row.as_bytes().iter().take(error.column()).filter(is_lead).count().max(1) as u32;
    ReadError::Row { file: file.into(), line, column, message }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl Visitor<'_> for IdVisitor {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a number")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Id, E> {
                Ok(Id(text.into()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Id, E> {
                Ok(Id(serde_json::Value::from(number).to_string()))
            }
        }
        deserializer.deserialize_any(IdVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::text::Span;

    fn error(text: &str) -> String {
        read("in.jsonl", text.as_bytes()).expect_err("a bad row").to_string()
    }

    #[test]
    fn every_row_is_a_document() {
        let rows = "\u{FEFF}{\"id\": \"a\", \"text\": \"12 \\u00fc\\n3\", \"language\": \"xx\", \"published\": \"2024-10-29\"}\r\n\
                    \n{\"text\": \"x\", \"id\": 7, \"language\": null, \"title\": \"\", \"tags\": [{}]}\n{\"text\": \"y\"}";
        let documents = read("in.ndjson", rows.as_bytes()).unwrap();
        assert_eq!(
            documents.iter().map(|d| &*d.name).collect::<Vec<_>>(),
            ["a", "7", "in.ndjson:4"]
        );
        assert_eq!(&*documents[0].text, "12 ü\n3");
        assert_eq!(documents[0].origin.source(Span::new(3, 5)), 3..5);
        assert_eq!(documents[0].meta.published.as_deref(), Some("2024-10-29"));
        let only_id = crate::text::Meta { id: Some("7".into()), ..crate::text::Meta::default() };
        assert_eq!(documents[1].meta, only_id);
    }

    #[test]
    fn a_bad_row_is_named() {
        assert_eq!(
            error("{\"text\": \"ok\"}\n{\"text\": \"ü\", }"),
            "`in.jsonl`, line 2, column 15: trailing comma; write every document on one line, as `{\"id\": \"…\", \"text\": \"…\"}`"
        );
        assert!(error("{\"id\": 1}").contains("line 1, column 9: missing field `text`"));
        assert!(error("{\"id\": [], \"text\": \"\"}").contains("expected a string or a number"));
        assert!(error("{\"text\": null}").contains("invalid type: null, expected a string"));
        assert!(error(&"[".repeat(100_000)).contains("line 1, column "));
    }

    #[test]
    fn no_rows_no_documents() {
        assert_eq!(read("in.jsonl", b"\n \r\n").unwrap().len(), 0);
    }
}
