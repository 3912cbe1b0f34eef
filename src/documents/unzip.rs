//! How large a packed file is when it is unpacked, found out before anything else is done with it.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

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

/// Unpacks every part in turn, and stops at the first byte too many. What a file says of its own size is
/// not believed.
pub(super) fn measure(bytes: &[u8]) -> Result<(), Unfit> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Damaged)?;
    let mut left = MOST;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|_| Unfit::Damaged)?;
        let name = part.name().map_err(|_| Unfit::Damaged)?.to_lowercase();
        let holds_words = name.ends_with("sharedstrings.xml");
        let holds_cells = name.contains("worksheets/");
        let allowed = if holds_words || holds_cells {
            left
        } else {
            left.min(MOST_BESIDE)
        };
        let mut unpacked = Vec::new();
        part.take(allowed + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| Unfit::Damaged)?;
        let size = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
        let fits = size <= allowed && !(holds_words && claims_too_much(&unpacked));
        left = left
            .checked_sub(size)
            .filter(|_| fits)
            .ok_or(Unfit::TooLarge)?;
    }
    Ok(())
}

/// The names of the parts of a packed file, in order.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, Unfit> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Damaged)?;
    let names = archive.file_names().flatten();
    let mut names: Vec<String> = names.map(Cow::into_owned).collect();
    names.sort();
    Ok(names)
}

/// One part of a packed file, of at most so many bytes; `None` where it has no such part. The others are left
/// packed, so that pictures count for nothing.
pub(super) fn part(bytes: &[u8], name: &str, most: u64) -> Result<Option<Vec<u8>>, Unfit> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Damaged)?;
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(Unfit::Damaged),
    };
    let mut unpacked = Vec::new();
    part.take(most + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| Unfit::Damaged)?;
    if u64::try_from(unpacked.len()).is_ok_and(|size| size <= most) {
        Ok(Some(unpacked))
    } else {
        Err(Unfit::TooLarge)
    }
}

/// Whether a part claims to hold so many words that room for them can't be had: a reader that makes room for
/// as many as are claimed ends the whole program where there is none.
fn claims_too_much(part: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    const MOST_DIGITS: usize = 6;
    let digits_after = |place: usize| {
        part.iter()
            .skip(place + CLAIM.len())
            .skip_while(|byte| byte.is_ascii_whitespace() || b"='\"".contains(byte))
            .take_while(|byte| byte.is_ascii_digit() || **byte == b'+')
            .count()
    };
    // Two bytes a letter would claim unseen, and no spreadsheet writes so.
    let is_unreadable = part.contains(&0);
    let mut windows = part.windows(CLAIM.len()).enumerate();
    is_unreadable || windows.any(|(place, one)| one == CLAIM && digits_after(place) > MOST_DIGITS)
}
