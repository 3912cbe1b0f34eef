//! From the check to the receipt: ready, signed or sent back, submitted, and asked to be opened again.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::pages::by;
use super::receipts::{earlier, sealed};
use super::respondent::Respondent;
use super::{feedback, html, html_with, query, see_other};
use crate::clock;
use crate::questionnaire::{Answers, Path, missing};
use crate::returns::{Act, Refused, Role, Seal, State, Step};
use crate::secret;
use crate::store::{People, Signing};
use crate::views::{Check, FieldError, Finish, Submitted, moment, section_answers};
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Written};

pub(super) async fn check(respondent: Respondent) -> Result<HttpResponse, Failure> {
    if let Some(elsewhere) = respondent.elsewhere()? {
        return Ok(see_other(elsewhere));
    }
    let page = check_page(&respondent, Attempt::default()).await?;
    Ok(html(&page))
}

/// Where somebody lands who reloads the address that the button posts to.
pub(super) async fn before_submitting(_respondent: Respondent) -> HttpResponse {
    see_other("/return/check")
}

/// Hands the return in; a second press of the button leads to the same receipt.
pub(super) async fn submit(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let signatory = match form.line("signatory", "Your name and position") {
        Ok(Some(signatory)) => signatory,
        wrong => {
            let text = match wrong {
                Err(problem) => problem,
                Ok(_) => "Give your name and position: they stand on the receipt".to_owned(),
            };
            let attempt = Attempt::refused("#signatory", text);
            return again(&respondent, attempt).await;
        }
    };
    let signing = Signing {
        at: clock::now(),
        reference: secret::reference(),
        read: Seal::received(form.value("read").unwrap_or_default()),
        signatory: signatory.clone(),
    };
    let (holder, survey) = respondent.for_writing();
    let outcome = respondent
        .app
        .writing(|store| async move { store.submit_return(&holder, &survey, signing).await })
        .await?;
    match outcome {
        Ok(_) | Err(Refused::Already(_)) => Ok(see_other("/return/submitted")),
        Err(Refused::Changed) => {
            let text =
                "An answer was changed while you were reading. Please read them again, then submit"
                    .to_owned();
            let attempt = Attempt {
                name: signatory,
                ..Attempt::refused("#answers", text)
            };
            again(&respondent, attempt).await
        }
        Err(Refused::Missing(_)) => {
            let attempt = Attempt {
                name: signatory,
                ..Attempt::default()
            };
            missing_answers(&respondent, attempt).await
        }
        Err(refused) => Err(refused.into()),
    }
}

pub(super) async fn ready(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let words = form
        .words("note", "Your note")
        .map_err(|_| Failure::TooLong)?;
    match step(&respondent, Act::Ready, words.clone()).await? {
        Ok(()) => Ok(see_other("/return")),
        Err(Refused::Missing(_)) => {
            let attempt = Attempt {
                note: words.unwrap_or_default(),
                ..Attempt::default()
            };
            missing_answers(&respondent, attempt).await
        }
        Err(refused) => Err(refused.into()),
    }
}

pub(super) async fn take_back(
    respondent: Respondent,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    step(&respondent, Act::TakenBack, None).await??;
    Ok(see_other("/return"))
}

pub(super) async fn send_back(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    match form.words("reason", "Your reason") {
        Ok(Some(reason)) => {
            step(&respondent, Act::SentBack, Some(reason)).await??;
            Ok(see_other("/return"))
        }
        wrong => {
            let text = match wrong {
                Err(problem) => problem,
                Ok(_) => "Say what should be changed, so that your colleagues know".to_owned(),
            };
            let attempt = Attempt {
                reason: form.value("reason").unwrap_or_default().to_owned(),
                ..Attempt::refused("#reason", text)
            };
            again(&respondent, attempt).await
        }
    }
}

pub(super) async fn submitted(
    respondent: Respondent,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let thanked = query(&request, "thanks").is_some();
    match submitted_page(&respondent, Attempt::default(), thanked).await? {
        Some(page) => Ok(html(&page)),
        None => Ok(see_other("/return")),
    }
}

pub(super) async fn ask_reopening(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    match form.words("reason", "Your reason") {
        Ok(Some(reason)) => {
            step(&respondent, Act::ReopeningAsked, Some(reason)).await??;
            Ok(see_other("/return/submitted"))
        }
        wrong => {
            let text = match wrong {
                Err(problem) => problem,
                Ok(_) => {
                    "Say what should be changed, so that the research team can decide".to_owned()
                }
            };
            let attempt = Attempt {
                reason: form.value("reason").unwrap_or_default().to_owned(),
                ..Attempt::refused("#reason", text)
            };
            match submitted_page(&respondent, attempt, false).await? {
                Some(page) => Ok(html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)),
                None => Err(Failure::NotNow),
            }
        }
    }
}

/// What somebody tried on the check page, and why it was not taken.
#[derive(Default)]
struct Attempt {
    errors: Vec<FieldError>,
    name: String,
    note: String,
    reason: String,
}

impl Attempt {
    fn refused(href: &str, text: String) -> Self {
        Self {
            errors: vec![FieldError {
                href: href.to_owned(),
                text,
            }],
            ..Self::default()
        }
    }
}

