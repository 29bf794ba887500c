use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::lang::calendar::CalendarWord;
use crate::lang::link;
use crate::value::{Decimal, Ratio, Unit};

/// What a word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberRole {
    /// 0–9.
    Unit,
    /// 10–19, or any irregular number below 100 that takes no unit.
    Teen,
    /// 20, 30 … 90.
    Ten,
    /// Multiplies what stands before it in the group by 100.
    Hundred,
    /// Multiplies the group before it (thousand, million).
    Scale,
    /// Stands between parts (*and*, *und*).
    Joiner,
    /// Adds a half to the number before it (*einhalb*, *and a half*).
    PlusHalf,
    /// One half of what follows (*half a million*, *halbe*).
    Half,
    /// A number of its own that may follow a scale word (*anderthalb*).
    Whole,
    /// The decimal mark, spoken.
    Point,
    /// A part of one (*Drittel*): value is a fraction.
    Fraction,
    /// Counts in sets and takes a number before it (*dozen*).
    Set,
    /// An unclear number with ends (*dozens*, *several*).
    Vague,
    /// *a*, *ein*: one, but only before a scale, hundred, set or fraction word.
    Article,
    /// An ordinal number (*third*).
    Ordinal,
    /// A multiple (*twice*, *doppelt*).
    Multiple,
    /// A magnitude that only follows digits (*k*, *bn*, *Mio.*).
    Magnitude,
    /// An unclear number only before a unit (*einige Jahre*).
    Few,
    /// One, which is a pronoun and an article as well: a number of its own only where something shows it.
    One,
    /// A digit only behind a spoken decimal mark (*o*).
    Digit,
    /// A number only behind a definite word (*die beiden*).
    Definite,
    /// Makes a multiple of the number before it (*times*, *-fach*).
    Times,
    /// Stands between a fraction and the scale word that it is a part of (*of a*).
    PartOf,
    /// Front part of an ordinal that is one word with a superlative (*dritt-größte*).
    Rank,
    /// A letter before the code of a currency, in one word with it, that multiplies the amount (`TEUR 500`).
    Code,
}

/// The effect of a word before or behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// *mindestens, at least*.
    AtLeast,
    /// *mehr als, more than*.
    MoreThan,
    /// *höchstens, up to*.
    AtMost,
    /// *weniger als, fewer than*.
    LessThan,
    /// *etwa, about*.
    Around,
    /// *knapp, nearly*: below, hedged.
    Below,
    /// *gut, a little over*: above, hedged.
    Above,
    /// *genau, exactly*: no change, but it belongs to the figure.
    Exact,
    /// *minus*: below zero.
    Minus,
}

/// A word between two figures, or before one, that makes something else of them than a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pairing {
    /// So many of so many: a share (*two in five*).
    Share,
    /// Before an ordinal: one of so many (*jeder dritte*).
    Each,
    /// A score, a vote, odds (*31 zu 24*).
    Score,
    /// Between a number and the next one: a range (*three or four*).
    Or,
}

