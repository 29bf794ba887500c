//! The unit of a figure: behind it, or before it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::{CalendarWord, RuleId, Sense};
use crate::parse::mention::Kind;
use crate::parse::quantity::Draft;
use crate::parse::reading::Reading;
use crate::value::Unit;

impl Draft {
    pub(super) fn find_unit(
        &mut self,
        reading: &Reading<'_>,
        digits: bool,
        kinds: &BTreeMap<String, String>,
    ) {
        let mut at = self.tokens.end;
        if reading.is_mark(at, "-‐‑") && reading.glued(at) && reading.glued(at + 1) {
            at += 1;
        }
        let age =
            reading.sense(at, |s| matches!(s, Sense::Calendar(CalendarWord::Age)).then_some(()));
        let after = reading.sense(at, |s| match s {
            Sense::Unit(unit, _) => Some(Arc::clone(unit)),
            _ => None,
        });
        let before = reading.sense_before(self.outer.start, |s| match s {
            Sense::Unit(unit, true) => Some(Arc::clone(unit)),
            _ => None,
        });
        // A single letter is a unit only behind digits.
        let after =
            after.filter(|(len, ..)| digits || *len > 1 || reading.word(at).chars().count() > 2);
        if let Some((len, unit, rule)) = before {
            self.outer.start -= len;
            self.take_unit(unit, rule, kinds);
        } else if let Some((len, unit, rule)) = after {
            self.outer.end = at + len;
            self.take_unit(unit, rule, kinds);
        }
        if let Some((len, (), rule)) = age {
            self.outer.end = self.outer.end.max(at + len);
            self.kind = Some(Kind::Age);
            self.rules.push(rule);
        }
    }

    fn take_unit(&mut self, unit: Arc<Unit>, rule: RuleId, kinds: &BTreeMap<String, String>) {
        self.kind = kinds.get(&unit.dimension).map(|k| Kind::of_dimension(k));
        self.unit = Some(unit);
        self.rules.push(rule);
    }
}
