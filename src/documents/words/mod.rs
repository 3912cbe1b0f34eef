//! Reading the words of a report: plain text, HTML, or a Word document.

mod docx;
mod html;
mod marks;
mod plain;
mod tables;

use tables::Table;

/// Why bytes can't be read as a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWords {
    /// They are text in an encoding of another day, or no text at all.
    #[error("its letters can't be read; save it as a .docx document, or as text or HTML in UTF-8")]
    NotText,
    /// They are a document of a kind that isn't read.
    #[error("it is {0}, which isn't read; save it as text, HTML or .docx")]
    OtherKind(&'static str),
    /// They are a Word document that is damaged, or another packed file.
    #[error("it is no .docx document, or a damaged one")]
    Damaged,
    /// There is more in it than in any report.
    #[error("it is too large when it is unpacked")]
    TooLarge,
}

/// A paragraph of a report, or what a cell of a table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The headings of the cell's row and column; empty elsewhere.
    pub heading: String,
    /// What it says.
    pub words: String,
    /// Where in a table it stands, where it is all that its cell says and so is what stands beside it.
    pub cell: Option<Cell>,
}

/// The place of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The row, which it shares with the passages right before and after it.
    pub row: usize,
    /// What heads its column and no other, the innermost where there are several; empty where nothing does.
    pub head: String,
}

impl Passage {
    /// Words with one space between them, and without the marks of footnotes; `None` where there are none.
    fn of(words: &str) -> Option<Self> {
        let words = marks::without_marks(words);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then(|| Self {
            words,
            ..Self::default()
        })
    }

    /// The same within a cell that has headings of its own.
    fn under(self, heading: &str) -> Self {
        let headings = [heading, &self.heading].map(str::to_owned);
        let headings = headings.into_iter().filter(|one| !one.is_empty());
        Self {
            heading: headings.collect::<Vec<_>>().join(", "),
            ..self
        }
    }

    /// Whether another passage stands in the same row of a table.
    pub fn is_beside(&self, other: &Self) -> bool {
        let row = |passage: &Self| passage.cell.as_ref().map(|cell| cell.row);
        row(self).is_some() && row(self) == row(other)
    }

    /// The words with their headings before them.
    pub fn whole(&self) -> String {
        self.headed(&self.words)
    }

    /// Some of its words with the headings before them.
    pub fn headed(&self, words: &str) -> String {
        match self.heading.as_str() {
            "" => words.to_owned(),
            heading => format!("{heading}: {words}"),
        }
    }
}

