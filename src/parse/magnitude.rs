use crate::lang::{NumberRole, RuleId, Sense};
use crate::parse::context::closes;
use crate::parse::mention::Mention;
use crate::parse::reading::Reading;
use crate::value::Decimal;

/// The scale or magnitude word at `at` behind digits (`2,5 Millionen`, `1.2bn`): its value, its end, its rule.
pub(crate) fn magnitude(reading: &Reading<'_>, at: usize) -> Option<(Decimal, usize, RuleId)> {
    let at = if reading.is_mark(at, "-") && reading.glued(at) && reading.glued(at + 1) {
        at + 1
    } else {
        at
    };
    if reading.tokens.get(at).is_some_and(|t| t.breaks >= 2) {
        // It begins another paragraph.
        return None;
    }
    let (len, (value, alone), rule) = reading.sense(at, |s| match s {
        Sense::Number(w)
            if matches!(
                w.role,
                NumberRole::Scale | NumberRole::Magnitude | NumberRole::Hundred | NumberRole::Set
            ) || (w.role == NumberRole::Vague && !w.value.is_zero()) =>
        {
            Some((w.value, w.alone))
        }
        _ => None,
    })?;
    (!alone || closes(reading, at + len)).then_some((value, at + len, rule))
}

impl Reading<'_> {
    /// The magnitude that a word of a figure names (*1.24 billion*: 1,000,000,000).
    pub fn magnitude_of(&self, mention: &Mention) -> Option<Decimal> {
        let scale = |s: &Sense| match s {
            Sense::Number(w) if matches!(w.role, NumberRole::Scale | NumberRole::Magnitude) => {
                Some(w.value)
            }
            _ => None,
        };
        let tokens = mention.tokens.start as usize..mention.tokens.end as usize;
        tokens.rev().find_map(|i| self.sense(i, scale)).map(|(_, scale, _)| scale)
    }
}
