//! A claims file as written: every key it may have, and nothing checked yet.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// A whole claims file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPublication {
    #[schemars(with = "Option<u32>", range(min = 1, max = MOST_RESPONSES))]
    pub(super) responses: Option<Spanned<RawResponses>>,
    #[serde(default, rename = "claim", deserialize_with = "tables")]
    pub(super) claims: Vec<RawClaim>,
}

/// The largest number of responses: every base up to it is tried.
pub(super) const MOST_RESPONSES: u32 = 10_000_000;

/// How many answered, as TOML has it: any whole number, so that one limit is told of all that are too large.
#[derive(Clone, Copy)]
pub(super) struct RawResponses(pub(super) i128);

impl<'de> Deserialize<'de> for RawResponses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ResponsesVisitor)
    }
}

struct ResponsesVisitor;

impl Visitor<'_> for ResponsesVisitor {
    type Value = RawResponses;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<RawResponses, E> {
        Ok(RawResponses(whole.into()))
    }

    fn visit_i128<E: Error>(self, whole: i128) -> Result<RawResponses, E> {
        Ok(RawResponses(whole))
    }
}

/// Reads every `[[claim]]`, and says what is expected in the words of the format.
fn tables<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RawClaim>, D::Error> {
    deserializer.deserialize_seq(TablesVisitor)
}

struct TablesVisitor;

impl<'de> Visitor<'de> for TablesVisitor {
    type Value = Vec<RawClaim>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a `[[claim]]` for each published number")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<RawClaim>, A::Error> {
        let mut claims = Vec::new();
        while let Some(claim) = items.next_element()? {
            claims.push(claim);
        }
        Ok(claims)
    }
}

/// `[[claim]]`: one published number.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClaim {
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    #[schemars(with = "String")]
    pub(super) text: Spanned<String>,
    #[schemars(with = "Option<Percentage>")]
    pub(super) percent: Option<Spanned<RawPercent>>,
    pub(super) count: Option<u32>,
    pub(super) base: Option<u32>,
    #[schemars(with = "Option<String>")]
    pub(super) set: Option<Spanned<String>>,
    #[schemars(with = "Option<Vec<u32>>")]
    pub(super) segments: Option<Spanned<Vec<u32>>>,
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) sum: Option<Spanned<Vec<Spanned<String>>>>,
    #[schemars(with = "Option<String>")]
    pub(super) finding: Option<Spanned<String>>,
    #[expect(dead_code, reason = "it tells the people who read the file")]
    pub(super) not_reproduced: Option<RawReasons>,
}

/// Why example returns can't have a published number.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it tells the people who read the file")]
pub(super) struct RawReasons {
    pub(super) percent: Option<String>,
    pub(super) count: Option<String>,
    pub(super) base: Option<String>,
}

/// A percentage as TOML has it.
pub(super) enum RawPercent {
    Whole(i128),
    Printed(String),
    /// One that can't tell how many decimals were printed.
    Float,
}

/// How a schema has a percentage.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it only describes")]
enum Percentage {
    Whole(u32),
    Printed(#[schemars(regex(pattern = r"^[0-9]{1,6}(\.[0-9]{1,6})? ?%?$"))] String),
}

impl<'de> Deserialize<'de> for RawPercent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PercentVisitor)
    }
}

struct PercentVisitor;

impl Visitor<'_> for PercentVisitor {
    type Value = RawPercent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or a percentage as printed, such as \"8.0\"")
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<RawPercent, E> {
        Ok(RawPercent::Whole(whole.into()))
    }

    fn visit_i128<E: Error>(self, whole: i128) -> Result<RawPercent, E> {
        Ok(RawPercent::Whole(whole))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<RawPercent, E> {
        Ok(RawPercent::Float)
    }

    fn visit_str<E: Error>(self, printed: &str) -> Result<RawPercent, E> {
        Ok(RawPercent::Printed(printed.to_owned()))
    }
}
