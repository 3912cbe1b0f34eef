//! The offline pack: the questionnaire on paper, and a workbook that is filled in elsewhere and sent back.
//! Nothing of a workbook is saved before its person has read what it would change.

use std::collections::BTreeSet;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};

use super::respondent::Respondent;
use super::saving::{self, Saved};
use super::{html, html_with, see_other};
use crate::definition::Survey;
use crate::pack::{self, Cover, Expected};
use crate::questionnaire::{
    Answer, Answers, Field, Pairs, Path, SHOWN, field_name, in_words, other_name, parse, read_shown,
};
use crate::returns::{Given, Settled};
use crate::store::Holder;
use crate::views::{CellProblem, UploadChange, UploadPage, UploadPreview};
use crate::web::app::App;
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, CheckedUpload};

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a document is for, taken from the holder of a link.
pub(super) fn cover(app: &App, survey: &Survey, holder: &Holder) -> Cover {
    Cover {
        unit_name: survey.frame.name_of(&holder.unit).to_owned(),
        unit: holder.unit.clone(),
        wave: holder.wave.number,
        closes_on: holder.wave.closes_on,
        version: holder.version.number,
        digest: holder.version.digest.clone(),
        is_preview: app.draft().is_some(),
    }
}

/// The blank questionnaire as a PDF.
pub(super) async fn blank(
    survey: std::sync::Arc<Survey>,
    cover: Cover,
) -> Result<HttpResponse, Failure> {
    let name = format!("{}-questions.pdf", survey.id);
    made(PDF, &name, move || pack::questionnaire(&survey, &cover)).await
}

pub(super) async fn questionnaire(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let cover = cover(&respondent.app, &respondent.survey, &respondent.holder);
    blank(respondent.survey, cover).await
}

pub(super) async fn answers(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let revisions = respondent.app.store().revisions(&respondent.holder).await?;
    let cover = cover(&respondent.app, &respondent.survey, &respondent.holder);
    let survey = respondent.survey;
    let name = format!("{}-{}-answers.pdf", survey.id, cover.unit);
    made(PDF, &name, move || {
        pack::answers(&survey, &cover, revisions.answers())
    })
    .await
}

pub(super) async fn workbook(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let revisions = respondent.app.store().revisions(&respondent.holder).await?;
    let cover = cover(&respondent.app, &respondent.survey, &respondent.holder);
    let survey = respondent.survey;
    let name = format!("{}-{}.xlsx", survey.id, cover.unit);
    made(XLSX, &name, move || {
        pack::workbook(&survey, &cover, revisions.answers(), &revisions.numbers())
    })
    .await
}

pub(super) async fn upload_page(respondent: Respondent) -> Result<HttpResponse, Failure> {
    if let Some(elsewhere) = respondent.elsewhere()? {
        return Ok(see_other(elsewhere));
    }
    Ok(html(&page(&respondent, None)))
}

