//! Sharing a return out: bringing colleagues in, handing sections on and back, links made anew.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::people_page::{Attempt, NEW, page, shares};
use super::respondent::Respondent;
use super::{html, html_with, query, see_other};
use crate::definition::SectionId;
use crate::returns::{PersonId, Role};
use crate::secret::Token;
use crate::store::{Delivery, NewPerson, NotShared};
use crate::views::{FieldError, NewLink, Typed};
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Written, email};

pub(super) async fn show(
    respondent: Respondent,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let shares = shares(&respondent)?;
    let done = query(&request, "done").and_then(|done| match done {
        "handed" => Some("Handed on. They find it when they open their link."),
        "back" => Some("Handed back."),
        "removed" if shares => Some("Taken out. Their link no longer works, and what they held is with you again, or with whoever the survey was sent to."),
        "removed" => Some("Taken out. Their link no longer works."),
        "mailed" => Some("Brought in. A mail with their personal link is sent now; this page tells if it could not be."),
        "me" => Some("Saved."),
        _ => None,
    });
    let page = page(&respondent, Attempt::default(), done).await?;
    Ok(html(&page))
}

/// Hands sections to somebody who is there, or brings somebody in to hold them.
pub(super) async fn share(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let sections = if form.value("all").is_some() {
        let all = respondent.survey.sections.iter();
        all.map(|section| section.id.clone()).collect()
    } else {
        sections(&respondent, &form)?
    };
    let attempt = Attempt {
        typed: Typed {
            to: form.value("to").unwrap_or(NEW).to_owned(),
            name: form.value("name").unwrap_or_default().to_owned(),
            email: form.value("email").unwrap_or_default().to_owned(),
            coordinator: form.value("coordinator").is_some(),
            all: form.value("all").is_some(),
        },
        sections: sections.clone(),
        ..Attempt::default()
    };
    if attempt.typed.to == NEW {
        bring_in(&respondent, attempt, &form).await
    } else {
        hand_on(&respondent, attempt).await
    }
}

/// Notes what somebody gives of themselves: the name that others see, and an address for mail.
pub(super) async fn introduce(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let about_me = |name| form.value(name).unwrap_or_default().to_owned();
    let typed = Attempt {
        me: Some((about_me("my-name"), about_me("my-email"))),
        ..Attempt::default()
    };
    let name = form.line("my-name", "Your name");
    let address = email(&form, "my-email");
    let errors: Vec<FieldError> = [
        name.as_ref().err().map(|text| ("#my-name", text)),
        address.as_ref().err().map(|text| ("#my-email", text)),
    ]
    .into_iter()
    .flatten()
    .map(|(href, text)| FieldError {
        href: href.to_owned(),
        text: text.clone(),
    })
    .collect();
    let (Ok(name), Ok(address)) = (name, address) else {
        return refuse(&respondent, Attempt { errors, ..typed }).await;
    };
    let name = name.unwrap_or_default();
    let store = respondent.app.store();
    let introduced = store
        .introduce(
            &respondent.holder,
            &name,
            address.as_deref(),
            respondent.now,
        )
        .await?;
    let wrong = match introduced {
        Ok(()) => return Ok(see_other("/return/people?done=me")),
        Err(NotShared::NameTaken) => "Somebody of that name is there already",
        Err(NotShared::Nameless) => "Give your name",
        Err(not) => return Err(failure(not)),
    };
    refuse(&respondent, typed.because("#my-name", wrong)).await
}

pub(super) async fn hand_back(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let sections = sections(&respondent, &form)?;
    let section = sections.first().ok_or(Failure::Unreadable)?;
    respondent
        .app
        .store()
        .hand_back(&respondent.holder, section, respondent.now)
        .await?
        .map_err(failure)?;
    Ok(see_other("/return/people?done=back"))
}

/// Makes somebody a new link, shown once; the one they had stops working.
pub(super) async fn new_link(
    respondent: Respondent,
    person: web::Path<i32>,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let person = PersonId(*person);
    let token = Token::draw();
    let store = respondent.app.store();
    store
        .reissue_link(&respondent.holder, person, &token.hash(), respondent.now)
        .await?
        .map_err(failure)?;
    let people = store.people(&respondent.holder).await?;
    let name = people
        .find(person)
        .map(|person| person.label(&respondent.survey).to_owned());
    let sections = respondent.survey.sections.iter();
    let held = sections.filter(|section| {
        let holding = people.holdings.of(&section.id);
        holding.is_some_and(|holding| holding.by == person)
    });
    let held: Vec<SectionId> = held.map(|section| section.id.clone()).collect();
    let page = link_page(&respondent, &name.unwrap_or_default(), &token, &held);
    Ok(html(&NewLink {
        is_again: true,
        ..page
    }))
}

pub(super) async fn remove(
    respondent: Respondent,
    person: web::Path<i32>,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    respondent
        .app
        .store()
        .remove_person(&respondent.holder, PersonId(*person), respondent.now)
        .await?
        .map_err(failure)?;
    Ok(see_other("/return/people?done=removed"))
}

