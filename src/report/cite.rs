//! Sentences and words that say what a figure is.

use analysis::figure::{Figure, Row, Summary, Table, TableKind};

use super::Material;
use crate::clock;
use crate::definition::Survey;

/// A sentence that can stand anywhere and still be defended: the number, its base, the base's rule, the
/// question and the survey.
pub(super) fn sentence(material: &Material<'_>, table: &Table, row: &Row) -> String {
    let survey = material.survey;
    let Figure {
        count, base, rule, ..
    } = &row.figure;
    let number = match (count, base, row.figure.percent(0)) {
        (Err(why), ..) => format!("withheld, {why}; base: {rule}"),
        (Ok(count), Some(base), Some(percent)) => {
            format!("{count} of {base} ({percent}); base: {rule}")
        }
        (Ok(_), Some(_), None) => format!("nobody is in the base, which is {rule}"),
        (Ok(count), None, _) => format!("{count}{} ({rule})", fact_unit(survey, row)),
    };
    let what = match &row.group {
        Some(group) => format!("“{}” – {group}: {}", table.title, row.label),
        None if table.kind == TableKind::Facts => row.label.clone(),
        None => format!("“{}” – {}", table.title, row.label),
    };
    let note = material
        .note
        .map(|note| format!(" ({note})"))
        .unwrap_or_default();
    format!(
        "{what}: {number}. Source: {}, {}, survey of {}{note}.",
        survey.organisation,
        survey.title,
        clock::long_day(material.opens_on)
    )
}

/// What follows the number of a declared fact.
pub(super) fn fact_unit(survey: &Survey, row: &Row) -> String {
    let id = row.key.as_str().strip_prefix("facts/");
    let mut facts = survey.facts.iter();
    let fact = id.and_then(|id| facts.find(|fact| fact.id == id));
    fact.and_then(|fact| fact.unit.clone()).unwrap_or_default()
}

/// A base that is not every submitted return, as a footnote says it.
pub(super) fn base_note(figure: &Figure, submitted: usize) -> Option<String> {
    let base = figure.base?;
    let everyone = usize::try_from(base).is_ok_and(|base| base == submitted);
    (!everyone).then(|| format!("Base: {base} {}.", figure.rule))
}

/// The count and base of a percentage that stands alone, as a footnote says them.
pub(super) fn count_note(figure: &Figure) -> Option<String> {
    let percent = figure.percent(0)?;
    let base = figure.base?;
    Some(format!(
        "{percent} is {} of {base} {}.",
        figure.count.ok()?,
        figure.rule
    ))
}

/// What became of a question, in words.
pub(super) fn responses(table: &Table, units: &str) -> Option<String> {
    let found = table.responses?;
    let passed = match found.not_asked {
        0 => String::new(),
        passed => format!(" ({passed} were not asked, because of earlier answers)"),
    };
    Some(format!(
        "Asked of {} {units}{passed}; {} answered, {} left it empty.",
        found.asked, found.answered, found.skipped
    ))
}

/// The base of a whole table in words, where it is the same for all its rows.
pub(super) fn table_base(table: &Table) -> Option<String> {
    let first = &table.rows.first()?.figure;
    let same = table
        .rows
        .iter()
        .all(|row| row.figure.base == first.base && row.figure.rule == first.rule);
    let base = first.base.filter(|_| same)?;
    Some(format!("Base: {base} {}.", first.rule))
}

/// The middle and the ends of the numbers given, in words.
pub(super) fn summary(summary: &Summary) -> String {
    let unit = summary.unit.as_deref().map(|unit| format!(" {unit}"));
    let unit = unit.unwrap_or_default();
    format!(
        "{} gave a number: median {}{unit}, mean {}{unit}, from {} to {}.",
        summary.answered, summary.median, summary.mean, summary.min, summary.max
    )
}
