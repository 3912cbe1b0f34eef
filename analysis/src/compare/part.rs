//! Parts of a group: a share, or nothing to take a share of.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::share::{Percent, Share};

/// So many of a group that may be empty. Serialised as `{count, base, percent, percent_1}`, the
/// percentages from the counts, and null where nobody is in the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub count: u32,
    /// How many are in the group.
    pub base: u32,
}

impl Part {
    /// The share, where somebody is in the group.
    ///
    /// ```
    /// # use analysis::compare::part::Part;
    /// assert_eq!(Part { count: 9, base: 11 }.to_string(), "9 of 11 (82%)");
    /// assert_eq!(Part { count: 0, base: 0 }.share(), None);
    /// ```
    pub fn share(self) -> Option<Share> {
        Share::new(self.count, self.base).ok()
    }
}

/// `9 of 11 (82%)`, or `0 of 0` where nobody is in the group.
impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.count, self.base)?;
        match self.share() {
            Some(share) => write!(f, " ({})", share.printed()),
            None => Ok(()),
        }
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let percent = |decimals| self.share().map(|share| share.percent(decimals));
        let mut part = serializer.serialize_struct("Part", 4)?;
        part.serialize_field("count", &self.count)?;
        part.serialize_field("base", &self.base)?;
        part.serialize_field("percent", &percent(0).map(Percent::whole))?;
        part.serialize_field("percent_1", &percent(1).map(Percent::as_f64))?;
        part.end()
    }
}
