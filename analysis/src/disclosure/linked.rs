//! From tables to the linked system: everything that is published, with what ties it together.
//!
//! Charts and maps draw the figures of tables, so the tables are all there is.

use std::collections::BTreeMap;

use super::asked::{Asked, asked, split};
use super::policy::Permission;
use super::system::{CellId, System};
use crate::dataset::{Attribute, BaseRule, Chose, Column, Dataset, Variable};
use crate::figure::{Figure, Row, Table, TableKind};
use crate::key::Key;

/// Every count and base of the tables, once each however often it is shown.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) system: System,
    pub(super) cells: Vec<Cell>,
    pub(super) groups: Vec<Group>,
    /// Bases of one question over the categories of one attribute: together they make its whole base.
    pub(super) partitions: Vec<Vec<CellId>>,
    /// Where the figure under a key stands.
    pub(super) places: BTreeMap<Key, Place>,
}

/// A count or a base.
#[derive(Debug)]
pub(super) struct Cell {
    /// What it is, for whoever has to find it.
    pub(super) name: String,
    /// Its true value.
    pub(super) value: u32,
    /// Whether it is published whatever it is.
    pub(super) exempt: bool,
}

/// The answers to one question, or to one row of a grid, over some of the returns.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) base: CellId,
    pub(super) answers: Vec<CellId>,
}

/// The cells of a figure; of a figure on a base that everybody knows only its count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) count: CellId,
    pub(super) base: Option<CellId>,
}

/// Links every figure of the tables.
pub(super) fn linked(dataset: &Dataset, tables: &[Table]) -> Linked {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let mut linking = Linking {
        dataset,
        figures: rows.map(|row| (row.key.as_str(), &row.figure)).collect(),
        groups: BTreeMap::new(),
        by_beginning: BTreeMap::new(),
        linked: Linked::default(),
    };
    linking.participation();
    for variable in &dataset.variables {
        if let Some(table) = tables.iter().find(|table| table.id == variable.id) {
            linking.question(variable, table);
        }
    }
    for variable in &dataset.variables {
        linking.route(variable);
    }
    for table in tables
        .iter()
        .filter(|table| table.kind == TableKind::Themes)
    {
        linking.themes(table);
    }
    linking.linked
}

struct Linking<'a> {
    dataset: &'a Dataset,
    figures: BTreeMap<&'a str, &'a Figure>,
    /// The groups of each question, with the end of their keys.
    groups: BTreeMap<String, Vec<(String, usize)>>,
    /// The same by the beginning and the end of their keys.
    by_beginning: BTreeMap<(String, String), usize>,
    linked: Linked,
}

impl<'a> Linking<'a> {
    /// Who took part: the categories of each attribute make the whole.
    fn participation(&mut self) {
        let exempt = !self.dataset.disclosure.participation;
        let beginning = "participation".to_owned();
        let whole = self.cell(beginning.clone(), self.count(&beginning), true);
        self.place("participation", whole, None);
        for attribute in &self.dataset.frame.attributes {
            let mut parts = Vec::new();
            for category in &attribute.categories {
                let key = format!("participation/{}/{}", attribute.id, category.id);
                let part = self.cell(key.clone(), self.count(&key), exempt);
                if let Some(all) = self.figures.get(key.as_str()).and_then(|one| one.base) {
                    self.linked.system.at_most(part, all);
                }
                self.place(&key, part, None);
                let beside = format!("respondents/{}/{}", attribute.id, category.id);
                self.place(&beside, part, Some(whole));
                parts.push(part);
            }
            self.linked.system.sum(&parts, whole);
        }
    }

    /// A question over the whole sample and within each category it is broken down by.
    fn question(&mut self, variable: &'a Variable, table: &'a Table) {
        for asked in asked(variable, table, self.dataset) {
            let whole = self.group(&asked, "", self.took_part(None));
            for attribute in &self.dataset.frame.attributes {
                if variable.compare_by.contains(&attribute.id) {
                    self.breakdown(variable, &asked, attribute, whole);
                }
            }
        }
    }

