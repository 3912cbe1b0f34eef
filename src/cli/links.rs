//! `canvass links SURVEY --out FILE`

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::place::{Place, WhichWave};
use super::{files, said};
use crate::clock;
use crate::definition::{Survey, UnitCode};
use crate::export::guarded;
use crate::store::IssuedLink;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    /// The CSV file to write; a link is shown only there and only now
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace the link of one unit: the old one stops working at once
    #[arg(long, value_name = "CODE")]
    reissue: Option<String>,
    /// The address that people reach the server by
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    base_url: String,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    // The file is made first: a link that could not be written down would be lost.
    let file = files::create_secret(&args.out).with_context(|| {
        format!(
            "{} can't be made; a file that is there already is not overwritten",
            args.out.display()
        )
    })?;
    let afresh = args.reissue.map(UnitCode::new);
    let issued = store
        .issue_links(asked.wave.id, afresh.as_ref(), clock::now())
        .await;
    let issued = match issued {
        Ok(issued) if !issued.is_empty() => issued,
        outcome => {
            drop(file);
            std::fs::remove_file(&args.out)?;
            outcome?;
            said::line(
                "Everyone has a link already. `--reissue CODE` replaces one whose link was lost.",
            );
            return Ok(ExitCode::SUCCESS);
        }
    };
    write(file, &asked.survey, &issued, &args.base_url)
        .with_context(|| format!("{} can't be written", args.out.display()))?;
    said::line(format!(
        "{} links of wave {} are in {}. Keep the file safe: each link opens a return.",
        issued.len(),
        asked.wave.number,
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn write(file: File, survey: &Survey, issued: &[IssuedLink], base: &str) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(["code", "name", "link"])?;
    for one in issued {
        let name = survey.frame.name_of(&one.unit);
        writer.write_record([
            guarded(one.unit.as_str()),
            guarded(name),
            address(base, one),
        ])?;
    }
    Ok(writer.flush()?)
}

/// The address that a link is sent as.
pub(super) fn address(base: &str, issued: &IssuedLink) -> String {
    format!("{}/r/{}", base.trim_end_matches('/'), issued.token.reveal())
}
