//! The questionnaire as a workbook to be filled in: one sheet a section, one line an answer.

use std::collections::BTreeMap;

use super::cover::Cover;
use super::lines::{AnswerLine, Part, labels, lines_of};
use super::record;
use crate::clock;
use crate::definition::{Choice, Kind, Number, Question, Survey};
use crate::documents::{
    Accepts, Cell, Line, Look, NotWritten, Sheet, Value, Workbook, sheet_names, write_workbook,
};
use crate::questionnaire::{Answer, Answers, Field, PaperQuestion, PaperSection, paper};

/// The column of a section's sheet that holds the answers.
pub(super) const ANSWER: u32 = 1;
/// The hidden column that holds each line's key.
pub(super) const KEY: u32 = 3;
/// What stands beside a ticked option.
pub(super) const YES: &str = "Yes";

/// A workbook to be filled in, with the answers there are and the revisions they were written from.
///
/// # Errors
/// [`NotWritten`] where a text of the survey is longer than a cell can hold.
pub fn workbook(
    survey: &Survey,
    cover: &Cover,
    answers: &Answers,
    revisions: &BTreeMap<Field, u32>,
) -> Result<Vec<u8>, NotWritten> {
    let mut names = names(survey).into_iter();
    let mut next = || names.next().unwrap_or_default();
    let mut sheets = vec![guide(next(), survey, cover)];
    for (section, on_paper) in survey.sections.iter().zip(paper(survey)) {
        sheets.push(section_sheet(
            next(),
            &section.questions,
            &on_paper,
            answers,
        ));
    }
    sheets.push(record::sheet(next(), survey, cover, revisions));
    write_workbook(&Workbook {
        title: survey.title.clone(),
        sheets,
    })
}

/// The names of the sheets: the guide's, the sections', the record's.
pub(super) fn names(survey: &Survey) -> Vec<String> {
    let sections = survey.sections.iter().map(|section| section.title.as_str());
    sheet_names(
        ["How to fill this in"]
            .into_iter()
            .chain(sections)
            .chain(["Record"]),
    )
}

fn guide(name: String, survey: &Survey, cover: &Cover) -> Sheet {
    let said = |words: &str, look| Line::of(vec![Cell::words(words, look)]);
    let mut lines = vec![
        said(&survey.title, Look::Title),
        said(&format!("Return of {}", cover.unit_name), Look::Strong),
        said("", Look::Plain),
        said("How to fill this in", Look::Strong),
    ];
    let steps = [
        "Each of the next sheets is one section. Write into the coloured cells of the column “Answer”; the \
         other cells are locked.",
        "Where a cell has a list, choose from it. Where several answers may apply, choose Yes beside each \
         that does.",
        "Leave empty what you have no answer to. Where a line says “Only if” and that is not so, leave it \
         empty too.",
        "Please keep the sheets and lines as they are: they tell which answer belongs to which question.",
    ];
    lines.extend(steps.map(|step| said(step, Look::Plain)));
    lines.push(said("", Look::Plain));
    lines.push(said("What happens next", Look::Strong));
    lines.push(said(
        "Save the workbook as .xlsx and send it in on the page where you found it. You will be shown what \
         was read from it, and which cells need another look, before anything is saved. Sending it in does \
         not submit the return.",
        Look::Plain,
    ));
    if let Some(last) = cover.closes_on {
        let last = format!("Answers are taken until {}.", clock::long_day(last));
        lines.push(said(&last, Look::Plain));
    }
    lines.push(said(&format!("Questions: {}", survey.contact), Look::Plain));
    lines.push(said("", Look::Plain));
    lines.push(said(&survey.privacy, Look::Plain));
    lines.push(said("", Look::Plain));
    lines.push(said(&cover.edition(survey), Look::Quiet));
    Sheet {
        name,
        hidden: false,
        widths: vec![Some(100.0)],
        frozen: 0,
        lines,
    }
}

