//! `canvass verify RECEIPT`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::place::{self, Place};
use super::said;
use crate::definition;
use crate::returns::{Receipt, Sealed};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The receipt, as it was downloaded
    receipt: PathBuf,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let file = args.receipt.display();
    let text =
        std::fs::read_to_string(&args.receipt).with_context(|| format!("{file} can't be read"))?;
    let receipt: Receipt =
        serde_json::from_str(&text).with_context(|| format!("{file} is no receipt of canvass"))?;
    let mut wrong = Vec::new();
    if !receipt.is_whole() {
        wrong.push("its answers are not those that its SHA-256 was taken of".to_owned());
    }
    let store = args.place.open().await?;
    let Some(kept) = store.find_submission(&receipt.reference).await? else {
        said::line(format!("{file}: no"));
        said::line(format!(
            "  no return with reference {} was submitted here",
            receipt.reference
        ));
        return Ok(ExitCode::from(1));
    };
    let folder = store.folder(kept.version).await?;
    let survey = definition::check(&folder).map_err(|_| place::faulty())?;
    let sealed = Sealed::of(&survey, &folder.digest(), &kept.unit, &kept.answers);
    let submission = &kept.submission;
    if submission.seal.as_ref() != Some(&sealed.seal()) {
        wrong.push("the answers in the store are not those that were sealed".to_owned());
    }
    if submission.seal.as_ref() != Some(&receipt.sha256) || receipt.sealed != sealed {
        wrong.push("it is not the receipt of the return with its reference".to_owned());
    }
    let versions = store.versions(&survey.id).await?;
    let version = versions.iter().find(|one| one.id == kept.version);
    let true_one = Receipt::of(
        submission,
        sealed,
        (&survey.title, survey.frame.name_of(&kept.unit)),
        kept.wave.number,
        version.map_or(0, |version| version.number),
    );
    let about = |one: &Receipt| {
        let names = (one.title.clone(), one.unit_name.clone());
        (names, one.wave, one.version)
    };
    if true_one.as_ref().map(about) != Some(about(&receipt)) {
        wrong.push(
            "the survey, the name, the wave or the version on it are not those of the return"
                .to_owned(),
        );
    }
    if submission.signatory != receipt.signatory || submission.at.iso() != receipt.submitted_at {
        wrong.push("its signatory or its time are not those of the return".to_owned());
    }
    if !wrong.is_empty() {
        said::line(format!("{file}: no"));
        for one in wrong {
            said::line(format!("  {one}"));
        }
        return Ok(ExitCode::from(1));
    }
    said::line(format!("{file}: yes"));
    said::line(format!(
        "  {} submitted {} to {} (wave {}, version {}), signed by {}, {}.",
        receipt.unit_name,
        receipt.reference,
        receipt.title,
        receipt.wave,
        receipt.version,
        receipt.signatory,
        receipt.submitted_at
    ));
    said::line(if kept.is_current {
        "  The store holds the same answers, and they are current."
    } else {
        "  The store holds the same answers in its history; the return was opened again later."
    });
    Ok(ExitCode::SUCCESS)
}
