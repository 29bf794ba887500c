use crate::check::finding::{Finding, Level};
use crate::check::proof::{are_said, disprove, finding, mention, ties};
use crate::check::reach::{shown, stated};
use crate::check::{Case, Check};
use crate::fact::{FactId, Relation, Tie};
use crate::value::{Date, Ratio};

/// An age that the year of birth does not allow.
pub struct AgeMismatch;

impl Check for AgeMismatch {
    fn id(&self) -> &'static str {
        "age-mismatch"
    }

    fn doc(&self) -> &'static str {
        "\
Looks for ages that do not fit the birth that the text tells beside them, and for two ages of one person.

Why it matters: one of the two is wrong, or the person is another.

Example: Jost Lemmer (71), who was born in 1968, in an article of 2025: he is 56 or 57. The age may be told of the day of \
publication or of any time that the sentence names; where neither is known, nothing is judged. Ada Wren (52), and in the next \
sentence: the 57-year-old – where nobody else is spoken of. Or the age makes a child of somebody who graduated, married or took office.

What it cannot see: ages that are told far from the birth, and anything where the text speaks of several people."
    }

    fn level(&self) -> Level {
        Level::Internal
    }

    fn run(&self, case: &Case<'_>, out: &mut Vec<Finding>) {
        for tie in ties(case, Relation::Age) {
            let [age, birth, ..] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = disproof(case, tie)
            {
                out.push(finding(self.id(), case, age, &[birth], proof));
            }
        }
        for tie in ties(case, Relation::AsChild) {
            let [age, event, ref later @ ..] = tie.facts[..] else { continue };
            if are_said(case, &tie.facts)
                && let Some(proof) = too_young(case, tie, age, event, later)
            {
                out.push(finding(self.id(), case, age, &[event], proof));
            }
        }
        disprove(self.id(), case, Relation::AgeAgain, out, |[again, first]| {
            let value = |id| Some(mention(case, id).value.stated()?.ratio());
            let (x, y) = (value(again)?, value(first)?);
            (x != y).then(|| format!("{} is not {}", shown(&x, 0), shown(&y, 0)))
        });
    }
}

fn disproof(case: &Case<'_>, tie: &Tie) -> Option<String> {
    let [age, birth, ref times @ ..] = tie.facts[..] else { return None };
    let said = stated(mention(case, age))?;
    let born = year(mention(case, birth).date)?;
    let told = times.iter().filter_map(|&t| year(mention(case, t).date));
    let when: Vec<i64> = told.chain(tie.published.map(|p| i64::from(p.year()))).collect();
    let latest = *when.iter().max()?;
    let whole = |n: i64| Ratio::from(num_bigint::BigInt::from(n));
    // An age told of a year is the difference of the years, or one less.
    let unit = mention(case, age).unit.as_ref().map_or_else(|| whole(1), |u| u.factor.clone());
    let years = said / unit;
    let fits = |then: &i64| years == whole(then - born) || years == whole(then - born - 1);
    if when.iter().any(fits) || latest < born {
        return None;
    }
    Some(format!("{latest} - {born} = {}, not {}", latest - born, years.to_integer()))
}

/// The age at which somebody did what nobody does as a child, where it is that of one.
fn too_young(
    case: &Case<'_>,
    tie: &Tie,
    age: FactId,
    event: FactId,
    later: &[FactId],
) -> Option<String> {
    const CHILD: i64 = 14;
    let said = mention(case, age).value.stated()?.to_i64()?;
    let then = year(mention(case, event).date)?;
    let named = later.iter().filter_map(|&t| year(mention(case, t).date)).max();
    let now = named.max(tie.published.map(|p| i64::from(p.year())))?;
    // The day of birth may still be to come in the year.
    let at = then - (now - said);
    (at < CHILD && now > then).then(|| format!("{now} - {said} = {}, and {then}: {at}", now - said))
}

fn year(date: Option<Date>) -> Option<i64> {
    date?.span().map(|s| i64::from(s.first.year()))
}
