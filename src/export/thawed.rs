//! `data.csv` read back: each line a return, each field a cell.

use std::borrow::Cow;
use std::ops::Range;

use analysis::dataset::{Cell, Choice, Column, Dataset, Return, Status, Ticks};
use analysis::day::Day;
use analysis::number::Number;

use super::data::{self, PARTIAL, SUBMITTED};
use super::fields::Lines;
use super::spreadsheet::unguarded;
use super::{ThawError, cells};
use crate::definition::Frame;

/// Fills the shape of a survey's dataset with the returns of a file.
///
/// The text goes before the columns are put together, so that they need no more memory than it has left.
pub(super) fn read(
    mut dataset: Dataset,
    frame: &Frame,
    text: String,
) -> Result<Dataset, ThawError> {
    let names = data::header(&dataset);
    let begins = after_header(&text, &names)?;
    let file = File {
        text: &text,
        names: &names,
        frame,
        columns: dataset.variables.iter().map(|one| &one.column).collect(),
    };
    // Two readers share the work.
    let middle = middle(&text, begins);
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| file.read(middle..text.len()));
        let first = file.read(begins..middle);
        (first, second.join().expect("reading does not panic"))
    });
    let (first, second) = (first?, second?);
    drop(text);
    dataset.returns = first.returns;
    dataset.returns.extend(second.returns);
    let columns = first.columns.into_iter().zip(second.columns);
    let mut columns: Vec<(Column, Column)> = columns.collect();
    let half = columns.len() / 2;
    let (some, others) = columns.split_at_mut(half);
    std::thread::scope(|scope| {
        scope.spawn(|| others.iter_mut().for_each(append));
        some.iter_mut().for_each(append);
    });
    for (variable, (column, _)) in dataset.variables.iter_mut().zip(columns) {
        variable.column = column;
    }
    Ok(dataset)
}

/// Where the lines begin after the header, which must have the survey's columns.
fn after_header(text: &str, names: &[String]) -> Result<usize, ThawError> {
    let (mut lines, mut header) = (Lines { text, at: 0 }, Vec::new());
    lines.next(&mut header);
    let given = |position: usize| header.get(position).map(AsRef::as_ref);
    let differs = |position: &usize| given(*position) != names.get(*position).map(String::as_str);
    let columns = names.len().max(header.len());
    match (0..columns).find(differs) {
        None => Ok(lines.at),
        Some(position) => Err(ThawError::Data {
            line: 1,
            column: given(position).unwrap_or_default().to_owned(),
            what: match names.get(position) {
                Some(name) => format!("the survey has `{name}` here"),
                None => "the survey has no such column".to_owned(),
            },
        }),
    }
}

/// The end of the line that is in the middle of what begins somewhere.
fn middle(text: &str, begins: usize) -> usize {
    let middle = begins.midpoint(text.len());
    let (before, after) = text.as_bytes().split_at(middle);
    // Between quotation marks a line end is a part of a text; a mark inside it is doubled.
    let mut is_quoted = count(&before[begins..], b'"') % 2 == 1;
    let ends = after.iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        *byte == b'\n' && !is_quoted
    });
    ends.map_or(text.len(), |line_end| middle + line_end + 1)
}

/// How often a byte stands in a text.
fn count(text: &[u8], byte: u8) -> u64 {
    // So few at a time that a byte can count them, which the processor does side by side.
    let parts = text.chunks(255);
    let in_part = |part: &[u8]| part.iter().map(|one| u8::from(*one == byte)).sum::<u8>();
    parts.map(|part| u64::from(in_part(part))).sum()
}

/// The file, and what its lines should hold.
struct File<'a> {
    text: &'a str,
    /// What each column is called.
    names: &'a [String],
    frame: &'a Frame,
    /// The columns of answers, empty.
    columns: Vec<&'a Column>,
}

/// What was read of some lines.
struct Part {
    returns: Vec<Return>,
    columns: Vec<Column>,
}

impl File<'_> {
    /// Reads the lines in a part of the text.
    fn read(&self, part: Range<usize>) -> Result<Part, ThawError> {
        let skipped = data::LEADING.len() + self.frame.attributes.len();
        let mut read = Part {
            returns: Vec::new(),
            columns: self.columns.iter().copied().cloned().collect(),
        };
        for column in &mut read.columns {
            reserve(column, self.frame.units.len());
        }
        let mut lines = Lines {
            text: &self.text[..part.end],
            at: part.start,
        };
        let mut fields = Vec::new();
        while let Some(begins) = lines.next(&mut fields) {
            let line = Line {
                file: self,
                begins,
                fields: &fields,
            };
            line.is_whole()?;
            // Most files have their units in the order of the frame.
            let likely = read.returns.last().map_or(0, |last| last.unit + 1);
            read.returns.push(line.standing(likely)?);
            let mut next = skipped;
            for column in &mut read.columns {
                line.push(column, &mut next)?;
            }
        }
        Ok(read)
    }
}

/// One line of the file.
struct Line<'a> {
    file: &'a File<'a>,
    /// Where in the text.
    begins: usize,
    fields: &'a [Cow<'a, str>],
}

