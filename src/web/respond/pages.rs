//! The task list, the check, the submission and its receipt.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::respondent::Respondent;
use super::{html, see_other, state_word};
use crate::clock;
use crate::questionnaire::{Answers, Path, Progress, Stage, missing};
use crate::returns::{NotSubmittable, Return, State, Submission};
use crate::secret;
use crate::views::{
    AnswersPage, Check, FieldError, SectionTask, Submitted, Tasks, section_answers,
};
use crate::web::failure::Failure;
use crate::web::form::CheckedForm;

pub(super) async fn tasks(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let (standing, answers) = respondent.required_return().await?;
    if let Some(elsewhere) = elsewhere(&respondent, &standing) {
        return Ok(see_other(elsewhere));
    }
    let path = Path::of(&respondent.survey, &answers);
    let sections: Vec<SectionTask> = path
        .sections()
        .iter()
        .map(|(section, questions)| {
            let progress = Progress::of(questions, path.answers());
            SectionTask {
                id: section.id.to_string(),
                title: section.title.clone(),
                href: format!("/return/section/{}", section.id),
                stage: progress.stage,
                stage_words: progress.stage.words(),
                answered: progress.answered,
                shown: progress.shown,
            }
        })
        .collect();
    Ok(html(&Tasks {
        shell: respondent.shell("Your return"),
        closes_on: respondent.closes_on(),
        complete: sections
            .iter()
            .filter(|section| matches!(section.stage, Stage::Complete | Stage::Optional))
            .count(),
        sections,
    }))
}

pub(super) async fn check(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let (standing, answers) = respondent.required_return().await?;
    if let Some(elsewhere) = elsewhere(&respondent, &standing) {
        return Ok(see_other(elsewhere));
    }
    Ok(html(&check_page(&respondent, &answers, Vec::new())))
}

/// Where somebody lands who reloads the address that the button posts to.
pub(super) async fn before_submitting(_respondent: Respondent) -> HttpResponse {
    see_other("/return/check")
}

/// Hands the return in; a second press of the button leads to the same receipt.
pub(super) async fn submit(
    respondent: Respondent,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let submission = Submission {
        at: clock::now(),
        reference: secret::reference(),
    };
    let outcome = respondent
        .app
        .store()
        .submit_return(&respondent.holder, &respondent.survey, submission)
        .await?;
    match outcome {
        Ok(_) | Err(NotSubmittable::Already(_)) => Ok(see_other("/return/submitted")),
        Err(NotSubmittable::WaveNotOpen) => Err(Failure::NotOpen),
        Err(NotSubmittable::Missing(_)) => {
            let (_, answers) = respondent.required_return().await?;
            let errors = missing_errors(&respondent, &answers);
            let mut answer = html(&check_page(&respondent, &answers, errors));
            *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(answer)
        }
    }
}

pub(super) async fn submitted(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let (standing, _) = respondent.required_return().await?;
    match standing.state {
        State::Submitted(submission) => Ok(html(&Submitted {
            shell: respondent.shell("Submitted"),
            reference: submission.reference,
            submitted_on: submission.at.to_string(),
        })),
        State::InProgress => Ok(see_other("/return")),
    }
}

pub(super) async fn answers(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let (standing, answers) = respondent.required_return().await?;
    let submission = match standing.state {
        State::Submitted(submission) => Some(submission),
        State::InProgress => None,
    };
    Ok(html(&AnswersPage {
        shell: respondent.shell("Your answers"),
        submitted_on: submission.as_ref().map(|one| one.at.to_string()),
        reference: submission.map(|one| one.reference),
        state: state_word(respondent.holder.wave.state(respondent.now)),
        sections: section_answers(&Path::of(&respondent.survey, &answers)),
    }))
}

/// Where a return is looked at that can't be changed.
fn elsewhere(respondent: &Respondent, standing: &Return) -> Option<&'static str> {
    match &standing.state {
        State::Submitted(_) => Some("/return/submitted"),
        State::InProgress if !respondent.may_answer(standing) => Some("/return/answers"),
        State::InProgress => None,
    }
}

fn check_page(respondent: &Respondent, answers: &Answers, errors: Vec<FieldError>) -> Check {
    let path = Path::of(&respondent.survey, answers);
    Check {
        shell: respondent.shell("Check your answers").with_errors(&errors),
        sections: section_answers(&path),
        errors,
        form_token: respondent.form_token(),
    }
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
