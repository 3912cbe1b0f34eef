//! Findings: everything a report may say, under keys.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compare::crosstab::Crosstab;
use crate::compare::exact::Tests;
use crate::compare::planned::{self, Pairs, Response, Withheld};
use crate::dataset::{Attribute, Dataset, Status, Variable};
use crate::disclosure::{self, Earlier, Exposed, Permission};
use crate::estimate::{self, NoWeights, Weighting};
use crate::figure::{Figure, Row, Table, TableKind};
use crate::key::Key;
use crate::shared;
use crate::tabulate;
use crate::themes::{self, Codebook, Coded};

/// Every table of an analysis, and every figure by key.
#[derive(Debug)]
pub struct Findings {
    /// Submitted and partial returns, and the size of the frame.
    pub returns: Returned,
    /// The tables, in reading order; those that break a question down come last.
    pub tables: Vec<Table>,
    /// What became of every question, from the frame to its base; empty where the policy protects figures over the
    /// whole sample.
    pub ledger: Vec<tabulate::Entry>,
    /// The questions left out until those who answered have permitted it: id and title.
    pub left_out: Vec<LeftOut>,
    /// How the weights came about, or why there are none; `None` where the survey declares none, and
    /// before [`Findings::estimated`].
    pub weighting: Option<Result<Weighting, NoWeights>>,
    /// Who answered and who didn't; `None` before [`Findings::compared`].
    pub response: Option<Response>,
    /// Answers by groups; none before [`Findings::compared`].
    pub comparisons: Vec<Crosstab>,
    /// What the same people said twice; none before [`Findings::compared`].
    pub pairs: Vec<Pairs>,
    /// Cross-tabs and pairs of two questions whose counts would tell what is withheld: what the keys of both begin with.
    told_by_crosstabs: BTreeSet<(String, String)>,
    /// Questions of which the counts of those who answered early and late would.
    told_by_halves: BTreeSet<String>,
    /// Where each key's row stands: table, then row.
    places: BTreeMap<Key, (usize, usize)>,
}

/// How many returns there are of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Returned {
    /// Units in the frame.
    pub frame: usize,
    /// Submitted returns: the findings are over these.
    pub submitted: usize,
    /// Returns saved but never submitted: in no base.
    pub partial: usize,
}

impl Findings {
    /// The same with what its figures say of all: ranges, and weighted figures where the plan declares
    /// weights.
    #[must_use]
    pub fn estimated(mut self, dataset: &Dataset) -> Self {
        estimate::ranges(&mut self.tables);
        self.weighting = estimate::weigh(&mut self.tables, dataset);
        self
    }

    /// The same with everything that is compared: those who answered with those who didn't, and answers
    /// as the plan declares.
    #[must_use]
    pub fn compared(mut self, dataset: &Dataset) -> Self {
        let tests = Tests::of(dataset, dataset.plan.seed);
        let policy = &dataset.disclosure;
        let withheld = Withheld {
            groups: &|outcome, by| self.groups_withheld(outcome, by),
            counts: &|one, other| self.is_told_by(one, other),
            halves: &|question| self.told_by_halves.contains(question),
        };
        let plan = &dataset.plan;
        let (response, comparisons) = std::thread::scope(|scope| {
            let response = scope.spawn(|| planned::response(dataset, plan, &tests, &withheld));
            let comparisons = planned::comparisons(dataset, plan, &tests, &withheld);
            (response.join().expect("a test does not panic"), comparisons)
        });
        let pairs = (!policy.whole).then(|| planned::pairs(dataset, plan, &tests, &withheld));
        self.pairs = pairs.unwrap_or_default();
        self.response = Some(response).filter(|_| !policy.participation);
        self.comparisons = comparisons;
        self
    }

