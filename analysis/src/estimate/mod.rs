//! Estimates: what the answers of some say about all, and how sure that is.

pub mod factorials;
