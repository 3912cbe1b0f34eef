//! Comparisons: who answered and who didn't, one answer by another, and how often chance alone would do as
//! much.

pub mod contingency;
pub mod crosstab;
mod draw;
pub mod effect;
mod enumerate;
pub mod exact;
pub mod factor;
pub mod factorials;
pub mod family;
pub mod halves;
pub mod indicator;
#[cfg(test)]
pub(crate) mod made_up;
pub mod paired;
pub mod part;
pub mod planned;
#[cfg(test)]
mod reference;
pub mod response;
pub mod significance;
