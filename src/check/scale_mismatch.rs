use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, finding};
use crate::check::reach::{is_exact, shown};
use crate::check::{Case, Check};
use crate::fact::{Fact, FactId, Kind};
use crate::value::{Decimal, Ratio};

/// One figure with two magnitudes.
pub struct ScaleMismatch;

/// Significant digits from which two figures are one that was written twice.
const DIGITS: u32 = 3;

/// The same, where both are said to be of one thing, or the second is one that was named.
const LINKED: u32 = 2;

/// Figures behind one without a noun among which the other stands.
const NEAR: usize = 10;

impl Check for ScaleMismatch {
    fn id(&self) -> &'static str {
        "scale-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for figures that a text gives twice in the same digits and unit, once by a factor of a thousand or a million larger.

Why it matters: million and billion are soon mistaken for one another, above all in translation.

Example: a debt of 14.3 billion dollars, and below it: of 14.3 trillion dollars. Three digits must be the same; two, where \
both are said of one thing that the text points back to (640 households, the 640,000 households); in a headline one is enough, where the text \
below does not repeat it.

What it cannot see: a slip in a figure that is given once."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        let large = |(_, f): &(FactId, &Fact)| is_large(f);
        let all: Vec<(FactId, &Fact)> =
            (0u32..).map(FactId).zip(case.facts).filter(large).collect();
        for (i, &(first, a)) in all.iter().enumerate() {
            let bare = a.mention.kind == Kind::Number;
            let later = all[i + 1..]
                .iter()
                .take(if bare { NEAR } else { all.len() })
                .take_while(|(_, f)| f.doc == a.doc);
            let sure = |b: &Fact| {
                digits(a) >= DIGITS && a.mention.unit.is_some()
                    || (a.headline && !b.headline && is_once(case, a))
                    || digits(a) >= LINKED && is_linked(a, b)
            };
            let mut slips = later.filter(|(_, b)| is_slip(a, b) && sure(b));
            let Some(&(second, b)) = slips.next() else { continue };
            if are_said(case, &[first, second]) {
                let (x, y) = (point(a), point(b));
                let Some((x, y)) = x.zip(y) else { continue };
                let (large, small) = if x > y { (x, y) } else { (y, x) };
                let proof = format!(
                    "{} / {} = {}",
                    shown(&large, 2),
                    shown(&small, 2),
                    shown(&(&large / &small), 0)
                );
                out.push(finding(self.id(), case, first, &[second], proof));
            }
        }
    }
}

fn digits(fact: &Fact) -> u32 {
    fact.mention.value.stated().map_or(0, |v| v.spoken().digits)
}

fn point(fact: &Fact) -> Option<Ratio> {
    fact.mention.value.stated().map(Decimal::ratio)
}

/// An amount with a magnitude word, or of a million at least; a count of a hundred.
fn is_large(fact: &Fact) -> bool {
    let amount = matches!(fact.mention.kind, Kind::Money | Kind::Measure);
    let least = if is_counted(fact) { 100 } else { 1_000_000 };
    let large = fact.mention.value.stated() >= Some(Decimal::int(least));
    let plain = fact.mention.ratio.is_none() && !fact.mention.multiple;
    plain && (amount || is_counted(fact)) && (fact.mention.written.exponent > 0 || large)
}

/// Whether a figure counts, with its noun or without.
fn is_counted(fact: &Fact) -> bool {
    matches!(fact.mention.kind, Kind::Count | Kind::Number)
}

/// Whether two figures are said to be of one thing: the same is said of both, or of the second that it was named before.
fn is_linked(a: &Fact, b: &Fact) -> bool {
    let key = |f: &Fact| f.entity.as_ref().map(|e| e.head.key.clone());
    let said = |f: &Fact| f.attribute.as_ref().map(|t| t.key.clone());
    let entity = key(a).is_some() && key(a) == key(b);
    let akin = |x: &Fact, y: &Fact| {
        let pair = x.attribute.as_ref().zip(y.attribute.as_ref());
        pair.is_some_and(|(x, y)| x.key == y.key || x.is_akin(y))
    };
    let people = |f: &Fact| f.entity.as_ref().is_some_and(|e| e.head.is_human());
    let counted = is_counted(a);
    let thing = entity || counted && people(a) && people(b);
    let told = said(a).is_some() && akin(a, b);
    if counted {
        // So far apart, no two other things happen to be.
        let million = Decimal::int(1_000_000).ratio();
        let far =
            point(a).zip(point(b)).is_some_and(|(x, y)| x == &y * &million || y == x * million);
        return (thing || far) && (a.definite || b.definite);
    }
    b.definite || told && (entity || a.definite)
}

/// Whether two amounts have the same digits and unit, and lie a thousand or a million apart.
fn is_slip(a: &Fact, b: &Fact) -> bool {
    let unit = |f: &Fact| f.mention.unit.as_ref().map(|u| u.id.clone());
    // A number without a noun may be of anything, except right beside the other; with a magnitude, it may be money.
    let close = b.mention.sentence.abs_diff(a.mention.sentence) <= 1;
    let one = |f: &Fact| f.mention.kind == Kind::Count;
    let few = |f: &Fact| one(f) || f.mention.written.exponent <= 0;
    let bare = is_counted(a) && is_counted(b) && (one(a) || one(b)) && few(a) && few(b) && close;
    let kind = a.mention.kind == b.mention.kind && a.mention.kind != Kind::Number || bare;
    let alike = unit(a) == unit(b) && kind;
    let exact = is_exact(&a.mention) || is_exact(&b.mention);
    let Some((x, y)) = point(a).zip(point(b)).filter(|_| alike && exact) else {
        return false;
    };
    let times = |n: i64| {
        let n = Decimal::int(n).ratio();
        x == &y * &n || y == &x * &n
    };
    times(1000) || times(1_000_000)
}

/// Whether no other figure of the text gives the amount.
fn is_once(case: &Case<'_>, fact: &Fact) -> bool {
    let same = |f: &&Fact| f.doc == fact.doc && point(f).is_some() && point(f) == point(fact);
    case.facts.iter().filter(same).count() == 1
}
