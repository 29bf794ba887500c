//! Whether two facts count or measure the same thing: its noun, what restricts it, its names, where it is.

use crate::compare::judge::{Reason, Tally};
use crate::fact::{Entity, Fact, Kind, Term};

/// *the cost of the bridge*, *the cost of the trial*: two nouns for things of which neither can stand for the other; who speaks or
/// pays is no such thing.
fn two_things(x: &Entity, y: &Entity) -> bool {
    let thing = |e: &Entity| {
        e.head.concept.as_ref().is_some_and(|c| !c.generic && !c.body && !c.human && !c.attribute)
    };
    thing(x) && thing(y) && !x.head.is_a(&y.head.key) && !y.head.is_a(&x.head.key)
}

pub(super) fn same_heads(a: &Fact, b: &Fact) -> bool {
    a.entity.as_ref().zip(b.entity.as_ref()).is_some_and(|(x, y)| x.head.key == y.head.key)
}

pub(super) fn entity(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
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
        let bare = attribute.is_some_and(|(t, _)| t.concept.as_ref().is_some_and(|c| c.bare));
        if bare && a.entity.is_none() && b.entity.is_none() {
            // *it takes 25 minutes*, *it took two hours*: of what, nobody says.
            return Err(Reason::Unsure);
        }
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
        let known = |e: &Entity| e.head.concept.is_some();
        let bare = attribute.is_some_and(|(t, _)| t.concept.as_ref().is_some_and(|c| c.bare));
        tally.found.half |=
            a.mention.is_calendar() || (bare && known(x) && known(y)) || two_things(x, y);
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

pub(super) fn restrictions(a: &Fact, b: &Fact, tally: &mut Tally) -> Result<(), Reason> {
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
        // One row of a table is a part of what the table counts.
        tally.found.loose |= x.row != y.row;
        tally.unknown("name", 8);
    }
    let says = |t: &Term| a.attribute.iter().chain(&b.attribute).any(|k| k.key == t.key);
    let places =
        |e: &Entity| -> Vec<Term> { e.modifiers.iter().filter(|m| is_place(m)).cloned().collect() };
    let others = |e: &Entity| -> Vec<String> {
        // What a word says that no rule knows, the other language cannot tell.
        let legible = |m: &Term| a.language == b.language || m.concept.is_some();
        let plain = e.modifiers.iter().filter(|m| !is_place(m) && !says(m) && legible(m));
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
        (0, _) | (_, 0) => {
            tally.found.loose |= x.row != y.row;
            tally.unknown("restriction", 20);
        }
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
