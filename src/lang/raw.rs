//! The rule files as they are written: one struct a file, unknown keys refused, the places of words kept for messages.

use serde::Deserialize;
use toml::Spanned;

use crate::lang::sense::{Bound, Cue, NumberRole, Pairing, Single};

/// A word or phrase as a rule file writes it.
pub(crate) type Form = Spanned<String>;

/// The words and phrases of an entry; none at all is a mistake.
pub(crate) type Forms = Spanned<Vec<Form>>;

/// `language.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Language {
    /// BCP 47 tag.
    pub tag: Form,
    /// Name in the language itself.
    pub name: String,
    /// Decimal mark.
    pub decimal: char,
    /// Marks between groups of three digits.
    pub group: Vec<char>,
    /// A digit with this mark behind it is an ordinal (`27.`).
    #[serde(default)]
    pub ordinal_mark: Option<char>,
    /// Nouns start with a capital.
    #[serde(default)]
    pub nouns_capitalised: bool,
    /// The finite verb is the second part of a main clause: the subject may follow it.
    #[serde(default)]
    pub verb_second: bool,
    /// Compounds are written as one word, the head last.
    #[serde(default)]
    pub compounds: bool,
    /// Endings that inflect an adjective; `drop/add` takes letters off first.
    #[serde(default)]
    pub adjective_endings: Vec<String>,
    /// Endings that inflect a noun; `drop/add` takes letters off first (`y/ies`).
    #[serde(default)]
    pub noun_endings: Vec<String>,
    /// Endings that inflect a verb; `drop/add` takes letters off first.
    #[serde(default)]
    pub verb_endings: Vec<String>,
    /// Endings by which an unknown word is taken for a participle or verb form, not a noun.
    #[serde(default)]
    pub verbal_endings: Vec<String>,
    /// Endings by which an unknown word is taken for a plural noun.
    #[serde(default)]
    pub plural_endings: Vec<String>,
    /// Endings by which an unknown word is taken for a common noun, not a name.
    #[serde(default)]
    pub common_endings: Vec<String>,
    /// Name of the stemmer (`rust-stemmers`), if there is one for the language.
    #[serde(default)]
    pub stemmer: Option<rust_stemmers::Algorithm>,
    /// Abbreviations after whose full stop a sentence goes on.
    pub abbreviations: Vec<Form>,
    /// The commonest words, by which the language is told.
    pub function_words: Vec<Form>,
}

impl Language {
    /// Stands in for a file that cannot be read, so that the mistakes of the other files are found as well.
    pub fn blank() -> Self {
        const BLANK: &str = "tag = ''\nname = ''\ndecimal = '.'\ngroup = []\nabbreviations = []\nfunction_words = []";
        toml::from_str(BLANK).expect("every field without a default is given")
    }
}

/// `numbers.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    /// The unit comes before the ten (*einundzwanzig*).
    #[serde(default)]
    pub ones_first: bool,
    /// Endings that make an ordinal of a number word or of digits.
    #[serde(default)]
    pub ordinal_endings: Vec<String>,
    /// Fractions are said with ordinals (*one third*).
    #[serde(default)]
    pub ordinal_fractions: bool,
    /// Endings that make a part of one of a number word.
    #[serde(default)]
    pub fraction_endings: Vec<String>,
    /// Superlatives, without ending, that may be one word with an ordinal before them.
    #[serde(default)]
    pub superlatives: Vec<String>,
    #[serde(default)]
    pub word: Vec<NumberWord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberWord {
    pub forms: Forms,
    pub role: NumberRole,
    /// Decimal or fraction (`1/3`).
    #[serde(default)]
    pub value: Option<Form>,
    /// Ends of a vague count.
    #[serde(default)]
    pub low: Option<Form>,
    #[serde(default)]
    pub high: Option<Form>,
    /// Upper and lower case as written.
    #[serde(default)]
    pub exact: bool,
    /// Only where nothing that it could describe follows.
    #[serde(default)]
    pub alone: bool,
}

