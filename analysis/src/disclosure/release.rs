//! What an earlier release told.

use std::collections::{BTreeMap, BTreeSet};

use crate::key::Key;

/// What everybody knows who has an earlier release; the default is that there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// The count and the base of each figure, as far as they were not withheld, by key.
    pub figures: BTreeMap<Key, (Option<u32>, Option<u32>)>,
    /// The decimals in percent of each weighted share that it told, by key.
    pub weighted: BTreeMap<Key, u8>,
    /// What it held against each other in cross-tabs, with counts, as keys cite it: `often/before` and `plan`.
    pub crossed: BTreeSet<(String, String)>,
    /// The lines of pairs that it told, by the two things that were said: `often/before` and `often/after`.
    pub paired: BTreeSet<(String, String)>,
    /// The questions of which it told the counts of those who answered early and late.
    pub early_and_late: BTreeSet<String>,
}

impl Earlier {
    /// The count and the base that it told under a key, if it had it.
    pub(super) fn told(&self, key: &str) -> Option<(Option<u32>, Option<u32>)> {
        self.figures.get(&Key::new(key)).copied()
    }

    /// Whether there was any.
    pub(super) fn is_none(&self) -> bool {
        self.figures.is_empty()
    }
}
