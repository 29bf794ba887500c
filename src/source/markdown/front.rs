//! Front matter: `key: value` or `key = value` between two fences at the top of the file.

use crate::text::Meta;

use super::super::iso_time;

/// What the front matter of `source` says, and its length in bytes; 0 where there is none.
pub(super) fn read_front(source: &str) -> (Meta, usize) {
    let mut meta = Meta::default();
    let mut lines = source.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let (fence, sign) = match first.trim_end() {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return (meta, 0),
    };
    let mut end = first.len();
    for line in lines {
        end += line.len();
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return (meta, end);
        }
        if let Some((key, value)) = line.split_once(sign) {
            set(&mut meta, key, value);
        }
    }
    (Meta::default(), 0)
}

fn set(meta: &mut Meta, key: &str, value: &str) {
    let value = unquote(value.trim());
    if value.is_empty() || key.starts_with([' ', '\t', '#']) {
        return;
    }
    match &*key.trim().to_ascii_lowercase() {
        "title" => meta.title = Some(value.to_owned()),
        "date" | "published" => meta.published = iso_time(value).or(meta.published.take()),
        "lang" | "language" => meta.language = Some(value.to_owned()),
        "publisher" => meta.publisher = Some(value.to_owned()),
        _ => {}
    }
}

/// A value without its quotation marks, or without the comment after it.
fn unquote(value: &str) -> &str {
    for mark in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(mark).and_then(|rest| rest.rsplit_once(mark)) {
            return inner;
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fences_are_read() {
        let yaml = "---\r\ntitle: \"12: a\" # x\r\n Title: no\r\nDate: 2024-10-29 # day\r\nlang: xx\r\n---\r\ntext";
        let (meta, n_bytes) = read_front(yaml);
        assert_eq!(&yaml[n_bytes..], "text");
        assert_eq!(meta.title.as_deref(), Some("12: a"));
        assert_eq!(meta.published.as_deref(), Some("2024-10-29"));
        assert_eq!(meta.language.as_deref(), Some("xx"));
        let (meta, _) = read_front(
            "+++\npublished = 2024-10-29T08:00:00Z\npublisher = 'P'\ndate = 'soon'\n+++",
        );
        assert_eq!(meta.published.as_deref(), Some("2024-10-29T08:00:00Z"));
        assert_eq!(meta.publisher.as_deref(), Some("P"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read_front("---\ntitle: x\n"), (Meta::default(), 0));
        assert_eq!(read_front("\n---\ntitle: x\n---\n").1, 0);
    }
}
