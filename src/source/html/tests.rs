//! Pages and the text that is read from them.

use super::super::tests::{bytes_behind, read_one};
use crate::text::Document;

fn html(source: &str) -> Document {
    read_one("a.html", source.as_bytes())
}

fn text(source: &str) -> String {
    html(source).text.to_string()
}

#[test]
fn blocks_are_paragraphs_and_inline_elements_nothing() {
    assert_eq!(
        text("<div> a <p>10<b>.000</b>\n<i>men</i> </p><div>c</div></div>d"),
        "a\n\n10.000 men\n\nc\n\nd"
    );
    assert_eq!(text("a<br>b<br/><br>c<hr>d</p>e"), "a\nb\n\nc\n\nd\n\ne");
    assert_eq!(text("<ul><li>1<li>2</ul>"), "1\n\n2");
}

#[test]
fn what_is_no_text_is_left_out() {
    let page = "<html><head><title>T</title><style>p{}</style><script>if (1<2) '</p>'</script></head><body><header>H</header>\
                <nav><ul><li>N</nav><!-- 5 <p> --><p>12<script>3</script>4 <svg/><svg><title>S</title><p>x</svg>5<noscript>6</noscript></p>\
                <aside>A</aside><form><p>F</form><template>t</template><button>B</button><iframe>i</iframe><footer>f</footer>";
    let document = html(page);
    assert_eq!(&*document.text, "124 5");
    assert_eq!(document.meta.title.as_deref(), Some("T"));
}

#[test]
fn an_article_is_taken_alone() {
    let page = "<div>A</div><main><header><h1>Head\n line</h1></header><p>B<time datetime=2024-10-29>C</time><nav>N</nav>\
                <figure><img alt=9><figcaption>F</figcaption></figure></main><div><time datetime=2020-01-01>D</time></div>";
    let document = html(page);
    assert_eq!(&*document.text, "Head line\n\nBC\n\nF");
    assert_eq!(document.meta.title.as_deref(), Some("Head line"));
    assert_eq!(document.meta.published.as_deref(), Some("2024-10-29"));
}

#[test]
fn a_page_that_hides_everything_is_shown() {
    assert_eq!(text("<main></main><nav>12</nav><script>3</script>"), "12");
    assert_eq!(text("<form><nav>N</nav><h1>12</h1><p>3</p></form>"), "12\n\n3");
}

#[test]
fn references_map_to_all_their_bytes() {
    let page = "<p>10&nbsp;000 &lt;3 A&B &#8211; 4&euro;";
    let document = html(page);
    assert_eq!(&*document.text, "10\u{A0}000 <3 A&B – 4€");
    let behind = |words| bytes_behind(&document, page.as_bytes(), words);
    assert_eq!(behind("10\u{A0}000"), b"10&nbsp;000");
    assert_eq!(behind("\u{A0}"), b"&nbsp;");
    assert_eq!(behind("A&B"), b"A&B");
    assert_eq!(behind("4€"), b"4&euro;");
}

#[test]
fn offsets_run_over_tags_and_white_space() {
    let page = "<p>\r\n  about\r\n\t<b>12</b><i>.5</i></p>\r\n<p>ü 7</p>";
    let document = html(page);
    assert_eq!(&*document.text, "about 12.5\n\nü 7");
    let behind = |words| bytes_behind(&document, page.as_bytes(), words);
    assert_eq!(behind("12.5"), b"12</b><i>.5");
    assert_eq!(behind("about 12"), b"about\r\n\t<b>12");
    assert_eq!(behind("7"), b"7");
}

#[test]
fn cells_and_raised_digits_stay_apart() {
    let table = "<table><tr><th>a<th>b</tr>\n<tr>\n<td>12</td>\n<td>000</td></tr></table>";
    assert_eq!(text(table), "a | b\n\n12 | 000");
    assert_eq!(
        text(
            "<p>10.000<sup>1</sup> men, 3 m<sup>2</sup>, 10<sup>6</sup>, 3.<sup>4</sup> a Note<sup>5</sup>x<sup>th</sup>"
        ),
        "10.000^1 men, 3 m2, 10^6, 3.^4 a Note^5xth"
    );
}

#[test]
fn pre_keeps_white_space() {
    assert_eq!(text("a<pre>1\n  2&amp;\r\n</pre>b"), "a\n\n1\n  2&\r\n\n\nb");
}

#[test]
fn broken_pages_are_read() {
    assert_eq!(text("<article><p>1<aside>2</article><p>3"), "1");
    assert_eq!(text("<div><nav>1</div>2"), "2");
    assert_eq!(text("a</>b </x> <b c"), "ab");
    assert_eq!(text("1<!-- 2"), "1");
    assert_eq!(text("<p>\0\u{1}1"), "\0\u{1}1");
    assert_eq!(text("<title>1"), "");
    assert_eq!(text(""), "");
}

#[test]
fn depth_costs_nothing() {
    let n = 50_000;
    let nested = format!("{}1{}", "<div><b>".repeat(n), "</p></i></div>".repeat(n));
    assert_eq!(text(&nested), "1");
}
