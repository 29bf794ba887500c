//! The files of one language → its pack.

use std::ops::Range;
use std::sync::Arc;

use crate::lang::calendar;
use crate::lang::lazy::ready;
use crate::lang::lexicon::RuleId;
use crate::lang::load::Loader;
use crate::lang::pack::{Case, Pack};
use crate::lang::raw::{self, Form, Forms};
use crate::lang::sense::{Concept, Cue, Measure, NumberRole, NumberWord, PlaceForm, Pos, Sense};
use crate::lang::trie::Trie;
use crate::text::{TokenKind, fold, tokenize};
use crate::value::{Decimal, Unit, parse_ratio};

/// Reads the language in `folder`; mistakes are noted in the loader.
pub(crate) fn load(loader: &mut Loader, folder: &str) -> Pack {
    let path = format!("{folder}/language.toml");
    let language: raw::Language = loader.parse(&path).unwrap_or_else(raw::Language::blank);
    let mut pack = Pack::new(&language);
    pack.speech.clone_from(&loader.speech);
    pack.anybody.clone_from(&loader.anybody);
    pack.narrower.clone_from(&loader.narrower);
    let mut builder = Builder { loader, pack, lexicon: Trie::default(), path, pairs: 0 };
    let symbols = builder.loader.symbols.clone();
    for (symbol, sense, rule) in symbols {
        builder.lexicon.add(&symbol, true, sense, rule);
    }
    let rule = builder.loader.rule(&builder.path, Some(&language.tag));
    for form in &language.abbreviations {
        builder.lexicon.add(form.get_ref(), false, Sense::Abbreviation, rule);
    }
    builder.numbers(folder);
    builder.units(folder);
    calendar::load(&mut builder, folder);
    builder.bounds(folder);
    builder.identifiers(folder);
    builder.concepts(folder, &language);
    builder.events(folder, &language);
    builder.places(folder);
    for file in ["clauses", "speech", "scope", "reference"] {
        builder.cues(folder, file);
    }
    let cases = builder.cases(folder);
    let Builder { mut pack, lexicon, .. } = builder;
    (pack.lexicon, pack.cases) = (ready(lexicon.finish()), ready(cases));
    pack
}

pub(super) struct Builder<'l> {
    pub loader: &'l mut Loader,
    pub pack: Pack,
    pub lexicon: Trie,
    path: String,
    /// Pairs of words so far.
    pairs: u32,
}

