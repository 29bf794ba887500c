use std::sync::Arc;

use crate::lang::{NumberRole, NumberWord, RuleId, Sense};
use crate::parse::atom::Atom;
use crate::parse::reading::Reading;
use crate::text::TokenKind;
use crate::value::{Decimal, Written};

/// A number word, or a part of one.
#[derive(Debug, Clone)]
struct Piece {
    word: Arc<NumberWord>,
    rule: RuleId,
    /// Token behind it.
    end: usize,
    /// Belongs to the same written word as the piece before it, or is hyphenated to it.
    joined: bool,
}

/// Pieces of the longest number that is read.
const MOST_PIECES: usize = 40;

/// The number in words at token `i`.
///
/// Parts add up and multiply by their role in the rules; which words have which role is the pack's affair.
pub(crate) fn words(reading: &Reading<'_>, i: usize) -> Option<Atom> {
    let pieces = pieces(reading, i);
    let mut sum = Sum::new(reading);
    let mut good: Option<Atom> = None;
    for (k, piece) in pieces.iter().enumerate() {
        if !sum.step(piece, pieces.get(k + 1)) {
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
    let used = pieces.iter().take_while(|p| p.end <= atom.tokens.end);
    atom.rules = used.map(|p| p.rule).collect();
    Some(atom)
}

/// The scale or magnitude word behind digits (`2,5 Millionen`, `1.2bn`): its value, its end, its rule.
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
                NumberRole::Scale | NumberRole::Magnitude | NumberRole::Hundred
            ) =>
        {
            Some(w.value)
        }
        _ => None,
    })?;
    Some((value, at + len, rule))
}

