//! Walks: from corner to corner towards the least or most that a variable can be.

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
        let mut corner = vec![0; self.variables];
        for (line, variable) in self.lines().zip(&self.basis) {
            if let Some(value) = corner.get_mut(*variable) {
                let (over, scale) = (line[self.columns], line[*variable]);
                (over % scale == 0).then_some(())?;
                *value = over / scale;
            }
        }
        Some(corner)
    }

    /// The variables that are not 0 here.
    pub(in crate::disclosure) fn above_zero(&self) -> impl Iterator<Item = usize> {
        let basic = self.lines().zip(&self.basis);
        let above = basic.filter(|(line, _)| line[self.columns] > 0);
        above
            .map(|(_, variable)| *variable)
            .filter(|variable| *variable < self.variables)
    }

    /// The last variable that is not whole here, and the whole number below it: counts in no table come last, and where they are
    /// whole most others are.
    pub(in crate::disclosure) fn broken(&self) -> Option<(usize, i64)> {
        (0..self.variables).rev().find_map(|variable| {
            let (over, scale) = self.value(variable);
            (over % scale != 0).then(|| (variable, over.div_euclid(scale)))
        })
    }

    /// What becomes basic on the way to the least or most of a variable.
    fn entering(&self, variable: usize, end: End) -> Option<usize> {
        let Some(line) = self.line_of(variable) else {
            return (end == End::Most).then_some(variable);
        };
        let own = &self.line(line)[..self.columns];
        let gain = |entry: &i64| match end {
            End::Least => *entry,
            End::Most => -*entry,
        };
        let gains = own.iter().map(gain).enumerate();
        self.best(gains.filter(|(column, _)| *column != variable))
    }

    /// The column that gains most or, where the last pivot led nowhere, the first that gains.
    pub(super) fn best(&self, gains: impl Iterator<Item = (usize, i64)>) -> Option<usize> {
        let mut gains = gains.filter(|(_, gain)| *gain > 0);
        let best = if self.is_stuck {
            gains.next()
        } else {
            gains.reduce(|best, one| if one.1 > best.1 { one } else { best })
        };
        best.map(|(column, _)| column)
    }

    /// The line that first comes to 0 when a column goes up or down; of several the one whose variable comes first.
    pub(super) fn leaving(&self, column: usize, way: Way) -> Option<usize> {
        let falls = |line: &[i64]| match way {
            Way::Up => line[column],
            Way::Down => -line[column],
        };
        let lines = self.lines().enumerate();
        let falling = lines.filter(|(_, line)| falls(line) > 0);
        let first = falling.reduce(|best, line| {
            let (one, other) = (best.1, line.1);
            let left = product(one[self.columns], falls(other));
            let right = product(other[self.columns], falls(one));
            if (right, self.basis[line.0]) < (left, self.basis[best.0]) {
                line
            } else {
                best
            }
        });
        first.map(|(line, _)| line)
    }
}
