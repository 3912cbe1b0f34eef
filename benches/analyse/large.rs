//! Half a million returns, from the frozen folder on disk to the text of `findings.json`, in a process of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use analysis::{findings, themes};
use anyhow::{Context, ensure};
use canvass::definition::Folder;
use canvass::export::{self, Frozen};
use serde::{Deserialize, Serialize};

use crate::cost::Cost;
use crate::survey;

/// What one run took.
#[derive(Serialize, Deserialize)]
pub struct Run {
    /// Milliseconds until each stage was done.
    pub read: u128,
    pub thawed: u128,
    pub coded: u128,
    pub tabulated: u128,
    pub compared: u128,
    pub written: u128,
    /// Milliseconds of both processors together.
    pub cpu: u128,
    /// The most memory held, in MiB.
    pub memory: u64,
}

/// A frozen folder of so many returns, made where it isn't there from an earlier run of the same survey.
///
/// # Errors
/// Where it can't be made.
pub fn frozen(returns: usize, seed: u64) -> anyhow::Result<PathBuf> {
    let folder = survey::folder();
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("analyse");
    let name = format!("{returns}-{seed}-{}", &folder.digest()[..12]);
    let frozen = dir.join(&name);
    if frozen.exists() {
        return Ok(frozen);
    }
    let survey = dir.join("survey");
    fs::create_dir_all(&survey)?;
    for (name, text) in folder.files() {
        fs::write(survey.join(name), text)?;
    }
    let made = Command::new(env!("CARGO_BIN_EXE_canvass"))
        .arg("simulate")
        .arg(&survey)
        .args(["--returns", &returns.to_string()])
        .args(["--seed", &seed.to_string()])
        .arg("--out")
        .arg(&frozen)
        .output()?;
    let said = String::from_utf8_lossy(&made.stderr);
    ensure!(made.status.success(), "the returns can't be made: {said}");
    Ok(frozen)
}

/// What an analysis is to make.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// All that `canvass analyse` puts into `findings.json`.
    Findings,
    /// Its tables alone, without themes, ranges and tests.
    Tables,
}

impl What {
    /// How the process that makes it is told.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Findings => "--run",
            Self::Tables => "--run-tables",
        }
    }
}

/// Runs an analysis in a process of its own, whose findings go to a file.
///
/// # Errors
/// Where it does not end well.
pub fn run(frozen: &Path, what: What, out: &Path) -> anyhow::Result<Run> {
    let ran = Command::new(std::env::current_exe()?)
        .arg(what.flag())
        .args([frozen, out])
        .output()?;
    let said = String::from_utf8_lossy(&ran.stderr);
    ensure!(ran.status.success(), "the analysis failed: {said}");
    Ok(serde_json::from_slice(&ran.stdout)?)
}

/// The analysis itself; what it cost goes to standard output.
///
/// # Errors
/// Where the folder can't be read.
pub fn analyse(begun: Instant, dir: &Path, what: What, out: &Path) -> anyhow::Result<()> {
    let since = || begun.elapsed().as_millis();
    let files = read(dir)?;
    let read = since();
    let frozen = export::thaw(files)?;
    let thawed = since();
    let codebook = frozen
        .survey
        .codebook
        .as_ref()
        .filter(|_| what == What::Findings);
    let coded = codebook.map(|codebook| themes::code(&frozen.dataset, codebook));
    let coded_at = since();
    let mut findings = findings::analyse(&frozen.dataset, codebook.zip(coded.as_deref()));
    let tabulated = since();
    if what == What::Findings {
        findings = findings
            .estimated(&frozen.dataset)
            .compared(&frozen.dataset);
    }
    let compared = since();
    let text = export::findings_json(&findings, &frozen.manifest);
    let cost = Cost::since(begun)?;
    fs::write(out, text)?;
    let run = Run {
        read,
        thawed,
        coded: coded_at,
        tabulated,
        compared,
        written: cost.wall.as_millis(),
        cpu: cost.cpu.as_millis(),
        memory: cost.most_memory,
    };
    serde_json::to_writer(std::io::stdout(), &run)?;
    Ok(())
}

/// Reads a frozen folder.
///
/// # Errors
/// Where it is none.
pub fn thaw(dir: &Path) -> anyhow::Result<Frozen> {
    Ok(export::thaw(read(dir)?)?)
}

fn read(dir: &Path) -> anyhow::Result<Folder> {
    let mut files = Vec::new();
    for (dir, prefix) in [(dir.to_owned(), ""), (dir.join("survey"), "survey/")] {
        for entry in fs::read_dir(&dir)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                let name = entry
                    .file_name()
                    .into_string()
                    .ok()
                    .context("a name is text")?;
                files.push((format!("{prefix}{name}"), fs::read_to_string(entry.path())?));
            }
        }
    }
    Ok(files.into_iter().collect())
}
