//! What people say about the questionnaire itself, once they have handed in.

use actix_web::HttpResponse;

use super::respondent::Respondent;
use super::see_other;
use crate::store::Feedback;
use crate::views::{Said, moment};
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Written};

/// What may be said to how easy it was, as the form has it.
pub(super) const EASE: [(&str, &str); 5] = [
    ("very-easy", "Very easy"),
    ("easy", "Easy"),
    ("neither", "Neither easy nor difficult"),
    ("difficult", "Difficult"),
    ("very-difficult", "Very difficult"),
];

pub(super) async fn keep(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let ease = form
        .value("ease")
        .filter(|value| EASE.iter().any(|(known, _)| known == value));
    let said = Feedback {
        ease: ease.map(str::to_owned),
        words: form
            .words("better", "What you wrote")
            .map_err(|_| Failure::TooLong)?,
    };
    let store = respondent.app.store();
    let says_something = said.ease.is_some() || said.words.is_some();
    if says_something
        && !store
            .keep_feedback(&respondent.holder, said, respondent.now)
            .await?
    {
        return Err(Failure::NotNow);
    }
    Ok(see_other("/return/submitted?thanks"))
}

/// What this person has said, to be changed.
pub(super) async fn said(respondent: &Respondent) -> Result<Option<Said>, Failure> {
    let store = respondent.app.store();
    let said = store.find_feedback(&respondent.holder).await?;
    Ok(said.map(|(at, said)| Said {
        at: moment(at),
        ease: said.ease.unwrap_or_default(),
        words: said.words.unwrap_or_default(),
    }))
}
