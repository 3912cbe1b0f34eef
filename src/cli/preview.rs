//! `canvass preview FOLDER`: the questionnaire for those who draft it, on a store that is thrown away.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;

use super::serve::Address;
use super::{files, links, place, said};
use crate::clock;
use crate::web::{self, App, Draft};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The survey folder; pages show it as it is whenever they are loaded
    folder: PathBuf,
    #[command(flatten)]
    address: Address,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (folder, survey) = place::read_folder(&args.folder)?;
    let survey = match survey {
        Ok(survey) => survey,
        Err(faults) => return Ok(said::faults(&faults, &folder)),
    };
    let listener = args.address.bind()?;
    let throw_away = tempfile::tempdir().context("no folder for the preview can be made")?;
    actix_web::rt::System::new().block_on(async {
        let store = place::embedded(throw_away.path()).await?;
        let now = clock::now();
        let version = store.publish(&survey.id, &folder, now).await?;
        let wave = store
            .open_wave(&version, &survey.frame, now.day(), None)
            .await?;
        let first = survey.frame.units.first().context("the frame has units")?;
        let issued = store.issue_links(wave.id, Some(&first.code), now).await?;
        let link = issued.first().context("the unit is in the wave")?;
        let base = args.address.base_url(&listener)?;
        said::line(format!(
            "Serving a preview at {}",
            links::address(&base, link)
        ));
        said::line(
            "Edit the folder and save: the pages follow. Stop with Ctrl-C; nothing is kept.",
        );
        let read = args.folder.clone();
        let draft = Draft::new(Box::new(move || {
            files::read_flat(&read).map_err(|error| format!("{error:#}"))
        }));
        let app = App::new(Arc::new(store), &base, false).previewing(draft);
        web::serve(app, listener, None)
            .await
            .context("the preview stopped")?;
        Ok(ExitCode::SUCCESS)
    })
}
