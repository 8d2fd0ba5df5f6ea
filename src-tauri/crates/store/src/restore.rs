//! 恢复 — the way back from a backup: verified before it becomes a book, and without those who were erased since.

use std::fs::{self, File};
use std::path::Path;

use serde_json::json;

use crate::act::Action;
use crate::backup::{Manifest, digest, verified};
use crate::book::{Book, DATABASE, Secret};
use crate::disk;
use crate::erasure::Tombstone;
use crate::error::{Result, StoreError};
use crate::keys::{Keys, Ring};
use crate::retention;
use crate::row::Moment;
use crate::tombstone;

/// 恢复结果.
pub struct Restored {
    /// The new book, open.
    pub book: Book,
    /// How many people it forgot again because they had been erased since.
    pub forgotten: usize,
    /// Whether any 删除标记簿 of the book was found: without one, who was erased after the backup is back.
    pub tombstones: bool,
}

/// 恢复 — makes a new book from a backup in an empty or absent directory, after verifying it, and opens it. Whom the marks
/// beside the backup, beside the book and beside the new place know as erased is forgotten again.
///
/// # Errors
/// [`StoreError::NotEmpty`], [`StoreError::Unverified`], and everything [`Book::open`] gives; nothing stands in the
/// directory then, and the backup is as it was.
pub fn restore(backup: &Path, to: &Path, secret: &Secret<'_>, holder: &str, now: Moment) -> Result<Restored> {
    disk::refuse_occupied(to)?;
    let manifest = Manifest::read(backup)?;
    let (ring, user) = unlock(&manifest, secret)?;
    if !manifest.is_sealed_by(&ring.keys)? {
        return Err(StoreError::Unverified("manifest"));
    }
    let partial = disk::partial_of(to)?;
    fs::create_dir_all(&partial)?;
    let restored = take_in(backup, &partial, &manifest, &ring.keys).and_then(|()| {
        if to.exists() {
            fs::remove_dir(to)?;
        }
        fs::rename(&partial, to)?;
        disk::sync_parent(to)
    });
    restored.inspect_err(|_| {
        // Only this call's own copy; the backup itself is not touched.
        let _ = fs::remove_dir_all(&partial);
    })?;
    let keys = ring.keys.clone();
    let book = Book::open_with(to, ring.keys, user.as_deref(), holder, now)?;
    forget_again(book, backup, manifest, &keys, now)
}

/// Whom the marks know as erased since the backup was made is forgotten again; that there are no marks is written down.
fn forget_again(mut book: Book, backup: &Path, manifest: Manifest, keys: &Keys, now: Moment) -> Result<Restored> {
    let beside = backup.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Whom a later backup beside this one knows as erased is not brought back by an older one.
    let mut stones = retention::tombstones(beside, &manifest.book_id, keys)?;
    stones.extend(manifest.erased);
    let own = book.dir().to_owned();
    let places = tombstone::around(beside).chain(own.parent());
    // The key is the journal's as the book has it, whatever the master key was at the time of the backup.
    let found: Vec<Vec<Tombstone>> =
        places.filter_map(|folder| tombstone::read(folder, book.book_id(), book.parts().2)).collect();
    let tombstones = !found.is_empty();
    stones.extend(found.into_iter().flatten());
    let forgotten = book.erase_again(&stones, now)?;
    book.settle_tombstones(now)?;
    if !tombstones {
        let action = Action { action: "book.restore", object: "book" };
        book.act(&action, now, |tx| -> Result<()> {
            tx.summarise(json!({ "tombstones": "missing", "backup": manifest.sequence }));
            Ok(())
        })?;
    }
    Ok(Restored { book, forgotten, tombstones })
}

fn unlock(manifest: &Manifest, secret: &Secret<'_>) -> Result<(Ring, Option<String>)> {
    match secret {
        Secret::Password { user, password } => {
            let file = manifest.keys.as_ref().ok_or(StoreError::Damaged("key file"))?;
            file.unlock(*user, password).map(|(ring, user)| (ring, Some(user)))
        }
        Secret::Recovery(code) => {
            let ring = Ring::of(code.master())?;
            match &manifest.keys {
                Some(file) if file.mark != ring.keys.mark() => Err(StoreError::OtherBook),
                _ => Ok((ring, None)),
            }
        }
    }
}

/// Puts a backup's database and key file into a folder, once the bytes are what the manifest says and all of it verifies.
pub(crate) fn take_in(backup: &Path, partial: &Path, manifest: &Manifest, keys: &Keys) -> Result<()> {
    let database = partial.join(DATABASE);
    fs::copy(backup, &database)?;
    if digest(&database)? != (manifest.size, manifest.sha256.clone()) {
        return Err(StoreError::Unverified("bytes"));
    }
    if verified(&database, keys)? != manifest.journal_head {
        return Err(StoreError::Unverified("journal"));
    }
    File::open(&database)?.sync_all()?;
    manifest.keys.as_ref().map_or(Ok(()), |file| file.write(partial))
}