/// Reads a workbook, and shows what it would change.
pub(super) async fn preview(
    respondent: Respondent,
    upload: CheckedUpload,
) -> Result<HttpResponse, Failure> {
    if let Some(elsewhere) = respondent.elsewhere()? {
        return Ok(see_other(elsewhere));
    }
    if upload.file.is_empty() {
        let page = page(
            &respondent,
            Some("Choose the workbook that you filled in".to_owned()),
        );
        return Ok(html_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let survey = respondent.survey.clone();
    let (digest, unit) = (
        respondent.holder.version.digest.clone(),
        respondent.holder.unit.clone(),
    );
    let read = web::block(move || {
        let expected = Expected {
            digest: &digest,
            unit: &unit,
        };
        pack::read(&survey, &expected, &upload.file)
    })
    .await
    .map_err(|_| Failure::Broken)?;
    let filled = match read {
        Ok(filled) => filled,
        Err(not) => {
            let page = page(&respondent, Some(not.to_string()));
            return Ok(html_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let store = respondent.app.store();
    let revisions = store.revisions(&respondent.holder).await?;
    let holdings = store.holdings(&respondent.holder).await?;
    let takes_answers = respondent
        .standing()?
        .takes_answers_of(&respondent.holder.person);
    let answers = revisions.answers();
    let path = Path::of(&respondent.survey, answers);
    let after = answers_after(&respondent.survey, &filled.pairs, answers);
    let path_after = Path::of(&respondent.survey, &after);
    let mut changes = Vec::new();
    let mut others = Vec::new();
    let mut kept = BTreeSet::new();
    for section in &respondent.survey.sections {
        let mine = takes_answers && respondent.holder.person.edits(section, &holdings);
        for entry in parse(section, &filled.pairs) {
            let Ok(answer) = entry.outcome else {
                continue;
            };
            let given = Given {
                field: entry.field,
                seen: entry.seen,
                answer,
            };
            let settled = revisions.settle(&given, || path.find(&given.field.question));
            let is_conflict = match settled {
                Settled::AsKept | Settled::LeftAlone => continue,
                Settled::Saves(_) => false,
                Settled::Conflict => true,
            };
            if mine {
                changes.push(UploadChange {
                    is_conflict,
                    is_unasked: given.answer.is_some() && !is_asked(&path_after, &given.field),
                    ..change(&respondent.survey, &path, &given, answers)
                });
                kept.insert(given.field);
            } else if others.last() != Some(&section.title) {
                others.push(section.title.clone());
            }
        }
    }
    Ok(html(&UploadPreview {
        shell: respondent.shell("What your workbook would change"),
        changes,
        awaiting: !takes_answers,
        others,
        problems: filled
            .errors
            .into_iter()
            .map(|error| CellProblem {
                sheet: error.sheet,
                cell: error.cell,
                text: error.text,
            })
            .collect(),
        pairs: {
            let mut pairs = only(&respondent.survey, &filled.pairs, &kept);
            pairs.push((saving::SENT.to_owned(), respondent.now.unix().to_string()));
            pairs
        },
        form_token: respondent.form_token(),
    }))
}

/// Saves what the preview showed.
pub(super) async fn save(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let survey = respondent.survey.clone();
    let sections: Vec<_> = survey.sections.iter().collect();
    let saved: Saved = saving::save(&respondent, &sections, &form.0).await?;
    if !saved.problems.is_empty() {
        return Err(Failure::Unreadable);
    }
    if !saved.conflicts.is_empty() {
        let page = saving::conflict(&respondent, "/return/workbook/save", &saved, &form.0).await?;
        return Ok(html_with(StatusCode::CONFLICT, &page));
    }
    Ok(see_other("/return?uploaded"))
}

fn page(respondent: &Respondent, error: Option<String>) -> UploadPage {
    UploadPage::new(
        respondent.shell("Answer offline"),
        error,
        respondent.form_token(),
    )
}

/// One answer that a workbook would change: what is kept, and what it says.
fn change(survey: &Survey, path: &Path<'_>, given: &Given, answers: &Answers) -> UploadChange {
    let field = &given.field;
    let Some(question) = survey.question(&field.question) else {
        return UploadChange::default();
    };
    let mut rows = question.kind.rows().iter();
    let row = field
        .row
        .as_ref()
        .and_then(|id| rows.find(|row| row.id == *id));
    let text = path.filled(&question.text);
    let words = |answer: Option<&Answer>| {
        answer
            .map(|answer| in_words(question, answer))
            .unwrap_or_default()
    };
    UploadChange {
        question: match row {
            Some(row) => format!("{text} – {}", row.label),
            None => text,
        },
        before: words(answers.get(field)),
        after: words(given.answer.as_ref()),
        ..UploadChange::default()
    }
}

/// The answers as they would be if all that a workbook says were saved.
fn answers_after(survey: &Survey, pairs: &Pairs, answers: &Answers) -> Answers {
    let mut after = answers.clone();
    for section in &survey.sections {
        for entry in parse(section, pairs) {
            if let Ok(answer) = entry.outcome {
                after.set(entry.field, answer);
            }
        }
    }
    after
}

/// Whether a field is asked on a path.
fn is_asked(path: &Path<'_>, field: &Field) -> bool {
    let shown = path.find(&field.question);
    shown.is_some_and(|shown| shown.fields().contains(field))
}

/// The pairs that speak of these fields.
fn only(survey: &Survey, pairs: &Pairs, fields: &BTreeSet<Field>) -> Vec<(String, String)> {
    let names: BTreeSet<String> = fields
        .iter()
        .flat_map(|field| {
            let options = survey
                .question(&field.question)
                .map(|question| {
                    let options = question.kind.options().iter();
                    options
                        .map(|option| other_name(question, option))
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default();
            [field_name(field)].into_iter().chain(options)
        })
        .collect();
    let shown: BTreeSet<String> = fields.iter().map(field_name).collect();
    pairs
        .iter()
        .filter(|(name, value)| {
            let is_shown = read_shown(value).is_some_and(|(field, _)| shown.contains(field));
            names.contains(name) || (name == SHOWN && is_shown)
        })
        .cloned()
        .collect()
}

/// A document, made away from the threads that serve pages.
async fn made<E: std::fmt::Display + Send + 'static>(
    media_type: &'static str,
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    let bytes = web::block(make)
        .await
        .map_err(|_| Failure::Broken)?
        .map_err(|error| {
            tracing::error!(%error, "a document could not be made");
            Failure::Broken
        })?;
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes))
}
