//! The methods: how the numbers came to be and how sure they are, from the data itself.

use analysis::compare::crosstab::Crosstab;
use analysis::dataset::BaseRule;
use analysis::disclosure::Policy;
use analysis::estimate::{Interval, OF_TABLES, UnitRange, assumptions};
use analysis::figure::{Row, Table, TableKind};
use analysis::findings::Findings;
use analysis::tabulate::base_in_words;

use super::links::Links;
use super::{Material, annex};
use crate::clock;
use crate::definition::Survey;
use crate::views::{ReportComments, ReportMethods, ReportSure};

/// How the numbers came to be, and how sure they are.
pub(super) fn methods(material: &Material<'_>, links: &mut Links) -> ReportMethods {
    let Material {
        survey, findings, ..
    } = material;
    let closed: Vec<&Table> = findings
        .tables
        .iter()
        .filter(|table| {
            matches!(
                table.kind,
                TableKind::Single | TableKind::Multiple | TableKind::Grid
            )
        })
        .collect();
    let bases = || {
        closed
            .iter()
            .flat_map(|table| &table.rows)
            .filter_map(|row| row.figure.base)
    };
    let comments = findings
        .table("themes")
        .and_then(|table| match table.rows.as_slice() {
            [units, comments, ..] => Some(ReportComments {
                written: comments.figure.base?,
                by: units.figure.base?,
                themes: table.rows.len() / 2,
            }),
            _ => None,
        });
    let rate = findings
        .row("participation")
        .and_then(|row| row.figure.printed());
    ReportMethods {
        one: survey.unit.one.clone(),
        many: survey.unit.many.clone(),
        frame: findings.returns.frame,
        submitted: findings.returns.submitted,
        partial: findings.returns.partial,
        rate: rate.unwrap_or_else(|| "–".to_owned()),
        opens_on: clock::long_day(material.opens_on),
        closes_on: material.closes_on.map(clock::long_day),
        closed_questions: closed.len(),
        bases: bases().min().zip(bases().max()),
        comments,
        compared_by: compared_by(findings, survey),
        withheld: withheld(&survey.disclosure),
        whole: survey.disclosure.whole,
        all_or_none: survey.disclosure.all_or_none,
        figures_withheld: figures_withheld(findings),
        facts: survey.facts.len(),
        comparisons_made: comparisons_made(findings),
        left_out: findings
            .left_out
            .iter()
            .map(|one| format!("“{}”", one.title))
            .collect(),
        frame_source: survey.frame_source.clone(),
        has_ranges: has_ranges(findings),
        sure: sure(material, links),
    }
}

/// What is withheld, in words: after "figures" in a sentence.
fn withheld(policy: &Policy) -> Vec<String> {
    let mut words = Vec::new();
    if policy.bases_below > 1 {
        words.push(format!("on a base of fewer than {}", policy.bases_below));
    }
    if policy.counts_below > 1 {
        words.push(format!("that count fewer than {}", policy.counts_below));
    }
    if policy.all_or_none {
        words.push("that would say that everyone in a group, or nobody, gave an answer".to_owned());
    }
    words
}

/// How many figures are withheld, and of how many made from answers, which who took part and what the survey declares
/// are not.
fn figures_withheld(findings: &Findings) -> (String, String) {
    let made_from_answers = findings.tables.iter().filter(|table| {
        !matches!(
            table.kind,
            TableKind::Participation | TableKind::Profile | TableKind::Facts
        )
    });
    let rows = || made_from_answers.clone().flat_map(|table| &table.rows);
    let withheld = rows().filter(|row| row.figure.withheld().is_some());
    (in_thousands(withheld.count()), in_thousands(rows().count()))
}

/// A number as readers see it: "2,326".
fn in_thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    String::from_utf8(groups.join(&b',')).expect("digits and commas are text")
}

/// How many comparisons are made, and of how many; none where no group is left out of any.
fn comparisons_made(findings: &Findings) -> Option<(usize, usize)> {
    let comparisons = &findings.comparisons;
    let is_partly = |one: &Crosstab| one.withheld || !one.groups_withheld.is_empty();
    let made = comparisons.iter().filter(|one| !one.withheld).count();
    let some = comparisons.iter().any(is_partly);
    some.then_some((made, comparisons.len()))
}

/// Whether any figure is an estimate.
fn has_ranges(findings: &Findings) -> bool {
    let mut rows = findings.tables.iter().flat_map(|table| &table.rows);
    rows.any(|row| row.range.is_some())
}

/// How sure the numbers are, if the page doesn't say it yet.
fn sure(material: &Material<'_>, links: &mut Links) -> Option<ReportSure> {
    let paragraphs = links.new_of(how_sure(material));
    (!paragraphs.is_empty()).then(|| ReportSure {
        heading: links.heading("How sure are these numbers?"),
        paragraphs,
    })
}

/// What the ranges say and take for granted, in words; where there are none, that.
fn how_sure(material: &Material<'_>) -> Vec<String> {
    let unit = &material.dataset.unit;
    let tables = material.findings.tables.iter();
    let rows = || tables.clone().flat_map(|table| &table.rows);
    let mut words = Vec::new();
    if let Some(example) = example(rows()) {
        words.push(assumptions::range(unit, OF_TABLES, example));
        words.push(format!(
            "{} {} Where a figure has a range in {}, the CSV files give both.",
            assumptions::worst_case(unit),
            assumptions::second_opinion(),
            unit.many
        ));
    }
    if rows().any(|row| matches!(row.range, Some(Interval::Percent(_)))) {
        words.push(assumptions::group(unit, OF_TABLES));
    }
    let asked_or_not = base_in_words(&unit.many, BaseRule::Submitted, true);
    if rows().any(|row| row.range.is_some() && row.figure.rule.starts_with(&asked_or_not)) {
        words.push(assumptions::asked_or_not(unit));
    }
    if let Some(weighting) = annex::weighted_by(material) {
        words.push(assumptions::weighted(unit, OF_TABLES, &weighting.margins));
    }
    if words.is_empty() {
        return vec![
            "No figure has a range: there are no answers to make one from, or none that may be shown.".to_owned(),
        ];
    }
    words.push(assumptions::beyond(unit));
    words
}

/// The widest range among the figures of the largest base, which says most plainly what a range is; of
/// several the first in the report.
fn example<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<UnitRange> {
    let of_units = rows.filter_map(|row| match row.range? {
        Interval::Units(range) => {
            let width = range.high() - range.low();
            Some(((row.figure.base, width), range))
        }
        Interval::Percent(_) => None,
    });
    let best = of_units.reduce(|best, one| if one.0 > best.0 { one } else { best });
    best.map(|(_, range)| range)
}

/// The attributes that questions are broken down by.
fn compared_by(findings: &Findings, survey: &Survey) -> Vec<String> {
    let is_compared = |id: &str| {
        let mut tables = findings.tables.iter();
        tables.any(|table| table.id.ends_with(&format!("@{id}")))
    };
    let attributes = survey.frame.attributes.iter();
    attributes
        .filter(|one| is_compared(&one.id))
        .map(|one| one.label.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::in_thousands;

    #[test]
    fn thousands_are_parted_by_commas() {
        let said = [0, 999, 1_000, 2_326, 1_234_567].map(in_thousands);
        assert_eq!(said, ["0", "999", "1,000", "2,326", "1,234,567"]);
    }
}
