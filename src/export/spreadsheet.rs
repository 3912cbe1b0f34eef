//! Keeping text from being taken for a formula.

/// Text that a spreadsheet shows and does not run: an apostrophe goes before what would begin a formula,
/// before a full stop (the mark of a missing value), and before an apostrophe, so that nothing is lost.
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '.', '\'']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text that was guarded.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_as_it_was() {
        for text in [
            "", "plain", "=1+1", "-5", "'quoted'", ".skipped", "@x", "\tx",
        ] {
            assert_eq!(unguarded(&guarded(text)), text);
            assert!(!guarded(text).starts_with(['=', '+', '-', '@', '\t', '\r', '.']));
        }
    }
}
