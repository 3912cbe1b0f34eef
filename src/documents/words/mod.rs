//! Reading the words of a report: plain text, HTML, or a Word document.

mod docx;
mod html;

/// Why bytes can't be read as a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWords {
    /// They are text in an encoding of another day, or no text at all.
    #[error("it is neither UTF-8 text or HTML nor a .docx document")]
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

/// The paragraphs of a report, told by what it begins with. What it costs is bounded by the size of the bytes, and
/// for a Word document by how large one may be unpacked.
///
/// # Errors
/// [`NoWords`] where it can't or shouldn't be read.
pub fn read_words(bytes: &[u8]) -> Result<Vec<String>, NoWords> {
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
        of_plain_text(text)
    })
}

/// How kinds of documents begin that reports come in and that aren't read.
const OTHER_KINDS: [(&[u8], &str); 3] = [
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a document of an old version of Word"),
    (b"{\\rtf", "an RTF document"),
];

/// Paragraphs are parted by an empty line, and each point of a list is one.
fn of_plain_text(text: &str) -> Vec<String> {
    let mut paragraphs = Paragraphs::default();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty()
            || ["- ", "* ", "• ", "# ", "| "]
                .iter()
                .any(|mark| line.starts_with(mark))
        {
            paragraphs.end();
        }
        paragraphs.add(line);
        paragraphs.add(" ");
    }
    paragraphs.finish()
}

/// Paragraphs as they are gathered.
#[derive(Default)]
struct Paragraphs {
    whole: Vec<String>,
    current: String,
}

impl Paragraphs {
    fn add(&mut self, words: &str) {
        self.current.push_str(words);
    }

    fn end(&mut self) {
        let words = std::mem::take(&mut self.current);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.whole.push(words);
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_paragraphs_and_points_of_lists() {
        let text = "\u{feff}One\nand  two.\n\n- three\n- four\nand five\n";
        let paragraphs = read_words(text.as_bytes()).expect("it is text");
        assert_eq!(paragraphs, ["One and two.", "- three", "- four and five"]);
    }

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
