use crate::lang::{NumberRole, NumberWord};
use crate::parse::atom::Atom;
use crate::parse::words::Piece;
use crate::value::{Decimal, Ratio, Written};

/// What the language, and what stands before the number, say on how its parts go together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    /// Compounds are written as one word.
    pub compounds: bool,
    /// The unit comes before the ten.
    pub ones_first: bool,
    /// A word before it opens a range, so that a joiner stands between two numbers.
    pub ranged: bool,
}

/// A number as far as it has been put together.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// Nothing can follow.
    pub closed: bool,
    manner: Manner,
    total: Decimal,
    group: Option<Decimal>,
    last: Option<NumberRole>,
    /// The role before a joiner.
    before_joiner: Option<NumberRole>,
    last_scale: Option<Decimal>,
    vague: Option<(Option<Decimal>, Option<Decimal>)>,
    ratio: Option<String>,
    decimals: Option<Decimals>,
    /// The number before the joiner to which a fraction is added (*two and three quarters*).
    whole: Option<Decimal>,
    /// Began with a hundred or a scale word that has no number before it, so that it needs more behind it.
    bare: bool,
    ordinal: bool,
    multiple: bool,
    magnitude: Option<Decimal>,
}

/// Spoken digits behind a decimal mark: one by one (*point zero five*) or as a number (*Komma fünfundzwanzig*).
#[derive(Debug, Default)]
struct Decimals {
    digits: String,
    tail: Option<Box<Sum>>,
}

impl Sum {
    pub fn new(manner: Manner) -> Self {
        Self { manner, ..Self::default() }
    }

    /// Takes the next piece; `false` where it cannot belong to this number.
    pub fn step(&mut self, piece: &Piece, rest: &[Piece]) -> bool {
        use NumberRole as R;
        let (role, value) = (piece.word.role, piece.word.value);
        if self.decimals.is_some() && self.decimal(piece, rest) {
            self.last = Some(role);
            return true;
        }
        let taken = match role {
            R::Unit | R::One => self.unit(value),
            R::Definite => self.is_first() && self.grow(value),
            R::Article => self.article(piece, rest),
            R::Whole => self.whole(piece),
            R::Teen => self.add_below_hundred(value),
            R::Ten => self.ten(value),
            R::Hundred => self.hundred(value),
            R::Scale => self.scale(value),
            R::Joiner => self.joiner(piece, rest),
            R::PlusHalf => self.plus_half(value, rest),
            R::Half => self.half(rest),
            R::Point => self.point(rest),
            R::Set => self.set(value),
            R::Fraction => self.fraction(&piece.word, rest),
            R::PartOf => self.part_of(rest),
            R::Vague | R::Few => self.vague(&piece.word),
            R::Ordinal => self.ordinal(value),
            R::Multiple => self.multiple(value),
            R::Times => self.times(),
            R::Magnitude | R::Digit | R::Rank | R::Code => false,
        };
        if taken {
            self.before_joiner = if role == R::Joiner { self.last } else { None };
            self.last = Some(role);
            self.magnitude = if role == R::Scale { Some(value) } else { None };
        }
        taken
    }

