//! Bars: one a row, from nothing to the whole base, with the percentage and the count beside it.

use super::canvas::{self, Anchor, Canvas, INK, MAIN, Svg, TRACK, Type};
use super::{
    WIDTH, drawn, length, measure, part, percent_ends, range_ends, row_height, said, value,
};
use crate::figure::{Row, Table};

const LABEL_ROOM: i32 = 270;
const VALUE_ROOM: i32 = 140;
const BAR_LEFT: i32 = LABEL_ROOM + 14;
const BAR_ROOM: i32 = WIDTH - BAR_LEFT - VALUE_ROOM;
const BAR_HEIGHT: i32 = 22;
/// A bar that has a range is lower, so that the line of the range lies under it at the same height.
const BAR_OVER_RANGE: i32 = 15;
const RANGE_WEIGHT: i32 = 2;
const RANGE_END: i32 = 6;
/// The room below the bars for what the line of a range is, and the line that is shown there.
const KEY: i32 = 24;
const KEY_LINE: i32 = 34;
const GAP: i32 = 14;
/// The room above and below what a group is, over its first bar.
const HEADING_GAP: i32 = 11;
const MARGIN: i32 = 8;

/// Draws the rows of a table as bars on a scale from 0 to 100 %, nets apart below the options. Under the bar
/// of an estimate lies a thin line from the low to the high end of its range, and below all bars what it is.
///
/// Of a table of themes only the rows counted in authorities are drawn. Who took part is drawn with every
/// category of the frame, each attribute under its name.
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
    let headings: Vec<Vec<String>> = headings(&rows)
        .into_iter()
        .map(|heading| match heading {
            Some(heading) => measure::wrap(heading, Type::STRONG.size, true, LABEL_ROOM),
            None => Vec::new(),
        })
        .collect();
    let headed = |lines: &Vec<String>| match lines.as_slice() {
        [] => 0,
        lines => row_height(lines, 0, HEADING_GAP),
    };
    let above: Vec<i32> = headings.iter().map(headed).collect();
    let has_ranges = rows.iter().any(|row| range_ends(row).is_some());
    let below = if has_ranges { KEY } else { 0 };
    let height = heights.iter().chain(&above).sum::<i32>() + 2 * MARGIN + below;
    canvas::draw((WIDTH, height), &table.title, &describe(&rows), |canvas| {
        let mut top = MARGIN;
        let above = headings.iter().zip(&above);
        for (((row, lines), height), (heading, above)) in
            rows.iter().zip(&labels).zip(&heights).zip(above)
        {
            canvas.lines(
                (LABEL_ROOM, top + above / 2),
                Anchor::End,
                Type::STRONG,
                heading,
            );
            top += above;
            let middle = top + height / 2;
            let look = if row.net { Type::STRONG } else { Type::LABEL };
            canvas.lines((LABEL_ROOM, middle), Anchor::End, look, lines);
            let bar = (BAR_LEFT, middle - BAR_HEIGHT / 2);
            let ends = range_ends(row);
            let high = if ends.is_some() {
                BAR_OVER_RANGE
            } else {
                BAR_HEIGHT
            };
            canvas.rect(bar, (BAR_ROOM, high), TRACK);
            canvas.rect(
                bar,
                (length(&row.figure, BAR_ROOM), high),
                if row.net { INK } else { MAIN },
            );
            if let Some(ends) = ends {
                let [low, high] = ends.map(|end| BAR_LEFT + part(end, BAR_ROOM));
                range(canvas, (low, high), middle + BAR_HEIGHT / 2);
            }
            value(canvas, (BAR_LEFT + BAR_ROOM + 10, middle), &row.figure);
            top += height;
        }
        if has_ranges {
            let middle = top + KEY / 2;
            let bottom = middle + RANGE_END / 2;
            range(canvas, (BAR_LEFT, BAR_LEFT + KEY_LINE), bottom);
            let after = (BAR_LEFT + KEY_LINE + 8, middle);
            canvas.text(after, Anchor::Start, Type::SMALL, "95% range");
        }
    })
}

/// A thin line from one end of a range to the other, each end marked, above `bottom`.
fn range(canvas: &mut Canvas<'_>, (low, high): (i32, i32), bottom: i32) {
    let middle = bottom - RANGE_END / 2;
    let wide = (high - low).max(RANGE_WEIGHT);
    let line = (low, middle - RANGE_WEIGHT / 2);
    canvas.rect(line, (wide, RANGE_WEIGHT), INK);
    for end in [low, low + wide - RANGE_WEIGHT] {
        let mark = (end, middle - RANGE_END / 2);
        canvas.rect(mark, (RANGE_WEIGHT, RANGE_END), INK);
    }
}

/// The group that each row begins, where there are several.
fn headings<'r>(rows: &[&'r Row]) -> Vec<Option<&'r str>> {
    let is_divided = rows.iter().any(|row| row.group != rows[0].group);
    let begins = |place: usize| place == 0 || rows[place - 1].group != rows[place].group;
    let heading = |(place, row): (usize, &&'r Row)| {
        let group = row.group.as_deref();
        group.filter(|_| is_divided && begins(place))
    };
    rows.iter().enumerate().map(heading).collect()
}

fn describe(rows: &[&Row]) -> String {
    let words = rows.iter().zip(headings(rows)).map(|(row, heading)| {
        let heading = heading
            .map(|group| format!("{group}: "))
            .unwrap_or_default();
        let range = percent_ends(row).map(|ends| format!(", 95% range {ends}"));
        let range = range.unwrap_or_default();
        format!("{heading}{}: {}{range}", row.label, said(&row.figure))
    });
    let words: Vec<String> = words.collect();
    format!("Bar chart. {}.", words.join("; "))
}
