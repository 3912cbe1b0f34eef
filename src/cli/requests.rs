//! `canvass requests SURVEY`

use std::process::ExitCode;

use super::place::{Place, WhichWave};
use super::said;
use crate::clock;
use crate::export::guarded;
use crate::returns::State;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    #[command(flatten)]
    place: Place,
}

/// Writes who asks for a submitted return to be opened again, as CSV.
pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let mut lines = Vec::new();
    for unit in store.standings(asked.wave.id).await? {
        let state = unit.standing.map(|standing| standing.state);
        if let Some(State::Submitted {
            submission,
            asked: Some(step),
        }) = state
        {
            let by = match step.by {
                Some(by) => store.find_person(by).await?,
                None => None,
            };
            let by = by.map(|person| person.label(&asked.survey).to_owned());
            lines.push([
                guarded(unit.unit.as_str()),
                guarded(asked.survey.frame.name_of(&unit.unit)),
                submission.reference,
                clock::iso_day(step.at.day()),
                guarded(&by.unwrap_or_default()),
                guarded(&step.words.unwrap_or_default()),
            ]);
        }
    }
    if lines.is_empty() {
        said::line("Nobody asks for a return to be opened again.");
        return Ok(ExitCode::SUCCESS);
    }
    let header = ["code", "name", "reference", "asked_on", "by", "reason"];
    said::table(header, lines)?;
    Ok(ExitCode::SUCCESS)
}
