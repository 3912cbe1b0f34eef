//! A wave: one round of asking a population, with a first and a last day.

use time::Date;

use crate::clock::Timestamp;
use crate::definition::SurveyId;

/// The store's name for a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaveId(pub i32);

/// One round of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Its name in the store.
    pub id: WaveId,
    /// The survey it belongs to.
    pub survey: SurveyId,
    /// Which round this is, from 1.
    pub number: i32,
    /// The first day answers are taken.
    pub opens_on: Date,
    /// The last day answers are taken; until somebody closes it where absent.
    pub closes_on: Option<Date>,
    /// When somebody closed it.
    pub closed_at: Option<Timestamp>,
}

/// Whether a wave takes answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaveState {
    /// Its first day is still to come.
    NotYetOpen,
    /// It takes answers.
    Open,
    /// It has been closed, or its last day is over.
    Closed,
}

impl Wave {
    /// The last day that answers were taken, or will be: the day it was closed if that came first.
    pub fn closed_on(&self) -> Option<Date> {
        let closed = self.closed_at.map(Timestamp::day);
        closed.into_iter().chain(self.closes_on).min()
    }

    /// Whether the wave takes answers now; its days are England's.
    pub fn state(&self, now: Timestamp) -> WaveState {
        let today = now.day();
        if self.closed_at.is_some() || self.closes_on.is_some_and(|last| today > last) {
            WaveState::Closed
        } else if today < self.opens_on {
            WaveState::NotYetOpen
        } else {
            WaveState::Open
        }
    }
}
