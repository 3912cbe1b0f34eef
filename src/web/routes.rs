//! Every address of the site, with who may use it: the one table, held by tests. Nothing else registers one.

use actix_web::{Handler, Responder, Route, web};

use super::{assets, report, respond};

/// Who may use an address. Where the return stands may refuse them still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody who finds the address.
    Anybody,
    /// Whoever holds the link in the address.
    LinkHolder,
    /// Everyone with a session, on their own unit's return.
    Everyone,
    /// Those who may edit the sections that the address or the form names.
    Editors,
    /// Those who may edit every section and don’t sign: they say that the return is ready.
    Finishers,
    /// The director and coordinators.
    Leaders,
    /// The director alone, unless the survey needs no sign-off.
    Signatory,
    /// The director alone.
    Director,
    /// Those who may hand on the sections that the form names.
    Sharers,
    /// Whoever holds the section that the form names by somebody's hand.
    Holders,
    /// Those who answer for the person whom the form names.
    Inviters,
}

/// An address.
pub(in crate::web) struct Row {
    pub(in crate::web) method: &'static str,
    pub(in crate::web) path: &'static str,
    pub(in crate::web) who: Who,
    pub(in crate::web) route: Route,
}

/// Every row, of every area.
fn table() -> Vec<Row> {
    let areas = [assets::rows(), report::rows(), respond::rows()];
    areas.into_iter().flatten().collect()
}

/// The method and path of every address, with who may use it.
pub fn routes() -> Vec<(&'static str, &'static str, Who)> {
    table()
        .into_iter()
        .map(|row| (row.method, row.path, row.who))
        .collect()
}

pub(super) fn configure(config: &mut web::ServiceConfig) {
    for row in table() {
        config.route(row.path, row.route);
    }
}

pub(in crate::web) fn get<H, A>(path: &'static str, who: Who, handler: H) -> Row
where
    H: Handler<A>,
    A: actix_web::FromRequest + 'static,
    H::Output: Responder + 'static,
{
    row("GET", path, who, web::get().to(handler))
}

pub(in crate::web) fn head<H, A>(path: &'static str, who: Who, handler: H) -> Row
where
    H: Handler<A>,
    A: actix_web::FromRequest + 'static,
    H::Output: Responder + 'static,
{
    row("HEAD", path, who, web::head().to(handler))
}

pub(in crate::web) fn post<H, A>(path: &'static str, who: Who, handler: H) -> Row
where
    H: Handler<A>,
    A: actix_web::FromRequest + 'static,
    H::Output: Responder + 'static,
{
    row("POST", path, who, web::post().to(handler))
}

fn row(method: &'static str, path: &'static str, who: Who, route: Route) -> Row {
    Row {
        method,
        path,
        who,
        route,
    }
}
