//! Estimates: what the answers of some say about all, and how sure that is.

pub mod contingency;
mod draw;
mod enumerate;
pub mod exact;
pub mod factorials;
pub mod family;
pub mod indicator;
pub mod significance;