/// `shared/units.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedUnits {
    #[serde(default)]
    pub dimension: Vec<Dimension>,
    #[serde(default)]
    pub unit: Vec<SharedUnit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dimension {
    pub id: Form,
    /// Kind of the mention: `measure`, `percent`, `duration`, `money`, `count`.
    pub kind: Form,
    /// It says by itself what is measured (*speed*), as a length or a mass does not.
    #[serde(default)]
    pub telling: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedUnit {
    pub id: Form,
    pub dimension: Form,
    /// Base units in one of this: a decimal or a fraction.
    pub factor: Form,
    /// Base units at zero of this.
    #[serde(default)]
    pub offset: Option<Form>,
    /// Written alike in every language; upper and lower case as written.
    #[serde(default)]
    pub symbols: Vec<Form>,
    /// A smaller unit may follow in the same amount (*5 ft 2 in*).
    #[serde(default)]
    pub mixes: bool,
    /// The smaller unit that may go unsaid (*1 hour thirty*).
    #[serde(default)]
    pub minor: Option<Form>,
    /// Symbols that are read only behind an amount in a larger unit (*5 ft 2 in*).
    #[serde(default)]
    pub within: Vec<Form>,
    /// May stand before the figure.
    #[serde(default)]
    pub prefix: bool,
}

/// `shared/currencies.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedCurrencies {
    #[serde(default)]
    pub currency: Vec<SharedCurrency>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedCurrency {
    /// ISO 4217.
    pub code: Form,
    /// Before or behind the figure; upper and lower case as written. The code itself is always one.
    #[serde(default)]
    pub symbols: Vec<Form>,
    /// The unit that is its hundredth.
    #[serde(default)]
    pub minor: Option<Form>,
}

/// `<language>/units.toml` and `<language>/currencies.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Units {
    /// An article before a unit says *per* (*$5 an hour*).
    #[serde(default)]
    pub article_is_per: bool,
    /// Words before an article and a unit that tell that it measures (*for an hour*).
    #[serde(default)]
    pub measures_before: Vec<Form>,
    /// Words behind them that tell it (*an hour later*).
    #[serde(default)]
    pub measures_after: Vec<Form>,
    /// Words between a unit of measure and what is measured (*an inch of rain*).
    #[serde(default)]
    pub measured: Vec<Form>,
    /// Words that stand for one, with an article or without (*another hour*).
    #[serde(default)]
    pub ones: Vec<Form>,
    /// Words that may stand between an article and a unit (*a full hour*).
    #[serde(default)]
    pub full: Vec<Form>,
    /// Words behind a length of time that make an age of it (*three months old*).
    #[serde(default)]
    pub age: Vec<Form>,
    /// Words behind a letter that tell that it is a unit and no magnitude (*5m tall*).
    #[serde(default)]
    pub after_letter: Vec<Form>,
    #[serde(default)]
    pub unit: Vec<UnitWords>,
}

/// Words of a language for a shared unit or currency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitWords {
    pub id: Form,
    pub forms: Forms,
    /// Upper and lower case as written.
    #[serde(default)]
    pub exact: bool,
    /// May stand before the figure, though other words for it do not.
    #[serde(default)]
    pub prefix: bool,
    /// Whether an article before it counts one (*eine Stunde*).
    #[serde(default)]
    pub article: Option<Single>,
    /// The words mean another unit, but where one of these stands near (*weighs 180 pounds*).
    #[serde(default)]
    pub told_by: Vec<Form>,
    /// Words before a bare figure that make an age in this unit of it (*aged 17*).
    #[serde(default)]
    pub age_before: Vec<Form>,
    /// Words before a length of time in this unit that make an age of it, unless it counts what follows (*mit 17 Jahren*).
    #[serde(default)]
    pub age_at: Vec<Form>,
    /// Where one of these stands near, the words are no unit (*three yards that build ships*).
    #[serde(default)]
    pub denied_by: Vec<Form>,
}

/// Words of a language for a shared id.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub id: Form,
    pub forms: Forms,
    /// Upper and lower case as written.
    #[serde(default)]
    pub exact: bool,
}

