//! HTML: the text of the article as a browser shows it, and what the page says of itself.
//!
//! The tokens come from html5gum; they are walked over with a stack of the open elements that matter, so that depth costs
//! nothing and an end tag closes what was left open inside. Text is cut from the source and never from a token, so that
//! the map stays exact.

mod flow;
mod page;
mod references;
mod tags;

use std::ops::Range;

use crate::text::{Document, Meta};

use super::mapped::Mapped;
use super::{File, Format, ReadError};
use flow::{Blanks, Flow};
use page::{Event, Page, role};
pub(super) use references::References;
use tags::{Role, TAGS};

/// HTML and XHTML.
#[derive(Debug, Clone, Copy)]
pub struct Html;

impl Format for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn begins(&self, text: &str) -> bool {
        let text = text.trim_start().as_bytes();
        ["<!doctype html", "<html"].iter().any(|start| {
            text.get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
        })
    }

    fn read(&self, file: &File<'_>) -> Result<Vec<Document>, ReadError> {
        let page = Page::scan(&file.text);
        let (mapped, meta) = extract(&page, &file.text);
        Ok(vec![file.document(mapped, meta)?])
    }
}

/// Whether an element, named in lower case, begins a line of its own.
pub(super) fn breaks_line(name: &[u8]) -> bool {
    tags::find(name)
        .is_some_and(|tag| role(tag).is_block() || matches!(role(tag), Role::Line | Role::Cell))
}

/// Which part of a page is its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// `<article>` and `<main>`.
    Region,
    /// All but what stands beside the text.
    Body,
    /// All that is shown.
    Everything,
}

/// The text within the narrowest scope that holds any, and what the page says of itself.
fn extract(page: &Page, source: &str) -> (Mapped, Meta) {
    let is_form = page.is_form();
    let walk_in = |scope| {
        let mut walk = Walk::new(source, scope);
        walk.form = if is_form { Role::Block } else { Role::Form };
        walk.run(page);
        walk
    };
    let mut walk = walk_in(Scope::Region);
    for wider in [Scope::Body, Scope::Everything] {
        if walk.flow.is_empty() {
            walk = walk_in(wider);
        }
    }
    let mut meta = page.meta.clone();
    meta.title = walk.title.take().or_else(|| walk.heading.take());
    meta.published = meta.published.or(walk.published);
    (walk.flow.finish(), meta)
}

/// The first text of some element, read once.
#[derive(Debug)]
struct Caption<'a> {
    flow: Flow<'a>,
    is_open: bool,
    is_done: bool,
}

impl<'a> Caption<'a> {
    fn new(source: &'a str) -> Self {
        Self { flow: Flow::new(source), is_open: false, is_done: false }
    }

    fn open(&mut self) {
        self.is_open = !self.is_done;
    }

    fn close(&mut self) {
        self.is_open = false;
        self.is_done = !self.flow.is_empty();
    }

    fn push(&mut self, range: Range<usize>) {
        if self.is_open {
            self.flow.push(range, Blanks::Collapse);
        }
    }

    fn take(&mut self) -> Option<String> {
        let flow = std::mem::replace(&mut self.flow, Flow::new(""));
        let (text, _) = flow.finish().finish(&[]);
        (!text.is_empty()).then_some(text)
    }
}

/// The way through a page: what is open, and the text so far.
struct Walk<'a> {
    scope: Scope,
    /// What a form counts as.
    form: Role,
    flow: Flow<'a>,
    title: Caption<'a>,
    heading: Caption<'a>,
    published: Option<String>,
    /// Open elements: tag, and the role it has here.
    stack: Vec<(u8, Role)>,
    /// How many of each tag are on the stack.
    n_open: [u32; TAGS.len()],
    n_hidden: u32,
    n_regions: u32,
    n_pre: u32,
}

impl<'a> Walk<'a> {
    fn new(source: &'a str, scope: Scope) -> Self {
        Self {
            scope,
            form: Role::Form,
            flow: Flow::new(source),
            title: Caption::new(source),
            heading: Caption::new(source),
            published: None,
            stack: Vec::new(),
            n_open: [0; TAGS.len()],
            n_hidden: 0,
            n_regions: 0,
            n_pre: 0,
        }
    }

    fn run(&mut self, page: &Page) {
        for event in &page.events {
            match event {
                Event::Open(tag) => self.open(*tag),
                Event::Close(tag) => self.close(*tag),
                Event::Text(range) => self.text(range.start as usize..range.end as usize),
                Event::Time(time_idx) if self.is_shown() && self.published.is_none() => {
                    self.published = page.times.get(*time_idx as usize).cloned();
                }
                Event::Time(_) => {}
            }
        }
    }

    /// Whether text at this place is part of the document.
    fn is_shown(&self) -> bool {
        self.n_hidden == 0 && (self.scope != Scope::Region || self.n_regions > 0)
    }

    fn text(&mut self, range: Range<usize>) {
        self.title.push(range.clone());
        self.heading.push(range.clone());
        if self.is_shown() {
            let blanks = if self.n_pre > 0 { Blanks::Keep } else { Blanks::Collapse };
            self.flow.push(range, blanks);
        }
    }

    fn open(&mut self, tag: u8) {
        let role = self.role_here(tag);
        self.layout(role);
        match role {
            Role::Hidden | Role::Title => self.n_hidden += 1,
            Role::Region => self.n_regions += 1,
            Role::Pre => self.n_pre += 1,
            Role::Heading => self.heading.open(),
            _ => {}
        }
        if role == Role::Title && self.n_hidden == 1 {
            self.title.open();
        }
        if page::role(tag).is_nested() {
            self.stack.push((tag, role));
            self.n_open[usize::from(tag)] += 1;
        }
    }

    /// Closes the last open element of this name, and with it what is open inside.
    fn close(&mut self, tag: u8) {
        if self.n_open[usize::from(tag)] == 0 {
            self.layout(self.role_here(tag));
            return;
        }
        while let Some((inner, role)) = self.stack.pop() {
            self.n_open[usize::from(inner)] -= 1;
            match role {
                Role::Hidden => self.n_hidden -= 1,
                Role::Title => {
                    self.n_hidden -= 1;
                    self.title.close();
                }
                Role::Region => self.n_regions -= 1,
                Role::Pre => self.n_pre -= 1,
                Role::Heading => self.heading.close(),
                _ => {}
            }
            if inner == tag {
                break;
            }
        }
        self.layout(page::role(tag));
    }

    /// What the tag does to the lines.
    fn layout(&mut self, role: Role) {
        if self.n_hidden > 0 {
            return;
        }
        match role {
            Role::Line => self.flow.line(),
            Role::Cell => self.flow.cell(),
            Role::Raised => self.flow.raise(),
            role if role.is_block() => self.flow.paragraph(),
            _ => {}
        }
    }

    /// What an element does where the walk is: what stands beside the text is hidden or a block.
    fn role_here(&self, tag: u8) -> Role {
        match role(tag) {
            Role::Header if self.n_regions > 0 => Role::Block,
            Role::Form if self.form == Role::Block => Role::Block,
            Role::Header | Role::Aside | Role::Form if self.scope == Scope::Everything => {
                Role::Block
            }
            Role::Header | Role::Aside | Role::Form => Role::Hidden,
            role => role,
        }
    }
}

#[cfg(test)]
mod tests;
