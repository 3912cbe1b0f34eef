//! From tables to the linked system.

mod beside;
mod earlier;
mod meeting;
mod patterns;
mod routes;
mod sides;
mod tested;

use std::collections::{BTreeMap, HashMap};

use self::earlier::THEN;
use self::patterns::Patterns;
use self::sides::sides;
use crate::dataset::{Attribute, Choice, Dataset, Variable};
use crate::disclosure::asked::{Asked, asked};
use crate::disclosure::linked::{Breakdown, Group, Item, Linked, Place, Shown};
use crate::disclosure::policy::Permission;
use crate::disclosure::release::Earlier;
use crate::disclosure::system::CellId;
use crate::figure::{Figure, Row, Table, TableKind};
use crate::key::Key;

/// Links every figure of the tables, to each other and to those of an earlier release.
pub(super) fn linked<'a>(dataset: &'a Dataset, tables: &[Table], earlier: &Earlier) -> Linked<'a> {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let mut linking = Linking {
        dataset,
        earlier,
        figures: rows.map(|row| (row.key.as_str(), &row.figure)).collect(),
        named: BTreeMap::new(),
        took_part: BTreeMap::new(),
        releases: BTreeMap::new(),
        patterns: Vec::new(),
        linked: Linked::default(),
    };
    linking.participation();
    linking.linked.sides = sides(dataset, earlier);
    for variable in &dataset.variables {
        if let Some(table) = tables.iter().find(|table| table.id == variable.id) {
            linking.question(variable, table);
        }
    }
    linking.routes();
    linking.beside();
    let themes = tables.iter().filter(|one| one.kind == TableKind::Themes);
    linking.themes(themes.flat_map(|table| &table.rows));
    let mut linked = linking.linked;
    linked.settle();
    linked
}

struct Linking<'a, 't> {
    dataset: &'a Dataset,
    earlier: &'t Earlier,
    figures: HashMap<&'t str, &'t Figure>,
    /// The groups of questions, by the beginning and the end of their keys.
    named: BTreeMap<(String, String), Named>,
    /// Those who took part, by the key of their number.
    took_part: BTreeMap<String, CellId>,
    /// Of those who took part, how many had in the earlier release, and how many have since.
    releases: BTreeMap<CellId, (CellId, CellId)>,
    /// What conditions test together.
    patterns: Vec<Patterns>,
    linked: Linked<'a>,
}

/// A group with keys, and how many took part of whom it is about.
#[derive(Clone, Copy)]
struct Named {
    group: usize,
    took_part: Option<CellId>,
}

