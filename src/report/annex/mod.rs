//! The annex: bases, who answered, weights and comparisons, from the findings themselves.

mod comparisons;
mod pairs;
mod weights;

pub(super) use comparisons::comparisons;
pub(super) use pairs::pairs;
pub(super) use weights::{weighted_by, weights};

use analysis::compare::crosstab::Crosstab;
use analysis::compare::family::Adjusted;
use analysis::compare::response::WhoAnswered;
use analysis::compare::significance::{Test, p_in_words};
use analysis::dataset::Noun;

use super::Material;
use super::links::Links;
use crate::views::{AnnexGroup, AnnexList, AnnexRow, AnnexTable, ReportAnnex};
use comparisons::{family_in_words, withheld_in_words};

/// The base ledger, among the files of a report.
pub const BASES: &str = "bases.csv";

/// Who answered, among them.
pub const RESPONSE: &str = "response.csv";

/// Answers by groups, among them.
pub const COMPARISONS: &str = "comparisons.csv";

/// The counts behind them, where they may be published.
pub const GROUPS: &str = "comparison-groups.csv";

/// What the same people said twice, among them.
pub const PAIRS: &str = "pairs.csv";

/// What p is, before the first that is printed.
const WHAT_P_IS: &str = "Beside each comparison with its counts stands p. It says how often chance alone would make a difference this \
                         large or larger, if in truth there were none. A p of\u{a0}0.50 is half of all cases, one of 0.01 is \
                         1 case in 100. The smaller it is, the less likely it is that chance is the whole reason. A \
                         large p is no proof that there is no difference. Where many things are compared at once some \
                         look striking by chance, so p is also given after allowing for their number. It is worked out by going \
                         through every way in which chance could have spread the same answers or, where there are too \
                         many, through some thousands of them that are drawn at random. The number of draws then stands \
                         beside p.";

/// What the R-indicator is, before the first that is printed.
const WHAT_R_IS: &str = "The R-indicator says in one number how evenly the categories answered: the more the share that answered \
                         differs from one to the next, the lower it is. Chance alone makes some difference, and about as much \
                         as it makes is taken off: 1 means no more difference than that.";

/// The head above p after allowing for all; its first letter doesn't stand on a line alone.
const P_AFTER_ALL: &str = "p\u{a0}after allowing for all";

/// What became of every question, from the frame to its base.
pub(super) fn bases(material: &Material<'_>, links: &mut Links) -> ReportAnnex {
    let returns = material.findings.returns;
    let many = &material.survey.unit.many;
    let mut groups: Vec<AnnexGroup> = Vec::new();
    for entry in &material.findings.ledger {
        let counts = [
            entry.reached,
            entry.partial,
            entry.asked,
            entry.answered,
            entry.skipped,
            entry.routed_past,
            entry.base,
        ];
        let row = |label: &str| AnnexRow {
            label: label.to_owned(),
            cells: counts.map(|count| count.to_string()).into(),
        };
        match &entry.row {
            Some(label) => push(&mut groups, Some(&entry.title), row(label)),
            None => push(&mut groups, None, row(&entry.title)),
        }
    }
    let submitted = returns.submitted;
    ReportAnnex {
        paragraphs: vec![format!(
            "{submitted} of {} {many} submitted a return. Each line says how many returns came as far as a question or past it, whether it was \
             put to them or not (“Reached”), how many of these are partial, which means that they were never submitted, and what became of the {submitted} that were: of \
             how many the question was asked, how many of those answered it and how many left it empty, and how many were \
             not asked because of an earlier answer. Asked and not asked add up to the {submitted}, answered and left \
             empty to those asked. The base comes last: it is the number that the percentages of the question are shares \
             of. Of a question that is answered in one’s own words it is all that were asked, answered or not. \
             Partial returns are in no base.",
            returns.frame
        )],
        tables: vec![AnnexTable {
            heading: links.heading("From the returns to the base of each question"),
            note: None,
            words: false,
            head: heads(&[
                "Question",
                "Reached",
                "Partial",
                "Asked",
                "Answered",
                "Left empty",
                "Not asked",
                "Base",
            ]),
            groups,
        }],
        csv: Some(BASES.to_owned()),
        ..ReportAnnex::default()
    }
}

