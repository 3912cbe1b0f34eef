//! Declining to take part, and changing one's mind.

use actix_web::HttpResponse;

use super::finish::step;
use super::pages::by;
use super::respondent::Respondent;
use super::{html, see_other};
use crate::returns::{Act, State, WaveState};
use crate::views::{Decline, Declined};
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Written};

pub(super) async fn ask(respondent: Respondent) -> Result<HttpResponse, Failure> {
    if let Some(elsewhere) = respondent.elsewhere()? {
        return Ok(see_other(elsewhere));
    }
    if !respondent.holder.person.leads() {
        return Err(Failure::NotYours);
    }
    Ok(html(&Decline {
        shell: respondent.shell("Decline to take part"),
        voluntary: respondent.survey.voluntary.clone(),
        form_token: respondent.form_token(),
    }))
}

pub(super) async fn decline(
    respondent: Respondent,
    form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    let reason = form
        .words("reason", "Your reason")
        .map_err(|_| Failure::TooLong)?;
    step(&respondent, Act::Declined, reason).await??;
    Ok(see_other("/return/declined"))
}

pub(super) async fn declined(respondent: Respondent) -> Result<HttpResponse, Failure> {
    let State::Declined(declined) = &respondent.standing()?.state else {
        return Ok(see_other("/return"));
    };
    let people = respondent.app.store().people(&respondent.holder).await?;
    let is_open = respondent.wave_state() == WaveState::Open;
    Ok(html(&Declined {
        shell: respondent.shell("Not taking part"),
        notice: by("Declined", declined, &respondent, &people),
        closes_on: respondent.closes_on(),
        may_change: is_open && respondent.holder.person.leads(),
        form_token: respondent.form_token(),
    }))
}

pub(super) async fn change_mind(
    respondent: Respondent,
    _form: CheckedForm,
) -> Result<HttpResponse, Failure> {
    step(&respondent, Act::ChangedMind, None).await??;
    Ok(see_other("/return"))
}
