//! What this process has cost so far, as Linux tells it.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::Context;

/// Times in hundredths of a second and memory in MiB.
#[derive(Clone, Copy)]
pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
    /// The most memory held at any moment.
    pub most_memory: u64,
}

impl Cost {
    /// What was spent since a moment at which nothing of note had been.
    ///
    /// # Errors
    /// Where the system doesn't tell.
    pub fn since(begun: Instant) -> anyhow::Result<Self> {
        let stat = fs::read_to_string("/proc/self/stat")?;
        let (_, after_name) = stat.rsplit_once(')').context("the process has a name")?;
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        let status = fs::read_to_string("/proc/self/status")?;
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .and_then(|rest| rest.trim().strip_suffix(" kB"))
            .context("the system tells the most memory held")?;
        Ok(Self {
            wall: begun.elapsed(),
            cpu: Duration::from_millis(ticks * 10),
            most_memory: peak.trim().parse::<u64>()? / 1024,
        })
    }
}
