//! The tags and texts of a page that matter, and what its head says.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::text::Meta;

use super::super::iso_time;
use super::tags::{Role, TAGS, find};

/// The attributes that say something of the page.
const ATTRIBUTES: [&str; 7] =
    ["content", "datetime", "itemprop", "lang", "name", "property", "xml:lang"];

/// A page, flat.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// In order of position.
    pub(super) events: Vec<Event>,
    /// What [`Event::Time`] points to.
    pub(super) times: Vec<String>,
    /// What attributes of the head say.
    pub(super) meta: Meta,
}

/// A tag, a text or a time; tags as indices into [`TAGS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    /// A start tag.
    Open(u8),
    /// An end tag.
    Close(u8),
    /// What stands between two tags, in bytes of the source.
    Text(Range<u32>),
    /// A time, as index into [`Page::times`].
    Time(u32),
}

impl Page {
    /// Reads the page in one pass; anything is a page.
    pub(super) fn scan(source: &str) -> Self {
        let mut scan = Scan::default();
        let mut emitter = CallbackEmitter::new(
            |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
                scan.take(&event, span);
                None
            },
        );
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
        scan.page
    }

    /// Whether a form holds the page, not only controls.
    pub(super) fn is_form(&self) -> bool {
        let mut n_open = 0u32;
        self.events.iter().any(|event| {
            match event {
                Event::Open(tag) if role(*tag) == Role::Form => n_open += 1,
                Event::Close(tag) if role(*tag) == Role::Form => n_open = n_open.saturating_sub(1),
                Event::Open(tag) => {
                    return n_open > 0 && matches!(role(*tag), Role::Region | Role::Heading);
                }
                _ => {}
            }
            false
        })
    }
}

/// What the element does.
pub(super) fn role(tag: u8) -> Role {
    TAGS[usize::from(tag)].1
}

/// The page so far, and the start tag that is being read.
#[derive(Debug, Default)]
struct Scan {
    page: Page,
    tag: Option<u8>,
    keeps_attributes: bool,
    attribute: Option<&'static str>,
    attributes: Vec<(&'static str, String)>,
}

impl Scan {
    fn take(&mut self, event: &CallbackEvent<'_>, span: Span<usize>) {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = find(name);
                self.keeps_attributes = self
                    .tag
                    .is_some_and(|t| matches!(role(t), Role::Root | Role::Meta | Role::Time));
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = ATTRIBUTES
                    .into_iter()
                    .find(|known| known.as_bytes() == name && self.keeps_attributes);
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(name) = self.attribute.take() {
                    self.attributes.push((name, String::from_utf8_lossy(value).into_owned()));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.keeps_attributes = false;
                if let Some(tag) = self.tag.take() {
                    self.start_tag(tag);
                    if self_closing {
                        self.end_tag(tag);
                    }
                }
            }
            CallbackEvent::EndTag { name } => {
                if let Some(tag) = find(name) {
                    self.end_tag(tag);
                }
            }
            CallbackEvent::String { .. } => {
                self.page.events.push(Event::Text(span.start as u32..span.end as u32));
            }
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: u8) {
        match role(tag) {
            Role::Root => {
                self.page.meta.language =
                    self.value("lang").or(self.value("xml:lang")).map(str::to_owned);
            }
            Role::Meta => self.property(),
            Role::Time => {
                if let Some(time) = self.value("datetime").and_then(iso_time) {
                    self.page.events.push(Event::Time(self.page.times.len() as u32));
                    self.page.times.push(time);
                }
            }
            _ => self.page.events.push(Event::Open(tag)),
        }
    }

    fn end_tag(&mut self, tag: u8) {
        if role(tag).is_nested() {
            self.page.events.push(Event::Close(tag));
        }
    }

    /// Reads `<meta property=… content=…>`.
    fn property(&mut self) {
        let Some(content) = self.value("content") else { return };
        let name = ["property", "name", "itemprop"].into_iter().find_map(|key| self.value(key));
        match name {
            Some("article:published_time" | "datePublished") => {
                let published = iso_time(content);
                self.page.meta.published = self.page.meta.published.take().or(published);
            }
            Some("og:site_name") => self.page.meta.publisher = Some(content.to_owned()),
            _ => {}
        }
    }

    /// Value of an attribute, if it says something.
    fn value(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(key, _)| *key == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read() {
        let head = "<!doctype html><HTML lang='xx-YY' class=x><meta property=\"article:published_time\" content=\"2024-10-29T10:00\">\
                    <meta content='A &amp; B' property=og:site_name /><meta name=itemprop><meta itemprop=datePublished content=2020-01-01>";
        let meta = Page::scan(head).meta;
        assert_eq!(meta.language.as_deref(), Some("xx-YY"));
        assert_eq!(meta.published.as_deref(), Some("2024-10-29T10:00"));
        assert_eq!(meta.publisher.as_deref(), Some("A & B"));
    }

    #[test]
    fn events_are_those_that_matter() {
        let page =
            Page::scan("<p><b>1</b><br/></x><time datetime=PT2H><time datetime='2024-10-29'>2</p");
        let (p, br) = (find(b"p").unwrap(), find(b"br").unwrap());
        let expected = [
            Event::Open(p),
            Event::Text(6..7),
            Event::Open(br),
            Event::Time(0),
            Event::Text(68..69),
        ];
        assert_eq!(page.events, expected);
    }

    #[test]
    fn a_form_that_holds_the_page_is_seen() {
        assert!(Page::scan("<form><div><h1>x</h1></div></form>").is_form());
        assert!(!Page::scan("<h1>x</h1><form><input></form><main>").is_form());
    }
}
