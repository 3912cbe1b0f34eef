//! A section: its questions shown, and what was answered saved.

use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::finish::may_take_back;
use super::held::{held_pairs, hold};
use super::respondent::{Respondent, Visitor};
use super::saving::{self, Saved};
use super::{html, query, see_other};
use crate::clock;
use crate::definition::Section;
use crate::questionnaire::{Pairs, Path, Shown, field_name, paper, parse};
use crate::returns::{Given, Revisions, Settled};
use crate::store::{HeldForm, People};
use crate::views::{Filling, Routed, SectionPage, SectionReading, fields, section_answers};
use crate::web::failure::Failure;
use crate::web::form::CheckedForm;

pub(super) async fn show(
    respondent: Respondent,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let section = section(&respondent, &id)?;
    if let Some(elsewhere) = respondent.elsewhere()? {
        return Ok(see_other(elsewhere));
    }
    let revisions = respondent.app.store().revisions(&respondent.holder).await?;
    if let Some(people) = in_other_hands(&respondent, section).await? {
        return reading(&respondent, section, &revisions, &people);
    }
    if query(&request, "held").is_some()
        && let Some((_, form)) = respondent
            .app
            .store()
            .find_held_form(&respondent.holder, &section.id)
            .await?
    {
        return held(&respondent, section, &revisions, &form);
    }
    let more = query(&request, "more").and_then(|number| number.parse().ok());
    let filling = Filling::saved(&revisions);
    let page = SectionPage {
        from_check: query(&request, "from") == Some("check"),
        ..page(&respondent, section, &filling, more.unwrap_or(0), false)?
    };
    Ok(html(&page))
}

/// Saves every valid answer of the page; what is wrong is shown again as it was typed. Where the session
/// has ended, the page is held until its link is opened again.
pub(super) async fn save(
    visitor: Visitor,
    id: web::Path<String>,
    form: CheckedForm,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let respondent = visitor.respondent;
    let section = section(&respondent, &id)?;
    if visitor.has_ended {
        return Err(hold(&respondent, section, &form).await?);
    }
    let saved = saving::save(&respondent, &[section], &form.0).await?;
    if is_autosave(&request) {
        return Ok(HttpResponse::Ok().json(Autosaved::of(&saved)));
    }
    if let Some(unsaved) = saving::unsaved(&respondent, section, &saved, &form.0).await? {
        return Ok(unsaved);
    }
    let store = respondent.app.store();
    if form.value("held").is_some()
        && let Some((id, _)) = store
            .find_held_form(&respondent.holder, &section.id)
            .await?
    {
        store.drop_held_form(&respondent.holder, id).await?;
    }
    Ok(see_other(&onwards(section, &saved, &form)?))
}

/// What the script on the page is told of a save that it made.
#[derive(Serialize)]
struct Autosaved {
    at: String,
    revisions: BTreeMap<String, u32>,
    problems: Vec<String>,
    conflicts: Vec<String>,
}

impl Autosaved {
    fn of(saved: &Saved<'_>) -> Self {
        let conflicts = saved.conflicts.iter().map(|one| &one.field);
        Self {
            at: clock::now().time(),
            revisions: saved
                .agreed
                .iter()
                .map(|field| (field_name(field), saved.revisions.number(field)))
                .collect(),
            problems: saved.problems.keys().map(field_name).collect(),
            conflicts: conflicts.map(field_name).collect(),
        }
    }
}

pub(super) fn is_autosave(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT);
    accept.is_some_and(|accept| accept == "application/json")
}

/// Where one goes on after a save: to questions that have just appeared, else to the next section.
fn onwards(section: &Section, saved: &Saved<'_>, form: &CheckedForm) -> Result<String, Failure> {
    match form.value("then") {
        Some("list") => return Ok("/return".to_owned()),
        Some("check") => return Ok("/return/check".to_owned()),
        _ => {}
    }
    let path = &saved.path;
    let fresh = fresh(path, section, &form.0)?;
    let is_whole_page = form.value("choosing").is_none();
    if let Some(first) = fresh.first().filter(|_| is_whole_page) {
        return Ok(format!(
            "/return/section/{}?more={}#{first}",
            section.id,
            fresh.len(),
        ));
    }
    let following = path
        .sections()
        .iter()
        .skip_while(|(one, _)| one.id != section.id)
        .nth(1);
    Ok(match following {
        Some((next, _)) => format!("/return/section/{}", next.id),
        None => "/return/check".to_owned(),
    })
}

