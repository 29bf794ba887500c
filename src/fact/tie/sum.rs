use std::ops::Range;

use crate::fact::tie::{Relation, Scene, Tie, counts};
use crate::fact::types::Scope;
use crate::lang::Cue;
use crate::parse::Kind;

/// Wholes with the parts that make all of them.
pub(crate) fn ties(scene: &Scene<'_, '_, '_>, found: &mut Vec<Tie>) {
    for sentence in 0..scene.ctx.reading.sentences.len() {
        announced(scene, sentence, found);
        in_total(scene, sentence, found);
        with_rest(scene, sentence, found);
        totalled(scene, sentence, found);
    }
}

/// *4,963 soldiers: 913 died, 1,946 …, and 2,210 …*; *17 (nine workers, six firefighters and two neighbours)*.
fn announced(scene: &Scene<'_, '_, '_>, sentence: usize, found: &mut Vec<Tie>) {
    let reading = scene.ctx.reading;
    let tokens = scene.sentence(sentence);
    for i in tokens.clone().filter(|&i| !scene.ctx.in_figure(i)) {
        let opens = reading.is_mark(i, ":([");
        let named = reading.cue(i, Cue::Namely);
        if let Some(facts) = apposed(scene, tokens.clone(), i) {
            found.push(scene.tie(Relation::Sum, &facts));
        }
        if !opens && named.is_none() {
            continue;
        }
        let colon = reading.is_mark(i, ":");
        let brackets = opens && !colon;
        let Some(whole) = whole_before(scene, tokens.start..i, colon) else { continue };
        let start = i + named.unwrap_or(1);
        let closes = |k: &usize| reading.is_mark(*k, ")]");
        let end = if brackets { (start..tokens.end).find(closes) } else { Some(tokens.end) };
        let Some(end) = end else { continue };
        if let Some(parts) = listed(scene, whole, start..end, brackets) {
            let mut facts = vec![whole];
            facts.extend(parts);
            found.push(scene.tie(Relation::Sum, &facts));
        }
    }
}

/// *Eleven people – seven women and four men – were freed*: a count and, between two dashes or commas right behind its noun, counts of
/// what it is made up of.
fn apposed(scene: &Scene<'_, '_, '_>, sentence: Range<usize>, at: usize) -> Option<Vec<usize>> {
    const ITEM: usize = 6;
    const LONGEST: usize = 30;
    let reading = scene.ctx.reading;
    let dash = reading.is_mark(at, "–—");
    let figure = |i: usize| scene.in_tokens(&(i..i + 1)).next();
    let first = figure(at + 1).filter(|_| dash || reading.is_mark(at, ","))?;
    let whole = whole_before(scene, sentence.start..at, false)?;
    let from = scene.mention(first).outer.end as usize;
    let last = (from..sentence.end.min(from + LONGEST))
        .take_while(|&i| !reading.is_mark(i, ";:"))
        .find(|&i| reading.is_cue(i, &[Cue::Coordinator]) && figure(i + 1).is_some())?;
    let behind = last + 1..(last + 1 + ITEM).min(sentence.end);
    let marks = if dash { "–—" } else { ",." };
    let closes = |i: &usize| !scene.ctx.in_figure(*i) && reading.is_mark(*i, marks);
    let end = behind.into_iter().find(closes)?;
    let list = at + 1..end;
    let parts = listed(scene, whole, list.clone(), true)?;
    let named = |f: usize| scene.facts[f].entity.as_ref().is_some_and(|e| !e.inherited);
    let head = |f: usize| scene.facts[f].entity.as_ref().map(|e| &e.head);
    // *eleven passengers, eight drivers and five others* are a list themselves.
    let of_whole = |&f: &usize| {
        let pair = head(f).zip(head(whole));
        named(f) && pair.is_some_and(|(part, all)| part.key == all.key || part.is_a(&all.key))
    };
    let adjacent = figure(at + 1) == parts.first().copied() && scene.mention(whole).unit.is_none();
    let some = [Cue::Part, Cue::PartOf, Cue::Auxiliary, Cue::Relative, Cue::Modal];
    (adjacent && named(whole) && parts.iter().all(of_whole) && !scene.has(list, &some))
        .then(|| std::iter::once(whole).chain(parts).collect())
}

