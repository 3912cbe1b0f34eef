//! A link's first page. Opening it changes nothing: mail scanners open links too.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpResponse, web};

use super::respondent::unit_name;
use super::{SESSION_COOKIE, html, see_other, state_word};
use crate::clock;
use crate::definition::Survey;
use crate::questionnaire::paper;
use crate::returns::{State, WaveState};
use crate::secret::Token;
use crate::store::Holder;
use crate::views::{Landing, Message, Questions, Shell};
use crate::web::app::App;
use crate::web::failure::Failure;
use crate::web::form::CheckedForm;

pub(super) async fn home() -> HttpResponse {
    html(&Message {
        shell: Shell::bare("Practice surveys"),
        paragraphs: vec![
            "To answer a survey, please open the personal link that was sent to you.".to_owned(),
        ],
        link: None,
    })
}

pub(super) async fn landing(
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (token, holder) = holder(&app, &token).await?;
    let survey = app.survey(holder.version).await?;
    let standing = app.store().find_standing(&holder).await?;
    let submitted = standing
        .as_ref()
        .is_some_and(|standing| standing.state != State::InProgress);
    let address = format!("/r/{}", token.reveal());
    Ok(html(&Landing {
        shell: Shell::new(&survey, &unit_name(&survey, &holder), "Start"),
        purpose: survey.purpose.clone(),
        audience: survey.audience.clone(),
        voluntary: survey.voluntary.clone(),
        privacy: survey.privacy.clone(),
        minutes: survey.minutes,
        state: state_word(holder.wave.state(clock::now())),
        opens_on: clock::long_day(holder.wave.opens_on),
        closes_on: holder.wave.closes_on.map(clock::long_day),
        started: standing.is_some(),
        submitted,
        questions_href: format!("{address}/questions"),
        action: address,
        form_token: token.form_token(),
    }))
}

pub(super) async fn questions(
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (token, holder) = holder(&app, &token).await?;
    let survey: std::sync::Arc<Survey> = app.survey(holder.version).await?;
    Ok(html(&Questions {
        shell: Shell::new(&survey, &unit_name(&survey, &holder), "All the questions"),
        back: format!("/r/{}", token.reveal()),
        sections: paper(&survey),
    }))
}

/// The deliberate step: begins the return where the wave is open, and opens a session.
pub(super) async fn begin(
    app: web::Data<App>,
    token: web::Path<String>,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let (token, holder) = holder(&app, &token).await?;
    let now = clock::now();
    let begun = match holder.wave.state(now) {
        WaveState::Open => Some(app.store().begin_return(&holder, now).await?),
        WaveState::NotYetOpen | WaveState::Closed => app.store().find_standing(&holder).await?,
    };
    if begun.is_none() {
        return Ok(see_other(&format!("/r/{}", token.reveal())));
    }
    let session = Token::draw();
    app.store()
        .open_session(&holder, &session.hash(), now)
        .await?;
    let cookie = Cookie::build(SESSION_COOKIE, session.reveal().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.is_https())
        .finish();
    let mut answer = see_other("/return");
    answer.add_cookie(&cookie).map_err(|_| Failure::Broken)?;
    Ok(answer)
}

/// The link behind a token. Unknown links are all alike: nothing is told to somebody who guesses.
async fn holder(app: &App, text: &str) -> Result<(Token, Holder), Failure> {
    let token = Token::received(text).ok_or(Failure::UnknownLink)?;
    let holder = app
        .store()
        .find_link(&token.hash())
        .await?
        .ok_or(Failure::UnknownLink)?;
    if holder.revoked {
        return Err(Failure::RevokedLink);
    }
    Ok((token, holder))
}
