use crate::lang::{Cue, NumberRole, NumberWord, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::digits::{Habit, digits};
use crate::parse::magnitude::magnitude;
use crate::parse::reading::Reading;
use crate::parse::sum::decimal_of;
use crate::parse::unit::{Letter, letter};
use crate::parse::words::words;
use crate::text::TokenKind;
use crate::value::{Decimal, Written};

/// The number at token `i`: digits with sign, fraction, power and magnitude word, or number words.
pub(crate) fn number(reading: &Reading<'_>, i: usize, habit: Habit) -> Option<Atom> {
    if let Some(atom) = signed(reading, i, habit) {
        return Some(atom);
    }
    let Some(mut atom) = digits(reading, i, habit).or_else(|| point(reading, i)) else {
        return vulgar(reading, i).or_else(|| words(reading, i));
    };
    if let Some(fraction) = slash(reading, i, atom.value) {
        return Some(fraction);
    }
    let whole = atom.value.is_some_and(Decimal::is_integer);
    mixed(reading, &mut atom);
    if power(reading, &mut atom) || (whole && parts(reading, &mut atom)) {
        return Some(atom);
    }
    let end = atom.tokens.end;
    let scale = magnitude(reading, end);
    let letter = scale.map_or(Letter::Magnitude, |_| letter(reading, i, end));
    if let (Some((value, after, rule)), Letter::Magnitude | Letter::Unclear) = (scale, letter) {
        if letter == Letter::Unclear {
            atom.value = None;
        }
        atom.value = atom.value.and_then(|v| v.times(value));
        atom.written.exponent += value.power().unwrap_or(0);
        atom.magnitude = Some(value);
        atom.rules.push(rule);
        atom.tokens.end = after;
        go_on(reading, &mut atom, habit);
    } else if is_ordinal(reading, i, end) {
        atom.ordinal = true;
        atom.tokens.end += 1;
    }
    Some(atom)
}

/// A number below zero: its sign stands before it without space, and a space or bracket before the sign.
fn signed(reading: &Reading<'_>, i: usize, habit: Habit) -> Option<Atom> {
    let free = !reading.glued(i) || (i > 0 && reading.is_mark(i - 1, "(["));
    // Behind a number without decimals, decimals cannot be the other end of a range (*Index 50 -1.3%*).
    let decimals = reading.is_mark(i + 2, ".,") && reading.glued(i + 2) && reading.glued(i + 3);
    let counted = i > 0 && reading.kind(i - 1) == Some(TokenKind::Digits) && !decimals;
    let dash = reading.is_mark(i, "–");
    let starts = reading.kind(i + 1) == Some(TokenKind::Digits)
        || (reading.is_mark(i + 1, ".,") && reading.glued(i + 2));
    if !(free && !counted && reading.glued(i + 1) && starts) || !(dash || reading.is_mark(i, "-−"))
    {
        return None;
    }
    let name = |s: &Sense| matches!(s, Sense::Identifier(false)).then_some(());
    if reading.sense_before(i + 1, name).is_some() {
        return None;
    }
    let mut atom = number(reading, i + 1, habit)?;
    let unit =
        reading.sense(atom.tokens.end, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some();
    if atom.ordinal || (dash && !unit) {
        // A dash is a sign only before an amount of something.
        return None;
    }
    atom.tokens.start = i;
    atom.value = atom.value.map(Decimal::negated);
    atom.ratio = atom.ratio.map(|r| format!("-{r}"));
    Some(atom)
}

/// Decimals without a zero before the mark (`.534`).
fn point(reading: &Reading<'_>, i: usize) -> Option<Atom> {
    let free = !reading.glued(i) || (i > 0 && reading.is_mark(i - 1, "-−(["));
    let mark = reading.kind(i) == Some(TokenKind::Mark)
        && reading.word(i).starts_with(reading.pack.decimal);
    let fits = free
        && mark
        && reading.glued(i + 1)
        && reading.kind(i + 1) == Some(TokenKind::Digits)
        && !(reading.is_mark(i + 2, ".,") && reading.glued(i + 2) && reading.glued(i + 3));
    let figures = reading.word(i + 1);
    if !fits || figures.len() > 12 {
        return None;
    }
    let places = figures.len() as u32;
    let written = Written { digits: places, exponent: -(places as i32) };
    let value = Decimal::from_digits(figures, places);
    Some(Atom { tokens: i..i + 2, value, written, digits: true, ..Atom::default() })
}

/// A vulgar fraction in one character (`½`).
fn vulgar(reading: &Reading<'_>, i: usize) -> Option<Atom> {
    if reading.kind(i) != Some(TokenKind::Mark) {
        return None;
    }
    let (over, under) = reading.folded(i).split_once('\u{2044}')?;
    fraction(i..i + 1, over.parse().ok()?, under.parse().ok()?)
}

fn fraction(tokens: std::ops::Range<usize>, over: Decimal, under: Decimal) -> Option<Atom> {
    if under.is_zero() {
        return None;
    }
    let value = decimal_of(&(over.ratio() / under.ratio()))?;
    Some(Atom {
        tokens,
        value: Some(value),
        written: value.spoken(),
        ratio: Some(format!("{over}/{under}")),
        digits: true,
        ..Atom::default()
    })
}

/// Denominators of fractions in digits: those of measures and of shares. Others are dates, seasons and numbers of things.
const DENOMINATORS: [i64; 15] = [2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 20, 25, 32, 64, 100];

/// A fraction below one in digits (`3/4`).
fn slash(reading: &Reading<'_>, i: usize, over: Option<Decimal>) -> Option<Atom> {
    let glued = reading.is_mark(i + 1, "/⁄") && reading.glued(i + 1) && reading.glued(i + 2);
    let more = match reading.kind(i + 3) {
        Some(TokenKind::Word) => {
            reading.sense(i + 3, |s| matches!(s, Sense::Unit(..)).then_some(())).is_none()
        }
        _ => {
            reading.is_mark(i + 3, "/-–") || (reading.is_mark(i + 3, ".,") && reading.glued(i + 4))
        }
    };
    let ends = !(more && reading.glued(i + 3));
    if !glued || !ends || reading.kind(i + 2) != Some(TokenKind::Digits) {
        return None;
    }
    let (over, under) = (over?, reading.word(i + 2).parse::<Decimal>().ok()?);
    // `19/20` is a season.
    let season = over >= Decimal::int(10) && over.plus(Decimal::int(1)) == Some(under);
    let plain = !reading.word(i).starts_with('0') && !over.is_zero() && over < under && !season;
    let of_unit = || {
        let unit = reading.sense(i + 3, |s| matches!(s, Sense::Unit(..)).then_some(()));
        unit.is_some() && reading.word(i + 3).chars().count() > 1
    };
    let known = under.to_i64().is_some_and(|u| DENOMINATORS.contains(&u)) || of_unit();
    if plain && known { fraction(i..i + 3, over, under) } else { None }
}

/// Adds the fraction behind a whole number (`2½`, `2 1/4`).
fn mixed(reading: &Reading<'_>, atom: &mut Atom) {
    let Some(value) = atom.value.filter(|v| v.is_integer()) else { return };
    let end = atom.tokens.end;
    let behind = || {
        let near = !reading.glued(end) && reading.tokens.get(end).is_some_and(|t| t.breaks == 0);
        let digits = reading.kind(end) == Some(TokenKind::Digits) && near && atom.tokens.len() == 1;
        digits.then(|| slash(reading, end, reading.word(end).parse().ok())).flatten()
    };
    let Some(part) = vulgar(reading, end).or_else(behind) else { return };
    let Some(sum) = part.value.and_then(|p| value.plus(p)) else { return };
    atom.value = Some(sum);
    atom.written = sum.spoken();
    atom.tokens.end = part.tokens.end;
}

/// Multiplies by the power of ten behind the number (`1.3e6`, `6,2 × 10^-4`, `3·10⁵`).
fn power(reading: &Reading<'_>, atom: &mut Atom) -> bool {
    let end = atom.tokens.end;
    let letter = |k: usize, c: char| reading.word(k).to_lowercase().chars().eq([c]);
    let (mut at, raised) = if letter(end, 'e') && reading.glued(end) {
        (end + 1, false)
    } else {
        let times = reading.is_mark(end, "×·*") || (letter(end, 'x') && reading.glued(end + 1));
        if !times || reading.word(end + 1) != "10" {
            return false;
        }
        (end + 2, reading.is_mark(end + 2, "^"))
    };
    at += usize::from(raised);
    let mut figures = String::new();
    let signed = reading.is_mark(at, "-−+⁻⁺") && reading.glued(at);
    let negative = signed && !reading.is_mark(at, "+⁺");
    at += usize::from(signed);
    if reading.kind(at) == Some(TokenKind::Digits) && reading.glued(at) && (raised || at <= end + 2)
    {
        figures.push_str(reading.word(at));
        at += 1;
    } else {
        while reading.is_mark(at, "⁰¹²³⁴⁵⁶⁷⁸⁹") && reading.glued(at) {
            figures.push_str(reading.folded(at));
            at += 1;
        }
    }
    let Some(exponent) = figures.parse::<u32>().ok().filter(|n| *n <= 30) else { return false };
    let factor =
        if negative { Decimal::new(1, exponent) } else { Decimal::new(10i128.pow(exponent), 0) };
    let Some(value) = atom.value.zip(factor).and_then(|(v, f)| v.times(f)) else { return false };
    atom.value = Some(value);
    atom.written.exponent += if negative { -(exponent as i32) } else { exponent as i32 };
    atom.tokens.end = at;
    true
}

/// The number word at a token, where it has this role.
fn word_of(
    reading: &Reading<'_>,
    i: usize,
    role: NumberRole,
) -> Option<(usize, NumberWord, RuleId)> {
    reading.sense(i, |s| match s {
        Sense::Number(w) if w.role == role => Some(NumberWord::clone(w)),
        _ => None,
    })
}

/// Number words behind digits that are no magnitude: the spoken decimal mark, parts of one, a multiple.
fn parts(reading: &Reading<'_>, atom: &mut Atom) -> bool {
    let Some(count) = atom.value else { return false };
    let end = atom.tokens.end;
    if reading.tokens.get(end).is_none_or(|t| t.breaks > 0) {
        return false;
    }
    if let Some((len, _, rule)) = word_of(reading, end, NumberRole::Point) {
        let figures = reading.word(end + len);
        let spoken = reading.kind(end + len) == Some(TokenKind::Digits) && figures.len() <= 3;
        let places = figures.len() as u32;
        let Some(decimals) = Decimal::from_digits(figures, places).filter(|_| spoken) else {
            return false;
        };
        atom.value = count.plus(decimals);
        atom.written.digits += places;
        atom.written.exponent = -(places as i32);
        (atom.tokens.end, atom.rules) = (end + len + 1, vec![rule]);
        return false;
    }
    if let Some((len, word, rule)) = word_of(reading, end, NumberRole::PlusHalf) {
        atom.value = count.plus(word.value);
        atom.written = atom.value.map(Decimal::spoken).unwrap_or_default();
        (atom.tokens.end, atom.rules) = (end + len, vec![rule]);
        return true;
    }
    if let Some((len, word, rule)) = word_of(reading, end, NumberRole::Fraction)
        && let Some(ratio) = &word.ratio
        && count.ratio() * ratio < Decimal::int(1).ratio()
        && !count.is_zero()
    {
        atom.value = decimal_of(&(count.ratio() * ratio));
        atom.ratio = Some(format!("{}/{}", count.ratio() * ratio.numer(), ratio.denom()));
        (atom.tokens.end, atom.rules) = (end + len, vec![rule]);
        return true;
    }
    let hyphen = reading.is_mark(end, "-‐‑") && reading.glued(end) && reading.glued(end + 1);
    let at = end + usize::from(hyphen);
    if let Some((len, _, rule)) = word_of(reading, at, NumberRole::Times)
        && count > Decimal::int(1)
    {
        atom.multiple = true;
        (atom.tokens.end, atom.rules) = (at + len, vec![rule]);
        return true;
    }
    false
}

/// A smaller number that goes on behind a magnitude word (`4 thousand 3 hundred`, `3 hundred and 21`).
fn go_on(reading: &Reading<'_>, atom: &mut Atom, habit: Habit) {
    let hundred = Decimal::int(100);
    let Some(magnitude) = atom.magnitude else { return };
    let at = atom.tokens.end;
    if reading.tokens.get(at).is_none_or(|t| t.glued || t.breaks > 0) {
        return;
    }
    let big = magnitude > Decimal::int(1000);
    if let Some((len, word, rule)) = word_of(reading, at, NumberRole::PlusHalf)
        && let Some(half) = word.value.times(magnitude).filter(|_| big)
    {
        atom.value = atom.value.and_then(|v| v.plus(half));
        atom.written = atom.value.map(Decimal::spoken).unwrap_or_default();
        atom.tokens.end = at + len;
        atom.rules.push(rule);
        return;
    }
    let joined = word_of(reading, at, NumberRole::Joiner).filter(|_| big || magnitude == hundred);
    let from = at + joined.as_ref().map_or(0, |(len, ..)| *len);
    if reading.kind(from) == Some(TokenKind::Mark) {
        return;
    }
    let one =
        || hundred_and_one(reading, from).filter(|_| magnitude == hundred && joined.is_some());
    let Some(mut more) = number(reading, from, habit).or_else(one) else { return };
    if big && joined.is_some() {
        // Behind *and*, only a part of the magnitude (*3 million and a quarter*).
        if more.ratio.take().is_none() || more.multiple {
            return;
        }
        more.value = more.value.and_then(|v| v.times(magnitude));
    }
    let smaller = more.value.is_some_and(|v| v < magnitude && v.is_integer() && !v.is_zero());
    let plain = more.vague.is_none() && more.ratio.is_none() && !more.ordinal && !more.multiple;
    if smaller && plain && (joined.is_some() || more.magnitude.is_some()) {
        atom.value = atom.value.zip(more.value).and_then(|(a, b)| a.plus(b));
        atom.written = atom.value.map(Decimal::spoken).unwrap_or_default();
        atom.rules.extend(more.rules);
        (atom.tokens.end, atom.magnitude) = (more.tokens.end, more.magnitude);
    }
}

/// *one* behind *3 hundred and*, where it would be no number by itself; not *one of them*.
fn hundred_and_one(reading: &Reading<'_>, at: usize) -> Option<Atom> {
    let (len, word, rule) = word_of(reading, at, NumberRole::One)?;
    let of = reading.is_cue(at + len, &[Cue::OfPreposition, Cue::PartOf]);
    (!of).then(|| Atom {
        tokens: at..at + len,
        value: Some(word.value),
        written: word.value.spoken(),
        rules: vec![rule],
        ..Atom::default()
    })
}

/// `27.` before a word of the same sentence, `3rd`.
fn is_ordinal(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    if end != i + 1 || !reading.glued(end) {
        return false;
    }
    let dotted = reading.pack.ordinal_mark.is_some_and(|m| reading.word(end).starts_with(m));
    let same_sentence = reading.sentence_of(end + 1) == reading.sentence_of(i);
    let counted = reading.word(i).len() <= 3
        && reading.kind(end + 1) == Some(TokenKind::Word)
        && !reading.glued(end + 1);
    let ending = reading.pack.ordinal_endings.iter().any(|e| e == reading.folded(end));
    (dotted && same_sentence && counted) || (ending && reading.kind(end) == Some(TokenKind::Word))
}