impl Line<'_> {
    fn fault(&self, column: usize, what: String) -> ThawError {
        let above = &self.file.text.as_bytes()[..self.begins];
        ThawError::Data {
            line: count(above, b'\n') + 1,
            column: self.file.names[column].clone(),
            what,
        }
    }

    /// Whether it has as many columns as the header.
    fn is_whole(&self) -> Result<(), ThawError> {
        let (given, wanted) = (self.fields.len(), self.file.names.len());
        if given == wanted {
            return Ok(());
        }
        let what = format!("the line has {given} columns and the header {wanted}");
        Err(self.fault(given.min(wanted) - 1, what))
    }

    /// Whose return it is, which is likely the unit at this position, and how far that came.
    fn standing(&self, likely: usize) -> Result<Return, ThawError> {
        let field = |column: usize| unguarded(&self.fields[column]);
        let (code, status, day) = (field(0), field(1), field(2));
        let unit = self.file.frame.position_near(likely, code);
        let read_day = |day: &str| {
            let read = Day::read(day);
            read.ok_or_else(|| self.fault(2, format!("`{day}` is no day")))
        };
        Ok(Return {
            unit: unit.ok_or_else(|| self.fault(0, format!("`{code}` is not in the frame")))?,
            status: match status {
                SUBMITTED => Status::Submitted,
                PARTIAL => Status::Partial,
                _ => return Err(self.fault(1, format!("`{status}` is no status"))),
            },
            submitted_on: match day {
                "" => None,
                day => Some(read_day(day)?),
            },
        })
    }

    /// Adds a cell to a column of answers from the next fields.
    fn push(&self, column: &mut Column, next: &mut usize) -> Result<(), ThawError> {
        let mut field = || {
            let column = *next;
            *next += 1;
            (column, &*self.fields[column])
        };
        let choice = |options: &[Choice], (column, text): (usize, &str)| {
            let position = |id: &str| {
                let found = options.iter().position(|option| option.id == id)?;
                u8::try_from(found).ok()
            };
            cells::read(text, position)
                .ok_or_else(|| self.fault(column, format!("`{text}` is no option")))
        };
        match column {
            Column::Single(choices) => {
                let cell = choice(&choices.options, field())?;
                choices.cells.push(cell);
            }
            Column::Grid { options, rows, .. } => {
                for row in rows {
                    row.cells.push(choice(options, field())?);
                }
            }
            Column::Number { cells, .. } => {
                let (column, text) = field();
                let cell = cells::read(text, Number::read);
                cells.push(
                    cell.ok_or_else(|| self.fault(column, format!("`{text}` is no number")))?,
                );
            }
            Column::Day { cells } => {
                let (column, text) = field();
                let cell = cells::read(text, Day::read);
                cells.push(cell.ok_or_else(|| self.fault(column, format!("`{text}` is no day")))?);
            }
            Column::Text { cells, .. } => {
                let (_, text) = field();
                let cell = cells::read(text, |text| Some(unguarded(text)));
                cells.push(cell.expect("every text is words"));
            }
            Column::Multiple(choices) => {
                let mut together: Option<Cell<Ticks>> = None;
                for option in 0..choices.options.len() {
                    let (column, text) = field();
                    let ticked = |text: &str| match text {
                        "0" => Some(Ticks::default()),
                        "1" => Some(Ticks::default().with(option)),
                        _ => None,
                    };
                    let cell = cells::read(text, ticked).ok_or_else(|| {
                        self.fault(column, format!("`{text}` is neither 0 nor 1"))
                    })?;
                    together = Some(match (together, cell) {
                        (None, cell) => cell,
                        (Some(Cell::Value(one)), Cell::Value(more)) => Cell::Value(one.and(more)),
                        (Some(same), cell) if same == cell => same,
                        _ => {
                            let what =
                                "the options of one question disagree on whether it was asked";
                            return Err(self.fault(column, what.to_owned()));
                        }
                    });
                }
                choices.cells.push(together.unwrap_or(Cell::Skipped));
            }
        }
        Ok(())
    }
}

/// Makes room for the cells of so many returns, so that a column need not move as it grows.
fn reserve(column: &mut Column, returns: usize) {
    match column {
        Column::Single(choices) => choices.cells.reserve(returns),
        Column::Multiple(choices) => choices.cells.reserve(returns),
        Column::Grid { rows, .. } => rows.iter_mut().for_each(|row| row.cells.reserve(returns)),
        Column::Number { cells, .. } => cells.reserve(returns),
        Column::Day { cells } => cells.reserve(returns),
        Column::Text { cells, .. } => cells.reserve(returns),
    }
}

/// Moves the cells of more returns behind those of the first ones.
fn append((column, more): &mut (Column, Column)) {
    match (column, more) {
        (Column::Single(one), Column::Single(more)) => one.cells.append(&mut more.cells),
        (Column::Multiple(one), Column::Multiple(more)) => one.cells.append(&mut more.cells),
        (Column::Grid { rows, .. }, Column::Grid { rows: more, .. }) => {
            for (row, more) in rows.iter_mut().zip(more) {
                row.cells.append(&mut more.cells);
            }
        }
        (Column::Number { cells, .. }, Column::Number { cells: more, .. }) => cells.append(more),
        (Column::Day { cells }, Column::Day { cells: more }) => cells.append(more),
        (Column::Text { cells, .. }, Column::Text { cells: more, .. }) => {
            cells.append(std::mem::take(more));
        }
        _ => unreachable!("both are of the same question"),
    }
}
