//! Every address of a return, with who may use it: the one table, held by a test.

use actix_web::{Handler, Responder, Route, web};

use crate::web::draft;

use super::{decline, finish, held, landing, offline, pages, people, section};

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
pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) who: Who,
    pub(super) route: Route,
}

pub(super) fn table() -> Vec<Row> {
    use Who::{
        Anybody, Director, Editors, Everyone, Finishers, Holders, Inviters, Leaders, LinkHolder,
        Sharers, Signatory,
    };
    vec![
        get("/", Anybody, landing::home),
        get("/r/{token}", LinkHolder, landing::landing),
        head("/r/{token}", Anybody, landing::peek),
        post("/r/{token}", LinkHolder, landing::begin),
        get("/r/{token}/questions", LinkHolder, landing::questions),
        get(
            "/r/{token}/questionnaire.pdf",
            LinkHolder,
            landing::questionnaire,
        ),
        get("/preview/digest", Anybody, draft::digest),
        get("/return", Everyone, pages::tasks),
        get("/return/section/{section}", Everyone, section::show),
        post("/return/section/{section}", Editors, section::save),
        get("/return/answers", Everyone, pages::answers),
        get(held::HELD, Everyone, held::show),
        post(held::HELD, Everyone, held::let_go),
        get(
            "/return/questionnaire.pdf",
            Everyone,
            offline::questionnaire,
        ),
        get("/return/answers.pdf", Everyone, offline::answers),
        get("/return/workbook.xlsx", Everyone, offline::workbook),
        get("/return/workbook", Everyone, offline::upload_page),
        post("/return/workbook", Everyone, offline::preview),
        post("/return/workbook/save", Editors, offline::save),
        get("/return/check", Everyone, finish::check),
        get("/return/submit", Everyone, finish::before_submitting),
        post("/return/submit", Signatory, finish::submit),
        post("/return/ready", Finishers, finish::ready),
        post("/return/take-back", Finishers, finish::take_back),
        post("/return/send-back", Director, finish::send_back),
        get("/return/submitted", Everyone, finish::submitted),
        get("/return/receipt", Everyone, finish::receipt),
        post("/return/reopening", Leaders, finish::ask_reopening),
        post("/return/feedback", Everyone, finish::feedback),
        get("/return/people", Everyone, people::show),
        post("/return/people", Sharers, people::share),
        post("/return/people/me", Everyone, people::introduce),
        post("/return/people/hand-back", Holders, people::hand_back),
        post("/return/people/{person}/link", Inviters, people::new_link),
        post("/return/people/{person}/remove", Inviters, people::remove),
        get("/return/decline", Leaders, decline::ask),
        post("/return/decline", Leaders, decline::decline),
        get("/return/declined", Everyone, decline::declined),
        post("/return/change-mind", Leaders, decline::change_mind),
    ]
}

pub(in crate::web) fn configure(config: &mut web::ServiceConfig) {
    for row in table() {
        config.route(row.path, row.route);
    }
}

fn get<H, A>(path: &'static str, who: Who, handler: H) -> Row
where
    H: Handler<A>,
    A: actix_web::FromRequest + 'static,
    H::Output: Responder + 'static,
{
    row("GET", path, who, web::get().to(handler))
}

fn head<H, A>(path: &'static str, who: Who, handler: H) -> Row
where
    H: Handler<A>,
    A: actix_web::FromRequest + 'static,
    H::Output: Responder + 'static,
{
    row("HEAD", path, who, web::head().to(handler))
}

fn post<H, A>(path: &'static str, who: Who, handler: H) -> Row
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
