//! Verdicts: what can be said of a published number.

use std::fmt;

/// What is wrong with a claim, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing is wrong with it; stands alone.
    Consistent,
    /// No count of its base gives the percentage under any of the three roundings.
    Impossible,
    /// Only truncation gives the percentage: of the stated count, where there is one, of any count otherwise.
    Truncated,
    /// Things that are stated disagree in another way.
    Contradicts,
    /// A percentage whose base is neither stated nor can be derived.
    UnstatedBase,
    /// The claim is sound, but it isn't what our findings say.
    Differs,
}

impl Verdict {
    /// Every verdict, in order.
    pub const ALL: [Self; 6] = [
        Self::Consistent,
        Self::Impossible,
        Self::Truncated,
        Self::Contradicts,
        Self::UnstatedBase,
        Self::Differs,
    ];

    /// The verdict as one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Impossible => "impossible",
            Self::Truncated => "truncated",
            Self::Contradicts => "contradicts",
            Self::UnstatedBase => "unstated-base",
            Self::Differs => "differs",
        }
    }

    /// What the word means, for people who read it in a report.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Consistent => "everything that is stated agrees",
            Self::Impossible => "no count of the base gives the percentage, however it is rounded",
            Self::Truncated => "the percentage was cut off where it should have been rounded",
            Self::Contradicts => "what is stated disagrees with itself in another way",
            Self::UnstatedBase => {
                "what the percentage is of is neither stated nor follows from what is stated"
            }
            Self::Differs => "the claim is sound, but it is not what the findings say",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
