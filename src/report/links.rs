//! What is on the page already: headings and tables that links lead to, and what needn't be said twice.

use std::collections::BTreeSet;

use analysis::figure::Table;
use analysis::key::slug;

use super::{Material, tables};
use crate::views::ReportHeading;

/// Which tables are linked to, and what has its place on the page already.
#[derive(Default)]
pub(super) struct Links {
    cited: BTreeSet<String>,
    placed: BTreeSet<String>,
    said: BTreeSet<String>,
    headings: BTreeSet<String>,
}

impl Links {
    /// A heading with a place of its own, which follows from its words: it stays where it is whatever comes before it,
    /// unless that has the same words.
    pub(super) fn heading(&mut self, text: &str) -> ReportHeading {
        self.heading_at(&format!("section-{}", slug(text)), text)
    }

    /// The heading of a table. No question has a full stop in its id, so this is no table's place.
    pub(super) fn heading_of(&mut self, table: &str, text: &str) -> ReportHeading {
        self.heading_at(&format!("table-{table}.title"), text)
    }

    fn heading_at(&mut self, wanted: &str, text: &str) -> ReportHeading {
        let mut id = wanted.to_owned();
        let mut number = 1;
        while !self.headings.insert(id.clone()) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        ReportHeading {
            id,
            text: text.to_owned(),
        }
    }

    /// The places of all headings so far.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(String::as_str)
    }

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
