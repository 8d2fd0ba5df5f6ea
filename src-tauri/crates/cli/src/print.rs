//! 输出 — one JSON document on standard output, or tables for reading.

use std::io::{IsTerminal as _, Write as _, stderr, stdin, stdout};

use serde_json::{Value, json};
use shebao_desk::{Code, Failure};

use crate::failure::message;
use crate::table::readable;

/// Prints a result; if nobody reads on, there is nothing left to tell.
pub(crate) fn result(value: &Value, json: bool) {
    let text = if json { value.to_string() } else { readable(value) };
    let _ = writeln!(stdout(), "{text}");
}

/// 进度 on one line of the terminal; a script that reads standard error is left in peace.
pub(crate) fn progress(done: u32, total: u32) {
    if stderr().is_terminal() {
        let end = if done >= total { "\n" } else { "" };
        let _ = write!(stderr(), "\r{done} / {total}{end}");
    }
}

/// A line for the clerk on standard error.
pub(crate) fn line(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}

/// Asks for one group of the recovery card and reads it from standard input.
pub(crate) fn ask_group(number: u8) -> Result<String, Failure> {
    line(&format!("第 {number} 组："));
    let mut typed = String::new();
    stdin().read_line(&mut typed).map_err(|_| Failure::new(Code::WrongRecoveryCode))?;
    Ok(typed.trim().to_owned())
}

/// Prints a failure: JSON on standard output with `--json`, else a sentence on standard error.
pub(crate) fn failure(failure: &Failure, json: bool) {
    let message = message(failure);
    if json {
        let error = json!({ "code": failure.code, "message": message, "details": failure.details });
        let _ = writeln!(stdout(), "{}", json!({ "error": error }));
        return;
    }
    let _ = writeln!(stderr(), "{message}");
    for detail in &failure.details {
        let _ = writeln!(stderr(), "  {detail}");
    }
}
