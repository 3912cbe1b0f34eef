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
use super::smtp::MailServer;

/// Names a PostgreSQL on which the tests may make databases, such as
/// `postgres://user@127.0.0.1:5433/postgres`; without it they run on SQLite alone.
const POSTGRES: &str = "CANVASS_TEST_POSTGRES";

/// How long the log of a statement may come after the page that it was for, on a machine that runs every test at once.
const SETTLED: Duration = Duration::from_millis(300);

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Runs a test on a server over each database.
pub fn on_every_database(test: impl Fn(&Server)) {
    for database in databases() {
        test(&Server::start(database, &[]));
    }
}

/// Runs a test on a server over SQLite.
pub fn on_sqlite(test: impl Fn(&Server)) {
    test(&Server::start(None, &[]));
}

/// Runs a test on a server over each database that sends its mail to a server of its own; not at all where
/// the tests have none.
pub fn mailing_on_every_database(
    mail: impl Fn() -> Option<MailServer>,
    test: impl Fn(&Server, &MailServer),
) {
    for database in databases() {
        let Some(mail) = mail() else {
            return;
        };
        test(&Server::start(database, &mail.settings()), &mail);
    }
}

/// A fresh database for each kind: none, which is a file, and a PostgreSQL.
fn databases() -> impl Iterator<Item = Option<String>> {
    let postgres = std::env::var(POSTGRES).ok();
    let postgres = postgres.map(|admin| Some(fresh_database(&admin)));
    [None].into_iter().chain(postgres)
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
    fn start(database: Option<String>, more: &[String]) -> Self {
        let dir = tempfile::tempdir().expect("a test folder can be made");
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
        serve.extend(store.iter().chain(more).map(String::as_str));
        let log = dir.path().join("log");
        let served = Served::start_logging(&serve, &log);
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

    /// Another server on the same store.
    pub fn another(&self, more: &[String]) -> Served {
        let mut serve = vec!["serve", "--listen", "127.0.0.1:0"];
        serve.extend(self.store.iter().chain(more).map(String::as_str));
        Served::start(&serve)
    }

    /// Kills the server without a warning, as a power cut does.
    pub fn kill(&self) -> Killed<'_> {
        self.served.signal("-KILL");
        Killed(self)
    }

    /// What the server has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).expect("the log is text")
    }

    /// Whether a text stands anywhere in the store.
    pub fn stores(&self, text: &str) -> bool {
        match self.store.as_slice() {
            [_, url] if url.starts_with("postgres") => stores_in_postgres(url, text),
            _ => std::fs::read_dir(self.path("data"))
                .expect("the data folder is there")
                .map(|entry| entry.expect("it is readable").path())
                .map(|file| std::fs::read(file).expect("its files are readable"))
                .any(|bytes| {
                    bytes
                        .windows(text.len())
                        .any(|here| here == text.as_bytes())
                }),
        }
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
        self.opened(&self.link(council))
    }

    /// A browser in which the link of this path has been opened.
    pub fn opened(&self, link: &str) -> Browser {
        let mut browser = self.browser();
        let landing = browser.get(link);
        assert_eq!(landing.status, 200, "{}", landing.text);
        browser.submit(&landing, link, &[]);
        browser
    }

    /// The URL of the store's database.
    pub fn database(&self) -> String {
        match &self.store[..] {
            [flag, url] if flag == "--database" => url.clone(),
            [_, dir] => format!("sqlite://{dir}/canvass.sqlite"),
            _ => unreachable!("a store is named by a flag and its value"),
        }
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
    /// The path of the link that it said it serves, where it said one.
    link: String,
}

impl Served {
    /// Starts a command that serves, and waits until it says where.
    pub fn start(args: &[&str]) -> Self {
        Self::of(&mut serving(args))
    }

    fn start_logging(args: &[&str], log: &Path) -> Self {
        let log = File::create(log).expect("a test file can be made");
        Self::of(serving(args).stderr(log))
    }

    fn of(command: &mut Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = process.stdout.take().expect("its output is piped");
        let said = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (before, said) = line.split_once("http://")?;
                let said = said.to_owned();
                before.starts_with("Serving").then_some(said)
            });
        let said = said.expect("the server says where it serves");
        let (host, link) = said.split_at(said.find('/').unwrap_or(said.len()));
        Self {
            process,
            address: format!("http://{host}"),
            link: link.to_owned(),
        }
    }

    /// Previews a survey folder, keeping what it throws away in another folder.
    pub fn previewing(survey: &Path, throw_away: &Path) -> Self {
        let survey = survey.display().to_string();
        let mut command = serving(&["preview", &survey, "--listen", "127.0.0.1:0"]);
        Self::of(command.env("TMPDIR", throw_away))
    }

    /// Where it serves, such as `http://127.0.0.1:…`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The path of the link that it said it serves, such as `/r/…`.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// Stops it as Ctrl-C does, and waits until it has ended.
    pub fn interrupt(mut self) {
        self.signal("-INT");
        self.process.wait().expect("it ends");
    }

    fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("signals can be sent").success());
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.address)
    }
}

/// A server that was killed.
pub struct Killed<'s>(&'s Server);

impl Killed<'_> {
    /// Starts it again where it was, for as long as it is kept.
    pub fn revive(self) -> Served {
        let at = self.0.address().trim_start_matches("http://");
        let store = self.0.store.iter().map(String::as_str);
        let serve: Vec<&str> = ["serve", "--listen", at].into_iter().chain(store).collect();
        Served::start(&serve)
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

    /// The statements that a visit takes, beside those that begin and end a transaction, each by its first words.
    pub fn statements<T>(&self, visit: impl FnOnce() -> T) -> (Vec<String>, T) {
        // What came before was answered a while ago.
        std::thread::sleep(SETTLED / 3);
        let before = self.logged().len();
        let visited = visit();
        std::thread::sleep(SETTLED);
        (self.logged().split_off(before), visited)
    }

    fn logged(&self) -> Vec<String> {
        let log = std::fs::read_to_string(&self.log).expect("the log is text");
        let statements = log.lines().filter_map(|line| {
            let (_, summary) = line.split_once("sqlx::query: summary=\"")?;
            Some(summary.split('"').next()?.to_owned())
        });
        // A connection that is opened meanwhile sets itself up.
        statements
            .filter(|summary| !summary.starts_with("PRAGMA"))
            .collect()
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

fn stores_in_postgres(url: &str, text: &str) -> bool {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let db = sea_orm::Database::connect(url)
            .await
            .expect("the database answers");
        let ask = async |sql: String| {
            let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
            let rows = db.query_all_raw(statement).await;
            rows.expect("the database answers")
        };
        let tables = "SELECT table_name::text AS name FROM information_schema.tables \
                      WHERE table_schema = 'public'";
        for row in ask(tables.to_owned()).await {
            let table: String = row.try_get("", "name").expect("a table has a name");
            let holds = format!(
                "SELECT 1 AS one FROM \"{table}\" AS line WHERE line::text LIKE '%{text}%'"
            );
            if !ask(holds).await.is_empty() {
                return true;
            }
        }
        false
    })
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
