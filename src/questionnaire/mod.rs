//! The questionnaire: answers, which questions they lead to, and how far one has come. All of it pure.

mod answer;
mod form;
mod paper;
mod path;
mod problem;
mod progress;
mod routing;
mod words;

pub use answer::{Answer, Answers, Chosen, Field, Revision};
pub use form::{
    Entry, Pairs, SHOWN, field_name, keep_unoffered, other_name, parse, read_shown, shown_value,
};
pub use paper::{PaperQuestion, PaperSection, Room, paper};
pub use path::{Path, Shown, all_fields};
pub use problem::Problem;
pub use progress::{Progress, Stage, missing};
pub use routing::aside as only_if;
pub use words::in_words;
