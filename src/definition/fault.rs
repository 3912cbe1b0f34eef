//! Faults: what is wrong with a survey folder, where, and what would mend it.

use std::fmt;
use std::ops::Range;

/// One thing wrong with a survey folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub place: Place,
    /// What is wrong, naming the value.
    pub message: String,
    /// What would mend it, where that is known.
    pub help: Option<String>,
}

/// A place in a file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
}

impl Place {
    /// The place of a range of bytes in a file's text.
    pub fn of(file: &str, text: &str, span: Range<usize>) -> Self {
        let before = &text[..text.floor_char_boundary(span.start)];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span,
        }
    }

    /// The beginning of a file, for what concerns all of it.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            span: 0..0,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place {
            file, line, column, ..
        } = &self.place;
        write!(f, "{file}:{line}:{column}  {}", self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n    help: {help}")?;
        }
        Ok(())
    }
}

/// Where faults are gathered while one file is checked.
pub(super) struct Faults<'a> {
    file: &'a str,
    text: &'a str,
    found: &'a mut Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(super) fn of(file: &'a str, text: &'a str, found: &'a mut Vec<Fault>) -> Self {
        Self { file, text, found }
    }

    /// Notes a fault at a range of bytes.
    pub(super) fn add(&mut self, span: Range<usize>, message: impl Into<String>) -> &mut Fault {
        self.found.push(Fault {
            place: Place::of(self.file, self.text, span),
            message: message.into(),
            help: None,
        });
        self.found.last_mut().expect("a fault was just added")
    }
}

impl Fault {
    /// Adds what would mend it.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }

    /// Adds the candidate that was probably meant, where one is near.
    pub(super) fn suggest<'c>(
        &mut self,
        written: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) {
        if let Some(near) = crate::nearest(written, candidates) {
            self.help(format!("did you mean `{near}`?"));
        }
    }
}
