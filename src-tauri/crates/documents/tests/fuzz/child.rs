//! 试读 — a process that reads changed files one after the other under the worker's memory limit and says how far it is.
//!
//! A worker per file would be the program's own way, but starting one costs more than reading a small file. Here a file
//! that makes the reader abort ends this process as it would end its worker; the files behind it go on in the next one.

use std::error::Error;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rlimit::Resource;
use shebao_documents::read::{ReadError, read};
use shebao_documents::recognise::{Dialects, inspect, tables};
use shebao_documents::rows::read_rows;
use shebao_documents::sheet::Workbook;

use crate::dice::Dice;
use crate::filled;
use crate::seeds::Target;

/// The argument with which this program starts as such a process: target, seed and first file follow.
pub const ARGUMENT: &str = "--read-on";
/// As the worker's.
const MEMORY_BYTES: u64 = 512 << 20;

/// What is said of a file, one line each.
pub mod word {
    /// The reader begins.
    pub const READS: &str = "reads";
    /// The reader gave a workbook; the program goes on with it.
    pub const GOES_ON: &str = "goes-on";
    /// The program has its rows, or the template is filled.
    pub const ROWS: &str = "rows";
    /// The reader said why it cannot read the file, or the writer why it does not change it.
    pub const REFUSED: &str = "refused";
    /// The reader panicked: its worker would have ended.
    pub const STOPPED: &str = "stopped";
    /// A fault of the program.
    pub const FAULT: &str = "fault";
}

/// Reads files until the parent ends this process.
pub fn run(target: &Target, dialects: &Dialects, seed: u64, first: u64) -> Result<(), Box<dyn Error>> {
    std::panic::set_hook(Box::new(|_| {}));
    limit_memory()?;
    let mut out = io::stdout().lock();
    for file in first.. {
        let bytes = target.variant(&mut Dice::of(seed, target.name, file));
        let mut say = |word: &str| -> io::Result<()> {
            writeln!(out, "{file} {word}")?;
            out.flush()
        };
        say(word::READS)?;
        match catch_unwind(AssertUnwindSafe(|| read(&bytes))) {
            Err(_) => say(word::STOPPED)?,
            Ok(Err(error)) if has_next_step(&error) => say(word::REFUSED)?,
            Ok(Err(error)) => say(&format!("{} {error} has no next step", word::FAULT))?,
            Ok(Ok(book)) => {
                say(word::GOES_ON)?;
                let fills = target.name == filled::TARGET;
                let go_on = || if fills { filled::fill(&bytes, &book) } else { rows_of(&book, dialects) };
                match catch_unwind(AssertUnwindSafe(go_on)) {
                    Ok(Ok(ended)) => say(ended)?,
                    Ok(Err(what)) => say(&format!("{} {what}", word::FAULT))?,
                    Err(_) => say(&format!("{} the program stopped", word::FAULT))?,
                }
            }
        }
    }
    Ok(())
}

/// What the program does with a workbook that a worker gave back.
fn rows_of(book: &Workbook, dialects: &Dialects) -> Result<&'static str, String> {
    let tables = tables(book, dialects);
    let (book, guesses) = match &tables {
        Some(tables) => (&tables.workbook, tables.inspect("乱改.xls", dialects)),
        None => (book, inspect(book, "乱改.xls", dialects)),
    };
    for guess in guesses {
        drop(read_rows(book, &guess));
    }
    Ok(word::ROWS)
}

/// A clerk who is told no gets told what to do.
pub fn has_next_step(error: &ReadError) -> bool {
    error.message().ends_with('。')
}

fn limit_memory() -> io::Result<()> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let occupied = pages.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 4096;
    rlimit::setrlimit(Resource::CORE, 0, 0)?;
    rlimit::setrlimit(Resource::AS, occupied + MEMORY_BYTES, occupied + MEMORY_BYTES)
}