async fn bring_in(
    respondent: &Respondent,
    mut attempt: Attempt,
    form: &CheckedForm,
) -> Result<HttpResponse, Failure> {
    if attempt.sections.is_empty() && !attempt.typed.coordinator {
        attempt = attempt.because("#sections", "Choose at least one section to hand on");
    }
    let name = match form.line("name", "The name") {
        Ok(Some(name)) => name,
        Ok(None) => {
            attempt = attempt.because("#name", "Give their name");
            String::new()
        }
        Err(problem) => {
            attempt = attempt.because("#name", &problem);
            String::new()
        }
    };
    let email = match email(form, "email") {
        Ok(email) => email,
        Err(problem) => {
            attempt = attempt.because("#email", &problem);
            None
        }
    };
    if !attempt.errors.is_empty() {
        return refuse(respondent, attempt).await;
    }
    let new = NewPerson {
        role: if attempt.typed.coordinator {
            Role::Coordinator
        } else {
            Role::Colleague
        },
        name,
        email,
        sections: attempt.sections.clone(),
    };
    let by_mail = respondent.app.mails() && new.email.is_some();
    let token = Token::draw();
    let hash = token.hash();
    let delivery = if by_mail {
        Delivery::ByMail
    } else {
        Delivery::ByHand(&hash)
    };
    let added = respondent
        .app
        .store()
        .add_person(&respondent.holder, &new, delivery, respondent.now)
        .await?;
    match added {
        Ok(_) if by_mail => Ok(see_other("/return/people?done=mailed")),
        Ok(_) => Ok(html(&link_page(
            respondent,
            &new.name,
            &token,
            &new.sections,
        ))),
        Err(NotShared::NameTaken) => {
            let text = "Somebody of that name is there already. Hand the sections to them, or give a name that \
                        tells the two apart";
            refuse(respondent, attempt.because("#name", text)).await
        }
        Err(NotShared::TooMany) => {
            let text = "There are as many people as a return can have. Take somebody out first";
            refuse(respondent, attempt.because("#name", text)).await
        }
        Err(not) => Err(failure(not)),
    }
}

async fn hand_on(respondent: &Respondent, attempt: Attempt) -> Result<HttpResponse, Failure> {
    if attempt.sections.is_empty() {
        let text = "Choose at least one section to hand on";
        return refuse(respondent, attempt.because("#sections", text)).await;
    }
    let to = attempt.typed.to.parse().map_err(|_| Failure::Unreadable)?;
    respondent
        .app
        .store()
        .hand_sections(
            &respondent.holder,
            PersonId(to),
            &attempt.sections,
            respondent.now,
        )
        .await?
        .map_err(failure)?;
    Ok(see_other("/return/people?done=handed"))
}

async fn refuse(respondent: &Respondent, attempt: Attempt) -> Result<HttpResponse, Failure> {
    let page = page(respondent, attempt, None).await?;
    Ok(html_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The sections that a form names, all of which the survey has.
fn sections(respondent: &Respondent, form: &CheckedForm) -> Result<Vec<SectionId>, Failure> {
    let named = form.0.iter().filter(|(name, _)| name == "section");
    named
        .map(|(_, id)| {
            let section = respondent.survey.section(id);
            section
                .map(|section| section.id.clone())
                .ok_or(Failure::OtherPage)
        })
        .collect()
}

fn failure(not: NotShared) -> Failure {
    match not {
        NotShared::NotYours | NotShared::NameTaken | NotShared::Nameless | NotShared::TooMany => {
            Failure::NotYours
        }
        NotShared::NotOpen => Failure::NotOpen,
    }
}

/// The page of a link that has just been made, with words to send with it: what a mail would say.
fn link_page(
    respondent: &Respondent,
    name: &str,
    token: &Token,
    sections: &[SectionId],
) -> NewLink {
    let link = respondent.app.address(&format!("/r/{}", token.reveal()));
    let survey = &respondent.survey;
    let titles = survey.sections.iter();
    let titles: Vec<&str> = titles
        .filter(|section| sections.contains(&section.id))
        .map(|section| section.title.as_str())
        .collect();
    let yours = if titles.is_empty() {
        "You are to coordinate the answers.".to_owned()
    } else {
        format!("These parts are yours to answer: {}.", titles.join("; "))
    };
    let until = respondent
        .closes_on()
        .map(|day| format!(" Answers are taken until {day}."));
    NewLink {
        shell: respondent.shell(&format!("A link for {name}")),
        name: name.to_owned(),
        message: format!(
            "You have been asked by {} to help to answer “{}” for {}. {yours}{} This link is yours; please don’t \
             pass it on:",
            respondent.holder.person.label(survey),
            survey.title,
            respondent.unit_name(),
            until.unwrap_or_default(),
        ),
        link,
        is_again: false,
    }
}
