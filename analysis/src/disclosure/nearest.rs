//! The nearest other table: what to hide so that one count may be another one than it is.
//!
//! A hidden count has room if there is another table that agrees with everything shown and has another number in its
//! place. So the counts in which the cheapest such table differs from the true one are what it takes to hide: one linear
//! programme a count, as in Zayatz, "Using Linear Programming Methodology for Disclosure Avoidance Purposes" (1992). It
//! doesn't ask that no count fall below 0: what it proposes is checked by solving for the bounds anyway.

use super::bounds::{End, Part};
use super::simplex::Simplex;
use super::system::Row;

/// How the counts of a part may move: a variable for going up and one for going down, as variables are never below 0.
pub(super) struct Moves {
    truth: Vec<i64>,
    /// The place that each variable moves.
    moved: Vec<usize>,
    /// By place, its variables and which way each goes.
    variables: Vec<Vec<(usize, i64)>>,
    /// Where nothing moves.
    simplex: Simplex,
}

impl Moves {
    /// Of the counts that are hidden or can be.
    pub(super) fn of(part: &Part, truth: Vec<i64>, can_move: impl Fn(usize) -> bool) -> Self {
        let mut moved = Vec::new();
        let mut variables = vec![Vec::new(); truth.len()];
        for (place, variables) in variables.iter_mut().enumerate() {
            let ways = [1, -1].into_iter().filter(|way| truth[place] + way >= 0);
            for way in ways.filter(|_| can_move(place)) {
                variables.push((moved.len(), way));
                moved.push(place);
            }
        }
        let in_moves = |row: &Row| Row {
            terms: in_variables(&variables, &row.terms),
            is: row.is,
            right: row.left_of(&truth),
        };
        let rows: Vec<Row> = part.rows.iter().map(in_moves).collect();
        // The last variable is what all moves cost together.
        let still = vec![0; moved.len() + 1];
        Self {
            simplex: Simplex::start_near(&still, &rows),
            truth,
            moved,
            variables,
        }
    }

    /// The places of the counts in which the cheapest table differs from the true one, where the count at a place is higher
    /// or lower by so much, or by as much as it is where neither can be.
    ///
    /// `cost` is what it costs to hide the count at a place. `None` where there is no such table.
    pub(super) fn nearest(
        &self,
        place: usize,
        by: i64,
        cost: impl Fn(usize) -> i64,
    ) -> Option<Vec<usize>> {
        let costs = self.moved.iter().map(|place| cost(*place)).enumerate();
        let costs: Vec<(usize, i64)> = costs.collect();
        let cheapest = |by: i64| self.cheapest(&costs, place, by);
        let truth = self.truth[place];
        let ways = [by, -by].into_iter().filter(|by| truth + by >= 0);
        let as_far_down = by.min(truth);
        let nearest = ways.filter_map(cheapest).min();
        let nearest = nearest.or_else(|| (as_far_down > 0).then(|| cheapest(-as_far_down))?);
        Some(nearest?.1)
    }

    /// What the cheapest moves cost by which the count at a place becomes so much more, rounded up, and the places that they
    /// move; `None` where there are none.
    fn cheapest(&self, costs: &[(usize, i64)], place: usize, by: i64) -> Option<(i64, Vec<usize>)> {
        let all = self.moved.len();
        let mut simplex = self.simplex.clone();
        simplex.define(all, costs);
        let moves = in_variables(&self.variables, &[(place, 1)]);
        simplex.require(&moves, by).then_some(())?;
        let least = simplex.walk(all, End::Least)?;
        let moving = simplex.above_zero().filter(|variable| *variable < all);
        let mut places: Vec<usize> = moving.map(|variable| self.moved[variable]).collect();
        places.sort_unstable();
        Some((least, places))
    }
}

/// A sum of counts as one of what moves them.
fn in_variables(variables: &[Vec<(usize, i64)>], terms: &[(usize, i64)]) -> Vec<(usize, i64)> {
    let of_place = |(place, weight): &(usize, i64)| {
        let weight = *weight;
        let variables = variables[*place].iter();
        variables.map(move |(variable, way)| (*variable, way * weight))
    };
    terms.iter().flat_map(of_place).collect()
}
