//! Themes: what people wrote about, coded by a codebook of words and phrases.

mod codebook;
mod coding;
mod counts;

pub use codebook::{Codebook, Theme, ThemeFault};
pub use coding::{Coded, Evidence, code};
pub use counts::{tabulate, together};
