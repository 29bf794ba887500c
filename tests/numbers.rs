//! A value that is written as a language writes it is read as that value: in digits and in words, whatever the value.

use claimdiff::lang::{Pack, Rules};
use claimdiff::text::Document;
use claimdiff::value::Decimal;
use claimdiff::{Settings, facts};

/// Values that are tried in each language and manner of writing.
const VALUES: usize = 10_000;

/// Numbers that are the same in every run. Source: G. Marsaglia, *Xorshift RNGs*.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    /// Small and large values alike.
    fn value(&mut self, most_digits: u32) -> u64 {
        let digits = 1 + self.below(u64::from(most_digits)) as u32;
        self.below(10_u64.pow(digits))
    }
}

fn rules() -> Rules {
    Rules::load(Vec::new()).expect("the built-in rules are valid")
}

/// Each amount in a paragraph of its own, read again: the value, or what was read instead.
fn read(rules: &Rules, language: &str, amounts: &[String]) -> Vec<String> {
    let text: String = amounts.iter().map(|a| format!("{a} EUR\n\n")).collect();
    let settings = Settings { language: Some(language.to_owned()), published: None };
    let report = facts(vec![Document::plain("amounts.txt", text.as_str())], rules, &settings);
    let mut read: Vec<Vec<String>> = vec![Vec::new(); amounts.len()];
    let mut starts = vec![0];
    starts.extend(text.match_indices("\n\n").map(|(at, _)| at + 2));
    for fact in &report.facts {
        let paragraph = starts.partition_point(|s| *s <= fact.mention.span.start as usize) - 1;
        let value = fact.mention.value;
        let point = value.low.filter(|low| Some(*low) == value.high);
        read[paragraph].push(point.map_or_else(|| format!("{value:?}"), |v| v.to_string()));
    }
    read.into_iter().map(|all| all.join(" and ")).collect()
}

fn assert_read_back(language: &str, written: &[(String, String)]) {
    let rules = rules();
    let amounts: Vec<String> = written.iter().map(|(amount, _)| amount.clone()).collect();
    let back = read(&rules, language, &amounts);
    let wrong: Vec<String> = written
        .iter()
        .zip(&back)
        .filter(|((_, value), back)| value != *back)
        .map(|((amount, value), back)| format!("`{amount}` is {value}, read as {back}"))
        .collect();
    let shown: Vec<&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} of {}: {shown:#?}", wrong.len(), written.len());
}

/// The value in digits with the first separator of the language, and its decimal mark.
fn digits(pack: &Pack, whole: u64, fraction: &str) -> String {
    let plain = whole.to_string();
    let mut grouped = String::new();
    for (k, digit) in plain.chars().enumerate() {
        if k > 0 && (plain.len() - k).is_multiple_of(3) {
            grouped.push(pack.group[0]);
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped}{}{fraction}", pack.decimal) }
}

#[test]
fn digits_read_back_in_every_language() {
    for pack in &rules().packs {
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let written: Vec<(String, String)> = (0..VALUES)
            .map(|_| {
                let whole = random.value(15);
                let fraction = random.value(4).to_string();
                let fraction = fraction.trim_end_matches('0');
                let fraction = if random.below(2) == 0 { "" } else { fraction };
                let value = format!("{whole}.{fraction}0");
                let value: Decimal = value.parse().expect("a decimal");
                (digits(pack, whole, fraction), value.to_string())
            })
            .collect();
        assert_read_back(&pack.tag, &written);
    }
}

const GERMAN: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const GERMAN_TENS: [&str; 10] = [
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
];

/// Below a thousand, `last`: nothing follows.
fn german_hundreds(n: u64, last: bool) -> String {
    let (hundreds, rest) = (n / 100, n % 100);
    let one = |n: u64| if n == 1 { "ein" } else { GERMAN[n as usize] };
    let mut out = String::new();
    if hundreds > 0 {
        out += one(hundreds);
        out += "hundert";
    }
    match rest {
        0 => {}
        1 if !last => out += "ein",
        1..=19 => out += GERMAN[rest as usize],
        _ => {
            if rest % 10 > 0 {
                out += one(rest % 10);
                out += "und";
            }
            out += GERMAN_TENS[rest as usize / 10];
        }
    }
    out
}

fn german(n: u64) -> String {
    let (millions, thousands, rest) = (n / 1_000_000, n / 1000 % 1000, n % 1000);
    let mut out = match millions {
        0 => String::new(),
        1 => "eine Million ".to_owned(),
        _ => format!("{} Millionen ", german_hundreds(millions, true)),
    };
    if thousands > 0 {
        out += &german_hundreds(thousands, false);
        out += "tausend";
    }
    if rest > 0 || n == 0 {
        out += &if n == 0 { GERMAN[0].to_owned() } else { german_hundreds(rest, true) };
    }
    out.trim_end().to_owned()
}

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn english_hundreds(n: u64, joiner: &str) -> String {
    let (hundreds, rest) = (n / 100, n % 100);
    let mut out = Vec::new();
    if hundreds > 0 {
        out.push(format!("{} hundred", ENGLISH[hundreds as usize]));
    }
    if rest > 0 {
        let (ten, unit) = (ENGLISH_TENS[rest as usize / 10], ENGLISH[rest as usize % 10]);
        let word = match rest {
            0..=19 => ENGLISH[rest as usize].to_owned(),
            _ if rest % 10 == 0 => ten.to_owned(),
            _ => format!("{ten}-{unit}"),
        };
        out.push(word);
    }
    out.join(joiner)
}

fn english(n: u64, joiner: &str) -> String {
    if n == 0 {
        return ENGLISH[0].to_owned();
    }
    let (millions, thousands, rest) = (n / 1_000_000, n / 1000 % 1000, n % 1000);
    let mut out = Vec::new();
    for (part, scale) in [(millions, " million"), (thousands, " thousand"), (rest, "")] {
        if part > 0 {
            out.push(english_hundreds(part, joiner) + scale);
        }
    }
    out.join(" ")
}

#[test]
fn number_words_read_back() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let values: Vec<u64> = (0..VALUES).map(|_| random.value(9)).collect();
    let write = |words: &dyn Fn(u64) -> String| -> Vec<(String, String)> {
        values.iter().map(|n| (words(*n), n.to_string())).collect()
    };
    assert_read_back("de", &write(&german));
    assert_read_back("en", &write(&|n| english(n, " and ")));
    assert_read_back("en", &write(&|n| english(n, " ")));
}
