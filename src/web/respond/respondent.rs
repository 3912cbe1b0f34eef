//! Who is asking: the holder of a session, with the survey their return answers.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use crate::clock::{self, Timestamp};
use crate::definition::Survey;
use crate::returns::{Return, State, WaveState};
use crate::secret::Token;
use crate::store::Holder;
use crate::views::Shell;
use crate::web::app::App;
use crate::web::failure::Failure;
use crate::web::form::session_token;

/// How long a session lasts after the link was opened: a working day.
const SESSION_SECONDS: i64 = 12 * 60 * 60;

/// Somebody who opened a link, deliberately, in this browser.
pub(super) struct Respondent {
    pub(super) app: web::Data<App>,
    pub(super) holder: Holder,
    pub(super) survey: Arc<Survey>,
    pub(super) now: Timestamp,
    token: Token,
}

/// A session that was opened some time, and may have ended since.
pub(super) struct Visitor {
    pub(super) respondent: Respondent,
    pub(super) has_ended: bool,
}

impl Respondent {
    pub(super) fn new(
        app: web::Data<App>,
        holder: Holder,
        survey: Arc<Survey>,
        now: Timestamp,
        token: Token,
    ) -> Self {
        Self {
            app,
            holder,
            survey,
            now,
            token,
        }
    }

    /// What a write takes along that is done apart from the page.
    pub(super) fn for_writing(&self) -> (Holder, Arc<Survey>) {
        (self.holder.clone(), Arc::clone(&self.survey))
    }

    /// The return. Beginning makes it before the session, so it is always there.
    pub(super) fn standing(&self) -> Result<&Return, Failure> {
        self.holder.standing.as_ref().ok_or(Failure::NoSession)
    }

    pub(super) fn wave_state(&self) -> WaveState {
        self.holder.wave.state(self.now)
    }

    /// Where a return is looked at that takes no answers now.
    pub(super) fn elsewhere(&self) -> Result<Option<&'static str>, Failure> {
        Ok(match self.standing()?.state {
            State::Submitted { .. } => Some("/return/submitted"),
            State::Declined(_) => Some("/return/declined"),
            _ if self.wave_state() != WaveState::Open => Some("/return/answers"),
            State::InProgress(_) | State::AwaitingSignOff(_) => None,
        })
    }

    pub(super) fn form_token(&self) -> String {
        self.token.form_token()
    }

    pub(super) fn shell(&self, title: &str) -> Shell {
        Shell::new(&self.survey, &self.unit_name(), title)
            .for_person(self.holder.person.label(&self.survey))
            .previewing(self.app.draft().is_some())
    }

    pub(super) fn unit_name(&self) -> String {
        self.survey.frame.name_of(&self.holder.unit).to_owned()
    }

    pub(super) fn closes_on(&self) -> Option<String> {
        self.holder.wave.closes_on.map(clock::long_day)
    }
}

impl FromRequest for Respondent {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visitor = Visitor::from_request(request, payload);
        Box::pin(async move {
            let visitor = visitor.await?;
            if visitor.has_ended {
                return Err(Failure::NoSession);
            }
            Ok(visitor.respondent)
        })
    }
}

impl FromRequest for Visitor {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<web::Data<App>>().cloned();
        let token = session_token(request);
        Box::pin(async move {
            let app = app.ok_or(Failure::Broken)?;
            let token = token.ok_or(Failure::NoSession)?;
            let session = app
                .store()
                .find_session(&token.hash())
                .await?
                .ok_or(Failure::NoSession)?;
            if session.holder.revoked {
                return Err(Failure::RevokedLink);
            }
            let now = clock::now();
            let survey = app.survey(session.holder.version.id).await?;
            Ok(Self {
                has_ended: now.unix() - session.started_at.unix() > SESSION_SECONDS,
                respondent: Respondent {
                    app,
                    holder: session.holder,
                    survey,
                    now,
                    token,
                },
            })
        })
    }
}
