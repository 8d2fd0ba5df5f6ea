//! `shebao`: the same desk without a window — one action, then exit.
//!
//! Arguments (`args`) → one desk action (`run`) → JSON or a table (`print`). No rule and no SQL stands here.

mod args;
mod failure;
mod print;
mod run;
mod session;
mod table;
mod usage;

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("--import-worker") {
        return shebao_desk::import_worker();
    }
    let json = usage::wants_json();
    match usage::arguments().and_then(|(arguments, verb)| run::run(arguments, verb)) {
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
