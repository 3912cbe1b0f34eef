//! `survey.toml` and `themes.toml` as written: every key a definition may have, and nothing checked yet.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

/// A whole `survey.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSurvey {
    pub(super) survey: RawAbout,
    pub(super) frame: RawFrame,
    pub(super) wave: Option<RawWave>,
    #[serde(default, rename = "fact")]
    pub(super) facts: Vec<RawFact>,
    #[serde(default, rename = "section")]
    pub(super) sections: Vec<RawSection>,
}

/// `[survey]`: what the first page tells the people who are asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAbout {
    pub(super) id: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) organisation: String,
    pub(super) contact: String,
    pub(super) purpose: String,
    pub(super) audience: String,
    pub(super) voluntary: String,
    pub(super) privacy: String,
    pub(super) minutes: u32,
    #[serde(default)]
    pub(super) participation_public: bool,
}

/// `[frame]`: who is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFrame {
    pub(super) file: Spanned<String>,
    pub(super) one: String,
    pub(super) many: String,
    pub(super) source: Option<String>,
    pub(super) code: Spanned<String>,
    pub(super) name: Spanned<String>,
    #[serde(default, rename = "attribute")]
    pub(super) attributes: Vec<RawAttribute>,
}

/// `[[frame.attribute]]`: something known of everyone who is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAttribute {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[serde(default)]
    pub(super) compare: bool,
    pub(super) column: Spanned<String>,
    pub(super) categories: Option<Vec<Spanned<String>>>,
    pub(super) empty: Option<String>,
}

/// `[wave]`: when answers are taken.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWave {
    pub(super) opens: Spanned<Datetime>,
    pub(super) closes: Spanned<Datetime>,
}

/// `[[fact]]`: a number the report may cite beside its findings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFact {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    pub(super) value: u32,
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
}

/// `[[section]]`: a page of questions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSection {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) intro: Option<Spanned<String>>,
    pub(super) when: Option<Spanned<RawCondition>>,
    #[serde(default, rename = "question")]
    pub(super) questions: Vec<RawQuestion>,
}

/// `[[section.question]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub(super) id: Spanned<String>,
    pub(super) kind: Spanned<RawKind>,
    pub(super) text: Spanned<String>,
    pub(super) hint: Option<Spanned<String>>,
    pub(super) required: Option<Spanned<bool>>,
    pub(super) when: Option<Spanned<RawCondition>>,
    pub(super) base: Option<Spanned<RawBase>>,
    pub(super) options: Option<Spanned<Vec<RawOption>>>,
    pub(super) nets: Option<Spanned<Vec<RawNet>>>,
    pub(super) rows: Option<Spanned<Vec<RawRow>>>,
    pub(super) max_choices: Option<Spanned<usize>>,
    pub(super) min: Option<Spanned<RawNumber>>,
    pub(super) max: Option<Spanned<RawNumber>>,
    pub(super) whole: Option<Spanned<bool>>,
    pub(super) unit: Option<Spanned<String>>,
    pub(super) bands: Option<Spanned<Vec<Spanned<RawNumber>>>>,
    pub(super) earliest: Option<Spanned<Datetime>>,
    pub(super) latest: Option<Spanned<Datetime>>,
    pub(super) long: Option<Spanned<bool>>,
    pub(super) max_words: Option<Spanned<usize>>,
    pub(super) codebook: Option<Spanned<String>>,
    pub(super) compare_by: Option<Spanned<Vec<Spanned<String>>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawKind {
    Single,
    Multi,
    Grid,
    Number,
    Date,
    Text,
    Note,
}

/// A number as TOML has it.
#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(super) enum RawNumber {
    Whole(i64),
    Decimal(f64),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawBase {
    Answered,
    Shown,
    Submitted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOption {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) other: Option<Spanned<bool>>,
    pub(super) exclusive: Option<Spanned<bool>>,
    pub(super) when: Option<Spanned<RawCondition>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNet {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    pub(super) options: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRow {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    pub(super) when: Option<Spanned<RawCondition>>,
}

/// A condition: either a test of one earlier question or a combination of conditions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    pub(super) question: Option<Spanned<String>>,
    pub(super) row: Option<Spanned<String>>,
    pub(super) is: Option<Spanned<String>>,
    pub(super) any_of: Option<Vec<Spanned<String>>>,
    pub(super) includes: Option<Spanned<String>>,
    pub(super) answered: Option<bool>,
    pub(super) at_least: Option<Spanned<RawNumber>>,
    pub(super) at_most: Option<Spanned<RawNumber>>,
    pub(super) more_than: Option<Spanned<RawNumber>>,
    pub(super) less_than: Option<Spanned<RawNumber>>,
    pub(super) all: Option<Vec<Spanned<RawCondition>>>,
    pub(super) any: Option<Vec<Spanned<RawCondition>>>,
    pub(super) not: Option<Box<Spanned<RawCondition>>>,
}

/// A whole `themes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCodebook {
    #[serde(default, rename = "theme")]
    pub(super) themes: Vec<RawTheme>,
}

/// `[[theme]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTheme {
    pub(super) id: Spanned<String>,
    pub(super) within: Option<Spanned<String>>,
    pub(super) label: String,
    pub(super) definition: String,
    #[serde(default)]
    pub(super) words: Vec<String>,
    #[serde(default)]
    pub(super) phrases: Vec<String>,
    #[serde(default)]
    pub(super) exclude: Vec<String>,
}
