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
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// So that what is written need never move as there comes more of it.
    pages: Vec<Page>,
    /// Where each text ends, counted over all pages.
    ends: Vec<usize>,
}

/// How much is written on a page, in bytes, unless one text is longer.
const PAGE: usize = 1 << 20;

#[derive(Clone, Debug)]
struct Page {
    /// Where it begins, counted over all pages.
    begins: usize,
    written: String,
}

impl Page {
    fn has_room_for(&self, text: &str) -> bool {
        self.written.len() + text.len() <= PAGE
    }
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        let begins = self.written();
        match self.pages.last_mut().filter(|page| page.has_room_for(text)) {
            Some(page) => page.written.push_str(text),
            None if text.is_empty() => {}
            None => {
                let mut written = String::with_capacity(PAGE.max(text.len()));
                written.push_str(text);
                self.pages.push(Page { begins, written });
            }
        }
        self.ends.push(begins + text.len());
    }

    /// Makes room for so many more texts, however long they are.
    pub fn reserve(&mut self, texts: usize) {
        self.ends.reserve(texts);
    }

    /// Adds all texts of another row of them.
    pub fn append(&mut self, more: Self) {
        let before = self.written();
        let pages = more.pages.into_iter().map(|page| Page {
            begins: before + page.begins,
            ..page
        });
        self.pages.extend(pages);
        self.ends.extend(more.ends.iter().map(|end| before + end));
    }

    /// The text at a position, which is below [`Texts::len`].
    pub fn at(&self, position: usize) -> &str {
        let begins = position.checked_sub(1).map_or(0, |last| self.ends[last]);
        let ends = self.ends[position];
        let pages = self.pages.partition_point(|page| page.begins <= begins);
        match self.pages[..pages].last() {
            Some(page) if begins < ends => &page.written[begins - page.begins..ends - page.begins],
            _ => "",
        }
    }

    fn written(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_back_wherever_a_page_ends() {
        let given: Vec<String> = [0, 1, PAGE - 1, 0, 1, 2, PAGE + 1, 0, PAGE, 3]
            .iter()
            .zip('a'..)
            .map(|(length, letter)| letter.to_string().repeat(*length))
            .collect();
        for split in 0..=given.len() {
            let texts = |given: &[String]| {
                let mut texts = Texts::default();
                for text in given {
                    texts.push(text);
                }
                texts
            };
            let mut together = texts(&given[..split]);
            together.append(texts(&given[split..]));
            together.push("last");
            let found: Vec<&str> = (0..together.len()).map(|at| together.at(at)).collect();
            let expected = given.iter().map(String::as_str).chain(["last"]);
            assert!(
                found.into_iter().eq(expected),
                "appended after {split} texts"
            );
        }
    }
}
