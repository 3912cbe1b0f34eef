//! The web site: questionnaires for those who hold a link, and a report to read. The only user of actix.

mod app;
mod assets;
mod draft;
mod failure;
mod form;
mod report;
mod respond;
mod routes;

use std::net::TcpListener;
use std::path::PathBuf;

use actix_web::middleware::{DefaultHeaders, from_fn};
use actix_web::{App as Site, HttpServer, web};

pub use app::App;
pub use draft::{Draft, ReadFolder};
use failure::Failure;
pub use routes::{Who, routes};

/// What pages may load and do: our own style sheet and script, and forms back to us.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                           img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Serves until the process is told to stop; a report's folder is served under `/report/`.
///
/// # Errors
/// Where the listener can't be used.
pub async fn serve(
    app: App,
    listener: TcpListener,
    report: Option<PathBuf>,
) -> std::io::Result<()> {
    let app = web::Data::new(app);
    let report = web::Data::new(report::Folder(report));
    HttpServer::new(move || {
        Site::new()
            .app_data(app.clone())
            .app_data(report.clone())
            .app_data(web::PathConfig::default().error_handler(|_, _| Failure::NoSuchPage.into()))
            .wrap(from_fn(respond::told))
            .wrap(headers(app.is_https()))
            .configure(routes::configure)
            .default_service(web::to(failure::not_found))
    })
    .workers(2)
    .listen(listener)?
    .run()
    .await
}

/// Headers of every answer; a handler that sets one of them keeps its own.
fn headers(https: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add(("Content-Security-Policy", PAGE_POLICY))
        .add(("Referrer-Policy", "no-referrer"))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cross-Origin-Resource-Policy", "same-origin"))
        .add(("Cache-Control", "no-store"));
    if https {
        headers.add(("Strict-Transport-Security", "max-age=31536000"))
    } else {
        headers
    }
}
