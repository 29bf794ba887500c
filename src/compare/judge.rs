use crate::compare::occasion;
use crate::compare::thing::{entity, place, restrictions, same_heads};
use crate::compare::tolerance::{Agreement, agree};
use crate::fact::{Entity, Fact, Kind, Modality, Scope, Term};
use crate::value::{DateSpan, Decimal};

/// Why two figures are not held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// One of them is not understood.
    Unread,
    /// Different dimension or kind.
    Dimension,
    /// Another thing.
    Entity,
    /// Something else is said of it.
    Attribute,
    /// Restricted to another part or origin.
    Restriction,
    /// Another name.
    Name,
    /// Another place.
    Place,
    /// Another time.
    Time,
    /// Forecast, plan, demand or limit against fact.
    Modality,
    /// Part against whole, change against level, per unit against total.
    Scope,
    /// Too much is unknown.
    Unsure,
    /// One may be a part of the other, or of another time: only equal values would be one.
    Part,
    /// Their values lie far apart, and their words are not the same.
    Far,
    /// One noun is narrower than the other, and a text has more than one such figure.
    Narrower,
    /// Another figure of the text agrees.
    Rival,
    /// Several figures of one text could be the one that is meant.
    Several,
    /// Two figures of one text in one voice are about two things.
    SameText,
}

impl Reason {
    /// In a sentence, for a reader.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Unread => "one of them is seen, but not safely understood",
            Self::Dimension => {
                "they are of different kinds or units, or what one counts is not known"
            }
            Self::Entity => "they count or measure different things",
            Self::Attribute => "different things are said of what they count",
            Self::Restriction => "they are restricted to different parts or origins",
            Self::Name => "they bear different names",
            Self::Place => "they are of different places",
            Self::Time => "they are of different times",
            Self::Modality => {
                "one is a forecast, plan, demand, limit, or taken back, the other is not"
            }
            Self::Scope => "one is a part, a change, a rate or a whole, the other is not",
            Self::Unsure => "too much of what they are about is not said",
            Self::Part => {
                "one may be a part of the other, or of another time: unequal values prove nothing"
            }
            Self::Far => {
                "their values lie too far apart to be of one thing, as long as not all their words are the same"
            }
            Self::Narrower => {
                "one counts a narrower thing, and a text has more than one figure of which the same is said"
            }
            Self::Rival => "another figure of the text agrees with it",
            Self::Several => "several figures of one text could be the one that is meant",
            Self::SameText => "two figures of one text in one voice are about two things",
        }
    }

    /// Name in code and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Dimension => "dimension",
            Self::Entity => "entity",
            Self::Attribute => "attribute",
            Self::Restriction => "restriction",
            Self::Name => "name",
            Self::Place => "place",
            Self::Time => "time",
            Self::Modality => "modality",
            Self::Scope => "scope",
            Self::Unsure => "unsure",
            Self::Part => "part",
            Self::Far => "far",
            Self::Narrower => "narrower",
            Self::Rival => "rival",
            Self::Several => "several",
            Self::SameText => "same-text",
        }
    }
}

/// Whether two facts are about the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They are, as far as the texts say.
    Comparable(Match),
    /// They are not.
    Apart(Reason),
}

/// On what a match rests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Match {
    /// 0–100.
    pub confidence: u8,
    /// Keys of the slots that agree.
    pub same: Vec<String>,
    /// Names of the slots that at least one side leaves open.
    pub unknown: Vec<&'static str>,
    /// The times differ, but the figure is a running total: the later may be larger.
    pub later: bool,
    /// One may be a part of the other, each of something else, or of another time: equal values are one, unequal ones prove nothing.
    pub loose: bool,
    /// Only one side says something of it: unequal values prove something only where all the words are alike.
    pub half: bool,
    /// One noun is narrower than the other, or no rule knows it: unequal values prove something only where each text has but one.
    pub narrower: bool,
}

/// Confidence of a match in which every slot is known and equal.
const FULL: i32 = 95;
/// Below this the match is too unsure to compare at all.
const LEAST: i32 = 45;

/// Collects what is known and unknown of a match.
pub(super) struct Tally {
    left: i32,
    pub(super) found: Match,
}

impl Tally {
    pub(super) fn same(&mut self, key: &str) {
        self.found.same.push(key.to_owned());
    }

    pub(super) fn unknown(&mut self, slot: &'static str, cost: i32) {
        self.left -= cost;
        self.found.unknown.push(slot);
    }
}

/// Compares one slot.
type Step = fn(&Fact, &Fact, &mut Tally) -> Result<(), Reason>;