/// Who answered and who didn't, and the early against the late.
pub(super) fn response(material: &Material<'_>, links: &mut Links) -> ReportAnnex {
    let unit = &material.dataset.unit;
    let Some(found) = &material.findings.response else {
        return only("Nothing has been compared yet.");
    };
    let mut lists: Vec<AnnexList> = vec![AnnexList {
        heading: links.heading(&format!(
            "Did some kinds of {} answer more than others?",
            unit.many
        )),
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
            let told: Vec<&Crosstab> = tables.iter().collect();
            let family = told.iter().find_map(|table| table.adjusted.as_ref());
            let of = family.map(|one| format!(" ({})", one.family));
            sentences.extend(family_in_words(&told, &of.unwrap_or_default(), unit));
            sentences.extend(withheld_in_words(tables));
        }
        lists.push(AnnexList {
            heading: links.heading("Do late answers differ from early ones?"),
            sentences,
        });
    }
    let has_indicator = found.attributes.iter().any(|one| one.indicator.is_some());
    ReportAnnex {
        paragraphs: vec![
            format!(
                "A range assumes that those that answered were like a random draw of all {}. That can’t be shown, but \
                 what is known of everyone, whether they answered or not, can be looked at. Those that answered are a \
                 part of all {}, so they are compared with those that did not.",
                unit.many, unit.many
            ),
            WHAT_P_IS.to_owned(),
        ]
        .into_iter()
        .chain(has_indicator.then(|| WHAT_R_IS.to_owned()))
        .collect(),
        lists,
        tables: found
            .attributes
            .iter()
            .map(|one| who_answered(one, unit, links))
            .collect(),
        csv: Some(RESPONSE.to_owned()),
    }
}

fn who_answered(found: &WhoAnswered, unit: &Noun, links: &mut Links) -> AnnexTable {
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
        heading: links.heading(&format!("Who answered, by {}", found.attribute.label)),
        note: Some(
            std::iter::once(
                "How many of each category answered, and how many of all the others did; the percentages are of these \
                 numbers."
                    .to_owned(),
            )
            .chain(found.left_out_in_words(unit))
            .collect::<Vec<_>>()
            .join(" "),
        ),
        words: false,
        head: heads(&[
            &found.attribute.label,
            "Answered",
            "All others",
            "p",
            P_AFTER_ALL,
        ]),
        groups: one_group(categories.collect()),
    }
}

/// A part of nothing but a sentence.
pub(super) fn only(sentence: &str) -> ReportAnnex {
    ReportAnnex {
        paragraphs: vec![sentence.to_owned()],
        ..ReportAnnex::default()
    }
}

fn heads(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn one_group(rows: Vec<AnnexRow>) -> Vec<AnnexGroup> {
    vec![AnnexGroup { label: None, rows }]
}

/// Puts a row under the others of its group, where they are the last.
fn push(groups: &mut Vec<AnnexGroup>, label: Option<&str>, row: AnnexRow) {
    match groups.last_mut() {
        Some(last) if last.label.as_deref() == label => last.rows.push(row),
        _ => groups.push(AnnexGroup {
            label: label.map(str::to_owned),
            rows: vec![row],
        }),
    }
}

fn p(test: Option<&Test>) -> String {
    test.map_or_else(|| "–".to_owned(), |test| bare(&test.p_in_words()))
}

fn adjusted(adjusted: Option<&Adjusted>) -> String {
    adjusted.map_or_else(|| "–".to_owned(), |one| bare(&p_in_words(one.p)))
}

/// A p-value without its name, which stands above its column.
fn bare(words: &str) -> String {
    let bare = words
        .trim_start_matches("p\u{a0}")
        .trim_start_matches("=\u{a0}");
    bare.to_owned()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
