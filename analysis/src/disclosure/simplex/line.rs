//! Lines: equations in whole numbers, and how one is taken out of another.

/// The entries are at most subdeterminants of a matrix of small weights, times a count in the last column. Each is checked,
/// so that one that didn't fit would stop the analysis instead of being wrong.
const FITS: &str = "the subdeterminants of a table's sums are far below 2^63";

/// Takes so much of another line from a line that the variable of a column is out of it, and what was basic there in its place.
///
/// In the other line that variable stands `pivot` times, more than 0, what was basic `own` times, and `others` are the other
/// entries that aren't 0. `scale` is how often its own basic variable stands in the line.
pub(super) fn take_out(
    line: &mut [i64],
    scale: &mut i64,
    column: usize,
    (pivot, own): (i64, i64),
    others: &[(usize, i64)],
) {
    let factor = std::mem::take(&mut line[column]);
    // Nearly every pivot of a table is 1: then few entries change.
    let common = if pivot == 1 {
        1
    } else {
        common_divisor(pivot, factor)
    };
    let (up, factor) = (pivot / common, factor / common);
    if up != 1 {
        for entry in line.iter_mut().chain([&mut *scale]) {
            *entry = entry.checked_mul(up).expect(FITS);
        }
    }
    for (column, entry) in others {
        let taken = entry.checked_mul(factor).expect(FITS);
        line[*column] = line[*column].checked_sub(taken).expect(FITS);
    }
    line[column] = own.checked_mul(-factor).expect(FITS);
    if up != 1 {
        divide_by_what_is_common(line, scale);
    }
}

/// A number and so many times another one.
pub(super) fn added(to: i64, number: i64, times: i64) -> i64 {
    let added = number.checked_mul(times);
    added.and_then(|added| to.checked_add(added)).expect(FITS)
}

pub(super) fn negate(line: &mut [i64]) {
    for entry in line {
        *entry = -*entry;
    }
}

/// The entries of a line that aren't 0, with their columns.
pub(super) fn nonzero(line: &[i64]) -> Vec<(usize, i64)> {
    let mut entries = Vec::with_capacity(line.len());
    let all = line.iter().copied().enumerate();
    entries.extend(all.filter(|(_, entry)| *entry != 0));
    entries
}

fn divide_by_what_is_common(line: &mut [i64], scale: &mut i64) {
    let mut common = scale.abs();
    for entry in line.iter() {
        if common == 1 {
            return;
        }
        common = common_divisor(common, *entry);
    }
    if common > 1 {
        for entry in line.iter_mut().chain([scale]) {
            *entry /= common;
        }
    }
}

/// The greatest; of 0 and another number the other, without its sign.
fn common_divisor(one: i64, other: i64) -> i64 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

pub(super) fn product(one: i64, other: i64) -> i128 {
    i128::from(one) * i128::from(other)
}
