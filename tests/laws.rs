//! What holds for every text: nothing panics, spans and quotes fit, the same bytes come out twice, the order of the documents
//! changes nothing but the order. Texts are made by a small generator with fixed seeds, so that a failure comes back.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use claimdiff::check::Finding;
use claimdiff::lang::{Rules, embedded};
use claimdiff::parse::Mention;
use claimdiff::report::{FACT_FORMATS, FORMATS, Report, View};
use claimdiff::text::{Document, Span};
use claimdiff::value::Decimal;
use claimdiff::{Settings, check, facts, source};

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::load(Vec::new()).expect("the rules in the binary are valid"))
}

// ---- a generator -----------------------------------------------------------------------------------------------------------

/// Marsaglia's xorshift64: no dependency, the same everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

const FIGURES: &[&str] = &[
    "0",
    "7",
    "12",
    "1.234",
    "1,234",
    "10.000",
    "10,000",
    "3,5",
    "3.5",
    "1.234.567,89",
    "1 000 000",
    "½",
    "2½",
    "٣٤",
    "１２",
    "²",
    "1e9",
    "0x1F",
    "-5",
    "−12",
    "+3",
    "1/3",
    "31:24",
    "3:17",
    "27.10.2024",
    "10/27/2024",
    "2024-10-27",
    "99999999999999999999999999999999999999999999",
    "0,000000000000001",
    "10-12",
    "10–12",
    "10 000",
    "1'000",
    "2024",
    "’24",
    "50%",
    "$5",
    "€3,50",
    "5 km/h",
    "B52",
    "A4",
    "§ 3",
    "1.",
    "27.",
    "1st",
    "42nd",
    "(12)",
    "12,",
    "#1",
];

const MARKS: &[&str] = &[
    ". ", ", ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "-", "–", "—", "…", "\"", "„", "“", "»",
    "«", "(", ")", "/", ":", "; ", "! ", "? ", "'", "’", "%", "&", "\u{AD}",
];

const ODD: &[&str] = &[
    "\u{0}",
    "\u{1}",
    "\u{7F}",
    "\u{85}",
    "\u{A0}",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2028}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "e\u{301}",
    "\u{301}",
    "a\u{308}\u{304}\u{323}",
    "ﬁ",
    "ß",
    "ẞ",
    "İ",
    "ı",
    "Ǆ",
    "ﷺ",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "שלום",
    "مرحبا 12",
    "漢字",
    "한글",
    "𝟙𝟚",
    "Ⅻ",
    "㎏",
    "٪",
    "ﬀ1",
];

/// Words and phrases of all languages, from the rule files.
fn words() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut all = BTreeSet::new();
        for file in embedded().iter().filter(|f| !f.path.contains("/cases/")) {
            let table: toml::Table = toml::from_str(&file.text).expect("a valid rule file");
            collect(&toml::Value::Table(table), &mut all);
        }
        assert!(all.len() > 5000, "the words are found");
        all.into_iter().collect()
    })
}

fn collect(value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(items) => {
            found.extend(items.iter().filter_map(toml::Value::as_str).map(str::to_owned));
            for item in items {
                collect(item, found);
            }
        }
        toml::Value::Table(table) => table.iter().for_each(|(_, item)| collect(item, found)),
        _ => {}
    }
}

/// Pieces without sense or order.
fn noise(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(60) {
        match random.below(8) {
            0 | 1 => text.push_str(random.pick(FIGURES)),
            2 => text.push_str(random.pick(MARKS)),
            3 if random.below(3) == 0 => text.push_str(random.pick(ODD)),
            _ => text.push_str(&words()[random.below(words().len())]),
        }
        if random.below(4) > 0 {
            text.push(' ');
        }
    }
    text
}

