//! Files that a browser is given and gives back.

use std::path::{Path, PathBuf};

use serde_json::json;
use thirtyfour::By;

use super::Chromium;

impl Chromium {
    /// Follows a link to a file, and waits until the file is in this folder.
    #[track_caller]
    pub fn download(&self, link: &str, folder: &Path) -> PathBuf {
        std::fs::create_dir_all(folder).expect("a folder for files can be made");
        let folder_name = folder.display().to_string();
        let into = json!({ "behavior": "allow", "downloadPath": folder_name });
        self.command("Browser.setDownloadBehavior", into);
        self.tab_to(link);
        self.press(thirtyfour::Key::Enter);
        self.until("the file is there", || arrived(folder).is_some());
        arrived(folder).expect("it has just been there")
    }

    /// Chooses a file in the page's one field for files; the window in which one looks for it is the system's.
    #[track_caller]
    pub fn choose_file(&self, file: &Path) {
        let file = file.display().to_string();
        self.wait(async {
            let field = self.session().find(By::Css("input[type=file]")).await?;
            field.send_keys(file).await
        });
    }
}

/// The file in a folder, once it is whole: while it comes, its name ends otherwise, and an empty file keeps its place.
fn arrived(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut files = entries.map(|entry| entry.expect("it can be read").path());
    files.find(|file| {
        let is_one = file.extension().is_some_and(|end| end == "xlsx");
        is_one && file.metadata().is_ok_and(|file| file.len() > 0)
    })
}
