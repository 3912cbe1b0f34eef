//! A release as an outsider sees it: the numbers that are there.

use std::collections::BTreeMap;

use analysis::dataset::Dataset;
use analysis::disclosure::Earlier;
use analysis::findings::{self, Findings};

/// Every count and base of a dataset by key; a base by its key with `:base` after it.
pub fn numbers(found: &Findings) -> BTreeMap<String, Option<u32>> {
    found
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| {
            let key = row.key.as_str();
            [
                (key.to_owned(), row.figure.count.ok()),
                (format!("{key}:base"), row.figure.base),
            ]
        })
        .collect()
}

/// What a release tells whoever sees a later one.
pub fn told(found: &Findings) -> Earlier {
    let figures = found.figures().into_iter();
    figures
        .map(|(key, figure)| (key.clone(), (figure.count.ok(), figure.base)))
        .collect()
}

/// The same with nothing withheld.
pub fn truth(dataset: &Dataset) -> BTreeMap<String, u32> {
    let mut open = dataset.clone();
    open.disclosure.counts_below = 0;
    open.disclosure.bases_below = 0;
    open.disclosure.all_or_none = false;
    let found = findings::analyse(&open, None);
    let shown = |(key, value): (String, Option<u32>)| (key, value.expect("nothing is withheld"));
    numbers(&found).into_iter().map(shown).collect()
}
