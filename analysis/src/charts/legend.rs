//! A legend: swatches with their words, on as many lines as they need.

use plotters::prelude::RGBColor;

use super::canvas::{Anchor, Canvas, Type};
use super::measure;

const SWATCH: i32 = 14;
const LINE: i32 = 24;
const AFTER: i32 = 22;

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
