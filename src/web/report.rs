//! A report to read: its page, its charts and tables, and nothing else that lies beside them.

use std::path::{Path, PathBuf};

use actix_files::{Files, NamedFile};
use actix_web::middleware::DefaultHeaders;
use actix_web::web;

use super::failure::{self, Failure};
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

/// Folders in a report's folder that anybody may read.
const PUBLIC_FOLDERS: [&str; 2] = ["charts", "tables"];

/// Where the report lies.
struct Folder(PathBuf);

/// The report names in the page itself what may run there; nobody may put it in a frame.
pub(super) fn configure(config: &mut web::ServiceConfig, folder: Option<PathBuf>) {
    let Some(folder) = folder else {
        return;
    };
    let own_policy =
        DefaultHeaders::new().add(("Content-Security-Policy", "frame-ancestors 'none'"));
    let files = |name: &str| {
        Files::new(&format!("/{name}"), folder.join(name))
            .default_handler(web::to(failure::not_found))
    };
    let [charts, tables] = PUBLIC_FOLDERS.map(files);
    config.service(
        web::scope("/report")
            .app_data(web::Data::new(Folder(folder.clone())))
            .wrap(own_policy)
            .service(charts)
            .service(tables)
            .route("", web::get().to(to_front))
            .route("/", web::get().to(front))
            .route("/{name}", web::get().to(named)),
    );
}

async fn to_front() -> web::Redirect {
    web::Redirect::to("/report/").see_other()
}

async fn front(folder: web::Data<Folder>) -> Result<NamedFile, Failure> {
    open(&folder.0, PUBLIC[0]).await
}

async fn named(folder: web::Data<Folder>, name: web::Path<String>) -> Result<NamedFile, Failure> {
    let known = PUBLIC.iter().find(|known| **known == *name);
    open(&folder.0, known.ok_or(Failure::NoSuchPage)?).await
}

async fn open(folder: &Path, name: &str) -> Result<NamedFile, Failure> {
    NamedFile::open_async(folder.join(name))
        .await
        .map_err(|_| Failure::NoSuchPage)
}
