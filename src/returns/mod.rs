//! Waves and returns: the people behind them, their states, and the steps from one to the next. All of it
//! pure.

mod mail;
mod person;
mod receipt;
mod saving;
mod seal;
mod standing;
mod wave;

pub use mail::MailKind;
pub use person::{Holding, Holdings, Person, PersonId, Role};
pub use receipt::Receipt;
pub use saving::{Given, Kept, Revisions, Settled};
pub use seal::{Seal, Sealed};
pub use standing::{Act, Acting, Opening, Refused, Return, State, Step, Submission};
pub use wave::{Wave, WaveId, WaveState};
