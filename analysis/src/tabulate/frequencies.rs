//! Frequencies: how many gave each answer.

use super::base::{Over, size};
use super::numbers;
use crate::dataset::{
    BaseRule, Cell, Choice, Choices, Column, Dataset, GridRow, Net, Ticks, Variable,
};
use crate::figure::{Responses, Row, Summary, Table, TableKind};
use crate::key::Key;

/// The frequencies of one question over the submitted returns.
///
/// Rows: one an option and one a net, for every row of a grid; one a band of a number and one a month of
/// a date; a text, or a number without bands, has a single row `ID/answered`.
/// Units: returns, which is to say authorities. Base: the variable's own rule, for a grid row by row.
pub fn frequencies(dataset: &Dataset, variable: &Variable) -> Table {
    over(&Over::everyone(dataset), variable)
}

/// The frequencies of one question over some of the returns.
pub(super) fn over(over: &Over<'_>, variable: &Variable) -> Table {
    let tabulation = Tabulation { over, variable };
    let Tabulated {
        kind,
        responses,
        summary,
        rows,
    } = match &variable.column {
        Column::Single(choices) => tabulation.single(choices),
        Column::Multiple(choices) => tabulation.multiple(choices),
        Column::Grid {
            options,
            nets,
            rows,
        } => tabulation.grid(options, nets, rows),
        Column::Number {
            cells,
            unit,
            whole,
            bands,
        } => {
            let enough = over.dataset.disclosure.bases_below;
            let summary = numbers::summary(over.values(cells), unit.as_deref(), enough);
            let bands = numbers::bands(bands, *whole);
            if bands.is_empty() {
                tabulation.answered(TableKind::Number, cells, summary)
            } else {
                tabulation.number(cells, &bands, summary)
            }
        }
        Column::Day { cells } => tabulation.days(cells),
        Column::Text { cells, .. } => tabulation.answered(TableKind::Text, cells, None),
    };
    Table {
        id: variable.id.clone(),
        title: variable.title.clone(),
        kind,
        responses,
        summary,
        rows,
    }
}

struct Tabulation<'a> {
    over: &'a Over<'a>,
    variable: &'a Variable,
}

struct Tabulated {
    kind: TableKind,
    responses: Option<Responses>,
    summary: Option<Summary>,
    rows: Vec<Row>,
}

/// The options and nets of a question, and where their keys begin.
struct Answers<'a> {
    key: Key,
    group: Option<&'a str>,
    options: &'a [Choice],
    nets: &'a [Net],
    routed: bool,
}

impl Tabulation<'_> {
    fn single(&self, choices: &Choices<usize>) -> Tabulated {
        let responses = self.over.responses(&choices.cells);
        let chosen = |ticks: Ticks| self.count(&choices.cells, |one| ticks.has(*one));
        let rows = self.rows(&self.answers(choices), responses, chosen);
        Tabulated {
            kind: TableKind::Single,
            responses: Some(responses),
            summary: None,
            rows,
        }
    }

    fn multiple(&self, choices: &Choices<Ticks>) -> Tabulated {
        let responses = self.over.responses(&choices.cells);
        let chosen = |ticks: Ticks| self.count(&choices.cells, |one| one.meets(ticks));
        let rows = self.rows(&self.answers(choices), responses, chosen);
        Tabulated {
            kind: TableKind::Multiple,
            responses: Some(responses),
            summary: None,
            rows,
        }
    }

    fn grid(&self, options: &[Choice], nets: &[Net], rows: &[GridRow]) -> Tabulated {
        let rows = rows
            .iter()
            .flat_map(|row| {
                let responses = self.over.responses(&row.cells);
                let chosen = |ticks: Ticks| self.count(&row.cells, |one| ticks.has(*one));
                let answers = Answers {
                    key: self.key().join(&row.id),
                    group: Some(&row.label),
                    options,
                    nets,
                    routed: self.variable.routed || row.routed,
                };
                self.rows(&answers, responses, chosen)
            })
            .collect();
        Tabulated {
            kind: TableKind::Grid,
            responses: None,
            summary: None,
            rows,
        }
    }

    fn number(
        &self,
        cells: &[Cell<crate::number::Number>],
        bands: &[numbers::Band],
        summary: Option<Summary>,
    ) -> Tabulated {
        let responses = self.over.responses(cells);
        let rows = bands.iter().map(|band| {
            let count = self.count(cells, |number| band.holds(*number));
            self.row(&band.id, &band.label, responses, count)
        });
        Tabulated {
            kind: TableKind::Number,
            responses: Some(responses),
            summary,
            rows: rows.collect(),
        }
    }

    fn days(&self, cells: &[Cell<String>]) -> Tabulated {
        let responses = self.over.responses(cells);
        let rows = numbers::months(self.over.values(cells))
            .into_iter()
            .map(|month| {
                let count = self.count(cells, |day| day.starts_with(&month));
                self.row(&month, &numbers::month_label(&month), responses, count)
            });
        Tabulated {
            kind: TableKind::Date,
            responses: Some(responses),
            summary: None,
            rows: rows.collect(),
        }
    }

    /// Only how many answered, of those asked.
    fn answered<T>(
        &self,
        kind: TableKind,
        cells: &[Cell<T>],
        summary: Option<Summary>,
    ) -> Tabulated {
        let responses = self.over.responses(cells);
        let figure = self.over.figure(
            BaseRule::Shown,
            self.variable.routed,
            responses,
            responses.answered,
        );
        let label = match kind {
            TableKind::Text => "Wrote an answer",
            _ => "Gave an answer",
        };
        let row = Row::new(self.key().join("answered"), label, figure);
        Tabulated {
            kind,
            responses: Some(responses),
            summary,
            rows: vec![row],
        }
    }

    fn answers<'c, T>(&self, choices: &'c Choices<T>) -> Answers<'c> {
        Answers {
            key: self.key(),
            group: None,
            options: &choices.options,
            nets: &choices.nets,
            routed: self.variable.routed,
        }
    }

    /// One row an option, then one a net.
    fn rows(
        &self,
        answers: &Answers<'_>,
        responses: Responses,
        chosen: impl Fn(Ticks) -> u32,
    ) -> Vec<Row> {
        let row = |id: &str, label: &str, ticks: Ticks| {
            let figure =
                self.over
                    .figure(self.variable.base, answers.routed, responses, chosen(ticks));
            let row = Row::new(answers.key.join(id), label, figure);
            match answers.group {
                Some(group) => row.in_group(group),
                None => row,
            }
        };
        let options = answers
            .options
            .iter()
            .enumerate()
            .map(|(position, option)| {
                row(&option.id, &option.label, Ticks::default().with(position))
            });
        let nets = answers.nets.iter().map(|net| Row {
            net: true,
            ..row(&net.id, &net.label, net.options)
        });
        options.chain(nets).collect()
    }

    fn row(&self, id: &str, label: &str, responses: Responses, count: u32) -> Row {
        let Variable { base, routed, .. } = self.variable;
        let figure = self.over.figure(*base, *routed, responses, count);
        Row::new(self.key().join(id), label, figure)
    }

    fn count<T>(&self, cells: &[Cell<T>], chosen: impl Fn(&T) -> bool) -> u32 {
        size(
            self.over
                .values(cells)
                .filter(|value| chosen(value))
                .count(),
        )
    }

    fn key(&self) -> Key {
        Key::new(&self.variable.id)
    }
}
