//! The nearest other table: what to hide so that one count may be another one than it is.
//!
//! A hidden count has room if there is another table that agrees with everything shown and has another number in its
//! place. So the counts in which the cheapest such table differs from the true one are what it takes to hide: one linear
//! programme a count, as in Zayatz, "Using Linear Programming Methodology for Disclosure Avoidance Purposes" (1992). It
//! doesn't ask that no count fall below 0: what it proposes is checked by solving for the bounds anyway.

use super::bounds::{End, Part};
use super::simplex::Simplex;
use super::system::{Is, Row};

/// The places of the counts in which the cheapest table differs from the true one, where the count at a place is higher
/// or lower by so much, or by as much as it is where neither can be.
///
/// `costs` has what it costs to hide each count; `None` for those that can't be. `None` where there is no such table.
pub(super) fn nearest(
    part: &Part,
    truth: &[i64],
    costs: &[Option<i64>],
    place: usize,
    by: i64,
) -> Option<Vec<usize>> {
    let cheapest = |by: i64| Moves::new(part, truth, costs, (place, by)).cheapest();
    let ways = [by, -by].into_iter().filter(|by| truth[place] + by >= 0);
    let as_far_down = by.min(truth[place]);
    let nearest = ways.filter_map(cheapest).min();
    let nearest = nearest.or_else(|| (as_far_down > 0).then(|| cheapest(-as_far_down))?);
    Some(nearest?.1)
}

/// How each count may move: a variable for going up and one for going down, as variables are never below 0.
struct Moves {
    /// The place that each variable moves.
    moved: Vec<usize>,
    rows: Vec<Row>,
}

impl Moves {
    fn new(part: &Part, truth: &[i64], costs: &[Option<i64>], fixed: (usize, i64)) -> Self {
        let mut moved = Vec::new();
        // By place, its variables and which way each goes.
        let mut variables = vec![Vec::new(); truth.len()];
        let mut cost = Vec::new();
        for (place, each) in costs.iter().enumerate() {
            let Some(each) = each else { continue };
            for way in [1, -1] {
                let is_possible = truth[place] + way >= 0;
                let is_wanted = place != fixed.0 || way == fixed.1.signum();
                if is_possible && is_wanted {
                    variables[place].push((moved.len(), way));
                    cost.push((moved.len(), *each));
                    moved.push(place);
                }
            }
        }
        let in_moves = |terms: &[(usize, i64)]| -> Vec<(usize, i64)> {
            let of_place = |(place, weight): &(usize, i64)| {
                let weight = *weight;
                let variables = variables[*place].iter();
                variables.map(move |(variable, way)| (*variable, way * weight))
            };
            terms.iter().flat_map(of_place).collect()
        };
        let mut rows: Vec<Row> = part
            .rows
            .iter()
            .map(|row| Row {
                terms: in_moves(&row.terms),
                is: row.is,
                right: row.left_of(truth),
            })
            .collect();
        rows.push(Row {
            terms: in_moves(&[(fixed.0, 1)]),
            is: Is::Equal,
            right: fixed.1,
        });
        // The last variable is what all moves cost together.
        cost.push((moved.len(), -1));
        rows.push(Row {
            terms: cost,
            is: Is::Equal,
            right: 0,
        });
        Self { moved, rows }
    }

    /// What the cheapest moves cost, rounded up, and the places that they move; `None` where there are none.
    fn cheapest(&self) -> Option<(i64, Vec<usize>)> {
        let costs = self.moved.len();
        let mut simplex = Simplex::start_at_zero(costs + 1, &self.rows)?;
        let least = simplex.walk(costs, End::Least)?;
        let moving = simplex.above_zero().filter(|variable| *variable < costs);
        let mut places: Vec<usize> = moving.map(|variable| self.moved[variable]).collect();
        places.sort_unstable();
        Some((least, places))
    }
}
