use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource};
use thiserror::Error;

/// A mistake in a rule file, with the bytes of the file that it lies in.
#[derive(Debug, Error, Clone)]
#[error("{message}")]
pub struct RuleError {
    /// `rules::<what>`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    excerpt: Arc<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
}

impl RuleError {
    /// A mistake in `file` whose text is `text`.
    pub fn new(code: &'static str, file: &str, text: &str, message: impl Into<String>) -> Self {
        let excerpt = Arc::new(NamedSource::new(file, text.to_owned()).with_language("TOML"));
        Self { code, message: message.into(), help: None, excerpt, labels: Vec::new() }
    }

    /// Points at bytes of the file.
    #[must_use]
    pub fn label(mut self, span: std::ops::Range<usize>, text: impl Into<String>) -> Self {
        self.labels.push(LabeledSpan::new(Some(text.into()), span.start, span.len()));
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The rule file.
    pub fn file(&self) -> &str {
        self.excerpt.name()
    }
}

impl Diagnostic for RuleError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&*self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
