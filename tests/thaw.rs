//! A frozen folder read back by two readers, half each: nobody can tell.

use std::fmt::Write;
use std::fs;

use analysis::dataset::{Cell, Column};
use canvass::definition::Folder;
use canvass::export::{self, Frozen};
use sha2::{Digest, Sha256};

use crate::support::{canvass, folder};

const RETURNS: usize = 30;

/// Frozen returns, to be changed and sealed again.
struct Play {
    files: Vec<(String, String)>,
    header: csv::StringRecord,
    records: Vec<csv::StringRecord>,
}

impl Play {
    fn simulated() -> Self {
        let dir = tempfile::tempdir().expect("a test folder can be made");
        let out = dir.path().join("frozen");
        let (survey, to) = (folder("tests/fixtures/play"), out.display().to_string());
        let survey = survey.display().to_string();
        let returns = RETURNS.to_string();
        canvass([
            "simulate",
            &survey,
            "--returns",
            &returns,
            "--seed",
            "1",
            "--out",
            &to,
        ])
        .succeeded();
        let mut files = Vec::new();
        for (dir, prefix) in [(out.clone(), ""), (out.join("survey"), "survey/")] {
            for entry in fs::read_dir(dir).expect("the folder is there") {
                let path = entry.expect("it can be listed").path();
                if path.is_file() {
                    let name = path.file_name().expect("files have names");
                    let text = fs::read_to_string(&path).expect("it is text");
                    files.push((format!("{prefix}{}", name.to_string_lossy()), text));
                }
            }
        }
        let data = files.iter().find(|(name, _)| name == "data.csv");
        let mut reader = csv::Reader::from_reader(data.expect("there are data").1.as_bytes());
        Self {
            header: reader.headers().expect("there is a header").clone(),
            records: reader
                .records()
                .map(|one| one.expect("it is CSV"))
                .collect(),
            files,
        }
    }

    /// The data with something else in one field.
    fn data(&self, line: usize, column: usize, field: &str) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header).expect("it is written");
        for (place, record) in self.records.iter().enumerate() {
            let changed = |(at, old)| {
                if (place, at) == (line, column) {
                    field
                } else {
                    old
                }
            };
            let record = record.iter().enumerate().map(changed);
            writer.write_record(record).expect("it is written");
        }
        String::from_utf8(writer.into_inner().expect("it is written")).expect("it is text")
    }

    /// What these data thaw to, under a seal of their own.
    fn thawed(&self, data: &str) -> Result<Frozen, String> {
        let digest = Sha256::digest(data.as_bytes());
        let digest = digest.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let files = self.files.iter().map(|(name, text)| {
            let text = match name.as_str() {
                "data.csv" => data.to_owned(),
                "manifest.json" => {
                    let mut manifest: serde_json::Value =
                        serde_json::from_str(text).expect("it is JSON");
                    manifest["sha256"]["data.csv"] = digest.as_str().into();
                    manifest.to_string()
                }
                _ => text.clone(),
            };
            (name.clone(), text)
        });
        export::thaw(files.collect::<Folder>()).map_err(|fault| fault.to_string())
    }

    fn column(&self, name: &str) -> usize {
        let column = self.header.iter().position(|one| one == name);
        column.expect("the play survey has this column")
    }
}

#[test]
fn words_with_line_ends_and_quotation_marks_come_back_wherever_they_stand() {
    let play = Play::simulated();
    let words = "She said \"no\",\n\"\"\n\nand left\"\n";
    for line in 0..RETURNS {
        let data = play.data(line, play.column("comment"), words);
        let frozen = play.thawed(&data).expect("it thaws");
        assert_eq!(frozen.dataset.returns.len(), RETURNS);
        let comments = frozen
            .dataset
            .variables
            .iter()
            .find(|one| one.id == "comment");
        let Some(Column::Text { cells, .. }) = comments.map(|one| &one.column) else {
            panic!("comments are words");
        };
        let found: Vec<usize> = (0..RETURNS)
            .filter(|at| cells.at(*at) == Cell::Value(words))
            .collect();
        assert_eq!(found, [line]);
    }
}

#[test]
fn a_fault_in_the_data_is_named_by_its_line_wherever_it_stands() {
    let play = Play::simulated();
    for line in 0..RETURNS {
        let data = play.data(line, 0, "nobody");
        let before = data.split("nobody").next().unwrap_or_default();
        let on = before.matches('\n').count() + 1;
        let fault = play.thawed(&data).err().expect("nobody is in no frame");
        assert_eq!(
            fault,
            format!("`data.csv` line {on}, column `unit`: `nobody` is not in the frame")
        );
    }
}

#[test]
fn a_line_of_another_length_is_named() {
    let play = Play::simulated();
    let columns = play.header.len();
    let data = play.data(0, 0, "x").replace("\nx,", "\nx,x,");
    let fault = play.thawed(&data).err().expect("it has a column too many");
    let what = format!(
        "the line has {} columns and the header {columns}",
        columns + 1
    );
    let last = &play.header[columns - 1];
    assert_eq!(fault, format!("`data.csv` line 2, column `{last}`: {what}"));
}
