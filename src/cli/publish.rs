//! `canvass publish FOLDER`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use time::Date;

use super::place::{self, Place};
use super::said;
use crate::clock;
use crate::definition::Survey;
use crate::returns::WaveState;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The survey folder
    folder: PathBuf,
    /// The first day of the wave, such as 2026-03-02, instead of the survey's own
    #[arg(long, value_name = "DAY", value_parser = day)]
    opens: Option<Date>,
    /// The last day of the wave, instead of the survey's own
    #[arg(long, value_name = "DAY", value_parser = day)]
    closes: Option<Date>,
    #[command(flatten)]
    place: Place,
}

fn day(text: &str) -> Result<Date, String> {
    clock::parse_iso_day(text).ok_or_else(|| format!("`{text}` is no day such as 2026-03-02"))
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (folder, survey) = place::read_folder(&args.folder)?;
    let survey = match survey {
        Ok(survey) => survey,
        Err(faults) => return Ok(said::faults(&faults, &folder)),
    };
    let now = clock::now();
    let (opens, closes) = dates(&args, &survey, now.day())?;
    let store = args.place.open_or_make().await?;
    let folder = folder.only(&survey.files());
    let version = store.publish(&survey.id, &folder, now).await?;
    said::line(format!(
        "{} version {} is published (SHA-256 {}).",
        survey.id,
        version.number,
        &version.digest[..12]
    ));
    let waves = store.waves(&survey.id).await?;
    if let Some((wave, asked)) = waves
        .iter()
        .find(|(wave, _)| wave.state(now) != WaveState::Closed)
    {
        let note = if *asked == version.id {
            String::new()
        } else {
            " It goes on asking the version it was opened with; answers are never read by another."
                .to_owned()
        };
        said::line(format!(
            "Wave {} is still {}, so no other was opened.{note} `canvass close {}` ends it.",
            wave.number,
            place::state_words(wave.state(now)),
            survey.id
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let wave = store
        .open_wave(&version, &survey.frame, opens, closes)
        .await
        .context("the wave can't be opened")?;
    let last = closes.map_or_else(
        || "until you close it".to_owned(),
        |day| format!("until {}", clock::long_day(day)),
    );
    said::line(format!(
        "Wave {} asks {} {}, from {} {last}.",
        wave.number,
        survey.frame.units.len(),
        survey.unit.many,
        clock::long_day(opens)
    ));
    said::line(format!(
        "Next: `canvass links {} --out links.csv`, then `canvass serve`.",
        survey.id
    ));
    Ok(ExitCode::SUCCESS)
}

/// The wave's days: as told, else the survey's own, else from today until somebody closes it.
fn dates(args: &Args, survey: &Survey, today: Date) -> anyhow::Result<(Date, Option<Date>)> {
    let opens = args
        .opens
        .or(survey.dates.map(|(opens, _)| opens))
        .unwrap_or(today);
    let closes = args.closes.or(survey.dates.map(|(_, closes)| closes));
    if let Some(closes) = closes {
        if closes < opens {
            bail!("the wave would close on {closes}, before it opens on {opens}");
        }
        if closes < today {
            bail!(
                "the wave would have closed on {}; give a day to come with --closes",
                clock::long_day(closes)
            );
        }
    }
    Ok((opens, closes))
}
