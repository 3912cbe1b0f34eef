//! Findings as files: `findings.json`, one CSV a table, and the evidence for the themes.

use std::collections::{BTreeMap, BTreeSet};

use analysis::compare::crosstab::Crosstab;
use analysis::compare::planned::{Pairs, Response};
use analysis::dataset::Dataset;
use analysis::estimate::{Interval, UnitRange, Weighting};
use analysis::figure::{Figure, Row, Table, TableKind};
use analysis::findings::{Findings, LeftOut, Returned};
use analysis::key::Key;
use analysis::tabulate::Entry;
use analysis::themes::{Codebook, Coded};
use serde::Serialize;

use super::comparisons::{digits, yes};
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
    /// What everyone who quotes a figure must know of the returns, such as that they are made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    returns: Returned,
    /// Questions left out until those who answered have permitted it.
    left_out: &'a [LeftOut],
    /// How the weights came about; null where there are none, and then why under `no_weighting`, if the
    /// survey declares some.
    weighting: Option<&'a Weighting>,
    no_weighting: Option<String>,
    response: Option<&'a Response>,
    comparisons: &'a [Crosstab],
    pairs: &'a [Pairs],
    tables: &'a [Table],
    figures: BTreeMap<&'a Key, Cited<'a>>,
}

/// A figure with its range, where it is an estimate.
#[derive(Serialize)]
struct Cited<'a> {
    #[serde(flatten)]
    figure: &'a Figure,
    /// What the number of a declared fact is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Interval>,
}

/// `findings.json`: who answered, what was compared, every table, and under `figures` every figure by its
/// key.
pub fn findings_json(findings: &Findings, manifest: &Manifest) -> String {
    let document = Document {
        format: 1,
        survey: &manifest.survey,
        title: &manifest.title,
        wave: manifest.wave,
        opens_on: &manifest.opens_on,
        closes_on: manifest.closes_on.as_deref(),
        note: manifest.note.as_deref(),
        returns: findings.returns,
        left_out: &findings.left_out,
        weighting: findings
            .weighting
            .as_ref()
            .and_then(|one| one.as_ref().ok()),
        no_weighting: findings
            .weighting
            .as_ref()
            .and_then(|one| one.as_ref().err())
            .map(ToString::to_string),
        response: findings.response.as_ref(),
        comparisons: &findings.comparisons,
        pairs: &findings.pairs,
        tables: &findings.tables,
        figures: cited(findings),
    };
    let mut text =
        serde_json::to_string_pretty(&document).expect("findings are plain text and numbers");
    text.push('\n');
    text
}

fn cited(findings: &Findings) -> BTreeMap<&Key, Cited<'_>> {
    let rows = findings.tables.iter().flat_map(|table| &table.rows);
    let cited = rows.map(|row| {
        let cited = Cited {
            figure: &row.figure,
            unit: row.unit.as_deref(),
            range: row.range,
        };
        (&row.key, cited)
    });
    cited.collect()
}

/// A table as CSV, one line a figure; a withheld one has no numbers, and its last column says why. That of the declared
/// facts has a `unit` after the count.
pub fn table_csv(table: &Table) -> String {
    let mut header = vec![
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
        "low",
        "high",
        "low_percent",
        "high_percent",
        "wilson_low",
        "wilson_high",
        "worst_low",
        "worst_high",
        "weighted_percent",
        "weighted_low_percent",
        "weighted_high_percent",
        "weighting_changes",
        "withheld",
    ];
    let facts = table.kind == TableKind::Facts;
    let after_count = 4;
    if facts {
        header.insert(after_count, "unit");
    }
    let rows = table.rows.iter().map(|row| {
        let number = |number: Option<u32>| number.map(|one| one.to_string()).unwrap_or_default();
        let percent = |decimals: u8| row.figure.percent(decimals).map(digits).unwrap_or_default();
        let withheld = row.figure.withheld();
        let withheld = withheld.map(|why| why.to_string()).unwrap_or_default();
        let mut cells = vec![
            row.key.to_string(),
            guarded(row.group.as_deref().unwrap_or_default()),
            guarded(&row.label),
            number(row.figure.count.ok()),
            number(row.figure.base),
            number(row.figure.population),
            percent(0),
            percent(1),
            guarded(&row.figure.rule),
            yes(row.small_base),
        ];
        if facts {
            let unit = row.unit.as_deref().unwrap_or_default();
            cells.insert(after_count, guarded(unit.trim()));
        }
        cells.extend(estimate_cells(row));
        cells.push(withheld);
        cells
    });
    csv_text(&header, rows)
}

/// The ranges of a row and its weighted share, percentages at one decimal.
fn estimate_cells(row: &Row) -> [String; 12] {
    let units = |range: Option<UnitRange>| match range {
        Some(range) => [range.low(), range.high()].map(|end| end.to_string()),
        None => Default::default(),
    };
    let exact = match row.range {
        Some(Interval::Units(range)) => Some(range),
        _ => None,
    };
    let percent = row.range.map(|range| range.percent(1).map(digits));
    let weighted = row.weighted.map(|one| {
        let [low, high] = one.estimate.interval().percent(1).map(digits);
        let change = one.change.map(|change| change.to_string());
        let share = digits(one.estimate.percent(1));
        [share, low, high, change.unwrap_or_default()]
    });
    let [low, high] = units(exact);
    let [low_percent, high_percent] = percent.unwrap_or_default();
    let [wilson_low, wilson_high] = units(row.wilson);
    let [worst_low, worst_high] = units(row.worst_case);
    let [share, weighted_low, weighted_high, change] = weighted.unwrap_or_default();
    [
        low,
        high,
        low_percent,
        high_percent,
        wilson_low,
        wilson_high,
        worst_low,
        worst_high,
        share,
        weighted_low,
        weighted_high,
        change,
    ]
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
        one.themes()
            .map(|(theme, evidence)| {
                let words = evidence
                    .iter()
                    .map(|one_of| &one.comment[one_of.span.clone()]);
                let words: Vec<&str> = words.collect();
                line(&themes[theme].id, words.join("; "))
            })
            .collect()
    });
    csv_text(&header, rows)
}

/// The same CSV with a note on every line, as its last column.
///
/// # Errors
/// Where it is no CSV.
pub fn noted(csv: &str, note: &str) -> Result<String, csv::Error> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers()?.clone();
    let header: Vec<&str> = header.iter().chain(["note"]).collect();
    let lines = reader.records().map(|line| {
        let line = line?;
        let cells = line.iter().chain([note]);
        Ok(cells.map(str::to_owned).collect())
    });
    let lines = lines.collect::<Result<Vec<Vec<String>>, csv::Error>>()?;
    Ok(csv_text(&header, lines.into_iter()))
}

/// Lines of cells as CSV, below their header.
pub(super) fn csv_text(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let fits = "writing to memory does not fail and every line has the same columns";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect(fits);
    for row in rows {
        writer.write_record(row).expect(fits);
    }
    String::from_utf8(writer.into_inner().expect(fits)).expect("every cell is text")
}
