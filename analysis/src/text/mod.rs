//! Words of a comment, as readers see them and as stems that match.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its Snowball stem, lower case.
    pub stem: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Splits English text into words (Unicode word boundaries, UAX #29) and stems them (Snowball English).
///
/// ```
/// # use analysis::text::Words;
/// let stems: Vec<_> = Words::english().of("Foster carers, caring").map(|token| token.stem).collect();
/// assert_eq!(stems, ["foster", "carer", "care"]);
/// ```
pub struct Words {
    stemmer: Stemmer,
}

impl Words {
    /// Words of English.
    pub fn english() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
        }
    }

    /// The words of a text, in order.
    pub fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Token> + 'a {
        spans(text).map(|(span, word)| Token {
            stem: self.stem(word),
            span,
        })
    }

    /// The stem of a word; a typographic apostrophe counts as a plain one, so that "family’s" and "family's" agree.
    pub(crate) fn stem(&self, word: &str) -> String {
        let word = word.to_lowercase().replace('\u{2019}', "'");
        self.stemmer.stem(&word).into_owned()
    }
}

/// Where each word of a text stands, in bytes, and the word as it is written.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let words = text.unicode_word_indices();
    words.map(|(start, word)| (start..start + word.len(), word))
}
