//! How large a packed file is when it is unpacked, found out before anything else is done with it.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

/// The most bytes that all parts of a packed file may have together.
const MOST: u64 = 20_000_000;
/// The most that a part may have that holds no cells and no words.
const MOST_BESIDE: u64 = 2_000_000;

/// Why a packed file is not to be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It is no packed file, or a damaged one.
    Damaged,
    /// It would be too large.
    TooLarge,
}

/// Unpacks every part to nowhere, and stops at the first byte too many. What a file says of its own size is
/// not believed.
pub(super) fn measure(bytes: &[u8]) -> Result<(), Unfit> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Damaged)?;
    let mut left = MOST;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|_| Unfit::Damaged)?;
        let name = part.name().map_err(|_| Unfit::Damaged)?;
        let holds_cells = name.contains("worksheets/") || name.contains("sharedStrings");
        let allowed = if holds_cells {
            left
        } else {
            left.min(MOST_BESIDE)
        };
        let size =
            io::copy(&mut part.take(allowed + 1), &mut io::sink()).map_err(|_| Unfit::Damaged)?;
        left = left
            .checked_sub(size)
            .filter(|_| size <= allowed)
            .ok_or(Unfit::TooLarge)?;
    }
    Ok(())
}