impl Builder<'_> {
    pub fn open<T: serde::de::DeserializeOwned + Default>(
        &mut self,
        folder: &str,
        file: &str,
    ) -> T {
        self.path = format!("{folder}/{file}.toml");
        self.loader.read(&self.path)
    }

    /// A rule named by a form.
    pub fn rule(&mut self, form: &Form) -> RuleId {
        self.loader.rule(&self.path, Some(form))
    }

    /// A rule with these forms, all of one sense.
    pub fn add(&mut self, forms: &Forms, exact: bool, sense: &Sense) -> Option<RuleId> {
        self.put(forms.get_ref(), forms.span(), exact, sense)
    }

    pub fn put(
        &mut self,
        forms: &[Form],
        at: Range<usize>,
        exact: bool,
        sense: &Sense,
    ) -> Option<RuleId> {
        if !self.loader.has_forms(&self.path, forms, at) {
            return None;
        }
        let rule = self.loader.rule(&self.path, forms.first());
        for form in forms {
            self.lexicon.add(form.get_ref(), exact, sense.clone(), rule);
        }
        Some(rule)
    }

    pub fn unknown(&mut self, id: &Form, what: &str) {
        if self.loader.is_shared_unread() {
            // Every id is unknown then, and the one mistake would drown.
            return;
        }
        let message = format!("no {what} `{}`", id.get_ref());
        let help = "name an id of the shared file, or add it there";
        self.loader.mistake("rules::unknown-id", &self.path, id.span(), message, help);
    }

    fn numbers(&mut self, folder: &str) {
        let raw: raw::Numbers = self.open(folder, "numbers");
        self.pack.ones_first = raw.ones_first;
        self.pack.ordinal_endings.clone_from(&raw.ordinal_endings);
        self.pack.ordinal_fractions = raw.ordinal_fractions;
        self.pack.fraction_endings.clone_from(&raw.fraction_endings);
        self.pack.superlatives = raw.superlatives.iter().map(|s| fold(s)).collect();
        for word in &raw.word {
            let number = self.number(word);
            self.add(&word.forms, word.exact, &Sense::Number(Arc::new(number)));
        }
    }

    fn number(&mut self, word: &raw::NumberWord) -> NumberWord {
        let ratio = word.value.as_ref().and_then(|v| match parse_ratio(v.get_ref()) {
            Ok(ratio) => Some(ratio),
            Err(message) => {
                let help = "write a decimal (`1.5`) or a fraction (`1/3`)";
                self.loader.mistake("rules::number", &self.path, v.span(), message, help);
                None
            }
        });
        let valueless = matches!(
            word.role,
            NumberRole::Joiner
                | NumberRole::Point
                | NumberRole::Vague
                | NumberRole::Few
                | NumberRole::Times
                | NumberRole::PartOf
        );
        if ratio.is_none() && word.value.is_none() && !valueless {
            let span = word.forms.get_ref().first().map_or(0..0, toml::Spanned::span);
            let message = "a number word without a value";
            self.loader.mistake("rules::number", &self.path, span, message, "add `value = \"…\"`");
        }
        NumberWord {
            role: word.role,
            value: ratio.as_ref().and_then(|r| Decimal::rounded(r, 6)).unwrap_or_default(),
            low: word.low.as_ref().and_then(|f| self.decimal(f)),
            high: word.high.as_ref().and_then(|f| self.decimal(f)),
            ratio,
            alone: word.alone,
        }
    }

    fn decimal(&mut self, form: &Form) -> Option<Decimal> {
        match form.get_ref().parse() {
            Ok(value) => Some(value),
            Err(message) => {
                let path = &self.path;
                self.loader.mistake(
                    "rules::number",
                    path,
                    form.span(),
                    message,
                    "write a decimal (`24`)",
                );
                None
            }
        }
    }

    fn units(&mut self, folder: &str) {
        let raw: raw::Units = self.open(folder, "units");
        self.pack.article_is_per = raw.article_is_per;
        for (forms, measure) in [
            (&raw.measures_before, Measure::Before),
            (&raw.measures_after, Measure::After),
            (&raw.measured, Measure::Of),
            (&raw.ones, Measure::One),
            (&raw.full, Measure::Full),
            (&raw.age, Measure::Age),
            (&raw.after_letter, Measure::AfterLetter),
        ] {
            if !forms.is_empty() {
                self.put(forms, 0..0, false, &Sense::Measure(measure));
            }
        }
        for words in &raw.unit {
            match self.loader.units.get(words.id.get_ref()).cloned() {
                Some((unit, prefix)) => self.unit(words, &unit, prefix || words.prefix),
                None => self.unknown(&words.id, "unit or currency"),
            }
        }
    }

    fn unit(&mut self, words: &raw::UnitWords, unit: &Arc<Unit>, prefix: bool) {
        let sense = if words.told_by.is_empty() {
            Sense::Unit(Arc::clone(unit), prefix)
        } else {
            self.put(&words.told_by, 0..0, false, &Sense::Tells(Arc::clone(unit)));
            Sense::Alternative(Arc::clone(unit))
        };
        let Some(rule) = self.add(&words.forms, words.exact, &sense) else { return };
        if let Some(minor) = self.loader.minors.get(&unit.id).cloned() {
            for form in words.forms.get_ref() {
                let sense = Sense::Minor(Arc::clone(&minor));
                self.lexicon.add(form.get_ref(), words.exact, sense, rule);
            }
        }
        if let Some(single) = words.article {
            for form in words.forms.get_ref() {
                let sense = Sense::Measure(Measure::Single(single));
                self.lexicon.add(form.get_ref(), words.exact, sense, rule);
            }
        }
        if !words.age_before.is_empty() {
            self.pack.age_unit = Some(Arc::clone(unit));
            let sense = Sense::AgeBefore(Arc::clone(unit));
            self.pack.age_rule = self.put(&words.age_before, 0..0, false, &sense);
        }
        let around = [
            (&words.age_at, Sense::AgeAt(Arc::clone(unit))),
            (&words.denied_by, Sense::Denies(Arc::clone(unit))),
        ];
        for (forms, sense) in around.iter().filter(|(forms, _)| !forms.is_empty()) {
            self.put(forms, 0..0, false, sense);
        }
    }

    fn bounds(&mut self, folder: &str) {
        let raw: raw::Bounds = self.open(folder, "bounds");
        for bound in &raw.bound {
            self.add(&bound.forms, false, &Sense::Bound(bound.effect, bound.after));
        }
        for pair in &raw.pair {
            self.add(&pair.forms, false, &Sense::Pairing(pair.makes));
        }
        for (idx, governed) in (0u16..).zip(&raw.governed) {
            if let Some(nouns) = &governed.nouns {
                self.add(nouns, false, &Sense::Governs { list: idx, noun: true });
            }
            let Some(rule) =
                self.add(&governed.verbs, false, &Sense::Governs { list: idx, noun: false })
            else {
                continue;
            };
            for form in &governed.words {
                self.lexicon.add(form.get_ref(), false, Sense::Governed(idx), rule);
            }
        }
        for (idx, range) in (0u16..).zip(&raw.range) {
            let Some(rule) =
                self.add(&range.join, false, &Sense::RangeJoin(idx, !range.open.is_empty()))
            else {
                continue;
            };
            for form in &range.open {
                self.lexicon.add(form.get_ref(), false, Sense::RangeOpen(idx), rule);
            }
        }
    }

    fn identifiers(&mut self, folder: &str) {
        let raw: raw::Identifiers = self.open(folder, "identifiers");
        for (forms, sense) in [
            (&raw.before, Sense::Identifier(false)),
            (&raw.after, Sense::Identifier(true)),
            (&raw.rank, Sense::Rank),
            (&raw.phrases, Sense::Idiom),
        ] {
            for form in forms {
                self.put(std::slice::from_ref(form), form.span(), false, &sense);
            }
        }
    }

    fn concepts(&mut self, folder: &str, language: &raw::Language) {
        let raw: raw::Concepts = self.open(folder, "concepts");
        for words in &raw.concept {
            match self.loader.concepts.get(words.id.get_ref()).cloned() {
                Some(concept) => {
                    self.meant(words, &concept, language, Sense::Concept, Sense::Half);
                }
                None => self.unknown(&words.id, "concept"),
            }
        }
    }

    /// The words that a date takes for what happens on it.
    fn events(&mut self, folder: &str, language: &raw::Language) {
        let raw: raw::Events = self.open(folder, "events");
        for words in raw.event {
            let Some(event) = self.loader.events.get(words.id.get_ref()).cloned() else {
                self.unknown(&words.id, "event");
                continue;
            };
            let raw::EventWords { id, nouns, verbs, pairs, leads } = words;
            let (heads, adjectives) = (Vec::new(), Vec::new());
            let words =
                raw::ConceptWords { id, nouns, heads, verbs, adjectives, pairs, exact: false };
            let rule = self.meant(&words, &event, language, Sense::Event, Sense::EventHalf);
            for form in &leads {
                let sense = Sense::EventLead(Arc::clone(&event));
                self.lexicon.add(form.get_ref(), false, sense, rule);
            }
        }
    }

    /// All words for one concept or event.
    fn meant(
        &mut self,
        words: &raw::ConceptWords,
        concept: &Arc<Concept>,
        language: &raw::Language,
        whole: fn(Arc<Concept>, Pos) -> Sense,
        half: fn(Arc<Concept>, u32, bool) -> Sense,
    ) -> RuleId {
        let rule = self.loader.rule(&self.path, Some(&words.id));
        for (forms, pos, endings) in [
            (&words.nouns, Pos::Noun, &language.noun_endings),
            (&words.verbs, Pos::Verb, &language.verb_endings),
            (&words.adjectives, Pos::Adjective, &language.adjective_endings),
            // Participles inflect like adjectives.
            (&words.verbs, Pos::Adjective, &language.adjective_endings),
        ] {
            let sense = whole(Arc::clone(concept), pos);
            for form in forms {
                self.inflected(form.get_ref(), endings, words.exact, &sense, rule);
            }
        }
        for pair in &words.pairs {
            self.pairs += 1;
            for (forms, second) in [(&pair.first, false), (&pair.second, true)] {
                let sense = half(Arc::clone(concept), self.pairs, second);
                for form in forms {
                    self.lexicon.add(form.get_ref(), false, sense.clone(), rule);
                }
            }
        }
        for head in &words.heads {
            let sense = whole(Arc::clone(concept), Pos::Noun);
            for form in inflections(head.get_ref(), &language.noun_endings) {
                self.lexicon.add_head(&form, sense.clone(), rule);
            }
        }
        rule
    }

    /// A form with all endings; a single noun of a compounding language can be a head as well.
    fn inflected(
        &mut self,
        form: &str,
        endings: &[String],
        exact: bool,
        sense: &Sense,
        rule: RuleId,
    ) {
        let single = tokenize(form).len() == 1;
        let all = if exact { vec![form.to_owned()] } else { inflections(form, endings) };
        for inflection in all {
            self.lexicon.add(&inflection, exact, sense.clone(), rule);
            let noun = matches!(sense, Sense::Concept(_, Pos::Noun));
            if noun && single && self.pack.compounds && inflection.chars().count() >= MIN_HEAD {
                self.lexicon.add_head(&inflection, sense.clone(), rule);
            }
        }
    }

    fn places(&mut self, folder: &str) {
        let endings = self.pack.adjective_endings.clone();
        let raw: raw::Places = self.open(folder, "places");
        for words in &raw.place {
            let Some(place) = self.loader.places.get(words.id.get_ref()).cloned() else {
                self.unknown(&words.id, "place");
                continue;
            };
            let rule = self.loader.rule(&self.path, Some(&words.id));
            for (forms, form_of) in [
                (&words.names, PlaceForm::Name),
                (&words.metonyms, PlaceForm::Metonym),
                (&words.adverbs, PlaceForm::Adverb),
                (&words.demonyms, PlaceForm::Demonym),
                (&words.adjectives, PlaceForm::Adjective),
            ] {
                let none = Vec::new();
                let endings = if form_of == PlaceForm::Adjective { &endings } else { &none };
                for form in forms {
                    self.place(form.get_ref(), endings, words.exact, &place, form_of, rule);
                }
            }
        }
        for words in &raw.actor {
            match self.loader.actors.get(words.id.get_ref()).cloned() {
                Some(actor) => {
                    self.add(&words.forms, words.exact, &Sense::Actor(actor));
                }
                None => self.unknown(&words.id, "actor"),
            }
        }
    }

    fn place(
        &mut self,
        form: &str,
        endings: &[String],
        exact: bool,
        place: &Arc<Concept>,
        form_of: PlaceForm,
        rule: RuleId,
    ) {
        let sense = Sense::Place(Arc::clone(place), form_of);
        for inflection in inflections(form, endings) {
            self.lexicon.add(&inflection, exact, sense.clone(), rule);
        }
        if form_of == PlaceForm::Name && !exact {
            self.lexicon.add(&format!("{form}s"), false, sense, rule);
        }
    }

    fn cues(&mut self, folder: &str, file: &str) {
        let raw: raw::Cues = self.open(folder, file);
        for words in &raw.cue {
            let rule = self.add(&words.forms, words.exact, &Sense::Cue(words.class));
            let heads = self.pack.compounds && words.class == Cue::Classifier;
            for form in words.forms.get_ref().iter().filter(|_| heads) {
                let rule = rule.unwrap_or(RuleId(0));
                self.lexicon.add_head(form.get_ref(), Sense::Cue(words.class), rule);
            }
        }
    }

    fn cases(&mut self, folder: &str) -> Vec<Case> {
        let mut cases = Vec::new();
        for path in self.loader.case_files(folder) {
            let raw: raw::Cases = self.loader.read(&path);
            for case in raw.case {
                let rule = self.loader.rule(&path, Some(&case.text));
                let line = self.loader.rules.pop().map_or(rule.0 as usize, |r| r.line);
                let text = case.text.into_inner();
                let reads = case.reads.into_iter().map(expected).collect();
                let file = path.clone();
                cases.push(Case {
                    file,
                    line,
                    text,
                    published: case.published,
                    not: case.not,
                    reads,
                });
            }
        }
        cases
    }
}

