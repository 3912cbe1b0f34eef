//! Documents: files for people, made of data. This room knows no survey.
//!
//! A PDF is set by a template that reads its data as data, so that nothing anybody typed is ever markup; a
//! workbook is a list of sheets of cells, written and read back; of a report somebody wrote, the words are read.

mod fonts;
mod legible;
mod pdf;
mod sheet;
mod unzip;
mod words;
mod workbook_in;
mod workbook_out;

pub use pdf::{NotSet, pdf};
pub use sheet::{
    Accepts, Cell, Line, Look, Sheet, Value, Workbook, cell_name, day_of_serial, sheet_names,
};
pub use words::{NoWords, Passage, read_words};
pub use workbook_in::{NotAWorkbook, ReadSheet, read_workbook};
pub use workbook_out::{NotWritten, write_workbook};
