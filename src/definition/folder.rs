//! A survey folder as texts in memory, wherever it came from.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// The file every survey folder has.
pub const SURVEY_FILE: &str = "survey.toml";

/// The texts of a survey folder by file name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    files: BTreeMap<String, String>,
}

impl Folder {
    /// The text of one file.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// Every file, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The same, to be taken apart.
    pub fn into_files(self) -> impl Iterator<Item = (String, String)> {
        self.files.into_iter()
    }

    /// Only the files of these names.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        self.files()
            .filter(|(name, _)| names.contains(name))
            .collect()
    }

    /// The SHA-256 over every name and text, in hexadecimal: two folders with the same digest say the
    /// same.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (name, text) in &self.files {
            for part in [name, text] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        crate::hex(&hash.finalize())
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Folder {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(files: I) -> Self {
        let files = files
            .into_iter()
            .map(|(name, text)| (name.into(), text.into()))
            .collect();
        Self { files }
    }
}
