//! `calendar.toml` of a language and `shared/holidays.toml`: the words of dates and of the clock.

use serde::{Deserialize, Serialize};

use crate::lang::language::Builder;
use crate::lang::load::Loader;
use crate::lang::raw::{Form, Forms};
use crate::lang::sense::Sense;

/// A part of a period that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// *Anfang, early*.
    Start,
    /// *Mitte, mid*.
    Middle,
    /// *Ende, late*.
    End,
    /// *Rest, the rest of*.
    Rest,
}

/// A stretch of the calendar or the clock that periods are counted in, finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days from publication.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Calendar weeks, Monday to Sunday (ISO 8601).
    Week,
    /// Calendar months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Halves of a year.
    Half,
    /// Calendar years.
    Year,
    /// Ten years from one that ends in 0.
    Decade,
    /// A hundred years; the nth ends with the year n × 100.
    Century,
}

/// A part of the day, with its usual hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayPart {
    /// Midnight to noon, mostly from 6 to 12.
    Morning,
    /// Around 12.
    Midday,
    /// 12 to 18.
    Afternoon,
    /// 18 to 24.
    Evening,
    /// 20 to 6.
    Night,
}

/// What a word does for clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockRole {
    /// Behind the hour: makes it clock time (*Uhr, o'clock*).
    Mark,
    /// Behind hour and minute in four digits (*0930 hours*).
    Military,
    /// Between hour and minute (*9h30*).
    Hour,
    /// Behind the hour: before noon.
    Am,
    /// Behind the hour: after noon.
    Pm,
    /// Before the figure (*um, at*): a figure that looks like clock time is one.
    Cue,
    /// Between minutes and hour: minutes after it (*nach, past*).
    Past,
    /// Between minutes and hour: minutes before it (*vor, to*).
    To,
    /// Fifteen minutes, before *past* or *to*.
    Quarter,
    /// Before the hour: half an hour before it (*halb vier*).
    HalfTo,
    /// Before the hour: half an hour after it (*half past three*).
    HalfPast,
    /// Before the hour: a quarter of an hour before it (*dreiviertel acht*).
    QuarterTo,
    /// A time of its own: 12.
    Noon,
    /// A time of its own: 0.
    Midnight,
}

/// Where a word stands that measures off a stretch of time from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Away {
    /// Before the stretch, back (*vor drei Tagen*).
    Since,
    /// Behind the stretch, back (*three days ago*).
    Ago,
    /// Behind the stretch, on (*three days from now*).
    Hence,
    /// Between the stretch and a day, on (*two days after*).
    After,
    /// Between the stretch and a day, back (*two days before*).
    Before,
    /// Before the stretch, on, where something tells that it is to come (*wird in drei Tagen*).
    Ahead,
    /// Behind the stretch, on from the day that was told of last (*three days later*).
    Later,
    /// Behind the stretch, back from that day (*drei Tage zuvor*).
    Earlier,
}

/// A day with a name: counted from a fixed day or from Easter Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Feast {
    /// Month and day to count from; `None`: Easter Sunday (Gregorian).
    pub from: Option<(i8, i8)>,
    /// Days further.
    pub days: i16,
    /// The nth such weekday (1 = Monday) on or after that day; negative: on or before it.
    pub weekday: Option<(i8, i8)>,
}

