//! Lines of CSV, field by field: the data of many returns have millions, so only what holds a quotation mark is copied.

use std::borrow::Cow;

/// What stands between fields and at the end of a line.
const ENDS: [u8; 3] = [b',', b'\n', b'\r'];

/// A text of lines, and how far it has been read.
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl<'t> Lines<'t> {
    /// Reads the next line that isn't blank into `fields`, and says where it begins; `None` after the last.
    pub(super) fn next(&mut self, fields: &mut Vec<Cow<'t, str>>) -> Option<usize> {
        fields.clear();
        // Looking at bytes is quicker than comparing texts.
        let (text, bytes) = (self.text, self.text.as_bytes());
        let mut at = self.at;
        while matches!(bytes.get(at), Some(b'\n' | b'\r')) {
            at += 1;
        }
        let begins = at;
        if begins == bytes.len() {
            return None;
        }
        loop {
            let (field, length) = if bytes.get(at) == Some(&b'"') {
                let (field, length) = quoted(&text[at + 1..]);
                (field, length + 1)
            } else {
                let length = up_to_end(&text[at..]);
                (Cow::Borrowed(&text[at..at + length]), length)
            };
            fields.push(field);
            at += length;
            if bytes.get(at) != Some(&b',') {
                self.at = at;
                return Some(begins);
            }
            at += 1;
        }
    }
}

/// How long a field is that no quotation mark opens. Eight bytes are looked at together, as most fields have fewer: calling a
/// search that was made for long texts would take longer than finding their end.
#[inline]
fn up_to_end(text: &str) -> usize {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    for (place, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        // The lowest bit that this sets is in the first byte that is an end.
        let found = ENDS.iter().fold(0, |found, end| {
            let differs = eight ^ (EACH * u64::from(*end));
            found | (differs.wrapping_sub(EACH) & !differs & (EACH << 7))
        });
        if found != 0 {
            return place * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let end = rest.iter().position(|byte| ENDS.contains(byte));
    text.len() - rest.len() + end.unwrap_or(rest.len())
}

/// A field after the mark that opens it, and how much of the text it takes. A mark inside it is doubled.
fn quoted(text: &str) -> (Cow<'_, str>, usize) {
    let mut words = Cow::Borrowed("");
    let mut at = 0;
    loop {
        let Some(length) = text[at..].find('"') else {
            words += &text[at..];
            return (words, text.len());
        };
        let mark = at + length;
        at = mark + 1;
        if text.as_bytes().get(at) == Some(&b'"') {
            words += &text[at - 1 - length..at];
            at += 1;
        } else {
            words += &text[mark - length..mark];
            // What follows the last mark is no CSV, and belongs to the field.
            let end = at + up_to_end(&text[at..]);
            words += &text[at..end];
            return (words, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text as the reader does that every other file is read with.
    fn expected(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let records = reader.records().map(|one| one.expect("it is text"));
        records
            .map(|one| one.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn lines_are_read_as_the_csv_reader_reads_them() {
        for text in [
            "",
            "\n",
            "a,b\nc,d\n",
            "a,b\r\nc,d",
            "a,\n,b\n,\n",
            "\"a\"\"b\",\"\"\n\"\"\"\",\"x\ny\"\n",
            "\n\n\"one, two\",three\n\n\nfour,\"five\r\nsix\"",
            "a\"b,\"c\"d,e\n",
            "\"never closed,\n",
            "é,\"“é”\"\"\",—\n",
            "a,",
            "1234567,12345678,123456789\n12345678901234567,é2345678\r\n",
            "a field of many words and no mark, and another one that ends the file with them",
            "\u{b}-.+,\u{c},\u{2c2c},\u{a0d}\n",
        ] {
            let mut lines = Lines { text, at: 0 };
            let (mut found, mut fields) = (Vec::new(), Vec::new());
            while lines.next(&mut fields).is_some() {
                found.push(fields.iter().map(ToString::to_string).collect::<Vec<_>>());
            }
            assert_eq!(found, expected(text), "{text:?}");
        }
    }

    #[test]
    fn only_what_holds_a_mark_is_copied() {
        let mut lines = Lines {
            text: "plain,\"with, a comma\",\"with \"\" a mark\"",
            at: 0,
        };
        let mut fields = Vec::new();
        assert_eq!(lines.next(&mut fields), Some(0));
        let copied = |field: &Cow<'_, str>| matches!(field, Cow::Owned(_));
        assert_eq!(
            fields.iter().map(copied).collect::<Vec<_>>(),
            [false, false, true]
        );
    }
}