/// `bounds.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bounds {
    #[serde(default)]
    pub bound: Vec<BoundWords>,
    #[serde(default)]
    pub range: Vec<RangeWords>,
    #[serde(default)]
    pub pair: Vec<PairingWords>,
    #[serde(default)]
    pub governed: Vec<GovernedWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GovernedWords {
    /// Words that bound a figure unless one of these takes them as its preposition.
    pub words: Vec<Form>,
    /// Verbs, in the same clause.
    pub verbs: Forms,
    /// Nouns, right before the word.
    pub nouns: Option<Forms>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairingWords {
    pub makes: Pairing,
    pub forms: Forms,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoundWords {
    pub effect: Bound,
    pub forms: Forms,
    /// Stands behind the figure (*oder mehr*).
    #[serde(default)]
    pub after: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RangeWords {
    /// Words before the first figure; none: the joint alone makes the range.
    #[serde(default)]
    pub open: Vec<Form>,
    /// Words or marks between the figures.
    pub join: Forms,
}

/// `identifiers.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identifiers {
    /// A figure behind one of these is a name.
    #[serde(default)]
    pub before: Vec<Form>,
    /// A figure behind one of these is a place in an order (*Platz* 3).
    #[serde(default)]
    pub rank: Vec<Form>,
    /// A figure before one of these is a name.
    #[serde(default)]
    pub after: Vec<Form>,
    /// A whole phrase with a figure in it that is a name or an idiom.
    #[serde(default)]
    pub phrases: Vec<Form>,
}

/// `shared/concepts.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedConcepts {
    #[serde(default)]
    pub concept: Vec<SharedConcept>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedConcept {
    pub id: Form,
    /// What it is, for people.
    #[allow(dead_code, reason = "checked to be there, read by people only")]
    pub gloss: String,
    #[serde(default)]
    pub is_a: Vec<Form>,
    /// It is said of something (*dead*, *deployed*) and not itself counted.
    #[serde(default)]
    pub attribute: bool,
    /// What it counts where nothing is named (*20 wurden verletzt*: persons).
    #[serde(default)]
    pub counts: Option<Form>,
    /// It can only grow (a toll).
    #[serde(default)]
    pub cumulative: bool,
    /// What is said of it where nothing else is (*employee*: employed).
    #[serde(default)]
    pub implies: Option<Form>,
    /// A word for anybody (*people*, *members*): another noun may stand for the same.
    #[serde(default)]
    pub generic: bool,
    /// A body that speaks (*police*, *trade union*): before a figure it says the figure, behind it it is counted.
    #[serde(default)]
    pub body: bool,
    /// It says only that something takes place (*held*, *took place*): what takes place is said elsewhere.
    #[serde(default)]
    pub light: bool,
    #[serde(default)]
    pub bare: bool,
    /// Something that takes place on a day (*vote*, *attack*), though it can be counted.
    #[serde(default)]
    pub event: bool,
    /// It says only that something begins, ends or goes on; what, is said beside it.
    #[serde(default)]
    pub aspect: bool,
    /// It is reported when it is announced: plan and fact are said alike (*job cuts*).
    #[serde(default)]
    pub announced: bool,
    /// Its size is known later than the thing itself: who expects so much of it estimates (*damage*).
    #[serde(default)]
    pub assessed: bool,
    /// Concepts that writers use for the same thing in one story (*loss* and *damage*): neither the same nor different.
    #[serde(default)]
    pub akin: Vec<Form>,
    /// It is a state that passes: how many are in it changes by the hour, both ways (*missing*).
    #[serde(default)]
    pub passing: bool,
    /// It is the act of saying: verbs of saying mean it.
    #[serde(default)]
    pub speech: bool,
    /// Kinds of figure that it is said with (`count`, `money`, `date` …); none: any.
    #[serde(default)]
    pub takes: Vec<String>,
}

/// `shared/events.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedEvents {
    #[serde(default)]
    pub event: Vec<SharedEvent>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedEvent {
    pub id: Form,
    /// What it is, for people.
    #[allow(dead_code, reason = "checked to be there, read by people only")]
    pub gloss: String,
    /// It happens to many things (*opened*, *left*): to which, tells one from another.
    #[serde(default)]
    pub themed: bool,
    /// Behind the words that lead to its date, it is the last day of whatever else is told (*open until 5 May*).
    #[serde(default)]
    pub last: bool,
    /// Events or concepts that writers name for the same day in one story.
    #[serde(default)]
    pub akin: Vec<Form>,
}

/// `<language>/events.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Events {
    #[serde(default)]
    pub event: Vec<EventWords>,
}

/// The words of an event: like those of a concept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventWords {
    pub id: Form,
    #[serde(default)]
    pub nouns: Vec<Form>,
    #[serde(default)]
    pub verbs: Vec<Form>,
    #[serde(default)]
    pub pairs: Vec<PairWords>,
    /// Words before the date that say it of the noun before them (a ban *from* 17 March).
    #[serde(default)]
    pub leads: Vec<Form>,
}

