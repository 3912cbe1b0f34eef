//! Where the store is: a data folder of one's own, or a database by URL.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::files;
use crate::definition::{self, Fault, Folder, Survey, SurveyId};
use crate::returns::{Wave, WaveState};
use crate::store::{Store, StoreError, VersionId};

/// Where the store is.
#[derive(Args)]
pub(super) struct Place {
    /// The data folder, with an embedded database in it
    #[arg(
        long,
        value_name = "DIR",
        default_value = "canvass-data",
        global = true
    )]
    dir: PathBuf,
    /// A PostgreSQL database instead, such as <postgres://user@host/name>
    #[arg(long, value_name = "URL", conflicts_with = "dir")]
    database: Option<String>,
}

impl Place {
    /// Opens a store that is there.
    pub(super) async fn open(&self) -> anyhow::Result<Store> {
        if self.database.is_none() && !Store::is_in(&self.dir) {
            bail!(
                "there is no store in {}; `canvass publish` makes one, and --dir names another folder",
                self.dir.display()
            );
        }
        self.open_or_make().await
    }

    /// Opens the store, making it where there is none.
    pub(super) async fn open_or_make(&self) -> anyhow::Result<Store> {
        match &self.database {
            Some(url) => Store::connect(url)
                .await
                .context("the database can't be opened; check its address, name and user"),
            None => embedded(&self.dir).await,
        }
    }
}

/// Opens the embedded store of a data folder.
pub(super) async fn embedded(dir: &Path) -> anyhow::Result<Store> {
    std::fs::create_dir_all(dir)
        .with_context(|| format!("the data folder {} can't be made", dir.display()))?;
    Store::embedded(dir)
        .await
        .with_context(|| format!("the store in {} can't be opened", dir.display()))
}

/// Which wave a command is about.
#[derive(Args)]
pub(super) struct WhichWave {
    /// The survey's id
    survey: String,
    /// Which wave; the latest unless told otherwise
    #[arg(long, value_name = "NUMBER")]
    wave: Option<i32>,
}

impl WhichWave {
    /// The wave with the survey that it asks.
    pub(super) async fn find(&self, store: &Store) -> anyhow::Result<Asked> {
        let id = SurveyId::new(&self.survey);
        let (wave, version) = match store.require_wave(&id, self.wave).await {
            Err(StoreError::UnknownSurvey { survey }) => bail!(
                "no survey `{survey}` has been published here; `canvass publish FOLDER` publishes one, and its id \
                 stands in its survey.toml"
            ),
            found => found?,
        };
        Asked::read(store, wave, version).await
    }
}

/// A wave, and what it asks.
pub(super) struct Asked {
    pub(super) wave: Wave,
    pub(super) folder: Folder,
    pub(super) survey: Survey,
}

impl Asked {
    pub(super) async fn read(
        store: &Store,
        wave: Wave,
        version: VersionId,
    ) -> anyhow::Result<Self> {
        let folder = store.folder(version).await?;
        let survey = definition::check(&folder).map_err(|_| faulty())?;
        Ok(Self {
            wave,
            folder,
            survey,
        })
    }
}

/// Why a published survey can't be read.
pub(super) fn faulty() -> anyhow::Error {
    anyhow::anyhow!(
        "the published survey has faults to this version of canvass; use the version that published it"
    )
}

/// A wave's state in words.
pub(super) fn state_words(state: WaveState) -> &'static str {
    match state {
        WaveState::NotYetOpen => "not yet open",
        WaveState::Open => "open",
        WaveState::Closed => "closed",
    }
}

/// Reads and checks a survey folder on disk.
pub(super) fn read_folder(dir: &Path) -> anyhow::Result<(Folder, Result<Survey, Vec<Fault>>)> {
    let folder = files::read_flat(dir)?;
    let survey = definition::check(&folder);
    Ok((folder, survey))
}
