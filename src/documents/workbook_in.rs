//! Reading a workbook that somebody sent.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx};
use time::{Date, Month};

use super::sheet::Value;
use super::unzip::{Unfit, measure};

/// One sheet as it was read.
#[derive(Debug)]
pub struct ReadSheet {
    /// Its name.
    pub name: String,
    /// Its cells that are not empty, by line and column from 0.
    pub cells: BTreeMap<(u32, u32), Value>,
}

/// Why bytes can't be read as a workbook.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAWorkbook {
    /// They are something else, or damaged.
    #[error("the file is not an .xlsx workbook, or it is damaged")]
    Damaged,
    /// There is more in it than anybody filled in by hand.
    #[error("the file is too large when it is unpacked")]
    TooLarge,
}

/// The most cells that are read of a workbook.
const MOST_CELLS: usize = 200_000;
/// The most bytes of words that are read of a workbook.
const MOST_WORDS: usize = 20_000_000;

/// Reads every sheet, whichever program saved it. What it costs is bounded, whatever the bytes are.
///
/// # Errors
/// [`NotAWorkbook`] where it can't or shouldn't be read.
pub fn read_workbook(bytes: &[u8]) -> Result<Vec<ReadSheet>, NotAWorkbook> {
    measure(bytes).map_err(|unfit| match unfit {
        Unfit::Damaged => NotAWorkbook::Damaged,
        Unfit::TooLarge => NotAWorkbook::TooLarge,
    })?;
    // The library stumbles over some damaged workbooks where it should say that they are.
    std::panic::catch_unwind(|| read_sheets(bytes)).unwrap_or(Err(NotAWorkbook::Damaged))
}

fn read_sheets(bytes: &[u8]) -> Result<Vec<ReadSheet>, NotAWorkbook> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| NotAWorkbook::Damaged)?;
    let mut room = Room {
        cells: MOST_CELLS,
        words: MOST_WORDS,
    };
    book.sheet_names()
        .into_iter()
        .map(|name| {
            let cells = read_cells(&mut book, &name, &mut room)?;
            Ok(ReadSheet { name, cells })
        })
        .collect()
}

/// What may still be read.
struct Room {
    cells: usize,
    words: usize,
}

impl Room {
    fn take(&mut self, value: &Value) -> Result<(), NotAWorkbook> {
        let words = match value {
            Value::Text(text) => text.len(),
            _ => 0,
        };
        let left = (self.cells.checked_sub(1), self.words.checked_sub(words));
        let (Some(cells), Some(words)) = left else {
            return Err(NotAWorkbook::TooLarge);
        };
        (self.cells, self.words) = (cells, words);
        Ok(())
    }
}

/// Cell by cell, as they come: a table of all of them could be as large as its two farthest corners.
fn read_cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    room: &mut Room,
) -> Result<BTreeMap<(u32, u32), Value>, NotAWorkbook> {
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(|_| NotAWorkbook::Damaged)?;
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader
        .next_cell_with_formula_metadata()
        .map_err(|_| NotAWorkbook::Damaged)?
    {
        let value = match value(&cell.value) {
            Value::Empty if cell.formula.is_some() => Value::Unreckoned,
            value => value,
        };
        if value != Value::Empty {
            room.take(&value)?;
            cells.insert(cell.pos, value);
        }
    }
    Ok(cells)
}

fn value(read: &DataRef<'_>) -> Value {
    match read {
        DataRef::Empty => Value::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Int(number) => Data::Int(*number)
            .to_string()
            .parse()
            .map_or(Value::Empty, Value::Number),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Bool(truth) => Value::Truth(*truth),
        DataRef::DateTime(moment) => {
            day(*moment).map_or(Value::Number(moment.as_f64()), Value::Day)
        }
        DataRef::DateTimeIso(text) => text
            .get(..10)
            .and_then(crate::clock::parse_iso_day)
            .map_or_else(|| words(text), Value::Day),
        DataRef::Error(error) => words(&error.to_string()),
    }
}

fn words(text: &str) -> Value {
    if text.is_empty() {
        Value::Empty
    } else {
        Value::Text(text.to_owned())
    }
}

fn day(moment: ExcelDateTime) -> Option<Date> {
    super::sheet::day_of_serial(moment.as_f64()).filter(|_| moment.is_datetime())?;
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let month = Month::try_from(month).ok()?;
    Date::from_calendar_date(i32::from(year), month, day).ok()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use zip::write::SimpleFileOptions;
    use zip::{ZipArchive, ZipWriter};

    use super::*;

    /// A packed file with one part of so many zeros.
    fn zeros(name: &str, size: usize) -> Vec<u8> {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        packed
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        packed.write_all(&vec![0; size]).unwrap();
        packed.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_small_only_while_it_is_packed_is_refused() {
        for (name, size) in [
            ("xl/worksheets/sheet1.xml", 21_000_000),
            ("xl/styles.xml", 3_000_000),
        ] {
            let bytes = zeros(name, size);
            assert!(bytes.len() < 100_000);
            assert_eq!(
                read_workbook(&bytes).unwrap_err(),
                NotAWorkbook::TooLarge,
                "{name}"
            );
        }
    }

    #[test]
    fn cells_far_apart_cost_no_more_than_cells_together() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "first").unwrap();
        sheet.write_string(1_048_575, 16_383, "last").unwrap();
        let sheets = read_workbook(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(sheets[0].cells.len(), 2);
    }

    #[test]
    fn one_long_text_shared_by_many_cells_is_refused() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let long = "x".repeat(30_000);
        for line in 0..1000 {
            sheet.write_string(line, 0, &long).unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        assert_eq!(read_workbook(&bytes).unwrap_err(), NotAWorkbook::TooLarge);
    }

    #[test]
    fn a_damaged_workbook_is_refused_and_stops_nothing() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "words").unwrap();
        sheet.write_number(1, 0, 12.5).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        for place in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x55;
            let _ = read_workbook(&damaged);
            let _ = read_workbook(&bytes[..place]);
        }
        assert_eq!(read_workbook(b"").unwrap_err(), NotAWorkbook::Damaged);
    }

    #[test]
    fn a_claim_of_more_words_than_there_is_room_for_is_refused() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 0, "words").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let (from, to) = (r#"uniqueCount="1""#, r"uniqueCount = '1000000000000'");
        let bytes = replaced(&bytes, "xl/sharedStrings.xml", from, to);
        assert_eq!(read_workbook(&bytes).unwrap_err(), NotAWorkbook::TooLarge);
    }

    #[test]
    fn a_cell_beyond_every_sheet_is_damage() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_number(0, 0, 12.5).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let (from, to) = (r#"r="A1""#, r#"r="ZZZZZZZZ99999999999""#);
        let bytes = replaced(&bytes, "xl/worksheets/sheet1.xml", from, to);
        assert_eq!(read_workbook(&bytes).unwrap_err(), NotAWorkbook::Damaged);
    }

    /// A workbook with something else put into one of its parts.
    fn replaced(bytes: &[u8], within: &str, from: &str, to: &str) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..archive.len() {
            let mut part = archive.by_index(number).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            if name == within {
                assert!(text.contains(from), "{text}");
                text = text.replace(from, to);
            }
            packed
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            packed.write_all(text.as_bytes()).unwrap();
        }
        packed.finish().unwrap().into_inner()
    }
}
