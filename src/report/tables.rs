//! The tables of a report: each question's figures, and in one table how many wrote an answer of their own.

use analysis::estimate::{Interval, assumptions};
use analysis::figure::{Row, SMALL_BASE, Table, TableKind};

use super::links::Links;
use super::{Material, cite};
use crate::definition::Survey;
use crate::views::{Page, ReportGroup, ReportRow, ReportTable};

/// Every table but the breakdowns, which are files only. Those of words have one row each and share one table.
pub(super) fn all(material: &Material<'_>, links: &mut Links) -> String {
    let tables = material.findings.tables.iter();
    let (words, others): (Vec<&Table>, Vec<&Table>) = tables
        .filter(|one| one.kind != TableKind::Breakdown)
        .partition(|one| one.kind == TableKind::Text);
    let last_question = others.iter().rposition(|one| one.responses.is_some());
    let (questions, beside) = others.split_at(last_question.map_or(0, |place| place + 1));
    let mut html = String::new();
    for one in questions {
        html.push_str(&table(one, material, links));
    }
    html.push_str(&in_words(&words, material, links));
    for one in beside {
        html.push_str(&table(one, material, links));
    }
    html
}

/// A table of its own.
pub(super) fn table(table: &Table, material: &Material<'_>, links: &mut Links) -> String {
    let anchored = links.place(table);
    let declared = table.kind == TableKind::Facts;
    let notes = [
        declared.then(|| "Declared by the survey team, not counted from returns.".to_owned()),
        cite::responses(material, table),
        cite::table_base(table),
        cite::sum_note(table),
        small_base_note(table).filter(|note| links.is_new(note)),
        no_range_note(table, material),
        empty_base_note(table).filter(|note| links.is_new(note)),
    ];
    ReportTable {
        id: table.id.clone(),
        anchored,
        heading: links.heading_of(&table.id, &table.title),
        summary: table.summary.as_ref().map(cite::summary),
        notes: notes.into_iter().flatten().collect(),
        first: first_head(table, material.survey),
        shares: !declared,
        range: has_ranges(table).then_some(RANGE),
        range_of: one_population(table)
            .map(|population| format!("of {population} {}", material.survey.unit.many)),
        groups: groups(table, material, anchored),
        csv: Some(csv(table)),
    }
    .render()
}

/// How many wrote an answer in their own words, question by question.
fn in_words(tables: &[&Table], material: &Material<'_>, links: &mut Links) -> String {
    let mut rows = Vec::new();
    for table in tables {
        let anchored = links.place(table);
        rows.extend(table.rows.iter().map(|one| ReportRow {
            label: table.title.clone(),
            key: anchored.then(|| one.key.to_string()),
            table: anchored.then(|| table.id.clone()),
            range: cite::range(material, one),
            ..row(one, table, material)
        }));
    }
    if rows.is_empty() {
        return String::new();
    }
    let ranges = rows.iter().any(|row| row.range.is_some());
    // No question has a full stop in its id.
    let id = "in.words";
    ReportTable {
        heading: links.heading_of(id, "Questions to be answered in one’s own words"),
        id: id.to_owned(),
        anchored: true,
        summary: None,
        notes: vec![
            "Count: how many wrote an answer. Base: how many the question was put to, answered or not.".to_owned(),
        ],
        first: "Question".to_owned(),
        shares: true,
        range: ranges.then_some(RANGE),
        range_of: None,
        groups: vec![ReportGroup { label: None, rows }],
        csv: None,
    }
    .render()
}

/// The file that a table is in, among those of the report.
pub(super) fn csv(table: &Table) -> String {
    format!("tables/{}", table.file_name())
}

/// A row of a table, wherever it stands.
pub(super) fn row(row: &Row, table: &Table, material: &Material<'_>) -> ReportRow {
    ReportRow {
        key: None,
        table: None,
        group: row.group.clone().unwrap_or_default(),
        label: row.label.clone(),
        net: row.net,
        small_base: row.small_base,
        count: row.number().unwrap_or_else(|| "withheld".to_owned()),
        withheld: row.figure.withheld().map(|why| why.to_string()),
        base: row.figure.base,
        percent: row.figure.printed(),
        range: range_cell(row, table, material),
        sentence: cite::sentence(material, table, row),
    }
}

