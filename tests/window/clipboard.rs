//! 剪贴板 — what another program put there: the display's own clipboard, not one of the page.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::driver::{Window, end_group};

/// What lies on the clipboard of a window's display until this value goes.
pub struct Clipboard(Child);

impl Clipboard {
    /// Cells as a spreadsheet program puts them there, in one of its forms: `UTF8_STRING` or `text/html`.
    pub fn holding(window: &Window, form: &str, text: &str) -> Self {
        // It gives what it holds to whoever asks, until it is ended.
        let mut holder = Command::new("xclip")
            .args(["-quiet", "-selection", "clipboard", "-target", form, "-in"])
            .env("DISPLAY", window.display())
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("xclip (package xclip)");
        holder.stdin.take().expect("its input").write_all(text.as_bytes()).expect("the cells");
        Self(holder)
    }
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        end_group(&mut self.0);
    }
}
