//! What stands in one cell, as a form would have posted it.

use time::Date;

use super::lines::{AnswerLine, Part, labels};
use super::workbook::YES;
use crate::clock;
use crate::definition::{Choice, Kind};
use crate::documents::{Value, day_of_serial};
use crate::questionnaire::field_name;

/// The name and value that a cell comes to; `None` where it says nothing.
///
/// # Errors
/// What is wrong with the cell and what to do, where a form could not have posted it.
pub(super) fn entered(
    line: &AnswerLine<'_>,
    value: &Value,
) -> Result<Option<(String, String)>, String> {
    if *value == Value::Unreckoned {
        return Err(
            "This is a formula without a result: write what it comes to, or leave the cell empty"
                .to_owned(),
        );
    }
    let options = line.question.kind.options();
    let posted = match (line.part, &line.question.kind) {
        (Part::Tick(option), _) => ticked(value)?.then(|| option.id.to_string()),
        (Part::Whole, Kind::Single { .. } | Kind::Grid(_)) => chosen(options, value)?,
        (Part::Whole, Kind::Number(_)) => number(value)?,
        (Part::Whole, Kind::Date { .. }) => day(value),
        (Part::Other(_), _) | (Part::Whole, Kind::Text(_) | Kind::Multi { .. } | Kind::Note) => {
            words(value)
        }
    };
    let name = match line.part {
        Part::Other(_) => line.key(),
        Part::Whole | Part::Tick(_) => field_name(&line.field),
    };
    Ok(posted.map(|posted| (name, posted)))
}

/// Words as they were written; what a spreadsheet has taken for something else is put into words again.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::Empty | Value::Unreckoned => None,
        Value::Text(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Value::Number(number) => Some(plain(*number)),
        Value::Day(day) => Some(clock::long_day(*day)),
        Value::Truth(truth) => Some(if *truth { "True" } else { "False" }.to_owned()),
    }
}

fn ticked(value: &Value) -> Result<bool, String> {
    let Some(words) = words(value) else {
        return Ok(false);
    };
    match words.trim().to_lowercase().as_str() {
        "yes" | "y" | "x" | "1" | "true" | "✓" | "✔" | "☒" | "☑" => Ok(true),
        "no" | "n" | "0" | "false" | "-" | "☐" => Ok(false),
        _ => Err(format!(
            "Write {YES} for this answer, or leave the cell empty"
        )),
    }
}

fn chosen(options: &[Choice], value: &Value) -> Result<Option<String>, String> {
    let Some(written) = words(value) else {
        return Ok(None);
    };
    let labels = labels(options);
    let alike = |label: &String| folded(label) == folded(&written);
    let place = labels
        .iter()
        .position(|label| *label == written)
        .or_else(|| labels.iter().position(alike));
    if let Some(option) = place.and_then(|place| options.get(place)) {
        return Ok(Some(option.id.to_string()));
    }
    let folds: Vec<String> = labels.iter().map(|label| folded(label)).collect();
    let near = crate::nearest(&folded(&written), folds.iter().map(String::as_str))
        .and_then(|near| folds.iter().position(|fold| fold == near))
        .and_then(|place| labels.get(place));
    let what = match near {
        Some(label) => format!("did you mean “{label}”?"),
        None => "choose one from it".to_owned(),
    };
    Err(format!(
        "“{}” is not in the list of answers: {what}",
        beginning(&written)
    ))
}

/// A label without what people and programs change by accident.
fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// As much of what was written as fits into a message.
fn beginning(written: &str) -> String {
    const MOST: usize = 60;
    let mut start: String = written.trim().chars().take(MOST).collect();
    if written.trim().chars().count() > MOST {
        start.push('…');
    }
    start
}

fn number(value: &Value) -> Result<Option<String>, String> {
    match value {
        Value::Day(_) => Err("This is a day, where a number is asked for".to_owned()),
        other => Ok(words(other)),
    }
}

fn day(value: &Value) -> Option<String> {
    let iso = |day: Date| Some(clock::iso_day(day));
    match value {
        Value::Day(day) => iso(*day),
        Value::Number(number) => day_of_serial(*number).map_or_else(|| words(value), iso),
        Value::Text(text) => words(value).map(|_| text.trim().to_owned()),
        other => words(other),
    }
}

/// A number in digits, without the last places in which a binary fraction differs from what was typed.
fn plain(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}