/// Takes a step; what was done is done for all to see.
pub(super) async fn step(
    respondent: &Respondent,
    act: Act,
    words: Option<String>,
) -> Result<Result<(), Refused>, Failure> {
    let step = Step {
        act,
        by: Some(respondent.holder.person.id),
        at: clock::now(),
        words,
    };
    let (holder, survey) = respondent.for_writing();
    let stepped = respondent
        .app
        .writing(|store| async move { store.step(&holder, &survey, step).await })
        .await?;
    Ok(stepped.map(|_| ()))
}

async fn again(respondent: &Respondent, attempt: Attempt) -> Result<HttpResponse, Failure> {
    // The refusal shows what was typed, which the page that one would be led to can't.
    if respondent.elsewhere()?.is_some() {
        return Err(Failure::NotNow);
    }
    let page = check_page(respondent, attempt).await?;
    Ok(html_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn missing_answers(
    respondent: &Respondent,
    attempt: Attempt,
) -> Result<HttpResponse, Failure> {
    let revisions = respondent.app.store().revisions(&respondent.holder).await?;
    let errors = missing_errors(respondent, revisions.answers());
    again(respondent, Attempt { errors, ..attempt }).await
}

/// How the return goes on from here, as far as this person takes it.
pub(super) fn finish(respondent: &Respondent, people: &People) -> Result<Finish, Failure> {
    let person = &respondent.holder.person;
    let survey = &respondent.survey;
    let finishes = person.finishes(survey, &people.holdings);
    let signs = person.role == Role::Director || (!survey.sign_off && finishes);
    Ok(match (&respondent.standing()?.state, signs, finishes) {
        (State::AwaitingSignOff(_), true, _) => Finish::SignOrSendBack,
        (State::AwaitingSignOff(_), false, _) => Finish::Wait,
        (_, true, _) => Finish::Submit,
        (_, false, true) => Finish::Ready,
        (_, false, false) => Finish::NotYours,
    })
}

/// Whether this person may take the return back from being signed.
pub(super) fn may_take_back(respondent: &Respondent, people: &People) -> Result<bool, Failure> {
    let waits = matches!(finish(respondent, people)?, Finish::Wait);
    let person = &respondent.holder.person;
    Ok(waits && person.finishes(&respondent.survey, &people.holdings))
}

async fn check_page(respondent: &Respondent, attempt: Attempt) -> Result<Check, Failure> {
    let store = respondent.app.store();
    let people = store.people(&respondent.holder).await?;
    let revisions = store.revisions(&respondent.holder).await?;
    let person = &respondent.holder.person;
    let survey = &respondent.survey;
    let standing = respondent.standing()?;
    let changes = standing.takes_answers_of(person);
    let ready = match &standing.state {
        State::AwaitingSignOff(step) => Some(by("Ready to be signed", step, respondent, &people)),
        _ => None,
    };
    Ok(Check {
        shell: respondent
            .shell("Check your answers")
            .with_errors(&attempt.errors),
        sections: section_answers(&Path::of(survey, revisions.answers()), |section| {
            changes && person.edits(section, &people.holdings)
        }),
        finish: finish(respondent, &people)?,
        may_take_back: may_take_back(respondent, &people)?,
        changes,
        signatory: survey.signatory.clone(),
        mails_signatory: respondent.app.mails()
            && people
                .director()
                .is_some_and(|director| director.email.is_some()),
        name: if attempt.name.is_empty() {
            person.name.clone()
        } else {
            attempt.name
        },
        read: sealed(respondent, revisions.answers())
            .seal()
            .as_str()
            .to_owned(),
        ready,
        note: attempt.note,
        reason: attempt.reason,
        errors: attempt.errors,
        form_token: respondent.form_token(),
    })
}

async fn submitted_page(
    respondent: &Respondent,
    attempt: Attempt,
    thanked: bool,
) -> Result<Option<Submitted>, Failure> {
    let State::Submitted { submission, asked } = &respondent.standing()?.state else {
        return Ok(None);
    };
    let is_open = respondent.wave_state() == crate::returns::WaveState::Open;
    let asked = match asked {
        Some(step) => {
            let people = respondent.app.store().people(&respondent.holder).await?;
            Some(by("Asked to open it again", step, respondent, &people))
        }
        None => None,
    };
    Ok(Some(Submitted {
        shell: respondent.shell("Submitted").with_errors(&attempt.errors),
        reference: submission.reference.clone(),
        submitted_on: moment(submission.at),
        signatory: submission.signatory.clone(),
        version: respondent.holder.version.number,
        seal: submission
            .seal
            .as_ref()
            .map(|seal| seal.as_str().to_owned())
            .unwrap_or_default(),
        may_ask: is_open && respondent.holder.person.leads(),
        asked,
        earlier: earlier(respondent).await?,
        thanked,
        said: feedback::said(respondent).await?,
        ease: feedback::EASE.to_vec(),
        reason: attempt.reason,
        errors: attempt.errors,
        form_token: respondent.form_token(),
    }))
}

fn missing_errors(respondent: &Respondent, answers: &Answers) -> Vec<FieldError> {
    let path = Path::of(&respondent.survey, answers);
    missing(&path)
        .into_iter()
        .map(|shown| {
            let mut questions = respondent.survey.questions();
            let section = questions
                .find(|(_, one)| one.id == shown.question.id)
                .map(|(section, _)| format!("/return/section/{}", section.id));
            FieldError::missing(&path, &section.unwrap_or_default(), shown)
        })
        .collect()
}
