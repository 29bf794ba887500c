use crate::compare::occasion;
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
    found: Match,
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
            Some(Scope::Part) => !shares && (!a.told || !b.told),
            Some(Scope::Further | Scope::Rest | Scope::Each) => true,
            _ => false,
        };
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
        tally.found.loose |= !shares && !part.told;
        tally.unknown("scope", 10);
        return Ok(());
    }
    Err(Reason::Scope)
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
        (Some(x), Some(y)) if x.key == y.key => tally.same(&x.key),
        // Of a share, the noun is not what is said.
        (Some(x), Some(y)) if x.is_akin(y) && !is_share(a) => tally.unknown("attribute", 12),
        // What a noun says by its meaning holds nothing against what is said of it.
        (Some(_), Some(_)) if !(a.implied || b.implied) => return Err(Reason::Attribute),
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

/// Whether the unit says by itself what is measured (*84 km/h*).
fn says_itself(fact: &Fact) -> bool {
    fact.mention.unit.as_ref().is_some_and(|u| u.telling)
}

fn entity(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let attribute = a.attribute.as_ref().zip(b.attribute.as_ref());
    let speech = attribute.is_some_and(|(t, _)| t.concept.as_ref().is_some_and(|c| c.speech));
    if speech && (a.entity.is_none() || b.entity.is_none()) {
        // A statement is one by who makes it.
        return Err(Reason::Entity);
    }
    if a.mention.kind == Kind::Age {
        return aged(a, b, tally);
    }
    let (Some(x), Some(y)) = (&a.entity, &b.entity) else {
        entity_unknown(a, attribute.is_none(), tally);
        return Ok(());
    };
    if x.head.key == y.head.key {
        tally.same(&x.head.key);
        return Ok(());
    }
    if x.head.is_akin(&y.head) {
        tally.unknown("entity", 10);
        return Ok(());
    }
    let measured = !matches!(a.mention.kind, Kind::Count | Kind::Ratio);
    // In one text, two subjects are two things (*she got 41 per cent, her rival 37*).
    if measured && attribute.is_some() && !speech && a.doc != b.doc {
        // Days of one kind of event with other subjects are those of two, unless all words are the same.
        tally.found.half |= a.mention.is_calendar();
        // What is measured is named by the attribute; the subject may be the thing, its owner or its speaker.
        tally.unknown("entity", 15);
        return Ok(());
    }
    let counts = attribute.and_then(|(t, u)| {
        let of = |t: &Term| t.concept.as_ref().and_then(|c| c.counts.clone());
        of(t).or_else(|| of(u))
    });
    // A word for anybody, or what the attribute counts by itself, may stand for any noun; a noun that no rule knows for any of its kind.
    let generic = |e: &Entity| {
        e.head.concept.as_ref().is_some_and(|c| c.generic)
            || counts.as_ref().is_some_and(|c| e.head.key == c.id)
            || attribute.is_some_and(|(t, _)| e.head.key == t.key)
    };
    let fits = |e: &Entity| {
        e.head.concept.is_none() || counts.as_ref().is_none_or(|c| e.head.is_a(&c.id) || generic(e))
    };
    let open = |e: &Entity| e.head.concept.is_none() && counts.is_some();
    let said = attribute.is_some();
    if said && ((generic(x) && fits(y)) || (generic(y) && fits(x))) {
        // Where one word is narrower, its figure may be a part of the other: equal they are one, unequal they prove nothing.
        tally.found.narrower |= !(generic(x) && generic(y));
        tally.unknown("entity", 12);
        return Ok(());
    }
    if said && open(x) != open(y) && fits(x) && fits(y) {
        tally.found.narrower = true;
        tally.unknown("entity", 15);
        return Ok(());
    }
    Err(Reason::Entity)
}

/// Two ages are of one person or thing where it bears one name, or is called by one noun that is none for anybody.
fn aged(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let (Some(x), Some(y)) = (&a.entity, &b.entity) else { return Err(Reason::Unsure) };
    // *a woman from Tarnau* bears no name.
    let place = |n: &Term| [a, b].iter().any(|f| f.named.contains(&n.key));
    let mut names = x.names.iter().filter(|n| !place(n));
    if let Some(name) = names.find(|n| y.names.iter().any(|m| same_name(n, m))) {
        tally.same(&name.key);
        return Ok(());
    }
    let anybody = |e: &Entity| {
        let known = e.head.concept.as_ref();
        // *A woman of 57*, *a woman of 63*: what many are tells nobody from others.
        known.is_none_or(|c| c.generic || c.human)
    };
    if x.head.key != y.head.key {
        return Err(Reason::Entity);
    }
    if anybody(x) || x.inherited || y.inherited {
        return Err(Reason::Unsure);
    }
    tally.same(&x.head.key);
    tally.unknown("name", 15);
    Ok(())
}

/// What it costs that a side does not say what it counts; `nothing`: nor what is said of it.
fn entity_unknown(a: &Fact, nothing: bool, tally: &mut Tally) {
    let counted = matches!(a.mention.kind, Kind::Count | Kind::Ratio);
    let dated = matches!(a.mention.kind, Kind::Date | Kind::Time);
    // An event of which nothing but its kind is known happens on many days.
    tally.found.half |= dated;
    // *strikes of two days*, *five days*: a length of time whose owner one side leaves open.
    tally.found.half |= a.mention.kind == Kind::Duration;
    let cost = match (counted || nothing, dated) {
        (true, _) => 40,
        (_, true) => 25,
        _ => 15,
    };
    tally.unknown("entity", cost);
}

