//! The canvas: plotters' SVG drawing with a title, a description and a role around it.

use std::fmt;

use plotters::prelude::{DrawingBackend, IntoFont, RGBColor, SVGBackend, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, ShapeStyle};

/// Fonts that share the widths labels are measured with.
const FONT: &str = "Arial, Helvetica, Liberation Sans, sans-serif";

/// Plotters divides a font size by this before it writes it.
const PLOTTERS_FONT_SCALE: f64 = 1.24;

/// Near black, for text and axes.
pub(super) const INK: RGBColor = RGBColor(29, 36, 43);
/// Grey that still reads on white (contrast 5.7 to 1).
pub(super) const MUTED: RGBColor = RGBColor(91, 103, 112);
/// The empty part of a bar.
pub(super) const TRACK: RGBColor = RGBColor(233, 236, 239);
/// The main colour of bars.
pub(super) const MAIN: RGBColor = RGBColor(23, 92, 122);
/// The second colour: much lighter than the first.
pub(super) const SECOND: RGBColor = RGBColor(232, 170, 66);
/// Borders between areas.
pub(super) const PAPER: RGBColor = RGBColor(255, 255, 255);

/// Four steps from light to dark, for areas; each differs in lightness from the next.
pub(super) const STEPS: [RGBColor; 4] = [
    RGBColor(214, 230, 236),
    RGBColor(143, 188, 203),
    RGBColor(50, 115, 143),
    RGBColor(14, 66, 92),
];

/// A colour as style sheets and SVG write it.
pub(super) fn css(color: RGBColor) -> String {
    let RGBColor(red, green, blue) = color;
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// A finished drawing: one `svg` element, safe to put inside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg(String);

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where text stands from its point: after it, before it, or around it; always centred in height.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    End,
    Middle,
}

/// How a line of text looks.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) size: i32,
    pub(super) bold: bool,
    pub(super) color: RGBColor,
}

impl Type {
    pub(super) const LABEL: Self = Self {
        size: 14,
        bold: false,
        color: INK,
    };
    pub(super) const STRONG: Self = Self {
        bold: true,
        ..Self::LABEL
    };
    pub(super) const SMALL: Self = Self {
        size: 13,
        bold: false,
        color: MUTED,
    };
}

/// Draws a chart of this size in the drawing's own units.
///
/// The description is what a screen reader says instead of the picture.
pub(super) fn draw(
    (width, height): (i32, i32),
    title: &str,
    description: &str,
    paint: impl FnOnce(&mut Canvas<'_>),
) -> Svg {
    let mut drawn = String::new();
    {
        let size = (width.unsigned_abs(), height.unsigned_abs());
        let mut canvas = Canvas {
            backend: SVGBackend::with_string(&mut drawn, size),
        };
        paint(&mut canvas);
    }
    let shapes = drawn
        .split_once("<svg")
        .and_then(|(_, svg)| svg.split_once('>'))
        .and_then(|(_, rest)| rest.rsplit_once("</svg>"))
        .map(|(shapes, _)| shapes)
        .expect("plotters writes one svg element");
    Svg(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\">\n<title>{}</title>\n<desc>{}</desc>{shapes}</svg>\n",
        escape(title),
        escape(description),
    ))
}

/// What a chart paints on. Coordinates are whole units from the top left.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// Why drawing cannot fail: the backend only appends to a string.
const INFALLIBLE: &str = "writing to a string does not fail";

impl Canvas<'_> {
    /// A filled rectangle; nothing where it has no width.
    pub(super) fn rect(&mut self, (x, y): (i32, i32), (w, h): (i32, i32), color: RGBColor) {
        if w > 0 {
            self.backend
                .draw_rect((x, y), (x + w, y + h), &color, true)
                .expect(INFALLIBLE);
        }
    }

    /// A straight line, one unit wide.
    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), color: RGBColor) {
        self.backend.draw_line(from, to, &color).expect(INFALLIBLE);
    }

    /// A filled shape with a thin border.
    pub(super) fn shape(&mut self, points: &[(i32, i32)], fill: RGBColor, border: RGBColor) {
        self.backend
            .fill_polygon(points.iter().copied(), &fill)
            .expect(INFALLIBLE);
        let style = ShapeStyle {
            color: border.into(),
            filled: false,
            stroke_width: 1,
        };
        let closed = points.iter().chain(points.first()).copied();
        self.backend.draw_path(closed, &style).expect(INFALLIBLE);
    }

    /// One line of text.
    pub(super) fn text(&mut self, at: (i32, i32), anchor: Anchor, look: Type, text: &str) {
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::End => HPos::Right,
            Anchor::Middle => HPos::Center,
        };
        let font = (FONT, f64::from(look.size) * PLOTTERS_FONT_SCALE).into_font();
        let font = if look.bold {
            font.style(FontStyle::Bold)
        } else {
            font
        };
        let style = TextStyle::from(font)
            .color(&look.color)
            .pos(Pos::new(horizontal, VPos::Center));
        self.backend.draw_text(text, &style, at).expect(INFALLIBLE);
    }

    /// Lines of text below each other, centred on a height.
    pub(super) fn lines(
        &mut self,
        (x, middle): (i32, i32),
        anchor: Anchor,
        look: Type,
        lines: &[String],
    ) {
        let step = leading(look.size);
        let count = i32::try_from(lines.len()).expect("a label has few lines");
        let first = middle - step * (count - 1) / 2;
        for (line, y) in lines.iter().zip((0..).map(|line| first + line * step)) {
            self.text((x, y), anchor, look, line);
        }
    }
}

/// The distance between two lines of text of a size.
pub(super) fn leading(size: i32) -> i32 {
    size * 5 / 4
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
