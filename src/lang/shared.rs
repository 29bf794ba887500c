//! The shared files: units, currencies, concepts, places.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use num_traits::{One, Zero};

use crate::lang::calendar;
use crate::lang::load::Loader;
use crate::lang::raw;
use crate::lang::sense::{Concept, Sense};
use crate::value::{Ratio, Unit, parse_ratio};

const UNITS: &str = "shared/units.toml";
const CURRENCIES: &str = "shared/currencies.toml";
const CONCEPTS: &str = "shared/concepts.toml";
const EVENTS: &str = "shared/events.toml";
const PLACES: &str = "shared/places.toml";

/// Reads all shared files into the loader.
pub(crate) fn load(loader: &mut Loader) {
    units(loader);
    currencies(loader);
    concepts(loader);
    events(loader);
    places(loader);
    calendar::holidays(loader);
}

fn units(loader: &mut Loader) {
    let raw: raw::SharedUnits = loader.read(UNITS);
    for dimension in &raw.dimension {
        let (id, kind) = (dimension.id.get_ref().clone(), dimension.kind.get_ref().clone());
        loader.kinds.insert(id, kind);
    }
    let telling = |id: &str| raw.dimension.iter().any(|d| d.telling && d.id.get_ref() == id);
    for unit in &raw.unit {
        let factor = exact(loader, &unit.factor).unwrap_or_else(Ratio::one);
        let offset =
            unit.offset.as_ref().and_then(|o| exact(loader, o)).unwrap_or_else(Ratio::zero);
        if !loader.kinds.contains_key(unit.dimension.get_ref()) {
            let message = format!("no dimension `{}`", unit.dimension.get_ref());
            let help = "name one of the [[dimension]] entries, or add one";
            loader.mistake("rules::dimension", UNITS, unit.dimension.span(), message, help);
        }
        let (id, dimension) = (unit.id.get_ref().clone(), unit.dimension.get_ref().clone());
        let made = Arc::new(Unit {
            id: id.clone(),
            telling: telling(&dimension),
            dimension,
            factor,
            offset,
            mixes: unit.mixes,
            minor: None,
        });
        if let Some(minor) = &unit.minor {
            match loader.units.get(minor.get_ref()).map(|(minor, _)| Arc::clone(minor)) {
                Some(minor) => {
                    loader.minors.insert(id.clone(), minor);
                }
                None => unknown_minor(loader, UNITS, minor),
            }
        }
        if !unit.within.is_empty() {
            let rule = loader.rule(UNITS, unit.within.first());
            let sense = Sense::Within(Arc::clone(&made));
            let symbols = unit.within.iter().map(|s| (s.get_ref().clone(), sense.clone(), rule));
            loader.symbols.extend(symbols);
        }
        add_unit(loader, UNITS, &unit.id, made, unit.prefix, &unit.symbols);
    }
}

fn currencies(loader: &mut Loader) {
    let raw: raw::SharedCurrencies = loader.read(CURRENCIES);
    for currency in &raw.currency {
        let code = currency.code.get_ref().clone();
        let dimension = format!("money-{code}");
        loader.kinds.insert(dimension.clone(), "money".to_owned());
        let minor = currency.minor.as_ref().map(|m| m.get_ref().clone());
        let unread = |m: &&raw::Form| !loader.units.contains_key(m.get_ref());
        if let Some(unknown) = currency.minor.as_ref().filter(unread) {
            unknown_minor(loader, CURRENCIES, unknown);
        }
        let unit = Unit {
            id: code,
            dimension,
            telling: false,
            factor: Ratio::one(),
            offset: Ratio::zero(),
            mixes: false,
            minor,
        };
        let mut symbols = currency.symbols.clone();
        symbols.push(currency.code.clone());
        add_unit(loader, CURRENCIES, &currency.code, Arc::new(unit), true, &symbols);
        // Only signs and codes stand before a figure; a word of a language does where its entry says so.
        if let Some(known) = loader.units.get_mut(currency.code.get_ref()) {
            known.1 = false;
        }
    }
}

fn unknown_minor(loader: &mut Loader, path: &str, id: &raw::Form) {
    let message = format!("no unit `{}`", id.get_ref());
    let help = "name a unit that stands further up in units.toml, or add it there";
    loader.mistake("rules::unknown-id", path, id.span(), message, help);
}

