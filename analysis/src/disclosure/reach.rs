//! Reach: how far apart the values are that a hidden count can have.

use super::bounds::End;
use super::branches::whole_corner;
use super::simplex::{Simplex, Step};
use super::system::Row;

/// A walk over what is possible for the counts of one part, which remembers how far it came.
///
/// It begins at the true values, so one other possible value is enough to show that a count is not pinned;
/// only where none turns up is the exact end looked for.
pub(super) struct Reach {
    simplex: Simplex,
    rows: Vec<Row>,
    truth: Vec<i64>,
    low: Vec<i64>,
    high: Vec<i64>,
}

impl Reach {
    /// Of counts that the rows tie to each other.
    pub(super) fn from(rows: Vec<Row>, truth: Vec<i64>) -> Self {
        let mut reach = Self {
            simplex: Simplex::start_near(&truth, &rows),
            rows,
            low: truth.clone(),
            high: truth.clone(),
            truth,
        };
        reach.remember(reach.simplex.corner().as_deref());
        reach
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
                let whole = self.whole(place, end, (so_far, far));
                self.remember(whole.as_deref());
            }
        }
        self.seen(place).min(enough)
    }

    /// Whole numbers with which the count at a place is as far as `far`, or else as far as it can be past `so_far`; `None` where
    /// there are none.
    fn whole(&self, place: usize, end: End, (so_far, far): (i64, i64)) -> Option<Vec<i64>> {
        // Those that are nearest to the true values are whole more often than others.
        let back = end.opposite();
        let start = Simplex::start_near(&self.truth, &self.rows);
        let beyond = start.limited(place, back, far);
        let nearest =
            beyond.and_then(|beyond| whole_corner(beyond, (place, back), None, Some(far)));
        let is_between = so_far.abs_diff(far) > 1;
        nearest.or_else(|| {
            let from = is_between.then(|| self.simplex.clone())?;
            whole_corner(from, (place, end), Some(so_far), Some(far))
        })
    }

    /// The linear ends for the count at a place, as many as it walks to before it has seen enough; `None` where there is no most.
    fn ends(&mut self, place: usize, enough: u32) -> Option<Vec<(End, i64)>> {
        let mut reached = Vec::new();
        for end in [End::Most, End::Least] {
            match self.towards(place, end, |reach| reach.seen(place) >= enough) {
                Step::On => break,
                Step::Arrived(best) => reached.push((end, best)),
                Step::Endless => return None,
            }
        }
        Some(reached)
    }

    /// Whether the count at a place is below a limit, whatever else is possible.
    pub(super) fn stays_below(&mut self, place: usize, limit: u32) -> bool {
        let limit = i64::from(limit);
        let way = self.towards(place, End::Most, |reach| reach.high[place] >= limit);
        matches!(way, Step::Arrived(most) if most < limit)
    }

    /// Walks towards the least or most that the count at a place can be until it has seen enough on the way.
    fn towards(&mut self, place: usize, end: End, has_seen: impl Fn(&Self) -> bool) -> Step {
        while !has_seen(self) {
            match self.simplex.step(place, end) {
                Step::On if self.simplex.is_stuck() => {}
                Step::On => self.remember(self.simplex.corner().as_deref()),
                there => return there,
            }
        }
        Step::On
    }

    fn seen(&self, place: usize) -> u32 {
        let seen = self.high[place] - self.low[place];
        u32::try_from(seen).expect("counts are from 0 to below 2^32")
    }

    /// What the counts can be by whole numbers.
    fn remember(&mut self, whole: Option<&[i64]>) {
        for (place, value) in whole.into_iter().flatten().enumerate() {
            self.low[place] = self.low[place].min(*value);
            self.high[place] = self.high[place].max(*value);
        }
    }
}
