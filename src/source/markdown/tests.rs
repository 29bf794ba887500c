//! Markdown and the text that is read from it.

use super::super::tests::{bytes_behind, read_one};
use crate::text::Document;

fn markdown(source: &str) -> Document {
    read_one("a.md", source.as_bytes())
}

fn text(source: &str) -> String {
    markdown(source).text.to_string()
}

#[test]
fn prose_stays_as_it_is() {
    for source in [
        "a\r\nb 12,5 %\r\n\r\nc",
        "5 * 3, 2*3, x_1, Leser*innen, ~5 [a] (b) a|b",
        "1.5\n29. x\n",
        "\0\u{1} a & b < c",
    ] {
        assert_eq!(text(source), source);
    }
}

#[test]
fn markup_in_a_line_goes() {
    assert_eq!(text("**10**.000 __a__ *b* _c_ ~~d~~ 10**.000**"), "10.000 a b c d 10.000");
    assert_eq!(text("1986\\. \\*a\\* &amp; 10&nbsp;000"), "1986. *a* & 10\u{A0}000");
    assert_eq!(text("a `b 12` c ``d ` 3`` ` e"), "a        c           ` e");
    assert_eq!(text("a <b>1</b> <https://x.y/12> <br>2"), "a 1                  \n   2");
    assert_eq!(text("a <!-- 1\n**2** --> 3"), "a       \n          3");
}

#[test]
fn links_leave_their_words() {
    let source =
        "see [12 men](http://x/34 \"5\"), ![6](7.png)[8][9] x[^1]\n\n[9]: http://y/10\n[^1]: Note";
    let document = markdown(source);
    assert_eq!(&*document.text, "see 12 men,            8 x\n\n                \n Note");
    assert_eq!(bytes_behind(&document, source.as_bytes(), "12 men"), b"12 men");
    assert_eq!(bytes_behind(&document, source.as_bytes(), "8 x"), b"8][9] x");
}

#[test]
fn list_markers_are_no_figures() {
    assert_eq!(text("1. a\n2. b 3\n   - c\n10. d"), "\n  a\n\n  b 3\n   \n c\n10. d");
    assert_eq!(text("* a\n  1) b\n  2) c\n+ d"), "\n a\n  \n  b\n  \n  c\n\n d");
}

#[test]
fn dates_at_the_start_of_a_line_stay() {
    assert_eq!(text("29. x\n30. y\n\n1. z"), "29. x\n30. y\n\n1. z");
    assert_eq!(text("1. a\n\n2. b\n29. x"), "\n  a\n\n\n  b\n29. x");
}

#[test]
fn headings_stand_alone() {
    let document = markdown("# A **12** ##\nb\n## C\n\nd\nE\n===\nf");
    assert_eq!(&*document.text, "\n A 12   \n\nb\n\n  C\n\nd\nE\n\n  \nf");
    assert_eq!(document.meta.title.as_deref(), Some("A 12"));
    assert_eq!(text("#a 1"), "#a 1");
}

#[test]
fn rows_of_a_table_stand_apart() {
    let source = "| a | b |\r\n|---|:-:|\r\n| 12 | 000 |\r\nx";
    assert_eq!(text(source), "\n a | b  \r\n\n        \r\n\n 12 | 000  \r\n\nx");
    assert_eq!(text("a | b\n--|--\n1 | 2\n3 | 4\n\nc"), "a | b\n\n    \n\n1 | 2\n\n3 | 4\n\nc");
}

#[test]
fn code_and_quotes_are_blanked() {
    assert_eq!(
        text("a\n```rust 1\n2 **\n```\n> b\n> > 1 c"),
        "a\n         \n    \n   \n  b\n    1 c"
    );
    assert_eq!(text("~~~\n12"), "   \n12");
}

#[test]
fn front_matter_is_no_text() {
    let document = markdown("---\ntitle: T 1\n---\n# H\n");
    assert_eq!(document.text.trim(), "H");
    assert_eq!(document.meta.title.as_deref(), Some("T 1"));
    assert_eq!(
        document.text.len(),
        document.origin.source(crate::text::Span::new(0, document.text.len() as u32)).len()
    );
}

#[test]
fn many_brackets_cost_nothing() {
    for piece in
        ["[", "](", "[a](", "<a", "`", "`` ` ", "<!--", "&a", "*", "1.\n", "```\n", "> ", "![]("]
    {
        let source = piece.repeat(20_000);
        assert!(text(&source).len() <= source.len() + 20_000, "{piece}");
    }
}
