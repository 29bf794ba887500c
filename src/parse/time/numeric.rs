use crate::lang::{CalendarWord, Cue, Sense};
use crate::parse::reading::Reading;
use crate::parse::time::component::TIME_MARK;
use crate::text::TokenKind;
use crate::value::Date;

/// The marks between the parts of a numeric date.
const MARKS: [&str; 3] = [".", "-", "/"];

/// A field of a numeric date: its number, how many digits it has, whether it is the name of a month.
#[derive(Debug, Clone, Copy)]
struct Field {
    number: i16,
    digits: usize,
    named: bool,
}

/// `2024-10-29`, `29.10.2024`, `29.10.`, `10/29/2024`, `23/Sep/2020`, `2016/11`, `11/2016`, `29/2` behind a word that announces
/// a day; and the token behind it.
pub(super) fn numeric(reading: &Reading<'_>, i: usize) -> Option<(Date, usize)> {
    if reading.glued(i) && i > 0 && !reading.is_mark(i - 1, "([„“\"'–—-") {
        return None;
    }
    let first = field(reading, i)?;
    let mark = MARKS.into_iter().find(|m| reading.is_mark(i + 1, m) && reading.glued(i + 1))?;
    let dotted = mark == "." && reading.pack.ordinal_mark == Some('.');
    // `27. 11.`: the dot is that of an ordinal, and a space may follow.
    let one_line = reading.tokens.get(i + 2).is_some_and(|t| t.breaks == 0);
    let spaced = dotted && !reading.glued(i + 2) && one_line;
    let second = field(reading, i + 2).filter(|_| reading.glued(i + 2) || spaced)?;
    let again = |k: usize| reading.is_mark(k, mark) && reading.glued(k);
    let third = field(reading, i + 4)
        .filter(|f| again(i + 3) && (reading.glued(i + 4) || (dotted && f.digits == 4)));
    if let Some(third) = third {
        let in_word = reading.glued(i + 5) && reading.kind(i + 5) == Some(TokenKind::Word);
        let goes_on = again(i + 5) && reading.glued(i + 6) && field(reading, i + 6).is_some();
        let ends = (!in_word || reading.word(i + 5) == TIME_MARK) && !goes_on;
        let date = whole(reading, mark, [first, second, third]).filter(|_| ends && !spaced)?;
        return Some((date, i + 5));
    }
    if dotted && again(i + 3) && !second.named {
        return partial(None, second.number, Some(first.number)).map(|date| (date, i + 4));
    }
    if spaced
        || (reading.glued(i + 3)
            && (reading.kind(i + 3) != Some(TokenKind::Mark) || reading.is_mark(i + 3, "%°€$£")))
    {
        return None;
    }
    two(reading, i, mark, first, second).map(|date| (date, i + 3))
}

/// Two fields: a year and a month, or behind a word that announces a day, a day and a month.
fn two(reading: &Reading<'_>, i: usize, mark: &str, first: Field, second: Field) -> Option<Date> {
    let ranged = mark == "/" && reading.is_mark(i + 3, "-–") && reading.is_mark(i + 5, mark);
    let goes_on = !ranged
        && reading.is_mark(i + 3, ".-/:,")
        && reading.glued(i + 3)
        && reading.glued(i + 4)
        && reading.kind(i + 4) == Some(TokenKind::Digits);
    if goes_on {
        return None;
    }
    if first.digits == 4 && (second.digits == 2 || second.named) && mark != "." {
        let year = (1000..2200).contains(&first.number);
        return partial(Some(first.number), second.number, None).filter(|_| {
            year && (second.named || second.number <= first.number % 100 || announced(reading, i))
        });
    }
    // A point is the decimal mark of some languages.
    let pointed = mark == "." && (first.digits < 2 || reading.pack.decimal == '.');
    if second.digits == 4 && first.digits <= 2 && (1900..2200).contains(&second.number) && !pointed
    {
        return partial(Some(second.number), first.number, None);
    }
    let counts = |s: &Sense| matches!(s, Sense::Unit(..) | Sense::Cue(Cue::OfPreposition));
    let counted = || reading.sense(i + 3, |s| counts(s).then_some(())).is_some();
    let opened = ranged && opens(reading, i);
    if mark != "/" || !(opened || announced(reading, i) || listed(reading, i, mark) && !counted()) {
        return None;
    }
    let (day, month) = if reading.pack.month_first { (second, first) } else { (first, second) };
    partial(None, month.number, Some(day.number))
        .or_else(|| partial(None, day.number, Some(month.number)))
}

