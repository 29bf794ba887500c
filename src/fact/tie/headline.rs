use crate::fact::phrase::noun_phrase;
use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::lang::{Cue, Pos, Sense};
use crate::parse::Kind;
use crate::text::TokenKind;
use crate::value::Decimal;

/// *four Danish and two Norwegian sailors*, where the headline has four: a count of the headline, and two of the text that share its noun;
/// the second is left out where an article stands for it.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    let opening = 0..scene.facts.len().min(MOST);
    for above in opening.take_while(|&f| scene.facts[f].headline) {
        let head = scene.facts[above].entity.as_ref().filter(|e| !e.inherited).map(|e| &e.head.key);
        let plain = scene.mention(above).kind == Kind::Count && counts(scene.mention(above));
        let Some(head) = head.filter(|_| plain && scene.mention(above).value.is_point()) else {
            continue;
        };
        let same =
            |f: usize| scene.mention(f).value.stated() == scene.mention(above).value.stated();
        let mut pairs = (above + 1..scene.facts.len().min(2 * MOST))
            .filter(|&f| !scene.facts[f].headline)
            .filter_map(|f| shared_noun(scene, f, head).map(|second| (f, second)));
        let (Some((first, second)), None) = (pairs.next(), pairs.next()) else { continue };
        let told = (above + 1..scene.facts.len()).filter(|&f| f != first && same(f));
        let again =
            told.filter(|&f| scene.facts[f].entity.as_ref().is_some_and(|e| &e.head.key == head));
        let said = |f: usize| scene.facts[f].attribute.as_ref().map(|a| &a.key);
        let alike = said(above).is_some() && said(above) == said(first);
        if same(first) && alike && again.count() == 0 {
            let facts: Vec<usize> = [above, first].into_iter().chain(second).collect();
            found.push(scene.tie(Relation::Together, &facts));
        }
    }
}

/// Figures of a text among which headline and opening stand.
const MOST: usize = 40;

/// The second of two counts that share a noun (*four Danish and two Norwegian sailors*): each with one adjective, joined by a
/// coordinator. Empty: an article stands for one.
fn shared_noun(scene: &Scene<'_, '_, '_>, first: usize, head: &str) -> Option<Vec<usize>> {
    let reading = scene.ctx.reading;
    let mention = scene.mention(first);
    let end = mention.outer.end as usize;
    let exact = mention.value.is_point() && !mention.value.approximate && !mention.unread;
    let adjective = |i: usize| reading.kind(i) == Some(TokenKind::Word) && !is_noun(scene, i);
    if !exact
        || !counts(mention)
        || !adjective(end)
        || !reading.is_cue(end + 1, &[Cue::Coordinator])
    {
        return None;
    }
    let at = end + 2;
    let second = scene.in_tokens(&(at..at + 1)).next();
    let (from, second) = match second {
        Some(f) if counts(scene.mention(f)) && scene.mention(f).value.is_point() => {
            (scene.mention(f).outer.end as usize, vec![f])
        }
        None if is_one(scene, at) => (at + 1, Vec::new()),
        _ => return None,
    };
    let limit = scene.sentence(mention.sentence as usize).end;
    let noun = noun_phrase(reading, from + 1, (from + 3).min(limit))?;
    (adjective(from) && noun.entity.head.key == head).then_some(second)
}

/// Whether a word is known as a noun.
fn is_noun(scene: &Scene<'_, '_, '_>, i: usize) -> bool {
    let reading = scene.ctx.reading;
    let noun = |h: &Sense| matches!(h, Sense::Concept(_, Pos::Noun));
    let known = reading.hits(i).iter().any(|h| noun(&h.entry.sense));
    if reading.pack.nouns_capitalised { reading.upper(i) } else { known }
}

/// Whether a word is an article that can stand for one.
fn is_one(scene: &Scene<'_, '_, '_>, i: usize) -> bool {
    let one = |s: &Sense| match s {
        Sense::Number(word) if word.value == Decimal::int(1) => Some(()),
        _ => None,
    };
    scene.ctx.reading.sense(i, one).is_some()
}
