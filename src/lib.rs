//! canvass: practice surveys, from a text file to a findings report.
//!
//! ARCHITECTURE.md tells which room does what and which may know which.

pub mod cli;
pub mod clock;
pub mod config;
pub mod dataset;
pub mod definition;
pub mod documents;
pub mod export;
pub mod fieldwork;
pub mod pack;
pub mod questionnaire;
pub mod report;
pub mod returns;
pub mod secret;
pub mod shipped;
pub mod simulate;
pub mod store;
pub mod views;
pub mod web;

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}

/// The candidate most like a word that was written, if one is near enough to have been meant.
pub(crate) fn nearest<'c>(
    written: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(written, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}
