use crate::compare::GroupId;
use crate::fact::FactId;

/// What kind of disagreement it is (semantics §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing: a running figure grew.
    Update,
    /// Different named sources say different things.
    Dispute,
    /// One document against itself.
    Internal,
    /// Cannot both hold as stated.
    Conflict,
}

impl Level {
    /// All levels, loudest first.
    pub const ALL: [Self; 4] = [Self::Conflict, Self::Internal, Self::Dispute, Self::Update];

    /// Name in settings, code and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Dispute => "dispute",
            Self::Internal => "internal",
            Self::Update => "update",
        }
    }
}

/// How loud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// They differ, but the match or an operand is less than certain, or the sources differ.
    Warning,
    /// Cannot all be right as stated.
    Error,
}

impl Severity {
    /// Name in code and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One of the competing values, with all facts that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Facts in order of document and position; at least one.
    pub facts: Vec<FactId>,
}

/// Two facts held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The two, in order.
    pub facts: (FactId, FactId),
    /// What kind of disagreement this pair is.
    pub level: Level,
    /// How loud this pair is.
    pub severity: Severity,
}

/// Figures that do not agree. A plain value: `report` turns it into characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the check.
    pub check: &'static str,
    /// The highest of the pairs.
    pub level: Level,
    /// The highest of the pairs.
    pub severity: Severity,
    /// Competing values, in order of weight; at least two.
    pub sides: Vec<Side>,
    /// Which facts clash.
    pub pairs: Vec<Pair>,
    /// Groups that the facts come from.
    pub groups: Vec<GroupId>,
    /// 0–100: how sure the match is.
    pub confidence: u8,
    /// The arithmetic that proves it, where there is one (`2,210 + 1,946 = 4,156, not 4,963`).
    pub proof: Option<String>,
    /// Keys of the slots on which the match rests.
    pub rests_on: Vec<String>,
    /// Slots that at least one side leaves open.
    pub unknown: Vec<String>,
}