fn section_sheet(
    name: String,
    questions: &[Question],
    on_paper: &PaperSection,
    answers: &Answers,
) -> Sheet {
    let mut lines = vec![
        Line::of(
            ["Question", "Answer", "What to give"]
                .map(|head| Cell::words(head, Look::Head))
                .into(),
        ),
        said(&on_paper.title, Look::Title),
    ];
    lines.extend(on_paper.when.iter().map(|when| said(when, Look::Strong)));
    lines.extend(on_paper.intro.iter().map(|intro| said(intro, Look::Plain)));
    for (question, on_paper) in questions.iter().zip(&on_paper.questions) {
        lines.push(said("", Look::Plain));
        question_lines(question, on_paper, answers, &mut lines);
    }
    Sheet {
        name,
        hidden: false,
        widths: vec![Some(62.0), Some(42.0), Some(48.0), None],
        frozen: 1,
        lines,
    }
}

fn said(words: &str, look: Look) -> Line {
    Line::of(vec![Cell::words(words, look)])
}

fn question_lines(
    question: &Question,
    on_paper: &PaperQuestion,
    answers: &Answers,
    lines: &mut Vec<Line>,
) {
    let number = on_paper.number.map(|number| format!("{number}. "));
    let text = format!("{}{}", number.unwrap_or_default(), on_paper.text);
    let what = what_to_give(question, on_paper);
    let (has_head, labels): (bool, &[String]) = match question.kind {
        Kind::Grid(_) => (true, &on_paper.rows),
        Kind::Multi { .. } => (true, &on_paper.options),
        Kind::Note => (true, &[]),
        _ => (false, &[]),
    };
    if has_head {
        let look = if on_paper.is_note {
            Look::Plain
        } else {
            Look::Strong
        };
        lines.push(Line::of(vec![
            Cell::words(&text, look),
            Cell::words("", Look::Plain),
            Cell::words(&what, Look::Quiet),
        ]));
    }
    let mut labels = labels.iter().map(|label| format!("    {label}"));
    for one in lines_of(question) {
        let (label, look, what) = match one.part {
            Part::Whole if !has_head => (text.clone(), Look::Strong, what.clone()),
            Part::Whole => (
                labels.next().unwrap_or_default(),
                Look::Plain,
                String::new(),
            ),
            Part::Tick(option) => (
                labels.next().unwrap_or_default(),
                Look::Plain,
                tick_to_give(option),
            ),
            Part::Other(option) => (
                format!("    If “{}”: in your own words", option.label),
                Look::Plain,
                "Words, if you chose that answer.".to_owned(),
            ),
        };
        lines.push(answer_line(&one, label, look, what, answers));
    }
}

fn answer_line(
    one: &AnswerLine<'_>,
    label: String,
    look: Look,
    what: String,
    answers: &Answers,
) -> Line {
    let value = value(one, answers.get(&one.field));
    let room = match (one.part, &one.question.kind) {
        (Part::Whole, Kind::Text(text)) if text.long => 8,
        (Part::Other(_), _) | (_, Kind::Text(_)) => 2,
        _ => 1,
    };
    Line {
        room,
        cells: vec![
            Cell::words(label, look),
            Cell::entry(value, accepts(one)),
            Cell::words(what, Look::Quiet),
            Cell::words(one.key(), Look::Quiet),
        ],
    }
}

