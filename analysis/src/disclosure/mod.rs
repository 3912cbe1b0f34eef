//! Disclosure control: nothing published tells the answers of few.
//!
//! [`protect`] hides what the survey's [`Policy`] names, then as much more as it takes that no hidden
//! number can be worked out from any other, few and small where there is a choice, and holds the outcome
//! against an audit that solves for the least and the most that each hidden number can be. Hundepool and
//! others, "Statistical Disclosure Control" (2012), chapter 4, has the method and its names: primary and
//! secondary suppression, and the audit.
//!
//! What an outsider is taken to know: every figure that is published, now and in an earlier release; that nets, grids, routing by
//! whatever condition, and the categories of the frame add up as the questionnaire says; who took part, every attribute of
//! theirs, and so every weight. What follows from sums is solved for exactly, attribute by attribute. What follows from several
//! attributes of one unit, from weighted shares, from cross-tabs and pairs of two questions, and from what the early and the late
//! said, now and in an earlier release, is met by looking, for every hidden number, for units that could have answered the other
//! way round (`exchange`): two of them, or as many as put all sums right again. A number for which there are none, whatever is
//! hidden, is protected by the sums alone, and all that is told beside the tables of its question is left out. Not held against
//! that is what the figures over everyone pin and, after an earlier release, what that told. Between two releases returns are
//! taken to be added, and the first is taken to be of those submitted first, whichever of those that came on its last day were in
//! it. Tests are made from what is shown ([`crate::compare::planned`]), so they tell nothing more. How answers go together that
//! conditions test together is solved for, as long as there are few ways (`linking`). Not looked at is what changed answers would
//! tell besides. Where participation is protected too, who took part is not taken as known.

mod asked;
mod audit;
mod bounds;
mod branches;
mod exchange;
mod given;
mod linked;
mod linking;
mod nearest;
mod policy;
mod reach;
mod release;
mod simplex;
mod suppress;
mod system;

pub use audit::{Exposed, Protected, protect};
pub use bounds::{Range, bounds};
pub use policy::{Permission, Policy};
pub use release::Earlier;
pub use system::{CellId, System};
