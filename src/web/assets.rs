//! Style sheets, from the binary.

use actix_web::{HttpResponse, web};

use super::failure::Failure;
use crate::views;

pub(super) fn configure(config: &mut web::ServiceConfig) {
    config.route("/assets/{name}", web::get().to(asset));
}

async fn asset(name: web::Path<String>) -> Result<HttpResponse, Failure> {
    let (media_type, bytes) = views::asset(&name).ok_or(Failure::NoSuchPage)?;
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(("Cache-Control", "public, max-age=300"))
        .body(bytes))
}
