//! The annex: bases, who answered, weights and comparisons, from the findings themselves.

use std::collections::BTreeMap;

use analysis::compare::crosstab::Crosstab;
use analysis::compare::family::Adjusted;
use analysis::compare::response::WhoAnswered;
use analysis::compare::significance::{Test, p_in_words};
use analysis::dataset::Noun;
use analysis::estimate::{OF_TABLES, Weighting, assumptions};
use analysis::figure::{Row, Table, Weighted};

use super::Material;
use crate::views::{AnnexList, AnnexRow, AnnexTable, ReportAnnex};

/// The base ledger, among the files of a report.
pub const BASES: &str = "bases.csv";

/// Who answered, among them.
pub const RESPONSE: &str = "response.csv";

/// Answers by groups, among them.
pub const COMPARISONS: &str = "comparisons.csv";

/// What the same people said twice, among them.
pub const PAIRS: &str = "pairs.csv";

/// What p is, wherever one is printed.
const WHAT_P_IS: &str = "Beside each comparison stands p: how often chance alone would bring about a difference as large \
                         or larger, if there were none behind it. A p of 0.50 is half of all cases, one of 0.01 is 1 \
                         case in 100. The smaller it is, the less likely chance is the whole reason. A large p is no \
                         proof that there is no difference. Where many things are compared at once some look striking by \
                         chance, so p is also given after allowing for their number.";

/// How many comparisons of a family are shown: the others are in the file.
const SHOWN: usize = 10;

/// What became of every question, from the frame to its base.
pub(super) fn bases(material: &Material<'_>) -> ReportAnnex {
    let returns = material.findings.returns;
    let many = &material.survey.unit.many;
    let rows = material.findings.ledger.iter().map(|entry| {
        let counts = [
            entry.asked,
            entry.answered,
            entry.skipped,
            entry.routed_past,
            entry.base,
        ];
        AnnexRow {
            label: match &entry.row {
                Some(row) => format!("{} – {row}", entry.title),
                None => entry.title.clone(),
            },
            cells: counts.map(|count| count.to_string()).into(),
        }
    });
    ReportAnnex {
        paragraphs: vec![format!(
            "Of {} {many} {} submitted a return. Each line follows one question from there to its base, the number \
             that its percentages are shares of: how many were asked, and how many their earlier answers led past \
             it; of those asked, how many answered and how many left it empty.",
            returns.frame, returns.submitted
        )],
        tables: vec![AnnexTable {
            title: "From everyone that submitted a return to the base of each question".to_owned(),
            head: vec![
                "Question",
                "Asked",
                "Answered",
                "Left empty",
                "Led past",
                "Base",
            ],
            rows: rows.collect(),
        }],
        csv: Some(BASES.to_owned()),
        ..ReportAnnex::default()
    }
}

/// Who answered and who didn't, and the early against the late.
pub(super) fn response(material: &Material<'_>) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let Some(found) = &material.findings.response else {
        return only("Nothing has been compared yet.");
    };
    let mut lists: Vec<AnnexList> = vec![AnnexList {
        title: format!("Did some kinds of {} answer more than others?", unit.many),
        sentences: found
            .attributes
            .iter()
            .map(|one| one.in_words(unit))
            .collect(),
    }];
    if let Some(halves) = &found.halves {
        let mut sentences = vec![format!(
            "{} If those that answered late, perhaps after a reminder, differ from those that answered early, those \
             that never answered may differ further in the same direction.",
            halves.in_words(unit)
        )];
        for tables in [&found.early_and_late, &found.early_and_late_said] {
            sentences.extend(family_in_words(&tables.iter().collect::<Vec<_>>(), unit));
        }
        lists.push(AnnexList {
            title: "Do late answers differ from early ones?".to_owned(),
            sentences,
        });
    }
    ReportAnnex {
        paragraphs: vec![
            format!(
                "A range assumes that those that answered were like a random draw of all {}. That can’t be shown, but \
                 what is known of everyone, whether they answered or not, can be looked at. Those that answered are a \
                 part of all {}, so they are compared with those that did not.",
                unit.many, unit.many
            ),
            WHAT_P_IS.to_owned(),
        ],
        lists,
        tables: found.attributes.iter().map(who_answered).collect(),
        csv: Some(RESPONSE.to_owned()),
    }
}

