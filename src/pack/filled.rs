//! A workbook that came back filled in, read into the language of a posted form.

use std::collections::BTreeMap;

use super::entry::entered;
use super::lines::{AnswerLine, Part, lines_of};
use super::record::{self, Record};
use super::workbook::{ANSWER, KEY, names};
use crate::definition::{Question, Section, Survey, UnitCode};
use crate::documents::{NotAWorkbook, ReadSheet, Value, cell_name, read_workbook};
use crate::questionnaire::{Field, Problem, SHOWN, field_name, parse, shown_value};

/// What a workbook must have been made for.
pub struct Expected<'e> {
    /// The digest of the survey's version.
    pub digest: &'e str,
    /// Whose return it is.
    pub unit: &'e UnitCode,
}

/// What was read from a workbook.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The fields that can be taken as they are, as a form would post them: the hidden field that names each
    /// says after a colon which revision it was written from.
    pub pairs: Vec<(String, String)>,
    /// What needs another look. Nothing of a field that is named here is among the pairs.
    pub errors: Vec<CellError>,
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell as on the screen, such as `C7`; empty where a whole sheet or line is meant.
    pub cell: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// Why a file can't be taken as a workbook for this return.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPack {
    /// It is no workbook.
    #[error("This is not an .xlsx workbook, or it is damaged. Save it as .xlsx and send it again")]
    Damaged,
    /// It is larger than any filled-in questionnaire.
    #[error(
        "This workbook is too large when it is unpacked. Send the one that was made for your return"
    )]
    TooLarge,
    /// It has nothing to say which survey it belongs to.
    #[error(
        "This workbook was not made here, or its hidden sheet is gone. Download a new one and copy your \
         answers into it"
    )]
    NoRecord,
    /// It belongs to another survey.
    #[error("This workbook belongs to another survey, “{survey}”")]
    OtherSurvey {
        /// The survey it names.
        survey: String,
    },
    /// It was made before the questions changed.
    #[error(
        "This workbook was made for another version of the questions. Download a new one and copy your \
         answers into it"
    )]
    OtherVersion,
    /// It was made for somebody else's return.
    #[error("This workbook was made for another return, that of {unit}")]
    OtherUnit {
        /// Whose it names.
        unit: String,
    },
}

/// Reads a workbook that was made for this return, whichever program has saved it since.
///
/// Lines are known by their keys, so that nothing is mistaken for another answer where lines or sheets were
/// moved. What is said of limits is what [`parse`] says, to which the pairs go in the end.
///
/// # Errors
/// [`NotAPack`] where the file as a whole can't be taken.
pub fn read(survey: &Survey, expected: &Expected<'_>, bytes: &[u8]) -> Result<Filled, NotAPack> {
    let sheets = read_workbook(bytes).map_err(|not| match not {
        NotAWorkbook::Damaged => NotAPack::Damaged,
        NotAWorkbook::TooLarge => NotAPack::TooLarge,
    })?;
    let record = record::find(&sheets).ok_or(NotAPack::NoRecord)?;
    if record.survey != survey.id.as_str() {
        return Err(NotAPack::OtherSurvey {
            survey: record.survey,
        });
    }
    if record.unit != expected.unit.as_str() {
        return Err(NotAPack::OtherUnit { unit: record.unit });
    }
    if record.digest != expected.digest {
        return Err(NotAPack::OtherVersion);
    }
    let reading = Reading {
        found: found(&sheets),
        record,
    };
    let mut filled = Filled::default();
    for (section, sheet) in survey.sections.iter().zip(names(survey).iter().skip(1)) {
        reading.section(section, sheet, &mut filled);
    }
    Ok(filled)
}

/// A line that was found: where its answer stands, and what it is.
struct Found {
    sheet: String,
    cell: String,
    value: Value,
}

impl Found {
    fn fault(&self, text: String) -> CellError {
        CellError {
            sheet: self.sheet.clone(),
            cell: self.cell.clone(),
            text,
        }
    }
}

/// Every line that carries a key, by that key: more than one where somebody copied lines.
fn found(sheets: &[ReadSheet]) -> BTreeMap<String, Vec<Found>> {
    let mut found: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for sheet in sheets {
        for ((line, column), key) in &sheet.cells {
            if let (KEY, Value::Text(key)) = (*column, key) {
                let value = sheet.cells.get(&(*line, ANSWER));
                found.entry(key.clone()).or_default().push(Found {
                    sheet: sheet.name.clone(),
                    cell: cell_name(*line, ANSWER),
                    value: value.cloned().unwrap_or(Value::Empty),
                });
            }
        }
    }
    found
}

