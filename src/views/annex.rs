//! The annex of a report: what stands behind its numbers, as sentences and tables.

use serde::Serialize;

use super::Page;
use super::report::ReportHeading;

/// One part of the annex: sentences first, then tables.
#[derive(Default, Serialize)]
pub struct ReportAnnex {
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Sentences under headings of their own.
    pub lists: Vec<AnnexList>,
    /// Tables below them.
    pub tables: Vec<AnnexTable>,
    /// The file with everything in it.
    pub csv: Option<String>,
}

impl Page for ReportAnnex {
    const TEMPLATE: &'static str = "report/annex.html";
}

/// Sentences of one kind.
#[derive(Serialize)]
pub struct AnnexList {
    /// What they are about.
    pub heading: ReportHeading,
    /// One after the other.
    pub sentences: Vec<String>,
}

/// A table of the annex.
#[derive(Serialize)]
pub struct AnnexTable {
    /// What it shows.
    pub heading: ReportHeading,
    /// What its numbers are of, where its heads don't say it.
    pub note: Option<String>,
    /// The heads of its columns; the first is of words, the others of numbers.
    pub head: Vec<String>,
    /// Whether the last column is of words as well.
    pub words: bool,
    /// Its lines by the questions that they belong to, one without a name where they belong to none.
    pub groups: Vec<AnnexGroup>,
}

/// Lines of a table that belong together.
#[derive(Serialize)]
pub struct AnnexGroup {
    /// What they are of.
    pub label: Option<String>,
    /// The lines.
    pub rows: Vec<AnnexRow>,
}

/// A line of a table.
#[derive(Serialize)]
pub struct AnnexRow {
    /// What it is about.
    pub label: String,
    /// What there is to say of it.
    pub cells: Vec<String>,
}