/// *In total 312 were rescued, 180 by boat and 132 by helicopter*: a total that opens its sentence, and a list to the end.
fn in_total(scene: &Scene<'_, '_, '_>, sentence: usize, found: &mut Vec<Tie>) {
    let tokens = scene.sentence(sentence);
    let Some(whole) = scene.in_sentence(sentence).next().filter(|&f| is_amount(scene, f)) else {
        return;
    };
    let mention = scene.mention(whole);
    let (start, end) = (mention.outer.start as usize, mention.outer.end as usize);
    let summed = scene.has(start.saturating_sub(NOUN).max(tokens.start)..start, &[Cue::Total]);
    let plain = mention.value.is_point() && scene.facts[whole].scope.is_none();
    let marks = |i: &usize| scene.ctx.reading.is_mark(*i, ",:;()–—");
    let comma = (end..tokens.end).find(marks).filter(|&i| scene.ctx.reading.is_mark(i, ","));
    let Some(comma) = comma.filter(|_| summed && plain) else { return };
    let Some(parts) = listed(scene, whole, comma + 1..tokens.end, false) else { return };
    let of_them = |f: &usize| {
        let end = scene.mention(*f).outer.end as usize;
        scene.has(end..end + NEAR, &[Cue::PartOf, Cue::Part])
    };
    if !parts.iter().any(of_them) {
        let facts: Vec<usize> = std::iter::once(whole).chain(parts).collect();
        found.push(scene.tie(Relation::Sum, &facts));
    }
}

/// The figure that a list behind it takes apart: the last in the sentence before it, right before it unless a colon follows.
fn whole_before(scene: &Scene<'_, '_, '_>, before: Range<usize>, colon: bool) -> Option<usize> {
    let fact = scene.in_tokens(&before).rev().find(|&f| !scene.mention(f).is_calendar())?;
    let mention = scene.mention(fact);
    let amount = matches!(mention.kind, Kind::Count | Kind::Money | Kind::Measure | Kind::Number);
    let near = before.end.saturating_sub(mention.outer.end as usize) <= NOUN;
    let scope = scene.facts[fact].scope;
    let level = matches!(scope, None | Some(Scope::Part | Scope::Whole));
    (amount && level && mention.value.is_point() && (colon || near)).then_some(fact)
}

/// Tokens of the noun between a whole and its list in brackets.
const NOUN: usize = 4;

/// The figures of a list that is complete: one of the sort of the whole in each item, the last joined by a coordinator or the
/// list closed by brackets. `None`: some item has none or two, or the list says that it is of some only.
fn listed(
    scene: &Scene<'_, '_, '_>,
    whole: usize,
    list: Range<usize>,
    brackets: bool,
) -> Option<Vec<usize>> {
    let mut parts = Vec::new();
    let (mut closed, mut over) = (brackets, false);
    for item in items(scene, whole, list) {
        let figures: Vec<usize> = scene
            .in_tokens(&item.tokens)
            .filter(|&f| scene.same_sort(f, whole) && is_amount(scene, f))
            .collect();
        match figures[..] {
            [part] if !over && !is_some_only(scene, part, item.tokens.start) => parts.push(part),
            // What follows a closed list goes on with the sentence.
            [] if closed && parts.len() > 1 => over = true,
            _ => return None,
        }
        closed |= item.joined;
    }
    (closed && parts.len() > 1).then_some(parts)
}

/// Whether a word before a figure says that it is some of what was named, or that others are not.
fn is_some_only(scene: &Scene<'_, '_, '_>, fact: usize, item: usize) -> bool {
    const NEAR: usize = 3;
    let start = scene.mention(fact).outer.start as usize;
    let words = [Cue::Part, Cue::PartOf, Cue::Each, Cue::Further, Cue::Rest];
    let scope = scene.facts[fact].scope;
    let near = scene.has(start.saturating_sub(NEAR).max(item)..start, &words);
    near || matches!(scope, Some(Scope::Per | Scope::ChangeUp | Scope::ChangeDown | Scope::Change))
}

/// Whether a figure is an amount that can be added to others.
pub(crate) fn is_amount(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let mention = scene.mention(fact);
    let added = matches!(mention.kind, Kind::Count | Kind::Money | Kind::Measure | Kind::Number);
    added && !mention.multiple && mention.ratio.is_none()
}

/// A part of a list, between commas and coordinators.
struct Item {
    tokens: Range<usize>,
    /// Opened by a coordinator.
    joined: bool,
}

/// The items of a list: cut at commas and semicolons, and at coordinators that a figure follows.
fn items(scene: &Scene<'_, '_, '_>, whole: usize, list: Range<usize>) -> Vec<Item> {
    let reading = scene.ctx.reading;
    let mut items = Vec::new();
    let (mut start, mut joined) = (list.start, false);
    let mut push = |tokens: Range<usize>, joined: bool| {
        let words = tokens.clone().any(|k| reading.kind(k) != Some(crate::text::TokenKind::Mark));
        if words {
            items.push(Item { tokens, joined });
        }
        words
    };
    for i in list.clone().filter(|&i| !scene.ctx.in_figure(i)) {
        let figure_follows = || {
            let ahead = i + 1..(i + 1 + AHEAD).min(list.end);
            scene.in_tokens(&ahead).any(|f| scene.same_sort(f, whole))
        };
        if reading.is_mark(i, ",;") {
            let pushed = push(start..i, joined);
            (start, joined) = (i + 1, joined && !pushed);
        } else if reading.is_cue(i, &[Cue::Coordinator]) && figure_follows() {
            push(start..i, joined);
            (start, joined) = (i + 1, true);
        }
    }
    push(start..list.end, joined);
    items
}

