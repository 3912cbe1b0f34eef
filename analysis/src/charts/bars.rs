//! Bars: one a row, from nothing to the whole base, with the percentage and the count beside it.

use super::canvas::{self, Anchor, INK, MAIN, Svg, TRACK, Type};
use super::{WIDTH, drawn, length, measure, row_height, said, value};
use crate::figure::{Row, Table};

const LABEL_ROOM: i32 = 270;
const VALUE_ROOM: i32 = 140;
const BAR_LEFT: i32 = LABEL_ROOM + 14;
const BAR_ROOM: i32 = WIDTH - BAR_LEFT - VALUE_ROOM;
const BAR_HEIGHT: i32 = 22;
const GAP: i32 = 14;
const MARGIN: i32 = 8;

/// Draws the rows of a table as bars on a scale from 0 to 100 %, nets apart below the options.
///
/// Of a table of themes only the rows counted in authorities are drawn. Who took part is drawn with every
/// category of the frame.
pub fn bars(table: &Table) -> Svg {
    let rows: Vec<&Row> = drawn(table).collect();
    let labels: Vec<Vec<String>> = rows
        .iter()
        .map(|row| measure::wrap(&row.label, Type::LABEL.size, row.net, LABEL_ROOM))
        .collect();
    let heights: Vec<i32> = labels
        .iter()
        .map(|lines| row_height(lines, BAR_HEIGHT, GAP))
        .collect();
    let height = heights.iter().sum::<i32>() + 2 * MARGIN;
    canvas::draw((WIDTH, height), &table.title, &describe(&rows), |canvas| {
        let mut top = MARGIN;
        for ((row, lines), height) in rows.iter().zip(&labels).zip(&heights) {
            let middle = top + height / 2;
            let look = if row.net { Type::STRONG } else { Type::LABEL };
            canvas.lines((LABEL_ROOM, middle), Anchor::End, look, lines);
            let bar = (BAR_LEFT, middle - BAR_HEIGHT / 2);
            canvas.rect(bar, (BAR_ROOM, BAR_HEIGHT), TRACK);
            canvas.rect(
                bar,
                (length(&row.figure, BAR_ROOM), BAR_HEIGHT),
                if row.net { INK } else { MAIN },
            );
            value(canvas, (BAR_LEFT + BAR_ROOM + 10, middle), &row.figure);
            top += height;
        }
    })
}

fn describe(rows: &[&Row]) -> String {
    let words: Vec<String> = rows
        .iter()
        .map(|row| format!("{}: {}", row.label, said(&row.figure)))
        .collect();
    format!("Bar chart. {}.", words.join("; "))
}