/// What a function word or cue tells. One list for all languages; the words stand in the packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    // clauses.toml
    /// Opens a subordinate clause (*dass, weil, that, while*).
    Subordinator,
    /// A subordinator that sets one side against another (*während, while, wobei*): a main clause in meaning.
    Contrast,
    /// Opens a clause that tells what happens on the day before it (*when, als*).
    When,
    /// Relative pronoun.
    Relative,
    /// *und, and, oder, or*.
    Coordinator,
    /// *but, aber*.
    Adversative,
    /// Finite auxiliary (*wurde, has, ist*).
    Auxiliary,
    /// Finite modal (*could, soll*).
    Modal,
    /// Definite determiner or demonstrative.
    Definite,
    /// A definite determiner that can be a genitive: behind a figure, it names the whole (*412 der Flüge*).
    Genitive,
    /// Indefinite article or other determiner.
    Determiner,
    /// Possessive.
    Possessive,
    /// Personal pronoun.
    Pronoun,
    /// Preposition of place (*in, near, nach*).
    PlacePreposition,
    /// Preposition that joins a noun to its genitive (*of, von, aus*).
    OfPreposition,
    /// Agent of a passive (*by, von, durch*).
    AgentPreposition,
    /// Any other preposition.
    Preposition,
    /// Before what is given up for another (*statt, instead of*); a preposition as well.
    Instead,
    /// Preposition and definite article in one (*im, am, zum*): a common noun follows.
    Contraction,
    /// Preposition after which a figure is the level reached (*auf, to, at*).
    LevelPreposition,
    /// *not, nicht, kein*.
    Negation,
    /// Adverb or particle that ends a noun phrase and says nothing.
    Particle,
    /// Marker of an infinitive (*zu, to*).
    Infinitive,
    /// Closes a clause whose modal tells of what is done (*will gezählt haben*).
    PerfectInfinitive,
    /// Joined to a figure, says only that so many make up what follows (*24-strong, 24-köpfig*).
    Strength,
    /// Another time, which only the story fixes (*damals, back then*).
    Formerly,
    /// The whole period of which others tell a part (*Gesamtjahr, full year*).
    Overall,
    // speech.toml
    /// The speaker follows (*laut, according to, nach Angaben von*).
    SourceAfter,
    /// The speaker stands before (*zufolge*).
    SourceBefore,
    /// Verb of saying: its subject is the speaker.
    Say,
    /// Verb of counting or estimating: its subject is the speaker and the figure their estimate (*ausgehen von, estimate, count*).
    Estimate,
    /// Finite verb in reported mood (*sei, habe*).
    ReportedMood,
    /// Hearsay without a source (*reportedly, Berichten zufolge, sollen*).
    Hearsay,
    /// First person as the voice of the publisher (*wir, we*).
    FirstPerson,
    /// Forecast (*is expected to, voraussichtlich*).
    Forecast,
    /// Plan or promise (*plans to, will, geplant*).
    Plan,
    /// Demand (*fordert, calls for*).
    Demand,
    /// Limit or target (*Grenzwert, cap*).
    Limit,
    /// Condition (*if, falls, wenn*).
    Hypothetical,
    /// Possibility (*könnte, could, might*).
    Possible,
    /// Denied (*dementierte, denied*).
    Denied,
    /// Superseded (*zunächst, initially, corrected from*).
    Withdrawn,
    // scope.toml
    /// What follows is a part (*darunter, including*).
    Part,
    /// What stands before or after is a part of what was named (*davon, of them*).
    PartOf,
    /// Per unit (*pro, per*).
    Per,
    /// Running total (*bisher, so far, insgesamt*).
    Cumulative,
    /// A whole is named (*insgesamt, in total*).
    Total,
    /// Difference, not level (*um, by*).
    ChangeBy,
    /// The level before (*von, from*).
    ChangeFrom,
    /// Verb or noun of increase.
    Up,
    /// Verb or noun of decrease.
    Down,
    /// Further to what was named (*weitere, another*).
    Further,
    /// Right behind a figure: so much more than something else (*mehr als, more than*).
    More,
    /// Right behind a figure: so much less than something else.
    Less,
    /// Each (*jeweils, each*).
    Each,
    /// What is left (*übrige, the rest*).
    Rest,
    /// What follows says the same in another measure (*das sind, that is, or*).
    Amounts,
    /// What follows is the figure before it in another unit (*umgerechnet, equivalent to*).
    Equals,
    /// What follows is worked out from what stands before (*damit, thus, making*).
    Hence,
    /// What follows are the parts (*nämlich, namely*).
    Namely,
    /// How far two figures lie apart (*Vorsprung, lead*).
    Margin,
    /// What follows is a mean (*im Schnitt, on average*).
    Average,
    /// A year or day behind or before it is one of birth (*geboren, born*).
    Born,
    /// What starts at the time behind or before it (*begann, began*).
    Starts,
    /// What is over at the time behind or before it (*endet, ends*).
    Ends,
    /// Tells that one of two figures is of an earlier time (*zuvor, a year earlier, now*).
    Then,
    /// The figure behind it is called small (*nur, only*).
    Merely,
    /// The figure behind it is called large (*schon, already*).
    Already,
    /// Tells one answer or side from the others of a whole (*dafür, undecided, very*).
    Apart,
    /// Each counts once: one answer, one vote, one part of what something is made up of.
    OneAnswer,
    /// Several answers were possible (*Mehrfachnennungen*), or a share of another whole is told beside (*turnout*).
    Several,
    /// The first place of an order (*an der Spitze, at the top*).
    Leads,
    /// The next place of an order (*dahinter, followed by*).
    Follows,
    /// What is the largest of its kind (*größte, largest*).
    Largest,
    /// The largest figure that there ever was (*Rekord, the most ever*).
    Record,
    /// The one before it (*der bisherige Rekord, previous record*).
    OldRecord,
    /// What something turns is a number of years since its beginning (*wird, turns*).
    Turns,
    /// A number of years since a beginning is complete (*Jubiläum, anniversary*).
    Jubilee,
    /// Something began at the time beside it (*gegründet, founded*).
    Founded,
    /// What follows names some only (*etwa, such as*).
    ForExample,
    /// So long it goes on (*dauerte, lasted*).
    Lasts,
    /// A person by what they are to another (*Sohn, deputy*).
    Kin,
    /// The time of the text (*nun, now*).
    Now,
    /// What follows is the share that two figures make (*a share of*).
    Quota,
    /// What is so as a rule (*normal, usual*).
    Usual,
    /// What can be taken by one each (*Betten, seats*).
    Capacity,
    /// How much of it is taken (*Auslastung, occupancy*).
    Occupied,
    /// A field by which areas are told (*Fußballfelder, football pitches*).
    Pitch,
    /// What nobody does as a child (*promovierte, graduated*).
    Grown,
    /// How many of so many something befalls (*Kriminalitätsrate, crime rate*).
    Incidence,
    /// What began goes on (*seit, has*).
    Ongoing,
    // reference.toml
    /// A noun that counts another (*Zahl, number, total*): looked through to its genitive.
    Counter,
    /// Points back to the figure or the thing counted before (*die Zahl, the figure*).
    Back,
    /// Title or role before a name (*Präsident, spokeswoman*).
    Title,
    /// A head noun that only classes the name behind it (*Region, Oblast, city of*).
    Classifier,
    /// Points back to the place named before (*dort, there*).
    PlaceBack,
}

