//! A report to read: its page, its charts and tables, and nothing else that lies beside them.

use std::path::{Component, Path, PathBuf};

use actix_files::NamedFile;
use actix_web::{Responder, web};

use super::failure::Failure;
use super::routes::{Row, Who, get};
use crate::report;

/// The files directly in a report's folder that anybody may read. What is under `restricted/` is for the
/// research team.
const PUBLIC: [&str; 8] = [
    "index.html",
    "findings.json",
    report::WHO_TOOK_PART,
    report::BASES,
    report::RESPONSE,
    report::COMPARISONS,
    report::GROUPS,
    report::PAIRS,
];

/// The report names in the page itself what may run there; nobody may put it in a frame.
const OWN_POLICY: (&str, &str) = ("Content-Security-Policy", "frame-ancestors 'none'");

/// Where the report lies, where one is served.
pub(super) struct Folder(pub(super) Option<PathBuf>);

pub(super) fn rows() -> Vec<Row> {
    use Who::Anybody;
    vec![
        get("/report", Anybody, to_front),
        get("/report/", Anybody, front),
        get("/report/{name}", Anybody, named),
        get("/report/charts/{name}", Anybody, chart),
        get("/report/tables/{name}", Anybody, table),
    ]
}

async fn to_front(folder: web::Data<Folder>) -> Result<web::Redirect, Failure> {
    folder.path()?;
    Ok(web::Redirect::to("/report/").see_other())
}

async fn front(folder: web::Data<Folder>) -> Result<impl Responder, Failure> {
    open(folder.path()?, PUBLIC[0]).await
}

async fn named(
    folder: web::Data<Folder>,
    name: web::Path<String>,
) -> Result<impl Responder, Failure> {
    let known = PUBLIC.iter().find(|known| **known == *name);
    open(folder.path()?, known.ok_or(Failure::NoSuchPage)?).await
}

async fn chart(
    folder: web::Data<Folder>,
    name: web::Path<String>,
) -> Result<impl Responder, Failure> {
    open(&folder.path()?.join("charts"), &name).await
}

async fn table(
    folder: web::Data<Folder>,
    name: web::Path<String>,
) -> Result<impl Responder, Failure> {
    open(&folder.path()?.join("tables"), &name).await
}

impl Folder {
    fn path(&self) -> Result<&Path, Failure> {
        self.0.as_deref().ok_or(Failure::NoSuchPage)
    }
}

/// A file directly in a folder: whatever else a name could mean is not there.
async fn open(folder: &Path, name: &str) -> Result<impl Responder + use<>, Failure> {
    let mut parts = Path::new(name).components();
    let is_plain = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(part)), None) if part == name
    );
    if !is_plain || name.starts_with('.') {
        return Err(Failure::NoSuchPage);
    }
    let file = NamedFile::open_async(folder.join(name))
        .await
        .map_err(|_| Failure::NoSuchPage)?;
    if !file.metadata().is_file() {
        return Err(Failure::NoSuchPage);
    }
    Ok(file.customize().insert_header(OWN_POLICY))
}
