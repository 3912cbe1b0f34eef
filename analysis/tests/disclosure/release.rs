//! A release as an outsider sees it: the numbers that are there.

use std::collections::BTreeMap;

use analysis::compare::crosstab::{Crosstab, Named};
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

/// A release of a dataset.
pub struct Release {
    pub dataset: Dataset,
    pub found: Findings,
}

/// A release of all returns and, where some came late, before it one of those that hadn't: the later one first. `None` where
/// there is no way to publish the later one.
pub fn releases(drawn: &Dataset, late: usize) -> Option<Vec<Release>> {
    let after = |dataset: &Dataset, earlier: &Earlier| {
        let found = findings::analyse_after(dataset, None, earlier).ok()?;
        let found = found.estimated(dataset).compared(dataset);
        let dataset = dataset.clone();
        Some(Release { dataset, found })
    };
    if late == 0 {
        return Some(vec![after(drawn, &Earlier::default())?]);
    }
    let mut before = drawn.clone();
    before.returns.truncate(drawn.returns.len() - late);
    let first = after(&before, &Earlier::default())?;
    let second = after(drawn, &told(&first.found))?;
    Some(vec![second, first])
}

/// What a release tells whoever sees a later one.
pub fn told(found: &Findings) -> Earlier {
    let figures = found.figures().into_iter();
    let figures = figures.map(|(key, figure)| (key.clone(), (figure.count.ok(), figure.base)));
    let rows = found.tables.iter().flat_map(|table| &table.rows);
    let weighted = rows.filter_map(|row| {
        let decimals = u8::from(!row.weighted?.estimate.is_rough());
        Some((row.key.clone(), decimals))
    });
    let both = |one: &Named, other: &Named| (one.id.clone(), other.id.clone());
    let told = |table: &&Crosstab| !table.withheld;
    let crosstabs = found.comparisons.iter().filter(told);
    let lines = found.pairs.iter().flat_map(|pairs| &pairs.lines);
    let halves = found
        .response
        .iter()
        .flat_map(|one| &one.early_and_late_said);
    Earlier {
        figures: figures.collect(),
        weighted: weighted.collect(),
        crossed: crosstabs.map(|one| both(&one.outcome, &one.by)).collect(),
        paired: lines.map(|line| both(&line.first, &line.second)).collect(),
        early_and_late: halves
            .filter(told)
            .map(|one| one.outcome.id.clone())
            .collect(),
    }
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
