//! Reach: how far apart the values are that a hidden count can have.

use super::bounds::{End, Part};
use super::branches::whole_corner;
use super::simplex::Simplex;

/// A walk over what is possible for the counts of one part, which remembers how far it came.
///
/// It begins at the true values, so one other possible value is enough to show that a count is not pinned;
/// only where none turns up is the exact end looked for.
pub(super) struct Reach {
    simplex: Simplex,
    low: Vec<i64>,
    high: Vec<i64>,
}

impl Reach {
    pub(super) fn from(part: &Part, truth: Vec<i64>) -> Self {
        let simplex = part.simplex();
        Self {
            simplex: simplex.expect("the true values satisfy every relation"),
            low: truth.clone(),
            high: truth,
        }
    }

    /// Walks to both ends of each count at some places, as far as it doesn't know enough of it yet: whole corners on the way
    /// show what others can be too, and save looking for their exact ends.
    pub(super) fn look(&mut self, places: impl IntoIterator<Item = (usize, u32)>) {
        for (place, enough) in places {
            self.ends(place, enough);
        }
    }

    /// How much the least and the most that the count at a place can be differ, counted up to `enough`.
    pub(super) fn width(&mut self, place: usize, enough: u32) -> u32 {
        let Some(reached) = self.ends(place, enough) else {
            return enough;
        };
        for (end, reached) in reached {
            let (so_far, far) = match end {
                End::Most => (self.high[place], self.low[place] + i64::from(enough)),
                End::Least => (self.low[place], self.high[place] - i64::from(enough)),
            };
            if end.passes(reached, so_far) && self.seen(place) < enough {
                let simplex = self.simplex.clone();
                let whole = whole_corner(simplex, (place, end), Some(so_far), Some(far));
                let exact = whole.map_or(so_far, |corner| corner[place]);
                self.low[place] = self.low[place].min(exact);
                self.high[place] = self.high[place].max(exact);
            }
        }
        self.seen(place).min(enough)
    }

    /// The linear ends for the count at a place, as many as it walks to before it has seen enough; `None` where there is no most.
    fn ends(&mut self, place: usize, enough: u32) -> Option<Vec<(End, i64)>> {
        let mut reached = Vec::new();
        for end in [End::Most, End::Least] {
            if self.seen(place) >= enough {
                break;
            }
            reached.push((end, self.simplex.walk(place, end)?));
            if let Some(corner) = self.simplex.corner() {
                self.remember(&corner);
            }
        }
        Some(reached)
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
