//! The findings report: one self-contained page, and the pieces it is made of.

use serde::Serialize;

use super::{Page, TEMPLATES};

/// The whole report.
#[derive(Serialize)]
pub struct ReportPage {
    /// The survey's title.
    pub title: String,
    /// Who asked.
    pub organisation: String,
    /// The page's own rules for what it may load and run.
    pub policy: String,
    /// The style sheet, inside the page.
    pub style: &'static str,
    /// The script, inside the page.
    pub script: &'static str,
    /// What every reader must know of the returns first, such as that they are made up.
    pub note: Option<String>,
    /// The headings, for finding one's way.
    pub contents: Vec<ReportHeading>,
    /// The prose with its figures, as HTML of our own making.
    pub body: String,
    /// The bases that are not everyone.
    pub footnotes: Vec<ReportFootnote>,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "report/report.html";
}

/// A heading that links lead to.
#[derive(Serialize)]
pub struct ReportHeading {
    /// Its place on the page.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A base that is not everyone.
#[derive(Serialize)]
pub struct ReportFootnote {
    /// Its number.
    pub number: usize,
    /// Its words.
    pub text: String,
}

/// A number in the prose, linked to its table.
#[derive(Serialize)]
pub struct ReportNumber {
    /// Its row in the annex.
    pub href: String,
    /// The sentence that says everything about it.
    pub sentence: String,
    /// The number as the prose shows it.
    pub shown: String,
    /// The count and base after it, where the prose doesn't show them itself.
    pub of: Option<String>,
    /// The number of its footnote.
    pub footnote: Option<usize>,
}

impl Page for ReportNumber {
    const TEMPLATE: &'static str = "report/number.html";
}

/// A table that the prose itself has.
#[derive(Serialize)]
pub struct ReportProseTable {
    /// The heading that it stands under.
    pub under: Option<String>,
    /// The table, as HTML of our own making.
    pub html: String,
}

impl Page for ReportProseTable {
    const TEMPLATE: &'static str = "report/prose-table.html";
}

/// A chart with its caption.
#[derive(Serialize)]
pub struct ReportChart {
    /// The drawing, of our own making.
    pub svg: String,
    /// What it shows.
    pub caption: String,
    /// Its base, in words.
    pub base: Option<String>,
    /// What the numbers on the parts of the drawing are, where it has some.
    pub parts: Option<String>,
    /// What the ranges of its figures are of, such as "of all 153 authorities", where they have some.
    pub ranges: Option<String>,
    /// What its colours stand for, where the drawing itself doesn't say it.
    pub legend: Vec<ReportFill>,
    /// The same numbers by their groups, for a screen too narrow for the drawing; none where the drawing needs no room.
    pub groups: Vec<ReportGroup>,
    /// The table it is drawn from.
    pub href: String,
    /// What a reader finds there.
    pub link: &'static str,
    /// Its CSV file.
    pub csv: String,
    /// What a reader finds in that.
    pub file: &'static str,
    /// Whose facts it is drawn from.
    pub source: Option<String>,
}

impl Page for ReportChart {
    const TEMPLATE: &'static str = "report/chart.html";
}

/// What a colour of a drawing stands for.
#[derive(Serialize)]
pub struct ReportFill {
    /// The colour.
    pub fill: String,
    /// Its meaning.
    pub words: String,
}

/// A table.
#[derive(Serialize)]
pub struct ReportTable {
    /// Its name, and its place on the page.
    pub id: String,
    /// Whether this is its place in the annex, which links lead to.
    pub anchored: bool,
    /// What it answers.
    pub heading: ReportHeading,
    /// The middle and the ends of the numbers given, in words.
    pub summary: Option<String>,
    /// What became of the question, what its rows are a share of where that is the same for all, that its
    /// rounded percentages don't make a hundred, and what else a reader may wonder at.
    pub notes: Vec<String>,
    /// The head of its first column.
    pub first: String,
    /// Whether its numbers are shares of a base; declared facts are none.
    pub shares: bool,
    /// The head of its column of ranges; none where its figures are no estimates.
    pub range: Option<&'static str>,
    /// What all its ranges are of, such as "of 153 authorities"; none where each says it itself.
    pub range_of: Option<String>,
    /// Its rows by the groups that they belong to, one without a name where they belong to none.
    pub groups: Vec<ReportGroup>,
    /// Its CSV file; none where its rows are of several.
    pub csv: Option<String>,
}

/// Rows of a table that belong together.
#[derive(Serialize)]
pub struct ReportGroup {
    /// What they are of.
    pub label: Option<String>,
    /// The rows.
    pub rows: Vec<ReportRow>,
}

impl Page for ReportTable {
    const TEMPLATE: &'static str = "report/table.html";
}

/// A row of a table.
#[derive(Serialize)]
pub struct ReportRow {
    /// What prose cites, where this is the row's place on the page.
    pub key: Option<String>,
    /// The place of its table, where the row is all of it.
    pub table: Option<String>,
    /// The group it belongs to.
    pub group: String,
    /// What readers call it.
    pub label: String,
    /// Whether it sums up other rows.
    pub net: bool,
    /// Whether so few are in its base that the percentage says little.
    pub small_base: bool,
    /// How many, with what follows the number of a declared fact.
    pub count: String,
    /// Why its numbers are withheld, where they are.
    pub withheld: Option<String>,
    /// Of how many.
    pub base: Option<u32>,
    /// The percentage.
    pub percent: Option<String>,
    /// Its range.
    pub range: Option<String>,
    /// The sentence that says everything about it.
    pub sentence: String,
}

/// How the numbers came to be, from the data itself.
#[derive(Serialize)]
pub struct ReportMethods {
    /// What one unit is called.
    pub one: String,
    /// What several are called.
    pub many: String,
    /// Units in the frame.
    pub frame: usize,
    /// Submitted returns.
    pub submitted: usize,
    /// Returns saved and never submitted.
    pub partial: usize,
    /// The response rate.
    pub rate: String,
    /// The first day, for people.
    pub opens_on: String,
    /// The last day, for people.
    pub closes_on: Option<String>,
    /// Questions that ask for a choice.
    pub closed_questions: usize,
    /// The smallest and largest base of a closed question.
    pub bases: Option<(u32, u32)>,
    /// Comments written, and by how many, where themes were coded.
    pub comments: Option<ReportComments>,
    /// What questions are broken down by.
    pub compared_by: Vec<String>,
    /// Which figures are withheld, each after "figures" in a sentence.
    pub withheld: Vec<String>,
    /// Whether that goes for figures over everyone as well.
    pub whole: bool,
    /// Whether so are figures that say that everyone in a group, or nobody, gave an answer.
    pub all_or_none: bool,
    /// How many figures are withheld, and of how many made from answers.
    pub figures_withheld: (String, String),
    /// How many facts the survey declares.
    pub facts: usize,
    /// How many comparisons between groups are made, and of how many; none where all are, over all groups.
    pub comparisons_made: Option<(usize, usize)>,
    /// Questions left out until those who answered have permitted it.
    pub left_out: Vec<String>,
    /// Whose facts the frame holds.
    pub frame_source: Option<String>,
    /// Whether any figure has a range.
    pub has_ranges: bool,
    /// What is said of them, once on a page.
    pub sure: Option<ReportSure>,
}

impl Page for ReportMethods {
    const TEMPLATE: &'static str = "report/methods.html";
}

/// How sure the numbers are.
#[derive(Serialize)]
pub struct ReportSure {
    /// What prose links to.
    pub heading: ReportHeading,
    /// What the ranges say and take for granted.
    pub paragraphs: Vec<String>,
}

/// Comments and their coding.
#[derive(Serialize)]
pub struct ReportComments {
    /// Comments written.
    pub written: u32,
    /// By how many units.
    pub by: u32,
    /// Themes in the codebook.
    pub themes: usize,
}

/// Figures that were published before, judged.
#[derive(Serialize)]
pub struct ReportPublished {
    /// How many claims there are.
    pub claims: usize,
    /// How many of them are consistent.
    pub consistent: usize,
    /// What the words below mean.
    pub meanings: Vec<ReportMeaning>,
    /// The claims that are not consistent.
    pub rows: Vec<ReportClaim>,
}

impl Page for ReportPublished {
    const TEMPLATE: &'static str = "report/published.html";
}

/// What a verdict means.
#[derive(Serialize)]
pub struct ReportMeaning {
    /// The verdict.
    pub word: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
}

/// A published figure that is not consistent.
#[derive(Serialize)]
pub struct ReportClaim {
    /// What was claimed.
    pub text: String,
    /// Its numbers.
    pub numbers: String,
    /// The verdicts.
    pub words: Vec<&'static str>,
    /// The arithmetic.
    pub why: String,
}

/// The report's style sheet.
pub fn report_style() -> &'static str {
    asset_text("report/report.css")
}

/// The report's script.
pub fn report_script() -> &'static str {
    asset_text("report/report.js")
}

fn asset_text(name: &str) -> &'static str {
    TEMPLATES
        .get_file(name)
        .and_then(include_dir::File::contents_utf8)
        .expect("the report's style and script ship with it")
}
