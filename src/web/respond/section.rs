//! A section: its questions shown, and what was answered saved.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::respondent::Respondent;
use super::{html, see_other};
use crate::clock;
use crate::definition::Section;
use crate::questionnaire::{
    Answers, Field, Pairs, Path, Problem, Shown, all_fields, field_name, keep_unoffered, parse,
    shown_name,
};
use crate::returns::State;
use crate::store::SavedReturn;
use crate::views::{Given, SectionPage, fields};
use crate::web::failure::Failure;
use crate::web::form::CheckedForm;

/// How many questions have just appeared, as the address says; whatever else it says is ignored.
fn more(request: &HttpRequest) -> usize {
    let query = request.query_string();
    let more = query.split('&').find_map(|pair| pair.strip_prefix("more="));
    more.and_then(|number| number.parse().ok()).unwrap_or(0)
}

pub(super) async fn show(
    respondent: Respondent,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let section = section(&respondent, &id)?;
    let (standing, answers) = respondent.required_return().await?;
    if !respondent.may_answer(&standing) {
        return Ok(see_other("/return/answers"));
    }
    let given = Given {
        answers: &answers,
        problems: &BTreeMap::new(),
        pairs: &[],
    };
    let page = page(&respondent, section, &given, more(&request))?;
    Ok(html(&page))
}

/// Saves every valid answer of the page; what is wrong is shown again as it was typed.
pub(super) async fn save(
    respondent: Respondent,
    id: web::Path<String>,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let section = section(&respondent, &id)?;
    let shown = shown_fields(section, &form.0)?;
    let (_, saved) = respondent.required_return().await?;
    let before = Path::of(&respondent.survey, &saved);
    let mut given = Vec::new();
    let mut problems = BTreeMap::new();
    for entry in parse(section, &form.0) {
        match entry.outcome {
            Ok(answer) => {
                let answer = match before.find(&entry.field.question) {
                    Some(shown) => keep_unoffered(shown, saved.get(&entry.field), answer),
                    None => answer,
                };
                given.push((entry.field, answer));
            }
            Err(problem) => {
                problems.insert(entry.field, problem);
            }
        }
    }
    let answers = keep(&respondent, &given).await?;
    let path = Path::of(&respondent.survey, &answers);
    let left: BTreeSet<Field> = path
        .questions_of(section)
        .iter()
        .flat_map(Shown::fields)
        .collect();
    problems.retain(|field, _| left.contains(field));
    if !problems.is_empty() {
        return refuse(&respondent, section, &answers, &problems, &form.0);
    }
    if form.value("then") == Some("list") {
        return Ok(see_other("/return"));
    }
    let fresh: Vec<_> = path
        .questions_of(section)
        .iter()
        .filter(|fresh| {
            let fields = fresh.fields();
            fields
                .iter()
                .any(|field| !shown.contains(&field_name(field)))
        })
        .collect();
    if let Some(first) = fresh.first() {
        return Ok(see_other(&format!(
            "/return/section/{}?more={}#{}",
            section.id,
            fresh.len(),
            first.fields().first().map(field_name).unwrap_or_default()
        )));
    }
    let following = path
        .sections()
        .iter()
        .skip_while(|(one, _)| one.id != section.id)
        .nth(1);
    Ok(see_other(&match following {
        Some((next, _)) => format!("/return/section/{}", next.id),
        None => "/return/check".to_owned(),
    }))
}

async fn keep(
    respondent: &Respondent,
    given: &[(Field, Option<crate::questionnaire::Answer>)],
) -> Result<Answers, Failure> {
    let saved = respondent
        .app
        .store()
        .save_answers(&respondent.holder, given, clock::now())
        .await?;
    match saved {
        SavedReturn::Saved(answers) => Ok(answers),
        SavedReturn::NotOpen(standing) => Err(match standing.state {
            State::InProgress => Failure::NotOpen,
            State::Submitted(_) => Failure::AlreadySubmitted,
        }),
    }
}

fn refuse(
    respondent: &Respondent,
    section: &Section,
    answers: &Answers,
    problems: &BTreeMap<Field, Problem>,
    pairs: &Pairs,
) -> Result<HttpResponse, Failure> {
    let given = Given {
        answers,
        problems,
        pairs,
    };
    let page = page(respondent, section, &given, 0)?;
    let mut answer = html(&page);
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(answer)
}

/// The names of the fields that the page says it showed, all of which must be this section's.
fn shown_fields(section: &Section, pairs: &Pairs) -> Result<BTreeSet<String>, Failure> {
    let known: BTreeSet<String> = section
        .questions
        .iter()
        .flat_map(all_fields)
        .map(|field| field_name(&field))
        .collect();
    pairs
        .iter()
        .filter(|(name, _)| name == shown_name())
        .map(|(_, field)| known.get(field).cloned().ok_or(Failure::OtherPage))
        .collect()
}

fn section<'r>(respondent: &'r Respondent, id: &str) -> Result<&'r Section, Failure> {
    respondent.survey.section(id).ok_or(Failure::NoSuchPage)
}

fn page(
    respondent: &Respondent,
    section: &Section,
    given: &Given<'_>,
    more: usize,
) -> Result<SectionPage, Failure> {
    let path = Path::of(&respondent.survey, given.answers);
    let position = path
        .sections()
        .iter()
        .position(|(one, _)| one.id == section.id)
        .ok_or(Failure::NoSuchPage)?;
    let (fields, errors) = fields(&path, path.questions_of(section), given);
    Ok(SectionPage {
        shell: respondent.shell(&section.title).with_errors(&errors),
        position: position + 1,
        of: path.sections().len(),
        intro: section.intro.as_ref().map(|intro| path.filled(intro)),
        action: format!("/return/section/{}", section.id),
        form_token: respondent.form_token(),
        fields,
        errors,
        more: more.min(path.questions_of(section).len()),
    })
}