fn add_unit(
    loader: &mut Loader,
    path: &str,
    id: &raw::Form,
    unit: Arc<Unit>,
    prefix: bool,
    symbols: &[raw::Form],
) {
    // Without a symbol no text can hit the entry itself: the words of the languages for it are the rules.
    if !symbols.is_empty() {
        let rule = loader.rule(path, Some(id));
        for symbol in symbols {
            let sense = Sense::Unit(Arc::clone(&unit), prefix);
            loader.symbols.push((symbol.get_ref().clone(), sense, rule));
        }
    }
    if loader.units.insert(id.get_ref().clone(), (unit, prefix)).is_some() {
        let message = format!("`{}` is defined twice", id.get_ref());
        loader.mistake("rules::twice", path, id.span(), message, "keep one of the two entries");
    }
}

fn exact(loader: &mut Loader, form: &raw::Form) -> Option<Ratio> {
    match parse_ratio(form.get_ref()) {
        Ok(ratio) => Some(ratio),
        Err(message) => {
            let help = "write a decimal (`0.3048`) or a fraction (`5/9`)";
            loader.mistake("rules::number", UNITS, form.span(), message, help);
            None
        }
    }
}

fn concepts(loader: &mut Loader) {
    let raw: raw::SharedConcepts = loader.read(CONCEPTS);
    let parents = raw.concept.iter().map(|c| (&c.id, c.is_a.as_slice()));
    let above = ancestry(loader, CONCEPTS, parents.collect());
    let ids: BTreeSet<&String> = raw.concept.iter().map(|c| c.id.get_ref()).collect();
    for akin in raw.concept.iter().flat_map(|c| &c.akin).filter(|a| !ids.contains(a.get_ref())) {
        let message = format!("`{}` is no concept", akin.get_ref());
        loader.mistake(
            "rules::concept",
            CONCEPTS,
            akin.span(),
            message,
            "name a concept of this file",
        );
    }
    let anybody = anybody(&raw, &above);
    let (counting, plain): (Vec<_>, Vec<_>) =
        raw.concept.into_iter().partition(|c| c.counts.is_some());
    for concept in plain.into_iter().chain(counting) {
        let id = concept.id.get_ref().clone();
        let counted =
            concept.counts.as_ref().map(|c| (c, loader.concepts.get(c.get_ref()).cloned()));
        if let Some((counts, None)) = &counted {
            let message = format!("`{}` is no concept that can be counted", counts.get_ref());
            let help = "name a concept of this file that counts nothing itself";
            loader.mistake("rules::concept", CONCEPTS, counts.span(), message, help);
        }
        let over = above.get(&id).cloned().unwrap_or_default();
        let made = Concept {
            human: std::iter::once(&id).chain(&over).any(|c| anybody.contains(c)),
            above: over,
            id,
            attribute: concept.attribute,
            counts: counted.and_then(|c| c.1),
            cumulative: concept.cumulative,
            implies: concept.implies.map(toml::Spanned::into_inner),
            generic: concept.generic,
            body: concept.body,
            light: concept.light,
            bare: concept.bare,
            aspect: concept.aspect,
            announced: concept.announced,
            assessed: concept.assessed,
            akin: concept.akin.into_iter().map(toml::Spanned::into_inner).collect(),
            passing: concept.passing,
            speech: concept.speech,
            event: concept.event || concept.attribute,
            takes: concept.takes,
            ..Concept::default()
        };
        enter(loader, Arc::new(made), concept.speech);
    }
}

/// Adds a concept, and notes what it is besides.
fn enter(loader: &mut Loader, made: Arc<Concept>, speech: bool) {
    let parent = made.above.first().and_then(|p| loader.concepts.get(p));
    if made.counts.is_some() && parent.is_some_and(|p| p.attribute && p.counts.is_none()) {
        loader.narrower.push(Arc::clone(&made));
    }
    if made.generic && made.above.is_empty() {
        loader.anybody = Some(Arc::clone(&made));
    }
    if speech {
        loader.speech = Some(Arc::clone(&made));
    }
    loader.concepts.insert(made.id.clone(), made);
}

