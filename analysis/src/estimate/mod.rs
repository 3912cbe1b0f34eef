//! Estimates: what the answers of some say about all, and how sure that is.
//!
//! [`ranges`] and [`weigh`] give tables theirs, once they are made.
//!
//! [`interval()`] gives a share its range: in units of a known population ([`exact()`]), or in percent where
//! an answer defines the base ([`clopper_pearson`]). [`rake`] makes weights that match what is known of
//! all, [`weighted()`] makes shares with them, and [`change()`] says whether a sentence would read
//! differently. [`assumptions`] says in plain words what each of them takes for granted.

pub mod assumptions;
mod beta;
mod change;
mod fit;
mod hypergeometric;
mod interval;
mod margin;
mod raking;
mod range;
mod sample;
mod tables;
mod weighted;
mod weighting;

pub use change::{Change, change};
pub use interval::{clopper_pearson, exact, interval, wilson, worst_case};
pub use margin::{Margin, Merge, Without};
pub use raking::{Bounds, NoWeights, Raking, rake};
pub use range::{Confidence, Interval, PercentRange, UnitRange};
pub use sample::{NoSample, Sample};
pub(crate) use tables::raked;
pub use tables::{OF_TABLES, ranges, weigh};
pub use weighted::{Estimate, NoEstimate, weighted};
pub use weighting::Weighting;
