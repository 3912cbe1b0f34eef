//! Findings as files: `findings.json`, one CSV a table, and the evidence for the themes.

use std::collections::{BTreeMap, BTreeSet};

use analysis::dataset::Dataset;
use analysis::figure::{Figure, Table};
use analysis::findings::{Findings, LeftOut, Returned};
use analysis::key::Key;
use analysis::share::Percent;
use analysis::tabulate::Entry;
use analysis::themes::{Codebook, Coded};
use serde::Serialize;

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
    /// Questions left out until those who answered have permitted it.
    left_out: &'a [LeftOut],
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
        left_out: &findings.left_out,
        tables: &findings.tables,
        figures: findings.figures(),
    };
    let mut text =
        serde_json::to_string_pretty(&document).expect("findings are plain text and numbers");
    text.push('\n');
    text
}

/// A table as CSV, one line a figure; a withheld one has no numbers, and its last column says why.
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
        "withheld",
    ];
    let rows = table.rows.iter().map(|row| {
        let number = |number: Option<u32>| number.map(|one| one.to_string()).unwrap_or_default();
        let percent = |decimals: u8| {
            let percent = row.figure.percent(decimals);
            let digits = percent.as_ref().map(Percent::to_string).unwrap_or_default();
            digits.trim_end_matches('%').to_owned()
        };
        let withheld = row.figure.withheld();
        let withheld = withheld.map(|why| why.to_string()).unwrap_or_default();
        vec![
            row.key.to_string(),
            guarded(row.group.as_deref().unwrap_or_default()),
            guarded(&row.label),
            number(row.figure.count.ok()),
            number(row.figure.base),
            number(row.figure.population),
            percent(0),
            percent(1),
            guarded(&row.figure.rule),
            if row.small_base { "yes" } else { "" }.to_owned(),
            withheld,
        ]
    });
    csv_text(&header, rows)
}

/// `bases.csv`: the base ledger, one line a question or row of a grid.
pub fn bases_csv(ledger: &[Entry]) -> String {
    let header = [
        "key",
        "question",
        "row",
        "frame",
        "submitted",
        "partial",
        "reached",
        "asked",
        "answered",
        "skipped",
        "routed_past",
        "base",
        "population",
        "rule",
    ];
    let lines = ledger.iter().map(|entry| {
        let population = entry.population.map(|one| one.to_string());
        vec![
            entry.key.to_string(),
            guarded(&entry.title),
            guarded(entry.row.as_deref().unwrap_or_default()),
            entry.frame.to_string(),
            entry.submitted.to_string(),
            entry.partial.to_string(),
            entry.reached.to_string(),
            entry.asked.to_string(),
            entry.answered.to_string(),
            entry.skipped.to_string(),
            entry.routed_past.to_string(),
            entry.base.to_string(),
            population.unwrap_or_default(),
            entry.rule.clone(),
        ]
    });
    csv_text(&header, lines)
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
