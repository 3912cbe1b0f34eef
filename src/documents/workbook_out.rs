//! Writing a workbook.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Worksheet, XlsxError,
};

use super::sheet::{Accepts, Cell, Line, Look, Sheet, Value, Workbook, serial, sheet_names};

/// Why a workbook can't be written: something in it is longer than workbooks can hold.
#[derive(Debug, thiserror::Error)]
#[error("the workbook can't be written: {0}")]
pub struct NotWritten(#[from] XlsxError);

/// Writes a workbook: the same bytes for the same sheets.
///
/// # Errors
/// [`NotWritten`] where a text has more than the 32,767 characters that a cell holds.
pub fn write_workbook(workbook: &Workbook) -> Result<Vec<u8>, NotWritten> {
    let mut lists = Lists::for_sheets(&workbook.sheets);
    let mut book = rust_xlsxwriter::Workbook::new();
    // A workbook always has a date of its making; this one is nobody's.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(&workbook.title)
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    for sheet in &workbook.sheets {
        write_sheet(book.add_worksheet(), sheet, &mut lists)?;
    }
    if !lists.known.is_empty() {
        lists.write(book.add_worksheet())?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_sheet(to: &mut Worksheet, sheet: &Sheet, lists: &mut Lists) -> Result<(), XlsxError> {
    to.set_name(&sheet.name)?.set_hidden(sheet.hidden);
    for (column, width) in (0..).zip(&sheet.widths) {
        match width {
            Some(width) => to.set_column_width(column, *width)?,
            None => to.set_column_hidden(column)?,
        };
    }
    for (line, row) in (0..).zip(&sheet.lines) {
        to.set_row_height(line, height(row, &sheet.widths))?;
        for (column, cell) in (0..).zip(&row.cells) {
            write_cell(to, line, column, cell)?;
            if let Look::Entry(accepts) = &cell.look
                && let Some(validation) = validation(accepts, lists)?
            {
                to.add_data_validation(line, column, line, column, &validation)?;
            }
        }
    }
    if sheet.frozen > 0 {
        to.set_freeze_panes(sheet.frozen, 0)?;
        to.set_repeat_rows(0, sheet.frozen - 1)?;
    }
    to.set_landscape().set_paper_size(A4);
    to.set_print_fit_to_pages(1, 0);
    to.set_footer("&L&A&RPage &P of &N");
    to.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// The height of one line of words, and the most that a row may have, in points.
const LINE_HEIGHT: f64 = 15.0;
const MOST_HEIGHT: f64 = 405.0;

/// As high as the words need: not every program finds that out by itself.
fn height(line: &Line, widths: &[Option<f64>]) -> f64 {
    let needed = line.cells.iter().zip(widths).map(|(cell, width)| {
        let (Value::Text(text), Some(width)) = (&cell.value, width) else {
            return LINE_HEIGHT;
        };
        let larger = match cell.look {
            Look::Title => 1.5,
            Look::Strong | Look::Head => 1.1,
            Look::Plain | Look::Quiet | Look::Entry(_) => 1.0,
        };
        let lines: u32 = text
            .split('\n')
            .map(|one| wrapped(one, width / larger))
            .sum();
        let size = if larger > 1.2 { larger } else { 1.0 };
        f64::from(lines) * LINE_HEIGHT * size
    });
    let room = f64::from(line.room) * LINE_HEIGHT;
    needed.fold(room, f64::max).min(MOST_HEIGHT)
}

/// How many lines of so many characters a text takes, wrapped between words.
fn wrapped(text: &str, width: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for word in text.split(' ') {
        let length = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if used > 0.0 && used + length > width {
            lines += 1;
            used = 0.0;
        }
        used += length + 1.0;
        while used > width + 1.0 {
            lines += 1;
            used -= width;
        }
    }
    lines
}

/// The number by which workbooks know this size of paper.
const A4: u8 = 9;

fn write_cell(to: &mut Worksheet, line: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let format = format(&cell.look);
    match &cell.value {
        Value::Empty | Value::Unreckoned => to.write_blank(line, column, &format)?,
        Value::Text(text) if text.is_empty() => to.write_blank(line, column, &format)?,
        Value::Text(text) => to.write_string_with_format(line, column, text, &format)?,
        Value::Number(number) => to.write_number_with_format(line, column, *number, &format)?,
        Value::Truth(truth) => to.write_boolean_with_format(line, column, *truth, &format)?,
        Value::Day(day) => match serial(*day) {
            Some(number) => to.write_number_with_format(line, column, number, &format)?,
            None => to.write_string_with_format(line, column, day.to_string(), &format)?,
        },
    };
    Ok(())
}

fn format(look: &Look) -> Format {
    let format = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left);
    match look {
        Look::Plain => format,
        Look::Title => format.set_bold().set_font_size(16),
        Look::Strong => format.set_bold(),
        Look::Quiet => format.set_font_color(0x50_50_50).set_indent(1),
        Look::Head => format
            .set_bold()
            .set_font_color(0xFF_FF_FF)
            .set_background_color(0x1D_3A_5F),
        Look::Entry(accepts) => format
            .set_unlocked()
            .set_border(FormatBorder::Thin)
            .set_border_color(0x50_50_50)
            .set_background_color(0xFF_FB_E6)
            .set_num_format(match accepts {
                Accepts::Words | Accepts::OneOf(_) => "@",
                Accepts::Number { .. } => "General",
                Accepts::Day { .. } => "d mmmm yyyy",
            }),
    }
}

fn validation(accepts: &Accepts, lists: &mut Lists) -> Result<Option<DataValidation>, XlsxError> {
    let checked = DataValidation::new();
    let (checked, message) = match accepts {
        Accepts::Words => return Ok(None),
        Accepts::OneOf(options) => (
            checked.allow_list_formula(Formula::new(lists.range(options))),
            "Choose one of the answers in the list, or leave the cell empty.".to_owned(),
        ),
        Accepts::Number { min, max, whole } => {
            let bounds = DataValidationRule::Between(
                Formula::new(min.unwrap_or(-MOST).to_string()),
                Formula::new(max.unwrap_or(MOST).to_string()),
            );
            let kind = if *whole { "whole number" } else { "number" };
            let limits = limits(
                min.map(|one| one.to_string()),
                max.map(|one| one.to_string()),
            );
            let checked = if *whole {
                checked.allow_whole_number_formula(bounds)
            } else {
                checked.allow_decimal_number_formula(bounds)
            };
            (checked, format!("Give a {kind}{limits}."))
        }
        Accepts::Day { earliest, latest } => {
            let number = |day: Option<time::Date>| day.and_then(serial);
            let bounds = DataValidationRule::Between(
                Formula::new(number(*earliest).unwrap_or(1.0).to_string()),
                Formula::new(number(*latest).unwrap_or(LAST_DAY).to_string()),
            );
            (
                checked.allow_date_formula(bounds),
                "Give a day within the limits beside, such as 3 July 2023.".to_owned(),
            )
        }
    };
    Ok(Some(
        checked
            .set_error_title("Please look again")?
            .set_error_message(message)?,
    ))
}

/// The largest number, where no other is said.
const MOST: f64 = 999_999_999_999.0;
/// The last day of the year 2100, as spreadsheets count.
const LAST_DAY: f64 = 73_415.0;

fn limits(min: Option<String>, max: Option<String>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (Some(min), None) => format!(" of {min} or more"),
        (None, Some(max)) => format!(" of {max} or less"),
        (None, None) => String::new(),
    }
}

/// The drop-down lists, each a column of a hidden sheet: what is written into the validation itself may not
/// hold a comma, nor more than 255 characters.
struct Lists {
    sheet: String,
    known: Vec<Vec<String>>,
}

impl Lists {
    /// No lists yet, and a name for their sheet that none of the others has.
    fn for_sheets(sheets: &[Sheet]) -> Self {
        let taken = sheets.iter().map(|sheet| sheet.name.as_str());
        let sheet = sheet_names(taken.chain(["Lists"])).pop();
        Self {
            sheet: sheet.unwrap_or_default(),
            known: Vec::new(),
        }
    }

    /// Where a list stands; the same list stands there once.
    fn range(&mut self, options: &[String]) -> String {
        let known = self.known.iter().position(|one| one == options);
        let place = known.unwrap_or_else(|| {
            self.known.push(options.to_vec());
            self.known.len() - 1
        });
        let row = place + 1;
        let last = u32::try_from(options.len().max(1) - 1).unwrap_or_default();
        let last = super::sheet::cell_name(0, last);
        let last = last.trim_end_matches('1');
        format!("='{}'!$A${row}:${last}${row}", self.sheet)
    }

    fn write(&self, to: &mut Worksheet) -> Result<(), XlsxError> {
        to.set_name(&self.sheet)?.set_hidden(true).protect();
        for (line, options) in (0..).zip(&self.known) {
            for (column, option) in (0..).zip(options) {
                to.write_string(line, column, option)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use time::macros::date;
    use zip::ZipArchive;

    use super::*;

    /// The text of one part of a workbook with these cells below each other.
    fn part(name: &str, cells: Vec<Cell>) -> String {
        let workbook = Workbook {
            title: "A title".to_owned(),
            sheets: vec![Sheet {
                name: "Lists".to_owned(),
                hidden: false,
                widths: vec![Some(20.0)],
                frozen: 1,
                lines: cells.into_iter().map(|cell| Line::of(vec![cell])).collect(),
            }],
        };
        let bytes = write_workbook(&workbook).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    fn check(accepts: Accepts, expect: &str) {
        let sheet = part(
            "xl/worksheets/sheet1.xml",
            vec![Cell::entry(Value::Empty, accepts)],
        );
        assert!(sheet.contains(expect), "{expect} is not in {sheet}");
    }

    #[test]
    fn limits_are_checked_where_they_are_typed() {
        let options = (0..40).map(|number| format!("Option, with a comma, {number}"));
        check(
            Accepts::OneOf(options.collect()),
            "<formula1>'Lists (2)'!$A$1:$AN$1</formula1>",
        );
        check(
            Accepts::Number {
                min: Some(0.0),
                max: Some(1000.0),
                whole: true,
            },
            r#"type="whole""#,
        );
        check(
            Accepts::Day {
                earliest: None,
                latest: Some(date!(2026 - 12 - 31)),
            },
            "<formula1>1</formula1><formula2>46387</formula2>",
        );
    }

    #[test]
    fn lists_stand_on_a_hidden_sheet() {
        let entry = || Cell::entry(Value::Empty, Accepts::OneOf(vec!["Yes".to_owned()]));
        let book = part("xl/workbook.xml", vec![entry(), entry()]);
        assert!(
            book.contains(r#"name="Lists (2)" sheetId="2" state="hidden""#),
            "{book}"
        );
    }

    #[test]
    fn a_text_is_never_a_formula_and_sheets_are_locked_without_a_password() {
        let sheet = part(
            "xl/worksheets/sheet1.xml",
            vec![
                Cell::words("=1+1", Look::Plain),
                Cell::words("@x", Look::Plain),
            ],
        );
        assert!(!sheet.contains("<f>"), "{sheet}");
        assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{sheet}");
        assert!(!sheet.contains("password"), "{sheet}");
    }

    #[test]
    fn words_wrap_between_words_and_inside_long_ones() {
        for (text, width, lines) in [
            ("", 10.0, 1),
            ("one two three", 8.0, 2),
            ("abcdefghijkl", 5.0, 3),
        ] {
            assert_eq!(wrapped(text, width), lines, "{text}");
        }
    }
}
