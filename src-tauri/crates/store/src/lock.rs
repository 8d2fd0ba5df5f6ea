//! 占用 — one window at a time holds a book.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

use crate::disk;
use crate::error::{Result, StoreError};

const LOCK: &str = "book.lock";
const HOLDER: &str = "book.holder";

/// The operating system's lock; it goes with the process, so a crash never leaves a stale one.
#[derive(Debug)]
pub(crate) struct Hold {
    file: File,
}

impl Hold {
    /// Takes the book or says who has it. The holder's name stands in a file of its own: where locks are mandatory
    /// the locked file itself cannot be read.
    pub(crate) fn take(dir: &Path, holder: &str) -> Result<Self> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(dir.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => {
                // Without room for a name the book must still open; a name that is not ours must not stay.
                if disk::replace(&dir.join(HOLDER), holder.as_bytes()).is_err() {
                    let _ = fs::remove_file(dir.join(HOLDER));
                }
                Ok(Self { file })
            }
            Err(TryLockError::WouldBlock) => {
                let by = fs::read(dir.join(HOLDER)).unwrap_or_default();
                Err(StoreError::Held { by: String::from_utf8_lossy(&by).into_owned() })
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // Closing the file releases the lock anyway; this only makes it prompt.
        let _ = self.file.unlock();
    }
}
