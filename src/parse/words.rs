use std::sync::Arc;

use crate::lang::{Bound, Cue, NumberRole, NumberWord, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::mention::Kind;
use crate::parse::range::opening;
use crate::parse::reading::Reading;
use crate::parse::sum::{Manner, Sum};
use crate::text::TokenKind;
use crate::value::{Decimal, Ratio};

/// A number word, or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub word: Arc<NumberWord>,
    rule: RuleId,
    /// Token behind it.
    pub end: usize,
    /// Belongs to the same written word as the piece before it, or is hyphenated to it.
    pub joined: bool,
    /// Without the ending of an inflected adjective.
    pub plain: bool,
}

/// Pieces of the longest number that is read.
const MOST_PIECES: usize = 60;

/// The number in words at token `i`.
///
/// Parts add up and multiply by their role in the rules; which words have which role is the pack's affair.
pub(crate) fn words(reading: &Reading<'_>, i: usize) -> Option<Atom> {
    let mut pieces = pieces(reading, i);
    let first = pieces.first()?;
    let unit = |s: &Sense| matches!(s, Sense::Unit(..)).then_some(());
    match first.word.role {
        NumberRole::Definite if !is_definite(reading, i) => return None,
        NumberRole::Few => {
            reading.sense(first.end, unit)?;
        }
        _ => {}
    }
    count_unit(reading, i, &mut pieces);
    name_parts(reading, i, &mut pieces);
    let joins = pieces.iter().any(|p| p.word.role == NumberRole::Joiner);
    let ranged = joins && !opening(reading, i).is_empty();
    let manner =
        Manner { compounds: reading.pack.compounds, ones_first: reading.pack.ones_first, ranged };
    let mut sum = Sum::new(manner);
    let mut good: Option<Atom> = None;
    for (k, piece) in pieces.iter().enumerate() {
        if !sum.step(piece, &pieces[k + 1..]) {
            break;
        }
        if let Some(atom) = sum.atom(i, piece.end) {
            good = Some(atom);
        }
        if sum.closed {
            break;
        }
    }
    let mut atom = good?;
    let single = pieces[0].word.role == NumberRole::One && pieces[0].end == atom.tokens.end;
    if single && !is_one(reading, i, atom.tokens.end) {
        return None;
    }
    let used = pieces.iter().take_while(|p| p.end <= atom.tokens.end);
    atom.rules = used.map(|p| p.rule).collect();
    Some(atom)
}

