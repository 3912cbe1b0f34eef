//! Margins: what is known of every unit, whether it answered or not, for weights to match.

use serde::Serialize;

use crate::dataset::Attribute;

/// A characteristic of every unit whose distribution is known, such as region or rating.
///
/// ```
/// # use analysis::dataset::{Attribute, Choice};
/// # use analysis::estimate::Margin;
/// # let choice = |id: &str| Choice { id: id.into(), label: id.into() };
/// let rating = Attribute {
///     id: "rating".into(),
///     label: "Rating".into(),
///     categories: vec![choice("good"), choice("poor"), choice("not-yet-inspected")],
///     values: vec![0, 0, 1, 2],
/// };
/// // A unit that has not been inspected has no rating, so that it is not weighted by it.
/// let margin = Margin::of(&rating, &["not-yet-inspected"]);
/// assert_eq!(margin.label(), "Rating");
/// ```
#[derive(Clone, Debug)]
pub struct Margin {
    label: String,
    categories: Vec<String>,
    of_unit: Vec<Option<usize>>,
}

/// A category with units but without respondents, and the one that it was counted with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merge {
    /// What the margin is called.
    pub margin: String,
    /// The category that nobody answered from.
    pub from: String,
    /// Its neighbour.
    pub into: String,
    /// How many units of the frame are in the first.
    pub units: u32,
}

/// Units that a margin says nothing about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Without {
    /// What the margin is called.
    pub margin: String,
    /// How many units of the frame have none of its categories.
    pub units: u32,
    /// How many of those answered.
    pub respondents: u32,
}

/// A margin in which every category that has units has respondents too.
pub(super) struct Collapsed {
    /// For each unit of the frame, its category after merging.
    pub(super) of_unit: Vec<Option<usize>>,
    /// For each category, its units in the frame; 0 where it was merged away.
    pub(super) totals: Vec<f64>,
    pub(super) merges: Vec<Merge>,
    pub(super) without: Option<Without>,
}

impl Margin {
    /// An attribute of the frame as a margin. `none` names the categories, by id, that stand for having
    /// none: units in them leave the margin.
    pub fn of(attribute: &Attribute, none: &[&str]) -> Self {
        let is_none =
            |category: &usize| none.contains(&attribute.categories[*category].id.as_str());
        Self {
            label: attribute.label.clone(),
            categories: attribute
                .categories
                .iter()
                .map(|category| category.label.clone())
                .collect(),
            of_unit: attribute
                .values
                .iter()
                .map(|category| Some(*category).filter(|category| !is_none(category)))
                .collect(),
        }
    }

    /// What readers call it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How many units it covers, with a category or without.
    pub(super) fn units(&self) -> usize {
        self.of_unit.len()
    }

    /// Merges each category that has units but no respondents with the next one in the declared order
    /// that has some, or, behind the last of those, with the one before. `None` where no respondent has
    /// a category at all.
    ///
    /// Declared orders put neighbours side by side: ratings from best to worst, regions as they lie.
    pub(super) fn collapse(&self, respondents: &[usize]) -> Option<Collapsed> {
        let mut units = vec![0_u32; self.categories.len()];
        for category in self.of_unit.iter().flatten() {
            units[*category] += 1;
        }
        let mut answered = vec![0_u32; self.categories.len()];
        let mut respondents_without = 0;
        for unit in respondents {
            match self.of_unit[*unit] {
                Some(category) => answered[category] += 1,
                None => respondents_without += 1,
            }
        }
        let last = answered.iter().rposition(|count| *count > 0)?;
        let next = |category: usize| {
            (category..answered.len())
                .find(|other| answered[*other] > 0)
                .unwrap_or(last)
        };

        let mut totals = vec![0.0; units.len()];
        let mut merges = Vec::new();
        for (category, count) in units.iter().enumerate().filter(|(_, count)| **count > 0) {
            let into = next(category);
            totals[into] += f64::from(*count);
            if into != category {
                merges.push(Merge {
                    margin: self.label.clone(),
                    from: self.categories[category].clone(),
                    into: self.categories[into].clone(),
                    units: *count,
                });
            }
        }
        let of_unit: Vec<Option<usize>> = self
            .of_unit
            .iter()
            .map(|category| category.map(next))
            .collect();
        let units_without = of_unit.iter().filter(|category| category.is_none()).count();
        Some(Collapsed {
            of_unit,
            totals,
            merges,
            without: (units_without > 0).then(|| Without {
                margin: self.label.clone(),
                units: u32::try_from(units_without).expect("a frame has fewer than 2^32 units"),
                respondents: respondents_without,
            }),
        })
    }
}
