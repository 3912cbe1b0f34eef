//! Sentences and words that say what a figure is.

use analysis::figure::{Figure, Row, Summary, Table, TableKind};
use analysis::share::Percent;

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
    let number = match (count, base, row.figure.printed()) {
        (Err(why), ..) => format!("withheld, {why}; base: {rule}"),
        (Ok(count), Some(base), Some(percent)) => {
            let range = range(material, row).map(|range| format!("; 95% range: {range}"));
            let range = range.unwrap_or_default();
            format!("{count} of {base} ({percent}); base: {rule}{range}")
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

/// The range of an estimate in words, such as "65 to 90 of 153 authorities".
pub(super) fn range(material: &Material<'_>, row: &Row) -> Option<String> {
    Some(row.range?.words(&material.dataset.unit))
}

/// That the rounded percentages of a table don't make a hundred, where every answer is in one row.
pub(super) fn sum_note(table: &Table) -> Option<String> {
    let is_whole = matches!(
        table.kind,
        TableKind::Single | TableKind::Number | TableKind::Date
    );
    let parts = || table.rows.iter().filter(|row| !row.net);
    let counted: u32 = parts()
        .map(|row| row.figure.count.ok())
        .sum::<Option<u32>>()?;
    let percents: Option<Vec<u64>> = parts()
        .map(|row| row.figure.percent(0).map(Percent::whole))
        .collect();
    let sum: u64 = percents?.iter().sum();
    let all_are_in = table.rows.first()?.figure.base == Some(counted);
    (is_whole && all_are_in && sum != 100).then(|| {
        format!("Because they are rounded, the percentages add up to {sum} and not to 100.")
    })
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
    let words = figure.base_in_words()?;
    (!everyone).then(|| format!("Base: {words}."))
}

/// The count, base and range of a percentage that stands alone, as a footnote says them.
pub(super) fn count_note(material: &Material<'_>, row: &Row) -> Option<String> {
    let Figure {
        count, base, rule, ..
    } = &row.figure;
    let (percent, base) = (row.figure.printed()?, (*base)?);
    let range = range(material, row).map(|range| format!(" 95% range: {range}."));
    Some(format!(
        "{percent} is {} of {base} (base: {rule}).{}",
        count.ok()?,
        range.unwrap_or_default()
    ))
}

/// What became of a question, in words.
pub(super) fn responses(table: &Table, units: &str) -> Option<String> {
    let found = table.responses?;
    let passed = match found.not_asked {
        0 => String::new(),
        1 => " (1 was not asked, because of an earlier answer)".to_owned(),
        passed => format!(" ({passed} were not asked, because of earlier answers)"),
    };
    let became = match found.skipped {
        0 if found.asked > 0 => "all of them answered".to_owned(),
        skipped => format!("{} answered, {skipped} left it empty", found.answered),
    };
    Some(format!(
        "Asked of {} {units}{passed}; {became}.",
        found.asked
    ))
}

/// The base of a whole table in words, where it is the same for all its rows.
pub(super) fn table_base(table: &Table) -> Option<String> {
    let first = &table.rows.first()?.figure;
    let same = table
        .rows
        .iter()
        .all(|row| row.figure.base == first.base && row.figure.rule == first.rule);
    let words = first.base_in_words().filter(|_| same)?;
    Some(format!("Base: {words}."))
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