/// Judges two facts, slot by slot: *different* on one restricting slot ends it, *unknown* costs confidence (semantics §2).
pub fn judge(a: &Fact, b: &Fact) -> Verdict {
    let mut tally = Tally { left: FULL, found: Match::default() };
    let figures: [Step; 8] =
        [dimension, modality, scope, attribute, entity, restrictions, place, time];
    let events: [Step; 4] = [dimension, scope, occasion::same_event, time];
    let steps: &[Step] = if occasion::are_events(a, b) { &events } else { &figures };
    for step in steps {
        if let Err(reason) = step(a, b, &mut tally) {
            return Verdict::Apart(reason);
        }
    }
    if tally.left < LEAST {
        return Verdict::Apart(Reason::Unsure);
    }
    tally.found.confidence = u8::try_from(tally.left).unwrap_or(0);
    Verdict::Comparable(tally.found)
}

fn dimension(a: &Fact, b: &Fact, _: &mut Tally) -> Result<(), Reason> {
    if a.mention.unread || b.mention.unread {
        return Err(Reason::Unread);
    }
    if a.mention.kind == Kind::Date && (a.mention.iso.is_none() || b.mention.iso.is_none()) {
        return Err(Reason::Unread);
    }
    // *several*, *a few*: too little is said to hold anything against it.
    let faint = |f: &Fact| {
        f.mention.value.is_vague() && f.mention.value.high.is_some_and(|h| h < Decimal::int(20))
    };
    let never = |f: &Fact| matches!(f.mention.kind, Kind::Number | Kind::Ordinal) || faint(f);
    if never(a) || never(b) || dimension_of(a) != dimension_of(b) {
        return Err(Reason::Dimension);
    }
    Ok(())
}

/// What two figures must share to be compared at all.
pub(crate) fn dimension_of(fact: &Fact) -> &str {
    match (&fact.mention.unit, fact.mention.kind) {
        (Some(unit), Kind::Age) => {
            if unit.dimension.is_empty() {
                ""
            } else {
                Kind::Age.name()
            }
        }
        (Some(unit), _) => &unit.dimension,
        (None, Kind::Ratio) if fact.mention.ratio.as_ref().is_some_and(|r| r.contains('/')) => {
            SHARE
        }
        (None, kind) => kind.name(),
    }
}

/// The dimension of percentages and fractions.
const SHARE: &str = "share";

fn modality(a: &Fact, b: &Fact, _: &mut Tally) -> Result<(), Reason> {
    let gone = |f: &Fact| {
        matches!(f.modality, Modality::Withdrawn | Modality::Hypothetical | Modality::Denied)
    };
    let like_fact = |f: &Fact| {
        let known = f.attribute.as_ref().and_then(|t| t.concept.as_ref());
        f.modality.is_actual()
            || known.is_some_and(|c| match f.modality {
                Modality::Planned => c.announced,
                Modality::Forecast => c.assessed,
                _ => false,
            })
    };
    // A text that denies a figure gives its own beside it.
    let denied = |x: &Fact, y: &Fact| x.modality == Modality::Denied && y.modality.is_actual();
    if a.doc == b.doc && (denied(a, b) || denied(b, a)) {
        return Ok(());
    }
    // Where one text expects what another tells of the same time, both speak of what is to come.
    let ahead = |f: &Fact| matches!(f.modality, Modality::Forecast | Modality::Planned);
    let to_come = (ahead(a) && (ahead(b) || like_fact(b))) || (ahead(b) && like_fact(a));
    let same = a.modality == b.modality
        || (like_fact(a) && like_fact(b))
        || (to_come && a.doc != b.doc && of_one_time(a, b));
    if gone(a) || gone(b) || !same { Err(Reason::Modality) } else { Ok(()) }
}

/// Whether both say of when they speak, and it is the same time.
fn of_one_time(a: &Fact, b: &Fact) -> bool {
    let span = |f: &Fact| f.when.as_ref().and_then(|w| w.span);
    span(a).zip(span(b)).is_some_and(|(p, q)| p.overlaps(&q))
}

