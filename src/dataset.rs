//! From a survey and its returns to the dataset that is analysed.
//!
//! [`shape`] is the dataset without returns: its frame and its variables. Returns enter it one by one,
//! from the store through [`dataset`] or from a frozen file through `export`.

mod routing;

use std::collections::{BTreeMap, BTreeSet};

use analysis::dataset as a;
use analysis::day::Day;
use analysis::key::slug;
use analysis::routing::Condition;
use time::Date;

use crate::definition::{self as d, Base, Choice, Kind, Survey};
use crate::questionnaire::{Answer, Answers, Field, Path, Shown};
use crate::returns::{Return, State};
use routing::{opened_by, routed};

/// The dataset of a wave.
///
/// An answer that has been routed past is `NotAsked`. In a partial return everything after its last
/// answer is `NotReached`. What a unit had saved that declined to take part is not in it.
pub fn dataset(survey: &Survey, returns: &[(Return, Answers)]) -> a::Dataset {
    let mut dataset = shape(survey);
    for (standing, answers) in returns {
        let Some(unit) = survey.frame.position(standing.unit.as_str()) else {
            continue;
        };
        let submission = standing.submission();
        let partial = submission.is_none();
        let declined = matches!(standing.state, State::Declined(_));
        if declined || (partial && answers.is_empty()) {
            continue;
        }
        let one = a::Return {
            unit,
            status: if partial {
                a::Status::Partial
            } else {
                a::Status::Submitted
            },
            submitted_on: submission.and_then(|one| day(one.at.day())),
        };
        add(
            &mut dataset,
            survey,
            one,
            &Path::of(survey, answers),
            answers,
        );
    }
    dataset
}

/// Adds a return: one cell to every variable of the dataset, which has the shape of the survey.
///
/// `given` is everything the return holds, on its path or not: where it is partial, what comes after the last
/// of that was not reached.
pub fn add(
    dataset: &mut a::Dataset,
    survey: &Survey,
    one: a::Return,
    path: &Path<'_>,
    given: &Answers,
) {
    let reached = match one.status {
        a::Status::Submitted => usize::MAX,
        a::Status::Partial => reached(survey, given),
    };
    dataset.returns.push(one);
    let mut variables = dataset.variables.iter_mut();
    for (place, (_, question)) in survey.questions().enumerate() {
        let reading = Reading {
            question,
            reached: place < reached,
            shown: path.find(&question.id),
            answers: path.answers(),
        };
        reading.push(&mut variables);
    }
}

/// How many questions come up to the last one that has an answer.
fn reached(survey: &Survey, given: &Answers) -> usize {
    let answered: BTreeSet<_> = given.iter().map(|(field, _)| &field.question).collect();
    let questions: Vec<_> = survey.questions().collect();
    questions
        .iter()
        .rposition(|(_, question)| answered.contains(&question.id))
        .map_or(0, |last| last + 1)
}

/// The dataset of a survey before any return: its frame, its variables and its facts.
pub fn shape(survey: &Survey) -> a::Dataset {
    a::Dataset {
        unit: a::Noun {
            one: survey.unit.one.clone(),
            many: survey.unit.many.clone(),
        },
        frame: frame(&survey.frame),
        returns: Vec::new(),
        variables: survey
            .sections
            .iter()
            .flat_map(|section| {
                section
                    .questions
                    .iter()
                    .flat_map(move |question| variables(survey, section, question))
            })
            .collect(),
        facts: survey
            .facts
            .iter()
            .map(|fact| a::Fact {
                id: fact.id.clone(),
                label: fact.label.clone(),
                value: fact.value,
                unit: fact.unit.clone(),
                source: fact.source.clone(),
            })
            .collect(),
        disclosure: survey.disclosure.clone(),
        plan: survey.plan.clone(),
    }
}

