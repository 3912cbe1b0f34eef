//! `canvass reopen SURVEY CODE`

use std::process::ExitCode;

use anyhow::bail;

use super::place::{Place, WhichWave};
use super::said;
use crate::clock;
use crate::definition::UnitCode;
use crate::returns::Refused;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    /// The code of the unit whose return is to be opened again
    code: String,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let unit = UnitCode::new(args.code);
    match store.reopen(&asked.wave, &unit, clock::now()).await? {
        Ok(_) => {
            said::line(format!(
                "The return of {} is open again. What was submitted stays in its history.",
                asked.survey.frame.name_of(&unit)
            ));
            Ok(ExitCode::SUCCESS)
        }
        Err(Refused::WaveNotOpen) => bail!(
            "wave {} takes no answers now, so opening the return of {unit} again would change nothing",
            asked.wave.number
        ),
        Err(_) => bail!("the return of {unit} has not been submitted"),
    }
}
