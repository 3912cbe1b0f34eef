//! Findings as files: `findings.json`, one CSV a table, and the evidence for the themes.

use std::collections::{BTreeMap, BTreeSet};

use analysis::audit::{Candidate, OurFigures, Ours};
use analysis::dataset::Dataset;
use analysis::figure::{Figure, Table};
use analysis::findings::{Findings, Returned};
use analysis::key::Key;
use analysis::share::Percent;
use analysis::themes::{Codebook, Coded};
use serde::{Deserialize, Serialize};

use super::guarded;
use super::manifest::Manifest;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    survey: &'a str,
    title: &'a str,
    wave: i32,
    opens_on: &'a str,
    closes_on: Option<&'a str>,
    returns: Returned,
    tables: &'a [Table],
    figures: BTreeMap<&'a Key, &'a Figure>,
}

/// `findings.json`: every table, and under `figures` every figure by its key.
pub fn findings_json(findings: &Findings, manifest: &Manifest) -> String {
    let document = Document {
        format: 1,
        survey: &manifest.survey,
        title: &manifest.title,
        wave: manifest.wave,
        opens_on: &manifest.opens_on,
        closes_on: manifest.closes_on.as_deref(),
        returns: findings.returns,
        tables: &findings.tables,
        figures: findings.figures(),
    };
    let mut text =
        serde_json::to_string_pretty(&document).expect("findings are plain text and numbers");
    text.push('\n');
    text
}

/// Why a text is no `findings.json`.
#[derive(Debug, thiserror::Error)]
#[error("it is no findings.json, as `canvass analyse` writes it: {0}")]
pub struct NotFindings(#[from] serde_json::Error);

#[derive(Deserialize)]
struct ReadDocument {
    figures: BTreeMap<String, ReadFigure>,
}

#[derive(Deserialize)]
struct ReadFigure {
    count: u32,
    base: Option<u32>,
}

impl From<ReadFigure> for Ours {
    fn from(read: ReadFigure) -> Self {
        Self {
            count: read.count,
            base: read.base,
        }
    }
}

#[derive(Deserialize)]
struct ReadTables {
    tables: Vec<ReadTable>,
}

#[derive(Deserialize)]
struct ReadTable {
    title: String,
    rows: Vec<ReadRow>,
}

#[derive(Deserialize)]
struct ReadRow {
    key: String,
    group: Option<String>,
    label: String,
    #[serde(flatten)]
    figure: ReadFigure,
}

/// The figures of a `findings.json`, which claims are held against.
///
/// # Errors
/// [`NotFindings`] where the text is something else.
pub fn read_figures(text: &str) -> Result<OurFigures, NotFindings> {
    let document: ReadDocument = serde_json::from_str(text)?;
    let figures = document.figures.into_iter();
    Ok(figures.map(|(key, one)| (key, one.into())).collect())
}

/// The figures of a `findings.json` with their words, to find the one that a number means. Those that break a
/// question down are left out: there are too many of them to tell apart by a number.
///
/// # Errors
/// [`NotFindings`] where the text is something else.
pub fn read_candidates(text: &str) -> Result<Vec<Candidate>, NotFindings> {
    let document: ReadTables = serde_json::from_str(text)?;
    let mut candidates = Vec::new();
    for table in document.tables {
        for row in table.rows.into_iter().filter(|row| !row.key.contains('@')) {
            let group = row
                .group
                .map(|group| format!(" – {group}"))
                .unwrap_or_default();
            candidates.push(Candidate {
                words: format!("{}{group}: {}", table.title, row.label),
                key: row.key,
                ours: row.figure.into(),
            });
        }
    }
    Ok(candidates)
}

/// A table as CSV, one line a figure.
pub fn table_csv(table: &Table) -> String {
    let header = [
        "key",
        "group",
        "label",
        "count",
        "base",
        "population",
        "percent",
        "percent_1",
        "rule",
        "small_base",
    ];
    let rows = table.rows.iter().map(|row| {
        let number = |number: Option<u32>| number.map(|one| one.to_string()).unwrap_or_default();
        let percent = |decimals: u8| {
            let percent = row.figure.percent(decimals);
            let digits = percent.as_ref().map(Percent::to_string).unwrap_or_default();
            digits.trim_end_matches('%').to_owned()
        };
        vec![
            row.key.to_string(),
            guarded(row.group.as_deref().unwrap_or_default()),
            guarded(&row.label),
            row.figure.count.to_string(),
            number(row.figure.base),
            number(row.figure.population),
            percent(0),
            percent(1),
            guarded(&row.figure.rule),
            if row.small_base { "yes" } else { "" }.to_owned(),
        ]
    });
    csv_text(&header, rows)
}

/// Who took part and who didn't, for a survey that lets it be published.
pub fn who_took_part_csv(dataset: &Dataset) -> String {
    let submitted: BTreeSet<usize> = dataset
        .submitted()
        .map(|position| dataset.returns[position].unit)
        .collect();
    let rows = dataset
        .frame
        .units
        .iter()
        .enumerate()
        .map(|(position, unit)| {
            let took_part = if submitted.contains(&position) {
                "yes"
            } else {
                "no"
            };
            vec![
                guarded(&unit.code),
                guarded(&unit.name),
                took_part.to_owned(),
            ]
        });
    csv_text(&["code", "name", "took_part"], rows)
}

/// Why each comment has its themes: one line a comment and theme, and one for a comment without any.
/// It holds what people wrote, so it is for the research team and never part of a report.
pub fn evidence_csv(dataset: &Dataset, codebook: &Codebook, coded: &[Coded<'_>]) -> String {
    let header = ["unit", "question", "theme", "words", "comment"];
    let themes: Vec<_> = codebook.themes().collect();
    let rows = coded.iter().flat_map(|one| {
        let unit = &dataset.frame.units[dataset.returns[one.position].unit].code;
        let line = |theme: &str, words: String| {
            vec![
                guarded(unit),
                one.question.to_owned(),
                theme.to_owned(),
                guarded(&words),
                guarded(one.comment),
            ]
        };
        if one.evidence.is_empty() {
            return vec![line("", String::new())];
        }
        one.evidence
            .iter()
            .map(|evidence| {
                let spans = evidence.spans.iter();
                let words: Vec<&str> = spans.map(|span| &one.comment[span.clone()]).collect();
                line(&themes[evidence.theme].id, words.join("; "))
            })
            .collect()
    });
    csv_text(&header, rows)
}

fn csv_text(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let fits = "writing to memory does not fail and every line has the same columns";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect(fits);
    for row in rows {
        writer.write_record(row).expect(fits);
    }
    String::from_utf8(writer.into_inner().expect(fits)).expect("every cell is text")
}
