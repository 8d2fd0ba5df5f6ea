//! 数字 — alternating runs, medians, and the lines of the table.

use std::time::{Duration, Instant};

/// The times of the program and of the bare engine, run by run.
pub struct Pairs(Vec<(Duration, Duration)>);

/// Times one piece of work.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// Runs the two sides in turn; each gives the time of the part that counts. The first pair only warms up.
pub fn alternate(runs: usize, mut pair: impl FnMut(usize) -> (Duration, Duration)) -> Pairs {
    Pairs((0..=runs).map(&mut pair).skip(1).collect())
}

/// Milliseconds of processor time that this program has taken, where the system tells: another program beside it changes
/// the clock's figures more than these.
pub fn processor() -> f64 {
    let spent = || -> Option<f64> {
        let status = std::fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = status.rsplit(')').next()?.split_whitespace().collect();
        // The 14th and 15th field of the line, in hundredths of a second.
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        Some((ticks(11)? + ticks(12)?) * 10.0)
    };
    spent().unwrap_or_default()
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

impl Pairs {
    /// Median over the runs of ours to bare: a slow moment of the machine strikes both sides of a pair.
    pub fn ratio(&self) -> f64 {
        median(self.0.iter().map(|(ours, bare)| ours.as_secs_f64() / bare.as_secs_f64()).collect())
    }

    /// Median milliseconds of the program and of the bare engine.
    pub fn milliseconds(&self) -> (f64, f64) {
        let of = |side: fn(&(Duration, Duration)) -> Duration| {
            median(self.0.iter().map(|pair| side(pair).as_secs_f64() * 1000.0).collect())
        };
        (of(|pair| pair.0), of(|pair| pair.1))
    }

    /// Prints the line of the table.
    pub fn line(&self, what: &str, aim: f64) {
        let (ours, bare) = self.milliseconds();
        let mark = if self.ratio() <= aim { "" } else { "  above the aim" };
        println!("{what:<62} {ours:>9.1} {bare:>9.1} {:>7.2} {aim:>6.2}{mark}", self.ratio());
    }
}

/// The head of the table.
pub fn heading() {
    println!("{:<62} {:>9} {:>9} {:>7} {:>6}", "", "ms", "bare ms", "ratio", "aim");
}
