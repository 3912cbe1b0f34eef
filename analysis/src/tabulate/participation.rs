//! Who took part: responses and rate by category, and respondents beside the whole frame.

use super::base::size;
use crate::dataset::{Attribute, Dataset};
use crate::figure::{Figure, Row, Table, TableKind};
use crate::key::Key;

/// Responses and rate: one row for the whole frame (`participation`), one a category of each attribute
/// (`participation/ATTRIBUTE/CATEGORY`).
///
/// Units: members of the frame. Base: all of them, in the category, whether they answered or not.
pub fn participation(dataset: &Dataset) -> Table {
    let Counts { responded, .. } = Counts::overall(dataset);
    let key = Key::new("participation");
    let whole = Row::new(
        key.clone(),
        format!("All {}", dataset.unit.many),
        rate(
            responded,
            size(dataset.frame.units.len()),
            format!("all {} in the frame", dataset.unit.many),
        ),
    );
    let categories = dataset.frame.attributes.iter().flat_map(|attribute| {
        let key = key.join(&attribute.id);
        let counts = Counts::by_category(dataset, attribute);
        attribute
            .categories
            .iter()
            .zip(counts)
            .map(move |(category, counts)| {
                let figure = rate(
                    counts.responded,
                    counts.all,
                    format!(
                        "all {} in the frame ({}: {})",
                        dataset.unit.many, attribute.label, category.label
                    ),
                );
                Row::new(key.join(&category.id), &category.label, figure).in_group(&attribute.label)
            })
    });
    Table {
        id: "participation".to_owned(),
        title: format!("Which {} took part", dataset.unit.many),
        kind: TableKind::Participation,
        responses: None,
        summary: None,
        rows: std::iter::once(whole).chain(categories).collect(),
    }
}

/// Those who answered beside the whole frame, by one attribute: `respondents/ATTRIBUTE/CATEGORY` on the
/// submitted returns, `population/ATTRIBUTE/CATEGORY` on every unit of the frame.
pub fn profile(dataset: &Dataset, attribute: &Attribute) -> Table {
    let overall = Counts::overall(dataset);
    let counts = Counts::by_category(dataset, attribute);
    let units = &dataset.unit.many;
    let side = |side: &str, group: String, base: u32, rule: String, of: fn(&Counts) -> u32| {
        attribute
            .categories
            .iter()
            .zip(&counts)
            .map(|(category, counts)| {
                let figure = Figure {
                    count: Ok(of(counts)),
                    base: Some(base),
                    population: Some(overall.all),
                    rule: rule.clone(),
                };
                let key = Key::new(side).join(&attribute.id).join(&category.id);
                Row::new(key, &category.label, figure).in_group(&group)
            })
            .collect::<Vec<_>>()
    };
    let mut rows = side(
        "respondents",
        "Took part".to_owned(),
        overall.responded,
        format!("all {units} that submitted a return"),
        |counts| counts.responded,
    );
    rows.extend(side(
        "population",
        format!("All {units}"),
        overall.all,
        format!("all {units} in the frame"),
        |counts| counts.all,
    ));
    Table {
        id: format!("respondents-{}", attribute.id),
        title: format!(
            "{}: {units} that took part beside all {units}",
            attribute.label
        ),
        kind: TableKind::Profile,
        responses: None,
        summary: None,
        rows,
    }
}

struct Counts {
    responded: u32,
    all: u32,
}

impl Counts {
    fn overall(dataset: &Dataset) -> Self {
        Self {
            responded: size(dataset.submitted().count()),
            all: size(dataset.frame.units.len()),
        }
    }

    fn by_category(dataset: &Dataset, attribute: &Attribute) -> Vec<Self> {
        let mut counts: Vec<Self> = attribute
            .categories
            .iter()
            .map(|_| Self {
                responded: 0,
                all: 0,
            })
            .collect();
        for category in &attribute.values {
            counts[*category].all += 1;
        }
        for position in dataset.submitted() {
            counts[attribute.values[dataset.returns[position].unit]].responded += 1;
        }
        counts
    }
}

fn rate(responded: u32, all: u32, rule: String) -> Figure {
    Figure {
        count: Ok(responded),
        base: Some(all),
        population: Some(all),
        rule,
    }
}
