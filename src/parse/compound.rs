use std::sync::Arc;

use crate::lang::{NumberRole, NumberWord, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::reading::{LONGEST_NUMBER_WORD, Reading};
use crate::parse::sum::{Manner, Sum};
use crate::parse::words::Piece;
use crate::value::Decimal;

pub(super) type Part = (Arc<NumberWord>, RuleId);

/// A compound number word taken apart; its last part may carry the ending of an ordinal.
pub(super) fn segments(reading: &Reading<'_>, word: &str) -> Option<Vec<Part>> {
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
            alone: false,
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
            alone: false,
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
        .filter(|&e| (2..=LONGEST_NUMBER_WORD).contains(&e))
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
