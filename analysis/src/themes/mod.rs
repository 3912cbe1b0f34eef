//! Themes: what people wrote about, coded by a codebook of words and phrases.

mod codebook;
mod coding;

pub use codebook::{Codebook, Theme, ThemeFault};
pub use coding::{Coded, Evidence, code, tabulate, together};
