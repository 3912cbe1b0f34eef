//! Tables of counts: each question's frequencies, and who took part.

mod base;
mod frequencies;
mod participation;

pub use base::base_in_words;
pub use frequencies::frequencies;
pub use participation::{participation, profile};
