//! 待交付 — the files of one batch, held back until all of them can be handed over together.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::issue::sha256;
use crate::error::{Code, Failure, Outcome};
use crate::handout;

/// Files on their way into a folder. They lie in a folder of their own inside of it, so that handing over is renaming;
/// whatever is not settled goes again.
pub(super) struct Tray<'d> {
    folder: &'d Path,
    /// Whether the folder was made for this batch.
    made: bool,
    held: Option<TempDir>,
    names: Vec<String>,
    handed: Vec<PathBuf>,
}

impl<'d> Tray<'d> {
    /// An empty tray; the folder is made if it is missing.
    ///
    /// # Errors
    /// [`Code::CannotWrite`].
    pub(super) fn in_folder(folder: &'d Path) -> Outcome<Self> {
        let made = !folder.exists();
        let mut tray = Self { folder, made, held: None, names: Vec::new(), handed: Vec::new() };
        let held =
            fs::create_dir_all(folder).and_then(|()| tempfile::Builder::new().prefix(".shebao-").tempdir_in(folder));
        tray.held = Some(held.map_err(|error| tray.cannot(&error))?);
        Ok(tray)
    }

    /// Puts a file in, under a name that a file may have and that no other file of the batch has.
    ///
    /// # Errors
    /// [`Code::CannotWrite`].
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Outcome<()> {
        let name = handout::file_name(name);
        let name = if self.names.contains(&name) { format!("{}_{name}", self.names.len()) } else { name };
        self.names.push(name);
        handout::synced(&self.place(self.names.len() - 1), bytes).map_err(|error| self.cannot(&error))
    }

    /// The bytes of a file that was put in, as they were.
    ///
    /// # Errors
    /// [`Code::CannotWrite`] if something else has come in their place.
    pub(super) fn bytes(&self, at: usize, expected: &str) -> Outcome<Vec<u8>> {
        let bytes = fs::read(self.place(at)).map_err(|error| self.cannot(&error))?;
        if sha256(&bytes) == expected { Ok(bytes) } else { Err(self.cannot(&io::ErrorKind::InvalidData.into())) }
    }

    /// Hands every file over into the folder.
    ///
    /// # Errors
    /// [`Code::CannotWrite`], also where a file of that name lies already: it may be another book's.
    pub(super) fn hand_over(&mut self) -> Outcome<()> {
        for (at, name) in self.names.iter().enumerate() {
            let file = self.folder.join(name);
            if file.exists() {
                return Err(self.cannot(&io::ErrorKind::AlreadyExists.into()));
            }
            fs::rename(self.place(at), &file).map_err(|error| self.cannot(&error))?;
            self.handed.push(file);
        }
        Ok(())
    }

    /// The files that were handed over; they stay.
    pub(super) fn settle(mut self) -> Vec<String> {
        std::mem::take(&mut self.handed).iter().map(|file| file.display().to_string()).collect()
    }

    /// Where a file is held; the number keeps names apart that differ only in what a file may not be called.
    fn place(&self, at: usize) -> PathBuf {
        self.held.as_ref().map(|held| held.path().join(format!("{at}.pdf"))).unwrap_or_default()
    }

    fn cannot(&self, _: &io::Error) -> Failure {
        Failure::new(Code::CannotWrite).with("file", self.folder.display())
    }
}

impl Drop for Tray<'_> {
    /// A cancelled or failed batch leaves nothing. Removing is all that can be done here; what cannot be removed stays.
    fn drop(&mut self) {
        for file in &self.handed {
            let _ = fs::remove_file(file);
        }
        drop(self.held.take());
        if self.made {
            // Only an empty folder goes: one that holds handed files is not empty.
            let _ = fs::remove_dir(self.folder);
        }
    }
}
