//! Contingency tables: how many are in each row and, at the same time, in each column.

/// Counts by row and column. Units: whatever was counted, usually authorities; each is in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contingency {
    columns: usize,
    counts: Vec<u32>,
}

impl Contingency {
    /// A table of so many rows and columns with nobody in it.
    pub fn empty(rows: usize, columns: usize) -> Self {
        Self {
            columns,
            counts: vec![0; rows * columns],
        }
    }

    /// The table with these counts, row by row.
    ///
    /// ```
    /// # use analysis::compare::contingency::Contingency;
    /// let table = Contingency::of(&[[9, 66], [2, 76]]);
    /// assert_eq!(table.column_totals(), [11, 142]);
    /// ```
    pub fn of<const COLUMNS: usize>(rows: &[[u32; COLUMNS]]) -> Self {
        Self {
            columns: COLUMNS,
            counts: rows.concat(),
        }
    }

    /// Counts everybody's row and column.
    ///
    /// ```
    /// # use analysis::compare::contingency::Contingency;
    /// let table = Contingency::tally(2, 2, [(0, 0), (1, 1), (1, 1)]);
    /// assert_eq!(table, Contingency::of(&[[1, 0], [0, 2]]));
    /// ```
    pub fn tally(
        rows: usize,
        columns: usize,
        everybody: impl IntoIterator<Item = (usize, usize)>,
    ) -> Self {
        let mut table = Self::empty(rows, columns);
        for (row, column) in everybody {
            *table.at(row, column) += 1;
        }
        table
    }

    /// The table with this count in each cell.
    pub(super) fn filled(rows: usize, columns: usize, count: impl Fn(usize, usize) -> u32) -> Self {
        let mut table = Self::empty(rows, columns);
        for row in 0..rows {
            for column in 0..columns {
                *table.at(row, column) = count(row, column);
            }
        }
        table
    }

    pub(super) fn at(&mut self, row: usize, column: usize) -> &mut u32 {
        &mut self.counts[row * self.columns + column]
    }

    /// How many are in a cell.
    pub fn count(&self, row: usize, column: usize) -> u32 {
        self.counts[row * self.columns + column]
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.counts.len() / self.columns.max(1)
    }

    /// Each row, with its count in every column.
    pub fn each_row(&self) -> impl Iterator<Item = &[u32]> {
        self.counts.chunks(self.columns.max(1))
    }

    /// Every count, row by row.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// How many are in each row.
    pub fn row_totals(&self) -> Vec<u32> {
        self.each_row().map(|row| row.iter().sum()).collect()
    }

    /// How many are in each column.
    pub fn column_totals(&self) -> Vec<u32> {
        let total = |column: usize| self.each_row().map(|row| row[column]).sum();
        (0..self.columns).map(total).collect()
    }

    /// How many there are.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The same counts with rows and columns changed about.
    ///
    /// ```
    /// # use analysis::compare::contingency::Contingency;
    /// let table = Contingency::of(&[[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(table.transposed(), Contingency::of(&[[1, 4], [2, 5], [3, 6]]));
    /// ```
    #[must_use]
    pub fn transposed(&self) -> Self {
        Self::filled(self.columns, self.rows(), |row, column| {
            self.count(column, row)
        })
    }

    /// The same without the rows and columns that nobody is in: they say nothing about the others.
    ///
    /// ```
    /// # use analysis::compare::contingency::Contingency;
    /// let table = Contingency::of(&[[3, 0, 1], [0, 0, 0], [2, 0, 4]]);
    /// assert_eq!(table.occupied(), Contingency::of(&[[3, 1], [2, 4]]));
    /// ```
    #[must_use]
    pub fn occupied(&self) -> Self {
        let kept: Vec<usize> = (0..self.columns)
            .filter(|column| self.each_row().any(|row| row[*column] > 0))
            .collect();
        let rows = self.each_row().filter(|row| row.iter().any(|one| *one > 0));
        Self {
            columns: kept.len(),
            counts: rows
                .flat_map(|row| kept.iter().map(|column| row[*column]))
                .collect(),
        }
    }

    /// One column beside all the others together, which is how a category is held against the rest.
    ///
    /// ```
    /// # use analysis::compare::contingency::Contingency;
    /// let table = Contingency::of(&[[3, 9, 1], [2, 5, 4]]);
    /// assert_eq!(table.against_the_rest(0), Contingency::of(&[[3, 10], [2, 9]]));
    /// ```
    #[must_use]
    pub fn against_the_rest(&self, column: usize) -> Self {
        let sides = |row: &[u32]| [row[column], row.iter().sum::<u32>() - row[column]];
        Self {
            columns: 2,
            counts: self.each_row().flat_map(sides).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_a_table_twice_gives_it_back() {
        let table = Contingency::of(&[[1, 2, 3], [4, 5, 6]]);
        assert_eq!(table.transposed().row_totals(), table.column_totals());
        assert_eq!(table.transposed().transposed(), table);
    }

    #[test]
    fn nobody_leaves_no_rows() {
        assert_eq!(Contingency::empty(3, 2).occupied().rows(), 0);
        assert_eq!(Contingency::empty(3, 2).total(), 0);
    }
}