    fn breakdown(
        &mut self,
        variable: &Variable,
        asked: &Asked<'a>,
        attribute: &Attribute,
        whole: usize,
    ) {
        let within = Asked {
            question: asked.question.clone(),
            beginning: asked.beginning.clone(),
            options: asked.options.clone(),
            exempt: variable.permission == Permission::Named,
            ..*asked
        };
        let parts: Vec<usize> = attribute
            .categories
            .iter()
            .map(|category| {
                let end = format!("@{}={}", attribute.id, category.id);
                let of = format!("participation/{}/{}", attribute.id, category.id);
                self.group(&within, &end, self.took_part(Some(&of)))
            })
            .collect();
        let Linked {
            system,
            groups,
            partitions,
            ..
        } = &mut self.linked;
        let bases: Vec<CellId> = parts.iter().map(|part| groups[*part].base).collect();
        system.sum(&bases, groups[whole].base);
        for (answer, all) in groups[whole].answers.iter().enumerate() {
            let counts = parts.iter().map(|part| groups[*part].answers[answer]);
            system.sum(&counts.collect::<Vec<_>>(), *all);
        }
        partitions.push(bases);
    }

    /// A base and its answers, and what ties them together.
    fn group(&mut self, asked: &Asked<'_>, end: &str, took_part: CellId) -> usize {
        let Asked {
            beginning, exempt, ..
        } = asked;
        let key = |id: &str| format!("{beginning}/{id}{end}");
        let ids: Vec<&str> = asked
            .options
            .iter()
            .copied()
            .chain(asked.nets.iter().map(|net| net.id.as_str()))
            .collect();
        let base = ids
            .iter()
            .find_map(|id| self.figures.get(key(id).as_str())?.base);
        let base = self.cell(
            format!("the base of {beginning}{end}"),
            base.unwrap_or(0),
            *exempt,
        );
        let answers: Vec<CellId> = ids
            .iter()
            .map(|id| {
                let key = key(id);
                let count = self.cell(key.clone(), self.count(&key), *exempt);
                self.place(&key, count, Some(base));
                count
            })
            .collect();
        let system = &mut self.linked.system;
        if asked.everyone {
            system.sum(&[base], took_part);
        } else {
            system.within(&[base], took_part);
        }
        asked.tie(system, base, &answers);
        self.linked.groups.push(Group { base, answers });
        let place = self.linked.groups.len() - 1;
        let of_question = self.groups.entry(asked.question.clone()).or_default();
        of_question.push((end.to_owned(), place));
        let name = (beginning.clone(), end.to_owned());
        self.by_beginning.insert(name, place);
        place
    }

    /// Those whom an earlier answer led here are no more than those who gave it.
    fn route(&mut self, variable: &Variable) {
        if variable.base == BaseRule::Submitted {
            return;
        }
        let of_grid = matches!(variable.column, Column::Grid { .. });
        for Chose {
            from,
            options,
            exactly,
        } in &variable.led_by
        {
            for (end, here) in self.groups.get(&variable.id).into_iter().flatten() {
                let there = self.by_beginning.get(&(from.clone(), end.clone()));
                let Some(there) = there else {
                    continue;
                };
                let Linked { system, groups, .. } = &mut self.linked;
                let (chosen, _) = split(&groups[*there].answers, *options);
                if *exactly && !of_grid && variable.base == BaseRule::Shown {
                    system.sum(&chosen, groups[*here].base);
                } else {
                    system.cover(&chosen, groups[*here].base);
                }
            }
        }
    }

    /// Themes: each on its base and, for what they tell of each other, by themselves.
    fn themes(&mut self, table: &'a Table) {
        let exempt = !self.dataset.disclosure.whole;
        let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &table.rows {
            groups.entry(&row.figure.rule).or_default().push(row);
        }
        for (rule, rows) in groups {
            let base = rows.first().and_then(|row| row.figure.base).unwrap_or(0);
            let base = self.cell(format!("the base of {}, {rule}", table.id), base, exempt);
            let mut answers = Vec::new();
            for row in rows {
                let key = row.key.as_str();
                let count = self.cell(key.to_owned(), self.count(key), exempt);
                self.place(key, count, Some(base));
                self.linked.system.within(&[count], base);
                answers.push(count);
            }
            self.linked.groups.push(Group { base, answers });
        }
    }

    fn cell(&mut self, name: String, value: u32, exempt: bool) -> CellId {
        self.linked.cells.push(Cell {
            name,
            value,
            exempt,
        });
        self.linked.system.cell()
    }

    fn place(&mut self, key: &str, count: CellId, base: Option<CellId>) {
        if self.figures.contains_key(key) {
            let place = Place { count, base };
            self.linked.places.insert(Key::new(key), place);
        }
    }

    fn count(&self, key: &str) -> u32 {
        let figure = self.figures.get(key);
        figure.and_then(|figure| figure.count.ok()).unwrap_or(0)
    }

    /// Those who took part, of everyone or of a category.
    fn took_part(&self, category: Option<&str>) -> CellId {
        let key = Key::new(category.unwrap_or("participation"));
        let place = self.linked.places.get(&key);
        place.expect("participation has every category").count
    }
}