/// `<language>/concepts.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Concepts {
    #[serde(default)]
    pub concept: Vec<ConceptWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConceptWords {
    pub id: Form,
    /// Nouns in their basic form; inflected forms follow by the stemmer. Phrases are matched as written.
    #[serde(default)]
    pub nouns: Vec<Form>,
    /// Last parts of compounds (*-truppe*).
    #[serde(default)]
    pub heads: Vec<Form>,
    /// Verb forms: infinitive, and those that the stemmer does not derive from it.
    #[serde(default)]
    pub verbs: Vec<Form>,
    /// Adjectives and participles used as such.
    #[serde(default)]
    pub adjectives: Vec<Form>,
    /// Two words that mean it where both stand in one clause, in whatever order (*Wohnung … verlassen*, *fielen … weg*).
    #[serde(default)]
    pub pairs: Vec<PairWords>,
    #[serde(default)]
    pub exact: bool,
}

/// The words of either half of a pair, in all their forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairWords {
    pub first: Vec<Form>,
    pub second: Vec<Form>,
}

/// `shared/places.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedPlaces {
    #[serde(default)]
    pub place: Vec<SharedPlace>,
    #[serde(default)]
    pub actor: Vec<SharedActor>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedPlace {
    /// ISO 3166 code or a name in kebab-case.
    pub id: Form,
    #[serde(default)]
    pub part_of: Vec<Form>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedActor {
    pub id: Form,
    /// The larger actor or the country for which it speaks.
    #[serde(default)]
    pub part_of: Vec<Form>,
}

/// `<language>/places.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Places {
    #[serde(default)]
    pub place: Vec<PlaceWords>,
    #[serde(default)]
    pub actor: Vec<Words>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceWords {
    pub id: Form,
    #[serde(default)]
    pub names: Vec<Form>,
    /// Basic form; endings follow `adjective_endings`.
    #[serde(default)]
    pub adjectives: Vec<Form>,
    #[serde(default)]
    pub demonyms: Vec<Form>,
    /// Adverbs (*weltweit*): need no preposition.
    #[serde(default)]
    pub adverbs: Vec<Form>,
    /// Cities and buildings that stand for the state as an actor.
    #[serde(default)]
    pub metonyms: Vec<Form>,
    #[serde(default)]
    pub exact: bool,
}

/// `clauses.toml`, `speech.toml`, `scope.toml`, `reference.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cues {
    #[serde(default)]
    pub cue: Vec<CueWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CueWords {
    pub class: Cue,
    pub forms: Forms,
    #[serde(default)]
    pub exact: bool,
}

/// `cases/*.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cases {
    #[serde(default)]
    pub case: Vec<RawCase>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCase {
    pub text: Form,
    #[serde(default)]
    pub reads: Vec<RawReading>,
    /// Kinds that must not be read; `["any"]`: no figure at all.
    #[serde(default)]
    pub not: Vec<String>,
    /// Publication day of the text; without one it is undated.
    #[serde(default)]
    pub published: Option<String>,
}

/// What must be read. Only the keys given are tested.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReading {
    pub quote: String,
    #[serde(default)]
    pub kind: Option<String>,
    /// Exact value of a point: short for equal `low` and `high`.
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub low: Option<String>,
    #[serde(default)]
    pub high: Option<String>,
    /// `point`, `range`, `at-least`, `more-than`, `at-most`, `less-than`.
    #[serde(default)]
    pub bounds: Option<String>,
    #[serde(default)]
    pub approximate: Option<bool>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub iso: Option<String>,
    #[serde(default)]
    pub ratio: Option<String>,
    /// Slots of the fact: keys as in the report.
    #[serde(default)]
    pub entity: Option<String>,
    #[serde(default)]
    pub attribute: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub modality: Option<String>,
    #[serde(default)]
    pub scope: Option<String>,
    #[serde(default)]
    pub unread: Option<bool>,
}
