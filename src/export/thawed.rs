//! `data.csv` read back: each line a return, each field a cell.

use analysis::dataset::{Cell, Choice, Column, Dataset, Return, Status, Ticks};
use analysis::day::Day;
use analysis::number::Number;

use super::data::{self, PARTIAL, SUBMITTED};
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
    let lines = Lines {
        frame,
        names: &names,
        columns: dataset.variables.iter().map(|one| &one.column).collect(),
    };
    let (header, rest) = text.split_at(lines.header(&text)?);
    // Two readers share the work.
    let (first, second) = rest.split_at(middle(rest));
    let (read_first, read_second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| lines.read(second));
        let first = lines.read(first);
        (first, second.join().expect("reading does not panic"))
    });
    let line_ends = |part: &str| count(part.as_bytes(), b'\n');
    let above_first = || line_ends(header);
    let above_second = || line_ends(header) + line_ends(first);
    let read_first = read_first.map_err(|fault| fault.further_down(above_first()))?;
    let read_second = read_second.map_err(|fault| fault.further_down(above_second()))?;
    drop(text);
    dataset.returns = read_first.returns;
    dataset.returns.extend(read_second.returns);
    let columns = read_first.columns.into_iter().zip(read_second.columns);
    for (variable, (column, more)) in dataset.variables.iter_mut().zip(columns) {
        variable.column = column;
        append(&mut variable.column, more);
    }
    Ok(dataset)
}

/// The end of the line that the middle of a text is in.
fn middle(text: &str) -> usize {
    let (before, after) = text.as_bytes().split_at(text.len() / 2);
    // Between quotation marks a line end is a part of a text; a mark inside it is doubled.
    let mut is_quoted = count(before, b'"') % 2 == 1;
    let ends = after.iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        *byte == b'\n' && !is_quoted
    });
    ends.map_or(text.len(), |line_end| before.len() + line_end + 1)
}

/// How often a byte stands in a text.
fn count(text: &[u8], byte: u8) -> u64 {
    // So few at a time that a byte can count them, which the processor does side by side.
    let parts = text.chunks(255);
    let in_part = |part: &[u8]| part.iter().map(|one| u8::from(*one == byte)).sum::<u8>();
    parts.map(|part| u64::from(in_part(part))).sum()
}

/// What the lines of a file should hold.
struct Lines<'a> {
    frame: &'a Frame,
    /// What each column is called.
    names: &'a [String],
    /// The columns of answers, empty.
    columns: Vec<&'a Column>,
}

/// What was read of some lines.
struct Part {
    returns: Vec<Return>,
    columns: Vec<Column>,
}

impl Lines<'_> {
    /// Where the header ends, which must be the survey's.
    fn header(&self, text: &str) -> Result<usize, ThawError> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers()?.clone();
        let differs = |position: &usize| {
            header.get(*position) != self.names.get(*position).map(String::as_str)
        };
        let columns = self.names.len().max(header.len());
        if let Some(position) = (0..columns).find(differs) {
            return Err(ThawError::Data {
                line: 1,
                column: header.get(position).unwrap_or_default().to_owned(),
                what: match self.names.get(position) {
                    Some(name) => format!("the survey has `{name}` here"),
                    None => "the survey has no such column".to_owned(),
                },
            });
        }
        let ends = usize::try_from(reader.position().byte());
        Ok(ends.expect("a text in memory has no more bytes than that"))
    }

    /// Reads some lines, the first of which counts as 1.
    fn read(&self, text: &str) -> Result<Part, ThawError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let skipped = data::LEADING.len() + self.frame.attributes.len();
        let mut part = Part {
            returns: Vec::new(),
            columns: self.columns.iter().copied().cloned().collect(),
        };
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record)? {
            let place = Place {
                line: record.position().map_or(0, csv::Position::line),
                names: self.names,
            };
            place.holds(&record)?;
            part.returns.push(standing(self.frame, &record, &place)?);
            let mut fields = Fields {
                record: &record,
                next: skipped,
            };
            for column in &mut part.columns {
                push(column, &mut fields, &place)?;
            }
        }
        Ok(part)
    }
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

    /// Whether the line has as many columns as the header.
    fn holds(&self, record: &csv::StringRecord) -> Result<(), ThawError> {
        let (given, wanted) = (record.len(), self.names.len());
        if given == wanted {
            return Ok(());
        }
        let what = format!("the line has {given} columns and the header {wanted}");
        Err(self.fault(given.clamp(1, wanted) - 1, what))
    }
}

