//! Numbers, text and drawing for practice surveys.
//!
//! Everything here is a pure function over a [`dataset::Dataset`]: no clock, no chance, no files, no
//! web. The same dataset gives the same [`findings::Findings`], byte for byte.
//!
//! The verbs, in the order the data takes: [`tabulate`] and [`themes`] make tables, [`estimate`] says what
//! they tell of all, [`compare`] holds them against each other, [`findings`]
//! gathers them under keys, [`disclosure`] withholds what would tell the answers of few, [`charts`] draws
//! them. [`audit`] holds published figures against arithmetic.

pub mod audit;
pub mod chance;
pub mod charts;
pub mod compare;
pub mod dataset;
pub mod day;
pub mod disclosure;
pub mod estimate;
pub mod figure;
pub mod findings;
pub mod key;
pub mod number;
pub mod plan;
pub mod routing;
pub mod share;
mod shared;
pub mod tabulate;
pub mod text;
pub mod texts;
pub mod themes;
