//! A `findings.json` read back: what it told, to hold claims against it, and to withhold what it lets be worked out.

use std::collections::BTreeMap;

use analysis::audit::{Candidate, OurFigures, Ours};
use analysis::disclosure::Earlier;
use analysis::key::Key;
use serde::Deserialize;

/// Why a text is no `findings.json`.
#[derive(Debug, thiserror::Error)]
#[error("it is no findings.json, as `canvass analyse` writes it")]
pub struct NotFindings(#[from] serde_json::Error);

#[derive(Deserialize)]
struct Figures {
    figures: BTreeMap<String, Numbers>,
}

/// A withheld figure has no count.
#[derive(Deserialize)]
struct Numbers {
    count: Option<u32>,
    base: Option<u32>,
    /// What the number of a declared fact is in.
    unit: Option<String>,
}

impl Numbers {
    fn ours(&self) -> Option<Ours> {
        Some(Ours::new(self.count?, self.base, self.unit.as_deref()))
    }
}

#[derive(Deserialize)]
struct Tables {
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Table {
    title: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    key: String,
    group: Option<String>,
    label: String,
    #[serde(flatten)]
    numbers: Numbers,
    weighted: Option<Weighted>,
}

/// What a release tells besides its figures.
#[derive(Deserialize)]
struct Released {
    figures: BTreeMap<String, Numbers>,
    tables: Vec<Table>,
    comparisons: Vec<Crosstab>,
    pairs: Vec<Pair>,
    response: Option<Response>,
}

#[derive(Deserialize)]
struct Weighted {
    /// Null where it is told in whole percent only.
    percent_1: Option<f64>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Crosstab {
    outcome: Named,
    by: Named,
    withheld: bool,
}

#[derive(Deserialize)]
struct Pair {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    first: Named,
    second: Named,
}

#[derive(Deserialize)]
struct Response {
    early_and_late_said: Vec<Crosstab>,
}

/// What was told of counts, bases and weighted shares, and of what was held against each other.
///
/// # Errors
/// [`NotFindings`] where the text is something else.
pub fn told(text: &str) -> Result<Earlier, NotFindings> {
    let document: Released = serde_json::from_str(text)?;
    let figures = document.figures.into_iter();
    let rows = document.tables.into_iter().flat_map(|table| table.rows);
    let decimals = |weighted: &Weighted| u8::from(weighted.percent_1.is_some());
    let weighted = rows.filter_map(|row| Some((Key::new(row.key), decimals(&row.weighted?))));
    let crosstabs = document.comparisons.into_iter();
    let crosstabs = crosstabs.filter(|one| !one.withheld);
    let lines = document.pairs.into_iter().flat_map(|pair| pair.lines);
    let halves = document.response.into_iter();
    let halves = halves.flat_map(|response| response.early_and_late_said);
    Ok(Earlier {
        figures: figures
            .map(|(key, one)| (Key::new(key), (one.count, one.base)))
            .collect(),
        weighted: weighted.collect(),
        crossed: crosstabs.map(|one| (one.outcome.id, one.by.id)).collect(),
        paired: lines.map(|line| (line.first.id, line.second.id)).collect(),
        early_and_late: halves
            .filter(|one| !one.withheld)
            .map(|one| one.outcome.id)
            .collect(),
    })
}

/// The figures that claims are held against.
///
/// # Errors
/// [`NotFindings`] where the text is something else.
pub fn read_figures(text: &str) -> Result<OurFigures, NotFindings> {
    let document: Figures = serde_json::from_str(text)?;
    let figures = document.figures.into_iter();
    Ok(figures.map(|(key, one)| (key, one.ours())).collect())
}

/// The figures with their words, to find the one that a number means. Those that break a question down are left
/// out: there are too many of them to tell apart by a number.
///
/// # Errors
/// [`NotFindings`] where the text is something else.
pub fn read_candidates(text: &str) -> Result<Vec<Candidate>, NotFindings> {
    let document: Tables = serde_json::from_str(text)?;
    let mut candidates = Vec::new();
    for table in document.tables {
        for row in table.rows.into_iter().filter(|row| !row.key.contains('@')) {
            let Some(ours) = row.numbers.ours() else {
                continue;
            };
            let group = row
                .group
                .map(|group| format!("{group}: "))
                .unwrap_or_default();
            candidates.push(Candidate {
                title: table.title.clone(),
                label: format!("{group}{}", row.label),
                key: row.key,
                ours,
            });
        }
    }
    Ok(candidates)
}
