//! Files that are there whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use crate::error::{Result, StoreError};
use crate::keys::random;

/// Writes a file through a temporary one: temp → fsync → rename → fsync of the directory.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = half_of(path);
    let mut file = private(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&partial, path)?;
    sync_parent(path)
}

/// The temporary file through which [`replace`] writes another one.
pub(crate) fn half_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".partial");
    path.with_file_name(name)
}

/// A new or emptied file that only its owner can read.
pub(crate) fn private(path: &Path) -> Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    Ok(options.open(path)?)
}

/// Makes a rename last; only Unix lets a directory be synced.
pub(crate) fn sync_parent(path: &Path) -> Result<()> {
    if cfg!(unix)
        && let Some(parent) = path.parent()
    {
        // A bare name lies in the folder the program works in.
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

/// A half-written copy and the engine's file beside it; neither counts as anything.
pub(crate) fn remove_partial(partial: &Path) {
    let _ = fs::remove_file(partial);
    remove_journal(partial);
}

/// The empty file that the engine leaves beside a closed database.
pub(crate) fn remove_journal(database: &Path) {
    let mut journal = OsString::from(database);
    journal.push("-journal");
    let _ = fs::remove_file(journal);
}

/// A new book never takes a place where anything stands.
pub(crate) fn refuse_occupied(dir: &Path) -> Result<()> {
    match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| Err(StoreError::NotEmpty)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Where a new book is made before it takes its place in one rename; a name that nobody else has.
pub(crate) fn partial_of(dir: &Path) -> Result<PathBuf> {
    let mut name = dir.file_name().ok_or(StoreError::NotABook)?.to_owned();
    name.push(format!(".{}.partial", HEXLOWER.encode(&random::<4>()?)));
    Ok(dir.with_file_name(name))
}
