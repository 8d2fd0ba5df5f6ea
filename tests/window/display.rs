//! 屏幕 — the clerk's own, or a hidden one where there is none.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::driver::end_group;

/// An X display.
pub struct Display {
    name: String,
    hidden: Option<Child>,
}

impl Display {
    /// The display of the session; where there is none, a hidden one that ends with this value.
    pub fn of_the_clerk_or_a_hidden_one() -> Self {
        if let Some(name) = std::env::var("DISPLAY").ok().filter(|name| !name.is_empty()) {
            return Self { name, hidden: None };
        }
        let mut hidden = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1366x900x24", "-nolisten", "tcp"])
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb (package xvfb)");
        let mut number = String::new();
        let spoken = hidden.stdout.take().expect("the display's number");
        BufReader::new(spoken).read_line(&mut number).expect("the display's number");
        Self { name: format!(":{}", number.trim()), hidden: Some(hidden) }
    }

    /// What programs are told to draw on.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some(hidden) = &mut self.hidden {
            end_group(hidden);
        }
    }
}
