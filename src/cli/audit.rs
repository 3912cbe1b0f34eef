//! `canvass audit CLAIMS [--findings findings.json]`, and with `--scan` a draft of such claims

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use analysis::audit::{
    self, Candidate, Cell, Judged, Mention, OurFigures, Proposals, Publication, Verdict,
};
use anyhow::{Context, bail};

use super::{files, said};
use crate::definition::{self, Folder};
use crate::documents::{self, Passage};
use crate::export::{self, NotFindings};

#[derive(clap::Args)]
#[command(
    after_help = "Exit codes: 0 every claim is consistent, or with --scan the report was read; 1 some claim is not, or the file has faults, all listed; \
                  2 the command line is wrong; 3 it could not be done, and the message says why."
)]
pub(super) struct Args {
    /// The claims: a TOML file with a `[[claim]]` for each published number; with --scan, the report
    #[arg(value_name = "CLAIMS")]
    file: PathBuf,
    /// List the numbers of a report (text, HTML or .docx) as claims, to be completed by a person
    #[arg(long, conflicts_with = "json")]
    scan: bool,
    /// Our findings, to hold each claim against the finding that it names; with --scan, to propose one
    #[arg(long, value_name = "FINDINGS.JSON")]
    findings: Option<PathBuf>,
    /// Say it as JSON, for other programs; `canvass schema audit` describes it
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.scan {
        let candidates = read_findings(args, export::read_candidates)?.unwrap_or_default();
        return scan(&args.file, &candidates);
    }
    judge(args, read_findings(args, export::read_figures)?.as_ref())
}

/// The findings, where some were named.
fn read_findings<T>(
    args: &Args,
    read: impl Fn(&str) -> Result<T, NotFindings>,
) -> anyhow::Result<Option<T>> {
    let Some(path) = &args.findings else {
        return Ok(None);
    };
    let text = files::read_text(path)?;
    let found = read(&text).with_context(|| format!("{} can't be used", path.display()))?;
    Ok(Some(found))
}

/// The most numbers that are listed of one report.
const MOST_MENTIONS: usize = 10_000;

/// Prints the numbers of a report as claims.
fn scan(report: &Path, candidates: &[Candidate]) -> anyhow::Result<ExitCode> {
    let bytes = files::read_bytes(report)?;
    let name = report.display();
    let passages =
        documents::read_words(&bytes).with_context(|| format!("{name} can't be read"))?;
    let rows = passages.chunk_by(Passage::is_beside);
    let mentions: Vec<Mention> = rows.flat_map(in_row).take(MOST_MENTIONS + 1).collect();
    if mentions.len() > MOST_MENTIONS {
        bail!("{name} has more than {MOST_MENTIONS} numbers, which is no report");
    }
    let proposals = Proposals::new(candidates);
    let claims: Vec<_> = mentions
        .iter()
        .map(|mention| (mention, audit::propose(mention, &proposals)))
        .collect();
    said::line(definition::draft_claims(&name.to_string(), &claims).trim_end());
    Ok(ExitCode::SUCCESS)
}

/// The numbers of a paragraph, or of the cells of a row, with their headings.
fn in_row(row: &[Passage]) -> Vec<Mention> {
    let cells = row.iter().map(|passage| Cell {
        head: passage.cell.as_ref().map_or("", |cell| &cell.head),
        words: &passage.words,
    });
    let cells: Vec<Cell<'_>> = cells.collect();
    let found = audit::mentions_in_row(&cells).into_iter();
    let headed = found.map(|(place, mention)| Mention {
        sentence: row[place].headed(&mention.sentence),
        ..mention
    });
    headed.collect()
}

fn judge(args: &Args, ours: Option<&OurFigures>) -> anyhow::Result<ExitCode> {
    let file = args.file.display().to_string();
    let text = files::read_text(&args.file)?;
    let publication = match definition::claims(&file, &text, ours) {
        Ok(publication) => publication,
        Err(faults) => {
            let folder: Folder = [(file, text)].into_iter().collect();
            return Ok(said::faults(&faults, &folder));
        }
    };
    let judged = audit::audit(&publication, ours);
    if args.json {
        said::line(export::audit_json(&judged));
    } else {
        said::line(in_words(&publication, &judged));
    }
    let holds = judged.iter().all(Judged::is_consistent);
    Ok(ExitCode::from(u8::from(!holds)))
}

/// Every claim with its verdicts and why, and how many there are of each.
fn in_words(publication: &Publication, judged: &[Judged]) -> String {
    let mut lines = Vec::new();
    for (claim, one) in publication.claims.iter().zip(judged) {
        let words: Vec<&str> = one.verdicts.iter().map(|verdict| verdict.word()).collect();
        lines.push(format!("{}: {}", claim.id, words.join(", ")));
        let numbers = match claim.numbers().as_str() {
            "" => String::new(),
            numbers => format!(": {numbers}"),
        };
        lines.push(format!("  “{}”{numbers}", claim.text));
        lines.push(format!("  {}\n", one.why));
    }
    lines.push(tally(judged));
    lines.join("\n")
}

fn tally(judged: &[Judged]) -> String {
    let counts = Verdict::ALL.into_iter().filter_map(|verdict| {
        let count = judged
            .iter()
            .filter(|one| one.verdicts.contains(&verdict))
            .count();
        let unchecked = judged
            .iter()
            .filter(|one| one.verdicts.contains(&verdict) && one.is_unchecked)
            .count();
        let beside = match unchecked {
            0 => String::new(),
            unchecked => format!(" ({unchecked} of them with nothing to check)"),
        };
        (count > 0).then(|| format!("{count} {verdict}{beside}"))
    });
    let counts: Vec<String> = counts.collect();
    let claims = if judged.len() == 1 { "claim" } else { "claims" };
    format!("{} {claims}: {}.", judged.len(), counts.join(", "))
}
