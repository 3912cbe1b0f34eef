//! What is on the page already: tables that links lead to, and what needn't be said twice.

use std::collections::BTreeSet;

use analysis::figure::Table;

use super::{Material, tables};

/// Which tables are linked to, and what has its place on the page already.
#[derive(Default)]
pub(super) struct Links {
    cited: BTreeSet<String>,
    placed: BTreeSet<String>,
    said: BTreeSet<String>,
}

impl Links {
    /// Notes that something on the page links to a table.
    pub(super) fn cite(&mut self, table: &Table) {
        self.cited.insert(table.id.clone());
    }

    /// Whether a table about to be shown is the first, which links lead to.
    pub(super) fn place(&mut self, table: &Table) -> bool {
        self.placed.insert(table.id.clone())
    }

    /// Those of some paragraphs that the page doesn't say yet.
    pub(super) fn new_of(&mut self, paragraphs: Vec<String>) -> Vec<String> {
        let are_new = paragraphs.into_iter().filter(|one| self.is_new(one));
        are_new.collect()
    }

    /// Whether the page doesn't say a sentence yet that it is about to say.
    pub(super) fn is_new(&mut self, sentence: &str) -> bool {
        self.said.insert(sentence.to_owned())
    }

    /// The tables that links lead to and that are not on the page yet, as HTML.
    pub(super) fn remaining(&mut self, material: &Material<'_>) -> String {
        let left: Vec<&Table> = material
            .findings
            .tables
            .iter()
            .filter(|table| self.cited.contains(&table.id) && !self.placed.contains(&table.id))
            .collect();
        left.into_iter()
            .map(|one| tables::table(one, material, self))
            .collect()
    }
}
