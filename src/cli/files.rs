//! Reading and writing folders. Nothing that canvass did not make is overwritten.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};

use crate::definition::Folder;
use crate::report::{REPORT_PAGE, WHO_TOOK_PART};

/// The largest file of a survey folder that is read, and of a frozen one, which has the returns in it.
const LARGEST: u64 = 64 * 1024 * 1024;
const LARGEST_FROZEN: u64 = 4 * 1024 * 1024 * 1024;

/// The texts directly in a folder: those with endings that a survey folder has.
pub(super) fn read_flat(dir: &Path) -> anyhow::Result<Folder> {
    read(dir, false)
}

/// The texts of a folder and of the folders in it, named by their path with `/` between the parts.
pub(super) fn read_deep(dir: &Path) -> anyhow::Result<Folder> {
    read(dir, true)
}

fn read(dir: &Path, deep: bool) -> anyhow::Result<Folder> {
    let mut files = Vec::new();
    gather(dir, "", deep, &mut files)
        .with_context(|| format!("the folder {} can't be read", dir.display()))?;
    Ok(files.into_iter().collect())
}

fn gather(
    dir: &Path,
    prefix: &str,
    deep: bool,
    files: &mut Vec<(String, String)>,
) -> anyhow::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = entry.path();
        if path.is_dir() {
            if deep {
                gather(&path, &format!("{prefix}{name}/"), deep, files)?;
            }
        } else if is_text(&name) {
            let largest = if deep { LARGEST_FROZEN } else { LARGEST };
            if entry.metadata()?.len() > largest {
                bail!("{} is larger than any file of a survey", path.display());
            }
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} is not UTF-8 text", path.display()))?;
            files.push((format!("{prefix}{name}"), text));
        }
    }
    Ok(())
}

/// The text of one file that was named.
pub(super) fn read_text(path: &Path) -> anyhow::Result<String> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8 text", path.display()))
}

/// What one file that was named holds.
pub(super) fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file = File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
    let mut bytes = Vec::new();
    // What a file says of its own size need not hold: it may grow, or be no file at all.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} can't be read", path.display()))?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
        bail!(
            "{} is larger than {} MB",
            path.display(),
            LARGEST / 1024 / 1024
        );
    }
    Ok(bytes)
}

fn is_text(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.starts_with('.') && matches!(ending, "toml" | "csv" | "md" | "json")
}

/// Writes a folder that must not be there yet.
pub(super) fn write_new(dir: &Path, files: &Folder) -> anyhow::Result<()> {
    if dir.exists() {
        bail!(
            "{} is there already and is not overwritten; name another folder, or move it away",
            dir.display()
        );
    }
    // Written beside its place and then moved there, so that a folder that is there is whole.
    let part = dir.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)
            .with_context(|| format!("{} can't be removed", part.display()))?;
    }
    write_all(&part, files.files())?;
    fs::rename(&part, dir).with_context(|| format!("{} can't be made", dir.display()))
}

/// Writes the outputs of an analysis into a folder that is new, empty, or holds earlier outputs.
pub(super) fn write_outputs(dir: &Path, files: &[(String, String)]) -> anyhow::Result<()> {
    let is_ours = dir.join("findings.json").exists();
    let is_empty = !dir.exists() || fs::read_dir(dir)?.next().is_none();
    if !is_ours && !is_empty {
        bail!(
            "{} holds other things and is left alone; name a new folder",
            dir.display()
        );
    }
    if is_ours {
        remove_outputs(dir)?;
    }
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    write_all(dir, files)
}

/// Removes what an earlier analysis wrote, so that nothing of it stays beside the new one.
fn remove_outputs(dir: &Path) -> anyhow::Result<()> {
    for folder in ["tables", "charts", "restricted"] {
        let folder = dir.join(folder);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("{} can't be removed", folder.display()))?;
        }
    }
    for file in [REPORT_PAGE, WHO_TOOK_PART] {
        let file = dir.join(file);
        if file.exists() {
            fs::remove_file(&file)
                .with_context(|| format!("{} can't be removed", file.display()))?;
        }
    }
    Ok(())
}

/// Writes a file that only its owner may read: it holds links that open returns.
pub(super) fn create_secret(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn write_all<'f>(
    dir: &Path,
    files: impl Iterator<Item = (&'f str, &'f str)>,
) -> anyhow::Result<()> {
    for (name, text) in files {
        let path = dir.join(name);
        let parent = path.parent().unwrap_or(dir);
        fs::create_dir_all(parent)
            .with_context(|| format!("the folder {} can't be made", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("{} can't be written", path.display()))?;
    }
    Ok(())
}
