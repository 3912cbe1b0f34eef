//! What stands alone in the prose: charts, the map, tables, the methods, what was published before.

use analysis::charts::{self, Hexagons, Svg};
use analysis::estimate::Interval;
use analysis::figure::{Row, Table, TableKind};

use super::links::Links;
use super::published::Published;
use super::{Material, annex, cite, methods, tables};
use crate::views::{Page, ReportAnnex, ReportChart, ReportFill, ReportGroup, ReportRow};

/// Printed wherever the outlines are.
const MAP_SOURCE: &str = "Outlines: Office for National Statistics licensed under the Open Government \
                          Licence v3.0. Contains OS data © Crown copyright and database right 2023.";

/// Printed wherever the hexagons are.
const HEXAGON_SOURCE: &str = "Layout: adapted from Open Innovations (hexmaps, MIT licence, © 2017– Open \
                              Innovations).";

/// Where a table has the same numbers as a drawing.
const SAME_AS_TABLE: &str = "The same as a table";

/// The file that lists who took part.
pub const WHO_TOOK_PART: &str = "who-took-part.csv";

/// The name of the map of who took part.
const HEXAGONS: &str = "hexagons";

/// What a block asks for, and what there is of it.
pub(super) enum Block<'a> {
    Chart(&'a Table),
    Map(String),
    Hexagons(Hexagons<'a>),
    /// Some of a pilot's units have no place on the map, such as made-up ones.
    NoHexagons,
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
    fn of(self, material: &Material<'_>, links: &mut Links) -> ReportAnnex {
        match self {
            Self::Bases => annex::bases(material, links),
            Self::Response => annex::response(material, links),
            Self::Weights => annex::weights(material, links),
            Self::Comparisons => annex::comparisons(material, links),
            Self::Pairs => annex::pairs(material, links),
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
            Some(found) => Ok(Block::Hexagons(found)),
            None if material.pilot && material.survey.participation_public => {
                Ok(Block::NoHexagons)
            }
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

/// A block as HTML.
pub(super) fn render(block: &Block<'_>, material: &Material<'_>, links: &mut Links) -> String {
    match block {
        Block::Chart(table) => links.cite(table),
        Block::Map(_) | Block::Hexagons(_) => {
            material
                .findings
                .table("participation")
                .iter()
                .for_each(|table| links.cite(table));
        }
        Block::Table(_)
        | Block::NoHexagons
        | Block::Methods
        | Block::Tables
        | Block::Published(_)
        | Block::Annex(_) => {}
    }
    match block {
        Block::Chart(table) => ReportChart {
            svg: chart(table).to_string(),
            caption: table.title.clone(),
            base: joined([
                chart_base(table, material),
                cite::sum_note(table),
                net_note(table),
                withheld_note(charts::drawn(table)),
            ]),
            parts: chart_parts(table),
            ranges: chart_ranges(table, material),
            legend: Vec::new(),
            groups: tables::grouped(charts::drawn(table).map(|one| {
                let row = ReportRow {
                    range: cite::range(material, one),
                    ..tables::row(one, table, material)
                };
                (one, row)
            })),
            href: format!("table-{}", table.id),
            link: SAME_AS_TABLE,
            csv: tables::csv(table),
            file: "CSV",
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
            base: joined([
                Some(format!(
                    "Responses, of all {} in the region, and the response rate.",
                    material.survey.unit.many
                )),
                withheld_note(of_attribute(material, attribute).map(|(row, _)| row)),
            ]),
            parts: None,
            ranges: None,
            legend: Vec::new(),
            groups: map_rows(material, attribute),
            href: "table-participation".to_owned(),
            link: SAME_AS_TABLE,
            csv: "tables/participation.csv".to_owned(),
            file: "CSV",
            source: Some(MAP_SOURCE.to_owned()),
        }
        .render(),
        Block::Hexagons(hexagons) => map_of_hexagons(hexagons, material).render(),
        Block::NoHexagons => annex::only(&format!(
            "There is no map with one hexagon for each of the {}: some of them, such as made-up ones, have no place on it.",
            material.survey.unit.many
        ))
        .render(),
        Block::Table(one) => tables::table(one, material, links),
        Block::Methods => methods::methods(material, links).render(),
        Block::Published(published) => published.page().render(),
        Block::Annex(part) => {
            let found = part.of(material, links);
            let paragraphs = links.new_of(found.paragraphs);
            ReportAnnex {
                paragraphs,
                ..found
            }
            .render()
        }
        Block::Tables => tables::all(material, links),
    }
}

/// The map of who took part.
fn map_of_hexagons(hexagons: &Hexagons<'_>, material: &Material<'_>) -> ReportChart {
    ReportChart {
        svg: hexagons.drawing().to_string(),
        caption: format!("Which {} took part", material.survey.unit.many),
        base: Some(format!(
            "One hexagon for each of the {} {}.",
            material.findings.returns.frame, material.survey.unit.many
        )),
        parts: None,
        ranges: None,
        legend: hexagons
            .legend()
            .map(|(fill, words)| ReportFill { fill, words })
            .into(),
        groups: Vec::new(),
        href: "table-participation".to_owned(),
        link: "How many took part, as a table",
        csv: WHO_TOOK_PART.to_owned(),
        file: "Who took part, by name, as CSV",
        source: Some(HEXAGON_SOURCE.to_owned()),
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
    let hexagons = hexagons(material).map(|found| {
        let svg = found.with_legend().to_string();
        ("map-hexagons.svg".to_owned(), svg)
    });
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
fn hexagons<'a>(material: &Material<'a>) -> Option<Hexagons<'a>> {
    material
        .survey
        .participation_public
        .then(|| Hexagons::of(material.dataset, material.layout))?
}

fn map_rows(material: &Material<'_>, attribute: &str) -> Vec<ReportGroup> {
    let rows = of_attribute(material, attribute);
    tables::grouped(rows.map(|(one, table)| (one, tables::row(one, table, material))))
}

/// Who took part by the categories of an attribute, with the table that says it.
fn of_attribute<'a>(
    material: &Material<'a>,
    attribute: &str,
) -> impl Iterator<Item = (&'a Row, &'a Table)> {
    let prefix = format!("participation/{attribute}/");
    let table = material.findings.table("participation");
    let rows = table
        .into_iter()
        .flat_map(|table| table.rows.iter().map(move |row| (row, table)));
    rows.filter(move |(row, _)| row.key.as_str().starts_with(&prefix))
}

/// What a net is, where one is drawn: its name is in bold, on a phone too, where there are no bars.
fn net_note(table: &Table) -> Option<String> {
    let has_nets = charts::drawn(table).any(|row| row.net);
    (has_nets && table.kind != TableKind::Grid)
        .then(|| "An answer in bold adds up several others.".to_owned())
}

/// Why a drawing says "withheld", where it does.
fn withheld_note<'a>(mut rows: impl Iterator<Item = &'a Row>) -> Option<String> {
    let some = rows.any(|row| row.figure.withheld().is_some());
    some.then(|| {
        "What is withheld is left out so that nobody’s answers can be recognised.".to_owned()
    })
}

/// Notes one after the other.
fn joined<const N: usize>(notes: [Option<String>; N]) -> Option<String> {
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
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
            let words = first.figure.base_in_words()?;
            Some(format!("Base: {words}."))
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

/// What the numbers on the parts of a grid's chart are.
fn chart_parts(table: &Table) -> Option<String> {
    let has_ranges = charts::drawn(table).any(|row| row.range.is_some());
    let ranges = if has_ranges {
        ", with their 95% ranges"
    } else {
        ""
    };
    (table.kind == TableKind::Grid).then(|| {
        format!(
            "On each part, where there is room: its percentage and, below it, its count. The question’s own table has all of \
             them{ranges}."
        )
    })
}

/// What the range of each bar is of, where it has one.
fn chart_ranges(table: &Table, material: &Material<'_>) -> Option<String> {
    let range = charts::drawn(table).find_map(|row| row.range);
    let many = &material.survey.unit.many;
    Some(match range.filter(|_| table.kind != TableKind::Grid)? {
        Interval::Units(range) => format!("of all {} {many}", range.population()),
        Interval::Percent(_) => format!("of all {many} like them"),
    })
}
