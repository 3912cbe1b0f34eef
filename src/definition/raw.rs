//! `survey.toml` and `themes.toml` as written: every key a definition may have, and nothing checked yet.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

/// How a schema has a day, which TOML has a type of its own for.
#[derive(JsonSchema)]
#[schemars(extend("format" = "date"))]
#[expect(dead_code, reason = "it only describes")]
struct Day(String);

/// A whole `survey.toml`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSurvey {
    pub(super) survey: RawAbout,
    pub(super) frame: RawFrame,
    pub(super) wave: Option<RawWave>,
    pub(super) disclosure: Option<RawDisclosure>,
    pub(super) estimates: Option<RawEstimates>,
    #[serde(default, rename = "fact")]
    pub(super) facts: Vec<RawFact>,
    #[serde(default, rename = "pair")]
    pub(super) pairs: Vec<RawPair>,
    #[serde(default, rename = "section")]
    pub(super) sections: Vec<RawSection>,
}

/// `[survey]`: what the first page tells the people who are asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAbout {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    #[schemars(with = "String")]
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
    pub(super) signatory: Option<String>,
    #[serde(default = "yes")]
    pub(super) sign_off: bool,
}

fn yes() -> bool {
    true
}

/// `[frame]`: who is asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFrame {
    #[schemars(with = "String")]
    pub(super) file: Spanned<String>,
    pub(super) one: String,
    pub(super) many: String,
    pub(super) source: Option<String>,
    #[schemars(with = "String")]
    pub(super) code: Spanned<String>,
    #[schemars(with = "String")]
    pub(super) name: Spanned<String>,
    #[serde(default, rename = "attribute")]
    pub(super) attributes: Vec<RawAttribute>,
}

/// `[[frame.attribute]]`: something known of everyone who is asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAttribute {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[serde(default)]
    pub(super) compare: bool,
    #[serde(default)]
    pub(super) show: bool,
    #[schemars(with = "String")]
    pub(super) column: Spanned<String>,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) categories: Option<Vec<Spanned<String>>>,
    pub(super) empty: Option<String>,
    #[serde(default)]
    pub(super) ordered: bool,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) none: Option<Vec<Spanned<String>>>,
}

/// `[wave]`: when answers are taken.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWave {
    #[schemars(with = "Day")]
    pub(super) opens: Spanned<Datetime>,
    #[schemars(with = "Day")]
    pub(super) closes: Spanned<Datetime>,
}

/// `[disclosure]`: what must not be published.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDisclosure {
    pub(super) bases_below: Option<u32>,
    pub(super) counts_below: Option<u32>,
    #[serde(default)]
    pub(super) all_or_none: bool,
    #[serde(default)]
    pub(super) whole: bool,
    #[schemars(with = "Option<bool>")]
    pub(super) participation: Option<Spanned<bool>>,
    #[schemars(with = "Option<u32>")]
    pub(super) width: Option<Spanned<u32>>,
}

/// `[estimates]`: how sure the figures are as figures of all.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEstimates {
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) weight_by: Vec<Spanned<String>>,
    pub(super) seed: Option<u64>,
}

/// `[[pair]]`: two things compared over those who answered both.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPair {
    pub(super) label: String,
    #[schemars(with = "String")]
    pub(super) first: Spanned<String>,
    #[schemars(with = "String")]
    pub(super) second: Spanned<String>,
    #[schemars(with = "Option<String>")]
    pub(super) said: Option<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    pub(super) called: Spanned<Vec<String>>,
}

/// `[[fact]]`: a number the report may cite beside its findings.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFact {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    pub(super) value: u32,
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
}

/// `[[section]]`: a page of questions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSection {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    #[schemars(with = "Option<String>")]
    pub(super) intro: Option<Spanned<String>>,
    #[schemars(with = "Option<RawCondition>")]
    pub(super) when: Option<Spanned<RawCondition>>,
    #[serde(default, rename = "question")]
    pub(super) questions: Vec<RawQuestion>,
}

