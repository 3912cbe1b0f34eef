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

/// One hexagon an authority, dark where it took part.
///
/// It names nobody but those who took part, in its description. Whether even that may be published is for
/// the survey to say.
pub struct Hexagons<'a> {
    dataset: &'a Dataset,
    /// The column and row of each unit of the frame.
    places: Vec<(i32, i32)>,
    /// Whether each unit took part.
    took_part: Vec<bool>,
}

impl<'a> Hexagons<'a> {
    /// Those of a dataset; `None` where the layout doesn't have every unit of the frame, or nobody is in it.
    pub fn of(dataset: &'a Dataset, layout: &Layout) -> Option<Self> {
        let mut took_part = vec![false; dataset.frame.units.len()];
        for position in dataset.submitted() {
            took_part[dataset.returns[position].unit] = true;
        }
        let units = dataset.frame.units.iter();
        let places: Option<Vec<_>> = units
            .map(|unit| layout.0.get(&unit.code).copied())
            .collect();
        Some(Self {
            dataset,
            places: places.filter(|places| !places.is_empty())?,
            took_part,
        })
    }

    /// The drawing alone, for a page that has the legend in its own words: in the drawing they would shrink with it.
    pub fn drawing(&self) -> Svg {
        self.draw(&[])
    }

    /// The drawing with its legend below it, for a file.
    pub fn with_legend(&self) -> Svg {
        let legend = self.fills();
        let entries = legend.each_ref();
        self.draw(&entries.map(|(fill, words)| (*fill, words.as_str())))
    }

    /// What each colour stands for, with the number of it: the colour as style sheets write it, and words.
    pub fn legend(&self) -> [(String, String); 2] {
        self.fills().map(|(fill, words)| (canvas::css(fill), words))
    }

    fn fills(&self) -> [(RGBColor, String); 2] {
        let count = |wanted: bool| self.took_part.iter().filter(|one| **one == wanted).count();
        [
            (MAIN, format!("took part ({})", count(true))),
            (SILENT, format!("did not ({})", count(false))),
        ]
    }

    fn draw(&self, legend: &[legend::Entry<'_>]) -> Svg {
        let columns = self.places.iter().map(|(column, _)| column + 1).max();
        let width = (2 * columns.unwrap_or(0) + 1) * HALF_WIDTH + 2 * MARGIN;
        let northernmost = self.places.iter().map(|(_, row)| *row).max().unwrap_or(0);
        let bottom = northernmost * HALF_HEIGHT * 3 / 2 + 2 * HALF_HEIGHT + 2 * MARGIN;
        let height = bottom + legend::height(legend, MARGIN, width);
        let title = format!(
            "Which {} took part, one hexagon each",
            self.dataset.unit.many
        );
        let description = describe(self.dataset, &self.took_part);
        canvas::draw((width, height), &title, &description, |canvas| {
            for ((column, row), took_part) in self.places.iter().zip(&self.took_part) {
                let centre = (
                    MARGIN + HALF_WIDTH + 2 * HALF_WIDTH * column + HALF_WIDTH * (row % 2),
                    MARGIN + HALF_HEIGHT + (northernmost - row) * HALF_HEIGHT * 3 / 2,
                );
                let fill = if *took_part { MAIN } else { SILENT };
                canvas.shape(&corners(centre), fill, PAPER);
            }
            legend::draw(canvas, legend, (MARGIN, bottom), width);
        })
    }
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
