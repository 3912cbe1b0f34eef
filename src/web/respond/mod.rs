//! The pages of a return: from a link's first page to its receipt.

mod decline;
mod feedback;
mod finish;
mod held;
mod landing;
mod offline;
mod pages;
mod people;
mod people_page;
mod receipts;
mod refusal;
mod respondent;
mod routes;
mod saving;
mod section;
mod typed;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

use crate::returns::WaveState;
use crate::views::Page;

pub(in crate::web) use refusal::told;
pub(in crate::web) use routes::rows;

/// The cookie that holds a session's token.
pub(super) const SESSION_COOKIE: &str = "canvass_session";

fn html(page: &impl Page) -> HttpResponse {
    html_with(StatusCode::OK, page)
}

fn html_with(status: StatusCode, page: &impl Page) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(page.render())
}

fn see_other(place: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, place))
        .finish()
}

fn state_word(state: WaveState) -> &'static str {
    match state {
        WaveState::NotYetOpen => "not-yet-open",
        WaveState::Open => "open",
        WaveState::Closed => "closed",
    }
}

/// The value of a flag or a number in the address; whatever else the address says is ignored.
fn query<'r>(request: &'r actix_web::HttpRequest, name: &str) -> Option<&'r str> {
    request.query_string().split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then_some(value)
    })
}
