//! Keys: the names under which findings are cited.

use std::fmt;

use serde::Serialize;

/// The name of one figure, such as `has-strategy/no` or `participation/region/london`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// A key of one part, usually a question's id.
    pub fn new(part: impl Into<String>) -> Self {
        Self(part.into())
    }

    /// The key one level below this one.
    ///
    /// ```
    /// # use analysis::key::Key;
    /// assert_eq!(Key::new("has-strategy").join("no").as_str(), "has-strategy/no");
    /// ```
    #[must_use]
    pub fn join(&self, part: &str) -> Self {
        Self(format!("{}/{part}", self.0))
    }

    /// The key as prose, claims and tables cite it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Turns a label of the frame into the part of a key: lower case, with dashes between words.
///
/// ```
/// # use analysis::key::slug;
/// assert_eq!(slug("Yorkshire and The Humber"), "yorkshire-and-the-humber");
/// ```
pub fn slug(label: &str) -> String {
    label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("-")
}
