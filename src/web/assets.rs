//! Style sheets and scripts, from the binary.

use actix_web::{HttpResponse, web};

use super::failure::Failure;
use super::routes::{Row, Who, get};
use crate::views;

pub(super) fn rows() -> Vec<Row> {
    vec![get("/assets/{name}", Who::Anybody, asset)]
}

async fn asset(name: web::Path<String>) -> Result<HttpResponse, Failure> {
    let (media_type, bytes) = views::asset(&name).ok_or(Failure::NoSuchPage)?;
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(("Cache-Control", "public, max-age=300"))
        .body(bytes))
}
