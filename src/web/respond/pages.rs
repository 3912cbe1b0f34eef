//! The task list, and the answers to read.

use actix_web::{HttpRequest, HttpResponse};

use super::finish::{finish, may_take_back};
use super::receipts::earlier;
use super::respondent::Respondent;
use super::{html, query, see_other, state_word};
use crate::questionnaire::{Path, Progress, Shown, Stage};
use crate::returns::{Opening, Return, State, Step, WaveState};
use crate::store::People;
use crate::views::{AnswersPage, Known, Notice, SectionTask, Tasks, moment, section_answers};
use crate::web::failure::Failure;

pub(super) async fn tasks(
    respondent: Respondent,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    if let Some(elsewhere) = respondent.elsewhere()? {
        return Ok(see_other(elsewhere));
    }
    let store = respondent.app.store();
    let people = store.people(&respondent.holder).await?;
    let revisions = store.revisions(&respondent.holder).await?;
    let survey = &respondent.survey;
    let standing = respondent.standing()?;
    let person = &respondent.holder.person;
    let takes_answers = standing.takes_answers_of(person);
    let path = Path::of(survey, revisions.answers());
    let sections: Vec<SectionTask> = path
        .sections()
        .iter()
        .map(|(section, questions)| {
            let progress = Progress::of(questions, path.answers());
            let fields: Vec<_> = questions.iter().flat_map(Shown::fields).collect();
            SectionTask {
                id: section.id.to_string(),
                title: section.title.clone(),
                href: format!("/return/section/{}", section.id),
                stage: progress.stage,
                stage_words: progress.stage.words(),
                answered: progress.answered,
                shown: progress.shown,
                held_by: if person.holds(&section.id, &people.holdings) {
                    "you".to_owned()
                } else {
                    people.holder_of(&section.id, survey)
                },
                mine: takes_answers && person.edits(section, &people.holdings),
                changed: revisions.latest(&fields).map(|kept| {
                    let by = kept.by.and_then(|by| people.find(by));
                    let by = match by {
                        Some(by) if by.id == person.id => "you",
                        Some(by) => by.label(survey),
                        None => "somebody",
                    };
                    format!("Last changed by {by}, {}", moment(kept.at))
                }),
            }
        })
        .collect();
    let mut notices = notices(standing, &respondent, &people);
    if query(&request, "kept").is_some() {
        notices.insert(
            0,
            plain("What you typed before your time ended has been saved."),
        );
    }
    if query(&request, "uploaded").is_some() {
        notices.insert(0, plain("What your workbook says has been saved."));
    }
    Ok(html(&Tasks {
        shell: respondent.shell("Your return"),
        closes_on: respondent.closes_on(),
        notices,
        earlier: earlier(&respondent).await?,
        known: known(&respondent),
        any_mine: sections.iter().any(|section| section.mine),
        all_mine: sections.iter().all(|section| section.mine),
        complete: sections
            .iter()
            .filter(|section| section.stage == Stage::Complete)
            .count(),
        optional: sections
            .iter()
            .filter(|section| section.stage == Stage::Optional)
            .count(),
        sections,
        finish: finish(&respondent, &people)?,
        may_take_back: may_take_back(&respondent, &people)?,
        may_decline: person.leads(),
        form_token: respondent.form_token(),
    }))
}

pub(super) async fn answers(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let revisions = respondent.app.store().revisions(&respondent.holder).await?;
    let submission = respondent.standing()?.submission();
    let is_open = respondent.wave_state() == WaveState::Open;
    // Until the close the list of sections leads to it, and the receipt does always.
    let earlier = match submission {
        None if !is_open => earlier(&respondent).await?,
        _ => Vec::new(),
    };
    Ok(html(&AnswersPage {
        shell: respondent.shell("Your answers"),
        submitted_on: submission.map(|one| moment(one.at)),
        signatory: submission.map(|one| one.signatory.clone()),
        reference: submission.map(|one| one.reference.clone()),
        earlier,
        state: state_word(respondent.wave_state()),
        sections: section_answers(&Path::of(&respondent.survey, revisions.answers()), |_| {
            false
        }),
    }))
}

/// What the frame says of the unit, as far as the survey shows it.
fn known(respondent: &Respondent) -> Vec<Known> {
    let frame = &respondent.survey.frame;
    let Some(position) = frame.position(respondent.holder.unit.as_str()) else {
        return Vec::new();
    };
    let attributes = frame.attributes.iter().filter(|attribute| attribute.show);
    attributes
        .map(|attribute| Known {
            label: attribute.label.clone(),
            value: attribute.category_of(position).to_owned(),
        })
        .collect()
}

fn notices(standing: &Return, respondent: &Respondent, people: &People) -> Vec<Notice> {
    match &standing.state {
        State::InProgress(Opening::SentBack(step)) => {
            vec![by("Sent back to be changed", step, respondent, people)]
        }
        State::InProgress(Opening::Reopened(at)) => vec![plain(&format!(
            "The research team opened this return again at {}. What was submitted is kept as it was, but doesn’t \
             count any more until you submit it again. Change what needs changing, then do so.",
            moment(*at)
        ))],
        State::AwaitingSignOff(step) => {
            vec![by("Ready to be signed", step, respondent, people)]
        }
        State::InProgress(Opening::Begun) | State::Submitted { .. } | State::Declined(_) => {
            Vec::new()
        }
    }
}

/// What was done, by whom and when, with what they wrote.
pub(super) fn by(done: &str, step: &Step, respondent: &Respondent, people: &People) -> Notice {
    let person = step.by.and_then(|by| people.find(by));
    let by = person.map_or("somebody", |person| person.label(&respondent.survey));
    Notice {
        text: format!("{done}: by {by}, {}.", moment(step.at)),
        words: step.words.clone(),
    }
}

fn plain(text: &str) -> Notice {
    Notice {
        text: text.to_owned(),
        words: None,
    }
}
