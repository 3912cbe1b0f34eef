//! How many spoke of each theme, and of which together.

use super::codebook::Codebook;
use super::coding::Coded;
use crate::dataset::Dataset;
use crate::disclosure::Policy;
use crate::figure::{Figure, Row, Table, TableKind};
use crate::key::Key;

/// How many spoke of each theme: `themes/ID` in authorities, `themes/ID/comments` in comments.
///
/// Base of the first: authorities that wrote at least one comment, each counted once however much it
/// wrote. Base of the second: comments. Nobody knows what those who wrote nothing would have said, so
/// neither base stands for the population.
pub fn tabulate(dataset: &Dataset, codebook: &Codebook, coded: &[Coded<'_>]) -> Table {
    let units = &dataset.unit.many;
    let counts = Counts::of(dataset, codebook, coded);
    let rows = codebook.themes().enumerate().flat_map(|(theme, named)| {
        let row = |key: Key, group: String, count: u32, base: u32, rule: String| {
            let figure = Figure {
                count: Ok(count),
                base: Some(base),
                population: None,
                rule,
            };
            Row::new(key, codebook.full_label(theme), figure).in_group(group)
        };
        let key = Key::new("themes").join(&named.id);
        [
            row(
                key.clone(),
                capitalised(units),
                counts.returns[theme],
                counts.wrote,
                format!("{units} that wrote at least one comment"),
            ),
            row(
                key.join("comments"),
                "Comments".to_owned(),
                counts.comments[theme],
                count(coded.len()),
                "comments written".to_owned(),
            ),
        ]
    });
    Table {
        id: "themes".to_owned(),
        title: "What the comments speak of".to_owned(),
        kind: TableKind::Themes,
        responses: None,
        summary: None,
        rows: rows.collect(),
    }
}

/// How many spoke of the themes.
struct Counts {
    /// Returns with at least one comment.
    wrote: u32,
    /// For each theme, the returns that speak of it.
    returns: Vec<u32>,
    /// For each theme, the comments that do.
    comments: Vec<u32>,
}

impl Counts {
    fn of(dataset: &Dataset, codebook: &Codebook, coded: &[Coded<'_>]) -> Self {
        let themes = codebook.themes().count();
        let mut counts = Self {
            wrote: 0,
            returns: vec![0; themes],
            comments: vec![0; themes],
        };
        // A return with several comments counts once.
        let mut wrote = vec![false; dataset.returns.len()];
        let mut spoke = vec![false; dataset.returns.len() * themes];
        let counts_now = |seen: &mut bool| u32::from(!std::mem::replace(seen, true));
        for one in coded {
            counts.wrote += counts_now(&mut wrote[one.position]);
            for (theme, _) in one.themes() {
                counts.comments[theme] += 1;
                counts.returns[theme] += counts_now(&mut spoke[one.position * themes + theme]);
            }
        }
        counts
    }
}

/// How often two themes occur in one comment: `themes/ONE+OTHER`, for every pair that does, or for all pairs where the
/// policy withholds that nobody gave an answer.
///
/// Base: comments written. A theme and what it is within always occur together and are left out.
pub fn together(policy: &Policy, codebook: &Codebook, coded: &[Coded<'_>]) -> Option<Table> {
    let least = u32::from(!(policy.whole && policy.all_or_none));
    let themes = codebook.themes().count();
    let mut pairs = vec![0_u32; themes * themes];
    let mut spoken_of = Vec::new();
    for comment in coded {
        spoken_of.clear();
        for (theme, _) in comment.themes() {
            for before in &spoken_of {
                pairs[before * themes + theme] += 1;
            }
            spoken_of.push(theme);
        }
    }
    let base = count(coded.len());
    let ids: Vec<&str> = codebook.themes().map(|theme| theme.id.as_str()).collect();
    let rows: Vec<Row> = pairs
        .into_iter()
        .enumerate()
        .map(|(pair, count)| ((pair / themes, pair % themes), count))
        .filter(|((one, other), count)| {
            one < other && *count >= least && !codebook.is_within(*other, *one)
        })
        .map(|((one, other), count)| {
            let figure = Figure {
                count: Ok(count),
                base: Some(base),
                population: None,
                rule: "comments written".to_owned(),
            };
            let key = Key::new("themes").join(&format!("{}+{}", ids[one], ids[other]));
            let label = format!(
                "{} with {}",
                codebook.full_label(one),
                codebook.full_label(other)
            );
            Row::new(key, label, figure)
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        id: "themes-together".to_owned(),
        title: "Themes that occur in the same comment".to_owned(),
        kind: TableKind::Themes,
        responses: None,
        summary: None,
        rows,
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 comments")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