    /// The number as it stands; `None` while it cannot end here.
    pub fn atom(&self, start: usize, end: usize) -> Option<Atom> {
        use NumberRole as R;
        let open =
            matches!(self.last, Some(R::Joiner | R::Article | R::Half | R::Point | R::PartOf));
        if end == usize::MAX || open || (self.bare && self.alone()) {
            return None;
        }
        let value = self.value()?;
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

    fn value(&self) -> Option<Decimal> {
        let mut value = self.total.plus(self.group.unwrap_or_default())?;
        if let Some(whole) = self.whole {
            value = value.plus(whole)?;
        }
        match &self.decimals {
            Some(decimals) => value.plus(decimals.value()?),
            None => Some(value),
        }
    }

    fn is_first(&self) -> bool {
        self.last.is_none()
    }

    /// Only the bare hundred or scale word has been taken.
    fn alone(&self) -> bool {
        let power = self.total.plus(self.group.unwrap_or_default());
        power.is_some_and(|p| Some(p) == self.last_scale || p == Decimal::int(100))
    }

    fn unit(&mut self, value: Decimal) -> bool {
        let fits = self.group.is_none_or(|g| {
            let after_hundred = g.modulo(100) == 0 && !g.is_zero();
            let after_ten = g.modulo(100) >= 20 && g.modulo(10) == 0 && !self.manner.ones_first;
            after_hundred || after_ten
        });
        fits && self.grow(value)
    }

    fn grow(&mut self, value: Decimal) -> bool {
        self.group = self.group.unwrap_or_default().plus(value);
        self.group.is_some()
    }

    fn article(&mut self, piece: &Piece, rest: &[Piece]) -> bool {
        use NumberRole as R;
        if self.last == Some(R::Half) {
            return true;
        }
        let next = rest.first();
        let role = next.map(|n| n.word.role);
        if self.manner.compounds && (piece.joined || next.is_some_and(|n| n.joined)) {
            return self.unit(Decimal::int(1));
        }
        let one = Decimal::int(1);
        let apart = self.manner.ones_first
            && piece.plain
            && role == Some(R::Joiner)
            && !self.manner.ranged
            && rest.get(1).is_some_and(|n| n.word.role == R::Ten);
        if apart || (role == Some(R::Hundred) && self.last == Some(R::Scale)) {
            return self.unit(one);
        }
        let before_set =
            matches!(role, Some(R::Hundred | R::Scale | R::Set | R::Half | R::Fraction));
        let begins = self.is_first() || (self.whole.is_some() && self.group.is_none());
        begins && before_set && self.grow(one)
    }

    fn add_below_hundred(&mut self, value: Decimal) -> bool {
        self.group.is_none_or(|g| g.modulo(100) == 0 && !g.is_zero()) && self.grow(value)
    }

    /// A number of its own; one below one is a fraction (*one third*).
    fn whole(&mut self, piece: &Piece) -> bool {
        let word = &piece.word;
        let below_one = word.ratio.as_ref().filter(|r| **r < Decimal::int(1).ratio());
        if let (Some(ratio), true) = (below_one, self.is_first()) {
            self.ratio = Some(format!("{}/{}", ratio.numer(), ratio.denom()));
        }
        if below_one.is_some() && piece.joined && self.last == Some(NumberRole::Unit) {
            // *zweidreiviertel*
            return self.grow(word.value);
        }
        self.add_below_hundred(word.value)
    }

    fn ten(&mut self, value: Decimal) -> bool {
        let ones_before = self.last == Some(NumberRole::Joiner)
            && matches!(self.before_joiner, Some(NumberRole::Unit | NumberRole::Article));
        if self.manner.ones_first && ones_before {
            return self.group.is_some_and(|g| g.modulo(100) < 10) && self.grow(value);
        }
        self.add_below_hundred(value)
    }

    fn hundred(&mut self, value: Decimal) -> bool {
        self.bare |= self.is_first() && !self.manner.compounds;
        if self.group.is_none() && !self.manner.compounds && !self.is_first() {
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
        self.bare |= self.is_first() && !self.manner.compounds;
        if let Some((low, high)) = self.vague {
            // The upper end is just below the next step.
            let (one, low) = (Decimal::int(1), low.and_then(|d| d.times(value)));
            let next = high.and_then(|d| d.plus(one)?.times(value)?.plus(one.negated()));
            self.vague = Some((low, next));
            return true;
        }
        let rises = self.last_scale.is_some_and(|s| s <= value);
        if rises && self.last != Some(NumberRole::Scale) {
            return false;
        }
        let (total, group) = (self.total, self.group);
        let group = match self.decimals.take() {
            Some(decimals) => decimals.value().and_then(|d| group.unwrap_or_default().plus(d)),
            None => Some(group.unwrap_or(Decimal::int(1))),
        };
        let sum = if rises {
            total.times(value)
        } else {
            group.and_then(|g| g.times(value)).and_then(|p| total.plus(p))
        };
        let Some(sum) = sum else { return false };
        (self.total, self.group, self.last_scale, self.ratio) = (sum, None, Some(value), None);
        true
    }

    fn joiner(&mut self, piece: &Piece, rest: &[Piece]) -> bool {
        use NumberRole as R;
        let Some(next) = rest.first() else { return false };
        let joined = piece.joined && next.joined;
        if self.manner.ranged && !joined {
            return false;
        }
        if !joined && !self.is_first() && self.ratio.is_none() && part_follows(rest) {
            self.whole = self.value();
            (self.total, self.group) = (Decimal::int(0), None);
            return self.whole.is_some();
        }
        let small = matches!(next.word.role, R::Unit | R::One | R::Teen | R::Ten)
            || (next.word.role == R::Article && next.joined)
            || (next.word.role == R::Ordinal && next.word.value < Decimal::int(100));
        if !self.manner.ones_first {
            return matches!(self.last, Some(R::Hundred | R::Scale)) && small;
        }
        if joined {
            return self.group.is_some() && small;
        }
        // *eins und zwanzig* are two numbers.
        let one = self.last == Some(R::Unit) && self.group.is_some_and(|g| g.modulo(10) == 1);
        let ones =
            matches!(self.last, Some(R::Unit | R::Article)) && next.word.role == R::Ten && !one;
        let thousand = Decimal::int(1000);
        let hundreds = self.last == Some(R::Hundred)
            || (self.last == Some(R::Scale) && self.last_scale.is_some_and(|s| s <= thousand));
        ones || (hundreds && small)
    }

    /// A half or a quarter more: of one, or of the scale word before it (*two million and a half*).
    fn plus_half(&mut self, half: Decimal, rest: &[Piece]) -> bool {
        if self.group.is_some() {
            return self.grow(half);
        }
        let before_scale = rest.first().is_some_and(|n| n.word.role == NumberRole::Scale);
        match self.last_scale.filter(|_| self.last == Some(NumberRole::Scale)) {
            Some(_) if before_scale => self.grow(half),
            Some(scale) if scale > Decimal::int(1000) => {
                self.closed = true;
                scale.times(half).is_some_and(|h| self.grow(h))
            }
            _ => false,
        }
    }

    fn half(&mut self, rest: &[Piece]) -> bool {
        use NumberRole as R;
        let of_scale = rest
            .first()
            .is_some_and(|n| matches!(n.word.role, R::Scale | R::Set | R::Article | R::Hundred));
        let first = self.is_first() || self.last == Some(R::Article);
        self.group = Decimal::new(5, 1);
        first && of_scale
    }

    fn point(&mut self, rest: &[Piece]) -> bool {
        use NumberRole as R;
        let digits = rest
            .first()
            .is_some_and(|n| matches!(n.word.role, R::Unit | R::One | R::Teen | R::Ten | R::Digit));
        let open = !self.is_first() && self.decimals.is_none() && digits;
        self.decimals = Some(Decimals::default());
        open && self.whole.is_none()
    }

    /// A piece behind the decimal mark.
    fn decimal(&mut self, piece: &Piece, rest: &[Piece]) -> bool {
        use NumberRole as R;
        let manner = Manner { ranged: true, ..self.manner };
        let Some(decimals) = &mut self.decimals else { return false };
        let role = piece.word.role;
        let counts = matches!(role, R::Unit | R::One | R::Teen | R::Ten | R::Article)
            || (matches!(role, R::Hundred | R::Joiner) && decimals.tail.is_some());
        if role == R::Digit {
            return decimals.flush() && decimals.push(piece.word.value);
        }
        if !counts {
            return false;
        }
        if decimals.tail.as_mut().is_some_and(|tail| tail.step(piece, rest)) {
            return true;
        }
        let mut tail = Box::new(Self::new(manner));
        let fits = !matches!(role, R::Hundred | R::Joiner) && tail.step(piece, rest);
        fits && decimals.flush() && {
            decimals.tail = Some(tail);
            true
        }
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

    /// So many parts of one; behind *and*, of one or of the scale word before (*two million and three fifths*).
    fn fraction(&mut self, word: &NumberWord, rest: &[Piece]) -> bool {
        use NumberRole as R;
        let Some(ratio) = &word.ratio else { return false };
        let next = rest.first().map(|n| n.word.role);
        let before_scale = next == Some(R::Scale);
        let count = match self.group {
            None if before_scale && self.is_first() => Some(Decimal::int(1)),
            group => group,
        };
        let plain = self.last_scale.is_none() || self.whole.is_some();
        let Some(count) = count.filter(|g| g.is_integer() && plain) else { return false };
        let mut part = count.ratio() * ratio;
        let million = Decimal::int(1_000_000);
        match self.last_scale.filter(|s| *s >= million && !before_scale) {
            Some(scale) if self.whole.is_some() => part *= scale.ratio(),
            _ => {}
        }
        if self.whole.is_none() {
            self.ratio = Some(format!("{}/{}", count.ratio() * ratio.numer(), ratio.denom()));
        }
        self.group = decimal_of(&part);
        self.closed = !matches!(next, Some(R::Scale | R::PartOf));
        self.group.is_some()
    }

    /// *of a* between a fraction and the scale word that it is a part of.
    fn part_of(&mut self, rest: &[Piece]) -> bool {
        let scale = rest.first().is_some_and(|n| n.word.role == NumberRole::Scale);
        self.last == Some(NumberRole::Fraction) && scale
    }

    /// A vague number; behind another number its word is a scale (*thirty thousands*).
    fn vague(&mut self, word: &NumberWord) -> bool {
        if self.is_first() {
            self.vague = Some((word.low, word.high));
            return true;
        }
        let hundred = Decimal::int(100);
        let counted = self.group.is_some() && self.vague.is_none() && !word.value.is_zero();
        self.closed = true;
        counted
            && if word.value > hundred {
                self.scale(word.value)
            } else {
                word.value == hundred && self.hundred(word.value)
            }
    }

    fn ordinal(&mut self, value: Decimal) -> bool {
        self.ordinal = true;
        self.closed = true;
        let hundred = Decimal::int(100);
        if value >= hundred && !self.is_first() {
            self.bare = false;
            return if value == hundred {
                self.group.is_some() && self.hundred(value)
            } else {
                self.scale(value)
            };
        }
        let fits = self.group.is_none_or(|g| {
            let after = if self.manner.ones_first { 100 } else { 10 };
            value.is_zero() || g.modulo(after) == 0
        });
        fits && self.grow(value)
    }

    fn multiple(&mut self, value: Decimal) -> bool {
        let first = self.is_first();
        self.multiple = true;
        self.closed = true;
        first && self.grow(value)
    }

    /// Makes a multiple of the number before it; *once* is none.
    fn times(&mut self) -> bool {
        let more = self.vague.is_some() || self.value().is_some_and(|v| v > Decimal::int(1));
        self.multiple = true;
        self.closed = true;
        more && !self.is_first() && self.ratio.is_none()
    }
}

/// Whether what stands behind a joiner is less than one: *and three quarters*, *and a half million*.
fn part_follows(rest: &[Piece]) -> bool {
    use NumberRole as R;
    let counts =
        |p: &&Piece| matches!(p.word.role, R::Unit | R::One | R::Teen | R::Ten | R::Article);
    let over: Vec<&Piece> = rest.iter().take(3).take_while(counts).collect();
    let count = over.iter().try_fold(Decimal::int(0), |sum, p| sum.plus(p.word.value));
    let role = |k: usize| rest.get(k).map(|p| p.word.role);
    let Some(part) = rest.get(over.len()).filter(|_| !over.is_empty()) else { return false };
    let proper = part
        .word
        .ratio
        .as_ref()
        .zip(count)
        .is_some_and(|(ratio, count)| count.ratio() * ratio < Decimal::int(1).ratio());
    (part.word.role == R::Fraction && proper)
        || (part.word.role == R::Half && role(over.len() + 1) == Some(R::Scale))
}

/// A fraction as a decimal: exact where it can be, or else to six places.
pub(super) fn decimal_of(ratio: &Ratio) -> Option<Decimal> {
    Decimal::rounded(ratio, 18)
        .filter(|d| d.ratio() == *ratio)
        .or_else(|| Decimal::rounded(ratio, 6))
}

impl Decimals {
    fn push(&mut self, value: Decimal) -> bool {
        self.digits.push_str(&value.to_string());
        self.digits.len() <= Decimal::MAX_DIGITS
    }

    /// Puts the number that is still open behind the digits.
    fn flush(&mut self) -> bool {
        match self.tail.take().map(|tail| tail.value()) {
            None => true,
            Some(value) => value.is_some_and(|v| self.push(v)),
        }
    }

    /// As a number below one; `None` while it cannot end.
    fn value(&self) -> Option<Decimal> {
        let mut digits = self.digits.clone();
        if let Some(tail) = &self.tail {
            digits.push_str(&tail.atom(0, 0)?.value?.to_string());
        }
        let places = u32::try_from(digits.len()).ok().filter(|n| (1..=18).contains(n))?;
        Decimal::from_digits(&digits, places)
    }
}