    /// Of the breakdown of something by an attribute, the categories of which numbers are withheld.
    fn groups_withheld(&self, outcome: &str, by: &str) -> BTreeSet<String> {
        let question = outcome.split('/').next().unwrap_or_default();
        let breakdown = self.table(&format!("{question}@{by}"));
        let rows = breakdown.into_iter().flat_map(|table| &table.rows);
        let withheld = rows.filter(|row| row.figure.withheld().is_some());
        let group = |row: &Row| {
            let (key, group) = row.key.as_str().split_once('@')?;
            let rest = key.strip_prefix(outcome)?;
            let is_of_it = rest.is_empty() || rest.starts_with('/');
            let (_, category) = group.split_once('=').filter(|_| is_of_it)?;
            Some(category.to_owned())
        };
        withheld.filter_map(group).collect()
    }

    /// Whether what two things have to do with each other would tell what is withheld elsewhere.
    fn is_told_by(&self, one: &str, other: &str) -> bool {
        let is_of = |begins: &str, id: &str| {
            let rest = id.strip_prefix(begins);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut told_by = self.told_by_crosstabs.iter();
        told_by.any(|(first, second)| is_of(first, one) && is_of(second, other))
    }

    /// The row under a key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        let (table, row) = *self.places.get(&Key::new(key))?;
        self.tables.get(table)?.rows.get(row)
    }

    /// The table of that name.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The table that a key's row stands in.
    pub fn table_of(&self, key: &str) -> Option<&Table> {
        let (table, _) = *self.places.get(&Key::new(key))?;
        self.tables.get(table)
    }

    /// The ledger's entry for the question or row that a key is about; none for what is no question.
    pub fn entry(&self, key: &str) -> Option<&tabulate::Entry> {
        let (key, _) = key.split_once('@').unwrap_or((key, ""));
        let is_about = |entry: &&tabulate::Entry| {
            let rest = key.strip_prefix(entry.key.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let about = self.ledger.iter().filter(is_about);
        about.max_by_key(|entry| entry.key.as_str().len())
    }

    /// Every figure, by key.
    pub fn figures(&self) -> BTreeMap<&Key, &Figure> {
        self.tables
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| (&row.key, &row.figure))
            .collect()
    }

    /// Every key, in order, for suggesting one that was meant.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(Key::as_str)
    }
}

/// A question whose answers are in no table, because its survey declares `permission = "ask-first"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// The question as it was put.
    pub title: String,
}

