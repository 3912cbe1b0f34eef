//! One hexagon an authority: who took part, where every authority is the same size.

use std::collections::BTreeMap;

use plotters::prelude::RGBColor;

use super::canvas::{self, MAIN, PAPER, Svg};
use super::legend;
use crate::dataset::Dataset;

/// Half the width of a hexagon, and half its height; the ratio is that of a regular one, to whole units.
const HALF_WIDTH: i32 = 19;
const HALF_HEIGHT: i32 = 22;
const MARGIN: i32 = 10;
/// Light enough to stand back, dark enough to be seen on white (contrast 1.6 to 1, and it has a border).
const SILENT: RGBColor = RGBColor(203, 210, 216);

/// Where each unit's hexagon stands: its column and row by code. Odd rows are shifted right by half a
/// hexagon, and rows grow to the north.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout(BTreeMap<String, (i32, i32)>);

/// What is wrong with a file of hexagons.
#[derive(Debug, thiserror::Error)]
pub enum LayoutFault {
    /// It isn't the CSV that is expected.
    #[error("the layout is not readable: {0}")]
    Csv(#[from] csv::Error),
    /// A column or row isn't a whole number.
    #[error("line {line} has no whole column and row")]
    NoPlace {
        /// The line of the file.
        line: u64,
    },
}

impl Layout {
    /// Reads a layout from CSV with the columns `code`, `column` and `row`.
    ///
    /// # Errors
    /// The first place that can't be read.
    pub fn read(text: &str) -> Result<Self, LayoutFault> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let places = reader.records().map(|record| {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let number = |column: usize| record.get(column).and_then(|text| text.parse().ok());
            let place = number(1)
                .zip(number(2))
                .ok_or(LayoutFault::NoPlace { line })?;
            Ok((record[0].to_owned(), place))
        });
        places.collect::<Result<_, _>>().map(Self)
    }
}

/// Draws who took part and who didn't; `None` where the layout doesn't have every unit of the frame.
///
/// It names nobody but those who took part, in its description. Whether even that may be published is for
/// the survey to say.
pub fn hexagons(dataset: &Dataset, layout: &Layout) -> Option<Svg> {
    let mut took_part = vec![false; dataset.frame.units.len()];
    for position in dataset.submitted() {
        took_part[dataset.returns[position].unit] = true;
    }
    let hexagons: Vec<((i32, i32), bool)> = dataset
        .frame
        .units
        .iter()
        .zip(&took_part)
        .map(|(unit, took_part)| Some((*layout.0.get(&unit.code)?, *took_part)))
        .collect::<Option<_>>()?;
    let northernmost = hexagons.iter().map(|((_, row), _)| *row).max()?;
    let columns = hexagons.iter().map(|((column, _), _)| *column).max()? + 1;
    let width = (2 * columns + 1) * HALF_WIDTH + 2 * MARGIN;
    let count = |wanted: bool| took_part.iter().filter(|one| **one == wanted).count();
    let words = [
        format!("took part ({})", count(true)),
        format!("did not ({})", count(false)),
    ];
    let entries = [(MAIN, words[0].as_str()), (SILENT, words[1].as_str())];
    let hexagons_end = MARGIN + (northernmost + 1) * HALF_HEIGHT * 3 / 2 + HALF_HEIGHT;
    let height = hexagons_end + legend::large_height(&entries) + MARGIN;
    let title = format!("Which {} took part, one hexagon each", dataset.unit.many);
    Some(canvas::draw(
        (width, height),
        &title,
        &describe(dataset, &took_part),
        |canvas| {
            for ((column, row), took_part) in &hexagons {
                let centre = (
                    MARGIN + HALF_WIDTH + 2 * HALF_WIDTH * column + HALF_WIDTH * (row % 2),
                    MARGIN + HALF_HEIGHT + (northernmost - row) * HALF_HEIGHT * 3 / 2,
                );
                let fill = if *took_part { MAIN } else { SILENT };
                canvas.shape(&corners(centre), fill, PAPER);
            }
            legend::draw_large(canvas, &entries, (MARGIN, hexagons_end));
        },
    ))
}

fn corners((x, y): (i32, i32)) -> [(i32, i32); 6] {
    let half = HALF_HEIGHT / 2;
    [
        (x, y - HALF_HEIGHT),
        (x + HALF_WIDTH, y - half),
        (x + HALF_WIDTH, y + half),
        (x, y + HALF_HEIGHT),
        (x - HALF_WIDTH, y + half),
        (x - HALF_WIDTH, y - half),
    ]
}

fn describe(dataset: &Dataset, took_part: &[bool]) -> String {
    let units = dataset.frame.units.iter().zip(took_part);
    let names: Vec<&str> = units
        .filter(|(_, took_part)| **took_part)
        .map(|(unit, _)| unit.name.as_str())
        .collect();
    format!(
        "Map of equal hexagons. Took part: {}. The others did not.",
        names.join(", ")
    )
}
