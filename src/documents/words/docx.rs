//! The paragraphs of a Word document (ECMA-376, part 1, chapter 17).

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::{NoWords, Paragraphs};
use crate::documents::unzip::{self, Unfit};

/// The part that every document has, and those that may have words beside it.
const DOCUMENT: &str = "word/document.xml";
const BESIDE: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];

/// The most bytes that a part may have.
const MOST: u64 = 50_000_000;

pub(super) fn paragraphs(bytes: &[u8]) -> Result<Vec<String>, NoWords> {
    let unfit = |unfit: Unfit| match unfit {
        Unfit::Damaged => NoWords::Damaged,
        Unfit::TooLarge => NoWords::TooLarge,
    };
    let document = unzip::part(bytes, DOCUMENT, MOST).map_err(unfit)?;
    let mut parts = vec![document.ok_or(NoWords::Damaged)?];
    for name in BESIDE {
        parts.extend(unzip::part(bytes, name, MOST).map_err(unfit)?);
    }
    let mut found = Paragraphs::default();
    for part in parts {
        let text = String::from_utf8(part).map_err(|_| NoWords::Damaged)?;
        read(&text, &mut found).ok_or(NoWords::Damaged)?;
        found.end();
    }
    Ok(found.finish())
}

/// Adds what a part says; `None` where it is no XML. Words stand in `t` elements; what was deleted has another
/// name, and what an older Word would show in a newer drawing's place would be there twice.
fn read(text: &str, found: &mut Paragraphs) -> Option<()> {
    let mut reader = Reader::from_str(text);
    let mut is_words = false;
    let mut in_fallback = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "Fallback" => in_fallback += 1,
                "t" => is_words = true,
                "p" => found.end(),
                _ => {}
            },
            Event::Empty(empty) => match empty.local_name().as_ref() {
                "tab" | "br" | "cr" => found.add(" "),
                "noBreakHyphen" => found.add("\u{2011}"),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "Fallback" => in_fallback = in_fallback.saturating_sub(1),
                "t" => is_words = false,
                "p" => found.end(),
                _ => {}
            },
            Event::Text(words) if is_words && in_fallback == 0 => found.add(&words.xml10_content()),
            Event::GeneralRef(name) if is_words && in_fallback == 0 => {
                found.add(&referred(&name).unwrap_or(' ').to_string());
            }
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// The character that a reference stands for; entities of a document's own are not looked into.
fn referred(name: &BytesRef<'_>) -> Option<char> {
    match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expect: &[&str]) {
        let mut found = Paragraphs::default();
        assert!(read(xml, &mut found).is_some(), "{xml}");
        assert_eq!(found.finish(), expect, "{xml}");
    }

    #[test]
    fn words_are_read_run_by_run() {
        check(
            "<w:p><w:r><w:t>45</w:t></w:r><w:r><w:t xml:space=\"preserve\"> per</w:t><w:tab/><w:t>cent &amp; &#8211;</w:t>\
             </w:r></w:p><w:p><w:r><w:t>More</w:t></w:r></w:p>",
            &["45 per cent & –", "More"],
        );
    }

    #[test]
    fn what_was_deleted_or_stands_in_for_something_is_not_read() {
        check(
            "<w:p><w:r><w:delText>44%</w:delText><w:instrText>PAGE 3</w:instrText><w:t>45%</w:t></w:r>\
             <mc:Fallback><w:r><w:t>45%</w:t></w:r></mc:Fallback></w:p>",
            &["45%"],
        );
    }

    #[test]
    fn what_is_no_xml_is_damaged() {
        let mut found = Paragraphs::default();
        assert!(read("<w:p><w:t>45%</w:p>", &mut found).is_none());
    }
}