fn pieces(reading: &Reading<'_>, i: usize) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut at = i;
    while all.len() < MOST_PIECES {
        let hyphen = !all.is_empty()
            && reading.is_mark(at, "-‐‑")
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
            at = from + len;
            all.push(Piece { word, rule, end: at, joined: hyphen });
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
    if !reading.pack.compounds || word.len() > 200 {
        return None;
    }
    let mut parts = Vec::new();
    if split(reading, word, &mut parts, &mut 400) {
        return (parts.len() > 1).then_some(parts);
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
            | R::Teen
            | R::Ten
            | R::Hundred
            | R::Scale
            | R::Joiner
            | R::PlusHalf
            | R::Article
            | R::Ordinal
    )
}

/// A number as far as it has been put together.
struct Sum {
    compounds: bool,
    ones_first: bool,
    total: Decimal,
    group: Option<Decimal>,
    last: Option<NumberRole>,
    /// The role before a joiner.
    before_joiner: Option<NumberRole>,
    last_scale: Option<Decimal>,
    vague: Option<(Option<Decimal>, Option<Decimal>)>,
    ratio: Option<String>,
    decimals: Option<u32>,
    ordinal: bool,
    multiple: bool,
    closed: bool,
    magnitude: Option<Decimal>,
}

impl Sum {
    fn new(reading: &Reading<'_>) -> Self {
        Self {
            compounds: reading.pack.compounds,
            ones_first: reading.pack.ones_first,
            total: Decimal::int(0),
            group: None,
            last: None,
            before_joiner: None,
            last_scale: None,
            vague: None,
            ratio: None,
            decimals: None,
            ordinal: false,
            multiple: false,
            closed: false,
            magnitude: None,
        }
    }

    /// Takes the next piece; `false` where it cannot belong to this number.
    fn step(&mut self, piece: &Piece, next: Option<&Piece>) -> bool {
        use NumberRole as R;
        let (role, value) = (piece.word.role, piece.word.value);
        let taken = match role {
            R::Unit if self.decimals.is_some() => self.decimal_digit(value),
            R::Unit => self.unit(value),
            R::Article => self.article(piece, next),
            R::Whole => self.whole(&piece.word),
            R::Teen => self.add_below_hundred(value),
            R::Ten => self.ten(value),
            R::Hundred => self.hundred(value),
            R::Scale => self.scale(value),
            R::Joiner => self.joiner(piece, next),
            R::PlusHalf => self.plus_half(),
            R::Half => self.half(next),
            R::Point => self.point(next),
            R::Set => self.set(value),
            R::Fraction => self.fraction(&piece.word),
            R::Vague => self.vague(&piece.word),
            R::Ordinal => self.ordinal(value),
            R::Multiple => self.multiple(value),
            R::Magnitude => false,
        };
        if taken {
            self.before_joiner = if role == R::Joiner { self.last } else { None };
            self.last = Some(role);
            self.magnitude = if role == R::Scale { Some(value) } else { None };
        }
        taken
    }

    /// The number as it stands; `None` while it cannot end here.
    fn atom(&self, start: usize, end: usize) -> Option<Atom> {
        use NumberRole as R;
        let open = matches!(self.last, Some(R::Joiner | R::Article | R::Half | R::Point));
        if end == usize::MAX || open {
            return None;
        }
        let value = self.total.plus(self.group.unwrap_or_default())?;
        Some(Atom {
            tokens: start..end,
            value: Some(value),
            vague: self.vague,
            written: if self.vague.is_some() { Written::default() } else { value.spoken() },
            ratio: self.ratio.clone(),
            ordinal: self.ordinal,
            multiple: self.multiple,
            led: false,
            digits: false,
            magnitude: self.magnitude,
            rules: Vec::new(),
        })
    }

    fn is_first(&self) -> bool {
        self.last.is_none()
    }

    fn unit(&mut self, value: Decimal) -> bool {
        let fits = self.group.is_none_or(|g| {
            let after_hundred = g.modulo(100) == 0 && !g.is_zero();
            let after_ten = g.modulo(100) >= 20 && g.modulo(10) == 0 && !self.ones_first;
            after_hundred || after_ten
        });
        fits && self.grow(value)
    }

    fn grow(&mut self, value: Decimal) -> bool {
        self.group = self.group.unwrap_or_default().plus(value);
        self.group.is_some()
    }

    fn article(&mut self, piece: &Piece, next: Option<&Piece>) -> bool {
        use NumberRole as R;
        if self.last == Some(R::Half) {
            return true;
        }
        let in_compound = self.compounds && (piece.joined || next.is_some_and(|n| n.joined));
        let before_set = next.is_some_and(|n| {
            matches!(n.word.role, R::Hundred | R::Scale | R::Set | R::Half | R::Fraction)
        });
        if in_compound {
            return self.unit(Decimal::int(1));
        }
        self.is_first() && before_set && self.grow(Decimal::int(1))
    }

    fn add_below_hundred(&mut self, value: Decimal) -> bool {
        self.group.is_none_or(|g| g.modulo(100) == 0 && !g.is_zero()) && self.grow(value)
    }

    /// A number of its own; one below one is a fraction (*one third*).
    fn whole(&mut self, word: &NumberWord) -> bool {
        let below_one = word.ratio.as_ref().filter(|r| **r < Decimal::int(1).ratio());
        if let (Some(ratio), true) = (below_one, self.is_first()) {
            self.ratio = Some(format!("{}/{}", ratio.numer(), ratio.denom()));
        }
        self.add_below_hundred(word.value)
    }

    fn ten(&mut self, value: Decimal) -> bool {
        let ones_before = self.last == Some(NumberRole::Joiner)
            && matches!(self.before_joiner, Some(NumberRole::Unit | NumberRole::Article));
        if self.ones_first && ones_before {
            return self.group.is_some_and(|g| g.modulo(100) < 10) && self.grow(value);
        }
        self.add_below_hundred(value)
    }

    fn hundred(&mut self, value: Decimal) -> bool {
        if self.group.is_none() && !self.compounds {
            return false;
        }
        let below = self.group.unwrap_or(Decimal::int(1));
        if below >= value {
            return false;
        }
        self.group = below.times(value);
        self.group.is_some()
    }

    fn scale(&mut self, value: Decimal) -> bool {
        if self.is_first() && !self.compounds {
            return false;
        }
        if let Some((low, high)) = self.vague {
            let times = |d: Option<Decimal>| d.and_then(|d| d.times(value));
            self.vague = Some((times(low), times(high)));
            return true;
        }
        let rises = self.last_scale.is_some_and(|s| s <= value);
        let Some(sum) = (if rises {
            let all = self.total.plus(self.group.unwrap_or_default());
            all.and_then(|a| a.times(value))
        } else {
            let part = self.group.unwrap_or(Decimal::int(1)).times(value);
            part.and_then(|p| self.total.plus(p))
        }) else {
            return false;
        };
        if rises && self.last != Some(NumberRole::Scale) {
            return false;
        }
        (self.total, self.group, self.last_scale, self.decimals) = (sum, None, Some(value), None);
        true
    }

    fn joiner(&mut self, piece: &Piece, next: Option<&Piece>) -> bool {
        use NumberRole as R;
        let Some(next) = next else { return false };
        if self.ones_first {
            let inside = piece.joined && next.joined;
            return inside
                && self.group.is_some()
                && matches!(next.word.role, R::Ten | R::Unit | R::Teen);
        }
        let small = matches!(next.word.role, R::Unit | R::Teen | R::Ten);
        matches!(self.last, Some(R::Hundred | R::Scale)) && small
    }

    fn plus_half(&mut self) -> bool {
        let half = Decimal::new(5, 1).unwrap_or_default();
        self.group.is_some() && self.grow(half)
    }

    fn half(&mut self, next: Option<&Piece>) -> bool {
        use NumberRole as R;
        let of_scale = next
            .is_some_and(|n| matches!(n.word.role, R::Scale | R::Set | R::Article | R::Hundred));
        let first = self.is_first() || self.last == Some(R::Article);
        self.group = Decimal::new(5, 1);
        first && of_scale
    }

    fn point(&mut self, next: Option<&Piece>) -> bool {
        let digits = next.is_some_and(|n| n.word.role == NumberRole::Unit);
        let open = !self.is_first() && self.decimals.is_none() && digits;
        self.decimals = Some(0);
        open
    }

    fn decimal_digit(&mut self, value: Decimal) -> bool {
        let Some(places) = self.decimals else { return false };
        self.decimals = Some(places + 1);
        value
            .to_i64()
            .and_then(|v| Decimal::new(v.into(), places + 1))
            .is_some_and(|d| self.grow(d))
    }

    fn set(&mut self, value: Decimal) -> bool {
        if self.is_first() || self.last_scale.is_some() {
            return false;
        }
        if let Some((low, high)) = self.vague {
            let times = |d: Option<Decimal>| d.and_then(|d| d.times(value));
            self.vague = Some((times(low), times(high)));
            return true;
        }
        self.group = self.group.unwrap_or(Decimal::int(1)).times(value);
        self.closed = true;
        self.group.is_some()
    }

    fn fraction(&mut self, word: &NumberWord) -> bool {
        let Some(ratio) = &word.ratio else { return false };
        let Some(count) = self.group.filter(|g| g.is_integer() && self.last_scale.is_none()) else {
            return false;
        };
        let whole = count.ratio() * ratio;
        self.ratio = Some(format!("{}/{}", count.ratio() * ratio.numer(), ratio.denom()));
        self.group = Decimal::rounded(&whole, 6);
        self.closed = true;
        self.group.is_some()
    }

    fn vague(&mut self, word: &NumberWord) -> bool {
        let first = self.is_first();
        self.vague = Some((word.low, word.high));
        first
    }

    fn ordinal(&mut self, value: Decimal) -> bool {
        let after_ten = self.group.is_none_or(|g| g.modulo(10) == 0 || value.is_zero());
        self.ordinal = true;
        self.closed = true;
        after_ten && self.grow(value)
    }

    fn multiple(&mut self, value: Decimal) -> bool {
        let first = self.is_first();
        self.multiple = true;
        self.closed = true;
        first && self.grow(value)
    }
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
    let piece = |(word, rule)| Piece { word, rule, end: 1, joined: true };
    let pieces: Vec<Piece> = parts.into_iter().map(piece).collect();
    let mut sum = Sum::new(reading);
    let all = (0..pieces.len()).all(|k| sum.step(&pieces[k], pieces.get(k + 1)));
    let atom = sum.atom(0, 1).filter(|a| all && !a.ordinal && !a.multiple)?;
    Some(Atom { rules, ..atom })
}
