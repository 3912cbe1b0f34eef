//! Disclosure control: nothing published tells the answers of few.
//!
//! [`protect`] hides what the survey's [`Policy`] names, then as much more as it takes that no hidden
//! number can be worked out from any other, few and small where there is a choice, and holds the outcome
//! against an audit that solves for the least and the most that each hidden number can be. Hundepool and
//! others, "Statistical Disclosure Control" (2012), chapter 4, has the method and its names: primary and
//! secondary suppression, and the audit.
//!
//! What an outsider is taken to know: every figure that is published, now and in an earlier release; that nets, grids, routing
//! and the categories of the frame add up as the questionnaire says; who took part, and every attribute of theirs. What
//! follows from sums is solved for exactly, attribute by attribute; what follows from several attributes of one unit is met
//! by looking for two units that could have answered the other way round (`exchange`). Between two releases returns are
//! taken to be added, and the first is taken to be of those submitted first. Not looked at is what changed answers would tell
//! besides, what weighted figures, pairs and cross-tabs of two questions tell to their last decimal, and what follows from
//! several attributes where a question depends on another in ways that are no choice of options.

mod asked;
mod audit;
mod bounds;
mod exchange;
mod given;
mod linked;
mod linking;
mod nearest;
mod policy;
mod reach;
mod simplex;
mod suppress;
mod system;

pub use audit::{Earlier, Exposed, Protected, protect};
pub use bounds::{Range, bounds};
pub use policy::{Permission, Policy};
pub use system::{CellId, System};