/// `[[section.question]]`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuestion {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    #[schemars(with = "RawKind")]
    pub(super) kind: Spanned<RawKind>,
    #[schemars(with = "String")]
    pub(super) text: Spanned<String>,
    #[schemars(with = "Option<String>")]
    pub(super) hint: Option<Spanned<String>>,
    #[schemars(with = "Option<bool>")]
    pub(super) required: Option<Spanned<bool>>,
    #[schemars(with = "Option<RawCondition>")]
    pub(super) when: Option<Spanned<RawCondition>>,
    #[schemars(with = "Option<RawBase>")]
    pub(super) base: Option<Spanned<RawBase>>,
    #[schemars(with = "Option<Vec<RawOption>>")]
    pub(super) options: Option<Spanned<Vec<RawOption>>>,
    #[schemars(with = "Option<Vec<RawNet>>")]
    pub(super) nets: Option<Spanned<Vec<RawNet>>>,
    #[schemars(with = "Option<Vec<RawRow>>")]
    pub(super) rows: Option<Spanned<Vec<RawRow>>>,
    #[schemars(with = "Option<usize>")]
    pub(super) max_choices: Option<Spanned<usize>>,
    #[schemars(with = "Option<RawNumber>")]
    pub(super) min: Option<Spanned<RawNumber>>,
    #[schemars(with = "Option<RawNumber>")]
    pub(super) max: Option<Spanned<RawNumber>>,
    #[schemars(with = "Option<bool>")]
    pub(super) whole: Option<Spanned<bool>>,
    #[schemars(with = "Option<String>")]
    pub(super) unit: Option<Spanned<String>>,
    #[schemars(with = "Option<Vec<RawNumber>>")]
    pub(super) bands: Option<Spanned<Vec<Spanned<RawNumber>>>>,
    #[schemars(with = "Option<Day>")]
    pub(super) earliest: Option<Spanned<Datetime>>,
    #[schemars(with = "Option<Day>")]
    pub(super) latest: Option<Spanned<Datetime>>,
    #[schemars(with = "Option<bool>")]
    pub(super) long: Option<Spanned<bool>>,
    #[schemars(with = "Option<usize>")]
    pub(super) max_words: Option<Spanned<usize>>,
    #[schemars(with = "Option<String>")]
    pub(super) codebook: Option<Spanned<String>>,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) compare_by: Option<Spanned<Vec<Spanned<String>>>>,
    #[schemars(with = "Option<RawPermission>")]
    pub(super) permission: Option<Spanned<RawPermission>>,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) compare_with: Option<Spanned<Vec<Spanned<String>>>>,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) order: Option<Spanned<Vec<Spanned<String>>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawNumber {
    Whole(i64),
    Decimal(f64),
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawBase {
    Answered,
    Shown,
    Submitted,
}

/// What those who answer have been told becomes of their answers.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawPermission {
    Aggregate,
    Named,
    AskFirst,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOption {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    #[schemars(with = "Option<bool>")]
    pub(super) other: Option<Spanned<bool>>,
    #[schemars(with = "Option<bool>")]
    pub(super) exclusive: Option<Spanned<bool>>,
    #[schemars(with = "Option<RawCondition>")]
    pub(super) when: Option<Spanned<RawCondition>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNet {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[schemars(with = "Vec<String>")]
    pub(super) options: Vec<Spanned<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRow {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[schemars(with = "Option<RawCondition>")]
    pub(super) when: Option<Spanned<RawCondition>>,
}

/// A condition: either a test of one earlier question or a combination of conditions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    #[schemars(with = "Option<String>")]
    pub(super) question: Option<Spanned<String>>,
    #[schemars(with = "Option<String>")]
    pub(super) row: Option<Spanned<String>>,
    #[schemars(with = "Option<String>")]
    pub(super) is: Option<Spanned<String>>,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) any_of: Option<Vec<Spanned<String>>>,
    #[schemars(with = "Option<String>")]
    pub(super) includes: Option<Spanned<String>>,
    pub(super) answered: Option<bool>,
    #[schemars(with = "Option<RawNumber>")]
    pub(super) at_least: Option<Spanned<RawNumber>>,
    #[schemars(with = "Option<RawNumber>")]
    pub(super) at_most: Option<Spanned<RawNumber>>,
    #[schemars(with = "Option<RawNumber>")]
    pub(super) more_than: Option<Spanned<RawNumber>>,
    #[schemars(with = "Option<RawNumber>")]
    pub(super) less_than: Option<Spanned<RawNumber>>,
    #[schemars(with = "Option<Vec<RawCondition>>")]
    pub(super) all: Option<Vec<Spanned<RawCondition>>>,
    #[schemars(with = "Option<Vec<RawCondition>>")]
    pub(super) any: Option<Vec<Spanned<RawCondition>>>,
    #[schemars(with = "Option<Box<RawCondition>>")]
    pub(super) not: Option<Box<Spanned<RawCondition>>>,
}

/// A whole `themes.toml`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCodebook {
    #[serde(default, rename = "theme")]
    pub(super) themes: Vec<RawTheme>,
}

/// `[[theme]]`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTheme {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    #[schemars(with = "Option<String>")]
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