/// Tokens before a part in which the word stands that makes it one.
const NEAR: usize = 3;

/// Tokens behind a coordinator in which the figure of the item that it opens stands.
const AHEAD: usize = 4;

/// *Of the 46 vehicles eleven were destroyed and eight damaged. The other 29 …*: parts and the rest.
fn with_rest(scene: &Scene<'_, '_, '_>, sentence: usize, found: &mut Vec<Tie>) {
    let here = scene.in_sentence(sentence);
    let Some(whole) = here.clone().find(|&f| opens_as_whole(scene, f)) else { return };
    let counted = |f: &usize| scene.same_sort(*f, whole) && is_amount(scene, *f);
    let is_rest = |f: &usize| scene.facts[*f].scope == Some(Scope::Rest);
    let mut parts: Vec<usize> = (whole + 1..here.end).filter(counted).collect();
    if !parts.iter().any(is_rest) {
        let next = scene.in_sentence(sentence + 1).find(counted);
        let Some(rest) = next.filter(is_rest) else { return };
        parts.push(rest);
    }
    let last_is_rest =
        parts.last().is_some_and(is_rest) && parts.iter().filter(|p| is_rest(p)).count() == 1;
    let plain = |f: &usize| !matches!(scene.facts[*f].scope, Some(Scope::Further | Scope::Per));
    let listed = scene.has(scene.sentence(sentence), &[Cue::Part]);
    if parts.len() > 1 && last_is_rest && parts.iter().all(plain) && !listed {
        let facts: Vec<usize> = std::iter::once(whole).chain(parts).collect();
        found.push(scene.tie(Relation::Sum, &facts));
    }
}

/// *of the 46 vehicles*: whether a count is opened by a preposition and an article, and no figure stands right before it.
pub(crate) fn opens_as_whole(scene: &Scene<'_, '_, '_>, fact: usize) -> bool {
    let reading = scene.ctx.reading;
    let mention = scene.mention(fact);
    let mut start = mention.outer.start as usize;
    // *of the first 50 patients*
    if let Some(first) = fact.checked_sub(1).map(|f| scene.mention(f))
        && first.kind == Kind::Ordinal
        && first.outer.end as usize == start
    {
        start = first.outer.start as usize;
    }
    let article = start.checked_sub(1).filter(|&i| {
        reading.is_cue(i, &[Cue::Definite, Cue::Possessive]) || reading.is_cue(i, &[Cue::Total])
    });
    let of = |i: usize| reading.is_cue(i, &[Cue::OfPreposition]);
    let own = scene.ctx.segments[scene.ctx.segment_at(start)].tokens.start;
    let opened = article.is_some_and(|a| a > 0 && (of(a - 1) || (a > 1 && of(a - 2))))
        || (start == own + 1 && of(own) && reading.upper(own));
    let alone = scene.facts[fact].scope != Some(Scope::Whole);
    counts(mention) && opened && alone && mention.value.is_point()
}

/// *5 million, plus 3 million …: thus 9 million in total*: a total that is said to follow from the figures before it.
fn totalled(scene: &Scene<'_, '_, '_>, sentence: usize, found: &mut Vec<Tie>) {
    let reading = scene.ctx.reading;
    let here = scene.in_sentence(sentence);
    for whole in here.clone().filter(|&f| is_amount(scene, f)) {
        let mention = scene.mention(whole);
        let end = mention.outer.end as usize;
        let before = scene.before(whole);
        let summed = scene.has(before.clone(), &[Cue::Total])
            || (end..end + 2).any(|i| reading.is_cue(i, &[Cue::Total]));
        let hence = scene.has(before.start.saturating_sub(1)..before.end, &[Cue::Hence]);
        // *gold worth 1.4 million and stamps worth 0.8 million, making 2.2 million*
        let start = mention.outer.start as usize;
        let made = !summed
            && mention.unit.is_some()
            && scene.has(start.saturating_sub(MADE).max(before.start)..start, &[Cue::Hence]);
        let summed = summed || made;
        let level = matches!(scene.facts[whole].scope, None | Some(Scope::Whole | Scope::Per));
        if !summed || !level || !(hence || is_apposed(scene, whole)) {
            continue;
        }
        let addend = |f: &usize| {
            (scene.same_sort(*f, whole) || is_elided(scene, *f, whole)) && is_amount(scene, *f)
        };
        let mut parts: Vec<usize> = (here.start..whole).filter(addend).collect();
        if parts.is_empty() && hence && sentence > 0 {
            parts = scene.in_sentence(sentence - 1).filter(addend).collect();
        }
        let plain = |f: &usize| {
            let scope = scene.facts[*f].scope;
            matches!(scope, None | Some(Scope::Further | Scope::Part | Scope::Per))
                && scene.mention(*f).value.is_point()
        };
        let listed =
            || parts.windows(2).all(|w| w[0] + 1 == w[1]) && is_closed(scene, whole, &parts);
        let fits = if made { listed() } else { hence || is_listed(scene, whole, &parts) };
        let from = parts.first().map_or(end, |&f| scene.mention(f).outer.start as usize);
        let some = scene.has(from..end, &[Cue::Part, Cue::PartOf]);
        if (2..=MOST).contains(&parts.len()) && parts.iter().all(plain) && fits && !some {
            let facts: Vec<usize> = std::iter::once(whole).chain(parts).collect();
            found.push(scene.tie(Relation::Sum, &facts));
        }
    }
}

