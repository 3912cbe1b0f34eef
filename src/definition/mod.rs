//! The definition: a survey folder read, checked and made into a [`Survey`].
//!
//! `raw` is the file as written, `check` finds every fault in it, `Survey` is what the rest of the house
//! works with. Nothing here reads a disk or knows a database: a [`Folder`] is handed in.

mod check;
mod codebook;
mod condition;
mod fault;
mod folder;
mod frame;
mod id;
mod questions;
mod raw;
mod survey;
mod toml_text;

pub use check::check;
pub use condition::Condition;
pub use fault::{Fault, Place};
pub use folder::{Folder, SURVEY_FILE};
pub use frame::{Attribute, Frame, Unit};
pub use id::{OptionId, QuestionId, RowId, SectionId, SurveyId, UnitCode};
pub use survey::{Base, Choice, Fact, Grid, Kind, Net, Noun, Question, Row, Section, Survey, Text};
