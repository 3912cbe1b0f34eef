//! What came after its session had ended: held, and shown to its person for as long as it can't be saved.

use actix_web::HttpResponse;

use super::respondent::Respondent;
use super::typed::shown_back;
use super::{html, saving, see_other};
use crate::definition::Section;
use crate::questionnaire::{Pairs, SHOWN};
use crate::store::HeldForm;
use crate::views::HeldPage;
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, FORM_TOKEN};

/// Where one reads what is held.
pub(super) const HELD: &str = "/return/held";

/// What is held for a person, to be read and copied, and what has become of it.
pub(super) async fn show(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let held = respondent
        .app
        .store()
        .held_forms(&respondent.holder)
        .await?;
    let mut pairs = Vec::new();
    for (_, form) in &held {
        pairs.extend(held_pairs(form)?);
    }
    let intro = "Here it is, to be read or copied:";
    Ok(match shown_back(intro, Some(&respondent.survey), &pairs) {
        Some(typed) => html(&HeldPage {
            shell: respondent.shell("Some of what you typed could not be saved"),
            typed,
            form_token: respondent.form_token(),
        }),
        None => see_other("/return"),
    })
}

/// Lets go of all that is held for a person who has no use for it.
pub(super) async fn let_go(
    respondent: Respondent,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let store = respondent.app.store();
    for (id, _) in store.held_forms(&respondent.holder).await? {
        store.drop_held_form(&respondent.holder, id).await?;
    }
    Ok(see_other("/return"))
}

/// Holds what came after the session had ended; the failure that tells so.
pub(super) async fn hold(
    respondent: &Respondent,
    section: &Section,
    form: &CheckedForm,
) -> Result<Failure, Failure> {
    saving::check_shown(&[section], &form.0)?;
    let pairs: Vec<_> = form
        .0
        .iter()
        .filter(|(name, _)| name != FORM_TOKEN)
        .collect();
    // A later save of the same page says all that an earlier one did.
    let is_of_this_page = |earlier: &HeldForm| {
        held_pairs(earlier).is_ok_and(|earlier| shown(&earlier).eq(shown(&form.0)))
    };
    let held = HeldForm {
        section: section.id.to_string(),
        body: serde_json::to_string(&pairs).map_err(|_| Failure::Broken)?,
    };
    let kept = respondent
        .app
        .store()
        .hold_form(&respondent.holder, &held, is_of_this_page, respondent.now)
        .await?;
    Ok(if kept {
        Failure::SessionEnded
    } else {
        Failure::NoSession
    })
}

/// The fields that a page showed, with their revisions.
fn shown(pairs: &Pairs) -> impl Iterator<Item = &str> {
    let shown = pairs.iter().filter(|(name, _)| name == SHOWN);
    shown.map(|(_, value)| value.as_str())
}

/// What a held form said.
pub(super) fn held_pairs(form: &HeldForm) -> Result<Vec<(String, String)>, Failure> {
    serde_json::from_str(&form.body).map_err(|_| Failure::Broken)
}
