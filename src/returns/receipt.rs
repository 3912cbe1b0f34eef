//! The receipt of a submitted return: what its people keep, and what proves later what they sent.

use serde::{Deserialize, Serialize};

use super::seal::{Seal, Sealed};
use super::standing::Submission;

/// A receipt, as the file that is downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What to quote.
    pub reference: String,
    /// The survey's title.
    pub title: String,
    /// The name of the unit.
    pub unit_name: String,
    /// Which wave.
    pub wave: i32,
    /// Which version of the survey was answered.
    pub version: i32,
    /// Who signed.
    pub signatory: String,
    /// When, in UTC: 2026-03-02T14:32:05Z.
    pub submitted_at: String,
    /// The SHA-256 over `sealed`, written as JSON without blanks.
    pub sha256: Seal,
    /// What was sealed.
    pub sealed: Sealed,
}

impl Receipt {
    /// The receipt of a submission; `None` where it was never sealed.
    pub fn of(
        submission: &Submission,
        sealed: Sealed,
        about: (&str, &str),
        wave: i32,
        version: i32,
    ) -> Option<Self> {
        let (title, unit_name) = about;
        Some(Self {
            reference: submission.reference.clone(),
            title: title.to_owned(),
            unit_name: unit_name.to_owned(),
            wave,
            version,
            signatory: submission.signatory.clone(),
            submitted_at: submission.at.iso(),
            sha256: submission.seal.clone()?,
            sealed,
        })
    }

    /// Whether the answers in it are those that its own digest was taken of.
    pub fn is_whole(&self) -> bool {
        self.sealed.seal() == self.sha256
    }

    /// The file.
    ///
    /// # Panics
    /// Never: it holds nothing but strings and numbers.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a receipt is JSON");
        text.push('\n');
        text
    }
}