/// A sentence as news writes it, in one of two languages.
fn sentence(random: &mut Random) -> String {
    const EN: &[&str] = &[
        "{h} {n} people were killed in {p}.",
        "The police counted {h} {n} people in {p}.",
        "{n} soldiers are stationed in {p}, the ministry said.",
        "According to the organisers, {n} people took part in {p}.",
        "The damage in {p} is put at {n} million euros.",
        "{n} percent of the voters in {p} stayed at home.",
        "The vote in {p} takes place on {d} March 2025.",
        "{n} of them are children.",
        "The figure could rise to {n} by December.",
        "The fire in {p} burned {n} hectares.",
    ];
    const DE: &[&str] = &[
        "In {p} starben {h} {n} Menschen.",
        "Die Polizei zählte in {p} {h} {n} Menschen.",
        "In {p} sind {n} Soldaten stationiert.",
        "Nach Angaben der Veranstalter nahmen {n} Menschen in {p} teil.",
        "Der Schaden in {p} beträgt {n} Millionen Euro.",
        "{n} Prozent der Wähler in {p} blieben zu Hause.",
        "Die Wahl in {p} ist am {d}. März 2025.",
        "Darunter sind {n} Kinder.",
        "Die Zahl könnte bis Dezember auf {n} steigen.",
        "Das Feuer in {p} erfasste {n} Hektar.",
    ];
    let german = random.below(2) == 0;
    let hedges: &[&str] = if german {
        &["", "rund", "mehr als", "mindestens", "fast"]
    } else {
        &["", "about", "more than", "at least", "nearly"]
    };
    let n = [12, 14, 90, 870, 900][random.below(5)] + random.below(2) * 1000;
    let template = random.pick(if german { DE } else { EN });
    let filled = template.replace("{h}", random.pick(hedges)).replace("{n}", &n.to_string());
    filled
        .replace("{p}", random.pick(&["Kursk", "Berlin", "Garlow"]))
        .replace("{d}", &(1 + random.below(28)).to_string())
}

fn article(random: &mut Random) -> String {
    let sentences: Vec<String> = (0..=random.below(4)).map(|_| sentence(random)).collect();
    sentences.join(" ")
}

fn documents(texts: &[String]) -> Vec<Document> {
    let document = |(i, text): (usize, &String)| Document::plain(format!("{i}.txt"), text.as_str());
    texts.iter().enumerate().map(document).collect()
}

// ---- laws ------------------------------------------------------------------------------------------------------------------

/// Every format of a report, one after the other.
fn bytes(report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    for format in FORMATS.iter().chain(FACT_FORMATS) {
        format.write(report, &View::default(), &mut out).expect("a vector takes all bytes");
    }
    out
}

/// Spans lie in the text, on characters, in order; what is unread has no value; ends of values are in order.
fn assert_sound(report: &Report) {
    let mut last = None;
    for fact in &report.facts {
        let text = &report.documents[fact.doc.0 as usize].text;
        let fits = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
        let Mention { span, value, .. } = &fact.mention;
        assert!(fits(*span) && !span.is_empty(), "{span:?} in {text:?}");
        assert!(!text[span.range()].contains("\n\n"), "{span:?} crosses paragraphs in {text:?}");
        assert!(
            fits(fact.sentence) && fact.sentence.contains(*span),
            "{span:?} in sentence {:?} of {text:?}",
            fact.sentence
        );
        let terms = fact
            .entity
            .iter()
            .flat_map(|e| std::iter::once(&e.head).chain(&e.modifiers).chain(&e.names));
        let terms = terms
            .chain(&fact.attribute)
            .chain(&fact.places)
            .chain(fact.source.iter().map(|s| &s.term));
        for term in terms {
            assert!(term.span.is_none_or(|s| fits(s) && !s.is_empty()), "{term:?} in {text:?}");
        }
        let ordered: Option<(Decimal, Decimal)> = value.low.zip(value.high);
        assert!(ordered.is_none_or(|(low, high)| low <= high), "{value:?} in {text:?}");
        assert!(
            !fact.mention.unread || (value.low.is_none() && value.high.is_none()),
            "{value:?} is unread in {text:?}"
        );
        let position = (fact.doc, span.start, span.end);
        assert!(
            last.is_none_or(
                |(doc, _, end)| doc < fact.doc || (doc == fact.doc && end <= span.start)
            ),
            "{span:?} overlaps in {text:?}"
        );
        last = Some(position);
    }
}

#[test]
fn no_text_panics_and_every_span_fits() {
    let mut random = Random::new(1);
    for _ in 0..1500 {
        let texts: Vec<String> = (0..=random.below(3)).map(|_| noise(&mut random)).collect();
        let report = check(documents(&texts), rules(), &Settings::default());
        assert_sound(&report);
    }
}

/// The same with every character boundary of a text as its end: what is cut off must not be missed.
#[test]
fn no_beginning_of_a_text_panics() {
    let mut random = Random::new(2);
    for _ in 0..20 {
        let text = noise(&mut random) + &article(&mut random);
        let text: String = text.chars().take(120).collect();
        for (end, _) in text.char_indices() {
            assert_sound(&facts(
                documents(&[text[..end].to_owned()]),
                rules(),
                &Settings::default(),
            ));
        }
    }
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    let mut random = Random::new(3);
    for _ in 0..150 {
        let texts: Vec<String> = (0..3)
            .map(|_| if random.below(2) == 0 { noise(&mut random) } else { article(&mut random) })
            .collect();
        let once = || bytes(&check(documents(&texts), rules(), &Settings::default()));
        assert_eq!(once(), once(), "{texts:?}");
    }
}