/// Everything that paper says of a question beside its words, line by line.
fn what_to_give(question: &Question, on_paper: &PaperQuestion) -> String {
    let needed = question
        .required
        .then(|| "Needed before the return can be submitted.".to_owned());
    let hint = on_paper.hint.clone();
    let how = match &question.kind {
        Kind::Multi { .. } => on_paper
            .how
            .as_ref()
            .map(|how| format!("{how} Choose Yes beside each.")),
        Kind::Grid(_) => Some("Choose one answer in each line.".to_owned()),
        Kind::Number(quantity) => {
            let limits = limits(quantity.min, quantity.max);
            on_paper.how.as_ref().map(|how| format!("{how}{limits}"))
        }
        Kind::Date { earliest, latest } => {
            let limits = limits(earliest.map(clock::long_day), latest.map(clock::long_day));
            Some(format!("A day, such as 3 July 2023.{limits}"))
        }
        _ => on_paper.how.clone(),
    };
    let listed = match question.kind {
        Kind::Single { .. } | Kind::Grid(_) => on_paper
            .options
            .iter()
            .map(|one| format!("• {one}"))
            .collect(),
        _ => Vec::new(),
    };
    let said: Vec<String> = [on_paper.when.clone(), needed, hint, how]
        .into_iter()
        .flatten()
        .chain(listed)
        .collect();
    said.join("\n")
}

fn limits<T: std::fmt::Display>(low: Option<T>, high: Option<T>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!(" From {low} to {high}."),
        (Some(low), None) => format!(" From {low}."),
        (None, Some(high)) => format!(" Up to {high}."),
        (None, None) => String::new(),
    }
}

fn tick_to_give(option: &Choice) -> String {
    let give = if option.exclusive {
        "Yes here and nowhere else, or leave it empty."
    } else {
        "Yes, or leave it empty."
    };
    match &option.hint {
        Some(hint) => format!("{give} {hint}"),
        None => give.to_owned(),
    }
}

fn accepts(one: &AnswerLine<'_>) -> Accepts {
    match (one.part, &one.question.kind) {
        (Part::Tick(_), _) => Accepts::OneOf(vec![YES.to_owned()]),
        (Part::Whole, Kind::Number(quantity)) => Accepts::Number {
            min: quantity.min.map(as_float),
            max: quantity.max.map(as_float),
            whole: quantity.whole,
        },
        (Part::Whole, Kind::Date { earliest, latest }) => Accepts::Day {
            earliest: *earliest,
            latest: *latest,
        },
        (Part::Whole, Kind::Single { options, .. }) => Accepts::OneOf(labels(options)),
        (Part::Whole, Kind::Grid(grid)) => Accepts::OneOf(labels(&grid.options)),
        (Part::Other(_), _) | (Part::Whole, Kind::Multi { .. } | Kind::Text(_) | Kind::Note) => {
            Accepts::Words
        }
    }
}

/// What stands in a line's answer cell already.
fn value(one: &AnswerLine<'_>, answer: Option<&Answer>) -> Value {
    let Some(answer) = answer else {
        return Value::Empty;
    };
    let options = one.question.kind.options();
    match (one.part, answer) {
        (Part::Tick(option), _) => {
            let ticked = answer
                .chosen()
                .iter()
                .any(|chosen| chosen.option == option.id);
            if ticked {
                Value::Text(YES.to_owned())
            } else {
                Value::Empty
            }
        }
        (Part::Other(option), _) => {
            let mut chosen = answer
                .chosen()
                .iter()
                .filter(|chosen| chosen.option == option.id);
            let words = chosen.find_map(|chosen| chosen.other.clone());
            words.map_or(Value::Empty, Value::Text)
        }
        (Part::Whole, Answer::Words(words)) => Value::Text(words.clone()),
        (Part::Whole, Answer::Number(number)) => Value::Number(as_float(*number)),
        (Part::Whole, Answer::Day(day)) => Value::Day(*day),
        (Part::Whole, Answer::One(chosen)) => {
            let place = options.iter().position(|option| option.id == chosen.option);
            place
                .and_then(|place| labels(options).into_iter().nth(place))
                .map_or(Value::Empty, Value::Text)
        }
        (Part::Whole, Answer::Several(_)) => Value::Empty,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "twelve digits and three decimals are below 2^53"
)]
fn as_float(number: Number) -> f64 {
    number.thousandths() as f64 / 1000.0
}
