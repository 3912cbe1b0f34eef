//! What a browser is like: its window, whether pages may run scripts, and how they are shown.

use serde_json::{Value, json};

/// A window, and whether pages may run scripts in it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub width: u32,
    pub height: u32,
    /// Device pixels to a CSS pixel.
    pub zoom: u32,
    pub scripts: bool,
}

impl Setting {
    pub const DESK: Self = Self::window(1280, 900, 1);
    pub const PHONE: Self = Self::window(360, 740, 1);
    /// A window 1280 pixels wide at 400 %, the narrowest at which nothing may be lost.
    pub const ZOOMED: Self = Self::window(320, 256, 4);

    const fn window(width: u32, height: u32, zoom: u32) -> Self {
        Self {
            width,
            height,
            zoom,
            scripts: true,
        }
    }

    /// The same window where pages run no scripts.
    #[must_use]
    pub const fn without_scripts(self) -> Self {
        Self {
            scripts: false,
            ..self
        }
    }

    pub(super) fn metrics(self) -> Value {
        json!({
            "width": self.width,
            "height": self.height,
            "deviceScaleFactor": self.zoom,
            "mobile": false,
        })
    }
}

/// What a page is shown for.
#[derive(Clone, Copy, Debug)]
pub enum Media {
    Screen,
    /// Only the colours that the reader has chosen.
    ForcedColours,
    ReducedMotion,
    Print,
}

impl Media {
    pub(super) fn emulated(self) -> Value {
        let feature = |name: &str, value: &str| json!({ "media": "", "features": [{ "name": name, "value": value }] });
        match self {
            Self::Screen => json!({ "media": "", "features": [] }),
            Self::ForcedColours => feature("forced-colors", "active"),
            Self::ReducedMotion => feature("prefers-reduced-motion", "reduce"),
            Self::Print => json!({ "media": "print", "features": [] }),
        }
    }
}
