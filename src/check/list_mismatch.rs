use crate::check::finding::{Finding, Level};
use crate::check::proof::{disprove, mention};
use crate::check::reach::{shown, stated};
use crate::check::{Case, Check};
use crate::fact::Relation;

/// A list that is not as long as the number before it says.
pub struct ListMismatch;

impl Check for ListMismatch {
    fn id(&self) -> &'static str {
        "list-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for numbers that announce a list of another length, in one sentence or numbered over several.

Why it matters: a thing was added or struck out, and the number was left as it was.

Example: three towns: Orvale, Dunhaven, Marrick and Tellen – four are named. The list must be closed, its things be told alike, and \
nothing must say that it names some only.

What it cannot see: lists that are told in sentences; *research and development* may be one thing or two, and things that stand for \
several persons are let pass."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for relation in [Relation::Listed, Relation::Numbered] {
            disprove(self.id(), case, relation, out, |[count, list]| {
                let value = |id| stated(mention(case, id));
                let (said, is) = (value(count)?, value(list)?);
                (said != is).then(|| format!("1 … {}, not {}", shown(&is, 0), shown(&said, 0)))
            });
        }
    }
}
