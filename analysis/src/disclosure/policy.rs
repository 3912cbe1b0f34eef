//! The policy: what a survey declares must not be published.

/// Which figures would tell too much of too few.
///
/// Breakdowns are protected always; figures over the whole sample, and who took part, only where that is
/// declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Counts from 1 to below this are withheld; none where it is 0.
    pub counts_below: u32,
    /// Every figure on a base from 1 to below this is withheld; none where it is 0.
    pub bases_below: u32,
    /// Whether a figure is withheld that says that everybody in its base, or nobody, gave an answer.
    pub all_or_none: bool,
    /// Whether the figures over the whole sample are protected too.
    pub whole: bool,
    /// Whether the numbers of those who took part are protected too, category by category.
    pub participation: bool,
    /// By how much the least and the most that a withheld figure can be must differ at least.
    pub width: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            counts_below: 0,
            bases_below: 5,
            all_or_none: false,
            whole: false,
            participation: false,
            width: 1,
        }
    }
}

impl Policy {
    /// Whether a base is that of too few.
    pub fn is_small_base(&self, base: u32) -> bool {
        (1..self.bases_below).contains(&base)
    }

    /// Whether a count on a base that may be published tells too much.
    pub fn is_telling(&self, count: u32, base: u32) -> bool {
        let all_or_none = self.all_or_none && base > 0 && (count == 0 || count == base);
        (1..self.counts_below).contains(&count) || all_or_none
    }
}

/// What those who answer a question have been told becomes of its answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// They are only published added up with those of others.
    #[default]
    Aggregate,
    /// They may be published with the name of whoever gave them, so there is nothing to protect.
    Named,
    /// They are not published in any form until permission is there.
    AskFirst,
}
