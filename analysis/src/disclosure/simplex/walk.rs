//! Walks: from corner to corner towards the least or most that a variable can be.

use std::cmp::Reverse;

use super::Simplex;
use super::line::product;
use crate::disclosure::bounds::End;

/// Where a step leads.
pub(in crate::disclosure) enum Step {
    /// Farther on, or round a corner.
    On,
    /// Nowhere: this is the end, and the whole number that the variable can at best be.
    Arrived(i64),
    /// Nowhere: there is no end.
    Endless,
}

/// Which way a variable goes.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Up,
    Down,
}

impl Simplex {
    /// Walks to a corner where a variable is least or most, and gives the whole number that it can at best
    /// be; `None` where there is no most.
    pub(in crate::disclosure) fn walk(&mut self, variable: usize, end: End) -> Option<i64> {
        loop {
            match self.step(variable, end) {
                Step::On => {}
                Step::Arrived(best) => return Some(best),
                Step::Endless => return None,
            }
        }
    }

    /// A step to a corner where a variable is less or more, or is as much but can be left another way.
    pub(in crate::disclosure) fn step(&mut self, variable: usize, end: End) -> Step {
        let Some(enters) = self.entering(variable, end) else {
            let (over, scale) = self.value(variable);
            return Step::Arrived(match end {
                End::Least => -(-over).div_euclid(scale),
                End::Most => over.div_euclid(scale),
            });
        };
        let Some(leaves) = self.leaving(enters, Way::Up) else {
            return Step::Endless;
        };
        self.pivot(leaves, enters);
        Step::On
    }

    /// Whether the last pivot led to the corner where it was before.
    pub(in crate::disclosure) fn is_stuck(&self) -> bool {
        self.is_stuck
    }

    /// The values of all variables here, where they are whole.
    pub(in crate::disclosure) fn corner(&self) -> Option<Vec<i64>> {
        let mut corner = vec![0; self.counts];
        for (line, variable) in self.basis.iter().enumerate() {
            if let Some(value) = corner.get_mut(*variable) {
                let (over, scale) = (self.comes_to(line), self.scales[line]);
                (over % scale == 0).then_some(())?;
                *value = over / scale;
            }
        }
        Some(corner)
    }

    /// The variables that are not 0 here.
    pub(in crate::disclosure) fn above_zero(&self) -> impl Iterator<Item = usize> {
        let basic = self.basis.iter().copied().enumerate();
        let above = basic.filter(|(line, _)| self.comes_to(*line) > 0);
        let above = above.map(|(_, variable)| variable);
        above.filter(|variable| *variable < self.counts)
    }

    /// The last variable that is not whole here, and the whole number below it: counts in no table come last, and where they are
    /// whole most others are.
    pub(in crate::disclosure) fn broken(&self) -> Option<(usize, i64)> {
        (0..self.counts).rev().find_map(|variable| {
            let (over, scale) = self.value(variable);
            (over % scale != 0).then(|| (variable, over.div_euclid(scale)))
        })
    }

    /// What becomes basic on the way to the least or most of a variable.
    fn entering(&self, variable: usize, end: End) -> Option<usize> {
        let Some(line) = self.line_of(variable) else {
            return (end == End::Most).then(|| self.column_of(variable))?;
        };
        let own = &self.line(line)[..self.columns.len()];
        self.best(own.iter().map(|entry| match end {
            End::Least => *entry,
            End::Most => -entry,
        }))
    }

    /// The column that gains most or, where the last pivot led nowhere, any that gains; of several the one whose variable comes
    /// first.
    pub(super) fn best(&self, gains: impl Iterator<Item = i64>) -> Option<usize> {
        let gains = gains.zip(&self.columns).enumerate();
        let gaining = gains.filter(|(_, (gain, _))| *gain > 0);
        let best = gaining.min_by_key(|(_, (gain, variable))| {
            let most = if self.is_stuck { 0 } else { *gain };
            (Reverse(most), **variable)
        });
        best.map(|(column, _)| column)
    }

    /// The line that first comes to 0 when a column goes up or down; of several the one whose variable comes first.
    pub(super) fn leaving(&self, column: usize, way: Way) -> Option<usize> {
        let falls = |line: &[i64]| match way {
            Way::Up => line[column],
            Way::Down => -line[column],
        };
        let comes_to = self.columns.len();
        let lines = self.lines().enumerate();
        let falling = lines.filter(|(_, line)| falls(line) > 0);
        let first = falling.reduce(|best, line| {
            let (one, other) = (best.1, line.1);
            let left = product(one[comes_to], falls(other));
            let right = product(other[comes_to], falls(one));
            if (right, self.basis[line.0]) < (left, self.basis[best.0]) {
                line
            } else {
                best
            }
        });
        first.map(|(line, _)| line)
    }
}
