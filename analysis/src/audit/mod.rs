//! The audit: whether published figures can exist, agree with one another, and are ours.
//!
//! A claim is judged by arithmetic alone, so that it holds whoever published it. Whatever can't be decided from
//! what is stated is not called wrong: several counts that a percentage may stand for are all allowed, and so is
//! every rounding in use.

mod answers;
mod bases;
mod candidates;
mod claim;
mod judge;
mod order;
mod ours;
mod picture;
mod rounding;
mod scan;
mod sums;
mod ties;
mod unchecked;
mod verdict;
mod words;

pub use claim::{Claim, OurFigures, Ours, Publication, our_figures};
pub use judge::{Judged, audit};
pub use order::circles;
pub use rounding::Rounding;
pub use scan::{
    Aside, Beside, Candidate, Cell, Fit, Mention, Proposal, Proposals, Role, mentions,
    mentions_in_row, propose,
};
pub use verdict::Verdict;

#[cfg(test)]
mod tests;
