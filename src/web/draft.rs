//! A draft: a survey folder that is being written, read afresh whenever it has changed.

use std::sync::{Arc, Mutex, PoisonError};

use actix_web::{HttpResponse, web};

use super::app::App;
use super::failure::Failure;
use crate::definition::{self, Fault, Folder, Survey};

/// Reads the folder as it is now, or says why it can't be read.
pub type ReadFolder = Box<dyn Fn() -> Result<Folder, String> + Send + Sync>;

/// A folder that is being drafted.
pub struct Draft {
    read: ReadFolder,
    /// The digest of the folder that was last checked, and what came of it.
    last: Mutex<Option<(String, Checked)>>,
}

type Checked = Result<Arc<Survey>, Vec<String>>;

impl Draft {
    /// A draft that is read by this.
    pub fn new(read: ReadFolder) -> Self {
        Self {
            read,
            last: Mutex::default(),
        }
    }

    /// The survey that the folder makes now.
    pub(super) fn survey(&self) -> Result<Arc<Survey>, Failure> {
        let folder = (self.read)().map_err(|why| Failure::Draft(vec![why]))?;
        let digest = folder.digest();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|(known, _)| *known != digest) {
            *last = Some((digest, checked(&folder)));
        }
        match last.as_ref().map(|(_, checked)| checked) {
            Some(Ok(survey)) => Ok(Arc::clone(survey)),
            Some(Err(faults)) => Err(Failure::Draft(faults.clone())),
            None => Err(Failure::Broken),
        }
    }
}

fn checked(folder: &Folder) -> Checked {
    let one_line = |fault: &Fault| fault.to_string().replace("\n    ", " – ");
    definition::check(folder)
        .map(Arc::new)
        .map_err(|faults| faults.iter().map(one_line).collect())
}

/// What the script on a previewed page asks for: a word that changes when the folder does, and nothing where
/// no folder is previewed.
pub(super) async fn digest(app: web::Data<App>) -> HttpResponse {
    let folder = app.draft().and_then(|draft| (draft.read)().ok());
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(folder.map(|folder| folder.digest()).unwrap_or_default())
}
