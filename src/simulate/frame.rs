//! Which units answer, and units beyond the frame for more returns than it has.

use analysis::chance::Chance;

use crate::definition::{Folder, Survey};

/// So many of the positions below a bound, or all of them, rising.
pub(super) fn drawn(wanted: usize, bound: usize, chance: &mut Chance) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..bound).collect();
    chance.shuffle(&mut positions);
    positions.truncate(wanted);
    positions.sort_unstable();
    positions
}

/// The survey's folder with so many units in its frame file, at least as many as it has.
///
/// Each unit more is a copy of one in the frame, with its attributes and another code and name, so that the
/// mix of regions stays what it is: the whole frame again and again, and at last some of it by chance.
///
/// # Errors
/// Where the frame file is not the one that was checked.
pub fn extended(
    folder: &Folder,
    survey: &Survey,
    units: usize,
    chance: &mut Chance,
) -> Result<Folder, csv::Error> {
    let text = folder.text(&survey.frame_file).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers()?)?;
    let lines = reader.records().collect::<Result<Vec<_>, _>>()?;
    for line in &lines {
        writer.write_record(line)?;
    }
    let mut left = units.saturating_sub(lines.len());
    for round in 2.. {
        if left == 0 || lines.is_empty() {
            break;
        }
        for position in drawn(left, lines.len(), chance) {
            let made_up = lines[position].iter().enumerate().map(|(column, field)| {
                if column == survey.frame.code_column {
                    format!("{field}-made-up-{round}")
                } else if column == survey.frame.name_column {
                    format!("{field} (made up, {round})")
                } else {
                    field.to_owned()
                }
            });
            writer.write_record(made_up)?;
        }
        left -= left.min(lines.len());
    }
    let written = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    let written = String::from_utf8(written).expect("fields of a text are text");
    let files = folder.files().map(|(name, text)| {
        let is_frame = name == survey.frame_file;
        (name, if is_frame { written.as_str() } else { text })
    });
    Ok(files.collect())
}