/// Whether *one* at token `i` is a number and no pronoun or article: it is bounded, it measures, it begins a range or a ratio,
/// it counts a thing.
fn is_one(reading: &Reading<'_>, i: usize, end: usize) -> bool {
    let shows = |s: &Sense| matches!(s, Sense::Unit(..) | Sense::Bound(_, true)).then_some(());
    let joins = |s: &Sense| matches!(s, Sense::RangeJoin(..) | Sense::Pairing(_)).then_some(());
    let joined = reading.sense(end, joins).is_some_and(|(len, ..)| is_figure(reading, end + len));
    let rank = reading.sense_before(i, |s| matches!(s, Sense::Rank).then_some(()));
    let alone = reading.tokens.len() == end - i || rank.is_some();
    if is_hedged(reading, i) || alone || joined || reading.sense(end, shows).is_some() {
        return true;
    }
    let function = is_function(reading, end);
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
fn count_unit(reading: &Reading<'_>, i: usize, pieces: &mut [Piece]) {
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
fn is_definite(reading: &Reading<'_>, i: usize) -> bool {
    let marks = |k: usize| reading.is_cue(k, &[Cue::Definite, Cue::Possessive]);
    let before = |n: usize| i.checked_sub(n).is_some_and(marks);
    before(1)
        || (before(2) && reading.kind(i - 1) == Some(TokenKind::Word) && !reading.upper(i - 1))
}

/// Makes fractions of *one third*, *a fifth of*, *a half*, *half the*: words that are something else elsewhere.
fn name_parts(reading: &Reading<'_>, start: usize, pieces: &mut Vec<Piece>) {
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
    let word =
        NumberWord { role: NumberRole::Fraction, value, low: None, high: None, ratio: Some(ratio) };
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
    if reading.is_cue(end, &[Cue::OfPreposition]) {
        return true;
    }
    let word = reading.kind(end) == Some(TokenKind::Word)
        && reading.sentence_of(end) == reading.sentence_of(start);
    let hyphen = reading.is_mark(end, "-") && reading.glued(end);
    let function = is_function(reading, end);
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
    let function = is_function(reading, end);
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
    let of = reading.is_cue(end, &[Cue::OfPreposition]) && !qualified;
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

/// The scale or magnitude word at `at` behind the digits that begin at `start` (`2,5 Millionen`, `1.2bn`): its value, its end,
/// its rule.
pub(crate) fn magnitude(reading: &Reading<'_>, at: usize) -> Option<(Decimal, usize, RuleId)> {
    let at = if reading.is_mark(at, "-") && reading.glued(at) && reading.glued(at + 1) {
        at + 1
    } else {
        at
    };
    if reading.tokens.get(at).is_some_and(|t| t.breaks >= 2) {
        // It begins another paragraph.
        return None;
    }
    let (len, value, rule) = reading.sense(at, |s| match s {
        Sense::Number(w)
            if matches!(
                w.role,
                NumberRole::Scale | NumberRole::Magnitude | NumberRole::Hundred | NumberRole::Set
            ) || (w.role == NumberRole::Vague && !w.value.is_zero()) =>
        {
            Some(w.value)
        }
        _ => None,
    })?;
    Some((value, at + len, rule))
}

/// Cues that are function words: none is a noun.
const FUNCTION: [Cue; 20] = [
    Cue::Subordinator,
    Cue::Contrast,
    Cue::Relative,
    Cue::Coordinator,
    Cue::Adversative,
    Cue::Auxiliary,
    Cue::Modal,
    Cue::Definite,
    Cue::Determiner,
    Cue::Possessive,
    Cue::Pronoun,
    Cue::PlacePreposition,
    Cue::OfPreposition,
    Cue::AgentPreposition,
    Cue::Preposition,
    Cue::LevelPreposition,
    Cue::Contraction,
    Cue::Negation,
    Cue::Particle,
    Cue::Infinitive,
];

fn is_function(reading: &Reading<'_>, i: usize) -> bool {
    reading.is_cue(i, &FUNCTION)
}

fn pieces(reading: &Reading<'_>, i: usize) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut at = i;
    while all.len() < MOST_PIECES {
        let hyphen = !all.is_empty()
            && reading.is_mark(at, "-‐‑–—")
            && reading.glued(at)
            && reading.glued(at + 1);
        let from = if hyphen { at + 1 } else { at };
        if !all.is_empty() && reading.tokens.get(from).is_none_or(|t| t.breaks > 1) {
            break;
        }
        let found = reading.sense(from, |s| match s {
            Sense::Number(word) if word.role != NumberRole::Magnitude => Some(Arc::clone(word)),
            _ => None,
        });
        if let Some((len, word, rule)) = found {
            let plain = !reading
                .pack
                .adjective_endings
                .iter()
                .any(|e| reading.folded(from).ends_with(e.as_str()));
            at = from + len;
            all.push(Piece { word, rule, end: at, joined: hyphen, plain });
        } else if reading.kind(from) == Some(TokenKind::Word)
            && let Some(parts) = segments(reading, reading.folded(from))
        {
            at = from + 1;
            let first = all.len();
            all.extend(parts.into_iter().enumerate().map(|(k, (word, rule))| Piece {
                word,
                rule,
                end: at,
                joined: hyphen || k > 0,
                plain: true,
            }));
            // Only whole words end a number.
            let last = all.len() - 1;
            all[first..last].iter_mut().for_each(|p| p.end = usize::MAX);
        } else {
            break;
        }
    }
    all
}

type Part = (Arc<NumberWord>, RuleId);

/// A compound number word taken apart; its last part may carry the ending of an ordinal.
fn segments(reading: &Reading<'_>, word: &str) -> Option<Vec<Part>> {
    if word.len() > 200 {
        return None;
    }
    if let Some(rank) = rank(reading, word) {
        return Some(vec![rank]);
    }
    let mut parts = Vec::new();
    if split(reading, word, &mut parts, &mut 400) {
        return (parts.len() > 1).then_some(parts);
    }
    if let Some(fraction) = fraction_word(reading, word) {
        return Some(vec![fraction]);
    }
    reading.pack.ordinal_endings.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending.as_str())?;
        let mut parts = Vec::new();
        if !split(reading, stem, &mut parts, &mut 400) {
            return None;
        }
        let rule = parts.last()?.1;
        let marker = NumberWord {
            role: NumberRole::Ordinal,
            value: Decimal::int(0),
            low: None,
            high: None,
            ratio: None,
        };
        parts.push((Arc::new(marker), rule));
        Some(parts)
    })
}

/// A number and an ending that makes a part of one of it, in one word (*achtzigstel*).
fn fraction_word(reading: &Reading<'_>, word: &str) -> Option<Part> {
    reading.pack.fraction_endings.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending.as_str())?;
        let mut parts = Vec::new();
        let known = reading.pack.lexicon.single(stem).iter().find_map(|e| match &e.sense {
            Sense::Number(w) if joins(w.role) => Some((Arc::clone(w), e.rule)),
            _ => None,
        });
        match known {
            Some(part) => parts.push(part),
            None if split(reading, stem, &mut parts, &mut 400) => {}
            None => return None,
        }
        let rule = parts.last()?.1;
        let under = value_of(reading, parts).filter(|v| *v > Decimal::int(3))?;
        let ratio = Decimal::int(1).ratio() / under.ratio();
        let word = NumberWord {
            role: NumberRole::Fraction,
            value: Decimal::rounded(&ratio, 6)?,
            low: None,
            high: None,
            ratio: Some(ratio),
        };
        Some((Arc::new(word), rule))
    })
}

