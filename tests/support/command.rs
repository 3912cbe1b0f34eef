//! The built command, run to its end.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run of the command came to.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The run, which must have ended well.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }
}

/// Runs `canvass` with these arguments.
pub fn canvass<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_canvass"))
        .args(args)
        .output()
        .expect("the built command runs");
    Run {
        code: output.status.code().expect("the command was not killed"),
        out: String::from_utf8(output.stdout).expect("output is text"),
        err: String::from_utf8(output.stderr).expect("errors are text"),
    }
}

/// A folder of the project.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Writes a folder of texts.
pub fn write_folder<'f>(dir: &Path, files: impl IntoIterator<Item = (&'f str, &'f str)>) {
    std::fs::create_dir_all(dir).expect("a test folder can be made");
    for (name, text) in files {
        std::fs::write(dir.join(name), text).expect("a test file can be written");
    }
}

/// Copies the files directly in a folder.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a test folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("the folder is readable").path();
        if path.is_file() {
            let name = path.file_name().expect("files have names");
            std::fs::copy(&path, to.join(name)).expect("a file can be copied");
        }
    }
}
