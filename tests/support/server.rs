//! A server of its own for every test, on SQLite and, where a PostgreSQL is named, on that too.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use super::browser::Browser;
use super::command::{Run, canvass, folder};

/// Names a PostgreSQL on which the tests may make databases, such as
/// `postgres://user@127.0.0.1:5433/postgres`; without it they run on SQLite alone.
const POSTGRES: &str = "CANVASS_TEST_POSTGRES";

/// How long a log may lag behind.
const SETTLED: Duration = Duration::from_millis(50);

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Runs a test on a server over each database.
pub fn on_every_database(test: impl Fn(&Server)) {
    on_sqlite(&test);
    if let Ok(admin) = std::env::var(POSTGRES) {
        let dir = tempfile::tempdir().expect("a test folder can be made");
        let url = fresh_database(&admin);
        test(&Server::start(dir, Some(url)));
    }
}

/// Runs a test on a server over SQLite.
pub fn on_sqlite(test: impl Fn(&Server)) {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    test(&Server::start(dir, None));
}

fn fresh_database(admin: &str) -> String {
    let number = DATABASES.fetch_add(1, Ordering::Relaxed);
    let name = format!("canvass_{}_{number}", std::process::id());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let db = sea_orm::Database::connect(admin)
            .await
            .expect("the PostgreSQL that is named answers");
        db.execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .expect("a database can be made on it");
    });
    let (server, _) = admin.rsplit_once('/').expect("the URL names a database");
    format!("{server}/{name}")
}

/// A running server with the play survey published, and a link for each council.
pub struct Server {
    dir: TempDir,
    store: Vec<String>,
    served: Served,
    links: BTreeMap<String, String>,
}

impl Server {
    fn start(dir: TempDir, database: Option<String>) -> Self {
        let store = match database {
            Some(url) => vec!["--database".to_owned(), url],
            None => vec![
                "--dir".to_owned(),
                dir.path().join("data").display().to_string(),
            ],
        };
        let with_store = |args: &[&str]| {
            let args = args.iter().map(|arg| (*arg).to_owned());
            canvass(args.chain(store.clone()))
        };
        let survey = folder("tests/fixtures/play").display().to_string();
        with_store(&["publish", &survey]).succeeded();
        let file = dir.path().join("links.csv");
        with_store(&["links", "play", "--out", &file.display().to_string()]).succeeded();
        let mut serve = vec!["serve", "--listen", "127.0.0.1:0"];
        serve.extend(store.iter().map(String::as_str));
        let served = Served::start(&serve);
        Self {
            links: read_links(&file),
            dir,
            store,
            served,
        }
    }

    /// Runs a command on this server's store.
    pub fn canvass(&self, args: &[&str]) -> Run {
        let args = args.iter().map(|arg| (*arg).to_owned());
        canvass(args.chain(self.store.clone()))
    }

    /// A path inside the test's own folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The address path of a council's link, such as `/r/…`.
    pub fn link(&self, council: &str) -> String {
        self.links[council].clone()
    }

    /// Where it serves, such as `http://127.0.0.1:…`.
    pub fn address(&self) -> &str {
        &self.served.address
    }

    /// One more server over the same store, which logs every statement to the database.
    pub fn logging(&self) -> Logging {
        let log = self.path("statements.log");
        let mut serve = vec!["serve", "--listen", "127.0.0.1:0"];
        serve.extend(self.store.iter().map(String::as_str));
        let mut command = serving(&serve);
        command
            .env("CANVASS_LOG", "sqlx::query=info")
            .stderr(File::create(&log).expect("a log can be made"));
        Logging {
            served: Served::of(&mut command),
            log,
        }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        self.served.browser()
    }

    /// A browser in which a council's return has been begun.
    pub fn begun(&self, council: &str) -> Browser {
        let mut browser = self.browser();
        let link = self.link(council);
        let landing = browser.get(&link);
        browser.submit(&landing, &link, &[]);
        browser
    }

    /// Reads links written for this store.
    pub fn read_links(&self, name: &str) -> BTreeMap<String, String> {
        read_links(&self.path(name))
    }
}

/// A server by its address, stopped when it is let go of.
pub struct Served {
    process: Child,
    address: String,
}

impl Served {
    /// Starts a command that serves, and waits until it says where.
    pub fn start(args: &[&str]) -> Self {
        Self::of(&mut serving(args))
    }

    fn of(command: &mut Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = process.stdout.take().expect("its output is piped");
        let address = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (before, address) = line.split_once("http://")?;
                let address = address
                    .split('/')
                    .next()
                    .filter(|_| before.starts_with("Serving"))?;
                Some(format!("http://{address}"))
            });
        Self {
            process,
            address: address.expect("the server says where it serves"),
        }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.address)
    }
}

/// A server whose statements are counted.
pub struct Logging {
    served: Served,
    log: PathBuf,
}

impl Logging {
    /// A browser of it, without cookies.
    pub fn browser(&self) -> Browser {
        self.served.browser()
    }

    /// How many statements a visit takes, beside those that begin and end a transaction.
    pub fn statements<T>(&self, visit: impl FnOnce() -> T) -> (usize, T) {
        let before = self.logged();
        let visited = visit();
        (self.logged() - before, visited)
    }

    fn logged(&self) -> usize {
        // The log of a statement may come after the page that it was for.
        std::thread::sleep(SETTLED);
        let log = std::fs::read_to_string(&self.log).expect("the log is text");
        log.matches("sqlx::query").count()
    }
}

fn serving(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_canvass"));
    command.args(args);
    command
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read_links(file: &Path) -> BTreeMap<String, String> {
    csv::Reader::from_path(file)
        .expect("the links are written")
        .records()
        .map(|record| {
            let record = record.expect("the links are CSV");
            let path = record[2].find("/r/").expect("a link has a token");
            (record[0].to_owned(), record[2][path..].to_owned())
        })
        .collect()
}
