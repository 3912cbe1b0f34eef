//! `canvass report FROZEN --out DIR`

use std::path::Path;
use std::process::ExitCode;

use analysis::charts::{self, Layout};
use analysis::disclosure::Earlier;
use anyhow::Context;

use super::{analyse, files, said};
use crate::export::Frozen;
use crate::report::{self, Material, REPORT_PAGE};
use crate::{clock, shipped};

pub(super) fn run(args: &analyse::Args) -> anyhow::Result<ExitCode> {
    let frozen = analyse::thaw(&args.frozen)?;
    write(&frozen, &args.out, &args.earlier()?)
}

/// Writes a report with its findings, tables and charts; faults in its prose are listed instead.
pub(super) fn write(frozen: &Frozen, out: &Path, earlier: &Earlier) -> anyhow::Result<ExitCode> {
    let analysed = analyse::analyse(frozen, earlier)?;
    let outlines = charts::outlines(shipped::regions()).context("the shipped outlines")?;
    let layout = Layout::read(shipped::hexagons()).context("the shipped hexagons")?;
    let day = |text: &str| clock::parse_iso_day(text);
    let manifest = &frozen.manifest;
    let material = Material {
        survey: &frozen.survey,
        folder: &frozen.folder,
        dataset: &frozen.dataset,
        findings: &analysed.findings,
        note: manifest.note.as_deref(),
        note_at_length: manifest.note_at_length.as_deref(),
        pilot: manifest.pilot,
        opens_on: day(&manifest.opens_on)
            .with_context(|| format!("the manifest's `{}` is no day", manifest.opens_on))?,
        closes_on: manifest.closes_on.as_deref().and_then(day),
        outlines: &outlines,
        layout: &layout,
    };
    let report = match report::build(&material) {
        Ok(report) => report,
        Err(faults) => return Ok(said::faults(&faults, &frozen.folder)),
    };
    let mut outputs = analysed.files;
    outputs.extend(
        report
            .charts
            .into_iter()
            .map(|(name, svg)| (format!("charts/{name}"), svg)),
    );
    // Last, so that a report whose page is there is whole.
    outputs.push((REPORT_PAGE.to_owned(), report.html));
    files::write_outputs(out, &outputs)?;
    said::line(format!(
        "The report is {}.",
        out.join(REPORT_PAGE).display()
    ));
    Ok(ExitCode::SUCCESS)
}
