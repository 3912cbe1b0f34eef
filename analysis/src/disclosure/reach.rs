//! Reach: how far apart the values are that a hidden count can have.

use super::bounds::{End, Part};
use super::simplex::Simplex;

/// A walk over what is possible for the counts of one part, which remembers how far it came.
///
/// It begins at the true values, so one other possible value is enough to show that a count is not pinned;
/// only where none turns up is the exact end looked for.
pub(super) struct Reach<'p> {
    part: &'p Part,
    simplex: Simplex,
    low: Vec<i64>,
    high: Vec<i64>,
}

impl<'p> Reach<'p> {
    pub(super) fn from(part: &'p Part, truth: Vec<i64>) -> Self {
        let simplex = part.simplex();
        Self {
            part,
            simplex: simplex.expect("the true values satisfy every relation"),
            low: truth.clone(),
            high: truth,
        }
    }

    /// How much the least and the most that the count at a place can be differ, counted up to `enough`.
    pub(super) fn width(&mut self, place: usize, enough: u32) -> u32 {
        for end in [End::Most, End::Least] {
            if self.seen(place) >= enough {
                return enough;
            }
            let Some(reached) = self.simplex.walk(place, end) else {
                return enough;
            };
            if let Some(corner) = self.simplex.corner() {
                self.remember(&corner);
            }
            let (so_far, far) = match end {
                End::Most => (self.high[place], self.low[place] + i64::from(enough)),
                End::Least => (self.low[place], self.high[place] - i64::from(enough)),
            };
            if end.passes(reached, so_far) && self.seen(place) < enough {
                let exact = self.part.end(place, end, Some(so_far), Some(far));
                let exact = exact.unwrap_or(so_far);
                self.low[place] = self.low[place].min(exact);
                self.high[place] = self.high[place].max(exact);
            }
        }
        self.seen(place).min(enough)
    }

    /// Whether the count at a place is below a limit, whatever else is possible.
    pub(super) fn stays_below(&mut self, place: usize, limit: u32) -> bool {
        let limit = i64::from(limit);
        if self.high[place] >= limit {
            return false;
        }
        let most = self.simplex.walk(place, End::Most);
        if let Some(corner) = self.simplex.corner() {
            self.remember(&corner);
        }
        most.is_some_and(|most| most < limit)
    }

    fn seen(&self, place: usize) -> u32 {
        let seen = self.high[place] - self.low[place];
        u32::try_from(seen).expect("counts are from 0 to below 2^32")
    }

    fn remember(&mut self, corner: &[i64]) {
        for (place, value) in corner.iter().enumerate() {
            self.low[place] = self.low[place].min(*value);
            self.high[place] = self.high[place].max(*value);
        }
    }
}