/// Three fields, one of them a year.
fn whole(reading: &Reading<'_>, mark: &str, fields: [Field; 3]) -> Option<Date> {
    let [a, b, c] = fields;
    let date = |y: i16, m: i16, d: i16| partial(Some(y), m, Some(d));
    if let Some(at) = fields.iter().position(|f| f.named) {
        let month = fields[at].number;
        let rest: Vec<&Field> =
            fields.iter().enumerate().filter(|(k, _)| *k != at).map(|(_, f)| f).collect();
        let (year, day) = if rest[0].digits == 4 { (rest[0], rest[1]) } else { (rest[1], rest[0]) };
        let year = if year.digits == 2 { century(year.number) } else { year.number };
        return date(year, month, day.number);
    }
    if a.digits == 4 {
        return date(a.number, b.number, c.number).filter(|_| mark != "." || b.digits == 2);
    }
    let year = match c.digits {
        4 => c.number,
        2 => century(c.number),
        _ => return None,
    };
    if a.digits > 2
        || b.digits > 2
        || (c.digits == 2 && mark == "." && reading.pack.ordinal_mark.is_none())
    {
        return None;
    }
    let (d, m) = if reading.pack.month_first && mark != "." { (b, a) } else { (a, b) };
    date(year, m.number, d.number).or_else(|| date(year, d.number, m.number))
}

fn field(reading: &Reading<'_>, at: usize) -> Option<Field> {
    let word = reading.word(at);
    if reading.kind(at) == Some(TokenKind::Digits) {
        let number = word.parse().ok().filter(|_| matches!(word.len(), 1 | 2 | 4))?;
        return Some(Field { number, digits: word.len(), named: false });
    }
    let (len, month, _) = reading.sense(at, |s| match s {
        Sense::Calendar(CalendarWord::Month(month, _)) => Some(*month),
        _ => None,
    })?;
    (len == 1).then_some(Field { number: i16::from(month), digits: 2, named: true })
}

/// Whether a word before token `i` announces a day of the month or a year.
fn announced(reading: &Reading<'_>, i: usize) -> bool {
    let cue = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::DayCue)).then_some(());
    reading.sense_before(i, cue).is_some()
}

/// Whether a weekday stands before two fields, or they go on a list or range of such dates that is announced
/// (*on 11/20, 11/22 or 11/25*).
fn listed(reading: &Reading<'_>, mut i: usize, mark: &str) -> bool {
    let day = |s: &Sense| matches!(s, Sense::Calendar(CalendarWord::Weekday(..))).then_some(());
    for _ in 0..LONGEST_LIST {
        let comma = i > 0 && reading.is_mark(i - 1, ",");
        if reading.sense_before(i - usize::from(comma), day).is_some() {
            return true;
        }
        let joint = i > 4
            && (reading.is_mark(i - 1, ",-–") || reading.is_cue(i - 1, &[Cue::Coordinator]))
            && reading.is_mark(i - 3, mark)
            && field(reading, i - 2).is_some()
            && field(reading, i - 4).is_some();
        if !joint {
            return false;
        }
        i -= 4;
        if announced(reading, i) || opens(reading, i) {
            return true;
        }
    }
    false
}

fn opens(reading: &Reading<'_>, i: usize) -> bool {
    reading.sense_before(i, |s| matches!(s, Sense::RangeOpen(_)).then_some(())).is_some()
}

/// Dates of the longest list that is looked through for the word that announces it.
const LONGEST_LIST: usize = 8;

fn partial(year: Option<i16>, month: i16, day: Option<i16>) -> Option<Date> {
    let month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let day = match day {
        Some(day) => Some(i8::try_from(day).ok()?),
        None => None,
    };
    // A leap year: without a year, the 29th of February is a day.
    Date::day(year.unwrap_or(2000), month, day.unwrap_or(1))?;
    Some(Date { year, month: Some(month), day, ..Date::default() })
}

/// A year of two digits: within the fifty years around 2000.
pub(super) const fn century(year: i16) -> i16 {
    match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    }
}
