//! `data.csv`: one line a return, one column a variable, a row of a grid or an option.
//!
//! A number is in digits, a day is YYYY-MM-DD, a choice is its option's id, a multiple choice is 0 or 1 an option, words are guarded against being
//! taken for formulae. Each kind of missing has its mark, and no value looks like one.

use analysis::dataset::{Cell, Choice, Column, Dataset, Status};
use analysis::day::Day;
use analysis::number::Number;

use super::cells;
use super::spreadsheet::guarded;

pub(super) const SUBMITTED: &str = "submitted";
pub(super) const PARTIAL: &str = "partial";

/// What stands before the answers on each line.
pub(super) const LEADING: [&str; 3] = ["unit", "status", "submitted_on"];

/// The columns of answers, in order.
fn names(dataset: &Dataset) -> Vec<String> {
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

/// Every column, in order.
pub(super) fn header(dataset: &Dataset) -> Vec<String> {
    let leading = LEADING.map(str::to_owned).into_iter();
    leading
        .chain(frame_names(dataset))
        .chain(names(dataset))
        .collect()
}

pub(super) fn write(dataset: &Dataset) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fits = "writing to memory does not fail and every line has the same columns";
    writer.write_record(header(dataset)).expect(fits);
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
        one.submitted_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
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
