//! Identifiers: what keys, columns and form fields are made of.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// Why a text is no identifier.
pub(super) const SHAPE: &str = "an id is lower-case letters, digits and dashes, begins with a letter and \
                                has at most 60 characters";

/// Whether a text can be an identifier.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

// Pages copy ids by the hundred: a copy shares the text.
macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a text that has been checked, or that is only compared with checked ones.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(text.as_ref().into())
            }

            /// The identifier as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// As a key it is found by its text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

identifiers! {
    /// Names a survey.
    SurveyId,
    /// Names a section of a survey.
    SectionId,
    /// Names a question, once in its survey.
    QuestionId,
    /// Names a row of a grid, once in its question.
    RowId,
    /// Names an option or a net, once in its question.
    OptionId,
    /// Names a unit of the frame, such as an authority's GSS code.
    UnitCode,
}
