//! `canvass freeze SURVEY --out FROZEN`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use super::place::{self, Asked, Place, WhichWave};
use super::{files, said};
use crate::clock;
use crate::export::Note;
use crate::returns::WaveState;
use crate::store::Store;
use crate::{dataset, export};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    /// The folder to write, which must not be there yet
    #[arg(long, value_name = "FROZEN")]
    out: PathBuf,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let state = asked.wave.state(clock::now());
    if state != WaveState::Closed {
        bail!(
            "wave {} is {}; `canvass close {}` first, so that what is frozen stays whole",
            asked.wave.number,
            place::state_words(state),
            asked.survey.id
        );
    }
    freeze(&store, &asked, &args.out, None).await?;
    said::line(format!(
        "Next: `canvass report {} --out report`.",
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Freezes a wave into a new folder.
pub(super) async fn freeze(
    store: &Store,
    asked: &Asked,
    out: &Path,
    note: Option<&Note>,
) -> anyhow::Result<()> {
    let returns = store.all_returns(asked.wave.id).await?;
    let dataset = dataset::dataset(&asked.survey, &returns);
    let files = export::freeze(&asked.survey, &asked.folder, &asked.wave, &dataset, note);
    files::write_new(out, &files)?;
    let submitted = dataset.submitted().count();
    said::line(format!(
        "Wave {} is frozen in {}: {submitted} submitted {}, {} partial.",
        asked.wave.number,
        out.display(),
        if submitted == 1 { "return" } else { "returns" },
        dataset.returns.len() - submitted
    ));
    Ok(())
}
