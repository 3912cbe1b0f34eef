//! ChromeDriver, on a free port of this computer for as long as a browser is used.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running ChromeDriver, stopped when it is let go of.
pub struct ChromeDriver {
    process: Child,
    address: String,
}

impl ChromeDriver {
    /// Starts it, and waits until it says where it listens.
    pub fn start(program: &OsStr) -> Self {
        // It may find the port taken that it was given for one of the two kinds of addresses, and ends then.
        let mut started = (0..3).filter_map(|_| Self::try_start(program));
        started
            .next()
            .expect("ChromeDriver says on which port it listens")
    }

    fn try_start(program: &OsStr) -> Option<Self> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let output = process.stdout.take().expect("its output is piped");
        let port = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse::<u16>().ok()
            });
        let mut driver = Self {
            process,
            address: String::new(),
        };
        driver.address = format!("http://127.0.0.1:{}", port?);
        Some(driver)
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
