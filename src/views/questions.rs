//! Questions as form fields: what is offered, what is answered, what is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clock;
use crate::definition::{Kind, Question};
use crate::questionnaire::{
    Answer, Answers, Field, Pairs, Path, Problem, Revision, Shown, field_name, other_name,
    shown_value,
};
use crate::returns::Revisions;

/// One question on a page.
#[derive(Default, Serialize)]
pub struct FieldView {
    id: String,
    /// The fields with their revisions, which the form posts back to say that they were shown.
    shown: Vec<String>,
    kind: &'static str,
    legend: String,
    hint: Option<String>,
    required: bool,
    problem: Option<String>,
    described_by: Option<String>,
    name: String,
    value: String,
    long: bool,
    unit: Option<String>,
    inputmode: &'static str,
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

/// What fills the fields: the answers that are saved, and for fields that were not saved what was typed.
pub struct Filling<'a> {
    /// What is saved, with its revisions.
    pub revisions: &'a Revisions,
    /// What is wrong with what was posted.
    pub problems: &'a BTreeMap<Field, Problem>,
    /// What was posted and is neither wrong nor saved, with the revision that its page showed: somebody else
    /// changed it meanwhile.
    pub stale: &'a BTreeMap<Field, Revision>,
    /// What was posted.
    pub pairs: &'a Pairs,
}

impl<'a> Filling<'a> {
    /// Fields filled with what is saved.
    pub fn saved(revisions: &'a Revisions) -> Self {
        static NO_PROBLEMS: BTreeMap<Field, Problem> = BTreeMap::new();
        static NOTHING_STALE: BTreeMap<Field, Revision> = BTreeMap::new();
        Self {
            revisions,
            problems: &NO_PROBLEMS,
            stale: &NOTHING_STALE,
            pairs: &[],
        }
    }

    /// The answers that are saved.
    pub fn answers(&self) -> &'a Answers {
        self.revisions.answers()
    }

    /// Whether a field shows what was typed instead of what is saved.
    fn is_typed(&self, field: &Field) -> bool {
        self.problems.contains_key(field) || self.stale.contains_key(field)
    }

    fn shown_value(&self, field: &Field) -> String {
        let stale = self.stale.get(field).copied();
        shown_value(field, stale.unwrap_or_else(|| self.revisions.number(field)))
    }
}

/// The questions of a page as fields, and the list of what is wrong with them.
pub fn fields(
    path: &Path<'_>,
    questions: &[Shown<'_>],
    given: &Filling<'_>,
) -> (Vec<FieldView>, Vec<FieldError>) {
    let fields = questions
        .iter()
        .map(|shown| field_view(path, shown, given))
        .collect();
    let errors = questions
        .iter()
        .flat_map(|shown| errors_of(path, shown, given))
        .collect();
    (fields, errors)
}

fn field_view(path: &Path<'_>, shown: &Shown<'_>, given: &Filling<'_>) -> FieldView {
    let question = shown.question;
    let field = Field::of(&question.id);
    let id = field_name(&field);
    let problem = given.problems.get(&field).map(ToString::to_string);
    let hint = hint(path, question);
    let has_unit = matches!(&question.kind, Kind::Number(quantity) if quantity.unit.is_some());
    let parts = [
        has_unit.then(|| format!("{id}-unit")),
        hint.as_ref().map(|_| format!("{id}-hint")),
        problem.as_ref().map(|_| format!("{id}-problem")),
    ];
    let described_by: Vec<String> = parts.into_iter().flatten().collect();
    let common = FieldView {
        shown: shown
            .fields()
            .iter()
            .map(|field| given.shown_value(field))
            .collect(),
        legend: path.filled(&question.text),
        hint,
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
            value: written(given, &field, &common.name),
            ..common
        },
        Kind::Number(quantity) => FieldView {
            kind: "number",
            unit: quantity.unit.clone(),
            inputmode: if quantity.whole { "numeric" } else { "decimal" },
            value: written(given, &field, &common.name),
            ..common
        },
        Kind::Date { .. } => FieldView {
            kind: "date",
            value: written(given, &field, &common.name),
            ..common
        },
        Kind::Single { .. } => FieldView {
            kind: "choice",
            input: "radio",
            options: option_views(shown, &field, given),
            ..common
        },
        Kind::Multi { .. } => FieldView {
            kind: "choice",
            input: "checkbox",
            options: option_views(shown, &field, given),
            ..common
        },
        Kind::Grid(_) => FieldView {
            kind: "grid",
            rows: shown
                .rows
                .iter()
                .map(|row| {
                    let field = Field::of_row(&question.id, &row.id);
                    RowView {
                        id: field_name(&field),
                        legend: row.label.clone(),
                        problem: given.problems.get(&field).map(ToString::to_string),
                        options: option_views(shown, &field, given),
                    }
                })
                .collect(),
            ..common
        },
    }
}

