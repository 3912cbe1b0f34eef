//! Two sides of a profile: those who took part beside the whole frame, category by category.

use plotters::prelude::RGBColor;

use super::canvas::{self, Anchor, Canvas, MAIN, SECOND, Svg, TRACK, Type};
use super::{WIDTH, legend, length, measure, said, value};
use crate::figure::{Row, Table};

const LABEL_ROOM: i32 = 200;
const VALUE_ROOM: i32 = 150;
const BAR_LEFT: i32 = LABEL_ROOM + 14;
const BAR_ROOM: i32 = WIDTH - BAR_LEFT - VALUE_ROOM;
const BAR_HEIGHT: i32 = 18;
const PAIR: i32 = 2 * BAR_HEIGHT + 3;
const GAP: i32 = 18;
const MARGIN: i32 = 8;
const FILLS: [RGBColor; 2] = [MAIN, SECOND];

/// Draws the two groups of a profile as pairs of bars on a scale from 0 to 100 %.
pub fn compare(table: &Table) -> Svg {
    let (sides, pairs) = pairs(table);
    let rows = i32::try_from(pairs.len()).expect("a profile has few categories");
    let entries: Vec<legend::Entry<'_>> = FILLS.into_iter().zip(sides).collect();
    let legend_height = legend::height(&entries, BAR_LEFT, WIDTH);
    let height = legend_height + rows * (PAIR + GAP) + 2 * MARGIN;
    canvas::draw((WIDTH, height), &table.title, &describe(&pairs), |canvas| {
        legend::draw(canvas, &entries, (BAR_LEFT, MARGIN), WIDTH);
        for (position, pair) in pairs.iter().enumerate() {
            let position = i32::try_from(position).expect("a profile has few categories");
            let top = MARGIN + legend_height + position * (PAIR + GAP) + GAP / 2;
            let lines = measure::wrap(&pair[0].label, Type::LABEL.size, false, LABEL_ROOM);
            canvas.lines(
                (LABEL_ROOM, top + PAIR / 2),
                Anchor::End,
                Type::LABEL,
                &lines,
            );
            for ((row, fill), side) in pair.iter().zip(FILLS).zip(0..) {
                bar(canvas, row, fill, top + side * (BAR_HEIGHT + 3));
            }
        }
    })
}

fn pairs(table: &Table) -> (Vec<&str>, Vec<[&Row; 2]>) {
    let half = table.rows.len() / 2;
    let (left, right) = table.rows.split_at(half);
    let sides = [left.first(), right.first()]
        .into_iter()
        .flatten()
        .filter_map(|row| row.group.as_deref())
        .collect();
    let pairs = left.iter().zip(right).map(|(one, other)| [one, other]);
    (sides, pairs.collect())
}

fn bar(canvas: &mut Canvas<'_>, row: &Row, fill: RGBColor, top: i32) {
    let middle = top + BAR_HEIGHT / 2;
    canvas.rect((BAR_LEFT, top), (BAR_ROOM, BAR_HEIGHT), TRACK);
    canvas.rect(
        (BAR_LEFT, top),
        (length(&row.figure, BAR_ROOM), BAR_HEIGHT),
        fill,
    );
    value(canvas, (BAR_LEFT + BAR_ROOM + 10, middle), &row.figure);
}

fn describe(pairs: &[[&Row; 2]]) -> String {
    let words: Vec<String> = pairs
        .iter()
        .map(|pair| {
            let sides: Vec<String> = pair
                .iter()
                .map(|row| {
                    let side = row.group.as_deref().unwrap_or_default().to_lowercase();
                    format!("{side} {}", said(&row.figure))
                })
                .collect();
            format!("{}: {}", pair[0].label, sides.join(", "))
        })
        .collect();
    format!("Paired bar chart. {}.", words.join("; "))
}
