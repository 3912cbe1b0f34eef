//! `canvass demo`: the shipped survey, a closed example wave with its report, and an open wave to answer.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use analysis::disclosure::Earlier;
use anyhow::Context;
use time::Duration;

use super::place::{self, Asked};
use super::serve::Address;
use super::{analyse, example, files, freeze, links, report, said, serve};
use crate::clock::{self, Timestamp};
use crate::definition::{self, Survey};
use crate::export::Note;
use crate::shipped;
use crate::store::{Published, Store};

/// The wave of made-up returns, and the one that can be tried.
const EXAMPLE_WAVE: usize = 0;
const OPEN_WAVE: usize = 1;

/// What every citation of the example says.
const MADE_UP: &str = "made-up example returns";

/// What the top of its report says.
const MADE_UP_AT_LENGTH: &str = "The returns behind this report are a made-up example. No authority gave these \
                                 answers. They were generated so that their totals match, wherever that is possible, \
                                 what was published about the first national survey of reunification practice, and so \
                                 that the whole way from question to finding can be tried out and checked. Nothing \
                                 here says anything about a named authority, and the comments were written for the \
                                 example too.";

/// How long the open wave of a new demo lasts.
const WEEKS_OPEN: i64 = 12;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The data folder to make, or to go on with
    #[arg(long, value_name = "DIR", default_value = "canvass-demo")]
    dir: PathBuf,
    /// Make everything and stop, without serving it
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    address: Address,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let listener = if args.no_serve {
        None
    } else {
        Some(args.address.bind()?)
    };
    actix_web::rt::System::new().block_on(async {
        let store = place::embedded(&args.dir).await?;
        let port = match &listener {
            Some(listener) => listener.local_addr()?,
            None => args.address.listen,
        };
        let base = format!("http://{port}");
        let code = make(&store, &args.dir, &base, listener.is_some()).await?;
        let Some(listener) = listener else {
            return Ok(code);
        };
        said::line(format!("Serving the report at {base}/report/"));
        said::line("Stop with Ctrl-C; the same command goes on from here.");
        serve::serve(
            store,
            &args.address,
            listener,
            Some(args.dir.join("report")),
            None,
        )
        .await
    })
}

/// Makes what isn't there yet; every step can be taken again after an interruption.
async fn make(store: &Store, dir: &Path, base: &str, serves: bool) -> anyhow::Result<ExitCode> {
    let folder = shipped::survey();
    let survey = definition::check(&folder)
        .map_err(|faults| anyhow::anyhow!("the shipped survey has {} faults", faults.len()))?;
    let now = clock::now();
    let folder = folder.only(&survey.files());
    let version = store.publish(&survey.id, &folder, now).await?;
    said::line(format!(
        "{}: {} authorities in the frame. The example returns are made up.",
        survey.title,
        survey.frame.units.len()
    ));
    let asked = example_wave(store, &survey, &version, now).await?;
    let frozen = dir.join("frozen");
    if frozen.exists() {
        said::line(format!(
            "{} is there already and stays as it is.",
            frozen.display()
        ));
    } else {
        let note = Note {
            short: MADE_UP.to_owned(),
            at_length: MADE_UP_AT_LENGTH.to_owned(),
            pilot: false,
        };
        freeze::freeze(store, &asked, &frozen, Some(&note)).await?;
    }
    let out = dir.join("report");
    let code = if out.join("index.html").exists() {
        said::line(format!(
            "{} is there already and stays as it is.",
            out.display()
        ));
        ExitCode::SUCCESS
    } else {
        report::write(&analyse::thaw(&frozen)?, &out, &Earlier::default())?
    };
    let link = try_link(store, &survey, &version, dir, base, now).await?;
    said::line(if serves {
        format!("Answer it yourself at {link}")
    } else {
        format!(
            "Nothing is served now. The same command without --no-serve serves it; then answer it yourself at {link}"
        )
    });
    Ok(code)
}

/// The first wave, with the example returns in it, closed.
async fn example_wave(
    store: &Store,
    survey: &Survey,
    version: &Published,
    now: Timestamp,
) -> anyhow::Result<Asked> {
    let (opens, closes) = survey.dates.context("the shipped survey has dates")?;
    let waves = store.waves(&survey.id).await?;
    let (wave, asks) = match waves.into_iter().nth(EXAMPLE_WAVE) {
        Some(known) => known,
        None => {
            let wave = store
                .open_wave(version, &survey.frame, opens, Some(closes))
                .await?;
            (wave, version.id)
        }
    };
    let standings = store.standings(wave.id).await?;
    if standings.iter().all(|unit| unit.standing.is_none()) {
        let returns = example::read(survey, &version.digest, &shipped::example())?;
        store.add_returns(&wave, returns).await?;
    }
    store.close_wave(wave.id, now).await?;
    Asked::read(store, wave, asks).await
}

/// The second wave, open, with one link written down to try it: its address, where this run serves or would.
async fn try_link(
    store: &Store,
    survey: &Survey,
    version: &Published,
    dir: &Path,
    base: &str,
    now: Timestamp,
) -> anyhow::Result<String> {
    let file = dir.join("try-link.txt");
    let waves = store.waves(&survey.id).await?;
    let wave = match waves.into_iter().nth(OPEN_WAVE) {
        Some((wave, _)) => wave,
        None => {
            let last = now.day().saturating_add(Duration::weeks(WEEKS_OPEN));
            store
                .open_wave(version, &survey.frame, now.day(), Some(last))
                .await?
        }
    };
    if !file.exists() {
        let unit = survey.frame.units.first().context("the frame has units")?;
        let issued = store.issue_links(wave.id, Some(&unit.code), now).await?;
        let link = issued.first().context("the unit is in the wave")?;
        let mut written = files::create_secret(&file)
            .with_context(|| format!("{} can't be made", file.display()))?;
        writeln!(written, "{}", links::address(base, link))?;
    }
    // The file keeps the address it was written with; what counts now is where this run serves.
    let link = std::fs::read_to_string(&file)?;
    let path = link
        .trim()
        .find("/r/")
        .map_or("", |path| &link.trim()[path..]);
    Ok(format!("{base}{path}"))
}