/// The rows of a table by their groups.
fn groups(table: &Table, material: &Material<'_>, anchored: bool) -> Vec<ReportGroup> {
    grouped(table.rows.iter().map(|one| {
        let row = ReportRow {
            key: anchored.then(|| one.key.to_string()),
            ..row(one, table, material)
        };
        (one, row)
    }))
}

/// Rows by the groups that they are of, each group once, in the order of their first rows.
pub(super) fn grouped<'r>(rows: impl Iterator<Item = (&'r Row, ReportRow)>) -> Vec<ReportGroup> {
    let mut groups: Vec<ReportGroup> = Vec::new();
    for (one, row) in rows {
        match groups.iter_mut().find(|group| group.label == one.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(ReportGroup {
                label: one.group.clone(),
                rows: vec![row],
            }),
        }
    }
    groups
}

/// What "small base" beside a percentage says, where it stands there.
fn small_base_note(table: &Table) -> Option<String> {
    let is_shown = |row: &Row| row.small_base && row.figure.withheld().is_none();
    table.rows.iter().any(is_shown).then(|| {
        format!(
            "“Small base” stands beside a percentage whose base is fewer than {SMALL_BASE}: one of them more or less would move it \
             by more than {} points.",
            100 / SMALL_BASE
        )
    })
}

/// The head of the first column: what its rows are.
fn first_head(table: &Table, survey: &Survey) -> String {
    let attribute = || {
        let id = table.id.strip_prefix("respondents-")?;
        let mut attributes = survey.frame.attributes.iter();
        Some(attributes.find(|one| one.id == id)?.label.clone())
    };
    let word = match table.kind {
        TableKind::Single
        | TableKind::Multiple
        | TableKind::Grid
        | TableKind::Number
        | TableKind::Text
        | TableKind::Breakdown => "Answer",
        TableKind::Date => "Month",
        TableKind::Participation => "Category",
        TableKind::Profile => return attribute().unwrap_or_else(|| "Category".to_owned()),
        TableKind::Themes => "Theme",
        TableKind::Facts => "Fact",
    };
    word.to_owned()
}

/// Why a row has no range where others of its table have one.
fn no_range_note(table: &Table, material: &Material<'_>) -> Option<String> {
    let is_counted = |row: &Row| row.range.is_none() && row.figure.share().is_some();
    let some = has_ranges(table) && table.rows.iter().any(is_counted);
    (some && table.kind == TableKind::Themes).then(|| assumptions::comments(&material.dataset.unit))
}

/// Why a row has neither a percentage nor a range.
fn empty_base_note(table: &Table) -> Option<String> {
    let mut rows = table.rows.iter();
    rows.any(|row| row.figure.base == Some(0)).then(|| {
        "Where nobody is in a base there is nothing to take a percentage of, and it says “none”.".to_owned()
    })
}

/// The head of the column of ranges.
const RANGE: &str = "95% range";

/// Whether any figure of a table is an estimate.
fn has_ranges(table: &Table) -> bool {
    table.rows.iter().any(|row| row.range.is_some())
}

/// The population that all ranges of a table are of, where it is the same one.
fn one_population(table: &Table) -> Option<u32> {
    let mut populations = table.rows.iter().filter_map(|row| {
        Some(match row.range? {
            Interval::Units(range) => Some(range.population()),
            Interval::Percent(_) => None,
        })
    });
    let first = populations.next()??;
    populations.all(|one| one == Some(first)).then_some(first)
}

/// A range as a cell of its column.
fn range_cell(row: &Row, table: &Table, material: &Material<'_>) -> Option<String> {
    Some(match row.range? {
        Interval::Units(range) if one_population(table).is_some() => {
            if range.low() == range.high() {
                range.low().to_string()
            } else {
                format!("{} to {}", range.low(), range.high())
            }
        }
        range => range.words(&material.dataset.unit),
    })
}
