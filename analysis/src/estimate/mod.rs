//! Estimates: what the answers of some say about all, and how sure that is.

mod beta;
pub mod factorials;
mod fit;
mod hypergeometric;
mod interval;
mod margin;
mod raking;
mod range;
mod weighted;
mod weighting;

pub use interval::{NoSample, Sample, clopper_pearson, exact, interval, wilson, worst_case};
pub use margin::{Margin, Merge, Without};
pub use raking::{Bounds, NoWeights, Raking, rake};
pub use range::{Confidence, Interval, PercentRange, UnitRange};
pub use weighted::{Change, Estimate, NoEstimate, change, weighted};
pub use weighting::Weighting;
