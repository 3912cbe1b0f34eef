//! A site of its own for each run: the shipped survey, put to as many made-up units as the run needs.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use canvass::definition::{self, Folder, Survey};
use canvass::shipped;
use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use crate::server::Server;

/// The survey that is answered.
const SURVEY: &str = "reunification-practice";

/// Which database a run is on.
#[derive(Clone)]
pub enum Database {
    /// A file of its own.
    Sqlite,
    /// A database of its own on the PostgreSQL server that this address names.
    Postgres(String),
}

impl Database {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

/// A published survey with a link for each unit.
pub struct Site {
    dir: TempDir,
    /// Where the database is, as arguments of a command.
    store: [String; 2],
    pub survey: Survey,
    /// The path of each unit's link, in the order of the frame.
    pub links: Vec<String>,
}

impl Site {
    /// Publishes the survey to so many units.
    ///
    /// # Errors
    /// Where that can't be done.
    pub async fn publish(database: &Database, units: usize) -> anyhow::Result<Self> {
        let dir = tempfile::tempdir()?;
        let store = match database {
            Database::Sqlite => ["--dir".to_owned(), path(&dir, "data")],
            Database::Postgres(server) => ["--database".to_owned(), fresh(server, &dir).await?],
        };
        let folder = folder(units);
        let survey = definition::check(&folder)
            .map_err(|faults| anyhow::anyhow!("the survey has {} faults", faults.len()))?;
        fs::create_dir(dir.path().join("survey"))?;
        for (name, text) in folder.files() {
            fs::write(dir.path().join("survey").join(name), text)?;
        }
        let mut site = Self {
            dir,
            store,
            survey,
            links: Vec::new(),
        };
        let (survey, links) = (path(&site.dir, "survey"), path(&site.dir, "links.csv"));
        site.canvass(&["publish", &survey, "--closes", "2099-12-31"])?;
        site.canvass(&["links", SURVEY, "--out", &links])?;
        site.links = site.read_links(Path::new(&links))?;
        Ok(site)
    }

    /// Starts a server over this site; `port` 0 takes any free one.
    ///
    /// # Errors
    /// Where it does not serve.
    pub fn serve(&self, port: u16) -> anyhow::Result<Server> {
        let mut command = self.serving(port);
        Server::start(&mut command, None)
    }

    /// Starts a server that logs each statement to a file.
    ///
    /// # Errors
    /// Where it does not serve.
    pub fn serve_logging(&self) -> anyhow::Result<(Server, PathBuf)> {
        let log = self.dir.path().join("statements.log");
        let mut command = self.serving(0);
        command.env("CANVASS_LOG", "sqlx::query=info");
        Ok((Server::start(&mut command, Some(&log))?, log))
    }

    fn serving(&self, port: u16) -> Command {
        let mut command = Command::new(binary());
        command
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .args(&self.store);
        command
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        match self.data() {
            Some(dir) => format!("sqlite://{dir}/canvass.sqlite"),
            None => self.store[1].clone(),
        }
    }

    /// Its data folder, where it is on SQLite.
    pub fn data(&self) -> Option<&str> {
        let [what, dir] = &self.store;
        (what == "--dir").then_some(dir.as_str())
    }

    fn canvass(&self, args: &[&str]) -> anyhow::Result<()> {
        let output = Command::new(binary())
            .args(args)
            .args(&self.store)
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "canvass {}: {said}", args[0]);
        Ok(())
    }

    /// The links in the order of the frame; the file may have them in another.
    fn read_links(&self, file: &Path) -> anyhow::Result<Vec<String>> {
        let mut links = BTreeMap::new();
        for record in csv::Reader::from_path(file)?.records() {
            let record = record?;
            let link = record[2].find("/r/").context("a link has a token")?;
            links.insert(record[0].to_owned(), record[2][link..].to_owned());
        }
        let units = self.survey.frame.units.iter();
        units
            .map(|unit| {
                links
                    .remove(unit.code.as_str())
                    .context("every unit has a link")
            })
            .collect()
    }
}

/// The command that is measured: the one just built, unless another is named.
fn binary() -> String {
    std::env::var("CANVASS_BENCH_BINARY")
        .unwrap_or_else(|_| env!("CARGO_BIN_EXE_canvass").to_owned())
}

/// The shipped survey with a frame of so many units.
fn folder(units: usize) -> Folder {
    let mut frame = "gss_code,dfe_code,name,region,type,ofsted_overall,ofsted_date\n".to_owned();
    for unit in 0..units {
        let line = writeln!(
            frame,
            "U{unit:06},{unit},Made-up council {unit:06},London,County,Good,2023-01-01"
        );
        line.expect("a text takes more text");
    }
    let shipped = shipped::survey();
    let files = shipped.files().map(|(name, text)| match name {
        "authorities.csv" => (name.to_owned(), frame.clone()),
        _ => (name.to_owned(), text.to_owned()),
    });
    files.collect()
}

/// Makes a database of its own on a server; gives its address.
async fn fresh(server: &str, dir: &TempDir) -> anyhow::Result<String> {
    let (before, _) = server
        .rsplit_once('/')
        .context("the address names a database")?;
    let folder = dir.path().file_name().context("a folder has a name")?;
    let name: String = folder
        .to_string_lossy()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let name = format!("bench_{}", name.to_lowercase());
    let db = sea_orm::Database::connect(server).await?;
    db.execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await?;
    Ok(format!("{before}/{name}"))
}

fn path(dir: &TempDir, name: &str) -> String {
    dir.path().join(name).display().to_string()
}