fn standing(
    frame: &Frame,
    record: &csv::StringRecord,
    place: &Place<'_>,
) -> Result<Return, ThawError> {
    let field = |column: usize| unguarded(&record[column]);
    let (code, status, day) = (field(0), field(1), field(2));
    let unit = frame.position(code);
    let read_day = |day: &str| {
        let read = Day::read(day);
        read.ok_or_else(|| place.fault(2, format!("`{day}` is no day")))
    };
    Ok(Return {
        unit: unit.ok_or_else(|| place.fault(0, format!("`{code}` is not in the frame")))?,
        status: match status {
            SUBMITTED => Status::Submitted,
            PARTIAL => Status::Partial,
            _ => return Err(place.fault(1, format!("`{status}` is no status"))),
        },
        submitted_on: match day {
            "" => None,
            day => Some(read_day(day)?),
        },
    })
}

/// The fields of a line, from left to right.
struct Fields<'r> {
    record: &'r csv::StringRecord,
    next: usize,
}

impl<'r> Fields<'r> {
    /// The next column and what is in it; the line has as many as its header.
    #[inline]
    fn next(&mut self) -> (usize, &'r str) {
        let column = self.next;
        self.next += 1;
        (column, &self.record[column])
    }
}

/// Adds the next cell of a line to a column of answers.
fn push(column: &mut Column, fields: &mut Fields<'_>, place: &Place<'_>) -> Result<(), ThawError> {
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
            let cell = choice(&choices.options, fields.next())?;
            choices.cells.push(cell);
        }
        Column::Grid { options, rows, .. } => {
            for row in rows {
                row.cells.push(choice(options, fields.next())?);
            }
        }
        Column::Number { cells, .. } => {
            let (column, text) = fields.next();
            let cell = cells::read(text, Number::read);
            cells.push(cell.ok_or_else(|| place.fault(column, format!("`{text}` is no number")))?);
        }
        Column::Day { cells } => {
            let (column, text) = fields.next();
            let cell = cells::read(text, Day::read);
            cells.push(cell.ok_or_else(|| place.fault(column, format!("`{text}` is no day")))?);
        }
        Column::Text { cells, .. } => {
            let (_, text) = fields.next();
            let cell = cells::read(text, |text| Some(unguarded(text)));
            cells.push(cell.expect("every text is words"));
        }
        Column::Multiple(choices) => {
            let mut together: Option<Cell<Ticks>> = None;
            for option in 0..choices.options.len() {
                let (column, text) = fields.next();
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

/// Adds the cells of more returns to a column.
fn append(column: &mut Column, more: Column) {
    match (column, more) {
        (Column::Single(one), Column::Single(mut more)) => one.cells.append(&mut more.cells),
        (Column::Multiple(one), Column::Multiple(mut more)) => one.cells.append(&mut more.cells),
        (Column::Grid { rows, .. }, Column::Grid { rows: more, .. }) => {
            for (row, mut more) in rows.iter_mut().zip(more) {
                row.cells.append(&mut more.cells);
            }
        }
        (
            Column::Number { cells, .. },
            Column::Number {
                cells: mut more, ..
            },
        ) => {
            cells.append(&mut more);
        }
        (Column::Day { cells }, Column::Day { cells: mut more }) => cells.append(&mut more),
        (Column::Text { cells, .. }, Column::Text { cells: more, .. }) => cells.append(more),
        _ => unreachable!("both are of the same question"),
    }
}
