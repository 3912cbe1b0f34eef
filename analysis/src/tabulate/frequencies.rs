//! Frequencies: how many gave each answer.

use super::base;
use crate::dataset::{Cell, Choice, Choices, Column, Dataset, GridRow, Net, Ticks, Variable};
use crate::figure::{Responses, Row, Table, TableKind};
use crate::key::Key;

/// The frequencies of one question over the submitted returns.
///
/// Rows: one an option and one a net, for every row of a grid; a text has a single row, `ID/answered`.
/// Units: returns, which is to say authorities. Base: the variable's own rule, for a grid row by row.
pub fn frequencies(dataset: &Dataset, variable: &Variable) -> Table {
    let tabulation = Tabulation { dataset, variable };
    match &variable.column {
        Column::Single(choices) => tabulation.single(choices),
        Column::Multiple(choices) => tabulation.multiple(choices),
        Column::Grid {
            options,
            nets,
            rows,
        } => tabulation.grid(options, nets, rows),
        Column::Text { cells, .. } => tabulation.text(cells),
    }
}

struct Tabulation<'a> {
    dataset: &'a Dataset,
    variable: &'a Variable,
}

impl Tabulation<'_> {
    fn single(&self, choices: &Choices<usize>) -> Table {
        let responses = base::responses(self.dataset, &choices.cells);
        let chosen = |ticks: Ticks| self.count(&choices.cells, |one| ticks.has(*one));
        self.table(
            TableKind::Single,
            Some(responses),
            self.rows(
                &self.key(),
                None,
                &choices.options,
                &choices.nets,
                responses,
                chosen,
            ),
        )
    }

    fn multiple(&self, choices: &Choices<Ticks>) -> Table {
        let responses = base::responses(self.dataset, &choices.cells);
        let chosen = |ticks: Ticks| self.count(&choices.cells, |one| one.meets(ticks));
        self.table(
            TableKind::Multiple,
            Some(responses),
            self.rows(
                &self.key(),
                None,
                &choices.options,
                &choices.nets,
                responses,
                chosen,
            ),
        )
    }

    fn grid(&self, options: &[Choice], nets: &[Net], rows: &[GridRow]) -> Table {
        let figures = rows
            .iter()
            .flat_map(|row| {
                let responses = base::responses(self.dataset, &row.cells);
                let chosen = |ticks: Ticks| self.count(&row.cells, |one| ticks.has(*one));
                self.rows(
                    &self.key().join(&row.id),
                    Some(&row.label),
                    options,
                    nets,
                    responses,
                    chosen,
                )
            })
            .collect();
        self.table(TableKind::Grid, None, figures)
    }

    fn text(&self, cells: &[Cell<String>]) -> Table {
        let responses = base::responses(self.dataset, cells);
        let mut figure = base::figure(self.dataset, self.variable, responses, responses.answered);
        figure.base = Some(responses.asked);
        figure.rule = format!("{} that were asked for words", self.dataset.unit.many);
        let row = Row {
            key: self.key().join("answered"),
            group: None,
            label: "Wrote an answer".to_owned(),
            net: false,
            figure,
        };
        self.table(TableKind::Text, Some(responses), vec![row])
    }

    /// One row an option, then one a net.
    fn rows(
        &self,
        key: &Key,
        group: Option<&str>,
        options: &[Choice],
        nets: &[Net],
        responses: Responses,
        chosen: impl Fn(Ticks) -> u32,
    ) -> Vec<Row> {
        let row = |id: &str, label: &str, ticks: Ticks, net: bool| Row {
            key: key.join(id),
            group: group.map(str::to_owned),
            label: label.to_owned(),
            net,
            figure: base::figure(self.dataset, self.variable, responses, chosen(ticks)),
        };
        let options = options.iter().enumerate().map(|(position, option)| {
            row(
                &option.id,
                &option.label,
                Ticks::default().with(position),
                false,
            )
        });
        let nets = nets
            .iter()
            .map(|net| row(&net.id, &net.label, net.options, true));
        options.chain(nets).collect()
    }

    fn count<T>(&self, cells: &[Cell<T>], chosen: impl Fn(&T) -> bool) -> u32 {
        let hits = self
            .dataset
            .submitted()
            .filter_map(|position| cells[position].value())
            .filter(|value| chosen(value));
        u32::try_from(hits.count()).expect("a dataset has fewer than 2^32 returns")
    }

    fn key(&self) -> Key {
        Key::new(&self.variable.id)
    }

    fn table(&self, kind: TableKind, responses: Option<Responses>, rows: Vec<Row>) -> Table {
        Table {
            id: self.variable.id.clone(),
            title: self.variable.title.clone(),
            kind,
            responses,
            rows,
        }
    }
}
