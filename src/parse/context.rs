//! What stands around a number word says whether it is a number, and which.

use std::sync::Arc;

use crate::lang::{Bound, Cue, NumberRole, NumberWord, Sense};
use crate::parse::mention::Kind;
use crate::parse::reading::Reading;
use crate::parse::words::Piece;
use crate::text::TokenKind;
use crate::value::{Decimal, Ratio};

/// Whether *one* at token `i` is a number and no pronoun or article: it is bounded, it measures, it begins a range or a ratio,
/// it counts a thing.
pub(super) fn is_one(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    let shows = |s: &Sense| matches!(s, Sense::Unit(..) | Sense::Bound(_, true)).then_some(());
    let joins = |s: &Sense| matches!(s, Sense::RangeJoin(..) | Sense::Pairing(_)).then_some(());
    let joined = reading.sense(end, joins).is_some_and(|(len, ..)| is_figure(reading, end + len));
    let rank = reading.sense_before(i, |s| matches!(s, Sense::Rank).then_some(()));
    let alone = reading.tokens.len() == end - i || rank.is_some();
    if is_hedged(reading, i) || alone || joined || reading.sense(end, shows).is_some() {
        return true;
    }
    let function = reading.is_function(end);
    let noun = reading.kind(end) == Some(TokenKind::Word) && !function;
    let definite = i > 0 && reading.is_cue(i - 1, &[Cue::Definite, Cue::Possessive]);
    noun && !definite
}

/// Whether a token is digits or a number word.
fn is_figure(reading: &Reading<'_>, i: usize) -> bool {
    use NumberRole as R;
    let word = |s: &Sense| match s {
        Sense::Number(w) => {
            matches!(w.role, R::Unit | R::Teen | R::Ten | R::Hundred | R::Scale | R::Vague | R::Set)
                .then_some(())
        }
        _ => None,
    };
    reading.kind(i) == Some(TokenKind::Digits) || reading.sense(i, word).is_some()
}

/// An article is a number before a percentage (*ein Prozent*), and between a hedge and a unit (*etwa eine Stunde*).
pub(super) fn count_unit(reading: &Reading<'_>, i: usize, pieces: &mut [Piece]) {
    let [first, rest @ ..] = pieces else { return };
    let hedged = is_hedged(reading, i);
    let counted = |s: &Sense| match s {
        Sense::Unit(unit, _) => (hedged || unit.id.starts_with(Kind::Percent.name())).then_some(()),
        _ => None,
    };
    if first.word.role == NumberRole::Article
        && rest.is_empty()
        && reading.sense(first.end, counted).is_some()
    {
        let word = NumberWord { role: NumberRole::Unit, ..NumberWord::clone(&first.word) };
        first.word = Arc::new(word);
    }
}

/// Whether a definite word stands before token `i`, or before the adjective before it (*die letzten beiden*).
pub(super) fn is_definite(reading: &Reading<'_>, i: usize) -> bool {
    let marks = |k: usize| reading.is_cue(k, &[Cue::Definite, Cue::Possessive]);
    let before = |n: usize| i.checked_sub(n).is_some_and(marks);
    before(1)
        || (before(2) && reading.kind(i - 1) == Some(TokenKind::Word) && !reading.upper(i - 1))
}

/// Makes fractions of *one third*, *a fifth of*, *a half*, *half the*: words that are something else elsewhere.
pub(super) fn name_parts(reading: &Reading<'_>, start: usize, pieces: &mut Vec<Piece>) {
    let mut k = 0;
    while k < pieces.len() {
        let from = k.checked_sub(1).map_or(start, |before| pieces[before].end);
        match pieces[k].word.role {
            NumberRole::Ordinal if reading.pack.ordinal_fractions => {
                if let Some((first, under)) = denominator(pieces, k)
                    && leads(pieces, first, |joined| joined || is_part(reading, start, &pieces[k]))
                {
                    let part = part(&pieces[k], Decimal::int(1).ratio() / under.ratio());
                    pieces.splice(first..=k, [part]);
                    k = first;
                }
            }
            NumberRole::Fraction if !reading.pack.ones_first => {
                if let Some((first, under)) = hyphened(pieces, k) {
                    let part = part(&pieces[k], Decimal::int(1).ratio() / under.ratio());
                    pieces.splice(first..=k, [part]);
                    k = first;
                }
            }
            NumberRole::Half if k > 0 => {
                let next = pieces.get(k + 1).map(|p| p.word.role);
                let whole = !matches!(
                    next,
                    Some(
                        NumberRole::Scale
                            | NumberRole::Set
                            | NumberRole::Hundred
                            | NumberRole::Article
                    )
                );
                let listed =
                    start.checked_sub(1).is_some_and(|b| reading.is_cue(b, &[Cue::Coordinator]));
                let half = |joined| joined || (!listed && is_half(reading, pieces[k].end));
                if whole && (leads(pieces, k, half) || counts_halves(pieces, k)) {
                    pieces[k] = part(&pieces[k], pieces[k].word.value.ratio());
                }
            }
            NumberRole::Half => bare_half(reading, from, pieces),
            _ => {}
        }
        k += 1;
    }
}