/// A workbook on its way to be a posted form.
struct Reading {
    found: BTreeMap<String, Vec<Found>>,
    record: Record,
}

impl Reading {
    /// The pairs of a section's fields, or what is wrong with them; `sheet` is where they stood at first.
    fn section(&self, section: &Section, sheet: &str, filled: &mut Filled) {
        let fields: Vec<_> = section.questions.iter().flat_map(fields_of).collect();
        let mut keys = fields
            .iter()
            .flat_map(|(_, lines)| lines)
            .map(AnswerLine::key);
        if !fields.is_empty() && !keys.any(|key| self.found.contains_key(&key)) {
            let text = "This sheet is missing, so its answers stay as they are";
            filled.errors.push(nowhere(sheet, text.to_owned()));
            return;
        }
        for (field, lines) in fields {
            match self.field(section, sheet, &field, &lines) {
                Ok(pairs) => filled.pairs.extend(pairs),
                Err(faults) => filled.errors.extend(faults),
            }
        }
    }

    fn field(
        &self,
        section: &Section,
        sheet: &str,
        field: &Field,
        lines: &[AnswerLine<'_>],
    ) -> Result<Vec<(String, String)>, Vec<CellError>> {
        let revision = self.record.revisions.get(&field_name(field)).copied();
        let shown = shown_value(field, revision.unwrap_or_default());
        let mut pairs = vec![(SHOWN.to_owned(), shown)];
        let mut faults = Vec::new();
        for line in lines {
            match self.line(line, sheet) {
                Ok(pair) => pairs.extend(pair),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut entries = parse(section, &pairs).into_iter();
        if let Some(Err(problem)) = entries
            .find(|entry| entry.field == *field)
            .map(|entry| entry.outcome)
        {
            return Err(vec![self.blamed(lines, &pairs, &problem, sheet)]);
        }
        Ok(pairs)
    }

    /// What one line says, where it says something.
    fn line(
        &self,
        line: &AnswerLine<'_>,
        sheet: &str,
    ) -> Result<Option<(String, String)>, CellError> {
        let found = self.found.get(&line.key());
        match found.map(Vec::as_slice) {
            None | Some([]) => Err(nowhere(
                sheet,
                format!(
                    "A line of “{}” is missing, so its answer stays as it is",
                    line.question.text.unanswered()
                ),
            )),
            Some([one]) => entered(line, &one.value).map_err(|text| one.fault(text)),
            Some([_, again, ..]) => {
                let text = "This line is there twice. Take one of the two out";
                Err(again.fault(text.to_owned()))
            }
        }
    }

    /// The cell that a problem of a whole field is best shown at.
    fn blamed(
        &self,
        lines: &[AnswerLine<'_>],
        pairs: &[(String, String)],
        problem: &Problem,
        sheet: &str,
    ) -> CellError {
        let is_written = |line: &&AnswerLine<'_>| {
            let key = line.key();
            matches!(line.part, Part::Other(_)) && pairs.iter().any(|(name, _)| *name == key)
        };
        let beside = match problem {
            Problem::OtherNotChosen { .. } | Problem::TooLong { .. } => {
                lines.iter().find(is_written)
            }
            _ => None,
        };
        let line = beside.or(lines.first());
        let found = line.and_then(|line| self.found.get(&line.key())?.first());
        let text = problem.to_string();
        found.map_or_else(
            || nowhere(sheet, text.clone()),
            |one| one.fault(text.clone()),
        )
    }
}

/// The lines of a question, field by field.
fn fields_of(question: &Question) -> Vec<(Field, Vec<AnswerLine<'_>>)> {
    let mut fields: Vec<(Field, Vec<AnswerLine<'_>>)> = Vec::new();
    for line in lines_of(question) {
        match fields.last_mut().filter(|(field, _)| *field == line.field) {
            Some((_, lines)) => lines.push(line),
            None => fields.push((line.field.clone(), vec![line])),
        }
    }
    fields
}

fn nowhere(sheet: &str, text: String) -> CellError {
    CellError {
        sheet: sheet.to_owned(),
        cell: String::new(),
        text,
    }
}
