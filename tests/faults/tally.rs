//! 计数 — how often each fault is tried, and what came of it.
//!
//! A share of the full count is tried in every run of the suite; `make faults` sets `SHEBAO_FAULTS` to the percentage of
//! the full counts, `SHEBAO_FAULTS_SEED` to a seed of its own and `SHEBAO_FAULTS_LOG` to the file that adds the runs up.

use std::fs::OpenOptions;
use std::io::Write as _;

/// Times to try: `quick` in the suite, a percentage of `full` when asked for.
pub fn times(quick: usize, full: usize) -> usize {
    match std::env::var("SHEBAO_FAULTS").ok().and_then(|text| text.parse::<usize>().ok()) {
        Some(percent) => (full * percent).div_ceil(100).max(1),
        None => quick,
    }
}

/// How long one try is: `quick` in the suite, `full` whenever full counts are asked for in whatever share, so that the
/// tries of all runs are of one kind and may be added up.
pub fn length(quick: usize, full: usize) -> usize {
    if std::env::var_os("SHEBAO_FAULTS").is_some() { full } else { quick }
}

/// Where in a random sequence this run begins.
fn seed() -> u64 {
    std::env::var("SHEBAO_FAULTS_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Says what was tried, and keeps it where a log is asked for; a violation fails the test.
#[track_caller]
pub fn record(goal: &str, what: &str, tried: usize, violations: &[String]) {
    let line = format!("{goal}\t{what}\t{tried}\t{}\tseed {}", violations.len(), seed());
    println!("{line}");
    if let Some(log) = std::env::var_os("SHEBAO_FAULTS_LOG") {
        let mut file = OpenOptions::new().create(true).append(true).open(log).unwrap();
        writeln!(file, "{line}").unwrap();
    }
    assert!(tried > 0, "{goal} {what}: nothing was tried");
    let shown: Vec<&String> = violations.iter().take(12).collect();
    assert!(violations.is_empty(), "{goal} {what}: {} of {tried}: {shown:#?}", violations.len());
}

/// A small generator (xorshift64*): the same sequence for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(salt: u64) -> Self {
        Self((seed().wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(7919)) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % sides.max(1)
    }

    pub fn coin(&mut self) -> bool {
        self.roll(2) == 0
    }
}
