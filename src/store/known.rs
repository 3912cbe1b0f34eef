//! Answers that have been read before. Rows are only ever added and one save of a return follows another, so
//! what a return held up to its last row never changes: whoever knows that row need not read the others again,
//! whichever server wrote it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::returns::Revisions;

/// How many returns are known at once: more than are filled in at any moment, and some 10 MB at most times.
const RETURNS: usize = 512;

/// The answers of the returns that were asked for last.
#[derive(Default)]
pub(super) struct Known(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    /// By the row of the return.
    returns: BTreeMap<i32, Entry>,
    /// Counts what was asked for.
    asked: u64,
}

struct Entry {
    last_answer: i32,
    asked: u64,
    revisions: Arc<Revisions>,
}

impl Known {
    /// What a return held when this was its last answer.
    pub(super) fn find(&self, return_id: i32, last_answer: i32) -> Option<Arc<Revisions>> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.asked += 1;
        let asked = memory.asked;
        let entry = memory.returns.get_mut(&return_id)?;
        if entry.last_answer != last_answer {
            return None;
        }
        entry.asked = asked;
        Some(Arc::clone(&entry.revisions))
    }

    /// The same, for somebody who is about to change it: nobody else keeps a hand on it.
    pub(super) fn take(&self, return_id: i32, last_answer: i32) -> Option<Arc<Revisions>> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |entry: &Entry| entry.last_answer == last_answer;
        if !memory.returns.get(&return_id).is_some_and(is_it) {
            return None;
        }
        memory
            .returns
            .remove(&return_id)
            .map(|entry| entry.revisions)
    }

    /// Notes what a return holds up to its last answer, and forgets the return that was asked for longest ago.
    pub(super) fn note(&self, return_id: i32, last_answer: i32, revisions: &Arc<Revisions>) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.asked += 1;
        let entry = Entry {
            last_answer,
            asked: memory.asked,
            revisions: Arc::clone(revisions),
        };
        memory.returns.insert(return_id, entry);
        if memory.returns.len() > RETURNS {
            let oldest = memory.returns.iter().min_by_key(|(_, entry)| entry.asked);
            if let Some(oldest) = oldest.map(|(return_id, _)| *return_id) {
                memory.returns.remove(&oldest);
            }
        }
    }
}