fn restrictions(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let (Some(x), Some(y)) = (&a.entity, &b.entity) else { return Ok(()) };
    let counted = matches!(a.mention.kind, Kind::Count | Kind::Ratio);
    if !counted && x.head.key != y.head.key {
        // What restricts the subjects of two clauses does not restrict one measure.
        return Ok(());
    }
    if !x.names.is_empty() && !y.names.is_empty() {
        if !x.names.iter().any(|n| y.names.iter().any(|m| same_name(n, m))) {
            return Err(Reason::Name);
        }
        tally.same(&x.names[0].key);
    } else if x.names.len() != y.names.len() {
        tally.unknown("name", 8);
    }
    let says = |t: &Term| a.attribute.iter().chain(&b.attribute).any(|k| k.key == t.key);
    let places =
        |e: &Entity| -> Vec<Term> { e.modifiers.iter().filter(|m| is_place(m)).cloned().collect() };
    let others = |e: &Entity| -> Vec<String> {
        let plain = e.modifiers.iter().filter(|m| !is_place(m) && !says(m));
        plain.map(|m| m.key.clone()).collect()
    };
    let (px, py) = (places(x), places(y));
    if !px.is_empty() && !py.is_empty() {
        let related =
            |p: &Term| py.iter().any(|q| p.key == q.key || p.is_a(&q.key) || q.is_a(&p.key));
        if !px.iter().any(related) {
            return Err(Reason::Restriction);
        }
        tally.same(&px[0].key);
    } else if px.len() != py.len() {
        tally.unknown("origin", 5);
    }
    let (ox, oy) = (others(x), others(y));
    let lone = |p: &[String], q: &[String]| p.iter().filter(|k| !q.contains(k)).count();
    match (lone(&ox, &oy), lone(&oy, &ox)) {
        (0, 0) => {}
        (0, _) | (_, 0) => tally.unknown("restriction", 20),
        _ => return Err(Reason::Restriction),
    }
    Ok(())
}

fn is_place(term: &Term) -> bool {
    term.concept.as_ref().is_some_and(|c| c.is_place)
}

/// Same name: one is the other, or its last or first part.
pub(crate) fn same_name(a: &Term, b: &Term) -> bool {
    let words = |t: &Term| t.key.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (words(a), words(b));
    // Each language cuts the ending of a name in its own way (*Kellis*).
    let cut =
        |p: &str, q: &str| p.chars().count() > 4 && q.len() == p.len() + 1 && q.starts_with(p);
    let same = |w: &String, v: &String| (w == v && w.chars().count() > 3) || cut(w, v) || cut(v, w);
    x.iter().any(|w| y.iter().any(|v| same(w, v))) || a.key == b.key
}

pub(super) fn place(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    match (a.places.first(), b.places.first()) {
        (Some(x), Some(y)) => {
            let named = |list: &[Term], key: &str| list.iter().any(|t| t.key == key);
            if x.key == y.key
                || same_name(x, y)
                || (named(&b.places, &x.key) && named(&a.places, &y.key))
            {
                tally.same(&x.key);
                return Ok(());
            }
            Err(Reason::Place)
        }
        (None, None) => {
            tally.unknown("place", 3);
            Ok(())
        }
        (Some(here), None) => elsewhere(here, a, b, tally),
        (None, Some(here)) => elsewhere(here, b, a, tally),
    }
}

/// One figure names its place, the other none: apart where the named one is neither the story's place nor known to the other text.
fn elsewhere(here: &Term, placed: &Fact, open: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let related = |home: &Term| {
        home.key == here.key
            || same_name(home, here)
            || home.is_a(&here.key)
            || here.is_a(&home.key)
    };
    let country =
        here.concept.as_ref().is_some_and(|c| c.is_place && c.id.chars().all(char::is_uppercase));
    let elsewhere_at_home = open.home.as_ref().is_some_and(|home| !related(home));
    let at_home = country || (placed.home.as_ref().is_some_and(related) && !elsewhere_at_home);
    let known = open.named.iter().any(|key| placed.places.iter().any(|p| p.key == *key));
    let one_story =
        placed.home.as_ref().zip(open.home.as_ref()).is_some_and(|(x, y)| x.key == y.key);
    if !at_home && (one_story || !known) {
        return Err(Reason::Place);
    }
    tally.unknown("place", 6);
    Ok(())
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

fn time(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
    let speech =
        |f: &Fact| f.attribute.as_ref().and_then(|t| t.concept.as_ref()).is_some_and(|c| c.speech);
    if a.mention.kind == Kind::Date && speech(a) && agree(a, b) == Agreement::Differ {
        // Who spoke on Monday may speak again on Tuesday.
        return Err(Reason::Time);
    }
    // *since records began in 1871*: told as the year of one thing, however long ago.
    let year = |f: &Fact| f.mention.date.is_some_and(|d| d.month.is_none() && d.weekday.is_none());
    let years = occasion::are_events(a, b) && year(a) && year(b);
    // The opening of this bridge, and of one long ago; the start of work in 2016, and of service in 2033.
    let ahead = |f: &Fact| matches!(f.modality, Modality::Planned | Modality::Forecast);
    let known = |f: &Fact| f.mention.date.is_some_and(|d| d.span().is_some());
    let planned = ahead(a) != ahead(b) && known(a) && known(b);
    let other = planned || (a.aside != b.aside && !years);
    if a.mention.kind == Kind::Date && other && !within_a_year(a, b) {
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
