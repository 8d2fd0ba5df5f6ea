//! `shebao`: the same desk without a window — one action, then exit.
//!
//! Arguments (`args`) → one desk action (`run`) → JSON or a table (`print`). No rule and no SQL stands here.

mod args;
mod failure;
mod print;
mod run;
mod session;
mod table;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("--import-worker") {
        return shebao_desk::import_worker();
    }
    let arguments = args::Arguments::parse();
    let json = arguments.json;
    match run::run(arguments) {
        Ok(value) => {
            print::result(&value, json);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            print::failure(&failure, json);
            ExitCode::from(failure::exit_code(failure.code))
        }
    }
}