/// The questions of a section that were not on the page that was posted, by the name of their first field.
pub(super) fn fresh(
    path: &Path<'_>,
    section: &Section,
    pairs: &Pairs,
) -> Result<Vec<String>, Failure> {
    let shown = saving::check_shown(&[section], pairs)?;
    let questions = path.questions_of(section).iter().map(Shown::fields);
    Ok(questions
        .map(|fields| fields.iter().map(field_name).collect::<Vec<_>>())
        .filter(|names| names.iter().any(|name| !shown.contains(name)))
        .filter_map(|names| names.into_iter().next())
        .collect())
}

/// The section with what was typed before the session ended, as far as it could not be saved.
fn held(
    respondent: &Respondent,
    section: &Section,
    revisions: &Revisions,
    form: &HeldForm,
) -> Result<HttpResponse, Failure> {
    let pairs = held_pairs(form)?;
    let path = Path::of(&respondent.survey, revisions.answers());
    let mut problems = BTreeMap::new();
    let mut stale = BTreeMap::new();
    for entry in parse(section, &pairs) {
        match entry.outcome {
            Err(problem) => {
                stale.insert(entry.field.clone(), entry.seen);
                problems.insert(entry.field, problem);
            }
            Ok(answer) => {
                let given = Given {
                    field: entry.field,
                    seen: entry.seen,
                    answer,
                };
                let shown = || path.find(&given.field.question);
                match revisions.settle(&given, shown) {
                    Settled::AsKept | Settled::LeftAlone => {}
                    Settled::Saves(_) | Settled::Conflict => {
                        stale.insert(given.field, given.seen);
                    }
                }
            }
        }
    }
    let filling = Filling {
        revisions,
        problems: &problems,
        stale: &stale,
        pairs: &pairs,
    };
    Ok(html(&page(respondent, section, &filling, 0, true)?))
}

/// The people behind the return, where a section is not in the reader's hands.
async fn in_other_hands(
    respondent: &Respondent,
    section: &Section,
) -> Result<Option<People>, Failure> {
    let person = &respondent.holder.person;
    let takes_answers = respondent.standing()?.takes_answers_of(person);
    if person.leads() && takes_answers {
        return Ok(None);
    }
    let people = respondent.app.store().people(&respondent.holder).await?;
    if takes_answers && person.edits(section, &people.holdings) {
        return Ok(None);
    }
    Ok(Some(people))
}

fn reading(
    respondent: &Respondent,
    section: &Section,
    revisions: &Revisions,
    people: &People,
) -> Result<HttpResponse, Failure> {
    let path = Path::of(&respondent.survey, revisions.answers());
    let mut sections = section_answers(&path, |_| false);
    sections.retain(|one| one.is_of(section));
    if sections.is_empty() {
        return Err(Failure::NoSuchPage);
    }
    Ok(html(&SectionReading {
        shell: respondent.shell(&section.title),
        held_by: people.holder_of(&section.id, &respondent.survey),
        may_take_back: may_take_back(respondent, people)?,
        awaiting: matches!(
            respondent.standing()?.state,
            crate::returns::State::AwaitingSignOff(_)
        ),
        sections,
    }))
}

pub(super) fn section<'r>(respondent: &'r Respondent, id: &str) -> Result<&'r Section, Failure> {
    respondent.survey.section(id).ok_or(Failure::NoSuchPage)
}

pub(super) fn page(
    respondent: &Respondent,
    section: &Section,
    filling: &Filling<'_>,
    more: usize,
    held: bool,
) -> Result<SectionPage, Failure> {
    let path = Path::of(&respondent.survey, filling.answers());
    let position = path
        .sections()
        .iter()
        .position(|(one, _)| one.id == section.id)
        .ok_or(Failure::NoSuchPage)?;
    let (fields, errors) = fields(&path, path.questions_of(section), filling);
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
        held,
        routing: if respondent.app.draft().is_some() {
            routing(respondent, section, &path)
        } else {
            Vec::new()
        },
        from_check: filling
            .pairs
            .iter()
            .any(|(name, value)| name == "then" && value == "check"),
    })
}

/// Who is asked what in a section, for those who draft it.
fn routing(respondent: &Respondent, section: &Section, path: &Path<'_>) -> Vec<Routed> {
    let survey = &respondent.survey;
    let position = survey.sections.iter().position(|one| one.id == section.id);
    let on_paper = position.and_then(|position| paper(survey).into_iter().nth(position));
    let Some(on_paper) = on_paper else {
        return Vec::new();
    };
    let everyone = || "Everyone is asked this.".to_owned();
    section
        .questions
        .iter()
        .zip(on_paper.questions)
        .map(|(question, asked)| Routed {
            id: question.id.to_string(),
            text: asked.text,
            when: asked
                .when
                .or_else(|| on_paper.when.clone())
                .unwrap_or_else(everyone),
            is_shown: path.find(&question.id).is_some(),
        })
        .collect()
}