fn frame(frame: &d::Frame) -> a::Frame {
    a::Frame {
        units: frame
            .units
            .iter()
            .map(|unit| a::Unit {
                code: unit.code.as_str().to_owned(),
                name: unit.name.clone(),
            })
            .collect(),
        attributes: frame
            .attributes
            .iter()
            .map(|attribute| a::Attribute {
                id: attribute.id.clone(),
                label: attribute.label.clone(),
                categories: attribute
                    .categories
                    .iter()
                    .map(|label| a::Choice {
                        id: slug(label),
                        label: label.clone(),
                    })
                    .collect(),
                values: attribute.values.clone(),
            })
            .collect(),
    }
}

/// A question's variable, and one more for every option that asks for words of its own.
fn variables(survey: &Survey, section: &d::Section, question: &d::Question) -> Vec<a::Variable> {
    let when = section.when.iter().chain(&question.when);
    let when: Vec<Condition> = when.map(|when| routed(survey, when)).collect();
    let offered = question.kind.options().iter().enumerate();
    let offered = offered.filter_map(|(place, option)| Some((place, option.when.as_ref()?)));
    let column = match &question.kind {
        Kind::Note => return Vec::new(),
        Kind::Single { options, nets } => a::Column::Single(choices(options, nets)),
        Kind::Multi { options, nets, .. } => a::Column::Multiple(choices(options, nets)),
        Kind::Grid(grid) => a::Column::Grid {
            options: grid.options.iter().map(choice).collect(),
            nets: grid.nets.iter().map(net).collect(),
            rows: grid
                .rows
                .iter()
                .map(|row| a::GridRow {
                    id: row.id.to_string(),
                    label: row.label.clone(),
                    asked_if: row.when.as_ref().map(|when| routed(survey, when)),
                    cells: Vec::new(),
                })
                .collect(),
        },
        Kind::Number(quantity) => a::Column::Number {
            cells: Vec::new(),
            unit: quantity.unit.clone(),
            whole: quantity.whole,
            bands: quantity.bands.clone(),
        },
        Kind::Date { .. } => a::Column::Day { cells: Vec::new() },
        Kind::Text(text) => a::Column::Text {
            cells: a::Written::default(),
            coded: text.coded,
        },
    };
    let own = a::Variable {
        id: question.id.to_string(),
        title: question.text.unanswered(),
        base: match question.base {
            Base::Answered => a::BaseRule::Answered,
            Base::Shown => a::BaseRule::Shown,
            Base::Submitted => a::BaseRule::Submitted,
        },
        asked_if: (!when.is_empty()).then_some(Condition::All(when)),
        offered_if: offered
            .map(|(place, when)| (place, routed(survey, when)))
            .collect(),
        compare_by: question.compare_by.clone(),
        permission: question.permission,
        column,
    };
    let others = others(question).map(|(place, option)| a::Variable {
        id: format!("{}/{}/words", question.id, option.id),
        title: format!(
            "{} – {}, in words",
            question.text.unanswered(),
            option.label
        ),
        base: a::BaseRule::Answered,
        asked_if: Some(opened_by(question, place)),
        offered_if: BTreeMap::new(),
        compare_by: Vec::new(),
        permission: question.permission,
        column: a::Column::Text {
            cells: a::Written::default(),
            coded: false,
        },
    });
    std::iter::once(own).chain(others).collect()
}

fn others(question: &d::Question) -> impl Iterator<Item = (usize, &Choice)> {
    question
        .kind
        .options()
        .iter()
        .enumerate()
        .filter(|(_, option)| option.other)
}

fn choices<T>(options: &[Choice], nets: &[d::Net]) -> a::Choices<T> {
    a::Choices {
        options: options.iter().map(choice).collect(),
        nets: nets.iter().map(net).collect(),
        exclusive: options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.exclusive)
            .map(|(place, _)| place)
            .collect(),
        cells: Vec::new(),
    }
}

fn choice(option: &Choice) -> a::Choice {
    a::Choice {
        id: option.id.to_string(),
        label: option.label.clone(),
    }
}

fn net(net: &d::Net) -> a::Net {
    a::Net {
        id: net.id.to_string(),
        label: net.label.clone(),
        options: net.options.iter().copied().collect(),
    }
}

