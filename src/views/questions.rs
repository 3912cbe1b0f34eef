//! Questions as form fields: what is offered, what is answered, what is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::definition::{Choice, Kind, Question};
use crate::questionnaire::{Answer, Answers, Field, Pairs, Problem, field_name, other_name};

/// One question on a page.
#[derive(Default, Serialize)]
pub struct FieldView {
    id: String,
    question: String,
    kind: &'static str,
    legend: String,
    hint: Option<String>,
    required: bool,
    problem: Option<String>,
    described_by: Option<String>,
    name: String,
    value: String,
    long: bool,
    input: &'static str,
    options: Vec<OptionView>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct OptionView {
    id: String,
    name: String,
    value: String,
    label: String,
    hint: Option<String>,
    checked: bool,
    other: Option<OtherView>,
}

#[derive(Serialize)]
struct OtherView {
    id: String,
    name: String,
    value: String,
}

#[derive(Serialize)]
struct RowView {
    id: String,
    legend: String,
    problem: Option<String>,
    options: Vec<OptionView>,
}

/// Something wrong, with a link to where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct FieldError {
    /// The place on the page.
    pub href: String,
    /// What is wrong.
    pub text: String,
}

/// What fills the fields: the answers that are saved, and for fields that are wrong what was typed.
pub struct Given<'a> {
    /// What is saved.
    pub answers: &'a Answers,
    /// What is wrong with what was posted.
    pub problems: &'a BTreeMap<Field, Problem>,
    /// What was posted.
    pub pairs: &'a Pairs,
}

/// The questions of a page as fields, and the list of what is wrong with them.
pub fn fields(questions: &[&Question], given: &Given<'_>) -> (Vec<FieldView>, Vec<FieldError>) {
    let fields = questions
        .iter()
        .map(|question| field_view(question, given))
        .collect();
    let errors = questions
        .iter()
        .flat_map(|question| errors_of(question, given))
        .collect();
    (fields, errors)
}

fn field_view(question: &Question, given: &Given<'_>) -> FieldView {
    let field = Field::of(&question.id);
    let id = field_name(&field);
    let problem = given.problems.get(&field).map(ToString::to_string);
    let parts = [
        question.hint.as_ref().map(|_| format!("{id}-hint")),
        problem.as_ref().map(|_| format!("{id}-problem")),
    ];
    let described_by: Vec<String> = parts.into_iter().flatten().collect();
    let common = FieldView {
        question: question.id.to_string(),
        legend: question.text.clone(),
        hint: question.hint.clone(),
        required: question.required,
        problem,
        described_by: (!described_by.is_empty()).then(|| described_by.join(" ")),
        name: id.clone(),
        id,
        ..FieldView::default()
    };
    match &question.kind {
        Kind::Note => FieldView {
            kind: "note",
            ..common
        },
        Kind::Text(text) => FieldView {
            kind: "text",
            long: text.long,
            value: typed(given, &field, &common.name).unwrap_or_else(|| {
                let words = given.answers.get(&field).and_then(Answer::words);
                words.unwrap_or_default().to_owned()
            }),
            ..common
        },
        Kind::Single { options, .. } => FieldView {
            kind: "choice",
            input: "radio",
            options: option_views(question, options, &field, given),
            ..common
        },
        Kind::Multi { options, .. } => FieldView {
            kind: "choice",
            input: "checkbox",
            options: option_views(question, options, &field, given),
            ..common
        },
        Kind::Grid(grid) => FieldView {
            kind: "grid",
            rows: grid
                .rows
                .iter()
                .map(|row| {
                    let field = Field::of_row(&question.id, &row.id);
                    RowView {
                        id: field_name(&field),
                        legend: row.label.clone(),
                        problem: given.problems.get(&field).map(ToString::to_string),
                        options: option_views(question, &grid.options, &field, given),
                    }
                })
                .collect(),
            ..common
        },
    }
}

fn option_views(
    question: &Question,
    options: &[Choice],
    field: &Field,
    given: &Given<'_>,
) -> Vec<OptionView> {
    let name = field_name(field);
    let wrong = given.problems.contains_key(field);
    let saved = given.answers.get(field);
    options
        .iter()
        .map(|option| {
            let chosen = saved.and_then(|answer| {
                let mut chosen = answer.chosen().iter();
                chosen.find(|chosen| chosen.option == option.id)
            });
            let posted = || {
                given
                    .pairs
                    .iter()
                    .any(|(key, value)| *key == name && value == option.id.as_str())
            };
            let id = format!("{name}.{}", option.id);
            let other = option.other.then(|| {
                let name = other_name(question, option);
                OtherView {
                    id: format!("{id}.other"),
                    value: typed(given, field, &name).unwrap_or_else(|| {
                        let words = chosen.and_then(|chosen| chosen.other.clone());
                        words.unwrap_or_default()
                    }),
                    name,
                }
            });
            OptionView {
                id,
                name: name.clone(),
                value: option.id.to_string(),
                label: option.label.clone(),
                hint: option.hint.clone(),
                checked: if wrong { posted() } else { chosen.is_some() },
                other,
            }
        })
        .collect()
}

/// What was typed under a name, for a field that is wrong.
fn typed(given: &Given<'_>, field: &Field, name: &str) -> Option<String> {
    given.problems.get(field)?;
    let mut pairs = given.pairs.iter();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.clone())
}

fn errors_of(question: &Question, given: &Given<'_>) -> Vec<FieldError> {
    let error = |field: Field, label: &str| {
        given.problems.get(&field).map(|problem| FieldError {
            href: format!("#{}", target(question, &field)),
            text: format!("{label}: {problem}"),
        })
    };
    match &question.kind {
        Kind::Grid(grid) => grid
            .rows
            .iter()
            .filter_map(|row| error(Field::of_row(&question.id, &row.id), &row.label))
            .collect(),
        _ => error(Field::of(&question.id), &question.text)
            .into_iter()
            .collect(),
    }
}

/// Where focus goes for a field: its input, or the first of its options.
fn target(question: &Question, field: &Field) -> String {
    let name = field_name(field);
    match question.kind.options().first() {
        Some(first) => format!("{name}.{}", first.id),
        None => name,
    }
}

impl FieldError {
    /// A required question that has no answer, linked to its place on its section's page.
    pub fn missing(section_href: &str, question: &Question) -> Self {
        let field = match &question.kind {
            Kind::Grid(grid) => Field::of_row(&question.id, &grid.rows[0].id),
            _ => Field::of(&question.id),
        };
        Self {
            href: format!("{section_href}#{}", target(question, &field)),
            text: format!("Please answer: {}", question.text),
        }
    }
}
