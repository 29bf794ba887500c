//! A story: Markdown → articles and expected findings, and back.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use claimdiff::text::Span;

/// Heads an entry of figures that must stand in one group.
pub const GROUP: &str = "group";

/// A short article.
#[derive(Debug, Clone)]
pub struct Article {
    /// `<name>.<language>.txt`
    pub name: String,
    /// Publication day, where it has one.
    pub published: Option<String>,
    pub text: String,
}

/// A finding or a group: its head, and the article and words of every figure.
#[derive(Debug, Clone)]
pub struct Entry {
    pub head: String,
    pub quotes: Vec<(String, String)>,
}

/// Articles and what is expected of them.
#[derive(Debug, Clone)]
pub struct Story {
    pub articles: Vec<Article>,
    pub entries: Vec<Entry>,
}

/// All stories below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "md") {
            all.push(path);
        }
    }
    all.sort();
    all
}

impl Story {
    /// Reads a story.
    pub fn parse(markdown: &str) -> Result<Self, String> {
        let mut story = Self { articles: Vec::new(), entries: Vec::new() };
        let mut findings = None;
        for (info, text) in blocks(markdown) {
            let mut words = info.split_whitespace().map(str::to_owned);
            match words.next() {
                Some(word) if word == "findings" => findings = Some(text),
                Some(name) => story.articles.push(Article { name, published: words.next(), text }),
                None => return Err("a fenced block without a name".into()),
            }
        }
        if story.articles.is_empty() {
            return Err("no article".into());
        }
        story.entries = entries(&findings.ok_or("no block `findings`")?)?;
        Ok(story)
    }

    /// The only place of `quote` in the article `name`.
    pub fn locate(&self, name: &str, quote: &str) -> Result<(usize, Span), String> {
        let idx = self
            .articles
            .iter()
            .position(|a| a.name == name)
            .ok_or_else(|| format!("no article {name}"))?;
        let mut hits = self.articles[idx].text.match_indices(quote);
        let n_hits = hits.clone().count();
        match hits.next() {
            Some((start, _)) if n_hits == 1 => {
                Ok((idx, Span::new(start as u32, (start + quote.len()) as u32)))
            }
            _ => Err(format!("{name}: \"{quote}\" stands there {n_hits} times")),
        }
    }

    /// Findings as a story writes them.
    pub fn shown(&self, found: &BTreeSet<(String, BTreeSet<(usize, Span)>)>) -> String {
        if found.is_empty() {
            return "none\n".into();
        }
        let mut text = String::new();
        for (head, places) in found {
            text.extend([head, "\n"]);
            let width =
                places.iter().map(|(idx, _)| self.articles[*idx].name.len()).max().unwrap_or(0);
            for &(idx, span) in places {
                let article = &self.articles[idx];
                let quote = unique(&article.text, span);
                let _ = writeln!(text, "  {:width$} \"{quote}\"", article.name);
            }
        }
        text
    }

    /// Puts `found` in the place of the findings in the file, and keeps its groups.
    pub fn rewrite(&self, path: &Path, found: &BTreeSet<(String, BTreeSet<(usize, Span)>)>) {
        let markdown = fs::read_to_string(path).expect("the story is there");
        let start = markdown.find("```findings\n").expect("it was parsed") + "```findings\n".len();
        let end = start + markdown[start..].find("```").expect("it was parsed");
        let mut text = self.shown(found);
        for entry in self.entries.iter().filter(|e| e.head == GROUP) {
            text.extend([GROUP, "\n"]);
            for (name, quote) in &entry.quotes {
                let _ = writeln!(text, "  {name} \"{quote}\"");
            }
        }
        fs::write(path, format!("{}{text}{}", &markdown[..start], &markdown[end..]))
            .expect("the story can be written");
    }
}

/// Info string and text of every fenced block.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => all.extend(open.take()),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    all
}

fn entries(text: &str) -> Result<Vec<Entry>, String> {
    if text.trim().is_empty() {
        return Err("the block `findings` is empty: say `none`".into());
    }
    let mut all: Vec<Entry> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && *line != "none") {
        if !line.starts_with(' ') {
            all.push(Entry { head: line.trim().to_owned(), quotes: Vec::new() });
            continue;
        }
        let entry = all.last_mut().ok_or("a quote without a head")?;
        let quote = line.trim().split_once(' ').and_then(|(name, rest)| {
            let quote = rest.trim().strip_prefix('"')?.strip_suffix('"')?;
            Some((name.to_owned(), quote.to_owned()))
        });
        entry
            .quotes
            .push(quote.ok_or_else(|| format!("line `{line}`: write an article and a quote"))?);
    }
    Ok(all)
}

/// The figure at `span` with the word behind it, and more words until it stands only once in `text`.
fn unique(text: &str, span: Span) -> &str {
    let (start, mut end) = (span.start as usize, span.end as usize);
    loop {
        let rest = &text[end..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let word = rest[blank..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - blank);
        let more = end + blank + word.max(usize::from(blank == 0 && !rest.is_empty()));
        let longer = text.get(start..more).unwrap_or(&text[start..end]);
        if text.matches(longer).count() == 1 || more == end {
            return longer;
        }
        end = more;
    }
}
