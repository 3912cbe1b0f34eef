//! The pack: the questionnaire to take away, on paper and as a workbook, and the way back from a workbook.
//!
//! All of it is pure: the same survey, cover and answers make the same bytes.

mod cover;
mod entry;
mod filled;
mod lines;
mod printed;
mod record;
mod workbook;

pub use cover::Cover;
pub use filled::{CellError, Expected, Filled, NotAPack, read};
pub use printed::{answers, questionnaire};
pub use workbook::workbook;

#[cfg(test)]
mod tests;
