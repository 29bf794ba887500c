//! Raw files → valid packs, with every mistake reported.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::lang::calendar::Feast;
use crate::lang::error::RuleError;
use crate::lang::lexicon::RuleId;
use crate::lang::raw;
use crate::lang::sense::{Concept, Sense};
use crate::value::Unit;

/// One rule file: its path below the rules folder, and its text.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// `<folder>/<name>.toml` or `<folder>/cases/<name>.toml`.
    pub path: String,
    /// Contents.
    pub text: String,
}

/// Where a rule stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRef {
    /// The rule file.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// Id or first word.
    pub name: String,
}

/// What the loader knows while it reads: files, mistakes, shared ids, rules.
#[derive(Debug)]
pub(crate) struct Loader {
    files: BTreeMap<String, String>,
    /// Bytes of each file before the ends of its lines.
    line_ends: HashMap<String, Vec<usize>>,
    pub errors: Vec<RuleError>,
    pub rules: Vec<RuleRef>,
    pub units: HashMap<String, (Arc<Unit>, bool)>,
    /// The smaller unit that may go unsaid behind a unit.
    pub minors: HashMap<String, Arc<Unit>>,
    pub kinds: BTreeMap<String, String>,
    pub concepts: HashMap<String, Arc<Concept>>,
    /// What a date can be the day of.
    pub events: HashMap<String, Arc<Concept>>,
    pub places: HashMap<String, Arc<Concept>>,
    pub actors: HashMap<String, Arc<Concept>>,
    /// Attributes that count something and stand below another attribute that counts nothing.
    pub narrower: Vec<Arc<Concept>>,
    /// Named days.
    pub feasts: HashMap<String, Feast>,
    /// The concept of saying.
    pub speech: Option<Arc<Concept>>,
    /// The concept of anybody.
    pub anybody: Option<Arc<Concept>>,
    /// Symbols that are the same in every language.
    pub symbols: Vec<(String, Sense, RuleId)>,
}

impl Loader {
    pub fn new(files: Vec<RuleFile>) -> Self {
        Self {
            files: files.into_iter().map(|f| (f.path, f.text)).collect(),
            line_ends: HashMap::new(),
            errors: Vec::new(),
            rules: Vec::new(),
            units: HashMap::new(),
            kinds: BTreeMap::new(),
            concepts: HashMap::new(),
            events: HashMap::new(),
            places: HashMap::new(),
            actors: HashMap::new(),
            narrower: Vec::new(),
            feasts: HashMap::new(),
            speech: None,
            anybody: None,
            minors: HashMap::new(),
            symbols: Vec::new(),
        }
    }

    /// The folders that hold a language.
    pub fn languages(&self) -> Vec<String> {
        let folder = |path: &String| path.strip_suffix("/language.toml").map(str::to_owned);
        self.files.keys().filter_map(folder).collect()
    }

    /// The paths of the case files of a folder.
    pub fn case_files(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/cases/");
        self.files.keys().filter(|p| p.starts_with(&prefix)).cloned().collect()
    }

    /// A file in its raw form; the default where there is none or it cannot be read.
    pub fn read<T: DeserializeOwned + Default>(&mut self, path: &str) -> T {
        self.parse(path).unwrap_or_default()
    }

    /// A file in its raw form; `None` where there is none, or it cannot be read (then with an error noted).
    pub fn parse<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let text = self.files.get(path)?;
        match toml::from_str(text) {
            Ok(raw) => Some(raw),
            Err(error) => {
                let mut mistake = RuleError::new("rules::syntax", path, text, error.message());
                if let Some(span) = error.span() {
                    mistake = mistake.label(span, "here");
                }
                self.errors.push(mistake);
                None
            }
        }
    }

    /// Whether a shared file could not be read.
    pub fn is_shared_unread(&self) -> bool {
        self.errors.iter().any(|e| e.code == "rules::syntax" && e.file().starts_with("shared/"))
    }

    /// Notes a mistake at bytes of a file.
    pub fn mistake(
        &mut self,
        code: &'static str,
        path: &str,
        span: Range<usize>,
        message: impl Into<String>,
        help: &str,
    ) {
        let text = self.files.get(path).map_or("", String::as_str);
        let error = RuleError::new(code, path, text, message).label(span, "here").with_help(help);
        self.errors.push(error);
    }

    /// A new rule, named by a word of its entry.
    pub fn rule(&mut self, path: &str, name: Option<&raw::Form>) -> RuleId {
        let line = self.line(path, name.map_or(0, |n| n.span().start));
        let name = name.map_or_else(String::new, |n| n.get_ref().clone());
        self.rules.push(RuleRef { file: path.to_owned(), line, name });
        RuleId(self.rules.len() as u32 - 1)
    }

    /// The line of a byte of a file, counted from 1.
    fn line(&mut self, path: &str, at: usize) -> usize {
        if !self.line_ends.contains_key(path) {
            let text = self.files.get(path).map_or("", String::as_str);
            let ends = text.match_indices('\n').map(|(end, _)| end).collect();
            self.line_ends.insert(path.to_owned(), ends);
        }
        self.line_ends[path].partition_point(|end| *end < at) + 1
    }

    /// Refuses an entry without a word.
    pub fn has_forms(&mut self, path: &str, forms: &[raw::Form], at: Range<usize>) -> bool {
        let blank = forms.iter().find(|f| f.get_ref().trim().is_empty());
        if forms.is_empty() || blank.is_some() {
            let span = blank.map_or(at, toml::Spanned::span);
            let help = "give it at least one form, or take the entry out";
            self.mistake("rules::no-form", path, span, "an entry without a word", help);
            return false;
        }
        true
    }
}
