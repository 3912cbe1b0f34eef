//! What every request shares: the store, and the surveys that have been read from it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::failure::Failure;
use crate::definition::{self, Survey};
use crate::store::{Store, VersionId};

/// The running site.
pub struct App {
    store: Store,
    https: bool,
    /// Published versions never change, so each is read and checked once.
    surveys: RwLock<BTreeMap<VersionId, Arc<Survey>>>,
}

impl App {
    /// A site over a store; `https` where people reach it by a secure address.
    pub fn new(store: Store, https: bool) -> Self {
        Self {
            store,
            https,
            surveys: RwLock::default(),
        }
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    pub(super) fn is_https(&self) -> bool {
        self.https
    }

    /// A published survey.
    pub(super) async fn survey(&self, version: VersionId) -> Result<Arc<Survey>, Failure> {
        let known = self
            .surveys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&version)
            .cloned();
        if let Some(survey) = known {
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
}
