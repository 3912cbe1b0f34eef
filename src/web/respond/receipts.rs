//! What was handed in, now and before: receipts as files, and a return as it was before it was opened again.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::respondent::Respondent;
use super::{html, see_other};
use crate::questionnaire::{Answers, Path};
use crate::returns::{Receipt, Sealed, Submission};
use crate::store::KeptSubmission;
use crate::views::{Earlier, EarlierPage, moment, section_answers};
use crate::web::failure::Failure;

/// The receipt as a file, which `canvass verify` takes.
pub(super) async fn receipt(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let Some(submission) = respondent.standing()?.submission() else {
        return Ok(see_other("/return"));
    };
    let revisions = respondent.app.store().revisions(&respondent.holder).await?;
    file(&respondent, submission, revisions.answers())
}

/// A return as it was handed in before it was opened again, to be read only.
pub(super) async fn show_earlier(
    respondent: Respondent,
    reference: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let kept = find(&respondent, &reference).await?;
    if kept.is_current {
        return Ok(see_other("/return/submitted"));
    }
    let submission = kept.submission;
    let title = format!("Submitted before: {}", submission.reference);
    Ok(html(&EarlierPage {
        shell: respondent.shell(&title),
        submitted_on: moment(submission.at),
        signatory: submission.signatory,
        seal: submission.seal.map(|seal| seal.as_str().to_owned()),
        receipt_href: format!("/return/earlier/{}/receipt", submission.reference),
        reference: submission.reference,
        sections: section_answers(&Path::of(&respondent.survey, &kept.answers), |_| false),
    }))
}

/// Its receipt as a file.
pub(super) async fn earlier_receipt(
    respondent: Respondent,
    reference: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let kept = find(&respondent, &reference).await?;
    file(&respondent, &kept.submission, &kept.answers)
}

/// What was handed in before, oldest first, for those who may read it.
pub(super) async fn earlier(respondent: &Respondent) -> Result<Vec<Earlier>, Failure> {
    if !respondent.holder.person.leads() {
        return Ok(Vec::new());
    }
    let current = respondent.standing()?.submission();
    let submissions = respondent
        .app
        .store()
        .submissions(&respondent.holder)
        .await?;
    let earlier = submissions
        .into_iter()
        .filter(|one| current.is_none_or(|current| current.reference != one.reference));
    Ok(earlier
        .map(|one| Earlier {
            href: format!("/return/earlier/{}", one.reference),
            reference: one.reference,
            submitted_on: moment(one.at),
            signatory: one.signatory,
        })
        .collect())
}

pub(super) fn sealed(respondent: &Respondent, answers: &Answers) -> Sealed {
    let holder = &respondent.holder;
    Sealed::of(
        &respondent.survey,
        &holder.version.digest,
        &holder.unit,
        answers,
    )
}

/// What was handed in under a reference, by this very return.
async fn find(respondent: &Respondent, reference: &str) -> Result<KeptSubmission, Failure> {
    let holder = &respondent.holder;
    if !holder.person.leads() {
        return Err(Failure::NotYours);
    }
    let found = respondent.app.store().find_submission(reference).await?;
    found
        .filter(|kept| kept.unit == holder.unit && kept.wave.id == holder.wave.id)
        .ok_or(Failure::NoSuchPage)
}

fn file(
    respondent: &Respondent,
    submission: &Submission,
    answers: &Answers,
) -> Result<HttpResponse, Failure> {
    let holder = &respondent.holder;
    let receipt = Receipt::of(
        submission,
        sealed(respondent, answers),
        (&respondent.survey.title, &respondent.unit_name()),
        holder.wave.number,
        holder.version.number,
    )
    .ok_or(Failure::NoSuchPage)?;
    let name = format!(
        "attachment; filename=\"receipt-{}.json\"",
        receipt.reference
    );
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(receipt.to_json()))
}