/// Analyses a dataset: participation, every question, themes where there is a codebook, declared facts.
///
/// The comments come already coded, so that the evidence can be shown beside the counts. What the dataset's
/// policy forbids is withheld.
pub fn analyse(dataset: &Dataset, themes: Option<(&Codebook, &[Coded<'_>])>) -> Findings {
    analyse_after(dataset, themes, &Earlier::default())
        .expect("what no earlier release has told can be withheld")
}

/// The same after an earlier release, whose figures everyone knows.
///
/// # Errors
/// A number that has to be withheld, and that the earlier release told or lets be worked out.
pub fn analyse_after(
    dataset: &Dataset,
    themes: Option<(&Codebook, &[Coded<'_>])>,
    earlier: &Earlier,
) -> Result<Findings, Exposed> {
    let (tables, ledger) = std::thread::scope(|scope| {
        let ledger = scope.spawn(|| ledger(dataset));
        let tables = tables(dataset, themes);
        (tables, ledger.join().expect("counting does not panic"))
    });
    let disclosure::Protected {
        tables,
        crosstabs,
        early_and_late,
    } = disclosure::protect(dataset, tables, earlier)?;
    let left_out = dataset.variables.iter().filter(|one| !is_permitted(one));
    Ok(Findings {
        returns: returned(dataset),
        ledger,
        weighting: None,
        response: None,
        comparisons: Vec::new(),
        pairs: Vec::new(),
        told_by_crosstabs: crosstabs,
        told_by_halves: early_and_late,
        places: places(&tables),
        tables,
        left_out: left_out
            .map(|one| LeftOut {
                id: one.id.clone(),
                title: one.title.clone(),
            })
            .collect(),
    })
}

/// The ledger of the questions that may be told; none of it where figures over the whole sample are protected too.
fn ledger(dataset: &Dataset) -> Vec<tabulate::Entry> {
    if dataset.disclosure.whole {
        return Vec::new();
    }
    let permitted = dataset.variables.iter().filter(|one| is_permitted(one));
    tabulate::ledger(dataset, permitted)
}

fn is_permitted(variable: &Variable) -> bool {
    variable.permission != Permission::AskFirst
}

/// Every table with all its numbers, for nobody but [`disclosure::protect`].
fn tables(dataset: &Dataset, themes: Option<(&Codebook, &[Coded<'_>])>) -> Vec<Table> {
    let mut tables = vec![tabulate::participation(dataset)];
    let attributes = &dataset.frame.attributes;
    tables.extend(attributes.iter().map(|one| tabulate::profile(dataset, one)));
    let permitted: Vec<&Variable> = dataset
        .variables
        .iter()
        .filter(|one| is_permitted(one))
        .collect();
    tables.extend(shared::each(&permitted, |one| {
        tabulate::frequencies(dataset, one)
    }));
    if let Some((codebook, coded)) = themes {
        tables.push(themes::tabulate(dataset, codebook, coded));
        tables.extend(themes::together(&dataset.disclosure, codebook, coded));
    }
    if !dataset.facts.is_empty() {
        tables.push(facts(dataset));
    }
    let is_broken_down = |variable: &Variable, by: &Attribute| variable.compare_by.contains(&by.id);
    let breakdowns: Vec<(&Variable, &Attribute)> = permitted
        .into_iter()
        .flat_map(|variable| attributes.iter().map(move |by| (variable, by)))
        .filter(|(variable, by)| is_broken_down(variable, by))
        .collect();
    tables.extend(shared::each(&breakdowns, |(variable, by)| {
        tabulate::breakdown(dataset, variable, by)
    }));
    tables
}

fn places(tables: &[Table]) -> BTreeMap<Key, (usize, usize)> {
    tables
        .iter()
        .enumerate()
        .flat_map(|(table, one)| {
            one.rows
                .iter()
                .enumerate()
                .map(move |(row, found)| (found.key.clone(), (table, row)))
        })
        .collect()
}

fn facts(dataset: &Dataset) -> Table {
    let rows = dataset.facts.iter().map(|fact| {
        let declared = "declared by the survey team".to_owned();
        let figure = Figure {
            count: Ok(fact.value),
            base: None,
            population: None,
            rule: fact.source.clone().unwrap_or(declared),
        };
        Row {
            unit: fact.unit.clone(),
            ..Row::new(Key::new("facts").join(&fact.id), &fact.label, figure)
        }
    });
    Table {
        id: "facts".to_owned(),
        title: "Facts the survey declares".to_owned(),
        kind: TableKind::Facts,
        responses: None,
        summary: None,
        rows: rows.collect(),
    }
}

fn returned(dataset: &Dataset) -> Returned {
    let of = |status: Status| {
        dataset
            .returns
            .iter()
            .filter(|one| one.status == status)
            .count()
    };
    Returned {
        frame: dataset.frame.units.len(),
        submitted: of(Status::Submitted),
        partial: of(Status::Partial),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::{dataset, pair};

    #[test]
    fn the_others_pay_nothing_for_a_pair_that_is_left_out() {
        let mut dataset = dataset();
        dataset.disclosure.bases_below = 0;
        dataset.plan.pairs = vec![
            pair("one", "before", "after"),
            pair("another", "after", "before"),
        ];
        let told = |found: Findings| -> Vec<u32> {
            let found = found.compared(&dataset);
            let lines = found.pairs.into_iter().flat_map(|pair| pair.lines);
            let sizes = lines.map(|line| line.adjusted.expect("it is in the family").size);
            sizes.collect()
        };
        let mut found = analyse(&dataset, None);
        assert_eq!(told(analyse(&dataset, None)), [2, 2]);
        let left_out = ["often/before", "often/after"].map(str::to_owned);
        found.told_by_crosstabs.insert(left_out.into());
        assert_eq!(told(found), [1]);
    }
}
