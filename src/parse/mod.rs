//! L2: a document and a language pack → sentences and mentions. One pass over the tokens with table look-ups; knows nothing of
//! entities or of other documents.

mod atom;
mod compound;
mod context;
mod digits;
mod lend;
mod magnitude;
mod mention;
mod mixed;
mod numeral;
mod quantity;
mod range;
mod ratio;
mod reading;
mod sentence;
mod single;
mod sum;
mod table;
mod time;
mod unit;
mod words;

use std::collections::BTreeMap;

pub use mention::{Kind, Mention};
pub use reading::{Hit, Reading};
pub use table::Cell;
pub(crate) use table::scaled;

use crate::lang::{NumberRole, Pack, Sense};
use crate::value::Date;

/// What the figures of a document are read against.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The language.
    pub pack: &'a Pack,
    /// Kind of mention for each dimension.
    pub kinds: &'a BTreeMap<String, String>,
    /// Day of publication, where known.
    pub published: Option<Date>,
}

/// Reads `text`: its sentences, and every figure in order of position; overlapping readings are resolved to the first and
/// longest. Values are exact and in the unit as written.
pub fn read<'a>(text: &'a str, setting: Setting<'a>) -> Reading<'a> {
    let mut reading = Reading::new(text, setting.pack);
    reading.sentences = sentence::sentences(&reading);
    let habit = digits::Habit::of(&reading);
    let mut mentions = Vec::new();
    let mut now =
        time::Now { published: setting.published.and_then(|p| p.civil()), ..time::Now::default() };
    let mut i = 0;
    while i < reading.len() {
        if let Some(len) = idiom(&reading, i) {
            i += len;
            continue;
        }
        if reading.tokens[i].breaks >= 2 {
            // Another paragraph, another story.
            (now.story, now.told) = (None, None);
        }
        let mut found = time::time(&reading, i, now);
        if found.is_empty() {
            found.extend(quantity::quantity(&reading, i, habit, setting.kinds));
        }
        if found.is_empty() {
            i = skip(&reading, i);
        }
        for mut mention in found {
            time::anchor(&reading, &mut mention, setting.published);
            now.tell(&reading, &mention);
            i = i.max(mention.outer.end.max(i as u32 + 1) as usize);
            mention.sentence = reading.sentence_of(mention.tokens.start as usize) as u32;
            mentions.push(mention);
        }
    }
    lend::lend(&reading, &mut mentions);
    let cells = table::cells(&reading, &mentions);
    table::complete(&reading, &mut mentions, &cells, setting.kinds);
    (reading.mentions, reading.cells) = (mentions, cells);
    reading
}

/// Number of tokens of the idiom at token `i`; none where the number word at its end goes on (*the one **million***) or has a unit.
fn idiom(reading: &Reading<'_>, i: usize) -> Option<usize> {
    let (len, ..) = reading.sense(i, |s| matches!(s, Sense::Idiom).then_some(()))?;
    let last = reading.sense(i + len - 1, |s| matches!(s, Sense::Number(_)).then_some(()));
    let counts = |s: &Sense| match s {
        Sense::Unit(..) => Some(()),
        Sense::Number(w) => {
            matches!(w.role, NumberRole::Hundred | NumberRole::Scale | NumberRole::Set)
                .then_some(())
        }
        _ => None,
    };
    let goes_on = last.is_some() && reading.sense(i + len, counts).is_some();
    (!goes_on).then_some(len)
}

/// The token to go on with where no figure starts at `i`: behind the whole run of glued letters, digits and marks if it is a
/// name with digits in it.
fn skip(reading: &Reading<'_>, i: usize) -> usize {
    let mut end = i + 1;
    if reading.kind(i) == Some(crate::text::TokenKind::Digits) {
        // A hyphen before more digits belongs to the name (`737-800`).
        let hyphen = |end: usize| {
            reading.is_mark(end, "-–")
                && reading.glued(end + 1)
                && reading.kind(end + 1) == Some(crate::text::TokenKind::Digits)
        };
        while reading.glued(end) && (hyphen(end) || !reading.is_mark(end, "-–—()[]\"“”„»«;,!?…"))
        {
            end += 1;
        }
    }
    end
}