/// Letters of the shortest noun that may be the head of a compound.
const MIN_HEAD: usize = 5;

/// A form and what its endings make of it; an ending `drop/add` takes letters off first, a final `e` gives way to a vowel.
fn inflections(form: &str, endings: &[String]) -> Vec<String> {
    let mut all = vec![form.to_owned()];
    let is_word = tokenize(form).last().is_some_and(|t| t.kind == TokenKind::Word);
    for ending in endings.iter().filter(|_| is_word) {
        match ending.split_once('/') {
            Some((drop, add)) => {
                all.extend(form.strip_suffix(drop).map(|stem| format!("{stem}{add}")));
            }
            None => {
                let starts_with_e = ending.starts_with('e');
                let stem =
                    if starts_with_e { form.strip_suffix('e').unwrap_or(form) } else { form };
                all.push(format!("{stem}{ending}"));
            }
        }
    }
    all.sort_by_key(|f| fold(f));
    all.dedup();
    all
}

/// The keys of a reading that a case gives.
fn expected(raw: raw::RawReading) -> (String, Vec<(String, String)>) {
    let mut keys: Vec<(&str, Option<String>)> = vec![
        ("kind", raw.kind),
        ("unit", raw.unit),
        ("iso", raw.iso),
        ("ratio", raw.ratio),
        ("bounds", raw.bounds),
        ("entity", raw.entity),
        ("attribute", raw.attribute),
        ("place", raw.place),
        ("source", raw.source),
        ("modality", raw.modality),
        ("scope", raw.scope),
        ("approximate", raw.approximate.map(|b| b.to_string())),
        ("unread", raw.unread.map(|b| b.to_string())),
    ];
    if let Some(value) = raw.value {
        keys.push(("low", Some(value.clone())));
        keys.push(("high", Some(value)));
    } else {
        keys.push(("low", raw.low));
        keys.push(("high", raw.high));
    }
    (raw.quote, keys.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))).collect())
}
