//! `dictionary.json`: what every column of `data.csv` holds.

use analysis::dataset::{BaseRule, Choice, Column, Dataset, Variable};
use serde::Serialize;

use super::{cells, data};

#[derive(Serialize)]
struct Dictionary {
    missing: Vec<Meaning>,
    columns: Vec<Entry>,
}

#[derive(Serialize)]
struct Meaning {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct Entry {
    column: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<Meaning>,
}

pub(super) fn write(dataset: &Dataset) -> String {
    let dictionary = Dictionary {
        missing: cells::MARKS
            .iter()
            .map(|(value, label)| Meaning {
                value: (*value).to_owned(),
                label: (*label).to_owned(),
            })
            .collect(),
        columns: leading(dataset)
            .into_iter()
            .chain(dataset.variables.iter().flat_map(entries))
            .collect(),
    };
    let mut text =
        serde_json::to_string_pretty(&dictionary).expect("a dictionary is plain text and lists");
    text.push('\n');
    text
}

fn leading(dataset: &Dataset) -> Vec<Entry> {
    let plain = |column: &str, text: String| Entry {
        column: column.to_owned(),
        question: None,
        kind: "frame",
        text,
        label: None,
        base: None,
        values: Vec::new(),
    };
    let mut entries = vec![
        plain("unit", format!("Code of the {}", dataset.unit.one)),
        plain("status", "submitted or partial".to_owned()),
        plain("submitted_on", "Day of submission".to_owned()),
    ];
    entries.extend(
        data::frame_names(dataset)
            .into_iter()
            .zip(&dataset.frame.attributes)
            .map(|(column, attribute)| plain(&column, attribute.label.clone())),
    );
    entries
}

fn entries(variable: &Variable) -> Vec<Entry> {
    let entry = |column: String, kind, label: Option<&str>, values| Entry {
        column,
        question: Some(variable.id.clone()),
        kind,
        text: variable.title.clone(),
        label: label.map(str::to_owned),
        base: Some(match variable.base {
            BaseRule::Answered => "answered",
            BaseRule::Shown => "shown",
            BaseRule::Submitted => "submitted",
        }),
        values,
    };
    let below = |part: &str| format!("{}/{part}", variable.id);
    match &variable.column {
        Column::Single(choices) => vec![entry(
            variable.id.clone(),
            "single",
            None,
            meanings(&choices.options),
        )],
        Column::Multiple(choices) => choices
            .options
            .iter()
            .map(|option| {
                let values = ticked();
                entry(below(&option.id), "multi", Some(&option.label), values)
            })
            .collect(),
        Column::Grid { options, rows, .. } => rows
            .iter()
            .map(|row| entry(below(&row.id), "grid", Some(&row.label), meanings(options)))
            .collect(),
        Column::Number { unit, .. } => vec![entry(
            variable.id.clone(),
            "number",
            unit.as_deref(),
            Vec::new(),
        )],
        Column::Day { .. } => vec![entry(variable.id.clone(), "date", None, Vec::new())],
        Column::Text { .. } => vec![entry(variable.id.clone(), "text", None, Vec::new())],
    }
}

fn meanings(options: &[Choice]) -> Vec<Meaning> {
    options
        .iter()
        .map(|option| Meaning {
            value: option.id.clone(),
            label: option.label.clone(),
        })
        .collect()
}

fn ticked() -> Vec<Meaning> {
    [("0", "not ticked"), ("1", "ticked")]
        .map(|(value, label)| Meaning {
            value: value.to_owned(),
            label: label.to_owned(),
        })
        .into()
}