impl<'a> Linking<'a, '_> {
    /// Who took part: the categories of each attribute make the whole.
    fn participation(&mut self) {
        let shown = Shown::unless(self.dataset.disclosure.participation);
        let whole = self.took_part_in("participation", Shown::Always);
        for attribute in &self.dataset.frame.attributes {
            let mut parts = Vec::new();
            for category in &attribute.categories {
                let part = self.took_part_in(&of(attribute, category), shown);
                let beside = format!("respondents/{}/{}", attribute.id, category.id);
                self.place(&beside, part, Some(whole));
                parts.push(part);
            }
            self.linked.system.sum(&parts, whole);
        }
    }

    fn took_part_in(&mut self, key: &str, shown: Shown) -> CellId {
        let part = self.linked.cell(key.to_owned(), self.count(key), shown);
        if let Some(all) = self.figures.get(key).and_then(|one| one.base) {
            self.linked.system.at_most(part, all);
        }
        self.place(key, part, None);
        self.took_part.insert(key.to_owned(), part);
        if let Some((count, _)) = self.earlier.told(key) {
            if count.is_none() && self.few_joined(self.joined()) {
                self.stays_withheld(part, self.joined());
            }
            if let Some(both) = self.released(part, count) {
                self.releases.insert(part, both);
            }
        }
        part
    }

    /// A question over the whole sample and within each category it is broken down by.
    fn question(&mut self, variable: &'a Variable, table: &Table) {
        for asked in asked(variable, table, self.dataset) {
            let whole = self.group(&asked, "", self.took_part("participation"));
            let within = Asked {
                shown: Shown::unless(variable.permission != Permission::Named),
                ..asked.clone()
            };
            let attributes = self.dataset.frame.attributes.iter();
            let by = attributes.filter(|one| variable.compare_by.contains(&one.id));
            let by: Vec<Breakdown<'a>> = by
                .map(|attribute| self.breakdown(&within, attribute, whole))
                .collect();
            self.linked.items.push(Item {
                variable,
                beginning: asked.beginning,
                base: asked.base,
                options: asked.options.len(),
                whole,
                by,
            });
        }
    }

    fn breakdown(
        &mut self,
        within: &Asked<'_>,
        attribute: &'a Attribute,
        whole: usize,
    ) -> Breakdown<'a> {
        let categories = attribute.categories.iter();
        let part = |category: &Choice| {
            let end = format!("@{}={}", attribute.id, category.id);
            self.group(within, &end, self.took_part(&of(attribute, category)))
        };
        let groups: Vec<usize> = categories.map(part).collect();
        let bases = groups.iter().map(|part| self.linked.groups[*part].base);
        let bases = bases.collect();
        self.linked.partitions.push(bases);
        self.linked.divide(whole, &groups);
        let named = |end: String| {
            let named = self.named.get(&(within.beginning.clone(), end));
            named.map(|named| named.group)
        };
        let then = attribute.categories.iter();
        let then = then.map(|category| named(format!("@{}={}{THEN}", attribute.id, category.id)));
        let then: Option<Vec<usize>> = then.collect();
        if let Some((whole, parts)) = named(THEN.to_owned()).zip(then) {
            self.linked.divide(whole, &parts);
        }
        Breakdown { attribute, groups }
    }

    /// A base and its answers, and what ties them together.
    fn group(&mut self, asked: &Asked<'_>, end: &str, took_part: CellId) -> usize {
        let beginning = &asked.beginning;
        let options = asked.options.iter().copied();
        let ids = options.chain(asked.nets.iter().map(|net| net.id.as_str()));
        let keys = ids.map(|id| format!("{beginning}/{id}{end}"));
        let keys: Vec<String> = keys.collect();
        let base = keys
            .iter()
            .find_map(|key| self.figures.get(key.as_str())?.base);
        let name = format!("the base of {beginning}{end}");
        let base = self.linked.cell(name, base.unwrap_or(0), asked.shown);
        let answers: Vec<CellId> = keys
            .iter()
            .map(|key| {
                let count = self.linked.cell(key.clone(), self.count(key), asked.shown);
                self.place(key, count, Some(base));
                count
            })
            .collect();
        let group = Group {
            base,
            answers,
            is_figure: true,
        };
        self.tie(asked, &group, Some(took_part));
        let place = self.name(asked, end, group, Some(took_part));
        self.since(asked, place, (&keys, end), took_part);
        place
    }

    fn tie(&mut self, asked: &Asked<'_>, group: &Group, took_part: Option<CellId>) {
        let system = &mut self.linked.system;
        match took_part {
            Some(all) if asked.everyone => system.sum(&[group.base], all),
            Some(all) => system.within(&[group.base], all),
            None => {}
        }
        asked.tie(system, group.base, &group.answers);
    }

    /// Keeps a group under its name.
    fn name(
        &mut self,
        asked: &Asked<'_>,
        end: &str,
        group: Group,
        took_part: Option<CellId>,
    ) -> usize {
        self.linked.groups.push(group);
        let group = self.linked.groups.len() - 1;
        let name = (asked.beginning.clone(), end.to_owned());
        self.named.insert(name, Named { group, took_part });
        group
    }

    /// Themes: each on its base, alone and with others.
    fn themes<'r>(&mut self, rows: impl Iterator<Item = &'r Row>) {
        let shown = Shown::unless(self.dataset.disclosure.whole);
        let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            groups.entry(&row.figure.rule).or_default().push(row);
        }
        let keys = groups.values().flatten().map(|row| row.key.clone());
        let keys: Vec<Key> = keys.collect();
        for (rule, rows) in groups {
            let base = rows.first().and_then(|row| row.figure.base).unwrap_or(0);
            let base = self.linked.cell(format!("how many {rule}"), base, shown);
            let mut answers = Vec::new();
            for row in &rows {
                let key = row.key.as_str();
                let count = self.linked.cell(key.to_owned(), self.count(key), shown);
                self.place(key, count, Some(base));
                answers.push(count);
            }
            let group = Group {
                base,
                answers,
                is_figure: true,
            };
            let keys = rows.iter().map(|row| row.key.as_str().to_owned());
            let told = self.told(&keys.collect::<Vec<_>>(), |key| {
                self.were_never_together(key)
            });
            if let Some(told) = &told
                && self.few_joined(self.joined())
            {
                // Whoever joined may have written several comments, so how many joined says nothing of those.
                self.stay_withheld(&group, told, None);
            }
            let releases = told.and_then(|told| self.split(&group, &told));
            let groups = releases.into_iter().flatten().chain([group.clone()]);
            for Group { base, answers, .. } in groups {
                for count in answers {
                    self.linked.system.within(&[count], base);
                }
            }
            self.linked.groups.push(group);
        }
        for key in &keys {
            self.part_of(key);
        }
    }

    /// Who speaks of a theme writes a comment on it at least; comments on two themes are comments on each.
    fn part_of(&mut self, key: &Key) {
        let theme = key.as_str().strip_prefix("themes/");
        let part = self.linked.places.get(key).map(|place| place.count);
        let Some((theme, part)) = theme.zip(part) else {
            return;
        };
        let comments = |theme: &str| Key::new(format!("themes/{theme}/comments"));
        let (one, other) = theme.split_once('+').unwrap_or((theme, theme));
        for wider in [one, other].map(comments) {
            if let Some(place) = self.linked.places.get(&wider) {
                self.linked.system.within(&[part], place.count);
            }
        }
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

    fn took_part(&self, key: &str) -> CellId {
        let took_part = self.took_part.get(key);
        *took_part.expect("participation has every category")
    }
}

/// The key of those who took part in a category.
fn of(attribute: &Attribute, category: &Choice) -> String {
    format!("participation/{}/{}", attribute.id, category.id)
}
