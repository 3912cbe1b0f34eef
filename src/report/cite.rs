//! Sentences and words that say what a figure is.

use analysis::figure::{Figure, Row, Summary, Table, TableKind};
use analysis::share::Percent;
use analysis::tabulate::Entry;
use time::Date;

use super::Material;
use crate::clock;

/// A sentence that can stand anywhere and still be defended: the number, its base, the base's rule, the
/// question and the survey.
pub(super) fn sentence(material: &Material<'_>, table: &Table, row: &Row) -> String {
    let survey = material.survey;
    let Figure {
        count, base, rule, ..
    } = &row.figure;
    if let Some(source) = source(material, row) {
        let number = row.number().unwrap_or_default();
        return format!("{}: {number}. Source: {source}.", row.label);
    }
    let number = match (count, base, row.figure.printed()) {
        (Err(why), ..) => format!("withheld, {why}; base: {rule}"),
        (Ok(count), Some(base), Some(percent)) => {
            let range = range(material, row).map(|range| format!("; 95% range: {range}"));
            let range = range.unwrap_or_default();
            format!("{count} of {base} ({percent}); base: {rule}{range}")
        }
        (Ok(_), Some(_), None) => format!("nobody is in the base, which is {rule}"),
        (Ok(_), None, _) => format!("{} ({rule})", row.number().unwrap_or_default()),
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
        "{what}: {number}. Source: {}, {}, survey {}{note}.",
        survey.organisation,
        survey.title,
        when(material.opens_on, material.closes_on)
    )
}

/// Where a declared fact comes from, if it is from elsewhere.
fn source<'m>(material: &'m Material<'_>, row: &Row) -> Option<&'m str> {
    let id = row.key.as_str().strip_prefix("facts/")?;
    let mut facts = material.survey.facts.iter();
    facts.find(|fact| fact.id == id)?.source.as_deref()
}

/// When a survey was open: "of 3 July to 25 September 2023"; of one without a last day, since when.
fn when(opens_on: Date, closes_on: Option<Date>) -> String {
    let first = clock::long_day(opens_on);
    let Some(closes_on) = closes_on else {
        return format!("begun on {first}");
    };
    let last = clock::long_day(closes_on);
    if opens_on == closes_on {
        return format!("of {last}");
    }
    let year = format!(" {}", opens_on.year());
    let first = match first.strip_suffix(&year) {
        Some(day) if opens_on.year() == closes_on.year() => day,
        _ => &first,
    };
    format!("of {first} to {last}")
}

/// The range of an estimate in words, such as "65 to 90 of 153 authorities".
pub(super) fn range(material: &Material<'_>, row: &Row) -> Option<String> {
    Some(row.range?.words(&material.dataset.unit))
}

/// That the rounded percentages of a table don't make a hundred, where every answer is in one row; of a table of groups, in
/// which of them.
pub(super) fn sum_note(table: &Table) -> Option<String> {
    let is_whole = matches!(
        table.kind,
        TableKind::Single | TableKind::Number | TableKind::Date | TableKind::Profile
    );
    let parts: Vec<&Row> = table.rows.iter().filter(|row| !row.net).collect();
    let groups = parts.chunk_by(|one, other| one.group == other.group);
    let sums = groups.filter(|_| is_whole).filter_map(|rows| {
        let counted: Option<u32> = rows.iter().map(|row| row.figure.count.ok()).sum();
        let percents = rows.iter().map(|row| row.figure.percent(0));
        let sum: Option<u64> = percents.map(|one| one.map(Percent::whole)).sum();
        let is_all = counted.is_some() && rows[0].figure.base == counted;
        let sum = sum.filter(|sum| is_all && *sum != 100)?;
        Some(match &rows[0].group {
            Some(group) => format!("{sum} ({group})"),
            None => sum.to_string(),
        })
    });
    let sums: Vec<String> = sums.collect();
    (!sums.is_empty()).then(|| {
        format!(
            "Because they are rounded, the percentages add up to {} and not to 100.",
            sums.join(" and ")
        )
    })
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

/// What a percentage is with weights, as a footnote says it, where a sentence about it would read differently.
pub(super) fn weighted_note(row: &Row) -> Option<String> {
    let weighted = row.weighted.filter(|one| one.change.is_some())?;
    let share = row.figure.share()?;
    Some(format!(
        "Weighted so that those that answered match all, {} is {} (95% range: {}).",
        share.printed(),
        share.print(weighted.estimate.percent(0)),
        weighted.estimate.interval()
    ))
}

/// What became of a question, in words; of a grid for all its rows together.
pub(super) fn responses(material: &Material<'_>, table: &Table) -> Option<String> {
    let units = &material.survey.unit.many;
    if table.kind == TableKind::Grid {
        return rows_responses(&material.findings.ledger, table, units);
    }
    let found = table.responses?;
    let became = match found.skipped {
        0 if found.asked > 0 => "all of them answered".to_owned(),
        skipped => format!("{} answered, {skipped} left it empty", found.answered),
    };
    Some(format!(
        "Asked of {} {units}{}; {became}.",
        found.asked,
        not_asked(found.not_asked)
    ))
}

/// What became of the rows of a grid: of how many each was asked, and how many of them answered.
fn rows_responses(ledger: &[Entry], table: &Table, units: &str) -> Option<String> {
    let key = format!("{}/", table.id);
    let rows: Vec<&Entry> = ledger
        .iter()
        .filter(|entry| entry.row.is_some() && entry.key.as_str().starts_with(&key))
        .collect();
    let ends = |of: fn(&Entry) -> u32| {
        let numbers = || rows.iter().map(|entry| of(entry));
        Some((numbers().min()?, numbers().max()?))
    };
    let answered = match ends(|entry| entry.answered)? {
        (least, most) if least == most => least.to_string(),
        (least, most) if least + 1 == most => format!("{least} or {most}"),
        (least, most) => format!("{least} to {most}"),
    };
    Some(match ends(|entry| entry.asked)? {
        (asked, most) if asked == most => format!(
            "Asked of {asked} {units}{}; each row was answered by {answered} of them and has its own base.",
            not_asked(rows.first()?.routed_past),
        ),
        (least, most) => format!(
            "Asked row by row, of {least} to {most} {units}, because earlier answers led to some rows; each was answered by {answered} and has its own base."
        ),
    })
}

/// How many a question was not put to, after the number of those that it was.
fn not_asked(number: u32) -> String {
    match number {
        0 => String::new(),
        1 => " (1 was not asked, because of an earlier answer)".to_owned(),
        number => format!(" ({number} were not asked, because of earlier answers)"),
    }
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

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::when;

    #[test]
    fn a_survey_is_dated_from_its_first_day_to_its_last() {
        let first = date!(2023 - 07 - 03);
        for (last, said) in [
            (
                Some(date!(2023 - 09 - 25)),
                "of 3 July to 25 September 2023",
            ),
            (
                Some(date!(2024 - 01 - 08)),
                "of 3 July 2023 to 8 January 2024",
            ),
            (Some(first), "of 3 July 2023"),
            (None, "begun on 3 July 2023"),
        ] {
            assert_eq!(when(first, last), said);
        }
    }
}
