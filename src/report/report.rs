use crate::check::Finding;
use crate::compare::Group;
use crate::fact::Fact;
use crate::text::Document;

/// Everything that one run found out. Formats turn it into bytes and add nothing.
#[derive(Debug)]
pub struct Report {
    /// The documents, in the order given.
    pub documents: Vec<Document>,
    /// Language tag that each was read in; `None`: no pack fitted, nothing was read.
    pub languages: Vec<Option<String>>,
    /// All figures, by document and position. [`FactId`](crate::fact::FactId) indexes it.
    pub facts: Vec<Fact>,
    /// Facts that cover the same entity and attribute. [`GroupId`](crate::compare::GroupId) indexes it.
    pub groups: Vec<Group>,
    /// What does not agree, loudest first.
    pub findings: Vec<Finding>,
}
