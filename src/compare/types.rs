use crate::fact::FactId;

/// Index of a group in its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u32);

/// Facts of which every two are comparable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Key of what is counted.
    pub subject: String,
    /// Key of what is said of it.
    pub attribute: String,
    /// At least two, in order of document and position.
    pub facts: Vec<FactId>,
}