/// The piece as so many parts of one, or as a number of its own below one.
fn part(piece: &Piece, ratio: Ratio) -> Piece {
    let value = Decimal::rounded(&ratio, 6).unwrap_or_default();
    let word = NumberWord {
        role: NumberRole::Fraction,
        value,
        low: None,
        high: None,
        ratio: Some(ratio),
        alone: false,
    };
    Piece { word: Arc::new(word), ..piece.clone() }
}

/// The first piece of the ordinal that ends with piece `k` (*twenty-fifth*), and its value; none for *first* and *second*.
fn denominator(pieces: &[Piece], k: usize) -> Option<(usize, Decimal)> {
    let value = pieces[k].word.value;
    let ten = k.checked_sub(1).map(|before| &pieces[before]);
    let ten = ten.filter(|p| p.word.role == NumberRole::Ten && value < Decimal::int(10));
    match ten {
        Some(ten) => Some((k - 1, ten.word.value.plus(value)?)),
        None => (value > Decimal::int(2)).then_some((k, value)),
    }
}

/// The first piece of the denominator that ends with piece `k`, where a hyphen ties a ten to it (*three twenty-fifths*), and its
/// value.
fn hyphened(pieces: &[Piece], k: usize) -> Option<(usize, Decimal)> {
    let before = k.checked_sub(1)?;
    let ten = &pieces[before].word;
    let under = Decimal::rounded(&pieces[k].word.ratio.as_ref()?.recip(), 0)?;
    let tied = pieces[k].joined && ten.role == NumberRole::Ten && under < Decimal::int(10);
    Some((before, ten.value.plus(under)?)).filter(|_| tied && before > 0)
}

/// Whether so many halves are counted (*drei halbe Tage*): their word is inflected.
fn counts_halves(pieces: &[Piece], k: usize) -> bool {
    k == 1 && pieces[0].word.role == NumberRole::Unit && !pieces[1].plain && !pieces[1].joined
}

/// Whether *one* or, where `fits`, an article stands before piece `k` and begins the number or follows a joiner.
fn leads(pieces: &[Piece], k: usize, fits: impl Fn(bool) -> bool) -> bool {
    let Some(lead) = k.checked_sub(1).map(|before| &pieces[before]) else { return false };
    let joined = k > 1 && pieces[k - 2].word.role == NumberRole::Joiner;
    let begins = k == 1 || joined;
    let one = lead.word.role == NumberRole::One;
    begins && (one || (lead.word.role == NumberRole::Article && fits(joined)))
}

/// Whether article and ordinal (*a third*) are a fraction: *of* follows, or a hedge or *by* stands before and no noun follows, or
/// the sentence ends.
fn is_part(reading: &Reading<'_>, start: usize, piece: &Piece) -> bool {
    let end = piece.end;
    if reading.is_cue(end, &[Cue::OfPreposition, Cue::PartOf]) {
        return true;
    }
    let word = reading.kind(end) == Some(TokenKind::Word)
        && reading.sentence_of(end) == reading.sentence_of(start);
    let hyphen = reading.is_mark(end, "-") && reading.glued(end);
    let function = reading.is_function(end);
    if hyphen || (word && !function) {
        return false;
    }
    let hedged = is_hedged(reading, start)
        || start.checked_sub(1).is_some_and(|b| reading.is_cue(b, &[Cue::AgentPreposition]));
    let listed = start.checked_sub(1).is_some_and(|b| reading.is_cue(b, &[Cue::Coordinator]));
    hedged || (!word && !listed)
}

