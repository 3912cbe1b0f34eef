//! Charts: one file a chart, from a table to an accessible SVG.
//!
//! Every chart has a title, a description that says its numbers in words, real text, and colours that
//! survive colour-blindness and grey print (each differs from its neighbours in lightness, and every
//! value is also written).

mod bars;
mod canvas;
mod compare;
mod hexagons;
mod legend;
mod measure;
mod regions;
mod stacked;

pub use bars::bars;
pub use canvas::Svg;
pub use compare::compare;
pub use hexagons::{Hexagons, Layout, LayoutFault};
pub use regions::{Outline, OutlineFault, outlines, regions};
pub use stacked::stacked;

use crate::estimate::Interval;
use crate::figure::{Figure, Row, Table, TableKind, Withheld};
use canvas::{Anchor, Canvas, Type};

/// The width of every chart, in the units of its drawing: the text column of a report.
const WIDTH: i32 = 720;

/// The rows of a table that its chart draws: of themes those counted in units and not in comments, of any
/// other table all; a grid's nets are left to its table.
pub fn drawn(table: &Table) -> impl Iterator<Item = &Row> {
    let first_group = table.rows.first().and_then(|row| row.group.as_ref());
    table.rows.iter().filter(move |row| match table.kind {
        TableKind::Themes => row.group.as_ref() == first_group,
        TableKind::Grid => !row.net,
        _ => true,
    })
}

/// "89%" for a figure, or a dash where nobody is in its base or it is withheld.
fn percent_label(figure: &Figure) -> String {
    figure.printed().unwrap_or_else(|| "–".to_owned())
}

/// The same with signs for "less than" and "more than", which there is no room for in a drawing.
fn short_percent_label(figure: &Figure) -> String {
    percent_label(figure)
        .replace("less than ", "<")
        .replace("more than ", ">")
}

/// "62 of 70" for a figure, "withheld" for one that is.
fn count_label(figure: &Figure) -> String {
    match (figure.count, figure.base) {
        (Ok(count), Some(base)) => format!("{count} of {base}"),
        (Ok(count), None) => count.to_string(),
        (Err(_), _) => "withheld".to_owned(),
    }
}

/// "89% (62 of 70)" for a figure, in a description; for a withheld one why it is.
fn said(figure: &Figure) -> String {
    match figure.withheld() {
        None => format!("{} ({})", percent_label(figure), count_label(figure)),
        Some(why) => format!("withheld ({why})"),
    }
}

/// Writes a figure beside its bar: the percentage, then the count. Of a withheld one that it is, and why
/// where there is room for that; the description has it always.
fn value(canvas: &mut Canvas<'_>, (x, middle): (i32, i32), figure: &Figure) {
    if let Some(why) = figure.withheld() {
        let words = match why {
            Withheld::FewerThan(_) => format!("withheld: {why}"),
            Withheld::Telling => "withheld".to_owned(),
        };
        canvas.text((x, middle), Anchor::Start, Type::SMALL, &words);
        return;
    }
    let percent = short_percent_label(figure);
    canvas.text((x, middle), Anchor::Start, Type::STRONG, &percent);
    let count = count_label(figure);
    canvas.text((x + 50, middle), Anchor::Start, Type::SMALL, &count);
}

/// The ends of a figure's range as fractions of one, where it has a range that is to be drawn.
pub fn range_ends(row: &Row) -> Option<[f64; 2]> {
    Some(match row.range? {
        Interval::Units(range) => {
            [range.low(), range.high()].map(|end| f64::from(end) / f64::from(range.population()))
        }
        Interval::Percent(range) => range.fractions(),
    })
}

/// "48% to 63%" for a figure with a range.
fn percent_ends(row: &Row) -> Option<String> {
    let [low, high] = row.range?.percent(0);
    Some(format!("{low} to {high}"))
}

/// How high a row is: its bar or its label, whichever is higher, and the gap to the next.
fn row_height(label: &[String], bar: i32, gap: i32) -> i32 {
    let lines = i32::try_from(label.len()).expect("a label has few lines");
    (canvas::leading(Type::LABEL.size) * lines).max(bar) + gap
}

/// How long a bar of the full width would be for this figure.
fn length(figure: &Figure, full: i32) -> i32 {
    figure
        .share()
        .map_or(0, |share| part(share.fraction(), full))
}

/// A fraction of a width.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of a chart's width is far below 2^31"
)]
fn part(fraction: f64, full: i32) -> i32 {
    (fraction * f64::from(full)).round() as i32
}
