//! What an element does to the text.

/// What an element does to the text; elements that are not listed do nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A paragraph of its own.
    Block,
    /// An empty element that ends a paragraph.
    Rule,
    /// A line break.
    Line,
    /// A cell of a table row.
    Cell,
    /// White space stays.
    Pre,
    /// Holds what the page is about.
    Region,
    /// Opens a region, where its text counts, or the page, where it does not.
    Header,
    /// The main heading.
    Heading,
    /// Stands beside the text.
    Aside,
    /// Controls, if it does not hold the whole page.
    Form,
    /// No text, or none that is shown.
    Hidden,
    /// Title of the page.
    Title,
    /// Written higher than its line.
    Raised,
    /// A time, with its ISO form in an attribute.
    Time,
    /// A property of the page.
    Meta,
    /// The root, with the language of the page.
    Root,
}

impl Role {
    /// Whether the element begins and ends a paragraph.
    pub(super) fn is_block(self) -> bool {
        use Role::{Aside, Block, Form, Header, Heading, Pre, Region, Rule};
        matches!(self, Block | Rule | Pre | Region | Header | Heading | Aside | Form)
    }

    /// Whether the element may hold others, so that its end matters.
    pub(super) fn is_nested(self) -> bool {
        self.is_block() && self != Role::Rule || matches!(self, Role::Hidden | Role::Title)
    }
}

/// Every element that matters, by name. *Source*: HTML Standard, §4 and §15 (rendering).
pub(super) const TAGS: [(&str, Role); 75] = [
    ("address", Role::Block),
    ("article", Role::Region),
    ("aside", Role::Aside),
    ("audio", Role::Hidden),
    ("blockquote", Role::Block),
    ("body", Role::Block),
    ("br", Role::Line),
    ("button", Role::Hidden),
    ("canvas", Role::Hidden),
    ("caption", Role::Block),
    ("center", Role::Block),
    ("datalist", Role::Hidden),
    ("dd", Role::Block),
    ("details", Role::Block),
    ("dialog", Role::Aside),
    ("dir", Role::Block),
    ("div", Role::Block),
    ("dl", Role::Block),
    ("dt", Role::Block),
    ("fieldset", Role::Block),
    ("figcaption", Role::Block),
    ("figure", Role::Block),
    ("footer", Role::Aside),
    ("form", Role::Form),
    ("h1", Role::Heading),
    ("h2", Role::Block),
    ("h3", Role::Block),
    ("h4", Role::Block),
    ("h5", Role::Block),
    ("h6", Role::Block),
    ("header", Role::Header),
    ("hgroup", Role::Block),
    ("hr", Role::Rule),
    ("html", Role::Root),
    ("iframe", Role::Hidden),
    ("legend", Role::Block),
    ("li", Role::Block),
    ("listing", Role::Pre),
    ("main", Role::Region),
    ("map", Role::Hidden),
    ("menu", Role::Aside),
    ("meta", Role::Meta),
    ("nav", Role::Aside),
    ("noembed", Role::Hidden),
    ("noframes", Role::Hidden),
    ("noscript", Role::Hidden),
    ("object", Role::Hidden),
    ("ol", Role::Block),
    ("optgroup", Role::Hidden),
    ("option", Role::Hidden),
    ("p", Role::Block),
    ("pre", Role::Pre),
    ("rp", Role::Hidden),
    ("rt", Role::Hidden),
    ("script", Role::Hidden),
    ("search", Role::Aside),
    ("section", Role::Block),
    ("select", Role::Hidden),
    ("style", Role::Hidden),
    ("summary", Role::Block),
    ("sup", Role::Raised),
    ("svg", Role::Hidden),
    ("table", Role::Block),
    ("tbody", Role::Block),
    ("td", Role::Cell),
    ("template", Role::Hidden),
    ("textarea", Role::Hidden),
    ("tfoot", Role::Block),
    ("th", Role::Cell),
    ("thead", Role::Block),
    ("time", Role::Time),
    ("title", Role::Title),
    ("tr", Role::Block),
    ("ul", Role::Block),
    ("video", Role::Hidden),
];

/// Index of a name, in lower case, into [`TAGS`].
pub(super) fn find(name: &[u8]) -> Option<u8> {
    TAGS.binary_search_by(|(known, _)| known.as_bytes().cmp(name)).ok().map(|idx| idx as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found() {
        for (idx, (name, _)) in TAGS.iter().enumerate() {
            assert_eq!(find(name.as_bytes()), Some(idx as u8), "{name}");
        }
        assert_eq!(find(b"span"), None);
    }
}
