//! What ships in the binary beside its templates: the surveys, and the shapes of maps.

use include_dir::{Dir, include_dir};

use crate::definition::Folder;

static DEFINITIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/survey-definitions");

/// The survey that ships.
pub const SURVEY: &str = "reunification-practice";

/// The shipped survey's folder.
pub fn survey() -> Folder {
    folder(SURVEY)
}

/// The made-up returns that come with the shipped survey.
pub fn example() -> Folder {
    folder(&format!("{SURVEY}/example"))
}

/// The outlines of England's regions.
pub fn regions() -> &'static str {
    DEFINITIONS
        .get_file("geography/regions.csv")
        .and_then(include_dir::File::contents_utf8)
        .expect("the outlines ship with the binary")
}

/// One hexagon for each of England's authorities.
pub fn hexagons() -> &'static str {
    DEFINITIONS
        .get_file("geography/hexagons.csv")
        .and_then(include_dir::File::contents_utf8)
        .expect("the layout ships with the binary")
}

/// The texts of one folder, without those of folders inside it.
fn folder(name: &str) -> Folder {
    let files = DEFINITIONS.get_dir(name).map(Dir::files);
    files
        .into_iter()
        .flatten()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            Some((name, file.contents_utf8()?))
        })
        .collect()
}
