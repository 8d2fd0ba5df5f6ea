//! 乱改的文件 — small files of every format, changed in their own terms and read: whatever a file holds, the program gets
//! a workbook or an error with its next step, and lives. What a reader gives back is recognised and read on, where
//! nothing may stop the program either. Old templates are filled, too: what comes back is what was there and what went in.
//!
//! Runs for `SHEBAO_FUZZ_SECONDS` (12 by default) from `SHEBAO_FUZZ_SEED` (the same in every run by default), all readers in
//! turn; `SHEBAO_FUZZ_TARGET` names one of them. A failing file is named by target, seed and number, and
//! `SHEBAO_FUZZ_FILE` writes that one to the standard output. `SHEBAO_FAULTS_LOG` adds the counts of runs up, as those of
//! `tests/faults`.

#[cfg(test)]
mod bytes;
#[cfg(test)]
mod child;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod filled;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod parent;
#[cfg(test)]
mod record_stream;
#[cfg(test)]
#[path = "../sheets/records.rs"]
mod records;
#[cfg(test)]
mod seeds;

use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use shebao_documents::recognise::Dialects;
use shebao_documents::worker::{WORKER_ARGUMENT, run_worker};

use seeds::Target;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [WORKER_ARGUMENT, ..] => return run_worker(),
        [child::ARGUMENT, target, seed, first] => read_on(target, seed, first),
        _ => fuzz(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn named(name: &str) -> Result<Target, Box<dyn Error>> {
    let found = seeds::targets()?.into_iter().find(|target| target.name == name);
    found.ok_or_else(|| format!("no reader {name}").into())
}

fn read_on(target: &str, seed: &str, first: &str) -> Result<(), Box<dyn Error>> {
    child::run(&named(target)?, &dialects()?, seed.parse()?, first.parse()?)
}

fn fuzz() -> Result<(), Box<dyn Error>> {
    let seconds = from_environment("SHEBAO_FUZZ_SECONDS").unwrap_or(12);
    let seed = from_environment("SHEBAO_FUZZ_SEED").unwrap_or(20_260_101);
    let only = std::env::var("SHEBAO_FUZZ_TARGET").ok();
    if let (Some(name), Some(file)) = (&only, from_environment("SHEBAO_FUZZ_FILE")) {
        let target = named(name)?;
        let bytes = target.variant(&mut dice::Dice::of(seed, target.name, file));
        return Ok(std::io::stdout().lock().write_all(&bytes)?);
    }
    let mut targets = seeds::targets()?;
    targets.retain(|target| only.as_ref().is_none_or(|name| name == target.name));
    let share = Duration::from_secs(seconds) / u32::try_from(targets.len())?;
    for target in &targets {
        let tally = parent::read_all(target, seed, share)?;
        eprintln!("{}: {tally}", target.name);
        if let Some(log) = std::env::var_os("SHEBAO_FAULTS_LOG") {
            let mut log = OpenOptions::new().create(true).append(true).open(log)?;
            writeln!(log, "R6\tchanged files of the reader: {}\t{}\t0\tseed {seed}", target.name, tally.files)?;
        }
    }
    Ok(())
}

fn dialects() -> Result<Dialects, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/dialects");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        files.push((path.display().to_string(), std::fs::read_to_string(&path)?));
    }
    Ok(Dialects::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?)
}
