//! The server under load: the built command, what it costs, and its sudden ends.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context;

/// The kernel counts processor time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A running server, killed when it is let go of.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

/// What a server has cost so far.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// Processor time, its own and the kernel's for it.
    pub cpu: Duration,
    /// Memory now, in MiB.
    pub memory: u64,
    /// The most memory it ever had, in MiB.
    pub most_memory: u64,
    /// What the machine's processors had to give, in ticks, and what of that other machines took.
    pub processors: u64,
    pub taken: u64,
}

impl Server {
    /// Starts a command that says where it serves; what it logs goes to a file, where one is named.
    ///
    /// # Errors
    /// Where it does not serve.
    pub fn start(command: &mut Command, log: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(log) = log {
            command.stderr(File::create(log)?);
        }
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.split_once("http://")?.1.parse().ok());
        Ok(Self {
            process,
            address: address.context("the server doesn't say where it serves")?,
        })
    }

    /// Ends it as a power cut would: it gets no chance to finish anything.
    ///
    /// # Errors
    /// Where it has ended already.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        let ended = self.process.try_wait()?;
        anyhow::ensure!(ended.is_none(), "the server had ended by itself: {ended:?}");
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// What it has cost so far.
    ///
    /// # Errors
    /// Where the kernel doesn't tell.
    pub fn cost(&self) -> anyhow::Result<Cost> {
        let folder = Path::new("/proc").join(self.process.id().to_string());
        let stat = fs::read_to_string(folder.join("stat"))?;
        let (_, after_name) = stat.rsplit_once(')').context("a process has a name")?;
        let ticks = after_name.split_whitespace().skip(11).take(2);
        let ticks: u32 = ticks.map(str::parse::<u32>).sum::<Result<_, _>>()?;
        let status = fs::read_to_string(folder.join("status"))?;
        let mebibytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            kibibytes.map_or(0, |kibibytes: u64| kibibytes / 1024)
        };
        let stat = fs::read_to_string("/proc/stat")?;
        let processors = stat.lines().next().context("the first line is of all")?;
        // User, nice, system, idle, waiting, two kinds of interrupts, and what was taken.
        let processors = processors.split_whitespace().skip(1).take(8);
        let processors: Vec<u64> = processors.map(str::parse).collect::<Result<_, _>>()?;
        Ok(Cost {
            processors: processors.iter().sum(),
            taken: processors.last().copied().unwrap_or_default(),
            cpu: TICK * ticks,
            memory: mebibytes("VmRSS:"),
            most_memory: mebibytes("VmHWM:"),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
