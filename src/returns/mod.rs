//! Waves and returns: their states, and the steps from one to the next. All of it pure.

mod standing;
mod wave;

pub use standing::{NotSubmittable, Return, State, Submission};
pub use wave::{Wave, WaveId, WaveState};
