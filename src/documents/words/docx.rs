//! The paragraphs of a Word document (ECMA-376, part 1, chapter 17).

use std::collections::BTreeSet;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Height, NoWords, Page, Passage};
use crate::documents::unzip::{self, Unfit};

/// The part that every document has, those that may have words beside it, and how the names of headers and footers
/// begin, of which each section may have its own.
const DOCUMENT: &str = "word/document.xml";
const BESIDE: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];
const ON_PAGES: [&str; 2] = ["word/header", "word/footer"];

/// The most parts that are read beside the document.
const MOST_BESIDE: usize = 200;

/// The most bytes that the document may have, and all that stands beside it.
const MOST: u64 = 50_000_000;

pub(super) fn paragraphs(bytes: &[u8]) -> Result<Vec<Passage>, NoWords> {
    let unfit = |unfit: Unfit| match unfit {
        Unfit::Damaged => NoWords::Damaged,
        Unfit::TooLarge => NoWords::TooLarge,
    };
    let document = unzip::part(bytes, DOCUMENT, MOST).map_err(unfit)?;
    let mut left = MOST;
    let mut found = Vec::new();
    let mut said = BTreeSet::new();
    let mut read = |part: Vec<u8>, is_on_pages: bool| -> Result<(), NoWords> {
        let text = String::from_utf8(part).map_err(|_| NoWords::Damaged)?;
        let passages = passages(&text).ok_or(NoWords::Damaged)?;
        // The same stands on the pages of each section.
        found.extend(
            passages
                .into_iter()
                .filter(|one| !is_on_pages || said.insert(one.whole())),
        );
        Ok(())
    };
    read(document.ok_or(NoWords::Damaged)?, false)?;
    let names = unzip::names(bytes).map_err(unfit)?;
    let is_on_pages = |name: &str| {
        let number = ON_PAGES.iter().find_map(|one| name.strip_prefix(one));
        number.is_some_and(|number| number.strip_suffix(".xml").is_some())
    };
    let on_pages = names.iter().filter(|name| is_on_pages(name));
    let beside = BESIDE.into_iter().chain(on_pages.map(String::as_str));
    for name in beside.take(MOST_BESIDE) {
        let Some(part) = unzip::part(bytes, name, left).map_err(unfit)? else {
            continue;
        };
        left = left.saturating_sub(u64::try_from(part.len()).unwrap_or(u64::MAX));
        read(part, is_on_pages(name))?;
    }
    Ok(found)
}

/// What a part says; `None` where it is no XML. Words stand in `t` elements; what was deleted has another name, and
/// what an older Word would show in a newer drawing's place would be there twice.
fn passages(text: &str) -> Option<Vec<Passage>> {
    let mut reader = Reader::from_str(text);
    let mut page = Page::default();
    let mut is_words = false;
    let mut in_fallback = 0_usize;
    let mut run = Run::Outside;
    loop {
        let event = reader.read_event().ok()?;
        if let Event::Start(element) | Event::Empty(element) = &event
            && in_fallback == 0
        {
            begin(element, &mut page, &mut run);
        }
        let is_shown = in_fallback == 0 && run != Run::Hidden;
        let height = run.height();
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "Fallback" => in_fallback += 1,
                "t" => is_words = true,
                "p" => page.target().end(),
                _ => {}
            },
            Event::Empty(empty) => match empty.local_name().as_ref() {
                "tab" | "br" | "cr" => page.target().add(" "),
                "noBreakHyphen" => page.target().add("\u{2011}"),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "Fallback" => in_fallback = in_fallback.saturating_sub(1),
                "t" => is_words = false,
                "p" => page.target().end(),
                "r" => run = Run::Outside,
                "tbl" if in_fallback == 0 => page.end_table(),
                _ => {}
            },
            Event::Text(words) if is_words && is_shown => {
                page.target().add_at(height, &words.xml10_content());
            }
            Event::GeneralRef(name) if is_words && is_shown => {
                page.target()
                    .add_at(height, &referred(&name).unwrap_or(' ').to_string());
            }
            Event::Eof => return Some(page.finish()),
            _ => {}
        }
    }
}

