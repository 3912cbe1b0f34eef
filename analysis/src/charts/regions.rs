//! A map of regions, shaded by response rate, with count and rate written on each.

use plotters::prelude::RGBColor;

use super::canvas::{self, Anchor, Canvas, INK, PAPER, STEPS, Svg, TRACK, Type};
use super::{count_label, legend, measure, said, short_percent_label};
use crate::figure::{Figure, Table};
use crate::key::{Key, slug};
use crate::share::Percent;

/// Outlines are in units of which England is a thousand high; the map is drawn at this share of it.
const SCALE: (i32, i32) = (3, 4);
const MARGIN: i32 = 12;
const LABEL_ROOM: i32 = 112;
/// The map is printed smaller than other charts, so what is written on it is larger: the names, and the numbers.
const LABEL_SIZES: (i32, i32) = (16, 14);
const LEGEND: i32 = 56;
/// Where one shade ends and the next begins, in percent.
const CUTS: [u64; 3] = [30, 45, 60];

/// The shape of one region; several rings where it has islands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    region: String,
    label: (i32, i32),
    leader: Option<(i32, i32)>,
    ring: Vec<(i32, i32)>,
}

/// What is wrong with a file of outlines.
#[derive(Debug, thiserror::Error)]
pub enum OutlineFault {
    /// It isn't the CSV that is expected.
    #[error("outlines are not readable: {0}")]
    Csv(#[from] csv::Error),
    /// A place isn't two whole numbers.
    #[error("line {line}: `{text}` is no point, which is two whole numbers")]
    NoPoint {
        /// The line of the file.
        line: u64,
        /// What stands there.
        text: String,
    },
}

/// Reads outlines from CSV with the columns `region`, `label`, `leader` and `ring`; a point is two whole
/// numbers, a ring is points with commas between them.
///
/// # Errors
/// The first place that can't be read.
pub fn outlines(text: &str) -> Result<Vec<Outline>, OutlineFault> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let field = |column: usize| record.get(column).unwrap_or_default();
            let leader = field(2);
            Ok(Outline {
                region: field(0).to_owned(),
                label: point(field(1), line)?,
                leader: (!leader.is_empty())
                    .then(|| point(leader, line))
                    .transpose()?,
                ring: field(3)
                    .split(',')
                    .map(|text| point(text, line))
                    .collect::<Result<_, _>>()?,
            })
        })
        .collect()
}

/// Draws the regions of an attribute of the participation table; `None` where the outlines don't cover
/// every category of it.
pub fn regions(participation: &Table, attribute: &str, outlines: &[Outline]) -> Option<Svg> {
    let prefix = Key::new("participation").join(attribute);
    let rows: Vec<_> = participation
        .rows
        .iter()
        .filter(|row| {
            row.key
                .as_str()
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        })
        .collect();
    let covered = |label: &str| outlines.iter().any(|one| slug(&one.region) == slug(label));
    if rows.is_empty() || !rows.iter().all(|row| covered(&row.label)) {
        return None;
    }
    let figure_of = |region: &str| {
        rows.iter()
            .find(|row| slug(&row.label) == slug(region))
            .map(|row| (row.label.as_str(), &row.figure))
    };
    let words: Vec<String> = rows
        .iter()
        .map(|row| format!("{}: {}", row.label, said(&row.figure)))
        .collect();
    let description = format!(
        "Map of England's regions shaded by response rate. {}.",
        words.join("; ")
    );
    let (width, height) = extent(outlines);
    let size = (width + 2 * MARGIN, height + 2 * MARGIN + LEGEND);
    let title = "Responses and response rate by region";
    Some(canvas::draw(size, title, &description, |canvas| {
        for outline in outlines {
            if let Some((_, figure)) = figure_of(&outline.region) {
                let ring: Vec<_> = outline.ring.iter().copied().map(placed).collect();
                canvas.shape(&ring, fill(figure), PAPER);
            }
        }
        let mut last = "";
        for outline in outlines.iter().filter(|one| !one.ring.is_empty()) {
            if let Some((name, figure)) = figure_of(&outline.region) {
                if last != name {
                    label(canvas, outline, name, figure);
                }
                last = name;
            }
        }
        let withheld = rows.iter().any(|row| row.figure.withheld().is_some());
        let words = [
            format!("under {}%", CUTS[0]),
            format!("{} to {}%", CUTS[0], CUTS[1] - 1),
            format!("{} to {}%", CUTS[1], CUTS[2] - 1),
            format!("{}% and over", CUTS[2]),
        ];
        let entries: Vec<legend::Entry<'_>> = STEPS
            .into_iter()
            .zip(words.iter().map(String::as_str))
            .chain(withheld.then_some((TRACK, "withheld")))
            .collect();
        let top = height + MARGIN + LEGEND / 2;
        legend::draw(canvas, &entries, (MARGIN, top), size.0);
    }))
}

fn label(canvas: &mut Canvas<'_>, outline: &Outline, name: &str, figure: &Figure) {
    let middle @ (x, y) = placed(outline.label);
    let on_dark = outline.leader.is_none() && step(figure) >= 2;
    let color = if on_dark { PAPER } else { INK };
    if let Some(leader) = outline.leader {
        let from = placed(leader);
        let to = x - (x - from.0).signum() * LABEL_ROOM / 2;
        canvas.line(from, (to, y), INK);
    }
    let numbers = match figure.withheld() {
        None => format!("{} · {}", count_label(figure), short_percent_label(figure)),
        Some(_) => count_label(figure),
    };
    for line in lines(middle, name, numbers, color) {
        canvas.text(line.at, Anchor::Middle, line.look, &line.text);
    }
}

