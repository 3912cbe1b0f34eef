//! The pack there and back.

mod paper;
mod round;

use std::collections::BTreeMap;

use time::macros::date;

use super::{Cover, Expected, Filled, NotAPack, read, workbook};
use crate::definition::{Folder, Kind, Number, Survey, UnitCode, check};
use crate::documents::{
    Accepts, Cell, Line, Look, ReadSheet, Sheet, Value, Workbook, read_workbook, write_workbook,
};
use crate::questionnaire::{Answer, Answers, Chosen, Field, all_fields};

fn play() -> Survey {
    survey([
        (
            "survey.toml",
            include_str!("../../../tests/fixtures/play/survey.toml"),
        ),
        (
            "frame.csv",
            include_str!("../../../tests/fixtures/play/frame.csv"),
        ),
        (
            "themes.toml",
            include_str!("../../../tests/fixtures/play/themes.toml"),
        ),
    ])
}

macro_rules! shipped_file {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(
                "../../../survey-definitions/reunification-practice/",
                $name
            )),
        )
    };
}

fn shipped() -> Survey {
    survey([
        shipped_file!("survey.toml"),
        shipped_file!("authorities.csv"),
        shipped_file!("themes.toml"),
    ])
}

fn survey(files: [(&str, &str); 3]) -> Survey {
    let checked = check(&files.into_iter().collect::<Folder>());
    checked.unwrap_or_else(|faults| panic!("{} faults", faults.len()))
}

fn cover() -> Cover {
    Cover {
        unit_name: "Ayford".to_owned(),
        unit: UnitCode::new("A1"),
        wave: 1,
        closes_on: Some(date!(2026 - 09 - 30)),
        version: 2,
        digest: "0123456789abcdef".repeat(4),
        is_preview: false,
    }
}

/// An answer to everything that can be answered; the same words wherever words are taken.
fn answers_everywhere(survey: &Survey, words: &str) -> Answers {
    let mut answers = Answers::default();
    for (_, question) in survey.questions() {
        for field in all_fields(question) {
            let options = question.kind.options().iter();
            let chosen = |wanted: &dyn Fn(&crate::definition::Choice) -> bool| -> Vec<Chosen> {
                let wanted = options.clone().filter(|option| wanted(option));
                let chosen = wanted.map(|option| Chosen {
                    option: option.id.clone(),
                    other: (option.other && !words.is_empty()).then(|| words.to_owned()),
                });
                chosen.collect()
            };
            let answer = match &question.kind {
                Kind::Single { .. } => chosen(&|_| true).pop().map(Answer::One),
                Kind::Multi { most, .. } => {
                    let mut several = chosen(&|option| !option.exclusive);
                    several.reverse();
                    several.truncate(most.unwrap_or(usize::MAX));
                    Some(Answer::several(several))
                }
                Kind::Grid(_) => chosen(&|_| true).into_iter().next().map(Answer::One),
                Kind::Number(_) => Number::read("12").map(Answer::Number),
                Kind::Date { .. } => Some(Answer::Day(date!(2019 - 02 - 28))),
                Kind::Text(_) => (!words.is_empty()).then(|| Answer::Words(words.to_owned())),
                Kind::Note => None,
            };
            answers.set(field, answer);
        }
    }
    answers
}

fn filled(survey: &Survey, bytes: &[u8]) -> Result<Filled, NotAPack> {
    let cover = cover();
    let expected = Expected {
        digest: &cover.digest,
        unit: &cover.unit,
    };
    read(survey, &expected, bytes)
}

fn blank_workbook(survey: &Survey) -> Vec<u8> {
    workbook(survey, &cover(), &Answers::default(), &BTreeMap::new()).unwrap()
}

/// The workbook after somebody edited it in a program that keeps nothing but cells.
fn edited(bytes: &[u8], edit: impl FnOnce(&mut Vec<ReadSheet>)) -> Vec<u8> {
    let mut sheets = read_workbook(bytes).unwrap();
    edit(&mut sheets);
    let sheets = sheets.into_iter().map(|sheet| {
        let mut lines: Vec<Line> = Vec::new();
        for ((line, column), value) in sheet.cells {
            lines.resize_with(lines.len().max(line as usize + 1), Line::default);
            let cells = &mut lines[line as usize].cells;
            cells.resize_with(cells.len().max(column as usize), || {
                Cell::words("", Look::Plain)
            });
            let look = match value {
                Value::Day(_) => Look::Entry(Accepts::Day {
                    earliest: None,
                    latest: None,
                }),
                _ => Look::Plain,
            };
            cells.push(Cell { value, look });
        }
        Sheet {
            name: sheet.name,
            hidden: false,
            widths: Vec::new(),
            frozen: 0,
            lines,
        }
    });
    write_workbook(&Workbook {
        title: String::new(),
        sheets: sheets.collect(),
    })
    .unwrap()
}

/// Puts a value beside the line with this key; returns where that was.
fn put(sheets: &mut [ReadSheet], key: &str, value: Value) {
    let wanted = Value::Text(key.to_owned());
    for sheet in sheets {
        let line = sheet
            .cells
            .iter()
            .find(|((_, column), one)| *column == 3 && **one == wanted);
        if let Some(((line, _), _)) = line {
            let place = (*line, 1);
            sheet.cells.insert(place, value);
            return;
        }
    }
    panic!("no line has the key {key}");
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn values_of<'f>(filled: &'f Filled, name: &str) -> Vec<&'f str> {
    let pairs = filled.pairs.iter().filter(|(key, _)| key == name);
    pairs.map(|(_, value)| value.as_str()).collect()
}

fn every_field(survey: &Survey) -> Vec<Field> {
    survey
        .questions()
        .flat_map(|(_, question)| all_fields(question))
        .collect()
}
