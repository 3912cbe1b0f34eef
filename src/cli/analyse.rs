//! `canvass analyse FROZEN --out DIR`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use analysis::disclosure::Earlier;
use analysis::findings::{self, Findings};
use analysis::themes;
use anyhow::Context;

use super::{files, said};
use crate::export::{self, Frozen};
use crate::report::{BASES, COMPARISONS, GROUPS, PAIRS, RESPONSE, WHO_TOOK_PART};

/// From a frozen folder to a folder of outputs: what `report` takes as well.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The frozen folder
    pub(super) frozen: PathBuf,
    /// The folder to write
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The `findings.json` of an earlier release of the same wave: what it told counts as known
    #[arg(long, value_name = "FINDINGS.json")]
    pub(super) earlier: Option<PathBuf>,
}

impl Args {
    /// What an earlier release told, where one is given.
    pub(super) fn earlier(&self) -> anyhow::Result<Earlier> {
        let Some(path) = &self.earlier else {
            return Ok(Earlier::default());
        };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        export::told(&text).with_context(|| format!("{} holds no findings", path.display()))
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let frozen = thaw(&args.frozen)?;
    let analysed = analyse(&frozen, &args.earlier()?)?;
    files::write_outputs(&args.out, &analysed.files)?;
    said::line(format!(
        "{} figures in {} tables are in {}.",
        analysed.findings.figures().len(),
        analysed.findings.tables.len(),
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Reads a frozen folder back.
pub(super) fn thaw(dir: &Path) -> anyhow::Result<Frozen> {
    let files = files::read_deep(dir)?;
    export::thaw(files).with_context(|| format!("{} can't be analysed", dir.display()))
}

/// Findings, and the files that hold them.
pub(super) struct Analysed {
    pub(super) findings: Findings,
    pub(super) files: Vec<(String, String)>,
}

/// Analyses a frozen wave. What people wrote goes to `restricted/` only; what the survey's policy forbids goes
/// nowhere.
pub(super) fn analyse(frozen: &Frozen, earlier: &Earlier) -> anyhow::Result<Analysed> {
    let dataset = &frozen.dataset;
    let codebook = frozen.survey.codebook.as_ref();
    let coded = codebook.map(|codebook| themes::code(dataset, codebook));
    let findings = findings::analyse_after(dataset, codebook.zip(coded.as_deref()), earlier)
        .context("the earlier release told what has to be withheld now")?
        .estimated(dataset)
        .compared(dataset);
    let mut files = vec![(
        "findings.json".to_owned(),
        export::findings_json(&findings, &frozen.manifest),
    )];
    files.push((BASES.to_owned(), export::bases_csv(&findings.ledger)));
    if let Some(response) = &findings.response {
        files.push((RESPONSE.to_owned(), export::response_csv(response)));
    }
    let response = findings.response.as_ref();
    let comparisons = export::comparisons_csv(&findings.comparisons, response);
    files.push((COMPARISONS.to_owned(), comparisons));
    let groups = export::comparison_groups_csv(&findings.comparisons, response);
    files.push((GROUPS.to_owned(), groups));
    files.push((PAIRS.to_owned(), export::pairs_csv(&findings.pairs)));
    files.extend(findings.tables.iter().map(|table| {
        let name = format!("tables/{}", table.file_name());
        (name, export::table_csv(table))
    }));
    if frozen.survey.participation_public {
        let list = export::who_took_part_csv(dataset);
        files.push((WHO_TOOK_PART.to_owned(), list));
    }
    if let Some(note) = &frozen.manifest.note {
        let is_csv = |name: &str| Path::new(name).extension().is_some_and(|end| end == "csv");
        for (_, text) in files.iter_mut().filter(|(name, _)| is_csv(name)) {
            *text = export::noted(text, note).context("a file of findings is no CSV")?;
        }
    }
    if let Some((codebook, coded)) = codebook.zip(coded.as_deref()) {
        files.push((
            "restricted/theme-evidence.csv".to_owned(),
            export::evidence_csv(dataset, codebook, coded),
        ));
    }
    Ok(Analysed { findings, files })
}