/// A line of a label, around its point.
struct Line {
    at: (i32, i32),
    look: Type,
    text: String,
}

/// The name of a region in as many lines as it takes, and its numbers below.
fn lines((x, y): (i32, i32), name: &str, numbers: String, color: RGBColor) -> Vec<Line> {
    let (size, smaller) = LABEL_SIZES;
    let strong = Type {
        size,
        color,
        ..Type::STRONG
    };
    let plain = Type {
        size: smaller,
        color,
        ..Type::LABEL
    };
    let names = measure::wrap(name, strong.size, true, LABEL_ROOM);
    let count = i32::try_from(names.len()).expect("a name has few lines");
    let step = canvas::leading(strong.size);
    let half = step / 2;
    let first = y - half - step * (count - 1) / 2;
    let names = names.into_iter().zip(0..).map(|(text, line)| Line {
        at: (x, first + line * step),
        look: strong,
        text,
    });
    let numbers = Line {
        at: (x, y + half * count),
        look: plain,
        text: numbers,
    };
    names.chain([numbers]).collect()
}

fn step(figure: &Figure) -> usize {
    let rate = figure.percent(0).map_or(0, Percent::whole);
    CUTS.iter().filter(|cut| rate >= **cut).count()
}

fn fill(figure: &Figure) -> RGBColor {
    match figure.withheld() {
        None => STEPS[step(figure)],
        Some(_) => TRACK,
    }
}

fn placed((x, y): (i32, i32)) -> (i32, i32) {
    let (up, down) = SCALE;
    (x * up / down + MARGIN, y * up / down + MARGIN)
}

fn extent(outlines: &[Outline]) -> (i32, i32) {
    let points = || outlines.iter().flat_map(|one| &one.ring);
    let (up, down) = SCALE;
    let labels = outlines
        .iter()
        .map(|one| one.label.0 * up / down + LABEL_ROOM / 2);
    let width = points().map(|(x, _)| x * up / down).chain(labels).max();
    let height = points().map(|(_, y)| y * up / down).max();
    (width.unwrap_or(0), height.unwrap_or(0))
}

fn point(text: &str, line: u64) -> Result<(i32, i32), OutlineFault> {
    text.split_once(' ')
        .and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)))
        .ok_or_else(|| OutlineFault::NoPoint {
            line,
            text: text.to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLAND: &str = include_str!("../../../survey-definitions/geography/regions.csv");

    /// How near a letter may come to an outline.
    const CLEAR: f64 = 5.0;

    type Point = (f64, f64);

    /// Points around a line of text, close enough that no bay of a coast reaches between them.
    fn around(line: &Line) -> Vec<Point> {
        let width = f64::from(measure::width(&line.text, line.look.size, line.look.bold));
        let half = 0.4 * f64::from(line.look.size);
        let (x, y) = (f64::from(line.at.0), f64::from(line.at.1));
        let places = (0..=20).map(|place| x + width * (f64::from(place) / 20.0 - 0.5));
        places
            .flat_map(|x| [-half, 0.0, half].map(|down| (x, y + down)))
            .collect()
    }

    fn ring(outline: &Outline) -> Vec<(Point, Point)> {
        let points = || outline.ring.iter().map(|point| placed(*point));
        let points = || points().map(|(x, y)| (f64::from(x), f64::from(y)));
        points().zip(points().cycle().skip(1)).collect()
    }

    fn is_within((x, y): Point, ring: &[(Point, Point)]) -> bool {
        let crossed = ring.iter().filter(|((x0, y0), (x1, y1))| {
            (*y0 > y) != (*y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
        });
        crossed.count() % 2 == 1
    }

    fn away((x, y): Point, ((x0, y0), (x1, y1)): (Point, Point)) -> f64 {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let square = dx * dx + dy * dy;
        let along = if square > 0.0 {
            (((x - x0) * dx + (y - y0) * dy) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (x - x0 - along * dx).hypot(y - y0 - along * dy)
    }

    #[test]
    fn no_label_of_englands_regions_touches_an_outline() {
        let outlines = outlines(ENGLAND).expect("the shipped outlines are right");
        for one in &outlines {
            // As wide as the numbers of any region can be.
            let numbers = "33 of 33 · 100%".to_owned();
            let points: Vec<Point> = lines(placed(one.label), &one.region, numbers, INK)
                .iter()
                .flat_map(around)
                .collect();
            let home = |point: &Point| {
                let mut rings = outlines
                    .iter()
                    .filter(|other| other.region == one.region && is_within(*point, &ring(other)));
                rings.next().is_some()
            };
            let anywhere =
                |point: &Point| outlines.iter().any(|other| is_within(*point, &ring(other)));
            let name = &one.region;
            match one.leader {
                None => assert!(points.iter().all(home), "{name} leaves its region"),
                Some(leader) => {
                    assert!(!points.iter().any(anywhere), "{name} lies on a region");
                    let (x, y) = placed(leader);
                    assert!(
                        home(&(f64::from(x), f64::from(y))),
                        "{name} is led to elsewhere"
                    );
                }
            }
            let edges = outlines.iter().flat_map(ring);
            for edge in edges {
                for point in &points {
                    assert!(
                        point.0 > 0.0 && away(*point, edge) >= CLEAR,
                        "{name} at {point:?}"
                    );
                }
            }
        }
    }
}
