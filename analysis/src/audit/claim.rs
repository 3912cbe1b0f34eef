//! Claims: numbers that somebody published.

use std::collections::BTreeMap;

use crate::figure::Row;
use crate::findings::Findings;
use crate::share::{Percent, Share};

/// One published number, with whatever was published about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Names it, once in its publication.
    pub id: String,
    /// What it says, in words.
    pub text: String,
    /// The percentage as printed.
    pub percent: Option<Percent>,
    /// How many.
    pub count: Option<u32>,
    /// Of how many.
    pub base: Option<u32>,
    /// The whole that it is a part of. Claims that name the same one are its parts, and no respondent is in two
    /// of them.
    pub set: Option<String>,
    /// The counts that a picture shows for the parts of its base; empty where there is no picture.
    pub segments: Vec<u32>,
    /// The ids of the claims that it adds up.
    pub sum: Vec<String>,
    /// The key of the finding of ours that answers it.
    pub finding: Option<String>,
}

impl Claim {
    /// Its numbers as they were published, such as "45%, 11 of 24".
    pub fn numbers(&self) -> String {
        let of = match (self.count, self.base) {
            (Some(count), Some(base)) => Some(format!("{count} of {base}")),
            // Beside a percentage, a number alone could be its base.
            (Some(count), None) if self.percent.is_some() => {
                Some(format!("{count} of an unstated base"))
            }
            (Some(count), None) => Some(count.to_string()),
            (None, Some(base)) => Some(format!("of {base}")),
            (None, None) => None,
        };
        let percent = self.percent.map(|percent| percent.to_string());
        let numbers: Vec<String> = percent.into_iter().chain(of).collect();
        numbers.join(", ")
    }

    /// The base that it states, or that the segments of its picture make.
    pub(super) fn stated_base(&self) -> Option<u32> {
        self.base.or_else(|| {
            let mut segments = self.segments.iter();
            let first = *segments.next()?;
            segments.try_fold(first, |sum, segment| sum.checked_add(*segment))
        })
    }
}

/// Everything that one publication claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// How many answered, where it is said for the whole publication.
    pub responses: Option<u32>,
    /// The claims, in the order of the publication.
    pub claims: Vec<Claim>,
}

/// A figure of ours, which a claim is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ours {
    /// How many.
    pub count: u32,
    /// Of how many; `None` for a number that is no share.
    pub base: Option<u32>,
    /// Whether it is a percentage without a base, as a declared fact in "%" is.
    pub is_percentage: bool,
}

impl Ours {
    /// A figure with what its number is in, where that is declared.
    pub fn new(count: u32, base: Option<u32>, unit: Option<&str>) -> Self {
        Self {
            count,
            base,
            is_percentage: base.is_none() && unit.is_some_and(|unit| unit.trim() == "%"),
        }
    }

    /// The base of which its percentage is, where it has one.
    pub(super) fn base_of_percentage(self) -> Option<u32> {
        self.base.or(self.is_percentage.then_some(100))
    }

    /// The figure in words, its percentage with as many decimals as a published one: "56% (42 of 75)".
    pub fn beside(self, published: Option<Percent>) -> String {
        let decimals = published.map_or(0, Percent::decimals);
        let share = self.base.and_then(|base| Share::new(self.count, base).ok());
        match (self.base, share) {
            (Some(base), Some(share)) => {
                format!("{} ({} of {base})", share.percent(decimals), self.count)
            }
            (Some(base), None) => format!("{} of {base}", self.count),
            (None, _) if self.is_percentage => format!("{}%", self.count),
            (None, _) => self.count.to_string(),
        }
    }
}

/// Our figures by key; a withheld one has no numbers to hold a claim against.
pub type OurFigures = BTreeMap<String, Option<Ours>>;

/// The figures of our findings, which claims are held against.
pub fn our_figures(findings: &Findings) -> OurFigures {
    let ours = |row: &Row| {
        let count = row.figure.count.ok()?;
        Some(Ours::new(count, row.figure.base, row.unit.as_deref()))
    };
    let rows = findings.tables.iter().flat_map(|table| &table.rows);
    rows.map(|row| (row.key.to_string(), ours(row))).collect()
}

/// The key under which both a claim and our findings say how many answered.
pub(super) const PARTICIPATION: &str = "participation";

impl Publication {
    /// How many answered, which no base of an answer is above: as the publication says, or else the claim about
    /// participation.
    pub(super) fn responses(&self) -> Option<u32> {
        let is_about = |claim: &&Claim| claim.finding.as_deref() == Some(PARTICIPATION);
        let claimed = || self.claims.iter().find(is_about)?.count;
        self.responses.or_else(claimed)
    }
}
