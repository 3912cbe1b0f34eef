//! Many texts in one.

/// Texts in a row, kept as one text and where each ends: half a million comments apart would cost more memory in
/// their bookkeeping than in their words.
///
/// ```
/// # use analysis::texts::Texts;
/// let mut texts = Texts::default();
/// texts.push("Foster");
/// texts.push("");
/// texts.push("carers");
/// assert_eq!((texts.at(1), texts.at(2)), ("", "carers"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    written: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.written.push_str(text);
        self.ends.push(self.written.len());
    }

    /// Makes room for so many more texts, however long they are.
    pub fn reserve(&mut self, texts: usize) {
        self.ends.reserve(texts);
    }

    /// Adds all texts of another row of them.
    pub fn append(&mut self, more: &Self) {
        let before = self.written.len();
        self.written.push_str(&more.written);
        self.ends.extend(more.ends.iter().map(|end| before + end));
    }

    /// The text at a position, which is below [`Texts::len`].
    pub fn at(&self, position: usize) -> &str {
        let start = position.checked_sub(1).map_or(0, |last| self.ends[last]);
        &self.written[start..self.ends[position]]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
