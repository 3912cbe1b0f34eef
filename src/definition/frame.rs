//! The population frame: who is asked, and what is known of them whether they answer or not.

use std::hash::{BuildHasher, RandomState};

use analysis::key::slug;
use analysis::texts::Texts;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use toml::Spanned;

use super::fault::{Fault, Faults, Place};
use super::folder::Folder;
use super::id::{self, UnitCode};
use super::raw::{RawAttribute, RawFrame};

/// Everyone who is asked.
pub struct Frame {
    /// In the order of the file.
    pub units: Vec<Unit>,
    /// What is known of each.
    pub attributes: Vec<Attribute>,
    /// Which column of the file has the codes, from 0.
    pub code_column: usize,
    /// Which column of the file has the names, from 0.
    pub name_column: usize,
    positions: Positions,
}

impl Frame {
    /// The position of the unit with a code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.positions.find(&self.units, code)
    }

    /// The same, looked for first where it is likely to be.
    pub fn position_near(&self, likely: usize, code: &str) -> Option<usize> {
        match self.units.get(likely) {
            Some(unit) if unit.code.as_str() == code => Some(likely),
            _ => self.position(code),
        }
    }

    /// The name of a unit, or its code where the frame doesn't have it.
    pub fn name_of<'f>(&'f self, code: &'f UnitCode) -> &'f str {
        let position = self.position(code.as_str());
        position.map_or(code.as_str(), |position| self.units[position].name.as_str())
    }
}

/// Where each code stands in a frame that may hold half a million: every page looks its unit up. The codes themselves are
/// the units' own.
#[derive(Default)]
struct Positions {
    table: HashTable<usize>,
    hasher: RandomState,
}

impl Positions {
    fn find(&self, units: &[Unit], code: &str) -> Option<usize> {
        let is_it = |position: &usize| units[*position].code.as_str() == code;
        let found = self.table.find(self.hasher.hash_one(code), is_it);
        found.copied()
    }

    /// Adds the last of these units; gives the earlier one that has its code.
    fn add_last(&mut self, units: &[Unit]) -> Option<usize> {
        let (last, _) = units.split_last()?;
        let position = units.len() - 1;
        let hash = |position: &usize| self.hasher.hash_one(units[*position].code.as_str());
        let is_it = |position: &usize| units[*position].code == last.code;
        match self.table.entry(hash(&position), is_it, hash) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(position);
                None
            }
        }
    }
}

/// One member of the population.
pub struct Unit {
    /// Its code, once in the frame.
    pub code: UnitCode,
    /// Its name as people write it.
    pub name: String,
}

/// Something known of every unit.
pub struct Attribute {
    /// Its id, in keys.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its categories in reading order.
    pub categories: Vec<String>,
    /// Whether those who answer see what it says of them.
    pub show: bool,
    /// For each unit, the position of its category.
    pub values: Vec<usize>,
}

impl Attribute {
    /// The category of the unit at a position.
    pub fn category_of(&self, unit: usize) -> &str {
        &self.categories[self.values[unit]]
    }
}

/// How many categories an attribute may have.
const MOST_CATEGORIES: usize = 1_000;

/// Reads the frame that a survey names.
///
/// Faults of the declaration go to `faults`, those of the frame file to `in_frame`.
pub(super) fn checked(
    raw: &RawFrame,
    folder: &Folder,
    faults: &mut Faults<'_>,
    in_frame: &mut Vec<Fault>,
) -> Option<Frame> {
    let file = raw.file.get_ref();
    let Some(text) = folder.text(file) else {
        faults
            .add(raw.file.span(), format!("there is no file `{file}`"))
            .suggest(file, folder.files().map(|(name, _)| name));
        return None;
    };
    let records = match records(text) {
        Ok(records) => records,
        Err(error) => {
            let line = error.position().map_or(1, csv::Position::line);
            let mut notes = Notes {
                file,
                text,
                found: in_frame,
            };
            let (message, help) = match error.kind() {
                csv::ErrorKind::UnequalLengths {
                    expected_len, len, ..
                } => (
                    format!("this line has {len} fields, and the header has {expected_len}"),
                    Some("a field with a comma in it stands in quotation marks".to_owned()),
                ),
                _ => (format!("this is no CSV file: {error}"), None),
            };
            notes.add(line, message, help);
            return None;
        }
    };
    let mut column = |name: &Spanned<String>| {
        let found = records.header.iter().position(|one| one == name.get_ref());
        if found.is_none() {
            faults
                .add(
                    name.span(),
                    format!("`{file}` has no column `{}`", name.get_ref()),
                )
                .suggest(name.get_ref(), records.header.iter().map(String::as_str));
        }
        found
    };
    let (code, name) = (column(&raw.code), column(&raw.name));
    let columns: Vec<_> = raw
        .attributes
        .iter()
        .map(|one| column(&one.column))
        .collect();
    check_ids(&raw.attributes, faults);
    let notes = |found| Notes { file, text, found };
    let (code, name) = (code?, name?);
    let mut in_attributes = Vec::new();
    // Of half a million units, both take a while.
    let ((units, positions), attributes) = std::thread::scope(|scope| {
        let attributes = scope.spawn(|| -> Option<Vec<Attribute>> {
            let mut notes = notes(&mut in_attributes);
            let declared = raw.attributes.iter().zip(columns);
            declared
                .map(|(raw, column)| Some(attribute(raw, &records, column?, &mut notes)))
                .collect()
        });
        let units = units(&records, code, name, &mut notes(in_frame));
        let attributes = attributes.join().expect("checking does not panic");
        (units, attributes)
    });
    in_frame.append(&mut in_attributes);
    Some(Frame {
        positions,
        units,
        attributes: attributes?,
        code_column: code,
        name_column: name,
    })
}

