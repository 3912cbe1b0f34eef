//! What holds for any answers, in any order, by anybody: many drawn cases, the same at every run.

mod drawn;
mod path;
mod saving;
mod seal;
