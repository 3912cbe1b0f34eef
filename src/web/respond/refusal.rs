//! What every refusal tells beside its reason: whose survey it is of, and what was typed, so that nothing of it is
//! lost. A guard around all pages, since a form may be refused before its handler has seen it.

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};

use super::section::is_autosave;
use super::typed::shown_back;
use crate::definition::Survey;
use crate::secret::Token;
use crate::views::ShownBack;
use crate::web::app::App;
use crate::web::failure::Failure;
use crate::web::form::{Posted, is_elsewhere, session_token};

/// Where a workbook's answers are confirmed.
const WORKBOOK: &str = "/return/workbook/save";

/// How long the survey may be looked for: whoever is told that the database is in trouble has waited for it already.
const LOOKED_FOR: Duration = Duration::from_secs(1);

pub(in crate::web) async fn told(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if *request.method() == Method::POST {
        let (http, payload) = request.parts_mut();
        if let Some(posted) = Posted::read(http, payload).await {
            request.extensions_mut().insert(posted);
        }
    }
    let response = next.call(request).await?.map_into_boxed_body();
    let error = response.response().error();
    let Some(failure) = error.and_then(actix_web::Error::as_error::<Failure>) else {
        return Ok(response);
    };
    let request = response.request();
    if is_autosave(request) {
        return Ok(response);
    }
    let survey = survey(request, failure).await;
    let typed = typed(request, failure, survey.as_deref());
    let page = failure.page(survey.as_deref(), typed);
    Ok(response.into_response(page))
}

/// The survey that was asked about: that of the link in the address, or else of the session.
async fn survey(request: &HttpRequest, failure: &Failure) -> Option<Arc<Survey>> {
    // Whoever guesses is told nothing, and costs nothing more.
    if matches!(
        failure,
        Failure::UnknownLink | Failure::TooManyGuesses | Failure::Draft(_)
    ) {
        return None;
    }
    let app = request.app_data::<web::Data<App>>()?;
    let link = request.match_info().get("token").map(Token::received);
    let session = session_token(request);
    let looking = async {
        let store = app.store();
        let holder = match link {
            Some(link) => store.find_link(&link?.hash()).await.ok()?,
            None => {
                let session = store.find_session(&session?.hash()).await.ok()?;
                session.map(|session| session.holder)
            }
        };
        app.survey(holder?.version.id).await.ok()
    };
    let found = actix_web::rt::time::timeout(LOOKED_FOR, looking).await;
    found.ok().flatten()
}

/// What the request's form had typed into it. What another site has filled in is nobody's, and is not repeated.
fn typed(request: &HttpRequest, failure: &Failure, survey: Option<&Survey>) -> Option<ShownBack> {
    if is_elsewhere(request) {
        return None;
    }
    let intro = failure.of_what_was_typed();
    if request.path() == WORKBOOK {
        return Some(ShownBack {
            heading: "Your workbook",
            intro: "None of it was saved just now. The file is as it was: open your link, and send it again from \
                    “Answer offline”.",
            answers: Vec::new(),
            is_cut: false,
        });
    }
    match request.extensions().get::<Posted>()? {
        Posted::Pairs(pairs) => shown_back(intro, survey, pairs),
        Posted::TooLarge | Posted::Unreadable => None,
    }
}