/// A frame file as it is written. Frames of half a million units are read as well, so it makes little of each field.
struct Records {
    header: Vec<String>,
    /// Line by line, each as long as the header.
    fields: Texts,
    /// On which line of the file each stands.
    lines: Vec<u64>,
}

impl Records {
    /// One field of each line, with the number of the line.
    fn column(&self, column: usize) -> impl Iterator<Item = (u64, &str)> {
        let lines = self.lines.iter().enumerate();
        lines.map(move |(row, line)| (*line, self.fields.at(row * self.header.len() + column)))
    }
}

fn records(text: &str) -> Result<Records, csv::Error> {
    // The reader would trim fields as well, and make a line anew for that.
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader
        .headers()?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let (mut fields, mut lines) = (Texts::default(), Vec::new());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        lines.push(record.position().map_or(0, csv::Position::line));
        record.iter().for_each(|field| fields.push(field.trim()));
    }
    Ok(Records {
        header,
        fields,
        lines,
    })
}

struct Notes<'a> {
    file: &'a str,
    text: &'a str,
    found: &'a mut Vec<Fault>,
}

impl Notes<'_> {
    fn add(&mut self, line: u64, message: String, help: Option<String>) {
        let line = usize::try_from(line).unwrap_or(1).max(1);
        let start = self
            .text
            .split_inclusive('\n')
            .take(line - 1)
            .map(str::len)
            .sum();
        let length = self.text[start..].lines().next().map_or(0, str::len);
        self.found.push(Fault {
            place: Place::of(self.file, self.text, start..start + length),
            message,
            help,
        });
    }
}

fn units(
    records: &Records,
    code: usize,
    name: usize,
    notes: &mut Notes<'_>,
) -> (Vec<Unit>, Positions) {
    if records.lines.is_empty() {
        notes.add(1, "nobody is in this frame".to_owned(), None);
    }
    let mut positions = Positions::default();
    positions.table.reserve(records.lines.len(), |_| 0);
    let mut units = Vec::with_capacity(records.lines.len());
    for ((line, code), (_, name)) in records.column(code).zip(records.column(name)) {
        if code.is_empty() || name.is_empty() {
            notes.add(line, "a unit needs a code and a name".to_owned(), None);
        }
        units.push(Unit {
            code: UnitCode::new(code),
            name: name.to_owned(),
        });
        if let Some(first) = positions.add_last(&units) {
            let first = records.lines[first];
            let message = format!("code `{code}` stands on line {first} already");
            notes.add(
                line,
                message,
                Some("every unit needs its own code".to_owned()),
            );
        }
    }
    (units, positions)
}

/// What is known of every unit, its categories in the order declared or else of their first appearance.
fn attribute(
    raw: &RawAttribute,
    records: &Records,
    column: usize,
    notes: &mut Notes<'_>,
) -> Attribute {
    let declared = raw.categories.as_ref();
    let mut categories: Vec<String> = declared
        .into_iter()
        .flatten()
        .map(|one| one.get_ref().clone())
        .collect();
    let mut values = Vec::with_capacity(records.lines.len());
    for (line, written) in records.column(column) {
        let category = match (written.is_empty(), &raw.empty) {
            (true, Some(label)) => label.as_str(),
            _ => written,
        };
        let listed = categories.iter().position(|one| one == category);
        let stands_for_empty = written.is_empty() && raw.empty.is_some();
        values.push(listed.unwrap_or_else(|| {
            if written.is_empty() && !stands_for_empty {
                let message = format!("`{}` is empty here", raw.column.get_ref());
                let help = "give a value, or say under `empty` what an empty one means".to_owned();
                notes.add(line, message, Some(help));
            } else if declared.is_some() && !stands_for_empty {
                let message = format!("`{category}` is no category of `{}`", raw.id.get_ref());
                let help = crate::nearest(category, categories.iter().map(String::as_str))
                    .map(|near| format!("did you mean `{near}`?"));
                notes.add(line, message, help);
            }
            categories.push(category.to_owned());
            categories.len() - 1
        }));
        if categories.len() > MOST_CATEGORIES {
            let message = format!(
                "`{}` has more than {MOST_CATEGORIES} categories",
                raw.column.get_ref()
            );
            let help = "an attribute puts units into groups, to be compared".to_owned();
            notes.add(line, message, Some(help));
            break;
        }
    }
    for (position, category) in categories.iter().enumerate() {
        let same = |other: &&String| slug(other) == slug(category);
        if let Some(other) = categories[..position].iter().find(same) {
            let message = format!(
                "categories `{other}` and `{category}` of `{}` would share a key",
                raw.id.get_ref()
            );
            notes.add(
                1,
                message,
                Some("write them alike, or further apart".to_owned()),
            );
        }
    }
    Attribute {
        id: raw.id.get_ref().clone(),
        label: raw.label.clone(),
        categories,
        show: raw.show,
        values,
    }
}

fn check_ids(attributes: &[RawAttribute], faults: &mut Faults<'_>) {
    for (position, attribute) in attributes.iter().enumerate() {
        let written = attribute.id.get_ref();
        if !id::is_id(written) {
            faults
                .add(attribute.id.span(), format!("`{written}` is no id"))
                .help(id::SHAPE);
        }
        if written == "hexagons" {
            faults
                .add(
                    attribute.id.span(),
                    "`hexagons` is kept for a map of its own",
                )
                .help("choose another id");
        }
        if attributes[..position]
            .iter()
            .any(|one| one.id.get_ref() == written)
        {
            faults.add(
                attribute.id.span(),
                format!("attribute `{written}` is declared twice"),
            );
        }
    }
}