/// Tokens before a total in which the word stands that makes it one of all before it.
const MADE: usize = 4;

/// Whether nothing but times stands between the addends of a sum and it, and the last is joined by a coordinator and nothing else.
fn is_closed(scene: &Scene<'_, '_, '_>, whole: usize, parts: &[usize]) -> bool {
    let [.., first, last] = parts[..] else { return false };
    let joints = |i: usize| scene.ctx.reading.is_cue(i, &[Cue::Coordinator]);
    let joined = scene.between(first, last).into_iter().any(joints);
    joined && (last + 1..whole).all(|f| scene.mention(f).is_calendar())
}

/// Addends of the longest sum that is put together from a running text.
const MOST: usize = 6;

/// *14 men and six women, 22 people in all*: whether a total stands right behind a comma, with the word that makes it one close by.
fn is_apposed(scene: &Scene<'_, '_, '_>, whole: usize) -> bool {
    const CLOSE: usize = 6;
    let reading = scene.ctx.reading;
    let start = scene.mention(whole).outer.start as usize;
    let near = start.saturating_sub(CLOSE)..start;
    let mark = near.clone().rev().find(|&i| reading.is_mark(i, ",–—(:"));
    mark.is_some_and(|i| !scene.has(i..start, &[Cue::Auxiliary]))
}

/// *four million for schools, three million for roads, in all seven million euros*: whether a figure leaves out the currency.
fn is_elided(scene: &Scene<'_, '_, '_>, fact: usize, whole: usize) -> bool {
    let mention = scene.mention(fact);
    let large = mention.unit.is_none() && counts(mention) && mention.written.exponent > 3;
    large && scene.mention(whole).kind == Kind::Money
}

/// Whether the figures before a total are one closed list of what it counts.
fn is_listed(scene: &Scene<'_, '_, '_>, whole: usize, parts: &[usize]) -> bool {
    let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { return false };
    let others = (first..whole).filter(|f| !scene.mention(*f).is_calendar()).count();
    let tokens =
        scene.mention(first).outer.start as usize..scene.mention(whole).outer.start as usize;
    let coordinated =
        scene.has(scene.between(parts[parts.len().saturating_sub(2)], last), &[Cue::Coordinator]);
    let some = scene.has(tokens.clone(), &[Cue::Part, Cue::PartOf]);
    let close = tokens.end.saturating_sub(2);
    let broken = tokens.into_iter().any(|i| {
        scene.ctx.reading.is_mark(i, ";") || i < close && scene.ctx.reading.is_mark(i, ":")
    });
    others == parts.len()
        && coordinated
        && !some
        && !broken
        && parts.iter().all(|&part| is_one_of(scene, part, whole))
}

/// Whether what a part counts can be among what a whole counts: its noun is left out, is the same, or is one of that sort.
pub(crate) fn is_one_of(scene: &Scene<'_, '_, '_>, part: usize, whole: usize) -> bool {
    let head = |f: usize| scene.facts[f].entity.as_ref().map(|e| &e.head);
    // What nobody names is what its verb implies (*150 were infected*).
    let said = |f: usize| {
        let implied = scene.facts[f].attribute.as_ref().and_then(|a| a.span);
        head(f).filter(|h| h.span.is_some() && (h.span != implied || !h.is_human()))
    };
    let (small, large) = (said(part), said(whole));
    let (Some(small), Some(large)) = (small, large) else { return true };
    let people = small.is_human() && large.is_human();
    small.key == large.key || small.is_a(&large.key) || large.is_a(&small.key) || people
}