impl Cue {
    /// Whether a noun phrase ends at such a word.
    pub const fn ends_phrase(self) -> bool {
        matches!(
            self,
            Self::Subordinator
                | Self::Contrast
                | Self::Relative
                | Self::Coordinator
                | Self::Adversative
                | Self::Auxiliary
                | Self::Modal
                | Self::Definite
                | Self::Determiner
                | Self::Possessive
                | Self::Pronoun
                | Self::PlacePreposition
                | Self::OfPreposition
                | Self::AgentPreposition
                | Self::Preposition
                | Self::Negation
                | Self::Infinitive
        )
    }

    /// Whether it tells how figures hang together: it takes nothing away from what its words mean besides.
    pub const fn is_tie(self) -> bool {
        matches!(
            self,
            Self::Amounts
                | Self::PerfectInfinitive
                | Self::Strength
                | Self::Formerly
                | Self::Overall
                | Self::Equals
                | Self::Lasts
                | Self::Kin
                | Self::Now
                | Self::Quota
                | Self::When
                | Self::Hence
                | Self::Namely
                | Self::Margin
                | Self::Average
                | Self::Born
                | Self::Starts
                | Self::Ends
                | Self::Then
                | Self::Merely
                | Self::Already
                | Self::Apart
                | Self::OneAnswer
                | Self::Several
                | Self::Leads
                | Self::Follows
                | Self::Largest
                | Self::Record
                | Self::OldRecord
                | Self::Turns
                | Self::Jubilee
                | Self::Founded
                | Self::ForExample
                | Self::Usual
                | Self::Capacity
                | Self::Occupied
                | Self::Pitch
                | Self::Grown
                | Self::Incidence
                | Self::Ongoing
        )
    }

