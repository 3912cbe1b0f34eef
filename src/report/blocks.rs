//! What stands alone in the prose: charts, the map, tables, the methods, what was published before.

use std::collections::BTreeSet;

use analysis::charts::{self, Svg};
use analysis::estimate::Interval;
use analysis::figure::{Row, Table, TableKind};

use super::published::Published;
use super::{Material, annex, cite, methods};
use crate::views::{Page, ReportAnnex, ReportChart, ReportRow, ReportTable};

/// Printed wherever the outlines are.
const MAP_SOURCE: &str = "Outlines: Office for National Statistics licensed under the Open Government \
                          Licence v3.0. Contains OS data © Crown copyright and database right 2023.";

/// Printed wherever the hexagons are.
const HEXAGON_SOURCE: &str = "Layout: adapted from Open Innovations (hexmaps, MIT licence, © 2017– Open \
                              Innovations).";

/// The file that lists who took part.
pub const WHO_TOOK_PART: &str = "who-took-part.csv";

/// The name of the map of who took part.
const HEXAGONS: &str = "hexagons";

/// What a block asks for, and what there is of it.
pub(super) enum Block<'a> {
    Chart(&'a Table),
    Map(String),
    Hexagons,
    Table(&'a Table),
    Methods,
    Tables,
    Published(Published),
    Annex(Annex),
}

/// A part of the annex.
#[derive(Clone, Copy)]
pub(super) enum Annex {
    Bases,
    Response,
    Weights,
    Comparisons,
    Pairs,
}

impl Annex {
    fn of(self, material: &Material<'_>) -> ReportAnnex {
        match self {
            Self::Bases => annex::bases(material),
            Self::Response => annex::response(material),
            Self::Weights => annex::weights(material),
            Self::Comparisons => annex::comparisons(material),
            Self::Pairs => annex::pairs(material),
        }
    }
}

/// The block that a token names; what is wrong with it otherwise, with the names there are.
pub(super) fn named<'a>(
    token: &str,
    material: &Material<'a>,
) -> Option<Result<Block<'a>, (String, Vec<String>)>> {
    let (word, name) = token.split_once(' ').unwrap_or((token, ""));
    let findings = material.findings;
    let table = |name: &str| {
        findings.table(name).ok_or_else(|| {
            let names = findings.tables.iter().map(|table| table.id.clone());
            (format!("there is no table `{name}`"), names.collect())
        })
    };
    Some(match (word, name) {
        ("chart", name) => match table(name) {
            Ok(table) if matches!(table.kind, TableKind::Breakdown | TableKind::Facts) => Err((
                format!("`{name}` has too many parts for a chart; show it as a table"),
                Vec::new(),
            )),
            found => found.map(Block::Chart),
        },
        ("table", name) => table(name).map(Block::Table),
        ("map", HEXAGONS) => match hexagons(material) {
            Some(_) => Ok(Block::Hexagons),
            None => Err((
                "a map of who took part needs `participation_public = true`, and a hexagon for everyone".to_owned(),
                Vec::new(),
            )),
        },
        ("map", name) => match map(material, name) {
            Some(_) => Ok(Block::Map(name.to_owned())),
            None => {
                let attributes = material.survey.frame.attributes.iter();
                let names = attributes.map(|one| one.id.clone()).collect();
                Err((format!("there is no map for `{name}`"), names))
            }
        },
        ("methods", "") => Ok(Block::Methods),
        ("tables", "") => Ok(Block::Tables),
        ("published", "") => Published::read(material)
            .map(Block::Published)
            .map_err(|why| (why, Vec::new())),
        ("bases", "") => Ok(Block::Annex(Annex::Bases)),
        ("response", "") => Ok(Block::Annex(Annex::Response)),
        ("weights", "") => Ok(Block::Annex(Annex::Weights)),
        ("comparisons", "") => Ok(Block::Annex(Annex::Comparisons)),
        ("pairs", "") => Ok(Block::Annex(Annex::Pairs)),
        _ => return None,
    })
}

/// Which tables are linked to, and which have their place on the page already.
#[derive(Default)]
pub(super) struct Links {
    cited: BTreeSet<String>,
    placed: BTreeSet<String>,
}

impl Links {
    /// Notes that something on the page links to a table.
    pub(super) fn cite(&mut self, table: &Table) {
        self.cited.insert(table.id.clone());
    }

    /// Whether a table about to be shown is the first, which links lead to.
    fn place(&mut self, table: &Table) -> bool {
        self.placed.insert(table.id.clone())
    }

