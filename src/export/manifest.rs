//! `manifest.json`: which wave was frozen, how many returns it had, and the SHA-256 of every file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clock;
use crate::definition::Survey;
use crate::returns::Wave;

/// What a frozen folder says of itself. It holds no time of freezing: the same wave gives the same bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub format: u32,
    /// The survey's id.
    pub survey: String,
    /// Its title.
    pub title: String,
    /// Which wave.
    pub wave: i32,
    /// Its first day.
    pub opens_on: String,
    /// Its last day.
    pub closes_on: Option<String>,
    /// What everyone who quotes a figure must know of its returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The same at length, for the top of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_at_length: Option<String>,
    /// Whether its returns only pilot an analysis.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pilot: bool,
    /// How many returns it had.
    pub counts: Counts,
    /// The SHA-256 of every other file, by name.
    pub sha256: BTreeMap<String, String>,
}

/// What to say of returns that are made up.
#[derive(Clone, Debug)]
pub struct Note {
    /// For every citation, in a few words.
    pub short: String,
    /// For the top of a report, in sentences.
    pub at_length: String,
    /// Whether they only pilot an analysis: its report is made even of too few.
    pub pilot: bool,
}

/// Returns by status, and the frame they come from.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Counts {
    /// Units in the frame.
    pub frame: usize,
    /// Submitted returns.
    pub submitted: usize,
    /// Returns that were saved and never submitted.
    pub partial: usize,
}

impl Manifest {
    pub(super) fn new(
        survey: &Survey,
        wave: &Wave,
        note: Option<&Note>,
        counts: Counts,
        files: &[(String, String)],
    ) -> Self {
        Self {
            format: 1,
            survey: survey.id.to_string(),
            title: survey.title.clone(),
            wave: wave.number,
            opens_on: clock::iso_day(wave.opens_on),
            closes_on: wave.closed_on().map(clock::iso_day),
            note: note.map(|note| note.short.clone()),
            note_at_length: note.map(|note| note.at_length.clone()),
            pilot: note.is_some_and(|note| note.pilot),
            counts,
            sha256: files
                .iter()
                .map(|(name, text)| (name.clone(), sha256(text)))
                .collect(),
        }
    }

    pub(super) fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("a manifest is plain text and numbers");
        text.push('\n');
        text
    }

    /// Whether a file is what was frozen under this name.
    pub fn seals(&self, name: &str, text: &str) -> bool {
        self.sha256.get(name) == Some(&sha256(text))
    }
}

fn sha256(text: &str) -> String {
    crate::hex(&Sha256::digest(text.as_bytes()))
}