    /// Whether it is a function word: none is a noun.
    pub const fn is_function(self) -> bool {
        self.ends_phrase()
            || matches!(self, Self::LevelPreposition | Self::Contraction | Self::Particle)
    }
}

/// How a word names its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlaceForm {
    /// The name.
    Name,
    /// The adjective.
    Adjective,
    /// The people.
    Demonym,
    /// A city or building that stands for the state.
    Metonym,
    /// An adverb of place.
    Adverb,
}

/// Part of speech of a concept's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pos {
    /// Noun.
    Noun,
    /// Verb form.
    Verb,
    /// Adjective or participle.
    Adjective,
}

/// One of the shared ids: a concept, a place or an actor.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Id in the rules.
    pub id: String,
    /// All concepts above it, nearest first (not itself).
    pub above: Vec<String>,
    /// Said of something rather than counted.
    pub attribute: bool,
    /// What it counts where nothing is named.
    #[serde(with = "link")]
    pub counts: Option<Arc<Concept>>,
    /// Can only grow.
    pub cumulative: bool,
    /// What is said of it where nothing else is.
    pub implies: Option<String>,
    /// A word for anybody.
    pub generic: bool,
    /// People, or some sort of them.
    pub human: bool,
    /// A body that speaks: before a figure it says the figure.
    pub body: bool,
    /// Says only that something begins, ends or goes on.
    pub aspect: bool,
    /// Reported when it is announced: plan and fact are said alike.
    pub announced: bool,
    /// Its size is known later than the thing itself: who expects so much of it estimates.
    pub assessed: bool,
    /// Concepts that writers use for the same thing in one story: neither the same nor different.
    pub akin: Vec<String>,
    /// A state that passes: how many are in it changes by the hour, both ways.
    pub passing: bool,
    /// The act of saying.
    pub speech: bool,
    /// Takes place on a day.
    pub event: bool,
    /// Says only that something takes place.
    pub light: bool,
    /// It says no more than the unit does (*length*): whose it is, its owner tells.
    pub bare: bool,
    /// An event of `events.toml`, which a date can be the day of.
    pub occasion: bool,
    /// Such an event that happens to many things: to which, tells one from another.
    pub themed: bool,
    /// Such an event whose leads make the last day of any other of it (*open until 5 May*).
    pub last: bool,
    /// It is a place (or a country as an actor).
    pub is_place: bool,
    /// Kinds of figure that it is said with; empty: any.
    pub takes: Vec<String>,
}

impl Concept {
    /// Whether this is `id` or lies below it.
    pub fn is_a(&self, id: &str) -> bool {
        self.id == id || self.above.iter().any(|a| a == id)
    }

    /// Whether a figure of this kind can be said with it.
    pub fn takes(&self, kind: &str) -> bool {
        self.takes.is_empty() || self.takes.iter().any(|k| k == kind)
    }
}

/// A number word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberWord {
    /// What it adds.
    pub role: NumberRole,
    /// Its value; zero where it has none.
    pub value: Decimal,
    /// Ends of a vague word.
    pub low: Option<Decimal>,
    /// Upper end of a vague word.
    pub high: Option<Decimal>,
    /// As a ratio, for fractions.
    pub ratio: Option<Ratio>,
    /// Is a number only where nothing that it could describe follows (*ten grand*, but *ten grand pianos*).
    pub alone: bool,
}

/// Whether an article before a unit counts one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Single {
    /// It does (*eine Stunde*).
    Always,
    /// Where a word around tells that it measures (*for a day*).
    Cued,
    /// Only where a word behind tells it (*a second later*, *a foot of snow*).
    Behind,
}