fn scope(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    // A share is a part by its nature.
    let shares = is_share(a);
    if a.scope == b.scope {
        // Two parts are parts of two wholes, for all that is said, unless it is just of them that the clause says it.
        tally.found.loose |= match a.scope {
            Some(Scope::Part) => !shares && (!a.told || !b.told) && !same_people(a, b),
            Some(Scope::Further | Scope::Rest | Scope::Each) => true,
            _ => false,
        };
        return Ok(());
    }
    // *10 per cent more pay*, *10 per cent*: a share of pay that is demanded is a rise.
    let rise = |f: &Fact| {
        f.mention.kind == Kind::Percent
            && f.modality == Modality::Demanded
            && matches!(f.scope, None | Some(Scope::ChangeUp))
    };
    if rise(a) && rise(b) {
        return Ok(());
    }
    // A part with a noun of its own is compared as that noun: *500 officers among them* with *500 officers*.
    let anybody = |e: &Entity| e.head.concept.as_ref().is_some_and(|c| c.generic);
    let heads = a
        .entity
        .as_ref()
        .zip(b.entity.as_ref())
        .is_some_and(|(x, y)| x.head.key == y.head.key || anybody(x) || anybody(y));
    let own_noun = |f: &Fact| {
        heads && f.scope == Some(Scope::Part) && f.entity.as_ref().is_some_and(|e| !e.inherited)
    };
    let open = |f: &Fact| f.scope.is_none();
    if (own_noun(a) && open(b)) || (own_noun(b) && open(a)) {
        let part = if open(a) { b } else { a };
        tally.found.loose |= !shares && !part.told && !same_people(a, b);
        tally.unknown("scope", 10);
        return Ok(());
    }
    Err(Reason::Scope)
}

/// *412 arrested, among them three generals*, *five generals are held*: all of a sort of people of whom the same is said.
fn same_people(a: &Fact, b: &Fact) -> bool {
    let own = |f: &Fact| {
        f.entity.as_ref().is_some_and(|e| {
            let sort = e.head.concept.as_ref().is_some_and(|c| c.human && !c.generic);
            sort && !e.inherited
        })
    };
    let said = a.attribute.as_ref().zip(b.attribute.as_ref()).is_some_and(|(x, y)| x.key == y.key);
    own(a) && own(b) && same_heads(a, b) && said
}

const fn is_share(fact: &Fact) -> bool {
    matches!(fact.mention.kind, Kind::Ratio | Kind::Percent)
}

fn attribute(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    if a.mention.kind == Kind::Age {
        // An age says what it is; whose, the entity says.
        return Ok(());
    }
    match (&a.attribute, &b.attribute) {
        (Some(x), Some(y)) if x.key == y.key => {
            // *the siege ended after nine days*, *the search ended after three hours*.
            let aspect = x.concept.as_ref().is_some_and(|c| c.aspect);
            tally.found.half |= aspect && a.mention.kind == Kind::Duration && !same_heads(a, b);
            tally.same(&x.key);
        }
        // Of a share, the noun is not what is said.
        (Some(x), Some(y)) if x.is_akin(y) && !is_share(a) => tally.unknown("attribute", 12),
        // *they want 10.5 per cent*, *we demand 9.5*: that it is demanded says what it is.
        _ if both_demanded(a, b) => tally.unknown("attribute", 12),
        // What a noun says by its meaning holds nothing against what is said of it.
        (Some(_), Some(_)) if !(a.implied || b.implied) => return Err(Reason::Attribute),
        // *34 to 27 votes*: a score says what it is.
        _ if is_score(a) && is_score(b) => tally.unknown("attribute", 8),
        (None, None) if says_itself(a) => tally.unknown("attribute", 8),
        (None, None) => tally.unknown("attribute", 25),
        _ => {
            let anybody = |f: &Fact| {
                f.entity.as_ref().and_then(|e| e.head.concept.as_ref()).is_none_or(|c| c.generic)
            };
            if anybody(a) || anybody(b) {
                // *5 million people* and *43 arrested*: a word for anybody is about the same only where the same is said.
                return Err(Reason::Unsure);
            }
            tally.found.half = true;
            tally.unknown("attribute", 32);
        }
    }
    Ok(())
}

fn is_score(fact: &Fact) -> bool {
    fact.mention.ratio.as_ref().is_some_and(|r| r.contains(':'))
}

/// Whether both are demands of an amount or a share, of which nothing else is said than that.
fn both_demanded(a: &Fact, b: &Fact) -> bool {
    let open = |f: &Fact| {
        let plain = |t: &Term| t.concept.as_ref().is_some_and(|c| c.light);
        f.implied || f.attribute.as_ref().is_none_or(plain)
    };
    let amount = matches!(a.mention.kind, Kind::Money | Kind::Percent);
    let demanded = |f: &Fact| f.modality == Modality::Demanded;
    amount && demanded(a) && demanded(b) && (open(a) || open(b))
}

/// Whether the unit says by itself what is measured (*84 km/h*).
fn says_itself(fact: &Fact) -> bool {
    fact.mention.unit.as_ref().is_some_and(|u| u.telling)
}

