//! The pages of a return: from a link's first page to its receipt.

mod landing;
mod pages;
mod respondent;
mod section;

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::returns::WaveState;
use crate::views::Page;

/// The cookie that holds a session's token.
pub(super) const SESSION_COOKIE: &str = "canvass_session";

pub(super) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(landing::home))
        .service(
            web::resource("/r/{token}")
                .get(landing::landing)
                .route(web::head().to(landing::landing))
                .post(landing::begin),
        )
        .route("/r/{token}/questions", web::get().to(landing::questions))
        .service(
            web::scope("/return")
                .route("", web::get().to(pages::tasks))
                .service(
                    web::resource("/section/{section}")
                        .get(section::show)
                        .post(section::save),
                )
                .route("/check", web::get().to(pages::check))
                .service(
                    web::resource("/submit")
                        .get(pages::before_submitting)
                        .post(pages::submit),
                )
                .route("/submitted", web::get().to(pages::submitted))
                .route("/answers", web::get().to(pages::answers)),
        );
}

fn html(page: &impl Page) -> HttpResponse {
    HttpResponse::Ok()
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