/// A calendar word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalendarWord {
    /// 1–12; whether it needs another part of a date beside it.
    Month(i8, bool),
    /// 1 (Monday) – 7; whether it needs another part of a date beside it.
    Weekday(i8, bool),
    /// A weekday and part of its day in one word.
    WeekdayPart(i8, DayPart),
    /// 1 (spring) – 4; whether it needs another part of a date beside it.
    Season(i8, bool),
    /// Counts periods; whether it is the word for several of them.
    Grain(Grain, bool),
    /// A part of the day; whether it says of an hour which one is meant (*in the evening*).
    DayPart(DayPart, bool),
    /// A part of a day counted from publication (*tonight*).
    RelativePart(i16, DayPart),
    /// A named day.
    Feast(Feast),
    /// The weekend beside it.
    FeastWeekend(Feast),
    /// Part of the period that follows.
    Part(Part),
    /// A period relative to publication.
    Relative(Grain, i16),
    /// A period relative to what was told of last (*am Vortag*).
    RelativeTold(Grain, i16),
    /// Moves the weekday, month, season or period that follows.
    Shift(i16),
    /// Moves what follows from the day that was told of last (*the following year*, *that year*).
    Told(i16),
    /// Counts from the end (*last Friday of May*).
    Last,
    /// Measures off a stretch from publication.
    Away(Away),
    /// Shows that a clause tells of what is to come.
    ToCome,
    /// Announces a bare year.
    YearCue,
    /// Announces a bare day of the month.
    DayCue,
    /// Before a weekday or month that is still to come (`true`: *until*, *bis*) or has passed (*since*, *seit*).
    Side(bool),
    /// Makes clock time.
    Clock(ClockRole),
    /// A time zone, minutes east of Greenwich; `None`: it depends on the place or the season.
    Zone(Option<i16>),
    /// Behind a year: whether it lies before the common era.
    Era(bool),
    /// Behind the digits of a year: makes a decade of it (*1990s*, *90er*).
    DecadeEnding,
    /// A decade in one word: the year it begins with, or its tens (*nineties*).
    Decade(i16),
    /// Before a number: a numbered period of the year (*week* 10, `Q`1).
    Numbered(Grain),
    /// Joins the ends of a range of dates or times, and of nothing else.
    Until,
    /// Makes an age.
    Age,
    /// May stand between the parts of a date.
    Joiner,
}