/// Whether two days are known, and not more than a year apart.
fn within_a_year(a: &Fact, b: &Fact) -> bool {
    const YEAR: i64 = 366;
    let span = |f: &Fact| f.mention.date.and_then(|d| d.span());
    span(a).zip(span(b)).is_some_and(|(x, y)| {
        let gap = |p: DateSpan, q: DateSpan| q.first.duration_since(p.last).as_hours() / 24;
        gap(x, y).max(gap(y, x)) <= YEAR
    })
}

/// *last year*, *two weeks earlier*: two such times that are told alike are one; one alone leaves open whether it is the other's.
fn from_afar(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    match (&a.afar, &b.afar) {
        (Some(x), Some(y)) if x != y => return Err(Reason::Time),
        (Some(_), None) | (None, Some(_)) => tally.found.loose = true,
        _ => {}
    }
    Ok(())
}

/// Whether two dates of one kind of event are those of two events, unless they lie close together.
fn of_two_times(a: &Fact, b: &Fact) -> bool {
    // *since records began in 1871*: told as the year of one thing, however long ago.
    let years = occasion::are_events(a, b) && occasion::is_year(a) && occasion::is_year(b);
    // The opening of this bridge, and of one long ago; the start of work in 2016, and of service in 2033.
    let ahead = |f: &Fact| matches!(f.modality, Modality::Planned | Modality::Forecast);
    let known = |f: &Fact| f.mention.date.is_some_and(|d| d.span().is_some());
    let planned = ahead(a) != ahead(b) && known(a) && known(b);
    // *the flood of 2002*, *the flood of 2016*: two years from long ago are those of two such events.
    let of = a.attribute.as_ref().and_then(|t| t.concept.as_ref());
    let recurs = of.is_some_and(|c| c.event && !c.occasion);
    let past = years && a.aside && b.aside && recurs;
    planned || past || (a.aside != b.aside && !years)
}

fn time(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let speech =
        |f: &Fact| f.attribute.as_ref().and_then(|t| t.concept.as_ref()).is_some_and(|c| c.speech);
    if a.mention.kind == Kind::Date && speech(a) && agree(a, b) == Agreement::Differ {
        // Who spoke on Monday may speak again on Tuesday.
        return Err(Reason::Time);
    }
    if a.mention.kind == Kind::Date && of_two_times(a, b) && !within_a_year(a, b) {
        return Err(Reason::Time);
    }
    let known = a.attribute.as_ref().and_then(|t| t.concept.as_ref());
    if known.is_some_and(|c| c.passing) && a.doc != b.doc {
        // Fifteen were still missing at nightfall, ten the next day.
        let hour = |f: &Fact| f.when.as_ref().map(|w| w.iso.clone());
        tally.found.loose |= hour(a).is_none() || hour(a) != hour(b);
    }
    let (Some(x), Some(y)) = (&a.when, &b.when) else {
        // One tells of another time than its own, the other does not say of any.
        tally.found.loose |= a.mention.kind != Kind::Date && (a.aside || b.aside);
        return from_afar(a, b, tally);
    };
    let days = (x.span.map(|s| s.first), y.span.map(|s| s.first));
    let apart = match (x.span, y.span) {
        (Some(p), Some(q)) => !p.overlaps(&q),
        _ => {
            let differs = |p: Option<i8>, q: Option<i8>| p.zip(q).is_some_and(|(p, q)| p != q);
            a.aside != b.aside
                || differs(x.date.month, y.date.month)
                || differs(x.date.day, y.date.day)
                || differs(x.date.weekday, y.date.weekday)
        }
    };
    if !apart {
        // *on Saturday* is no Friday, whatever its date.
        let weekdays = x.date.weekday_of().zip(y.date.weekday_of());
        if weekdays.is_some_and(|(p, q)| p != q) {
            return Err(Reason::Time);
        }
        tally.same(&x.iso);
        return Ok(());
    }
    let cumulative =
        a.attribute.as_ref().and_then(|t| t.concept.as_ref()).is_some_and(|c| c.cumulative);
    let grows = |early: &Fact, late: &Fact| early.mention.value.low <= late.mention.value.low;
    let in_order = match days {
        (Some(p), Some(q)) => {
            if p < q {
                grows(a, b)
            } else {
                grows(b, a)
            }
        }
        _ => true,
    };
    tally.found.later = cumulative && in_order;
    if tally.found.later && agree(a, b) == Agreement::Differ { Ok(()) } else { Err(Reason::Time) }
}
