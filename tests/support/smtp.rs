//! A real mail server on loopback, and the mail that it took.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use tempfile::TempDir;

use super::command::folder;

/// Names a Python that has aiosmtpd; without it, tests that need a mail server are left out.
const SMTP: &str = "CANVASS_TEST_SMTP";

/// How long a mail may take that should come.
const SOON: Duration = Duration::from_secs(20);

/// A mail server, stopped when it is let go of.
pub struct MailServer {
    process: Child,
    folder: TempDir,
    port: u16,
}

/// A mail as its reader's program shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    pub headers: BTreeMap<String, String>,
    pub text: String,
    /// The bytes that went over the wire.
    pub as_sent: String,
}

impl MailServer {
    /// A server that takes all mail; none where the tests are run without.
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// One that refuses each of the first few for now.
    pub fn busy_at_first(times: u32) -> Option<Self> {
        Self::start_with(&["--refuse-first", &times.to_string()])
    }

    /// One that refuses everybody for good.
    pub fn refusing() -> Option<Self> {
        Self::start_with(&["--refuse-for-good"])
    }

    fn start_with(how: &[&str]) -> Option<Self> {
        let python = std::env::var(SMTP).ok()?;
        let inbox = tempfile::tempdir().expect("a test folder can be made");
        let mut process = Command::new(python)
            .arg(folder("tests/support/smtp_server.py"))
            .arg(inbox.path())
            .args(how)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Python that is named runs");
        let output = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the mail server says its port");
        Some(Self {
            process,
            folder: inbox,
            port: line.trim().parse().expect("the mail server says its port"),
        })
    }

    fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What a server is told to send its mail here, and not to wait long after a failure.
    pub fn settings(&self) -> Vec<String> {
        let url = self.url();
        [
            ["--smtp", url.as_str()],
            ["--mail-from", "surveys@example.org"],
            ["--base-url", "https://survey.example.org"],
            ["--mail-retry", "1"],
        ]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect()
    }

    /// The mail that was taken as number so-and-so, waited for.
    pub fn mail(&self, number: u32) -> Mail {
        self.wait_for(&format!("{number}.json"))
    }

    /// The mail that was refused as number so-and-so, waited for.
    pub fn refused(&self, number: u32) -> Mail {
        self.wait_for(&format!("refused-{number}.json"))
    }

    /// How many were taken.
    pub fn taken(&self) -> usize {
        std::fs::read_dir(self.folder.path())
            .expect("the folder is there")
            .map(|entry| entry.expect("it is readable").file_name())
            .filter(|name| !name.to_string_lossy().starts_with("refused"))
            .count()
    }

    fn wait_for(&self, name: &str) -> Mail {
        let file = self.folder.path().join(name);
        soon(name, || {
            let text = std::fs::read_to_string(&file).ok()?;
            Some(serde_json::from_str(&text).expect("the mail is JSON"))
        })
    }
}

impl Mail {
    /// The path of the link in it, such as `/r/…`.
    pub fn link(&self) -> String {
        let after = self.text.split("https://survey.example.org").nth(1);
        let path = after.and_then(|rest| rest.split_whitespace().next());
        path.expect("the mail has a link").to_owned()
    }
}

/// Looks again and again until something is there.
pub fn soon<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let pause = Duration::from_millis(100);
    for _ in 0..(SOON.as_millis() / pause.as_millis()) {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(pause);
    }
    panic!("not within {SOON:?}: {what}")
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
