//! Disclosure control: nothing published tells the answers of few.
//!
//! [`protect`] hides what the survey's [`Policy`] names, then as much more as it takes that no hidden
//! number can be worked out from any other, few and small where there is a choice, and holds the outcome
//! against an audit that solves for the least and the most that each hidden number can be. Hundepool and
//! others, "Statistical Disclosure Control" (2012), chapter 4, has the method and its names: primary and
//! secondary suppression, and the audit.
//!
//! What an outsider is taken to know: every figure that is published; that nets, grids, routing and the
//! categories of the frame add up as the questionnaire says; and how many took part. The two attributes of
//! one unit are not put together: that would take the list of who took part and a guess at each.

mod asked;
mod audit;
mod bounds;
mod linked;
mod nearest;
mod policy;
mod reach;
mod simplex;
mod suppress;
mod system;

pub use audit::{Earlier, Exposed, protect};
pub use bounds::{Range, bounds};
pub use policy::{Permission, Policy};
pub use system::{CellId, System};
