//! 删除标记簿 — the erasures of a book once more outside of it, so that a backup forgets again when it is restored, however
//! old it is and wherever it was kept: in the book's folder, beside it, with its backups and in the second place.
//!
//! Who finds the file learns nothing: a mark tells of nobody, all of them stand sealed, the length grows in steps, and a book
//! has the file from its first backup on, whether anybody was erased or not. Its key comes from the journal's, which a
//! change of the master key keeps: backups made before that open it too.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::disk;
use crate::erasure::{self, Tombstone};
use crate::error::Result;
use crate::keys::{Keys, seal, unseal};
use crate::row::Moment;

const VERSION: u32 = 1;

/// The sealed text grows in steps of this many bytes: some thirty marks.
const STEP: usize = 4096;

/// 删除标记簿 as it lies on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    version: u32,
    sealed: String,
}

/// Its name in a folder; several books may share one.
fn file_in(folder: &Path, book_id: &str) -> PathBuf {
    let name: String = book_id.chars().take(8).collect();
    // No number before the dot: it is no backup's.
    folder.join(format!("tombstones-{name}.sealed"))
}

fn aad(book_id: &str) -> Vec<u8> {
    format!("shebao tombstones v1\n{book_id}").into_bytes()
}

/// What a folder knows of a book's erasures; none where it has no file, or none that this book wrote.
pub(crate) fn read(folder: &Path, book_id: &str, keys: &Keys) -> Option<Vec<Tombstone>> {
    let file: Sealed = serde_json::from_slice(&fs::read(file_in(folder, book_id)).ok()?).ok()?;
    let sealed = HEXLOWER.decode(file.sealed.as_bytes()).ok().filter(|_| file.version == VERSION)?;
    let plain = unseal(&*keys.tombstones().ok()?, &aad(book_id), &sealed)?;
    serde_json::from_slice(&plain).ok()
}

/// Sees to it that a folder knows these; what it knows besides stays.
pub(crate) fn keep(folder: &Path, book_id: &str, keys: &Keys, stones: &[Tombstone]) -> Result<()> {
    let known = read(folder, book_id, keys);
    let mut all = known.clone().unwrap_or_default();
    for stone in stones {
        if !all.iter().any(|other| other.mark == stone.mark) {
            all.push(stone.clone());
        }
    }
    if known.is_some_and(|known| known.len() == all.len()) { Ok(()) } else { write(folder, book_id, keys, &all) }
}

fn write(folder: &Path, book_id: &str, keys: &Keys, stones: &[Tombstone]) -> Result<()> {
    let mut plain = serde_json::to_vec(stones)?;
    plain.resize(plain.len().next_multiple_of(STEP), b' ');
    let sealed = HEXLOWER.encode(&seal(&*keys.tombstones()?, &aad(book_id), &plain)?);
    disk::replace(&file_in(folder, book_id), &serde_json::to_vec(&Sealed { version: VERSION, sealed })?)
}

/// The folders on this PC in which a book's erasures are looked for, from one of its own files or folders up: the backups,
/// the book, what holds the book.
pub(crate) fn around(place: &Path) -> impl Iterator<Item = &Path> {
    place.ancestors().take(3)
}

impl Book {
    /// 再次删除 — whom the files outside know as erased and the book does not, such as one that was put back by hand. Gives
    /// how many people were forgotten, and sees to it that every place knows what the book knows.
    ///
    /// # Errors
    /// If the book cannot be read or written. A place that cannot be written is tried again at the next opening.
    pub fn settle_tombstones(&mut self, now: Moment) -> Result<usize> {
        let stones = self.stones_outside();
        let again = self.erase_again(&stones, now)?;
        let known = erasure::tombstones(self.parts().0)?;
        for folder in self.tombstone_places() {
            let _ = keep(&folder, self.book_id(), self.parts().2, &known);
        }
        Ok(again)
    }