/// One question of a return, on its way into the columns.
struct Reading<'r> {
    question: &'r d::Question,
    /// Whether the return came as far as this.
    reached: bool,
    /// What of it was shown, where it was asked.
    shown: Option<&'r Shown<'r>>,
    /// The answers that count.
    answers: &'r Answers,
}

impl Reading<'_> {
    /// Adds one cell to every variable that the question has.
    fn push<'v>(&self, variables: &mut impl Iterator<Item = &'v mut a::Variable>) {
        let question = self.question;
        if matches!(question.kind, Kind::Note) {
            return;
        }
        let mut next = || {
            variables
                .next()
                .expect("the shape has every variable of the survey")
        };
        let field = Field::of(&question.id);
        match &mut next().column {
            a::Column::Single(choices) => choices.cells.push(self.option(&field)),
            a::Column::Multiple(choices) => {
                choices
                    .cells
                    .push(self.cell(&field, |answer| Some(positions(question, answer).collect())));
            }
            a::Column::Grid { rows, .. } => {
                for (row, asked) in rows.iter_mut().zip(question.kind.rows()) {
                    let field = Field::of_row(&question.id, &asked.id);
                    row.cells.push(self.option(&field));
                }
            }
            a::Column::Number { cells, .. } => {
                cells.push(self.cell(&field, |answer| match answer {
                    Answer::Number(number) => Some(*number),
                    _ => None,
                }));
            }
            a::Column::Day { cells } => {
                cells.push(self.cell(&field, |answer| match answer {
                    Answer::Day(date) => day(*date),
                    _ => None,
                }));
            }
            a::Column::Text { cells, .. } => {
                cells.push(self.cell(&field, Answer::words));
            }
        }
        for (_, option) in others(question) {
            if let a::Column::Text { cells, .. } = &mut next().column {
                cells.push(self.other_words(&field, option));
            }
        }
    }

    /// The position of the one option chosen.
    fn option(&self, field: &Field) -> a::Cell<u8> {
        self.cell(field, |answer| {
            let position = positions(self.question, answer).next()?;
            Some(u8::try_from(position).expect("a checked survey offers no more than 64 options"))
        })
    }

    fn cell<'r, T>(&'r self, field: &Field, read: impl Fn(&'r Answer) -> Option<T>) -> a::Cell<T> {
        if !self.reached {
            return a::Cell::NotReached;
        }
        let is_asked = self.shown.is_some_and(|shown| {
            let mut rows = shown.rows.iter();
            let row = field.row.as_ref();
            row.is_none_or(|row| rows.any(|one| one.id == *row))
        });
        if !is_asked {
            return a::Cell::NotAsked;
        }
        let answer = self.answers.get(field);
        answer
            .and_then(read)
            .map_or(a::Cell::Skipped, a::Cell::Value)
    }

    /// The words beside an option are asked for only where it was chosen.
    fn other_words(&self, field: &Field, option: &Choice) -> a::Cell<&str> {
        let chosen = self.cell(field, |answer| {
            let mut chosen = answer.chosen().iter();
            Some(chosen.find(|one| one.option == option.id))
        });
        match chosen {
            a::Cell::Value(Some(chosen)) => {
                let words = chosen.other.as_deref();
                words.map_or(a::Cell::Skipped, a::Cell::Value)
            }
            a::Cell::Value(None) | a::Cell::Skipped | a::Cell::NotAsked => a::Cell::NotAsked,
            a::Cell::NotReached => a::Cell::NotReached,
        }
    }
}

/// A day as the analysis knows it; every day of ours has a year below ten thousand.
pub fn day(date: Date) -> Option<Day> {
    let year = i16::try_from(date.year()).ok()?;
    Day::new(year, date.month().into(), date.day())
}

fn positions<'a>(
    question: &'a d::Question,
    answer: &'a Answer,
) -> impl Iterator<Item = usize> + 'a {
    let options = question.kind.options();
    answer
        .chosen()
        .iter()
        .filter_map(|chosen| options.iter().position(|option| option.id == chosen.option))
}
