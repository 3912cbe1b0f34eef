//! Freeze and thaw: a wave's dataset as files that a stranger on another machine can analyse.
//!
//! A frozen folder holds `data.csv`, `dictionary.json`, `manifest.json` and the survey folder under
//! `survey/`. What was collected is sealed by its SHA-256 in the manifest; prose, codebook and claims may
//! be worked on afterwards, because they are analysis and not data.

mod audit;
mod cells;
mod comparisons;
mod data;
mod dictionary;
mod fields;
mod findings;
mod manifest;
mod released;
mod spreadsheet;
mod thawed;

use std::collections::BTreeSet;

use analysis::dataset::{Dataset, Status};

pub use audit::{audit_json, audit_schema};
pub use comparisons::{comparison_groups_csv, comparisons_csv, pairs_csv, response_csv};
pub use findings::{bases_csv, evidence_csv, findings_json, noted, table_csv, who_took_part_csv};
pub use manifest::{Counts, Manifest, Note};
pub use released::{NotFindings, read_candidates, read_figures, told};
pub use spreadsheet::guarded;

use crate::dataset;
use crate::definition::{self, Fault, Folder, SURVEY_FILE, Survey};
use crate::returns::Wave;

const DATA: &str = "data.csv";
const DICTIONARY: &str = "dictionary.json";
const MANIFEST: &str = "manifest.json";
const SURVEY: &str = "survey/";

/// A frozen wave that has been read back.
pub struct Frozen {
    /// The survey it asked.
    pub survey: Survey,
    /// The survey's folder, as it is now.
    pub folder: Folder,
    /// What was collected.
    pub dataset: Dataset,
    /// What the manifest says of the wave.
    pub manifest: Manifest,
}

/// Why a frozen folder can't be read back.
#[derive(Debug, thiserror::Error)]
pub enum ThawError {
    /// A file of it is missing.
    #[error("`{file}` is missing, so this is no whole frozen folder")]
    Missing {
        /// The file.
        file: String,
    },
    /// A file isn't what was frozen.
    #[error("`{file}` is not what was frozen: its SHA-256 differs from the manifest's")]
    Changed {
        /// The file.
        file: String,
    },
    /// The manifest can't be read.
    #[error("`manifest.json` is not readable: {0}")]
    Manifest(#[from] serde_json::Error),
    /// The data can't be read.
    #[error("`data.csv` line {line}, column `{column}`: {what}")]
    Data {
        /// The line of the file.
        line: u64,
        /// The column.
        column: String,
        /// What is wrong there.
        what: String,
    },
    /// The survey folder has faults, which the edited files in it explain.
    #[error("the survey folder in it has faults:\n{}", list(.0))]
    Survey(Vec<Fault>),
}

fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
    lines.join("\n")
}

/// Freezes a wave: the files of its frozen folder, the same bytes for the same returns.
///
/// The note says what everyone who quotes a figure must know of the returns: that they are made up.
pub fn freeze(
    survey: &Survey,
    folder: &Folder,
    wave: &Wave,
    dataset: &Dataset,
    note: Option<&Note>,
) -> Folder {
    let data = data::write(dataset);
    let dictionary = dictionary::write(dataset);
    let mut files = vec![(DATA.to_owned(), data), (DICTIONARY.to_owned(), dictionary)];
    files.extend(
        folder
            .files()
            .map(|(name, text)| (format!("{SURVEY}{name}"), text.to_owned())),
    );
    let counts = Counts {
        frame: dataset.frame.units.len(),
        submitted: count(dataset, Status::Submitted),
        partial: count(dataset, Status::Partial),
    };
    let manifest = Manifest::new(survey, wave, note, counts, &files);
    files.push((MANIFEST.to_owned(), manifest.to_json()));
    files.into_iter().collect()
}

/// Reads a frozen folder back.
///
/// # Errors
/// [`ThawError`]: the first thing that keeps it from being trusted.
pub fn thaw(files: Folder) -> Result<Frozen, ThawError> {
    let (survey, files): (Vec<_>, Vec<_>) = files
        .into_files()
        .partition(|(name, _)| name.starts_with(SURVEY));
    let folder: Folder = survey
        .into_iter()
        .map(|(name, text)| (name[SURVEY.len()..].to_owned(), text))
        .collect();
    let (data, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name == DATA);
    let data = data.into_iter().next().map(|(_, text)| text);
    let files: Folder = files.into_iter().collect();
    let manifest: Manifest = serde_json::from_str(require(&files, MANIFEST)?)?;
    let data = data.ok_or_else(|| missing(DATA))?;
    let dictionary = require(&files, DICTIONARY)?;
    let (survey, unchanged) = std::thread::scope(|scope| {
        // Of many returns the digests take as long as checking a survey of as large a frame.
        let unchanged = scope.spawn(|| {
            let survey = folder.files();
            let survey = survey.map(|(name, text)| (format!("{SURVEY}{name}"), text));
            let all = survey.chain([
                (DATA.to_owned(), data.as_str()),
                (DICTIONARY.to_owned(), dictionary),
            ]);
            let unchanged = all.filter(|(name, text)| manifest.seals(name, text));
            unchanged.map(|(name, _)| name).collect::<BTreeSet<_>>()
        });
        let survey = definition::check(&folder).map_err(ThawError::Survey);
        (survey, unchanged.join().expect("a digest does not panic"))
    });
    let survey = survey?;
    let asked = [SURVEY_FILE, &survey.frame_file].map(|name| format!("{SURVEY}{name}"));
    let mut collected = [DATA.to_owned(), DICTIONARY.to_owned()]
        .into_iter()
        .chain(asked);
    if let Some(file) = collected.find(|name| !unchanged.contains(name)) {
        return Err(ThawError::Changed { file });
    }
    let dataset = thawed::read(dataset::shape(&survey), &survey.frame, data)?;
    Ok(Frozen {
        survey,
        folder,
        dataset,
        manifest,
    })
}

fn require<'f>(files: &'f Folder, name: &str) -> Result<&'f str, ThawError> {
    files.text(name).ok_or_else(|| missing(name))
}

fn missing(name: &str) -> ThawError {
    ThawError::Missing {
        file: name.to_owned(),
    }
}

fn count(dataset: &Dataset, status: Status) -> usize {
    dataset
        .returns
        .iter()
        .filter(|one| one.status == status)
        .count()
}
