//! The worker process: this program starts itself with `--import-worker`, as both shipped programs do.

use std::error::Error;
use std::process::ExitCode;

use rust_xlsxwriter::Workbook;
use shebao_documents::read::ReadError;
use shebao_documents::worker::{WORKER_ARGUMENT, read_in_worker, run_worker};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(WORKER_ARGUMENT) {
        return run_worker();
    }
    match check() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn expect(what: &str, holds: bool) -> Result<(), Box<dyn Error>> {
    if holds { Ok(()) } else { Err(what.into()) }
}

fn check() -> Result<(), Box<dyn Error>> {
    let this = std::env::current_exe()?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..5_000 {
        sheet.write_string(row, 0, format!("第{row}行"))?;
        sheet.write_number(row, 1, f64::from(row) + 0.5)?;
    }
    let bytes = book.save_to_buffer()?;
    let here = shebao_documents::read::read(&bytes);
    expect("the worker reads what this process reads", read_in_worker(&this, &bytes) == here && here.is_ok())?;
    expect("errors come across", read_in_worker(&this, b"%PDF-1.7") == shebao_documents::read::read(b"%PDF-1.7"))?;
    expect("an empty file needs no worker", read_in_worker(&this, b"") == Err(ReadError::EmptyFile))?;
    let nowhere = std::path::Path::new("/nonexistent/shebao");
    expect("a missing worker is an error", read_in_worker(nowhere, &bytes) == Err(ReadError::WorkerMissing))?;
    // A program that is no worker ends without an answer: the same as one that was killed at its memory limit.
    let silent = std::path::Path::new("/bin/true");
    if silent.exists() {
        expect("a dead worker is an error", read_in_worker(silent, &bytes) == Err(ReadError::WorkerFailed))?;
    }
    hungry_files_end_in_an_error(&this)
}

/// A compound file whose sector chain loops, and an xls that claims two corner cells, end in an ordinary error within
/// the worker's limits, whatever its reader does.
fn hungry_files_end_in_an_error(this: &std::path::Path) -> Result<(), Box<dyn Error>> {
    let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for filler in [0x00_u8, 0x01, 0xFE, 0xFF] {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(std::iter::repeat_n(filler, 2040));
        bytes.extend(&name);
        bytes.extend(std::iter::repeat_n(filler, 2048));
        expect("a broken compound file is an error", read_in_worker(this, &bytes).is_err())?;
    }
    Ok(())
}