/// `calendar.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Raw {
    /// Numeric dates put the month first (*10/27/2024*).
    #[serde(default)]
    pub month_first: bool,
    /// Words and marks that may stand between the parts of one date.
    #[serde(default)]
    pub joiners: Vec<Form>,
    /// Words before a bare year (*im Jahr*, *since*).
    #[serde(default)]
    pub year_cue: Vec<Form>,
    /// Words before a bare day of the month (*am*, *on the*).
    #[serde(default)]
    pub day_cue: Vec<Form>,
    /// Words before a weekday that is still to come (*bis*, *by*).
    #[serde(default)]
    pub ahead: Vec<Form>,
    /// Words before a weekday or month that has passed (*seit*, *since*).
    #[serde(default)]
    pub behind: Vec<Form>,
    /// Words that show that a clause tells of what is to come (*wird*, *will*).
    #[serde(default)]
    pub to_come: Vec<Form>,
    /// Words behind a figure that make an age of it (*years old*, *Jahre alt*).
    #[serde(default)]
    pub age: Vec<Form>,
    /// Endings that make a decade of the digits of a year.
    #[serde(default)]
    pub decade_endings: Vec<Form>,
    /// Words that count from the end.
    #[serde(default)]
    pub last: Vec<Form>,
    /// Words that join the ends of a range of dates or times, beside those of `bounds.toml`.
    #[serde(default)]
    pub until: Vec<Form>,
    #[serde(default)]
    pub month: Vec<Numbered>,
    #[serde(default)]
    pub weekday: Vec<Numbered>,
    /// Seasons, 1 = spring.
    #[serde(default)]
    pub season: Vec<Numbered>,
    #[serde(default)]
    pub grain: Vec<GrainWords>,
    #[serde(default)]
    pub day_part: Vec<DayPartWords>,
    #[serde(default)]
    pub holiday: Vec<FeastWords>,
    #[serde(default)]
    pub part: Vec<PartOf>,
    #[serde(default)]
    pub relative: Vec<Relative>,
    #[serde(default)]
    pub shift: Vec<ShiftWords>,
    /// The same, from the day that was told of last.
    #[serde(default)]
    pub told: Vec<ShiftWords>,
    #[serde(default)]
    pub away: Vec<AwayWords>,
    #[serde(default)]
    pub clock: Vec<ClockWords>,
    #[serde(default)]
    pub zone: Vec<ZoneWords>,
    #[serde(default)]
    pub era: Vec<EraWords>,
    #[serde(default)]
    pub decade: Vec<DecadeWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbered {
    pub number: i8,
    pub forms: Forms,
    #[serde(default)]
    pub exact: bool,
    /// An abbreviation that is another word as well: it needs another part of a date beside it.
    #[serde(default)]
    pub beside: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GrainWords {
    pub unit: Grain,
    /// It counts periods.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// It stands for several of them.
    #[serde(default)]
    pub plurals: Vec<Form>,
    /// It stands before the number of one.
    #[serde(default)]
    pub numbered: Vec<Form>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DayPartWords {
    pub part: DayPart,
    pub forms: Forms,
    /// Right behind an hour as well (*8* abends).
    #[serde(default)]
    pub adverbs: Vec<Form>,
    /// Written in one with the weekday before.
    #[serde(default)]
    pub suffixes: Vec<Form>,
    #[serde(default)]
    pub exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeastWords {
    pub id: Form,
    pub forms: Forms,
    /// Words for the weekend beside it.
    #[serde(default)]
    pub weekend: Vec<Form>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartOf {
    pub part: Part,
    pub forms: Forms,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relative {
    pub forms: Forms,
    pub unit: Grain,
    pub shift: i16,
    /// Part of that day.
    #[serde(default)]
    pub part: Option<DayPart>,
    /// Counted from what was told of last, not from publication.
    #[serde(default)]
    pub told: bool,
    #[serde(default)]
    pub exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShiftWords {
    pub forms: Forms,
    pub shift: i16,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AwayWords {
    pub forms: Forms,
    pub away: Away,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClockWords {
    pub forms: Forms,
    pub role: ClockRole,
    #[serde(default)]
    pub exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ZoneWords {
    pub forms: Forms,
    /// Minutes east of Greenwich.
    #[serde(default)]
    pub minutes: Option<i16>,
    #[serde(default)]
    pub exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraWords {
    pub forms: Forms,
    /// Before the common era.
    pub before: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecadeWords {
    pub forms: Forms,
    /// The year it begins with, or its tens.
    pub year: i16,
}

/// `shared/holidays.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedFeasts {
    #[serde(default)]
    pub holiday: Vec<SharedFeast>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedFeast {
    pub id: Form,
    /// Month and day to count from; left out: Easter Sunday.
    #[serde(default)]
    pub month: Option<i8>,
    #[serde(default)]
    pub day: Option<i8>,
    #[serde(default)]
    pub days: i16,
    #[serde(default)]
    pub weekday: Option<i8>,
    #[serde(default)]
    pub nth: Option<i8>,
}

const HOLIDAYS: &str = "shared/holidays.toml";

/// Reads the shared holidays into the loader.
pub(crate) fn holidays(loader: &mut Loader) {
    let raw: SharedFeasts = loader.read(HOLIDAYS);
    for feast in raw.holiday {
        let from = feast.month.zip(feast.day);
        let known = |(month, day): (i8, i8)| (1..=12).contains(&month) && (1..=31).contains(&day);
        let weekday = feast.weekday.zip(feast.nth);
        let whole = feast.month.is_some() == feast.day.is_some()
            && feast.weekday.is_some() == feast.nth.is_some()
            && from.is_none_or(known)
            && weekday.is_none_or(|(d, n)| (1..=7).contains(&d) && n != 0);
        if !whole {
            let message = format!("`{}` names no day", feast.id.get_ref());
            let help = "give `month` and `day` together, or neither (Easter); `weekday` (1–7) and `nth` (not 0) together";
            loader.mistake("rules::holiday", HOLIDAYS, feast.id.span(), message, help);
            continue;
        }
        let made = Feast { from, days: feast.days, weekday };
        loader.feasts.insert(feast.id.into_inner(), made);
    }
}

/// Reads `calendar.toml` of a language.
pub(super) fn load(builder: &mut Builder<'_>, folder: &str) {
    let raw: Raw = builder.open(folder, "calendar");
    builder.pack.month_first = raw.month_first;
    let word = |w| Sense::Calendar(w);
    for (list, make) in [
        (&raw.month, CalendarWord::Month as fn(i8, bool) -> CalendarWord),
        (&raw.weekday, CalendarWord::Weekday),
        (&raw.season, CalendarWord::Season),
    ] {
        for entry in list {
            builder.add(&entry.forms, entry.exact, &word(make(entry.number, entry.beside)));
        }
    }
    periods(builder, &raw);
    day_parts(builder, &raw);
    clock(builder, &raw);
    for (forms, sense) in [
        (&raw.year_cue, CalendarWord::YearCue),
        (&raw.day_cue, CalendarWord::DayCue),
        (&raw.ahead, CalendarWord::Side(true)),
        (&raw.behind, CalendarWord::Side(false)),
        (&raw.to_come, CalendarWord::ToCome),
        (&raw.age, CalendarWord::Age),
        (&raw.joiners, CalendarWord::Joiner),
        (&raw.decade_endings, CalendarWord::DecadeEnding),
        (&raw.last, CalendarWord::Last),
        (&raw.until, CalendarWord::Until),
    ] {
        if !forms.is_empty() {
            builder.put(forms, 0..0, false, &word(sense));
        }
    }
}

fn periods(builder: &mut Builder<'_>, raw: &Raw) {
    let word = |w| Sense::Calendar(w);
    for grain in &raw.grain {
        for (forms, sense) in [
            (&grain.forms, CalendarWord::Grain(grain.unit, false)),
            (&grain.plurals, CalendarWord::Grain(grain.unit, true)),
            (&grain.numbered, CalendarWord::Numbered(grain.unit)),
        ] {
            if !forms.is_empty() {
                builder.put(forms, 0..0, false, &word(sense));
            }
        }
    }
    for part in &raw.part {
        builder.add(&part.forms, false, &word(CalendarWord::Part(part.part)));
    }
    for relative in &raw.relative {
        let sense = word(match relative.part {
            Some(part) => CalendarWord::RelativePart(relative.shift, part),
            None if relative.told => CalendarWord::RelativeTold(relative.unit, relative.shift),
            None => CalendarWord::Relative(relative.unit, relative.shift),
        });
        builder.add(&relative.forms, relative.exact, &sense);
    }
    for shift in &raw.shift {
        builder.add(&shift.forms, false, &word(CalendarWord::Shift(shift.shift)));
    }
    for told in &raw.told {
        builder.add(&told.forms, false, &word(CalendarWord::Told(told.shift)));
    }
    for away in &raw.away {
        builder.add(&away.forms, false, &word(CalendarWord::Away(away.away)));
    }
    for era in &raw.era {
        builder.add(&era.forms, false, &word(CalendarWord::Era(era.before)));
    }
    for decade in &raw.decade {
        builder.add(&decade.forms, false, &word(CalendarWord::Decade(decade.year)));
    }
    for feast in &raw.holiday {
        match builder.loader.feasts.get(feast.id.get_ref()).copied() {
            Some(day) => {
                builder.add(&feast.forms, false, &word(CalendarWord::Feast(day)));
                if !feast.weekend.is_empty() {
                    builder.put(
                        &feast.weekend,
                        0..0,
                        false,
                        &word(CalendarWord::FeastWeekend(day)),
                    );
                }
            }
            None => builder.unknown(&feast.id, "holiday"),
        }
    }
}

fn day_parts(builder: &mut Builder<'_>, raw: &Raw) {
    let word = |w| Sense::Calendar(w);
    for entry in &raw.day_part {
        for (forms, adverb) in [(entry.forms.get_ref(), false), (&entry.adverbs, true)] {
            if !forms.is_empty() {
                let sense = word(CalendarWord::DayPart(entry.part, adverb));
                builder.put(forms, 0..0, entry.exact, &sense);
            }
        }
        let Some(first) = entry.suffixes.first() else { continue };
        let rule = builder.rule(first);
        for weekday in raw.weekday.iter().filter(|w| !w.exact) {
            let sense = word(CalendarWord::WeekdayPart(weekday.number, entry.part));
            for (name, suffix) in weekday
                .forms
                .get_ref()
                .iter()
                .flat_map(|name| entry.suffixes.iter().map(move |suffix| (name, suffix)))
            {
                let form = format!("{}{}", name.get_ref(), suffix.get_ref());
                builder.lexicon.add(&form, false, sense.clone(), rule);
            }
        }
    }
}

fn clock(builder: &mut Builder<'_>, raw: &Raw) {
    let word = |w| Sense::Calendar(w);
    for entry in &raw.clock {
        builder.add(&entry.forms, entry.exact, &word(CalendarWord::Clock(entry.role)));
    }
    for zone in &raw.zone {
        builder.add(&zone.forms, zone.exact, &word(CalendarWord::Zone(zone.minutes)));
    }
}
