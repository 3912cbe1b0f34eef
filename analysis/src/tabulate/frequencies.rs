//! Frequencies: how many gave each answer.

use std::collections::BTreeMap;

use super::base::Over;
use super::numbers;
use crate::dataset::{
    BaseRule, Cell, Choice, Choices, Column, Dataset, GridRow, Net, Ticks, Variable,
};
use crate::day::{Day, Month};
use crate::figure::{Responses, Row, Summary, Table, TableKind};
use crate::key::Key;
use crate::number::Number;

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
            if bands.is_empty() {
                tabulation.answered(TableKind::Number, cells, summary)
            } else {
                tabulation.number(cells, bands, *whole, summary)
            }
        }
        Column::Day { cells } => tabulation.days(cells),
        Column::Text { cells, .. } => tabulation.answered(TableKind::Text, cells.cells(), None),
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

/// How many gave each answer.
struct Counts {
    options: Vec<u32>,
    nets: Vec<u32>,
}

impl Counts {
    /// Counts every option and net in one pass over the answers.
    fn of(answers: impl Iterator<Item = Ticks>, options: &[Choice], nets: &[Net]) -> Self {
        let mut counts = Self {
            options: vec![0; options.len()],
            nets: vec![0; nets.len()],
        };
        for ticks in answers {
            for option in ticks.positions() {
                counts.options[option] += 1;
            }
            for (count, net) in counts.nets.iter_mut().zip(nets) {
                *count += u32::from(ticks.meets(net.options));
            }
        }
        counts
    }
}

impl Tabulation<'_> {
    fn single(&self, choices: &Choices<u8>) -> Tabulated {
        let responses = self.over.responses(&choices.cells);
        let rows = self.rows(
            &self.answers(choices),
            responses,
            self.chosen(&choices.cells),
        );
        Tabulated {
            kind: TableKind::Single,
            responses: Some(responses),
            summary: None,
            rows,
        }
    }

    fn multiple(&self, choices: &Choices<Ticks>) -> Tabulated {
        let responses = self.over.responses(&choices.cells);
        let ticked = self.over.values(&choices.cells).copied();
        let rows = self.rows(&self.answers(choices), responses, ticked);
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
                let answers = Answers {
                    key: self.key().join(&row.id),
                    group: Some(&row.label),
                    options,
                    nets,
                    routed: self.variable.is_row_routed(row),
                };
                self.rows(&answers, responses, self.chosen(&row.cells))
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
        cells: &[Cell<Number>],
        bounds: &[Number],
        whole: bool,
        summary: Option<Summary>,
    ) -> Tabulated {
        let responses = self.over.responses(cells);
        let counts = numbers::in_bands(self.over.values(cells), bounds);
        let bands = numbers::bands(bounds, whole).into_iter().zip(counts);
        let rows = bands.map(|(band, count)| self.row(&band.id, &band.label, responses, count));
        Tabulated {
            kind: TableKind::Number,
            responses: Some(responses),
            summary,
            rows: rows.collect(),
        }
    }

    fn days(&self, cells: &[Cell<Day>]) -> Tabulated {
        let responses = self.over.responses(cells);
        // A month in which a category has no day, and others have, is a count like any other.
        let everybody = self.over.dataset.submitted();
        let days = everybody.filter_map(|at| cells[at].value());
        let mut months: BTreeMap<Month, u32> = days.map(|day| (day.month(), 0)).collect();
        for day in self.over.values(cells) {
            *months.entry(day.month()).or_default() += 1;
        }
        let rows = months.into_iter().map(|(month, count)| {
            self.row(&month.to_string(), &month.in_words(), responses, count)
        });
        Tabulated {
            kind: TableKind::Date,
            responses: Some(responses),
            summary: None,
            rows: rows.collect(),
        }
    }

    /// The one option chosen in each answer, as a set.
    fn chosen<'c>(&'c self, cells: &'c [Cell<u8>]) -> impl Iterator<Item = Ticks> {
        let chosen = self.over.values(cells);
        chosen.map(|option| Ticks::default().with(usize::from(*option)))
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
            self.variable.is_routed(),
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
            routed: self.variable.is_routed(),
        }
    }

    /// One row an option, then one a net.
    fn rows(
        &self,
        answers: &Answers<'_>,
        responses: Responses,
        given: impl Iterator<Item = Ticks>,
    ) -> Vec<Row> {
        let counts = Counts::of(given, answers.options, answers.nets);
        let several = matches!(self.variable.column, Column::Multiple(_));
        let row = |id: &str, label: &str, count: u32| {
            let figure = self
                .over
                .figure(self.variable.base, answers.routed, responses, count);
            let row = Row {
                known: self.over.known(self.variable.base, responses, several),
                ..Row::new(answers.key.join(id), label, figure)
            };
            match answers.group {
                Some(group) => row.in_group(group),
                None => row,
            }
        };
        let options = answers.options.iter().zip(counts.options);
        let nets = answers.nets.iter().zip(counts.nets);
        let options = options.map(|(option, count)| row(&option.id, &option.label, count));
        let nets = nets.map(|(net, count)| Row {
            net: true,
            ..row(&net.id, &net.label, count)
        });
        options.chain(nets).collect()
    }

    fn row(&self, id: &str, label: &str, responses: Responses, count: u32) -> Row {
        let Variable { base, .. } = self.variable;
        let routed = self.variable.is_routed();
        let figure = self.over.figure(*base, routed, responses, count);
        Row {
            known: self.over.known(*base, responses, false),
            ..Row::new(self.key().join(id), label, figure)
        }
    }

    fn key(&self) -> Key {
        Key::new(&self.variable.id)
    }
}
