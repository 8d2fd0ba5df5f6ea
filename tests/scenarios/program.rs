//! The program `shebao`: where it is, and running it the way a script would.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
pub use shebao_tests::executable;

/// What a command left: its exit code and the JSON on standard output.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub json: Value,
}

/// A book as a script sees it: a folder and a password file.
pub struct Script {
    book: PathBuf,
    password_file: PathBuf,
    today: &'static str,
}

impl Script {
    /// Commands on `book`; the password goes into a file beside it.
    pub fn on(book: &Path, password: &str, today: &'static str) -> Self {
        let password_file = book.with_extension("password");
        std::fs::write(&password_file, format!("{password}\n")).expect("the folder can be written");
        Self { book: book.to_path_buf(), password_file, today }
    }

    /// Runs a command and gives what it left.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(executable());
        command.args(arguments).arg("--book").arg(&self.book).arg("--password-file").arg(&self.password_file);
        answer(command.args(["--today", self.today, "--json"]))
    }

    /// What a command that succeeds prints for reading.
    #[track_caller]
    pub fn read(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(executable());
        command.args(arguments).arg("--book").arg(&self.book).arg("--password-file").arg(&self.password_file);
        let output =
            command.args(["--today", self.today]).env_remove("SHEBAO_BOOK").output().expect("shebao can be started");
        assert!(output.status.success(), "shebao {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("standard output is UTF-8")
    }

    /// Runs a command that must succeed.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> Value {
        let answer = self.run(arguments);
        assert_eq!(answer.code, 0, "shebao {}: {}", arguments.join(" "), answer.json);
        answer.json
    }
}

/// Runs the program with exactly these arguments, outside of any book of the surroundings.
pub fn bare(arguments: &[&str]) -> Answer {
    answer(Command::new(executable()).args(arguments))
}

/// What the program says of how a command is written.
pub fn helped(verb: &[&str]) -> String {
    let output = Command::new(executable()).args(verb).arg("--help").output().expect("shebao can be started");
    String::from_utf8(output.stdout).expect("standard output is UTF-8")
}

/// The same with something on the standard input.
pub fn fed(arguments: &[&str], input: &Path) -> Answer {
    let input = std::fs::File::open(input).expect("what is fed");
    answer_of(Command::new(executable()).args(arguments).stdin(input))
}

fn answer(command: &mut Command) -> Answer {
    answer_of(command.stdin(Stdio::null()))
}

fn answer_of(command: &mut Command) -> Answer {
    let output = command.env_remove("SHEBAO_BOOK").output().expect("shebao can be started");
    let text = String::from_utf8(output.stdout).expect("standard output is UTF-8");
    let json = serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{command:?}: no JSON document ({error}): {text}\n{}", String::from_utf8_lossy(&output.stderr))
    });
    Answer { code: output.status.code().expect("shebao ends by itself"), json }
}
