//! The questionnaire on paper: blank, or with a return's own answers.

use serde::Serialize;

use super::cover::Cover;
use crate::definition::{Choice, Kind, Question, QuestionId, Survey, Text};
use crate::documents::{NotSet, pdf};
use crate::questionnaire::{
    Answer, Answers, Field, PaperQuestion, PaperSection, Path, Shown, in_words, paper,
};

const TEMPLATE: &str = include_str!("../../templates/pack/questionnaire.typ");

/// The blank questionnaire as an accessible PDF: every question, who is asked it, and room to answer.
///
/// # Errors
/// [`NotSet`] where the template has a fault; no survey can bring one about.
pub fn questionnaire(survey: &Survey, cover: &Cover) -> Result<Vec<u8>, NotSet> {
    let sections = survey.sections.iter().zip(paper(survey));
    let sections = sections.map(|(section, on_paper)| {
        let questions = section.questions.iter().zip(on_paper.questions);
        PrintedSection {
            title: on_paper.title,
            when: on_paper.when,
            intro: on_paper.intro,
            questions: questions.map(|(one, paper)| blank(one, paper)).collect(),
        }
    });
    let note = "This copy is for reading, and for gathering answers before they are entered. You may not be \
                asked every question: where one says “Only if” and that is not so, pass over it.";
    Printed::new(survey, cover, "Questionnaire", note, sections.collect()).set()
}

/// The same document with a return's answers in it: the questions on their path, each with its answer.
///
/// # Errors
/// [`NotSet`] where the template has a fault; no survey and no answers can bring one about.
pub fn answers(survey: &Survey, cover: &Cover, answers: &Answers) -> Result<Vec<u8>, NotSet> {
    let path = Path::of(survey, answers);
    let on_paper = paper(survey);
    let sections = path.sections().iter();
    let sections = sections.map(|(section, shown)| PrintedSection {
        title: section.title.clone(),
        when: None,
        intro: section.intro.as_ref().map(|intro| path.filled(intro)),
        questions: shown
            .iter()
            .map(|one| answered(&path, one, number(survey, &on_paper, &one.question.id)))
            .collect(),
    });
    let note = "These are the answers as they were saved when this copy was made, to the questions that they \
                lead to. The numbers of the questions are those of the whole questionnaire.";
    Printed::new(survey, cover, "Answers", note, sections.collect()).set()
}

/// A document as its template reads it.
#[derive(Serialize)]
struct Printed<'s> {
    title: &'s str,
    what: &'s str,
    note: &'s str,
    unit_name: &'s str,
    organisation: &'s str,
    edition: String,
    about: Vec<(&'s str, String)>,
    sections: Vec<PrintedSection>,
}

#[derive(Serialize)]
struct PrintedSection {
    title: String,
    when: Option<String>,
    intro: Option<String>,
    questions: Vec<PrintedQuestion>,
}

#[derive(Serialize)]
struct PrintedQuestion {
    number: Option<usize>,
    text: String,
    required: bool,
    when: Option<String>,
    hint: Option<String>,
    how: Option<String>,
    /// Whether to say that nothing was answered.
    unanswered: bool,
    body: Body,
}

/// Where the answer goes.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Body {
    /// Boxes, one an option.
    Options { options: Vec<PrintedOption> },
    /// A table of boxes.
    Grid {
        columns: Vec<String>,
        rows: Vec<PrintedRow>,
    },
    /// Room for so many lines of words.
    Words { lines: usize },
    /// Room for a number, and what is counted.
    Number { unit: Option<String> },
    /// Room for a day, a month and a year.
    Day,
    /// An answer as it was written.
    Given { words: String },
    /// Nothing to answer, or nothing answered.
    Nothing,
}

#[derive(Serialize)]
struct PrintedOption {
    label: String,
    hint: Option<String>,
    chosen: bool,
    /// Whether it has words of its own, and those that were written.
    other: bool,
    words: Option<String>,
}

#[derive(Serialize)]
struct PrintedRow {
    label: String,
    /// Whether to say that nothing was answered.
    unanswered: bool,
    chosen: Vec<bool>,
}

impl<'s> Printed<'s> {
    fn new(
        survey: &'s Survey,
        cover: &'s Cover,
        what: &'s str,
        note: &'s str,
        sections: Vec<PrintedSection>,
    ) -> Self {
        Self {
            title: &survey.title,
            what,
            note,
            unit_name: &cover.unit_name,
            organisation: &survey.organisation,
            edition: cover.edition(survey),
            about: cover.about(survey),
            sections,
        }
    }