/// Another load of the rules, with other hash seeds, changes nothing.
#[test]
fn another_load_of_the_rules_gives_the_same_bytes() {
    let again = Rules::load(Vec::new()).expect("valid");
    let mut random = Random::new(4);
    for _ in 0..150 {
        let texts: Vec<String> =
            (0..3).map(|_| article(&mut random) + &noise(&mut random)).collect();
        let with = |rules: &Rules| bytes(&check(documents(&texts), rules, &Settings::default()));
        assert_eq!(with(rules()), with(&again), "{texts:?}");
    }
}

/// Findings without regard to order: level, check, and the figures as document and span.
fn findings(report: &Report) -> BTreeSet<(String, BTreeSet<(String, Span)>)> {
    let figure = |id: &claimdiff::fact::FactId| {
        let fact = &report.facts[id.0 as usize];
        (report.documents[fact.doc.0 as usize].name.clone(), fact.mention.span)
    };
    let shown = |f: &Finding| {
        let figures = f.sides.iter().flat_map(|s| &s.facts).map(figure).collect();
        (format!("{} {} {}", f.severity.name(), f.level.name(), f.check), figures)
    };
    report.findings.iter().map(shown).collect()
}

#[test]
fn order_of_the_documents_changes_order_only() {
    let mut random = Random::new(5);
    let mut n_findings = 0;
    for _ in 0..600 {
        let texts: Vec<String> = (0..2 + random.below(3)).map(|_| article(&mut random)).collect();
        let mut all = documents(&texts);
        let first = findings(&check(all.clone(), rules(), &Settings::default()));
        n_findings += first.len();
        random.shuffle(&mut all);
        let second = findings(&check(all, rules(), &Settings::default()));
        assert_eq!(first, second, "{texts:#?}");
    }
    assert!(n_findings > 100, "there is something to compare: {n_findings}");
}

/// An article beside a copy of itself: the copies agree, as far as the article agrees with itself.
#[test]
fn a_copy_agrees() {
    let mut random = Random::new(6);
    for _ in 0..300 {
        let text = sentence(&mut random);
        let report = check(documents(&[text.clone(), text.clone()]), rules(), &Settings::default());
        assert!(report.findings.is_empty(), "{text}");
    }
}

/// Documents that share no word and no figure do not change the findings of the others.
#[test]
fn a_stranger_changes_nothing() {
    let mut random = Random::new(7);
    for _ in 0..100 {
        let mut texts: Vec<String> = (0..3).map(|_| article(&mut random)).collect();
        let without = findings(&check(documents(&texts), rules(), &Settings::default()));
        texts.push("Nobody was there, and nothing else is known of it.".into());
        assert_eq!(
            without,
            findings(&check(documents(&texts), rules(), &Settings::default())),
            "{texts:#?}"
        );
    }
}

// ---- odd files -------------------------------------------------------------------------------------------------------------

/// A file goes through the whole tool, in time.
fn survives(name: &str, bytes_of_file: &[u8], limit: Duration) -> Report {
    let start = Instant::now();
    let documents = source::read(name, bytes_of_file).expect("it has a reading");
    let report = check(documents, rules(), &Settings::default());
    assert_sound(&report);
    for fact in &report.facts {
        let source = report.documents[fact.doc.0 as usize].origin.source(fact.mention.span);
        assert!(
            source.start <= source.end && source.end as usize <= bytes_of_file.len(),
            "{name}: {source:?}"
        );
    }
    let _ = bytes(&report);
    let took = start.elapsed();
    assert!(took < limit, "{name}: {took:?}, at most {limit:?}");
    report
}

const SOON: Duration = Duration::from_secs(5);

#[test]
fn the_smallest_files_are_read() {
    for name in ["a.txt", "a.md", "a.html", "-"] {
        assert_eq!(survives(name, b"", SOON).facts.len(), 0);
        for byte in 0..=u8::MAX {
            survives(name, &[byte], SOON);
            survives(name, &[b'1', byte, b'2'], SOON);
        }
    }
}

