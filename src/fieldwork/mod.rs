//! Fieldwork: mail about returns, sent beside the pages. The only user of lettre.
//!
//! What is to be mailed waits in the store's outbox, put there in the same write as what it tells of. The
//! [`Sender`] takes it from there one by one, with a link drawn for the occasion, and notes what became of
//! it. A server that stops between the sending and the noting sends that mail again: its reader may have it
//! twice, but never not at all.

mod letter;
mod post;
mod sender;

pub use post::{Post, WrongPost};
pub use sender::Sender;