/// The paragraphs of a report, told by what it begins with. What it costs is bounded by the size of the bytes, and
/// for a Word document by how large one may be unpacked.
///
/// # Errors
/// [`NoWords`] where it can't or shouldn't be read.
pub fn read_words(bytes: &[u8]) -> Result<Vec<Passage>, NoWords> {
    for (beginning, kind) in OTHER_KINDS {
        if bytes.starts_with(beginning) {
            return Err(NoWords::OtherKind(kind));
        }
    }
    if bytes.starts_with(b"PK") {
        return docx::paragraphs(bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NoWords::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\0') {
        return Err(NoWords::NotText);
    }
    Ok(if html::is_html(text) {
        html::paragraphs(text)
    } else {
        plain::paragraphs(text)
    })
}

/// How kinds of documents begin that reports come in and that aren't read.
const OTHER_KINDS: [(&[u8], &str); 3] = [
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a document of an old version of Word"),
    (b"{\\rtf", "an RTF document"),
];

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Height {
    Line,
    Raised,
    Lowered,
}

/// Paragraphs as they are gathered.
#[derive(Default)]
struct Paragraphs {
    whole: Vec<Passage>,
    current: String,
    /// Whether markup parts what comes next from what is there.
    is_parted: bool,
}

impl Paragraphs {
    fn add(&mut self, words: &str) {
        if let Some(next) = words.chars().next() {
            let last = self.current.chars().next_back();
            let is_parted = std::mem::take(&mut self.is_parted);
            if is_parted && last.is_some_and(|last| is_of_two(last, next)) {
                self.current.push(' ');
            }
        }
        self.current.push_str(words);
    }

    /// Notes that markup within a line stands here, which often parts a number from words though no space does.
    fn part(&mut self) {
        self.is_parted = true;
    }

    /// Adds words that stand above or below the line, or in it.
    fn add_at(&mut self, height: Height, words: &str) {
        match height {
            Height::Line => self.add(words),
            Height::Raised => {
                let raised = marks::raised(words, &self.current);
                self.add(&raised);
            }
            Height::Lowered => self.add(&marks::lowered(words)),
        }
    }

    /// Adds a paragraph of its own without ending the one that it stands in.
    fn aside(&mut self, words: &str) {
        self.whole.extend(Passage::of(words));
    }

    fn end(&mut self) {
        self.is_parted = false;
        let words = std::mem::take(&mut self.current);
        self.whole.extend(Passage::of(&words));
    }

    /// So much of its words, to tell it by.
    fn beginning(&self, longest: usize) -> String {
        let whole = self.whole.iter().map(|one| one.words.as_str());
        let words = whole
            .chain([self.current.as_str()])
            .flat_map(str::split_whitespace);
        let mut beginning = String::new();
        for word in words {
            if beginning.len() + word.len() > longest {
                break;
            }
            if !beginning.is_empty() {
                beginning.push(' ');
            }
            beginning.push_str(word);
        }
        beginning
    }

    fn finish(mut self) -> Vec<Passage> {
        self.end();
        self.whole
    }
}

/// Whether two characters are of a word and of a number: "answered" and "60%", "60%" and "answered".
fn is_of_two(last: char, next: char) -> bool {
    (last.is_alphabetic() && next.is_ascii_digit()) || (last == '%' && next.is_alphabetic())
}

/// The most tables within one another that are told apart.
const DEEPEST: usize = 32;

/// A page as it is gathered, with the tables that are open in it.
#[derive(Default)]
struct Page {
    whole: Paragraphs,
    tables: Vec<Table>,
    /// How many tables are open beyond those that are told apart.
    beyond: usize,
}

impl Page {
    /// Where words go: into the innermost cell, or beside all tables.
    fn target(&mut self) -> &mut Paragraphs {
        let inner = self.tables.iter().rposition(Table::has_cells);
        match inner.and_then(|place| self.tables[place].words()) {
            Some(words) => words,
            None => &mut self.whole,
        }
    }

    fn begin_table(&mut self) {
        self.target().end();
        if self.tables.len() < DEEPEST {
            self.tables.push(Table::default());
        } else {
            self.beyond += 1;
        }
    }

    fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|_| self.beyond == 0) {
            table.begin_row();
        }
    }

    fn begin_cell(&mut self, is_heading: bool, rows: usize, columns: usize) {
        self.target().end();
        if let Some(table) = self.tables.last_mut().filter(|_| self.beyond == 0) {
            table.begin_cell(is_heading, rows, columns);
        }
    }

    fn widen_cell(&mut self, columns: usize) {
        if let Some(table) = self.tables.last_mut().filter(|_| self.beyond == 0) {
            table.widen(columns);
        }
    }

    fn end_table(&mut self) {
        self.target().end();
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(table) = self.tables.pop() {
            let passages = table.passages();
            let target = self.target();
            target.end();
            target.whole.extend(passages);
        }
    }

    fn finish(mut self) -> Vec<Passage> {
        self.beyond = 0;
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.whole.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_told_by_its_kind() {
        let why = |bytes: &[u8]| read_words(bytes).expect_err("it is no report");
        assert_eq!(why(b"%PDF-1.7"), NoWords::OtherKind("a PDF"));
        assert_eq!(why(b"caf\xe9 45%"), NoWords::NotText);
        assert_eq!(why(b"45\0%"), NoWords::NotText);
        assert_eq!(why(b"PK\x03\x04"), NoWords::Damaged);
        assert_eq!(read_words(b""), Ok(Vec::new()));
    }
}