    /// The tables that links lead to and that are not on the page yet, as HTML.
    pub(super) fn remaining(&mut self, material: &Material<'_>) -> String {
        let left: Vec<&Table> = material
            .findings
            .tables
            .iter()
            .filter(|table| self.cited.contains(&table.id) && !self.placed.contains(&table.id))
            .collect();
        left.into_iter()
            .map(|one| table(one, material, self))
            .collect()
    }
}

/// A block as HTML.
pub(super) fn render(block: &Block<'_>, material: &Material<'_>, links: &mut Links) -> String {
    match block {
        Block::Chart(table) => links.cite(table),
        Block::Map(_) | Block::Hexagons => {
            material
                .findings
                .table("participation")
                .iter()
                .for_each(|table| links.cite(table));
        }
        Block::Table(_)
        | Block::Methods
        | Block::Tables
        | Block::Published(_)
        | Block::Annex(_) => {}
    }
    match block {
        Block::Chart(table) => ReportChart {
            svg: chart(table).to_string(),
            caption: table.title.clone(),
            base: match (chart_base(table, material), chart_lines(table)) {
                (Some(base), Some(range)) => Some(format!("{base} {range}")),
                (base, range) => base.or_else(|| range.map(str::to_owned)),
            },
            rows: charts::drawn(table)
                .map(|one| row(one, table, material))
                .collect(),
            href: format!("table-{}", table.id),
            csv: csv(table),
            source: material
                .survey
                .frame_source
                .clone()
                .filter(|_| table.kind == TableKind::Profile),
        }
        .render(),
        Block::Map(attribute) => ReportChart {
            svg: map(material, attribute)
                .map(|svg| svg.to_string())
                .unwrap_or_default(),
            caption: format!("Which {} took part, by region", material.survey.unit.many),
            base: Some(format!(
                "Responses, of all {} in the region, and the response rate.",
                material.survey.unit.many
            )),
            rows: map_rows(material, attribute),
            href: "table-participation".to_owned(),
            csv: "tables/participation.csv".to_owned(),
            source: Some(MAP_SOURCE.to_owned()),
        }
        .render(),
        Block::Hexagons => ReportChart {
            svg: hexagons(material)
                .map(|svg| svg.to_string())
                .unwrap_or_default(),
            caption: format!("Which {} took part", material.survey.unit.many),
            base: Some(format!(
                "One hexagon for each of the {}.",
                material.survey.unit.many
            )),
            rows: Vec::new(),
            href: "table-participation".to_owned(),
            csv: WHO_TOOK_PART.to_owned(),
            source: Some(HEXAGON_SOURCE.to_owned()),
        }
        .render(),
        Block::Table(one) => table(one, material, links),
        Block::Methods => methods::methods(material).render(),
        Block::Published(published) => published.page().render(),
        Block::Annex(part) => part.of(material).render(),
        Block::Tables => {
            let tables = material.findings.tables.iter();
            tables
                .filter(|one| one.kind != TableKind::Breakdown)
                .map(|one| table(one, material, links))
                .collect()
        }
    }
}

/// Every chart by file name: one a table that can be drawn, and the map.
pub(super) fn charts(material: &Material<'_>) -> Vec<(String, String)> {
    let tables = material
        .findings
        .tables
        .iter()
        .filter(|table| {
            !matches!(
                table.kind,
                TableKind::Facts | TableKind::Text | TableKind::Breakdown
            )
        })
        .map(|table| (format!("{}.svg", table.id), chart(table).to_string()));
    let maps = material.survey.frame.attributes.iter().filter_map(|one| {
        let svg = map(material, &one.id)?;
        Some((format!("map-{}.svg", one.id), svg.to_string()))
    });
    let hexagons = hexagons(material).map(|svg| ("map-hexagons.svg".to_owned(), svg.to_string()));
    tables.chain(maps).chain(hexagons).collect()
}

fn chart(table: &Table) -> Svg {
    match table.kind {
        TableKind::Grid => charts::stacked(table),
        TableKind::Profile => charts::compare(table),
        TableKind::Single
        | TableKind::Multiple
        | TableKind::Number
        | TableKind::Date
        | TableKind::Breakdown
        | TableKind::Text
        | TableKind::Participation
        | TableKind::Themes
        | TableKind::Facts => charts::bars(table),
    }
}

fn map(material: &Material<'_>, attribute: &str) -> Option<Svg> {
    let participation = material.findings.table("participation")?;
    charts::regions(participation, attribute, material.outlines)
}

