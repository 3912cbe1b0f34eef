//! The seal: a digest over the answers that were signed, which anybody can take again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clock;
use crate::definition::{Survey, UnitCode};
use crate::questionnaire::{Answer, Answers, Chosen, Path, field_name};

/// A SHA-256 in lower-case hexadecimal over [`Sealed::canonical`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seal(String);

/// What is sealed: the answers that count, of one unit, to one version of a survey.
///
/// Keys are in the order of fields, not of saving, so that the same answers have the same seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    survey: String,
    version: String,
    unit: String,
    answers: BTreeMap<String, SealedAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SealedAnswer {
    One(SealedChoice),
    Several(Vec<SealedChoice>),
    Words(String),
    Number(String),
    Day(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedChoice {
    option: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    other: Option<String>,
}

impl Sealed {
    /// What a submission of these answers seals; `digest` is that of the published version. Answers that
    /// were routed past are not part of it.
    pub fn of(survey: &Survey, digest: &str, unit: &UnitCode, answers: &Answers) -> Self {
        let path = Path::of(survey, answers);
        Self {
            survey: survey.id.to_string(),
            version: digest.to_owned(),
            unit: unit.to_string(),
            answers: path
                .answers()
                .iter()
                .map(|(field, answer)| (field_name(field), SealedAnswer::of(answer)))
                .collect(),
        }
    }

    /// The bytes that are digested: JSON without blanks, its keys in order.
    ///
    /// # Panics
    /// Never: it holds nothing but strings.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("strings in maps with string keys are JSON")
    }

    /// The digest.
    pub fn seal(&self) -> Seal {
        Seal(crate::hex(&Sha256::digest(self.canonical())))
    }
}

impl SealedAnswer {
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::One(chosen) => Self::One(SealedChoice::of(chosen)),
            Answer::Several(several) => {
                Self::Several(several.iter().map(SealedChoice::of).collect())
            }
            Answer::Words(words) => Self::Words(words.clone()),
            Answer::Number(number) => Self::Number(number.to_string()),
            Answer::Day(day) => Self::Day(clock::iso_day(*day)),
        }
    }
}

impl SealedChoice {
    fn of(chosen: &Chosen) -> Self {
        Self {
            option: chosen.option.to_string(),
            other: chosen.other.clone(),
        }
    }
}

impl Seal {
    /// Takes what a form or the store holds as a seal; whether it is one, comparing tells.
    pub fn received(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// In hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
