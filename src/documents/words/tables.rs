//! Tables as they are read: each cell with the headings of its row and its column.

use super::{self as words, Paragraphs, Passage};

/// A table whose cells are being gathered, row by row.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    /// How many more rows a cell of this column goes on for.
    reaching: Vec<usize>,
}

/// A cell, whose paragraphs are gathered like those of a page.
struct Cell {
    column: usize,
    columns: usize,
    is_heading: bool,
    words: Paragraphs,
}

/// How far across rows and columns a cell is believed to reach.
const FARTHEST: usize = 100;
/// In no table that is read are there more columns than these, or more headings.
const MOST_COLUMNS: usize = 200;
/// So much of a heading tells it from the others.
const LONGEST_HEADING: usize = 120;
/// So many headings a cell has at most, of rows and of columns.
const MOST_HEADINGS: usize = 4;

impl Table {
    pub(super) fn begin_row(&mut self) {
        for rows in &mut self.reaching {
            *rows = rows.saturating_sub(1);
        }
        self.rows.push(Vec::new());
    }

    /// Begins a cell, which reaches across so many rows and columns.
    pub(super) fn begin_cell(&mut self, is_heading: bool, rows: usize, columns: usize) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let after = row.last().map_or(0, |cell| cell.column + cell.columns);
        let is_free = |column: &usize| self.reaching.get(*column).is_none_or(|rows| *rows == 0);
        let column = (after..self.reaching.len())
            .find(is_free)
            .unwrap_or(after.max(self.reaching.len()));
        let columns = columns.clamp(1, FARTHEST);
        let rows = rows.clamp(1, FARTHEST);
        if rows > 1 && column + columns <= MOST_COLUMNS {
            self.reaching
                .resize(self.reaching.len().max(column + columns), 0);
            self.reaching[column..column + columns].fill(rows);
        }
        row.push(Cell {
            column,
            columns,
            is_heading,
            words: Paragraphs::default(),
        });
    }

    pub(super) fn has_cells(&self) -> bool {
        self.rows.last().is_some_and(|row| !row.is_empty())
    }

    /// Makes the cell that was begun last reach across so many columns.
    pub(super) fn widen(&mut self, columns: usize) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.columns = columns.clamp(1, FARTHEST);
        }
    }

    /// Where the words of the cell that was begun last go.
    pub(super) fn words(&mut self) -> Option<&mut Paragraphs> {
        self.rows.last_mut()?.last_mut().map(|cell| &mut cell.words)
    }

    /// What its cells say, each under its headings: the cells that are marked as such, or else the first row, and in a
    /// row without any its first cell. What is a figure heads nothing unmarked.
    pub(super) fn passages(self) -> Vec<Passage> {
        let is_marked = self.rows.iter().flatten().any(|cell| cell.is_heading);
        let is_list = !is_marked && self.rows.iter().all(|cells| cells.len() < 2);
        let first = self
            .rows
            .first()
            .filter(|_| !is_marked && self.rows.len() > 1);
        let has_first = first.is_some_and(|cells| !cells.iter().any(Cell::is_figure));
        let is_heading = |row: usize, cells: &[Cell], cell: &Cell| {
            let is_first = cell.column == 0 && !cells.iter().any(|cell| cell.is_heading);
            let heads_row = is_first && !is_list && !cell.is_figure();
            cell.is_heading || heads_row || (row == 0 && has_first && !is_list)
        };
        // A row in which nothing else stands heads the columns.
        let rows = self.rows.into_iter().enumerate().map(|(row, cells)| {
            let headings = cells.iter().filter(|cell| is_heading(row, &cells, cell));
            let headings: Vec<Heading> = headings.take(MOST_COLUMNS).map(Heading::of).collect();
            let is_head = cells.iter().all(|cell| is_heading(row, &cells, cell));
            (cells, headings, is_head)
        });
        let mut found: Vec<Passage> = Vec::new();
        let mut columns: Vec<Heading> = Vec::new();
        for (row, (cells, headings, is_head)) in rows.enumerate() {
            let mut beside = Vec::new();
            let mut is_plain = !is_head;
            for cell in cells {
                let before = headings
                    .iter()
                    .filter(|one| !is_head && one.column < cell.column);
                let above = columns.iter().filter(|one| !is_head && one.is_above(&cell));
                // What heads several columns doesn't tell which of them it is about.
                let head = above.clone().next_back().filter(|one| one.columns == 1);
                let head = head.map_or_else(String::new, |one| one.words.clone());
                let before = before.take(MOST_HEADINGS).chain(above.take(MOST_HEADINGS));
                let words = before.map(|one| one.words.as_str());
                let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
                let heading = words.join(", ");
                let passages = cell.words.finish();
                let is_one = passages.len() <= 1;
                is_plain &= is_one && passages.iter().all(|passage| passage.cell.is_none());
                beside.extend(passages.iter().map(|_| head.clone()));
                let passages = passages.into_iter();
                found.extend(passages.map(|passage| passage.under(&heading)));
            }
            if is_plain && beside.iter().any(|head| !head.is_empty()) {
                let from = found.len() - beside.len();
                for (passage, head) in found[from..].iter_mut().zip(beside) {
                    passage.cell = Some(words::Cell { row, head });
                }
            }
            if is_head {
                columns.retain(|old| !headings.iter().any(|new| new.replaces(old)));
                columns.extend(headings);
                columns.truncate(MOST_COLUMNS);
            }
        }
        found
    }
}

impl Cell {
    /// Whether it states numbers and nothing else, unless it is a year.
    fn is_figure(&self) -> bool {
        let words = self.words.beginning(LONGEST_HEADING);
        let of_numbers = ["of", "out", "the", "in", "per", "cent", "percent", "n"];
        let mut named = words
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty());
        let is_year = words.len() == 4 && (words.starts_with("19") || words.starts_with("20"));
        let has_number = words.contains(|c: char| c.is_ascii_digit());
        has_number
            && !is_year
            && named.all(|word| of_numbers.contains(&word.to_lowercase().as_str()))
    }
}

/// What a cell says that heads others.
struct Heading {
    column: usize,
    columns: usize,
    words: String,
}

impl Heading {
    fn of(cell: &Cell) -> Self {
        Self {
            column: cell.column,
            columns: cell.columns,
            words: cell.words.beginning(LONGEST_HEADING),
        }
    }

    fn is_above(&self, cell: &Cell) -> bool {
        let is_over =
            self.column < cell.column + cell.columns && cell.column < self.column + self.columns;
        is_over && !self.words.is_empty()
    }

    /// Whether it takes the place of another that came before it over the same columns.
    fn replaces(&self, other: &Self) -> bool {
        (self.column, self.columns) == (other.column, other.columns)
    }
}
