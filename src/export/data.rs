//! `data.csv`: one line a return, one column a variable, a row of a grid or an option.
//!
//! A number is in digits, a day is YYYY-MM-DD, a choice is its option's id, a multiple choice is 0 or 1 an option, words are guarded against being
//! taken for formulae. Each kind of missing has its mark, and no value looks like one.

use std::collections::HashMap;

use analysis::dataset::{Cell, Choice, Column, Dataset, Return, Status, Ticks};
use analysis::day::Day;
use analysis::number::Number;

use super::spreadsheet::{guarded, unguarded};
use super::{ThawError, cells};

const SUBMITTED: &str = "submitted";
const PARTIAL: &str = "partial";

/// What stands before the answers on each line.
const LEADING: [&str; 3] = ["unit", "status", "submitted_on"];

/// The columns of answers, in order.
pub(super) fn names(dataset: &Dataset) -> Vec<String> {
    dataset
        .variables
        .iter()
        .flat_map(|variable| match &variable.column {
            Column::Single(_)
            | Column::Number { .. }
            | Column::Day { .. }
            | Column::Text { .. } => vec![variable.id.clone()],
            Column::Multiple(choices) => choices
                .options
                .iter()
                .map(|option| format!("{}/{}", variable.id, option.id))
                .collect(),
            Column::Grid { rows, .. } => rows
                .iter()
                .map(|row| format!("{}/{}", variable.id, row.id))
                .collect(),
        })
        .collect()
}

/// Columns of the frame, repeated beside the answers for those who open the file on its own.
pub(super) fn frame_names(dataset: &Dataset) -> Vec<String> {
    let attributes = dataset.frame.attributes.iter();
    attributes
        .map(|attribute| format!("frame/{}", attribute.id))
        .collect()
}

pub(super) fn write(dataset: &Dataset) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = LEADING
        .map(str::to_owned)
        .into_iter()
        .chain(frame_names(dataset))
        .chain(names(dataset));
    let fits = "writing to memory does not fail and every line has the same columns";
    writer.write_record(header).expect(fits);
    for position in 0..dataset.returns.len() {
        writer.write_record(line(dataset, position)).expect(fits);
    }
    let bytes = writer.into_inner().expect(fits);
    String::from_utf8(bytes).expect("every cell is text")
}

fn line(dataset: &Dataset, position: usize) -> Vec<String> {
    let one = &dataset.returns[position];
    let mut line = vec![
        guarded(&dataset.frame.units[one.unit].code),
        match one.status {
            Status::Submitted => SUBMITTED.to_owned(),
            Status::Partial => PARTIAL.to_owned(),
        },
        one.submitted_on.clone().unwrap_or_default(),
    ];
    line.extend(dataset.frame.attributes.iter().map(|attribute| {
        let category = attribute.values[one.unit];
        guarded(&attribute.categories[category].label)
    }));
    for variable in &dataset.variables {
        match &variable.column {
            Column::Single(choices) => {
                line.push(option_id(&choices.options, &choices.cells[position]));
            }
            Column::Multiple(choices) => {
                line.extend((0..choices.options.len()).map(|option| {
                    cells::write(&choices.cells[position], |ticks| {
                        u8::from(ticks.has(option)).to_string()
                    })
                }));
            }
            Column::Grid { options, rows, .. } => {
                line.extend(
                    rows.iter()
                        .map(|row| option_id(options, &row.cells[position])),
                );
            }
            Column::Number { cells, .. } => {
                line.push(cells::write(&cells[position], Number::to_string));
            }
            Column::Day { cells } => {
                line.push(cells::write(&cells[position], Day::to_string));
            }
            Column::Text { cells, .. } => {
                line.push(cells::write(&cells.at(position), |words| guarded(words)));
            }
        }
    }
    line
}

fn option_id(options: &[Choice], cell: &Cell<u8>) -> String {
    cells::write(cell, |chosen| options[usize::from(*chosen)].id.clone())
}

