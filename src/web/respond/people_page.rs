//! The page of people: who is behind a return, what they hold, and what the reader may do about it.

use super::respondent::Respondent;
use crate::definition::SectionId;
use crate::returns::{MailKind, Person, Role, WaveState};
use crate::store::{People, Unsent};
use crate::views::{FieldError, PeoplePage, PersonView, SectionHeld, Typed};
use crate::web::failure::Failure;

/// Stands for somebody who is not there yet.
pub(super) const NEW: &str = "new";

/// What somebody tried, and why it was not taken.
#[derive(Default)]
pub(super) struct Attempt {
    pub(super) typed: Typed,
    pub(super) sections: Vec<SectionId>,
    /// The name and the address that somebody gave of themselves.
    pub(super) me: Option<(String, String)>,
    pub(super) errors: Vec<FieldError>,
}

impl Attempt {
    pub(super) fn because(mut self, href: &str, text: &str) -> Self {
        self.errors.push(FieldError {
            href: href.to_owned(),
            text: text.to_owned(),
        });
        self
    }
}

/// Whether the return can be shared out as it stands; its links can be taken back for as long as they open it.
pub(super) fn shares(respondent: &Respondent) -> Result<bool, Failure> {
    Ok(respondent.elsewhere()?.is_none())
}

pub(super) async fn page(
    respondent: &Respondent,
    attempt: Attempt,
    done: Option<&str>,
) -> Result<PeoplePage, Failure> {
    let store = respondent.app.store();
    let people = store.people(&respondent.holder).await?;
    let unsent = store.mail_unsent_to(&respondent.holder).await?;
    let me = &respondent.holder.person;
    let survey = &respondent.survey;
    let (my_name, my_email) = attempt
        .me
        .unwrap_or_else(|| (me.name.clone(), me.email.clone().unwrap_or_default()));
    Ok(PeoplePage {
        shell: respondent.shell("Who answers").with_errors(&attempt.errors),
        people: people
            .present()
            .map(|person| PersonView {
                mail: unsent
                    .get(&person.id)
                    .and_then(|mail| mail_words(respondent, mail)),
                ..person_view(respondent, &people, person)
            })
            .collect(),
        sections: survey
            .sections
            .iter()
            .map(|section| {
                let holding = people.holdings.of(&section.id);
                SectionHeld {
                    id: section.id.to_string(),
                    title: section.title.clone(),
                    held_by: people.holder_of(&section.id, survey),
                    shareable: me.shares(&section.id, &people.holdings),
                    ticked: attempt.sections.contains(&section.id),
                    returnable: holding.is_some_and(|holding| holding.by == me.id),
                }
            })
            .collect(),
        shares: shares(respondent)?,
        is_open: respondent.wave_state() == WaveState::Open,
        no_sections: attempt.errors.iter().any(|error| error.href == "#sections"),
        hands_any: survey
            .sections
            .iter()
            .any(|section| me.shares(&section.id, &people.holdings)),
        hands_all: survey
            .sections
            .iter()
            .all(|section| me.shares(&section.id, &people.holdings)),
        names_coordinators: me.role == Role::Director,
        mails: respondent.app.mails(),
        my_name,
        my_email,
        typed: attempt.typed,
        errors: attempt.errors,
        done: done.map(str::to_owned),
        signatory: survey.signatory.clone(),
        form_token: respondent.form_token(),
    })
}

fn person_view(respondent: &Respondent, people: &People, person: &Person) -> PersonView {
    let survey = &respondent.survey;
    let me = &respondent.holder.person;
    let sections = survey.sections.iter();
    PersonView {
        id: person.id.0,
        name: person.label(survey).to_owned(),
        role: match person.role {
            Role::Director if person.name.is_empty() => "Whom the survey was sent to",
            Role::Director if !survey.sign_off => "Whom the survey was sent to",
            Role::Director => "Whom the survey was sent to, and who signs",
            Role::Coordinator => "Coordinates: may change every answer",
            Role::Colleague => "Answers what they hold",
        },
        holds: sections
            .filter(|section| person.holds(&section.id, &people.holdings))
            .map(|section| section.title.clone())
            .collect(),
        is_me: person.id == me.id,
        mine: me.answers_for(person),
        receives: person.id != me.id || me.leads(),
        mail: None,
    }
}

/// What has become of a mail that has not been sent, for those who can do something about it.
fn mail_words(respondent: &Respondent, mail: &Unsent) -> Option<String> {
    let me = &respondent.holder.person;
    let what_to_do = if me.answers_for(&mail.to) {
        "Make a new link and send it yourself."
    } else if mail.to.id == me.id {
        "Please check your address below."
    } else if me.leads() {
        "Please tell them yourself."
    } else {
        return None;
    };
    let address = mail.to.email.as_deref().unwrap_or("them");
    let error = mail.last_error.as_deref().unwrap_or_default();
    if mail.given_up_at.is_some() {
        let error = error.trim_end_matches('.');
        Some(format!(
            "The mail to {address} could not be delivered: {error}. {what_to_do}"
        ))
    } else if !respondent.app.mails() {
        (mail.kind == MailKind::Invited).then(|| {
            format!("The mail to {address} waits, but no mail is sent from here now. {what_to_do}")
        })
    } else if error.is_empty() {
        Some(format!("The mail to {address} is waiting to be sent."))
    } else {
        Some(format!(
            "The mail to {address} could not be sent yet; it will be tried again."
        ))
    }
}