/// What a word tells about measuring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// A unit that an article can count.
    Single(Single),
    /// Before article and unit: they measure (*for an hour*).
    Before,
    /// Behind them: they measure (*an hour later*).
    After,
    /// Between a unit of measure and what is measured (*an inch of rain*).
    Of,
    /// Stands for one (*another hour*).
    One,
    /// Stands between article and unit (*a full hour*).
    Full,
    /// Makes an age of the length of time before it.
    Age,
    /// A letter before it is a unit (*5m tall*).
    AfterLetter,
}

/// One meaning of a word or phrase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Sense {
    /// `numbers.toml`
    Number(#[serde(with = "link")] Arc<NumberWord>),
    /// `units.toml`, `currencies.toml`; whether it may stand before the figure.
    Unit(#[serde(with = "link")] Arc<Unit>, bool),
    /// `shared/units.toml`: a unit only behind an amount in a larger one.
    Within(#[serde(with = "link")] Arc<Unit>),
    /// `shared/units.toml`: the smaller unit that may go unsaid behind this one (*1 hour thirty*).
    Minor(#[serde(with = "link")] Arc<Unit>),
    /// `units.toml`: a unit where a word near tells it; another one elsewhere (*pounds*).
    Alternative(#[serde(with = "link")] Arc<Unit>),
    /// `units.toml`: a word that tells it (*weighs*).
    Tells(#[serde(with = "link")] Arc<Unit>),
    /// `units.toml`: a word that tells that the words of this unit are none (*shipyards*).
    Denies(#[serde(with = "link")] Arc<Unit>),
    /// `units.toml`: what tells that a word measures.
    Measure(Measure),
    /// `units.toml`: a bare figure behind it is an age in this unit.
    AgeBefore(#[serde(with = "link")] Arc<Unit>),
    /// `units.toml`: a length of time in this unit behind it is an age, unless it counts something else.
    AgeAt(#[serde(with = "link")] Arc<Unit>),
    /// `calendar.toml`
    Calendar(CalendarWord),
    /// `bounds.toml`; whether it stands behind the figure.
    Bound(Bound, bool),
    /// `bounds.toml`: takes a word that bounds as its preposition.
    Governs {
        /// Which list of such prepositions.
        list: u16,
        /// A noun, which stands right before it; a verb otherwise.
        noun: bool,
    },
    /// `bounds.toml`: can be such a preposition; of which list.
    Governed(u16),
    /// `bounds.toml`: opens a range; which one.
    RangeOpen(u16),
    /// `bounds.toml`: joins a range; which one, and whether an opening word is needed.
    RangeJoin(u16, bool),
    /// `bounds.toml`: between or before two figures.
    Pairing(Pairing),
    /// `identifiers.toml`: a figure behind (false) or before (true) it is a name.
    Identifier(bool),
    /// `identifiers.toml`: a figure behind it is a place in an order.
    Rank,
    /// `identifiers.toml`: the whole phrase is no figure.
    Idiom,
    /// `concepts.toml`
    Concept(#[serde(with = "link")] Arc<Concept>, Pos),
    /// `concepts.toml`: one half of a pair of words; which pair, and whether it is the second.
    Half(#[serde(with = "link")] Arc<Concept>, u32, bool),
    /// `events.toml`: dated where it stands in the clause of a date.
    Event(#[serde(with = "link")] Arc<Concept>, Pos),
    /// `events.toml`: one half of a pair of words.
    EventHalf(#[serde(with = "link")] Arc<Concept>, u32, bool),
    /// `events.toml`: before a date, says it of the noun before.
    EventLead(#[serde(with = "link")] Arc<Concept>),
    /// `places.toml`
    Place(#[serde(with = "link")] Arc<Concept>, PlaceForm),
    /// `places.toml`
    Actor(#[serde(with = "link")] Arc<Concept>),
    /// All cue files.
    Cue(Cue),
    /// `language.toml`: its full stop does not end a sentence.
    Abbreviation,
}