/// Fills a dataset's shape with the returns of a file.
pub(super) fn read(mut dataset: Dataset, text: &str) -> Result<Dataset, ThawError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let expected: Vec<String> = LEADING
        .map(str::to_owned)
        .into_iter()
        .chain(frame_names(&dataset))
        .chain(names(&dataset))
        .collect();
    let header = reader.headers()?.clone();
    if let Some(position) = (0..expected.len().max(header.len()))
        .find(|position| header.get(*position) != expected.get(*position).map(String::as_str))
    {
        return Err(ThawError::Data {
            line: 1,
            column: header.get(position).unwrap_or_default().to_owned(),
            what: match expected.get(position) {
                Some(name) => format!("the survey has `{name}` here"),
                None => "the survey has no such column".to_owned(),
            },
        });
    }
    let skipped = LEADING.len() + dataset.frame.attributes.len();
    let units = dataset.frame.units.iter().enumerate();
    let units: HashMap<String, usize> = units
        .map(|(position, unit)| (unit.code.clone(), position))
        .collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let place = Place {
            line: record.position().map_or(0, csv::Position::line),
            names: &expected,
        };
        dataset.returns.push(standing(&units, &record, &place)?);
        let mut fields = record.iter().enumerate().skip(skipped);
        for variable in &mut dataset.variables {
            push(&mut variable.column, &mut fields, &place)?;
        }
    }
    Ok(dataset)
}

struct Place<'a> {
    line: u64,
    names: &'a [String],
}

impl Place<'_> {
    fn fault(&self, column: usize, what: String) -> ThawError {
        ThawError::Data {
            line: self.line,
            column: self.names[column].clone(),
            what,
        }
    }
}

fn standing(
    units: &HashMap<String, usize>,
    record: &csv::StringRecord,
    place: &Place<'_>,
) -> Result<Return, ThawError> {
    let [code, status, day] = [0, 1, 2].map(|column| unguarded(&record[column]));
    let unit = units.get(code).copied();
    Ok(Return {
        unit: unit.ok_or_else(|| place.fault(0, format!("`{code}` is not in the frame")))?,
        status: match status {
            SUBMITTED => Status::Submitted,
            PARTIAL => Status::Partial,
            _ => return Err(place.fault(1, format!("`{status}` is no status"))),
        },
        submitted_on: (!day.is_empty()).then(|| day.to_owned()),
    })
}

fn push<'r>(
    column: &mut Column,
    fields: &mut impl Iterator<Item = (usize, &'r str)>,
    place: &Place<'_>,
) -> Result<(), ThawError> {
    let mut next = || {
        fields
            .next()
            .expect("a line has as many columns as its header")
    };
    let choice = |options: &[Choice], (column, text): (usize, &str)| {
        let position = |id: &str| {
            let found = options.iter().position(|option| option.id == id)?;
            u8::try_from(found).ok()
        };
        cells::read(text, position)
            .ok_or_else(|| place.fault(column, format!("`{text}` is no option")))
    };
    match column {
        Column::Single(choices) => {
            let cell = choice(&choices.options, next())?;
            choices.cells.push(cell);
        }
        Column::Grid { options, rows, .. } => {
            for row in rows {
                row.cells.push(choice(options, next())?);
            }
        }
        Column::Number { cells, .. } => {
            let (column, text) = next();
            let cell = cells::read(text, Number::read);
            cells.push(cell.ok_or_else(|| place.fault(column, format!("`{text}` is no number")))?);
        }
        Column::Day { cells } => {
            let (column, text) = next();
            let cell = cells::read(text, Day::read);
            cells.push(cell.ok_or_else(|| place.fault(column, format!("`{text}` is no day")))?);
        }
        Column::Text { cells, .. } => {
            let (_, text) = next();
            let cell = cells::read(text, |text| Some(unguarded(text)));
            cells.push(cell.expect("every text is words"));
        }
        Column::Multiple(choices) => {
            let mut together: Option<Cell<Ticks>> = None;
            for option in 0..choices.options.len() {
                let (column, text) = next();
                let ticked = |text: &str| match text {
                    "0" => Some(Ticks::default()),
                    "1" => Some(Ticks::default().with(option)),
                    _ => None,
                };
                let cell = cells::read(text, ticked)
                    .ok_or_else(|| place.fault(column, format!("`{text}` is neither 0 nor 1")))?;
                together = Some(match (together, cell) {
                    (None, cell) => cell,
                    (Some(Cell::Value(one)), Cell::Value(more)) => Cell::Value(one.and(more)),
                    (Some(same), cell) if same == cell => same,
                    _ => {
                        let what = "the options of one question disagree on whether it was asked";
                        return Err(place.fault(column, what.to_owned()));
                    }
                });
            }
            choices.cells.push(together.unwrap_or(Cell::Skipped));
        }
    }
    Ok(())
}