/// Who took part is nobody's business unless the survey says that it may be published.
fn hexagons(material: &Material<'_>) -> Option<Svg> {
    material
        .survey
        .participation_public
        .then(|| charts::hexagons(material.dataset, material.layout))?
}

fn csv(table: &Table) -> String {
    format!("tables/{}", table.file_name())
}

fn table(table: &Table, material: &Material<'_>, links: &mut Links) -> String {
    ReportTable {
        id: table.id.clone(),
        anchored: links.place(table),
        title: table.title.clone(),
        responses: cite::responses(table, &material.survey.unit.many),
        summary: table.summary.as_ref().map(cite::summary),
        grouped: table.rows.iter().any(|row| row.group.is_some()),
        base: cite::table_base(table),
        sum: cite::sum_note(table),
        range: range_head(table, material),
        rows: table
            .rows
            .iter()
            .map(|one| row(one, table, material))
            .collect(),
        csv: csv(table),
    }
    .render()
}

/// The head of the column of ranges; none where no figure of the table is an estimate.
fn range_head(table: &Table, material: &Material<'_>) -> Option<String> {
    table.rows.iter().find_map(|row| row.range)?;
    Some(match one_population(table) {
        Some(population) => {
            format!("95% range, of {population} {}", material.survey.unit.many)
        }
        None => "95% range".to_owned(),
    })
}

/// The population that all ranges of a table are of, where it is the same one.
fn one_population(table: &Table) -> Option<u32> {
    let mut populations = table.rows.iter().filter_map(|row| {
        Some(match row.range? {
            Interval::Units(range) => Some(range.population()),
            Interval::Percent(_) => None,
        })
    });
    let first = populations.next()??;
    populations.all(|one| one == Some(first)).then_some(first)
}

/// A range as a cell of its column.
fn range_cell(row: &Row, table: &Table, material: &Material<'_>) -> Option<String> {
    Some(match row.range? {
        Interval::Units(range) if one_population(table).is_some() => {
            if range.low() == range.high() {
                range.low().to_string()
            } else {
                format!("{} to {}", range.low(), range.high())
            }
        }
        range => range.words(&material.dataset.unit),
    })
}

fn row(row: &Row, table: &Table, material: &Material<'_>) -> ReportRow {
    let unit = cite::fact_unit(material.survey, row);
    ReportRow {
        key: row.key.to_string(),
        group: row.group.clone().unwrap_or_default(),
        label: row.label.clone(),
        net: row.net,
        small_base: row.small_base,
        count: match row.figure.count {
            Ok(count) => format!("{count}{unit}"),
            Err(_) => "withheld".to_owned(),
        },
        withheld: row.figure.withheld().map(|why| why.to_string()),
        base: row.figure.base,
        percent: row.figure.percent(0).map(|percent| percent.to_string()),
        range: range_cell(row, table, material),
        sentence: cite::sentence(material, table, row),
    }
}

fn map_rows(material: &Material<'_>, attribute: &str) -> Vec<ReportRow> {
    let prefix = format!("participation/{attribute}/");
    let table = material.findings.table("participation");
    table
        .into_iter()
        .flat_map(|table| table.rows.iter().map(move |row| (row, table)))
        .filter(|(one, _)| one.key.as_str().starts_with(&prefix))
        .map(|(one, table)| ReportRow {
            group: String::new(),
            ..row(one, table, material)
        })
        .collect()
}

/// The base of what a chart draws, in words.
fn chart_base(table: &Table, material: &Material<'_>) -> Option<String> {
    let first = table.rows.first()?;
    match table.kind {
        TableKind::Grid => Some(format!(
            "Each row has its own base, at its end: {}.",
            first.figure.rule
        )),
        TableKind::Themes => {
            let base = first.figure.base?;
            Some(format!("Base: {base} {}.", first.figure.rule))
        }
        TableKind::Profile => Some(format!(
            "Took part: {} {}; all: {}.",
            material.findings.returns.submitted,
            material.survey.unit.many,
            material.findings.returns.frame
        )),
        _ => cite::table_base(table),
    }
}

/// What the thin lines of a chart are, where it has some.
fn chart_lines(table: &Table) -> Option<&'static str> {
    let drawn = charts::drawn(table).any(|row| charts::range_ends(row).is_some());
    (drawn && table.kind != TableKind::Grid).then_some("The line under each bar is its 95% range.")
}