/// The value of a compound of these parts.
fn value_of(reading: &Reading<'_>, parts: Vec<Part>) -> Option<Decimal> {
    let piece =
        |(k, (word, rule)): (usize, Part)| Piece { word, rule, end: 1, joined: k > 0, plain: true };
    let pieces: Vec<Piece> = parts.into_iter().enumerate().map(piece).collect();
    let (compounds, ones_first) = (reading.pack.compounds, reading.pack.ones_first);
    let mut sum = Sum::new(Manner { compounds, ones_first, ranged: false });
    let all = (0..pieces.len()).all(|k| sum.step(&pieces[k], &pieces[k + 1..]));
    if all { sum.atom(0, 1)?.value } else { None }
}

/// An ordinal and a superlative in one word (*drittgrößte*).
fn rank(reading: &Reading<'_>, word: &str) -> Option<Part> {
    let pack = reading.pack;
    let bare =
        pack.adjective_endings.iter().filter_map(|e| word.strip_suffix(e.as_str())).chain([word]);
    let stems = bare
        .flat_map(|stem| pack.superlatives.iter().filter_map(|s| stem.strip_suffix(s.as_str())));
    stems.into_iter().find_map(|stem| {
        pack.lexicon.single(stem).iter().find_map(|e| match &e.sense {
            Sense::Number(w) if w.role == NumberRole::Rank => {
                let ordinal = NumberWord { role: NumberRole::Ordinal, ..NumberWord::clone(w) };
                Some((Arc::new(ordinal), e.rule))
            }
            _ => None,
        })
    })
}

/// Takes number words off the front of `rest`, longest first; `budget` bounds the search on nonsense.
fn split(reading: &Reading<'_>, rest: &str, parts: &mut Vec<Part>, budget: &mut u32) -> bool {
    if rest.is_empty() {
        return !parts.is_empty();
    }
    let ends: Vec<usize> = rest
        .char_indices()
        .map(|(i, c)| i + c.len_utf8())
        .filter(|&e| (2..=24).contains(&e))
        .collect();
    for end in ends.into_iter().rev() {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return false;
        }
        let word = reading.pack.lexicon.single(&rest[..end]).iter().find_map(|e| match &e.sense {
            Sense::Number(w) if joins(w.role) => Some((Arc::clone(w), e.rule)),
            _ => None,
        });
        let Some(part) = word else { continue };
        parts.push(part);
        if split(reading, &rest[end..], parts, budget) {
            return true;
        }
        parts.pop();
    }
    false
}

/// Roles of words that may be part of a compound.
fn joins(role: NumberRole) -> bool {
    use NumberRole as R;
    matches!(
        role,
        R::Unit
            | R::One
            | R::Teen
            | R::Ten
            | R::Hundred
            | R::Scale
            | R::Joiner
            | R::PlusHalf
            | R::Article
            | R::Ordinal
            | R::Fraction
            | R::Whole
            | R::Times
    )
}

/// The number that the first part of a word is (*drei-tägig*, *Viertel-stunde*): a whole number, or a part of one.
pub(crate) fn compound(reading: &Reading<'_>, word: &str) -> Option<Atom> {
    use NumberRole as R;
    let single = reading.pack.lexicon.single(word).iter().find_map(|e| match &e.sense {
        Sense::Number(w) => Some((Arc::clone(w), e.rule)),
        _ => None,
    });
    if let Some((word, rule)) = single {
        let counts = matches!(
            word.role,
            R::Unit | R::Teen | R::Ten | R::Whole | R::Article | R::Half | R::Fraction | R::Hundred
        );
        let atom = Atom {
            value: Some(word.value).filter(|v| !v.is_zero()),
            written: word.value.spoken(),
            rules: vec![rule],
            ..Atom::default()
        };
        return counts.then_some(atom);
    }
    let parts = segments(reading, word)?;
    let rules = parts.iter().map(|(_, rule)| *rule).collect();
    let piece = |(word, rule)| Piece { word, rule, end: 1, joined: true, plain: true };
    let pieces: Vec<Piece> = parts.into_iter().map(piece).collect();
    let pack = reading.pack;
    let manner = Manner { compounds: pack.compounds, ones_first: pack.ones_first, ranged: false };
    let mut sum = Sum::new(manner);
    let all = (0..pieces.len()).all(|k| sum.step(&pieces[k], &pieces[k + 1..]));
    let atom = sum.atom(0, 1).filter(|a| all && !a.ordinal && !a.multiple)?;
    Some(Atom { rules, ..atom })
}
