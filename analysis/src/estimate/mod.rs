//! Estimates: what the answers of some say about all, and how sure that is.

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
pub mod paired;
pub mod part;
#[cfg(test)]
mod reference;
pub mod response;
#[cfg(test)]
mod sample;
pub mod significance;