fn who_answered(found: &WhoAnswered) -> AnnexTable {
    let categories = found.categories.iter().map(|one| AnnexRow {
        label: one.category.label.clone(),
        cells: vec![
            one.answered.to_string(),
            one.elsewhere.to_string(),
            p(one.test.as_ref()),
            adjusted(one.adjusted.as_ref()),
        ],
    });
    AnnexTable {
        title: format!("Who answered, by {}", found.attribute.label),
        head: vec![
            "Category",
            "Answered",
            "Elsewhere",
            "p",
            "After allowing for all",
        ],
        rows: categories.collect(),
    }
}

/// How the weights came about, and every figure with and without them.
pub(super) fn weights(material: &Material<'_>) -> ReportAnnex {
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
    let flagged: Vec<String> = weighted
        .iter()
        .filter_map(|(table, row, one)| {
            let change = one.change?;
            let without = row.figure.percent(0)?;
            let with = one.estimate.percent(0);
            Some(format!(
                "{}: {without}, weighted {with}: {change}.",
                named(table, row)
            ))
        })
        .collect();
    let lists = if flagged.is_empty() {
        Vec::new()
    } else {
        vec![AnnexList {
            title: "Where weighting would change a sentence".to_owned(),
            sentences: flagged,
        }]
    };
    let mut paragraphs = vec![assumptions::weighted(unit, OF_TABLES, &weighting.margins)];
    paragraphs.push(weighting.words(unit).join(" "));
    paragraphs.push(if lists.is_empty() {
        "No sentence of this report would read differently with weighted figures.".to_owned()
    } else {
        "The figures in this report are not weighted. A sentence would read differently where only one of the two is \
         more than half, where the weighted figure lies outside the range of the other, or where they are three \
         points or more apart."
            .to_owned()
    });
    let rows = weighted.iter().map(|(table, row, one)| AnnexRow {
        label: named(table, row),
        cells: vec![
            row.figure
                .percent(0)
                .map(|one| one.to_string())
                .unwrap_or_default(),
            one.estimate.percent(0).to_string(),
            one.estimate.interval().to_string(),
        ],
    });
    ReportAnnex {
        paragraphs,
        lists,
        tables: vec![AnnexTable {
            title: "Figures without and with weights".to_owned(),
            head: vec!["Answer", "Unweighted", "Weighted", "Range of the weighted"],
            rows: rows.collect(),
        }],
        csv: None,
    }
}

/// What a reader should know of the weights, where there are any: for the methods.
pub(super) fn weighted_by<'a>(material: &'a Material<'_>) -> Option<&'a Weighting> {
    material.findings.weighting.as_ref()?.as_ref().ok()
}

/// Answers by groups, family by family.
pub(super) fn comparisons(material: &Material<'_>) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let mut families: BTreeMap<&str, Vec<&Crosstab>> = BTreeMap::new();
    for table in &material.findings.comparisons {
        if let Some(adjusted) = &table.adjusted {
            families.entry(&adjusted.family).or_default().push(table);
        }
    }
    if families.is_empty() {
        return only("This survey declares nothing to compare.");
    }
    let lists = families.iter().map(|(family, tables)| AnnexList {
        title: capitalised(family),
        sentences: family_in_words(tables, unit),
    });
    let tables = families.iter().map(|(family, tables)| AnnexTable {
        title: match tables.len() {
            0..=SHOWN => capitalised(family),
            _ => format!(
                "{}: the {SHOWN} that chance explains least",
                capitalised(family)
            ),
        },
        head: vec![
            "Answer",
            "Base",
            "p",
            "After allowing for all",
            "Cramér’s V",
        ],
        rows: least_likely(tables)
            .into_iter()
            .take(SHOWN)
            .map(comparison)
            .collect(),
    });
    ReportAnnex {
        paragraphs: vec![
            "Each answer is compared between groups. Cramér’s V says how strong a connection is: 0 is none and 1 is \
             full. With few answers even a strong one may be chance."
                .to_owned(),
            WHAT_P_IS.to_owned(),
        ],
        lists: lists.collect(),
        tables: tables.collect(),
        csv: Some(COMPARISONS.to_owned()),
    }
}

