//! The record: a hidden sheet that says what a workbook was made for, and from which revisions.

use std::collections::BTreeMap;

use super::cover::Cover;
use super::lines::{Part, lines_of};
use crate::definition::Survey;
use crate::documents::{Cell, Line, Look, ReadSheet, Sheet, Value};
use crate::questionnaire::{Field, field_name};

/// The first words of the record, by which it is found whatever became of its sheet's name and place.
const MARK: &str = "canvass pack 1";
/// The line of the record where its answers begin.
const FIRST_ANSWER: u32 = 5;

/// What a workbook says of itself.
pub(super) struct Record {
    pub(super) survey: String,
    pub(super) digest: String,
    pub(super) unit: String,
    /// The revision that each field was written from, by the name of the field.
    pub(super) revisions: BTreeMap<String, u32>,
}

/// The record of a workbook that is to be written.
pub(super) fn sheet(
    name: String,
    survey: &Survey,
    cover: &Cover,
    revisions: &BTreeMap<Field, u32>,
) -> Sheet {
    let said = |what: &str, value: &str| line(vec![text(what), text(value)]);
    let mut lines = vec![
        line(vec![text(MARK)]),
        said("survey", survey.id.as_str()),
        said("version", &cover.digest),
        said("unit", cover.unit.as_str()),
        line(["line", "field", "option", "revision"].map(text).into()),
    ];
    for (_, question) in survey.questions() {
        for one in lines_of(question) {
            let option = match one.part {
                Part::Whole => "",
                Part::Tick(option) | Part::Other(option) => option.id.as_str(),
            };
            let revision = revisions.get(&one.field).copied().unwrap_or_default();
            lines.push(line(vec![
                text(&one.key()),
                text(&field_name(&one.field)),
                text(option),
                plain(Value::Number(f64::from(revision))),
            ]));
        }
    }
    Sheet {
        name,
        hidden: true,
        widths: vec![Some(40.0); 4],
        frozen: 0,
        lines,
    }
}

/// Finds the record among the sheets of a workbook.
pub(super) fn find(sheets: &[ReadSheet]) -> Option<Record> {
    let mark = Value::Text(MARK.to_owned());
    let sheet = sheets
        .iter()
        .find(|sheet| sheet.cells.get(&(0, 0)) == Some(&mark))?;
    let said = |line: u32, column: u32| match sheet.cells.get(&(line, column)) {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let fields = sheet.cells.range((FIRST_ANSWER, 0)..);
    let revisions = fields
        .filter(|((_, column), _)| *column == 1)
        .filter_map(|((line, _), field)| match (field, said(*line, 3)) {
            (Value::Text(field), Some(revision)) => Some((field.clone(), revision.parse().ok()?)),
            _ => None,
        })
        .collect();
    Some(Record {
        survey: said(1, 1)?,
        digest: said(2, 1)?,
        unit: said(3, 1)?,
        revisions,
    })
}

fn line(cells: Vec<Cell>) -> Line {
    Line::of(cells)
}

fn text(words: &str) -> Cell {
    Cell::words(words, Look::Plain)
}

fn plain(value: Value) -> Cell {
    Cell {
        value,
        look: Look::Plain,
    }
}
