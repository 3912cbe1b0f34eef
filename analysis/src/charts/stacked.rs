//! Stacked bars: the rows of a grid, each filled by its own answers on its own base.

use plotters::prelude::RGBColor;

use super::canvas::{self, Anchor, Canvas, INK, PAPER, STEPS, Svg, Type};
use super::{WIDTH, drawn, legend, length, measure, row_height, said, short_percent_label};
use crate::figure::{Row, Table};

const LABEL_ROOM: i32 = 270;
const BASE_ROOM: i32 = 76;
const BAR_LEFT: i32 = LABEL_ROOM + 14;
const BAR_ROOM: i32 = WIDTH - BAR_LEFT - BASE_ROOM;
const BAR_HEIGHT: i32 = 40;
/// How far above the middle of a bar its percentages stand, and below it the counts.
const OFF_MIDDLE: i32 = 9;
const GAP: i32 = 16;
const MARGIN: i32 = 8;

/// From dark to light, so that the first answer weighs most and neighbours differ in lightness; the
/// text on each is whichever of white and ink reads better.
const FILLS: [(RGBColor, RGBColor); 6] = [
    (STEPS[3], PAPER),
    (STEPS[1], INK),
    (RGBColor(214, 218, 222), INK),
    (RGBColor(92, 101, 109), PAPER),
    (RGBColor(240, 200, 120), INK),
    (RGBColor(140, 84, 10), PAPER),
];

/// Draws every group of a grid as one bar, its options side by side with their percentages and counts, its base
/// at the end. Nets are left to the table: they would count a part twice.
pub fn stacked(table: &Table) -> Svg {
    let groups = groups(table);
    let labels: Vec<Vec<String>> = groups
        .iter()
        .map(|(label, _)| measure::wrap(label, Type::LABEL.size, false, LABEL_ROOM))
        .collect();
    let heights: Vec<i32> = labels
        .iter()
        .map(|lines| row_height(lines, BAR_HEIGHT, GAP))
        .collect();
    let entries: Vec<legend::Entry<'_>> = groups
        .first()
        .into_iter()
        .flat_map(|(_, rows)| rows.iter().zip(FILLS.iter().cycle()))
        .map(|(row, (fill, _))| (*fill, row.label.as_str()))
        .collect();
    let legend_height = legend::height(&entries, BAR_LEFT, WIDTH);
    let height = legend_height + heights.iter().sum::<i32>() + 2 * MARGIN;
    canvas::draw(
        (WIDTH, height),
        &table.title,
        &describe(&groups),
        |canvas| {
            legend::draw(canvas, &entries, (BAR_LEFT, MARGIN), WIDTH);
            let mut top = MARGIN + legend_height;
            for (((_, rows), lines), height) in groups.iter().zip(&labels).zip(&heights) {
                let middle = top + height / 2;
                canvas.lines((LABEL_ROOM, middle), Anchor::End, Type::LABEL, lines);
                segments(canvas, rows, middle);
                let base = rows.first().and_then(|row| row.figure.base);
                let base = base.map_or_else(String::new, |base| format!("of {base}"));
                canvas.text(
                    (WIDTH - BASE_ROOM + 12, middle + OFF_MIDDLE),
                    Anchor::Start,
                    Type::SMALL,
                    &base,
                );
                top += height;
            }
        },
    )
}

type Group<'a> = (&'a str, Vec<&'a Row>);

fn groups(table: &Table) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for row in drawn(table) {
        let label = row.group.as_deref().unwrap_or_default();
        match groups.last_mut() {
            Some((last, rows)) if *last == label => rows.push(row),
            _ => groups.push((label, vec![row])),
        }
    }
    groups
}

/// Each percentage is written on its segment where there is room, with the count below it, and behind the last which
/// answers are withheld; the table and the description have all.
fn segments(canvas: &mut Canvas<'_>, rows: &[&Row], middle: i32) {
    let mut x = BAR_LEFT;
    for (row, (fill, on_fill)) in rows.iter().zip(FILLS.iter().cycle()) {
        let wide = length(&row.figure, BAR_ROOM);
        canvas.rect((x, middle - BAR_HEIGHT / 2), (wide, BAR_HEIGHT), *fill);
        let Ok(count) = row.figure.count else {
            continue;
        };
        let numbers = [
            (short_percent_label(&row.figure), Type::STRONG, -OFF_MIDDLE),
            (count.to_string(), Type::SMALL, OFF_MIDDLE),
        ];
        let fits = |(text, look, _): &(String, Type, i32)| {
            measure::width(text, look.size, look.bold) + 2 <= wide
        };
        if numbers.iter().all(fits) {
            for (text, look, off) in numbers {
                let look = Type {
                    color: *on_fill,
                    ..look
                };
                canvas.text((x + wide / 2, middle + off), Anchor::Middle, look, &text);
            }
        }
        x += wide;
        canvas.rect((x - 1, middle - BAR_HEIGHT / 2), (1, BAR_HEIGHT), PAPER);
    }
    let withheld: Vec<&str> = rows
        .iter()
        .filter(|row| row.figure.withheld().is_some())
        .map(|row| row.label.as_str())
        .collect();
    let words = format!("withheld: {}", withheld.join(", "));
    let room = BAR_LEFT + BAR_ROOM - x - 8;
    let fits = measure::width(&words, Type::SMALL.size, false) <= room;
    let words = if fits { words.as_str() } else { "withheld" };
    if !withheld.is_empty() && measure::width(words, Type::SMALL.size, false) <= room {
        canvas.text((x + 8, middle), Anchor::Start, Type::SMALL, words);
    }
}

fn describe(groups: &[Group<'_>]) -> String {
    let words: Vec<String> = groups
        .iter()
        .map(|(label, rows)| {
            let answers: Vec<String> = rows
                .iter()
                .map(|row| format!("{} {}", row.label, said(&row.figure)))
                .collect();
            format!("{label}: {}", answers.join(", "))
        })
        .collect();
    format!("Stacked bar chart. {}.", words.join("; "))
}
