//! Weighted figures beside those without weights.

use analysis::estimate::{OF_TABLES, Weighting, assumptions};
use analysis::figure::{Row, Table, Weighted};
use analysis::findings::Findings;
use analysis::share::Share;

use super::{Material, heads, only, push};
use crate::report::links::Links;
use crate::views::{AnnexGroup, AnnexList, AnnexRow, AnnexTable, ReportAnnex};

/// Said where anything is withheld.
const ROUGHLY: &str = "Some answers are withheld by group, so that nobody’s can be worked out. Everybody can work out the weights, \
     so weighted figures are told in whole percent, and each range is made from its whole percentage, from how many \
     answered, and from how differently their answers count; what the answers themselves rule out is not in it.";

/// How the weights came about, and every figure with and without them.
pub(in crate::report) fn weights(material: &Material<'_>, links: &mut Links) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let weighting = match &material.findings.weighting {
        Some(Ok(weighting)) => weighting,
        Some(Err(why)) => return only(&format!("There are no weighted figures: {why}.")),
        None => return only("This survey declares no weights."),
    };
    let weighted: Vec<(&Table, &Row, Weighted)> = material
        .findings
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        .filter_map(|(table, row)| Some((table, row, row.weighted?)))
        .collect();
    let is_rough = weighted.iter().any(|(_, _, one)| one.estimate.is_rough());
    let flagged: Vec<String> = weighted
        .iter()
        .filter_map(|(table, row, one)| {
            let change = one.change?;
            let share = row.figure.share()?;
            let (without, with) = (share.printed(), share.print(one.estimate.percent(0)));
            Some(format!(
                "{}: {without} ({}) without weights, {with} of the same {} with them; {change}.",
                named(table, row),
                count_of_base(row),
                one.estimate.base()
            ))
        })
        .collect();
    let changes = if flagged.is_empty() {
        "No sentence of this report would read differently with weighted figures."
    } else {
        "The figures in this report are not weighted. A sentence would read differently where only one of the two is \
         more than half, where the weighted figure lies outside the range of the other, or where the two, as \
         whole percentages, are three points or more apart."
    };
    let lists = (!flagged.is_empty()).then(|| AnnexList {
        heading: links.heading("Where weighting would change a sentence"),
        sentences: flagged,
    });
    ReportAnnex {
        paragraphs: vec![
            assumptions::weighted(unit, OF_TABLES, &weighting.margins),
            weighting.words(unit).join(" "),
            changes.to_owned(),
        ]
        .into_iter()
        .chain((!weighted.is_empty()).then(|| {
            if is_rough {
                ROUGHLY.to_owned()
            } else {
                assumptions::without_difference()
            }
        }))
        .chain(left_out(material.findings, weighted.len()))
        .collect(),
        lists: lists.into_iter().collect(),
        tables: vec![AnnexTable {
            heading: links.heading("Figures without and with weights"),
            note: Some(
                "Both percentages of a line are of the same base: those that were asked and answered, unless the \
                 question’s own table says otherwise. Questions that were only put to some have no weighted figures: the \
                 weights match all, and nobody knows how many of these would have been asked."
                    .to_owned(),
            ),
            words: false,
            head: heads(&[
                "Answer",
                "Count and base",
                "Without weights",
                "With weights",
                "95% range with weights",
            ]),
            groups: groups(material.findings),
        }],
        csv: None,
    }
}

/// What a reader should know of the weights, where there are any: for the methods.
pub(in crate::report) fn weighted_by<'a>(material: &'a Material<'_>) -> Option<&'a Weighting> {
    material.findings.weighting.as_ref()?.as_ref().ok()
}

/// How many weighted figures are left out beside those that are told, where any are.
fn left_out(findings: &Findings, told: usize) -> Option<String> {
    let rows = findings.tables.iter().flat_map(|table| &table.rows);
    let left_out = rows.filter(|row| row.leaves_out_weighted()).count();
    let are = if left_out == 1 {
        "is left out, because even its"
    } else {
        "are left out, because even their"
    };
    (left_out > 0).then(|| {
        format!(
            "{left_out} of {} weighted figures {are} whole percentage would help to work out what is withheld. Whether \
             weighting would change a sentence is not told of {} either.",
            told + left_out,
            if left_out == 1 { "it" } else { "these" }
        )
    })
}

/// The figures by question, and by row of a grid, those too of which the weighted one is left out.
fn groups(findings: &Findings) -> Vec<AnnexGroup> {
    let tables = findings.tables.iter();
    let rows = tables.flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    let mut groups = Vec::new();
    for (table, row) in rows {
        let share = row.figure.share();
        let [with, range] = match row.weighted {
            Some(one) => {
                let with = one.estimate.percent(0);
                let with = share.map_or_else(|| with.to_string(), |share| share.print(with));
                [with, one.estimate.interval().to_string()]
            }
            None if row.leaves_out_weighted() => [(); 2].map(|()| "left out".to_owned()),
            None => continue,
        };
        let question = match &row.group {
            Some(group) => format!("{} – {group}", table.title),
            None => table.title.clone(),
        };
        let line = AnnexRow {
            label: row.label.clone(),
            cells: vec![
                count_of_base(row),
                share.map(Share::printed).unwrap_or_default(),
                with,
                range,
            ],
        };
        push(&mut groups, Some(&question), line);
    }
    groups
}

/// "42 of 75".
fn count_of_base(row: &Row) -> String {
    match (row.figure.count, row.figure.base) {
        (Ok(count), Some(base)) => format!("{count} of {base}"),
        _ => String::new(),
    }
}

fn named(table: &Table, row: &Row) -> String {
    match &row.group {
        Some(group) => format!("{} – {group}: {}", table.title, row.label),
        None => format!("{} – {}", table.title, row.label),
    }
}