fn events(loader: &mut Loader) {
    let raw: raw::SharedEvents = loader.read(EVENTS);
    let ids: BTreeSet<String> = raw.event.iter().map(|e| e.id.get_ref().clone()).collect();
    for event in raw.event {
        let known =
            |a: &&raw::Form| ids.contains(a.get_ref()) || loader.concepts.contains_key(a.get_ref());
        if let Some(unknown) = event.akin.iter().find(|a| !known(a)) {
            let message = format!("`{}` is no event and no concept", unknown.get_ref());
            let help = "name an event of this file or a concept";
            loader.mistake("rules::unknown-id", EVENTS, unknown.span(), message, help);
        }
        let id = event.id.get_ref().clone();
        let made = Concept {
            id: id.clone(),
            event: true,
            occasion: true,
            themed: event.themed,
            last: event.last,
            akin: event.akin.into_iter().map(toml::Spanned::into_inner).collect(),
            ..Concept::default()
        };
        if loader.events.insert(id.clone(), Arc::new(made)).is_some() {
            let message = format!("`{id}` is defined twice");
            loader.mistake("rules::twice", EVENTS, event.id.span(), message, "keep one of the two");
        }
    }
}

/// The words for anybody with nothing above them: people are what they name, and all below.
fn anybody(raw: &raw::SharedConcepts, above: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let is_root = |id: &String| above.get(id).is_none_or(Vec::is_empty);
    let words = raw.concept.iter().filter(|c| c.generic && is_root(c.id.get_ref()));
    words.map(|c| c.id.get_ref().clone()).collect()
}

fn places(loader: &mut Loader) {
    let raw: raw::SharedPlaces = loader.read(PLACES);
    let entries = raw.place.iter().map(|p| (&p.id, p.part_of.as_slice()));
    let actors = raw.actor.iter().map(|a| (&a.id, a.part_of.as_slice()));
    let above = ancestry(loader, PLACES, entries.chain(actors).collect());
    let plain = |id: &String, is_place: bool| {
        let above = above.get(id).cloned().unwrap_or_default();
        Arc::new(Concept { id: id.clone(), above, is_place, ..Concept::default() })
    };
    let ids =
        |forms: Vec<&raw::Form>| forms.into_iter().map(|f| f.get_ref().clone()).collect::<Vec<_>>();
    for id in ids(raw.place.iter().map(|p| &p.id).collect()) {
        loader.places.insert(id.clone(), plain(&id, true));
    }
    for id in ids(raw.actor.iter().map(|a| &a.id).collect()) {
        loader.actors.insert(id.clone(), plain(&id, false));
    }
}

/// All that stands above each id, nearest first; a circle or an unknown id is a mistake.
fn ancestry(
    loader: &mut Loader,
    path: &str,
    entries: Vec<(&raw::Form, &[raw::Form])>,
) -> BTreeMap<String, Vec<String>> {
    let parents: HashMap<&str, &[raw::Form]> =
        entries.iter().map(|(id, above)| (id.get_ref().as_str(), *above)).collect();
    let mut all = BTreeMap::new();
    for (id, above) in &entries {
        let name = id.get_ref();
        if all.contains_key(name) {
            loader.mistake(
                "rules::twice",
                path,
                id.span(),
                format!("`{name}` is defined twice"),
                "keep one of the two entries",
            );
        }
        for parent in above.iter().filter(|p| !parents.contains_key(p.get_ref().as_str())) {
            let message = format!("no entry `{}`", parent.get_ref());
            loader.mistake(
                "rules::unknown-id",
                path,
                parent.span(),
                message,
                "name an id of this file, or add it",
            );
        }
        let chain = climb(&parents, name);
        if chain.contains(name) {
            loader.mistake(
                "rules::circle",
                path,
                id.span(),
                format!("`{name}` stands above itself"),
                "break the circle",
            );
        }
        all.insert(name.clone(), chain);
    }
    all
}

fn climb(parents: &HashMap<&str, &[raw::Form]>, id: &str) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    let mut level = vec![id.to_owned()];
    while !level.is_empty() {
        let above = level.iter().filter_map(|l| parents.get(l.as_str())).flat_map(|p| p.iter());
        let mut next: Vec<String> = above.map(|p| p.get_ref().clone()).collect();
        next.retain(|p| !chain.contains(p));
        next.dedup();
        chain.extend(next.iter().cloned());
        level = next;
    }
    chain
}
