//! A legend: swatches with their words, on as many lines as they need.

use plotters::prelude::RGBColor;

use super::canvas::{Anchor, Canvas, Type};
use super::measure;

const SWATCH: i32 = 14;
const LINE: i32 = 24;
const AFTER: i32 = 22;

/// What a large legend's measures are multiplied by, and divided by: one in a drawing that is as wide as a desk's page and
/// is shrunk to half on a phone, where its words are still to be read.
const LARGE: (i32, i32) = (13, 7);

/// What a fill stands for.
pub(super) type Entry<'a> = (RGBColor, &'a str);

/// How high the legend is between two edges.
pub(super) fn height(entries: &[Entry<'_>], left: i32, right: i32) -> i32 {
    let lines = places(entries, left, right)
        .last()
        .map_or(0, |(_, line)| line + 1);
    lines * LINE
}

/// Draws the legend from the top left of its place.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    entries: &[Entry<'_>],
    (left, top): (i32, i32),
    right: i32,
) {
    for ((fill, words), (x, line)) in entries.iter().zip(places(entries, left, right)) {
        let middle = top + line * LINE + LINE / 2;
        canvas.rect((x, middle - SWATCH / 2), (SWATCH, SWATCH), *fill);
        canvas.text((x + SWATCH + 6, middle), Anchor::Start, Type::LABEL, words);
    }
}

/// How high a large legend is, whose entries stand below each other.
pub(super) fn large_height(entries: &[Entry<'_>]) -> i32 {
    let entries = i32::try_from(entries.len()).expect("a legend has few entries");
    entries * large(LINE)
}

/// Draws the legend large, from the top left of its place, each entry on a line of its own.
pub(super) fn draw_large(canvas: &mut Canvas<'_>, entries: &[Entry<'_>], (left, top): (i32, i32)) {
    let (swatch, line) = (large(SWATCH), large(LINE));
    let look = Type {
        size: large(Type::LABEL.size),
        ..Type::LABEL
    };
    for ((fill, words), place) in entries.iter().zip(0..) {
        let middle = top + place * line + line / 2;
        canvas.rect((left, middle - swatch / 2), (swatch, swatch), *fill);
        canvas.text((left + swatch + 10, middle), Anchor::Start, look, words);
    }
}

fn large(measure: i32) -> i32 {
    let (times, parts) = LARGE;
    measure * times / parts
}

/// Where each entry begins, and on which line.
fn places(entries: &[Entry<'_>], left: i32, right: i32) -> Vec<(i32, i32)> {
    let (mut x, mut line) = (left, 0);
    let mut places = Vec::new();
    for (_, words) in entries {
        let wide = SWATCH + 6 + measure::width(words, Type::LABEL.size, false);
        if x > left && x + wide > right {
            (x, line) = (left, line + 1);
        }
        places.push((x, line));
        x += wide + AFTER;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_go_to_the_next_line_before_they_are_clipped() {
        let entry = (RGBColor(0, 0, 0), "An answer of some length");
        let entries = [entry; 5];
        let places = places(&entries, 100, 600);
        let wide = SWATCH + 6 + measure::width(entry.1, Type::LABEL.size, false);
        assert!(places.iter().all(|(x, _)| x + wide <= 600), "{places:?}");
        assert_eq!(height(&entries, 100, 600), 3 * LINE);
    }
}
