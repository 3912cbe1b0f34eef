//! A workbook filled in cell by cell, with everything else in it left as it is.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Writes into the answer cell of the line that has this key.
#[track_caller]
pub fn fill_in(file: &Path, key: &str, words: &str) {
    let words = encoded(words);
    let cell = format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>");
    fill(file, key, &cell);
}

/// Writes a formula there without working it out, as programs do that only write files.
#[track_caller]
pub fn fill_in_formula(file: &Path, key: &str, formula: &str) {
    fill(file, key, &format!("><f>{formula}</f></c>"));
}

/// Puts a cell, but for its place and look, beside the key of a line.
#[track_caller]
fn fill(file: &Path, key: &str, cell: &str) {
    let mut parts = parts(file);
    let key = place_of_text(&parts, key);
    let key_cell = format!(" t=\"s\"><v>{key}</v></c></row>");
    let filled = parts.iter_mut().find_map(|(_, part)| {
        let text = std::str::from_utf8(part).ok()?;
        let (before, after) = text.split_once(&key_cell)?;
        let row = before.rfind("<row ")?;
        let (head, row) = before.split_at(row);
        let row = answered(row, cell);
        *part = format!("{head}{row}{key_cell}{after}").into_bytes();
        Some(())
    });
    filled.unwrap_or_else(|| panic!("no line has the text {key} as its key"));
    write(file, &parts);
}

/// A row whose second cell says something else.
fn answered(row: &str, filled: &str) -> String {
    let at = row.find("<c r=\"B").expect("a line has an answer cell");
    let (before, cell) = row.split_at(at);
    let (cell, after) = cell.split_at(cell.find("<c r=\"C").unwrap_or(cell.len()));
    let mut attributes = cell.split(['<', ' ', '/', '>']).filter(|one| {
        let name = one.split('=').next();
        matches!(name, Some("r" | "s"))
    });
    let (place, style) = (attributes.next(), attributes.next());
    let [place, style] = [place, style].map(Option::unwrap_or_default);
    format!("{before}<c {place} {style} {filled}{after}")
}

/// Text as spreadsheet programs write it: what XML can't hold stands as its number, and so does what would be
/// read as such a number.
fn encoded(words: &str) -> String {
    let mut encoded = String::new();
    for (at, character) in words.char_indices() {
        let is_number = |text: &str| {
            let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
            digits.is_some_and(|digits| {
                digits.ends_with('_') && digits[..4].chars().all(|c| c.is_ascii_hexdigit())
            })
        };
        match character {
            '&' => encoded.push_str("&amp;"),
            '<' => encoded.push_str("&lt;"),
            '>' => encoded.push_str("&gt;"),
            '\n' | '\t' => encoded.push(character),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(encoded, "_x{:04X}_", u32::from(character));
            }
            '_' if is_number(&words[at..]) => encoded.push_str("_x005F_"),
            _ => encoded.push(character),
        }
    }
    encoded
}

/// At which place among a workbook's texts a text stands.
fn place_of_text(parts: &[(String, Vec<u8>)], text: &str) -> usize {
    let (_, texts) = parts
        .iter()
        .find(|(name, _)| name == "xl/sharedStrings.xml")
        .expect("a workbook has texts");
    let texts = std::str::from_utf8(texts).expect("they are text");
    let mut texts = texts.split("<si>").skip(1);
    let sought = format!(">{text}</t>");
    let place = texts.position(|one| one.contains(&sought));
    place.unwrap_or_else(|| panic!("no cell says {text}"))
}

fn parts(file: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = std::fs::read(file).expect("the workbook can be read");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a ZIP");
    (0..archive.len())
        .map(|number| {
            let mut part = archive.by_index(number).expect("its parts are there");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("they can be read");
            let name = part.name().expect("its names are text");
            (name.into_owned(), bytes)
        })
        .collect()
}

fn write(file: &Path, parts: &[(String, Vec<u8>)]) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive
            .start_file(name.as_str(), SimpleFileOptions::default())
            .expect("a part can be begun");
        archive.write_all(part).expect("and written");
    }
    let bytes = archive.finish().expect("the ZIP is whole").into_inner();
    std::fs::write(file, bytes).expect("the workbook can be written");
}
