//! The account of weights: what was merged, left out and cut, how well they match, what they cost.

use serde::Serialize;

use super::margin::{Merge, Without};
use super::raking::Bounds;
use crate::dataset::Noun;

/// How the weights came about: what was merged and left out, how well they match, what they cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weighting {
    /// What the margins are called.
    pub margins: Vec<String>,
    /// Categories without respondents.
    pub merges: Vec<Merge>,
    /// Margins that say nothing about some units.
    pub without: Vec<Without>,
    /// How many times every margin was matched in turn.
    pub sweeps: u32,
    /// The largest difference left between a category's weights and its units.
    pub largest_gap: f64,
    /// The bounds that were asked for.
    pub bounds: Bounds,
    /// How many respondents' weights were outside the bounds at first.
    pub trimmed: u32,
    /// How many are outside still, because the margins can't be matched otherwise.
    pub outside: u32,
    /// The smallest weight, as a multiple of the average.
    pub smallest: f64,
    /// The largest weight, as a multiple of the average.
    pub largest: f64,
    /// How many respondents there are.
    pub respondents: u32,
    /// How much less certain weighting makes a figure: 1 and the squared coefficient of variation of the
    /// weights (L. Kish, *Survey Sampling*, 1965, 11.7).
    pub design_effect: f64,
}

impl Weighting {
    /// How many answers without weights would tell as much as these with weights.
    pub fn effective(&self) -> f64 {
        f64::from(self.respondents) / self.design_effect
    }

    /// What a reader should know of these weights, one sentence or two each.
    pub fn words(&self, unit: &Noun) -> Vec<String> {
        let Noun { one, many } = unit;
        let of = |count: u32| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        let mut words = Vec::new();
        for Merge {
            margin,
            from,
            into,
            units,
        } in &self.merges
        {
            words.push(format!(
                "{margin}: nobody answered from “{from}” ({}), so it is counted with “{into}”.",
                of(*units)
            ));
        }
        for Without {
            margin,
            units,
            respondents,
        } in &self.without
        {
            let answered = match respondents {
                0 => "None of them answered.".to_owned(),
                1 => "1 of them answered; its weight comes from the rest that is known of it."
                    .to_owned(),
                _ => format!(
                    "{respondents} of them answered; their weights come from the rest that is known \
                     of them."
                ),
            };
            let have = if *units == 1 { "has" } else { "have" };
            words.push(format!(
                "{margin}: {} {have} none and can’t be weighted by it. {answered}",
                of(*units)
            ));
        }
        words.push(format!(
            "One answer counts for between {:.2} and {:.2} times the average.",
            self.smallest, self.largest
        ));
        if self.trimmed > 0 {
            let were = match self.trimmed {
                1 => "1 weight was".to_owned(),
                trimmed => format!("{trimmed} weights were"),
            };
            let still = match self.outside {
                0 => String::new(),
                1 => " 1 is outside even so: matching the groups comes first.".to_owned(),
                outside => {
                    format!(" {outside} are outside even so: matching the groups comes first.")
                }
            };
            words.push(format!(
                "{were} outside the limits of {:.2} and {:.2} times the average and had to be \
                 brought nearer to it.{still}",
                self.bounds.least(),
                self.bounds.most()
            ));
        }
        words.push(self.match_in_words(many));
        words.push(format!(
            "Weighting makes figures less sure: {} weighted answers tell about as much as {:.0} \
             that count alike.",
            self.respondents,
            self.effective()
        ));
        words
    }

    /// How the matching ended: how near, and that no weight was cut where none was.
    fn match_in_words(&self, many: &str) -> String {
        // Less than a thousandth of a unit is no difference to a reader.
        let gap = if self.largest_gap < 0.001 {
            String::new()
        } else {
            format!(
                "; the largest difference left is {:.3} {many}",
                self.largest_gap
            )
        };
        let cut = if self.trimmed == 0 {
            " No weight had to be brought nearer to the average."
        } else {
            ""
        };
        format!(
            "With these weights each group has the same share of those that answered as of all {many}{gap}.{cut}"
        )
    }
}