    fn set(&self) -> Result<Vec<u8>, NotSet> {
        pdf(TEMPLATE, self)
    }
}

fn blank(question: &Question, paper: PaperQuestion) -> PrintedQuestion {
    let options = question.kind.options().iter().zip(&paper.options);
    let body = match &question.kind {
        Kind::Single { .. } | Kind::Multi { .. } => Body::Options {
            options: options
                .map(|(option, label)| PrintedOption {
                    label: label.clone(),
                    hint: option.hint.clone(),
                    chosen: false,
                    other: option.other,
                    words: None,
                })
                .collect(),
        },
        Kind::Grid(grid) => Body::Grid {
            rows: paper
                .rows
                .iter()
                .map(|label| PrintedRow {
                    label: label.clone(),
                    unanswered: false,
                    chosen: vec![false; grid.options.len()],
                })
                .collect(),
            columns: paper.options,
        },
        Kind::Number(quantity) => Body::Number {
            unit: quantity.unit.clone(),
        },
        Kind::Date { .. } => Body::Day,
        Kind::Text(text) => Body::Words {
            lines: lines_for(text),
        },
        Kind::Note => Body::Nothing,
    };
    PrintedQuestion {
        number: paper.number,
        text: paper.text,
        required: paper.required,
        when: paper.when,
        hint: paper.hint,
        how: paper.how,
        unanswered: false,
        body,
    }
}

/// How many lines to leave: a long answer by hand has more room than most need, and less than a page.
fn lines_for(text: &Text) -> usize {
    match (text.long, text.max_words) {
        (false, _) => 2,
        (true, None) => 8,
        (true, Some(most)) => (most / 40).clamp(4, 8),
    }
}

fn answered(path: &Path<'_>, shown: &Shown<'_>, number: Option<usize>) -> PrintedQuestion {
    let question = shown.question;
    let given = |field: &Field| path.answers().get(field);
    let answer = given(&Field::of(&question.id));
    let body = match &question.kind {
        Kind::Single { .. } | Kind::Multi { .. } => Body::Options {
            options: shown
                .options
                .iter()
                .map(|option| printed_option(option, answer))
                .collect(),
        },
        Kind::Grid(_) => Body::Grid {
            columns: shown.options.iter().map(|one| one.label.clone()).collect(),
            rows: shown
                .rows
                .iter()
                .map(|row| {
                    let answer = given(&Field::of_row(&question.id, &row.id));
                    let options = shown.options.iter();
                    PrintedRow {
                        label: row.label.clone(),
                        unanswered: answer.is_none(),
                        chosen: options.map(|one| is_chosen(one, answer)).collect(),
                    }
                })
                .collect(),
        },
        Kind::Number(_) | Kind::Date { .. } | Kind::Text(_) => {
            answer.map_or(Body::Nothing, |one| Body::Given {
                words: in_words(question, one).concat(),
            })
        }
        Kind::Note => Body::Nothing,
    };
    PrintedQuestion {
        number,
        text: path.filled(&question.text),
        required: false,
        when: None,
        hint: None,
        how: None,
        unanswered: answer.is_none() && !matches!(question.kind, Kind::Grid(_) | Kind::Note),
        body,
    }
}

fn printed_option(option: &Choice, answer: Option<&Answer>) -> PrintedOption {
    let mut chosen = answer.map_or(&[][..], Answer::chosen).iter();
    let chosen = chosen.find(|chosen| chosen.option == option.id);
    PrintedOption {
        label: option.label.clone(),
        hint: None,
        chosen: chosen.is_some(),
        other: false,
        words: chosen.and_then(|chosen| chosen.other.clone()),
    }
}

fn is_chosen(option: &Choice, answer: Option<&Answer>) -> bool {
    let mut chosen = answer.map_or(&[][..], Answer::chosen).iter();
    chosen.any(|chosen| chosen.option == option.id)
}

/// The number that a question has in the whole questionnaire.
fn number(survey: &Survey, on_paper: &[PaperSection], id: &QuestionId) -> Option<usize> {
    let on_paper = on_paper.iter().flat_map(|section| &section.questions);
    let mut questions = survey.questions().zip(on_paper);
    let (_, paper) = questions.find(|((_, question), _)| question.id == *id)?;
    paper.number
}