/// Whether a word that bounds or hedges stands just before a token.
pub(super) fn is_hedged(reading: &Reading<'_>, start: usize) -> bool {
    let hedge = |s: &Sense| match s {
        Sense::Bound(bound, false) if *bound != Bound::Minus => Some(()),
        _ => None,
    };
    reading.sense_before(start, hedge).is_some()
}

/// Whether *a half* is a number by what follows it.
fn is_half(reading: &Reading<'_>, end: usize) -> bool {
    let unit = |k| reading.sense(k, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some();
    if reading.is_mark(end, "-‐‑") && reading.glued(end) {
        return unit(end + 1);
    }
    let noun = reading.pack.nouns_capitalised && reading.upper(end);
    let function = reading.is_function(end);
    reading.kind(end) != Some(TokenKind::Word) || noun || unit(end) || function
}

/// A half without a number before it: of one unit (*half an hour*), or of what follows (*half the town*).
fn bare_half(reading: &Reading<'_>, start: usize, pieces: &mut Vec<Piece>) {
    use NumberRole as R;
    let end = pieces[0].end;
    let role = |k: usize| pieces.get(k).map(|p| p.word.role);
    let unit = |k| reading.sense(k, |s| matches!(s, Sense::Unit(..)).then_some(())).is_some();
    let ratio = pieces[0].word.value.ratio();
    let of_scale = |k| matches!(role(k), Some(R::Scale | R::Set | R::Hundred));
    if role(1) == Some(R::Article) && of_scale(2) {
        return;
    }
    if role(1) == Some(R::Article) && unit(pieces[1].end) {
        let end = pieces[1].end;
        let whole = Piece { end, ..whole(part(&pieces[0], ratio)) };
        pieces.splice(0..2, [whole]);
        return;
    }
    let before = start.checked_sub(1);
    let hyphen = |k: usize| reading.is_mark(k, "-‐‑") && reading.glued(k);
    let ordinal = before.is_some_and(|b| {
        let number = |s: &Sense| matches!(s, Sense::Number(_)).then_some(());
        hyphen(b) || reading.sense(b, number).is_some()
    });
    let definite = [Cue::Definite, Cue::Determiner, Cue::Possessive, Cue::Contraction];
    let qualified =
        (1..=2).any(|n| start.checked_sub(n).is_some_and(|b| reading.is_cue(b, &definite)));
    let of = reading.is_cue(end, &[Cue::OfPreposition, Cue::PartOf]) && !qualified;
    let the = reading.is_cue(end, &[Cue::Definite, Cue::Possessive]);
    let hedged = is_hedged(reading, start) && reading.kind(end) == Some(TokenKind::Word);
    if !of_scale(1) && !ordinal && !hyphen(end) && (of || the || hedged) {
        pieces[0] = whole(part(&pieces[0], ratio));
    }
}

/// The same piece as a number of its own.
fn whole(piece: Piece) -> Piece {
    let word = NumberWord { role: NumberRole::Whole, ..NumberWord::clone(&piece.word) };
    Piece { word: Arc::new(word), ..piece }
}

/// Whether nothing follows at token `at` that the word or figure before it could count or describe: the sentence ends, or it goes
/// on with a mark, a function word, a word of the calendar or, where nouns have a capital, with a word that is neither a noun nor
/// an adjective before one.
pub(super) fn closes(reading: &Reading<'_>, at: usize) -> bool {
    let hyphen = reading.is_mark(at, "-‐‑") && reading.glued(at);
    let word = |k: usize| {
        reading.kind(k) == Some(TokenKind::Word)
            && k > 0
            && reading.sentence_of(k) == reading.sentence_of(k - 1)
    };
    let noun = |k: usize| word(k) && reading.upper(k);
    let endings = &reading.pack.adjective_endings;
    let adjective = || endings.iter().any(|e| reading.folded(at).ends_with(e.as_str()));
    let said = || reading.pack.nouns_capitalised && !noun(at) && !(adjective() && noun(at + 1));
    let dated = || reading.sense(at, |s| matches!(s, Sense::Calendar(_)).then_some(())).is_some();
    !hyphen && (!word(at) || reading.is_function(at) || said() || dated())
}
