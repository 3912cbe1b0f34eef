//! `canvass close SURVEY`

use std::process::ExitCode;

use super::place::{Place, WhichWave};
use super::said;
use crate::clock;
use crate::returns::WaveState;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let now = clock::now();
    let (id, number) = (&asked.survey.id, asked.wave.number);
    if asked.wave.state(now) == WaveState::Closed {
        said::line(format!("Wave {number} is closed already."));
    } else {
        store.close_wave(asked.wave.id, now).await?;
        said::line(format!(
            "Wave {number} is closed: no more answers are taken, and all that were saved are kept."
        ));
    }
    said::line(format!("Next: `canvass freeze {id} --out FROZEN`."));
    Ok(ExitCode::SUCCESS)
}
