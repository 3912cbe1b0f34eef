//! Cells as text: a value, or a mark for each kind of missing.

use analysis::dataset::Cell;

const SKIPPED: &str = ".skipped";
const NOT_ASKED: &str = ".not-asked";
const NOT_REACHED: &str = ".not-reached";

/// The marks with what they mean, for the dictionary.
pub(super) const MARKS: [(&str, &str); 3] = [
    (SKIPPED, "asked, and left empty"),
    (NOT_ASKED, "not asked: earlier answers led past it"),
    (
        NOT_REACHED,
        "the return ended before it and was never submitted",
    ),
];

/// A cell as text, its value written by `value`.
pub(super) fn write<T>(cell: &Cell<T>, value: impl Fn(&T) -> String) -> String {
    match cell {
        Cell::Value(one) => value(one),
        Cell::Skipped => SKIPPED.to_owned(),
        Cell::NotAsked => NOT_ASKED.to_owned(),
        Cell::NotReached => NOT_REACHED.to_owned(),
    }
}

/// A cell from text, its value read by `value`; `None` where that makes no value of it.
#[inline]
pub(super) fn read<'t, T>(text: &'t str, value: impl Fn(&'t str) -> Option<T>) -> Option<Cell<T>> {
    match text {
        SKIPPED => Some(Cell::Skipped),
        NOT_ASKED => Some(Cell::NotAsked),
        NOT_REACHED => Some(Cell::NotReached),
        _ => value(text).map(Cell::Value),
    }
}
