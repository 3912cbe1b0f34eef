//! Pictures of pages, to look at.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Chromium;
use crate::support::folder;

/// The height of a picture at most: Chromium takes none of a page much longer.
const HEIGHT: f64 = 16_000.0;

/// Where pictures go to, in the project's folder.
const PICTURES: &str = "target/pictures";

impl Chromium {
    /// Keeps a picture of the whole page, or the beginning of a very long one, under the window's width.
    #[track_caller]
    pub fn picture(&self, name: &str) {
        let metrics = self.command("Page.getLayoutMetrics", json!({}));
        let size = &metrics["cssContentSize"];
        let height = size["height"].as_f64().expect("a page has a height");
        let parameters = json!({
            "format": "png",
            "captureBeyondViewport": true,
            "clip": { "x": 0, "y": 0, "width": size["width"], "height": height.min(HEIGHT), "scale": 1 },
        });
        let answer = self.command("Page.captureScreenshot", parameters);
        let picture = answer["data"].as_str().expect("a picture is text");
        let picture = STANDARD.decode(picture).expect("a picture is base64");
        let scripts = if self.setting().scripts {
            ""
        } else {
            "-without-scripts"
        };
        let folder = folder(PICTURES).join(format!("{}{scripts}", self.setting().width));
        std::fs::create_dir_all(&folder).expect("a folder for pictures can be made");
        let file = folder.join(format!("{}.png", name.replace(' ', "-")));
        std::fs::write(file, picture).expect("a picture can be written");
    }
}