fn comparison(table: &Crosstab) -> AnnexRow {
    AnnexRow {
        label: table.outcome.label.clone(),
        cells: vec![
            table.base.to_string(),
            p(table.test.as_ref()),
            adjusted(table.adjusted.as_ref()),
            table
                .effect
                .map(|effect| format!("{:.2}", effect.adjusted))
                .unwrap_or_default(),
        ],
    }
}

/// One family: how many were compared, those that stand out, or else the one that chance explains least.
fn family_in_words(tables: &[&Crosstab], unit: &Noun) -> Vec<String> {
    let tested = least_likely(tables);
    let Some(first) = tested.first() else {
        return Vec::new();
    };
    let Some(family) = &first.adjusted else {
        return Vec::new();
    };
    let compared = match family.size {
        1 => format!("1 comparison was made ({})", family.family),
        size => format!("{size} comparisons were made ({})", family.family),
    };
    let clear: Vec<String> = tested
        .iter()
        .filter(|table| table.stands_out())
        .map(|table| table.in_words(unit))
        .collect();
    if clear.is_empty() {
        let least = first.in_words(unit);
        return vec![format!(
            "{compared}. After allowing for their number, none stands out from what chance alone would do; that doesn’t \
             show that there is no difference. The one that chance explains least is: {least}"
        )];
    }
    let number = clear.len();
    std::iter::once(format!(
        "{compared}. After allowing for their number, {number} of them {} out from what chance alone would do:",
        if number == 1 { "stands" } else { "stand" }
    ))
    .chain(clear)
    .collect()
}

/// Those with a test, the smallest p first.
fn least_likely<'a>(tables: &[&'a Crosstab]) -> Vec<&'a Crosstab> {
    let p_of = |table: &Crosstab| table.test.map_or(2.0, |test| test.p);
    let tested = tables.iter().copied().filter(|table| table.test.is_some());
    let mut tested: Vec<&Crosstab> = tested.collect();
    tested.sort_by(|one, other| p_of(one).total_cmp(&p_of(other)));
    tested
}

/// What the same people said twice.
pub(super) fn pairs(material: &Material<'_>) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let found = &material.findings.pairs;
    if found.is_empty() {
        return only("This survey declares no pairs to compare.");
    }
    let lists = found.iter().filter(|pair| !pair.lines.is_empty());
    ReportAnnex {
        paragraphs: vec![
            format!(
                "Here two answers of the same {} are compared, over those that gave both. Those that said the same \
                 twice tell nothing of a difference, so it is the others that are looked at: do more of them lean one \
                 way than chance would have it?",
                unit.many
            ),
            WHAT_P_IS.to_owned(),
        ],
        lists: lists
            .map(|pair| AnnexList {
                title: pair.label.clone(),
                sentences: pair.lines.iter().map(|line| line.in_words(unit)).collect(),
            })
            .collect(),
        csv: Some(PAIRS.to_owned()),
        ..ReportAnnex::default()
    }
}

fn only(sentence: &str) -> ReportAnnex {
    ReportAnnex {
        paragraphs: vec![sentence.to_owned()],
        ..ReportAnnex::default()
    }
}

fn named(table: &Table, row: &Row) -> String {
    match &row.group {
        Some(group) => format!("{} – {group}: {}", table.title, row.label),
        None => format!("{} – {}", table.title, row.label),
    }
}

fn p(test: Option<&Test>) -> String {
    test.map_or_else(|| "–".to_owned(), |test| bare(test.p))
}

fn adjusted(adjusted: Option<&Adjusted>) -> String {
    adjusted.map_or_else(|| "–".to_owned(), |one| bare(one.p))
}

/// A p-value without its name, which stands above its column.
fn bare(p: f64) -> String {
    let words = p_in_words(p);
    let bare = words.trim_start_matches("p ").trim_start_matches("= ");
    bare.to_owned()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
