//! The findings report: prose bound to findings, as one self-contained page.

mod annex;
mod apostrophes;
mod blocks;
mod by_hand;
mod cite;
pub(crate) mod keys;
mod links;
mod methods;
mod page;
mod prose;
mod published;
mod tables;

pub use annex::{BASES, COMPARISONS, GROUPS, PAIRS, RESPONSE};
pub use blocks::WHO_TOOK_PART;

use analysis::charts::{Layout, Outline};
use analysis::dataset::Dataset;
use analysis::findings::Findings;
use time::Date;

use crate::definition::{Fault, Folder, Survey};
use prose::Stage;

/// The file of a survey folder that holds the report's prose.
pub const PROSE_FILE: &str = "report.md";

/// The file that a report is, in the folder of its outputs.
pub const REPORT_PAGE: &str = "index.html";

/// What a report is made from.
pub struct Material<'a> {
    /// The survey that was asked.
    pub survey: &'a Survey,
    /// Its folder, with the prose in it.
    pub folder: &'a Folder,
    /// What was collected.
    pub dataset: &'a Dataset,
    /// What was found.
    pub findings: &'a Findings,
    /// What everyone who quotes a figure must know of its returns, such as that they are made up.
    pub note: Option<&'a str>,
    /// The same at length, for the top of the page.
    pub note_at_length: Option<&'a str>,
    /// Whether the returns only pilot the analysis: then a figure that too few answered is left open.
    pub pilot: bool,
    /// The first day of the wave.
    pub opens_on: Date,
    /// Its last day, where one was set.
    pub closes_on: Option<Date>,
    /// The outlines of the map of regions.
    pub outlines: &'a [Outline],
    /// The layout of the map of hexagons.
    pub layout: &'a Layout,
}

/// A finished report.
pub struct Report {
    /// The page.
    pub html: String,
    /// Every chart by file name.
    pub charts: Vec<(String, String)>,
}

/// Builds the report. A folder without prose gets a plain one: who took part, every table, the methods.
///
/// # Errors
/// Every place in the prose that cites what isn't there or writes a number by hand.
pub fn build(material: &Material<'_>) -> Result<Report, Vec<Fault>> {
    let prose = material.folder.text(PROSE_FILE).unwrap_or(PLAIN_PROSE);
    let stage = if material.pilot {
        Stage::Piloting
    } else {
        Stage::Reporting
    };
    let bound = prose::bind(prose, material, stage)?;
    Ok(Report {
        html: page::whole(material, bound),
        charts: blocks::charts(material)
            .into_iter()
            .map(|(name, svg)| (name, apostrophes::curly(&svg)))
            .collect(),
    })
}

/// Looks for every fault in a survey's prose before anybody has answered: over findings without returns.
pub fn check(material: &Material<'_>) -> Vec<Fault> {
    let prose = material.folder.text(PROSE_FILE).unwrap_or_default();
    let bound = prose::bind(prose, material, Stage::Drafting);
    bound.err().unwrap_or_default()
}

/// The prose of a survey that has none of its own yet.
const PLAIN_PROSE: &str = "\
## Who took part

{participation:of} took part, which is {participation:percent}.

## How this was done

{methods}

## Tables

{tables}

## Who answered, who didn’t

{response}

## Weighted figures

{weights}

## Comparisons

{comparisons}

## What the same people said twice

{pairs}

## Bases

{bases}
";