/// Whether words are in a run, whether it is shown, and where.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Outside,
    Shown(Height),
    Hidden,
}

impl Run {
    fn height(self) -> Height {
        match self {
            Self::Shown(height) => height,
            Self::Outside | Self::Hidden => Height::Line,
        }
    }
}

/// What the beginning of an element tells of the table, the run or the picture that it is of.
fn begin(element: &BytesStart<'_>, page: &mut Page, run: &mut Run) {
    let value = |name: &str| {
        let mut attributes = element.attributes().flatten();
        let attribute = attributes.find(|one| one.key.local_name().as_ref() == name)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    };
    match element.local_name().as_ref() {
        "tbl" => page.begin_table(),
        "tr" => page.begin_row(),
        "tc" => page.begin_cell(false, 1, 1),
        "gridSpan" => {
            let columns = value("val").and_then(|columns| columns.parse().ok());
            page.widen_cell(columns.unwrap_or(1));
        }
        "r" => *run = Run::Shown(Height::Line),
        // Of a paragraph's mark it says nothing of the words before it.
        "vanish" if matches!(run, Run::Shown(_)) => {
            let is_off =
                value("val").is_some_and(|val| ["0", "false", "off"].contains(&val.as_str()));
            if !is_off {
                *run = Run::Hidden;
            }
        }
        "vertAlign" if matches!(run, Run::Shown(_)) => {
            let height = match value("val").as_deref() {
                Some("superscript") => Height::Raised,
                Some("subscript") => Height::Lowered,
                _ => Height::Line,
            };
            *run = Run::Shown(height);
        }
        "docPr" if *run != Run::Hidden => {
            if let Some(alternative) = value("descr") {
                page.target().aside(&alternative);
            }
        }
        _ => {}
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
        let read = passages(xml).unwrap_or_else(|| panic!("{xml}"));
        let read: Vec<String> = read.iter().map(Passage::whole).collect();
        assert_eq!(read, expect, "{xml}");
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
    fn hidden_words_are_left_out_and_what_stands_for_a_picture_is_read() {
        check(
            "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>44%</w:t></w:r>\
             <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>45%</w:t></w:r>\
             <w:r><w:drawing><wp:docPr id=\"1\" descr=\"46% &amp; more\"/></w:drawing></w:r></w:p>",
            &["46% & more", "45%"],
        );
    }

    #[test]
    fn what_is_raised_is_the_mark_of_a_footnote_or_an_ordinal() {
        let run = |height: &str, words: &str| {
            format!("<w:r><w:rPr><w:vertAlign w:val=\"{height}\"/></w:rPr><w:t>{words}</w:t></w:r>")
        };
        let plain = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
        let runs = [
            plain("Of 153"),
            run("superscript", "2"),
            plain(" authorities, 75"),
            run("baseline", "0"),
            plain(" on the 10"),
            run("superscript", "th"),
        ];
        check(
            &format!("<w:p>{}</w:p>", runs.concat()),
            &["Of 153 authorities, 750 on the 10th"],
        );
    }

    #[test]
    fn cells_carry_the_first_of_their_row_and_column() {
        let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
        let row = |cells: [&str; 3]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
        let rows = [["Region", "Yes", "No"], ["North", "45%", "55%"]].map(row);
        check(
            &format!("<w:tbl>{}</w:tbl>", rows.concat()),
            &[
                "Region",
                "Yes",
                "No",
                "Region: North",
                "North, Yes: 45%",
                "North, No: 55%",
            ],
        );
    }

    #[test]
    fn what_is_no_xml_is_damaged() {
        assert!(passages("<w:p><w:t>45%</w:p>").is_none());
    }
}
