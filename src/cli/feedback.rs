//! `canvass feedback SURVEY`

use std::process::ExitCode;

use super::place::{Place, WhichWave};
use super::said;
use crate::clock;
use crate::export::guarded;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    #[command(flatten)]
    place: Place,
}

/// Writes what people said about the questionnaire, as CSV.
pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let said = store.feedback(asked.wave.id).await?;
    if said.is_empty() {
        said::line("Nobody has said anything about the questionnaire yet.");
        return Ok(ExitCode::SUCCESS);
    }
    let header = [
        "code",
        "name",
        "given_on",
        "how_easy",
        "what_would_be_better",
    ];
    let lines = said.into_iter().map(|(unit, at, feedback)| {
        [
            guarded(unit.as_str()),
            guarded(asked.survey.frame.name_of(&unit)),
            clock::iso_day(at.day()),
            feedback.ease.unwrap_or_default(),
            guarded(&feedback.words.unwrap_or_default()),
        ]
    });
    said::table(header, lines)?;
    Ok(ExitCode::SUCCESS)
}
