//! Answering offline: a workbook to take away, and what it would change when it comes back.

use serde::Serialize;

use super::Page;
use super::questions::FieldError;
use super::respond::Shell;

/// Where the workbook is fetched and sent back.
#[derive(Serialize)]
pub struct UploadPage {
    #[serde(flatten)]
    shell: Shell,
    errors: Vec<FieldError>,
    form_token: String,
}

impl UploadPage {
    /// The page, with why a file was not taken where one wasn't.
    pub fn new(shell: Shell, error: Option<String>, form_token: String) -> Self {
        let errors: Vec<FieldError> = error
            .into_iter()
            .map(|text| FieldError {
                href: "#workbook".to_owned(),
                text,
            })
            .collect();
        Self {
            shell: shell.with_errors(&errors),
            errors,
            form_token,
        }
    }
}

impl Page for UploadPage {
    const TEMPLATE: &'static str = "respond/offline.html";
}

/// What a workbook would change; nothing of it has been saved.
#[derive(Serialize)]
pub struct UploadPreview {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// The answers it would change.
    pub changes: Vec<UploadChange>,
    /// Whether the return waits for somebody else’s signature, so that nothing can be saved.
    pub awaiting: bool,
    /// The titles of sections it would change that are in other hands.
    pub others: Vec<String>,
    /// What could not be read, by cell.
    pub problems: Vec<CellProblem>,
    /// What is posted to save it.
    pub pairs: Vec<(String, String)>,
    /// Proves that the form came from this page.
    pub form_token: String,
}

impl Page for UploadPreview {
    const TEMPLATE: &'static str = "respond/upload.html";
}

/// One answer that a workbook would change.
#[derive(Default, Serialize)]
pub struct UploadChange {
    /// The question, and the row of a grid.
    pub question: String,
    /// What is kept now.
    pub before: Vec<String>,
    /// What the workbook says.
    pub after: Vec<String>,
    /// Whether somebody changed it since the workbook was made.
    pub is_conflict: bool,
    /// Whether the question is not asked with the other answers, so that this one doesn’t count.
    pub is_unasked: bool,
}

/// What is wrong with one cell.
#[derive(Serialize)]
pub struct CellProblem {
    /// The sheet.
    pub sheet: String,
    /// The cell, such as C7; empty where a whole sheet or line is meant.
    pub cell: String,
    /// What is wrong and what to do.
    pub text: String,
}
