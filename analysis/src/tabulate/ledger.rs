//! The base ledger: what became of every question and row, from the frame to the base of its percentages.

use serde::Serialize;

use super::base::{Over, base_in_words, size};
use crate::dataset::{BaseRule, Cell, Column, Dataset, Status, Variable};
use crate::figure::counted;
use crate::key::Key;

/// One question, or one row of a grid. Units: returns, which is to say authorities.
///
/// Always `reached = partial + submitted`, `submitted = asked + routed_past` and `asked = answered + skipped`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `QUESTION`, or `QUESTION/ROW` in a grid: what the keys of its figures begin with.
    pub key: Key,
    /// The question as it was put.
    pub title: String,
    /// The row, in a grid.
    pub row: Option<String>,
    /// Units of the frame.
    pub frame: u32,
    /// Submitted returns.
    pub submitted: u32,
    /// Returns that came as far as this question, were saved and never submitted: in no base.
    pub partial: u32,
    /// Returns of either kind that came as far as this question.
    pub reached: u32,
    /// Of the submitted, those to which it was put.
    pub asked: u32,
    /// Of those asked, those that answered.
    pub answered: u32,
    /// Of those asked, those that left it empty.
    pub skipped: u32,
    /// Of the submitted, those whose earlier answers led past it.
    pub routed_past: u32,
    /// The base of its percentages.
    pub base: u32,
    /// How many of the frame the base stands for; nobody knows where routing defines it.
    pub population: Option<u32>,
    /// Which returns make the base, in words.
    pub rule: String,
}

/// The ledger of some questions of a dataset, in the order they come.
pub fn ledger<'v>(
    dataset: &Dataset,
    variables: impl IntoIterator<Item = &'v Variable>,
) -> Vec<Entry> {
    let submitted = Over::everyone(dataset);
    let partial: Vec<usize> = (0..dataset.returns.len())
        .filter(|position| dataset.returns[*position].status == Status::Partial)
        .collect();
    let ledger = Ledger {
        submitted: &submitted,
        partial: &partial,
    };
    variables
        .into_iter()
        .flat_map(|variable| ledger.entries(variable))
        .collect()
}

struct Ledger<'a> {
    submitted: &'a Over<'a>,
    /// Positions of partial returns.
    partial: &'a [usize],
}

impl Ledger<'_> {
    fn entries(&self, variable: &Variable) -> Vec<Entry> {
        let asked = |asked: BaseRule| (variable, None, asked, variable.is_routed());
        let one = match &variable.column {
            Column::Single(choices) => self.entry(asked(variable.base), &choices.cells),
            Column::Multiple(choices) => self.entry(asked(variable.base), &choices.cells),
            Column::Grid { rows, .. } => {
                let rows = rows.iter().map(|row| {
                    let routed = variable.is_row_routed(row);
                    let named = Some((row.id.as_str(), row.label.as_str()));
                    self.entry((variable, named, variable.base, routed), &row.cells)
                });
                return rows.collect();
            }
            Column::Number { cells, bands, .. } if bands.is_empty() => {
                self.entry(asked(BaseRule::Shown), cells)
            }
            Column::Number { cells, .. } => self.entry(asked(variable.base), cells),
            Column::Day { cells } => self.entry(asked(variable.base), cells),
            // How many wrote something is a share of those asked.
            Column::Text { cells, .. } => self.entry(asked(BaseRule::Shown), cells.cells()),
        };
        vec![one]
    }

    fn entry<T>(
        &self,
        (variable, row, rule, routed): (&Variable, Option<(&str, &str)>, BaseRule, bool),
        cells: &[Cell<T>],
    ) -> Entry {
        let responses = self.submitted.responses(cells);
        let figure = self.submitted.figure(rule, routed, responses, 0);
        let came_so_far = |position: &&usize| !matches!(cells[**position], Cell::NotReached);
        let partial = size(self.partial.iter().filter(came_so_far).count());
        let key = Key::new(&variable.id);
        Entry {
            key: row.map_or(key.clone(), |(id, _)| key.join(id)),
            title: variable.title.clone(),
            row: row.map(|(_, label)| label.to_owned()),
            frame: self.submitted.population,
            submitted: responses.submitted,
            partial,
            reached: responses.submitted + partial,
            asked: responses.asked,
            answered: responses.answered,
            skipped: responses.skipped,
            routed_past: responses.not_asked,
            base: figure.base.unwrap_or_default(),
            population: figure.population,
            rule: base_in_words(&self.submitted.dataset.unit.many, rule, routed),
        }
    }
}

impl Entry {
    /// How the base came to be, in a sentence or two.
    ///
    /// `units` is what several units are called, such as authorities.
    pub fn in_words(&self, units: &str) -> String {
        let Self {
            frame,
            submitted,
            partial,
            asked,
            answered,
            skipped,
            routed_past,
            base,
            rule,
            ..
        } = self;
        let were = if *asked == 1 { "was" } else { "were" };
        let put = match routed_past {
            0 => match submitted {
                1 => "It was asked".to_owned(),
                2 => "Both were asked".to_owned(),
                _ => format!("All {submitted} were asked"),
            },
            1 => format!("{asked} {were} asked, and 1 was not asked, because of an earlier answer"),
            _ => format!(
                "{asked} {were} asked, and {routed_past} were not asked, because of earlier answers"
            ),
        };
        let them = if *routed_past == 0 {
            "them"
        } else {
            "those asked"
        };
        let left = match skipped {
            0 if *asked == 1 => "It answered".to_owned(),
            0 if *asked == 2 && *routed_past == 0 => "Both answered".to_owned(),
            0 if *asked > 0 => format!("All of {them} answered"),
            _ => format!("Of {them} {answered} answered and {skipped} left it empty"),
        };
        let made_of = the_counted(*base, rule);
        let apart = match partial {
            0 => String::new(),
            1 => {
                " One more return came so far and was never submitted: it is in no base.".to_owned()
            }
            _ => format!(
                " {partial} more returns came so far and were never submitted: they are in no base."
            ),
        };
        format!(
            "Of {frame} {units} in the frame {submitted} submitted a return. {put}. {left}. \
             The base is {made_of}.{apart}"
        )
    }
}

/// Those that a rule names, with their number and an article: "the 42 that answered", "all 75 that submitted".
fn the_counted(base: u32, rule: &str) -> String {
    let counted = counted(base, rule);
    if counted.starts_with("all ") || counted.starts_with("both ") {
        counted
    } else {
        format!("the {counted}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_two_are_not_called_all() {
        let all = base_in_words("authorities", BaseRule::Submitted, false);
        let check = |submitted: u32, routed_past: u32, expect: &str| {
            let asked = submitted - routed_past;
            let entry = Entry {
                key: Key::new("has-team"),
                title: "Do you have a team?".to_owned(),
                row: None,
                frame: 9,
                submitted,
                partial: 0,
                reached: submitted,
                asked,
                answered: asked,
                skipped: 0,
                routed_past,
                base: submitted,
                population: Some(9),
                rule: all.clone(),
            };
            let words = entry.in_words("authorities");
            let (_, words) = words.split_once(". ").expect("several sentences");
            assert_eq!(words, expect);
        };
        check(
            2,
            0,
            "Both were asked. Both answered. The base is both authorities that submitted a return.",
        );
        check(
            3,
            2,
            "1 was asked, and 2 were not asked, because of earlier answers. It answered. The base is all 3 authorities that \
             submitted a return.",
        );
    }
}
