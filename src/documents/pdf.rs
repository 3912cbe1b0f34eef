//! PDF: a typst template and its data, set as an accessible document.

use std::sync::LazyLock;

use serde::Serialize;
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fonts::FONTS;
use super::legible::{Showing, legible};

/// Why a template and its data make no document. It is the template's fault, never the data's.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// The data is not what JSON can hold.
    #[error("the document's data can't be written down: {0}")]
    Data(#[from] serde_json::Error),
    /// What the typesetter said.
    #[error("the document can't be set: {0}")]
    Template(String),
}

/// Sets a document: tagged, PDF/UA-1, and the same bytes for the same data. The template reads its data with
/// `json("data.json")`; it must set a title, a language and headings that begin at the first level.
///
/// # Errors
/// [`NotSet`] where the template has a fault. Whatever stands in the data, it can be set: a character that
/// no font has is shown by its number.
pub fn pdf(template: &'static str, data: &impl Serialize) -> Result<Vec<u8>, NotSet> {
    let data = serde_json::to_value(data)?;
    let set = |showing| {
        let shown = serde_json::to_vec(&legible(data.clone(), showing))?;
        typeset(&Desk::new(template, shown))
    };
    let document = set(Showing::WhatFontsHave).or_else(|_| set(Showing::AsciiOnly));
    // The typesetter remembers what it has worked out, for as long as nobody tells it to forget.
    comemo::evict(0);
    document
}

fn typeset(desk: &Desk) -> Result<Vec<u8>, NotSet> {
    let said = |faults: &[SourceDiagnostic]| {
        let messages: Vec<String> = faults.iter().map(|one| one.message.to_string()).collect();
        NotSet::Template(messages.join("; "))
    };
    let document = typst::compile::<PagedDocument>(desk)
        .output
        .map_err(|faults| said(&faults))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("canvass".to_owned())),
        standards: PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| NotSet::Template(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| said(&faults))
}

/// What the typesetter may reach: one template, its data, and the fonts. No disk, no clock, no network.
struct Desk {
    template: Source,
    data_id: FileId,
    data: Bytes,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

impl Desk {
    fn new(template: &str, data: Vec<u8>) -> Self {
        Self {
            template: Source::new(file("template.typ"), template.to_owned()),
            data_id: file("data.json"),
            data: Bytes::new(data),
        }
    }
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("both names are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEMPLATE: &str = r#"
        #let data = json("data.json")
        #set document(title: data.title, date: none)
        #set text(font: ("Liberation Sans", "DejaVu Sans"), lang: "en", region: "GB")
        #heading(data.title)
        #data.words
    "#;

    fn set(words: &str) -> Vec<u8> {
        pdf(TEMPLATE, &json!({ "title": "A title", "words": words })).unwrap()
    }

    #[test]
    fn a_document_is_tagged_and_says_its_language_title_and_standard() {
        let document = String::from_utf8_lossy(&set("Words")).into_owned();
        for part in ["/StructTreeRoot", "(en-GB)", "pdfuaid:part", "A title"] {
            assert!(document.contains(part), "{part}");
        }
    }

    #[test]
    fn the_same_data_makes_the_same_bytes() {
        assert_eq!(set("Words"), set("Words"));
        assert_ne!(set("Words"), set("Other words"));
    }

    #[test]
    fn whatever_was_typed_can_be_set() {
        let every_plane = (0..=0x10_ffff_u32)
            .step_by(149)
            .filter_map(char::from_u32)
            .collect::<String>();
        let stacked = format!("a{}", "\u{301}".repeat(1000));
        for words in [
            "",
            "#panic()",
            "$x$ *b* @a <b> \\ `",
            "\u{202e}abc",
            &stacked,
            &every_plane,
        ] {
            assert!(set(words).starts_with(b"%PDF"));
        }
    }

    #[test]
    fn a_faulty_template_is_said_to_be_faulty() {
        let error = pdf("#no-such-thing", &json!({})).unwrap_err();
        assert!(error.to_string().contains("no-such-thing"), "{error}");
    }
}
