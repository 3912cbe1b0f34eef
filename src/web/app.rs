//! What every request shares: the store, and the surveys that have been read from it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use actix_web::rt::System;
use tokio::sync::{Mutex, Semaphore, oneshot};

use super::draft::Draft;
use super::failure::Failure;
use crate::definition::{self, Survey};
use crate::store::{Store, StoreError, VersionId};

/// How long somebody waits who opens a link that is none.
const A_WRONG_LINK_WAITS: Duration = Duration::from_millis(500);

/// How many wrong links are waited for at once; any more are turned away.
const GUESSES_AT_ONCE: usize = 64;

/// The running site.
pub struct App {
    store: Arc<Store>,
    /// Its thread renders no pages.
    system: System,
    https: bool,
    /// The address that people reach the site by, without a slash at its end.
    base_url: String,
    mails: bool,
    /// How many wrong links may be waited for at once.
    guesses: Semaphore,
    /// Published versions never change, so each is read and checked once.
    surveys: RwLock<BTreeMap<VersionId, Arc<Survey>>>,
    /// The folder that is being drafted, where the site previews one.
    draft: Option<Draft>,
    /// Whoever reads one: the others who want it wait for that instead of reading it as well.
    reading: Mutex<()>,
}

impl App {
    /// A site over a store, reached by an address; `mails` where mail can be sent. It is made where an actix
    /// system runs.
    pub fn new(store: Arc<Store>, base_url: &str, mails: bool) -> Self {
        Self {
            store,
            system: System::current(),
            https: base_url.starts_with("https://"),
            base_url: base_url.trim_end_matches('/').to_owned(),
            mails,
            guesses: Semaphore::new(GUESSES_AT_ONCE),
            surveys: RwLock::default(),
            draft: None,
            reading: Mutex::default(),
        }
    }

    /// The same site, showing a folder as it is drafted instead of what was published.
    #[must_use]
    pub fn previewing(self, draft: Draft) -> Self {
        Self {
            draft: Some(draft),
            ..self
        }
    }

    /// What is being drafted, where the site previews something.
    pub(super) fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// The whole address of a path.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Whether this is the host, with its port where it has one, that people reach the site by.
    pub(super) fn is_reached_by(&self, host: &str) -> bool {
        let base = self.base_url.split_once("://");
        base.is_some_and(|(_, rest)| rest.split('/').next() == Some(host))
    }

    /// Whether mail can be sent.
    pub(super) fn mails(&self) -> bool {
        self.mails
    }

    /// What somebody is told whose link is none: late, so that guessing is slow as well as hopeless, and
    /// only to so many at once, so that guessers don't wear the server out.
    pub(super) async fn wrong_link(&self) -> Failure {
        let Ok(_waiting) = self.guesses.try_acquire() else {
            return Failure::TooManyGuesses;
        };
        actix_web::rt::time::sleep(A_WRONG_LINK_WAITS).await;
        Failure::UnknownLink
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// Does a write to the store apart from the pages: others wait for it, so it must not wait itself while a
    /// page is being rendered, nor end because somebody no longer waits for its answer.
    pub(super) async fn writing<T, F>(
        &self,
        write: impl FnOnce(Arc<Store>) -> F + Send + 'static,
    ) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, StoreError>> + Send,
    {
        let (done, is_done) = oneshot::channel();
        let store = Arc::clone(&self.store);
        self.system.arbiter().spawn(async move {
            // Nobody takes the answer where whoever asked has gone.
            let _ = done.send(write(store).await);
        });
        Ok(is_done.await.map_err(|_| Failure::Broken)??)
    }

    pub(super) fn is_https(&self) -> bool {
        self.https
    }

    /// A published survey, or the one being drafted.
    pub(super) async fn survey(&self, version: VersionId) -> Result<Arc<Survey>, Failure> {
        if let Some(draft) = &self.draft {
            return draft.survey();
        }
        if let Some(survey) = self.known(version) {
            return Ok(survey);
        }
        let _reading = self.reading.lock().await;
        if let Some(survey) = self.known(version) {
            return Ok(survey);
        }
        let folder = self.store.folder(version).await?;
        let survey = definition::check(&folder).map_err(|faults| {
            tracing::error!(count = faults.len(), "a published survey has faults now");
            Failure::Broken
        })?;
        let survey = Arc::new(survey);
        self.surveys
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(version, Arc::clone(&survey));
        Ok(survey)
    }

    /// A survey that has been read before.
    fn known(&self, version: VersionId) -> Option<Arc<Survey>> {
        let surveys = self.surveys.read();
        let surveys = surveys.unwrap_or_else(PoisonError::into_inner);
        surveys.get(&version).cloned()
    }
}
