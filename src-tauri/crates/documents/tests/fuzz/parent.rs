//! 看着 — watches the processes that read changed files, starts the next one where one ended, and counts.

use std::error::Error;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use shebao_documents::read::ReadError;
use shebao_documents::worker::read_in_worker;

use crate::child::{self, has_next_step, word};
use crate::dice::Dice;
use crate::seeds::Target;

/// No file may take the reader or the program longer: what is changed is small.
const LONGEST: Duration = Duration::from_secs(30);
/// Every so many files one goes through a worker of its own as well, as in the program.
const BY_WORKER: u64 = 100;

/// On a busy machine a share of the time may pass before anything was read: each target reads this many files, and at
/// least one to its rows.
const LEAST: u64 = 40;
/// What that may take at most.
const AT_MOST: Duration = Duration::from_secs(90);

/// How the files of a target ended.
#[derive(Default)]
pub struct Tally {
    pub files: u64,
    read: u64,
    refused: u64,
    stopped: u64,
    by_worker: u64,
}

impl Tally {
    fn is_enough(&self) -> bool {
        self.files >= LEAST && self.read > 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} files, {} read to their rows, {} refused with a next step, {} would have ended their worker; {} by a \
             worker as well; 0 faults of the program",
            self.files, self.read, self.refused, self.stopped, self.by_worker
        )
    }
}

/// A process that reads on from a file.
struct Reading {
    child: Child,
    said: Receiver<String>,
}

impl Reading {
    fn from(this: &Path, target: &Target, seed: u64, first: u64) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(this)
            .args([child::ARGUMENT, target.name, &seed.to_string(), &first.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let (sender, said) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            lines.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
        });
        Ok(Self { child, said })
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads changed files of a target for a while. The files nobody changed come first, by a worker.
pub fn read_all(target: &Target, seed: u64, share: Duration) -> Result<Tally, Box<dyn Error>> {
    let this = std::env::current_exe()?;
    for bytes in target.seeds() {
        match read_in_worker(&this, bytes) {
            Ok(_) | Err(ReadError::Encrypted) => {}
            Err(error) => return Err(format!("{}: a file that nobody changed: {error}", target.name).into()),
        }
    }
    let (began, mut tally) = (Instant::now(), Tally::default());
    let mut next = 0;
    while began.elapsed() < share || (!tally.is_enough() && began.elapsed() < AT_MOST) {
        next = one_process(&this, target, seed, next, began + share, &mut tally)?;
    }
    if !tally.is_enough() {
        return Err(format!("{}: too little was read: {tally}", target.name).into());
    }
    Ok(tally)
}

/// Follows one process until it ends or the time is over; gives the first file it did not come to.
fn one_process(
    this: &Path,
    target: &Target,
    seed: u64,
    first: u64,
    until: Instant,
    tally: &mut Tally,
) -> Result<u64, Box<dyn Error>> {
    let reading = Reading::from(this, target, seed, first)?;
    let (mut file, mut phase) = (first, String::new());
    loop {
        let fault = |file: u64, what: &str| format!("{} seed {seed} file {file}: {what}", target.name);
        let line = match reading.said.recv_timeout(LONGEST) {
            Ok(line) => line,
            Err(cause) if phase == word::GOES_ON => {
                let how = if cause == RecvTimeoutError::Timeout { "took too long" } else { "the program died" };
                return Err(fault(file, how).into());
            }
            Err(_) => {
                tally.files += 1;
                tally.stopped += 1;
                return Ok(file + 1);
            }
        };
        let (number, said) = line.split_once(' ').ok_or("a line without a word")?;
        file = number.parse()?;
        match said {
            word::READS | word::GOES_ON => {}
            word::ROWS => tally.read += 1,
            word::REFUSED => tally.refused += 1,
            word::STOPPED => tally.stopped += 1,
            other => return Err(fault(file, other).into()),
        }
        phase = said.to_owned();
        if matches!(said, word::READS | word::GOES_ON) {
            continue;
        }
        tally.files += 1;
        if file % BY_WORKER == 0 {
            by_worker(this, target, seed, file).map_err(|what| fault(file, &what))?;
            tally.by_worker += 1;
        }
        if Instant::now() > until && (tally.is_enough() || Instant::now() > until + AT_MOST) {
            return Ok(file + 1);
        }
    }
}

/// The same file on the program's own way.
fn by_worker(this: &Path, target: &Target, seed: u64, file: u64) -> Result<(), String> {
    let bytes = target.variant(&mut Dice::of(seed, target.name, file));
    match read_in_worker(this, &bytes) {
        Err(error) if !has_next_step(&error) => Err(format!("{error} has no next step")),
        _ => Ok(()),
    }
}
