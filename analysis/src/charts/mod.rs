//! Charts: one file a chart, from a table to an accessible SVG.
//!
//! Every chart has a title, a description that says its numbers in words, real text, and colours that
//! survive colour-blindness and grey print (each differs from its neighbours in lightness, and every
//! value is also written).

mod bars;
mod canvas;
mod compare;
mod hexagons;
mod measure;
mod regions;
mod stacked;

pub use bars::bars;
pub use canvas::Svg;
pub use compare::compare;
pub use hexagons::{Layout, LayoutFault, hexagons};
pub use regions::{Outline, OutlineFault, outlines, regions};
pub use stacked::stacked;

use crate::figure::Figure;

/// The width of every chart, in the units of its drawing: the text column of a report.
const WIDTH: i32 = 720;

/// "89%" for a figure, or a dash where nobody is in its base.
fn percent_label(figure: &Figure) -> String {
    figure
        .percent(0)
        .map_or_else(|| "–".to_owned(), |percent| percent.to_string())
}

/// "62 of 70" for a figure.
fn count_label(figure: &Figure) -> String {
    match figure.base {
        Some(base) => format!("{} of {base}", figure.count),
        None => figure.count.to_string(),
    }
}

/// How long a bar of the full width would be for this figure.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of a chart's width is far below 2^31"
)]
fn length(figure: &Figure, full: i32) -> i32 {
    figure.share().map_or(0, |share| {
        (share.fraction() * f64::from(full)).round() as i32
    })
}