/// What stands below a question: its hint, and how many words may be written.
fn hint(path: &Path<'_>, question: &Question) -> Option<String> {
    let most = match &question.kind {
        Kind::Text(text) => text.max_words,
        _ => None,
    };
    let most = most.map(|most| format!("No more than {most} words."));
    let said: Vec<String> = [question.hint.as_ref().map(|hint| path.filled(hint)), most]
        .into_iter()
        .flatten()
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn option_views(shown: &Shown<'_>, field: &Field, given: &Filling<'_>) -> Vec<OptionView> {
    let question = shown.question;
    let name = field_name(field);
    let is_typed = given.is_typed(field);
    let saved = given.answers().get(field);
    // A choice of one can't be unchosen in a browser, so an answer that was given can be taken back here.
    let one_of_several = matches!(question.kind, Kind::Single { .. } | Kind::Grid(_));
    let take_back = (one_of_several && !question.required && saved.is_some()).then(|| OptionView {
        id: format!("{name}.."),
        name: name.clone(),
        value: String::new(),
        label: "No answer".to_owned(),
        hint: None,
        checked: false,
        other: None,
    });
    shown
        .options
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
                checked: if is_typed { posted() } else { chosen.is_some() },
                other,
            }
        })
        .chain(take_back)
        .collect()
}

/// What stands in a field that is written into: what was typed where it is wrong, else what is saved.
fn written(given: &Filling<'_>, field: &Field, name: &str) -> String {
    typed(given, field, name).unwrap_or_else(|| match given.answers().get(field) {
        Some(Answer::Words(words)) => words.clone(),
        Some(Answer::Number(number)) => number.to_string(),
        Some(Answer::Day(day)) => clock::long_day(*day),
        Some(Answer::One(_) | Answer::Several(_)) | None => String::new(),
    })
}

/// What was typed under a name, for a field that was not saved.
fn typed(given: &Filling<'_>, field: &Field, name: &str) -> Option<String> {
    if !given.is_typed(field) {
        return None;
    }
    let mut pairs = given.pairs.iter();
    let posted = pairs.find(|(key, _)| key == name);
    Some(posted.map(|(_, value)| value.clone()).unwrap_or_default())
}

fn errors_of(path: &Path<'_>, shown: &Shown<'_>, given: &Filling<'_>) -> Vec<FieldError> {
    let question = shown.question;
    let label = |field: &Field| {
        let mut rows = shown.rows.iter();
        let row = field
            .row
            .as_ref()
            .and_then(|id| rows.find(|row| row.id == *id));
        row.map_or_else(|| path.filled(&question.text), |row| row.label.clone())
    };
    shown
        .fields()
        .into_iter()
        .filter_map(|field| {
            let problem = given.problems.get(&field)?;
            Some(FieldError {
                href: format!("#{}", target(shown, &field)),
                text: format!("{} – {problem}", label(&field)),
            })
        })
        .collect()
}

/// Where focus goes for a field: its input, or the first of its options.
pub(super) fn target(shown: &Shown<'_>, field: &Field) -> String {
    let name = field_name(field);
    match shown.options.first() {
        Some(first) => format!("{name}.{}", first.id),
        None => name,
    }
}

impl FieldError {
    /// A required question that has no answer, linked to its place on its section's page.
    pub fn missing(path: &Path<'_>, section_href: &str, shown: &Shown<'_>) -> Self {
        let fields = shown.fields();
        let unanswered = fields
            .iter()
            .find(|field| path.answers().get(field).is_none());
        let place = unanswered
            .map(|field| target(shown, field))
            .unwrap_or_default();
        Self {
            href: format!("{section_href}#{place}"),
            text: format!("Please answer: {}", path.filled(&shown.question.text)),
        }
    }
}