    /// What the files in the book's folder, in that of its backups and beside it know.
    pub(crate) fn stones_outside(&self) -> Vec<Tombstone> {
        let read = |folder: PathBuf| read(&folder, self.book_id(), self.parts().2);
        self.tombstone_places().into_iter().filter_map(read).flatten().collect()
    }

    /// Where this PC keeps them: the book's folder, that of its backups once there is one, and what holds the book.
    fn tombstone_places(&self) -> Vec<PathBuf> {
        let backups = self.dir().join(crate::backup::FOLDER);
        let beside = self.dir().parent().filter(|parent| !parent.as_os_str().is_empty());
        let mut places = vec![self.dir().to_owned()];
        places.extend(Some(backups).filter(|folder| folder.is_dir()));
        places.extend(beside.map(Path::to_owned));
        places
    }

    /// Writes an erasure down outside of the book before the book itself forgets: a crash between the two is made good at
    /// the next opening, and none loses the mark.
    ///
    /// # Errors
    /// If the book's own folder cannot be written; other places follow at the next opening or backup.
    pub(crate) fn write_down(&self, stone: &Tombstone) -> Result<()> {
        let mut stones = erasure::tombstones(self.parts().0)?;
        stones.push(stone.clone());
        let (own, others) = (self.dir().to_owned(), self.tombstone_places());
        keep(&own, self.book_id(), self.parts().2, &stones)?;
        for folder in others.iter().filter(|folder| **folder != own) {
            let _ = keep(folder, self.book_id(), self.parts().2, &stones);
        }
        Ok(())
    }

    /// Takes back what was written down of an erasure that the book then did not take.
    pub(crate) fn take_back(&self, mark: &str) {
        for folder in self.tombstone_places() {
            let Some(mut stones) = read(&folder, self.book_id(), self.parts().2) else { continue };
            stones.retain(|stone| stone.mark != mark);
            let _ = write(&folder, self.book_id(), self.parts().2, &stones);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Master, Ring};

    fn stone(mark: &str) -> Tombstone {
        let ground = "expired".to_owned();
        Tombstone { mark: mark.repeat(64), erased_at: "2036-02-01T09:00:00".to_owned(), ground }
    }

    #[test]
    fn a_file_tells_nothing_and_adds_up() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Ring::of(Master::generate().unwrap()).unwrap().keys;
        assert_eq!(read(folder.path(), "0123456789", &keys), None);
        keep(folder.path(), "0123456789", &keys, &[]).unwrap();
        let file = file_in(folder.path(), "0123456789");
        let empty = fs::read(&file).unwrap();
        keep(folder.path(), "0123456789", &keys, &[stone("a")]).unwrap();
        keep(folder.path(), "0123456789", &keys, &[stone("b"), stone("a")]).unwrap();
        let full = fs::read(&file).unwrap();
        assert_eq!(read(folder.path(), "0123456789", &keys), Some(vec![stone("a"), stone("b")]));
        assert_eq!(empty.len(), full.len(), "how many were erased is not seen by its length");
        let text = String::from_utf8(full.clone()).unwrap();
        assert!(!text.contains("expired") && !text.contains("2036-02") && !text.contains(&"a".repeat(64)), "{text}");
        keep(folder.path(), "0123456789", &keys, &[stone("a")]).unwrap();
        assert_eq!(fs::read(&file).unwrap(), full, "what is known is not written again");
        let other = Ring::of(Master::generate().unwrap()).unwrap().keys;
        assert_eq!(read(folder.path(), "0123456789", &other), None, "another book's key opens nothing");
        assert_eq!(read(folder.path(), "01234567ff", &keys), None, "nor does it stand for another book");
        let mut broken = full;
        let at = broken.len() / 2;
        broken[at] ^= 1;
        fs::write(&file, broken).unwrap();
        assert_eq!(read(folder.path(), "0123456789", &keys), None);
    }
}
