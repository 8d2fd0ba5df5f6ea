//! 导入进程 — every file is read in a process of its own, which knows no key and ends with the file.
//!
//! A workbook of a few kilobytes can make a reader ask for hundreds of gigabytes and abort; no guard inside one
//! process stops that. The worker sets its own limits before it reads a byte, and the parent treats its death as an
//! ordinary error and checks again whatever comes back.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::patch::{self, SheetEdits};
use crate::read::{self, MAX_FILE_BYTES, ReadError};
use crate::sheet::Workbook;

/// The argument with which both programs start as a worker.
pub const WORKER_ARGUMENT: &str = "--import-worker";

/// The second argument with which a worker changes cells instead of reading them.
const PATCH: &str = "patch";
/// The most that changes may take.
const MAX_EDITS_BYTES: u64 = 64 << 20;

/// Memory and processor time of one file.
const MEMORY_BYTES: u64 = 512 << 20;
const CPU_SECONDS: u64 = 60;
/// What the parent waits for at most: the worker may also be starved by other programs.
const PATIENCE: Duration = Duration::from_secs(90);
/// The most a worker may answer.
const MAX_ANSWER_BYTES: u64 = 384 << 20;

/// The worker's whole life: limits, bytes from standard input, workbook or error to standard output. A workbook is hundreds of
/// thousands of cells: it comes across in a compact form, which is read back several times as fast as JSON.
#[must_use]
pub fn run_worker() -> ExitCode {
    if set_limits().is_err() {
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    let patching = std::env::args().nth(2).as_deref() == Some(PATCH);
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX) + 1 + if patching { MAX_EDITS_BYTES } else { 0 };
    if io::stdin().lock().take(limit).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    if patching {
        return run_patch(&bytes);
    }
    let answer: Result<Workbook, ReadError> = read::read(&bytes);
    drop(bytes);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = postcard::to_io(&answer, &mut out).map(|out| out.flush());
    // The process ends here: taking hundreds of thousands of cells apart would only keep the parent waiting.
    std::mem::forget(answer);
    match written {
        Ok(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Changes cells: the edits as one line of JSON and the file from standard input; to standard output `+` and the changed
/// file, or `-` and the error as JSON.
fn run_patch(input: &[u8]) -> ExitCode {
    let at = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (edits, file) = input.split_at(at);
    let answer = serde_json::from_slice::<Vec<SheetEdits>>(edits)
        .map_err(|_| ReadError::WorkerFailed)
        .and_then(|edits| patch::patch(file.get(1..).unwrap_or_default(), &edits));
    let (sign, body) = match answer {
        Ok(bytes) => (b'+', bytes),
        Err(error) => (b'-', serde_json::to_vec(&error).unwrap_or_default()),
    };
    let mut out = io::stdout().lock();
    match out.write_all(&[sign]).and_then(|()| out.write_all(&body)).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Memory above what the program itself already occupies (a window library maps some hundred megabytes), processor
/// time, no core file, no file written.
#[cfg(unix)]
fn set_limits() -> io::Result<()> {
    use rlimit::Resource;
    let occupied = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().next().and_then(|pages| pages.parse::<u64>().ok()))
        .map_or(0, |pages| pages * 4096);
    rlimit::setrlimit(Resource::CORE, 0, 0)?;
    rlimit::setrlimit(Resource::FSIZE, 0, 0)?;
    rlimit::setrlimit(Resource::CPU, CPU_SECONDS, CPU_SECONDS)?;
    rlimit::setrlimit(Resource::AS, occupied + MEMORY_BYTES, occupied + MEMORY_BYTES)
}

/// Where limits of this kind do not exist the parent's patience and the pre-scan remain.
#[cfg(not(unix))]
fn set_limits() -> io::Result<()> {
    Ok(())
}

/// Reads a file's bytes in a worker process started from `exe`.
///
/// # Errors
/// What the worker reports, or [`ReadError::WorkerFailed`] and [`ReadError::TimedOut`] if it does not come back.
pub fn read_in_worker(exe: &Path, bytes: &[u8]) -> Result<Workbook, ReadError> {
    sound(bytes)?;
    let answer = ask(exe, &[], bytes)?;
    let workbook =
        postcard::from_bytes::<Result<Workbook, ReadError>>(&answer).map_err(|_| ReadError::WorkerFailed)??;
    read::validate(&workbook)?;
    Ok(workbook)
}

/// Changes cells of a workbook in a worker process started from `exe`.
///
/// # Errors
/// As [`read_in_worker`], and what [`patch::patch`] reports.
pub fn patch_in_worker(exe: &Path, bytes: &[u8], edits: &[SheetEdits]) -> Result<Vec<u8>, ReadError> {
    sound(bytes)?;
    let mut input = serde_json::to_vec(edits).map_err(|_| ReadError::WorkerFailed)?;
    input.push(b'\n');
    input.extend_from_slice(bytes);
    let answer = ask(exe, &[PATCH], &input)?;
    match answer.split_first() {
        Some((b'+', file)) => Ok(file.to_vec()),
        Some((b'-', error)) => Err(serde_json::from_slice(error).unwrap_or(ReadError::WorkerFailed)),
        _ => Err(ReadError::WorkerFailed),
    }
}

fn sound(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::EmptyFile);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { what: format!("超过 {} MB", MAX_FILE_BYTES >> 20) });
    }
    Ok(())
}

/// What a worker answers to some bytes.
fn ask(exe: &Path, arguments: &[&str], bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut worker = Command::new(exe)
        .arg(WORKER_ARGUMENT)
        .args(arguments)
        .env_remove("SHEBAO_BOOK")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| ReadError::WorkerMissing)?;
    let answer = converse(&mut worker, bytes, PATIENCE);
    // Whatever happened, no worker stays behind.
    let _ = worker.kill();
    let _ = worker.wait();
    answer
}

/// Hands the bytes over and collects the answer, both at once so that neither side waits for the other.
fn converse(worker: &mut Child, bytes: &[u8], patience: Duration) -> Result<Vec<u8>, ReadError> {
    let (Some(mut input), Some(output)) = (worker.stdin.take(), worker.stdout.take()) else {
        return Err(ReadError::WorkerMissing);
    };
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let done = output.take(MAX_ANSWER_BYTES + 1).read_to_end(&mut answer);
        // The receiver is gone when patience ran out; then nobody needs the answer.
        let _ = sender.send(done.map(|_| answer));
    });
    // A worker that died early closes its end; its answer, or the lack of one, says why.
    thread::scope(|scope| {
        scope.spawn(move || {
            let _ = input.write_all(bytes);
        });
        let answer = receiver.recv_timeout(patience).map_err(|_| ReadError::TimedOut);
        if answer.is_err() {
            let _ = worker.kill();
        }
        let answer = answer?.map_err(|_| ReadError::WorkerFailed)?;
        match u64::try_from(answer.len()) {
            Ok(length) if length > MAX_ANSWER_BYTES => Err(ReadError::TooLarge { what: "内容过多".to_owned() }),
            _ if answer.is_empty() => Err(ReadError::WorkerFailed),
            _ => Ok(answer),
        }
    })
}
