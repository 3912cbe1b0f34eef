//! The definition: a survey folder read, checked and made into a [`Survey`].
//!
//! `raw` is the file as written, `check` finds every fault in it, `Survey` is what the rest of the house
//! works with. Nothing here reads a disk or knows a database: a [`Folder`] is handed in.

mod check;
mod claims;
mod codebook;
mod condition;
mod dates;
mod disclosure;
mod estimates;
mod fault;
mod folder;
mod frame;
mod id;
mod keys;
mod options;
mod pairs;
mod quantity;
mod questions;
mod raw;
mod reach;
mod routes;
mod schema;
mod suppose;
mod survey;
mod toml_text;
mod when;
mod wording;

pub use analysis::number::Number;
pub use check::check;
pub use claims::{CLAIMS_FILE, claims, claims_schema, draft_claims};
pub use condition::{Bound, Condition, Facts};
pub use fault::{Fault, Place};
pub use folder::{Folder, SURVEY_FILE};
pub use frame::{Attribute, Frame, Unit};
pub use id::{OptionId, QuestionId, RowId, SectionId, SurveyId, UnitCode};
pub use routes::{Routes, routes};
pub use schema::schema;
pub use survey::{
    Base, Choice, Fact, Grid, Kind, Net, Noun, Quantity, Question, Row, Section, Survey, Text,
};
pub use wording::Wording;
