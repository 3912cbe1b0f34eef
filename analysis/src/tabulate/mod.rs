//! Tables of counts: each question's frequencies, its breakdowns, and who took part.

mod base;
mod breakdown;
mod frequencies;
mod ledger;
mod numbers;
mod participation;

pub use base::base_in_words;
pub use breakdown::breakdown;
pub use frequencies::frequencies;
pub use ledger::{Entry, ledger};
pub(crate) use numbers::bands;
pub use participation::{participation, profile};