#[test]
fn broken_bytes_are_read() {
    let all: Vec<u8> = (0..=u8::MAX).cycle().take(20_000).collect();
    survives("a.txt", &all, SOON);
    let report = survives(
        "a.txt",
        b"12 dogs \xFF\xC3 and 13\0cats\0 and \xED\xA0\x80 14 mice\xF0\x9F",
        SOON,
    );
    let text = &report.documents[0].text;
    let quotes: Vec<&str> = report.facts.iter().map(|f| f.mention.span.of(text)).collect();
    assert_eq!(quotes, ["12", "13", "14"]);
}

#[test]
fn marks_at_the_start_and_ends_of_lines_change_no_figure() {
    let plain = "There were 12 dogs.\n\nThe police said 13 cats were killed.\n";
    let read = |text: &str| -> Vec<String> {
        let report = survives("a.txt", text.as_bytes(), SOON);
        report
            .facts
            .iter()
            .map(|f| {
                format!(
                    "{} {:?}",
                    f.mention.span.of(&report.documents[0].text),
                    f.entity.as_ref().map(claimdiff::fact::Entity::key)
                )
            })
            .collect()
    };
    let expected = read(plain);
    assert_eq!(expected.len(), 2);
    assert_eq!(read(&format!("\u{FEFF}{plain}")), expected, "byte order mark");
    assert_eq!(read(&plain.replace('\n', "\r\n")), expected, "CRLF");
    assert_eq!(read(&plain.replace('\n', "\r")), expected, "CR");
    assert_eq!(read(&plain.replace(' ', "\u{A0}")), expected, "no-break spaces");
}

#[test]
fn right_to_left_and_combining_characters_are_read() {
    let text = "\u{202E}12 dogs\u{202C} שלום 13 מים, e\u{301}\u{301}\u{301}14 \u{200F}15\u{200F} مرحبا ١٦. ".repeat(200);
    assert!(survives("a.txt", text.as_bytes(), SOON).facts.len() >= 200);
    survives("a.txt", ["1", &"\u{301}".repeat(100_000)].concat().as_bytes(), SOON);
}

/// Ten megabytes of digits are one figure, or none, but no reason to wait; nor is a column of them.
#[test]
fn ten_megabytes_of_digits_are_read_in_time() {
    survives("a.txt", "7".repeat(10_000_000).as_bytes(), SOON);
    for pattern in ["1.", "1,", "123.", "9-", "0 ", "7\n", "1/"] {
        survives("a.txt", pattern.repeat(15_000).as_bytes(), SOON);
    }
}

#[test]
fn a_line_of_five_megabytes_is_read_in_time() {
    let mut words = "The council met again and nothing was said of it ".repeat(5_000_000 / 49);
    words.push_str("but 12 dogs.");
    let report = survives("a.txt", words.as_bytes(), 4 * SOON);
    assert_eq!(report.facts.len(), 1);
    survives("a.txt", "x".repeat(5_000_000).as_bytes(), 2 * SOON);
    survives("a.txt", "ä ".repeat(300_000).as_bytes(), SOON);
    survives("a.md", "**[".repeat(100_000).as_bytes(), SOON);
}

/// Some hundred figures on one kind of thing: comparing is quadratic in them, and must not be worse.
#[test]
fn many_figures_are_compared_in_time() {
    let sentence = |n: usize| format!("In town {n} there were {} dogs. ", n * 7 + 100);
    let text = (0..300).map(sentence).collect::<Vec<_>>().concat();
    let report = survives("a.txt", text.as_bytes(), 4 * SOON);
    assert!(report.facts.len() >= 300);
}

#[test]
fn deep_nesting_is_read_in_time() {
    let deep = |open: &str, close: &str, n: usize| {
        format!("{}There were 12 dogs.{}", open.repeat(n), close.repeat(n))
    };
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", ""),
        ("<table><tr><td>", "</table>"),
        ("<ul><li>", ""),
        ("<svg>", "</svg>"),
        ("<!--", "-->"),
        ("<p ", ">"),
    ] {
        survives("a.html", deep(open, close, 20_000).as_bytes(), SOON);
    }
    let report = survives("a.html", deep("<div>", "</div>", 20_000).as_bytes(), SOON);
    assert_eq!(report.facts.len(), 1);
    for open in ["> ", "- ", "[", "![", "*", "`", "#", "    ", "| "] {
        survives("a.md", deep(open, "", 20_000).as_bytes(), SOON);
    }
    let row =
        format!("{{\"text\": \"12 dogs\", \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(
        source::read("a.jsonl", row.as_bytes()).is_ok_and(|d| d.len() == 1)
            || source::read("a.jsonl", row.as_bytes()).is_err()
    );
}
