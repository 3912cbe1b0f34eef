//! A link's first page. Opening it changes nothing: mail scanners open links too.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpResponse, web};

use super::held::{HELD, held_pairs};
use super::respondent::Respondent;
use super::section::section;
use super::{SESSION_COOKIE, html, offline, saving, see_other, state_word};
use crate::clock::{self, Timestamp};
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
        typed: None,
        link: None,
    })
}

pub(super) async fn landing(
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (token, holder) = holder(&app, &token).await?;
    if !holder.opened {
        let holder = holder.clone();
        app.writing(|store| async move { store.note_opening(&holder, clock::now()).await })
            .await?;
    }
    let survey = app.survey(holder.version.id).await?;
    let standing = holder.standing.as_ref();
    let address = format!("/r/{}", token.reveal());
    Ok(html(&Landing {
        shell: Shell::new(&survey, survey.frame.name_of(&holder.unit), "Start")
            .for_person(&holder.person.name)
            .previewing(app.draft().is_some()),
        purpose: survey.purpose.clone(),
        audience: survey.audience.clone(),
        voluntary: survey.voluntary.clone(),
        privacy: survey.privacy.clone(),
        minutes: survey.minutes,
        state: state_word(holder.wave.state(clock::now())),
        opens_on: clock::long_day(holder.wave.opens_on),
        closes_on: holder.wave.closes_on.map(clock::long_day),
        started: standing.is_some(),
        submitted: standing.is_some_and(|standing| standing.submission().is_some()),
        declined: standing.is_some_and(|standing| matches!(standing.state, State::Declined(_))),
        may_decline: holder.person.leads(),
        questions_href: format!("{address}/questions"),
        pdf_href: format!("{address}/questionnaire.pdf"),
        action: address,
        form_token: token.form_token(),
    }))
}

/// What a mail program is told that looks whether a link is there: nothing that depends on it.
pub(super) async fn peek() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .finish()
}

pub(super) async fn questions(
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (token, holder) = holder(&app, &token).await?;
    let survey: std::sync::Arc<Survey> = app.survey(holder.version.id).await?;
    Ok(html(&Questions {
        shell: Shell::new(
            &survey,
            survey.frame.name_of(&holder.unit),
            "All the questions",
        ),
        back: format!("/r/{}", token.reveal()),
        sections: paper(&survey),
    }))
}

pub(super) async fn questionnaire(
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (_, holder) = holder(&app, &token).await?;
    let survey = app.survey(holder.version.id).await?;
    let cover = offline::cover(&app, &survey, &holder);
    offline::blank(survey, cover).await
}

/// The deliberate step: begins the return where the wave is open, and opens a session.
pub(super) async fn begin(
    app: web::Data<App>,
    token: web::Path<String>,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let (token, holder) = holder(&app, &token).await?;
    let now = clock::now();
    if holder.standing.is_none() && holder.wave.state(now) != WaveState::Open {
        return Ok(see_other(&format!("/r/{}", token.reveal())));
    }
    let session = Token::draw();
    let hash = session.hash();
    let holder = app
        .writing(move |store| async move {
            store.open_session(&holder, &hash, now).await?;
            Ok(holder)
        })
        .await?;
    let cookie = Cookie::build(SESSION_COOKIE, session.reveal().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.is_https())
        .finish();
    let mut answer = see_other(&save_held(&app, holder, &session, now).await?);
    answer.add_cookie(&cookie).map_err(|_| Failure::Broken)?;
    Ok(answer)
}

/// Saves what its person typed after an earlier session had ended; where to go on. What can't be saved
/// without a choice or a correction is shown in its section; what may not be saved now is held until it may.
async fn save_held(
    app: &web::Data<App>,
    holder: Holder,
    session: &Token,
    now: Timestamp,
) -> Result<String, Failure> {
    let survey = app.survey(holder.version.id).await?;
    let respondent = Respondent::new(app.clone(), holder, survey, now, session.clone());
    let store = app.store();
    let mut kept = false;
    let mut refused = false;
    for (id, form) in store.held_forms(&respondent.holder).await? {
        let section = section(&respondent, &form.section)?;
        let pairs = held_pairs(&form)?;
        let is_whole = match saving::save(&respondent, &[section], &pairs).await {
            Ok(saved) => saved.problems.is_empty() && saved.conflicts.is_empty(),
            Err(Failure::Broken) => return Err(Failure::Broken),
            Err(_) => {
                refused = true;
                continue;
            }
        };
        if !is_whole {
            return Ok(format!("/return/section/{}?held", section.id));
        }
        store.drop_held_form(&respondent.holder, id).await?;
        kept = true;
    }
    Ok(match (kept, refused) {
        (_, true) => HELD,
        (true, false) => "/return?kept",
        (false, false) => "/return",
    }
    .to_owned())
}

/// The link behind a token. Unknown links are all alike: nothing is told to somebody who guesses.
async fn holder(app: &App, text: &str) -> Result<(Token, Holder), Failure> {
    let Some(token) = Token::received(text) else {
        return Err(app.wrong_link().await);
    };
    let Some(holder) = app.store().find_link(&token.hash()).await? else {
        return Err(app.wrong_link().await);
    };
    if holder.revoked {
        return Err(Failure::RevokedLink);
    }
    Ok((token, holder))
}
