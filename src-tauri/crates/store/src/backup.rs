//! 备份 — a copy that counts only after it was opened and verified.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::book::{Book, DATABASE};
use crate::connect::{self, Access};
use crate::disk;
use crate::erasure::{self, Tombstone};
use crate::error::{Result, StoreError};
use crate::keys::{KeyFile, Keys, Secret32};
use crate::restore::take_in;
use crate::retention;
use crate::row::{Moment, moment_text, words};
use crate::schema;
use crate::tombstone;
use crate::verify::{self, Finding, JournalHead};

/// Pages copied between two looks at the progress.
const PAGES: i32 = 1024;
pub(crate) const FOLDER: &str = "backups";
const MANIFEST_VERSION: u32 = 1;

words! {
    /// 备份时机 — what a backup was made for.
    Occasion {
        /// 手工.
        Asked = "asked" / "手工备份",
        /// 锁账时.
        Closing = "closing" / "锁账时",
        /// 定时.
        Interval = "interval" / "定时",
        /// 导入前.
        BeforeImport = "before_import" / "导入前",
        /// 封账前.
        BeforeClose = "before_close" / "封账前",
        /// 升级前.
        BeforeUpgrade = "before_upgrade" / "升级前",
        /// 删除后.
        AfterErasure = "after_erasure" / "删除个人信息后",
        /// 换密钥后.
        AfterRekey = "after_rekey" / "换密钥后",
    }
}

/// 备份清单 — what a backup is; it stands beside the copy and is written last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    version: u32,
    /// Which book.
    pub book_id: String,
    /// Counts up; backups are ordered by it, never by a clock.
    pub sequence: u64,
    /// When, by the PC's clock.
    pub taken_at: String,
    /// Schema of the copy.
    pub schema: i64,
    /// How many people.
    pub employees: i64,
    /// How many contribution lines.
    pub lines: i64,
    /// Where the journal stood.
    pub journal_head: JournalHead,
    /// Bytes of the copy.
    pub size: u64,
    /// SHA-256 of the copy, lower-case hex.
    pub sha256: String,
    /// What it was made for; the first release did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Occasion>,
    /// 删除标记 — people erased by then; an older backup that is restored forgets them again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<Tombstone>,
    /// The key slots at that time; the copy opens with the passwords of then.
    pub(crate) keys: Option<KeyFile>,
    /// HMAC-SHA256 over all of the above with the backup key.
    mac: String,
}

/// 备份 — a verified copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// The copy.
    pub path: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
}

impl Manifest {
    fn seal(&self, backup_key: &Secret32) -> Result<String> {
        let mut bare = self.clone();
        bare.mac = String::new();
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(backup_key.as_slice()).map_err(|_| StoreError::Internal("mac"))?;
        mac.update(&serde_json::to_vec(&bare)?);
        Ok(HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    /// Whether it is as this book wrote it, now or before its master key was changed.
    pub(crate) fn is_sealed_by(&self, keys: &Keys) -> Result<bool> {
        for key in [&keys.backup].into_iter().chain(&keys.earlier_backups) {
            if self.seal(key)? == self.mac {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the manifest beside a backup.
    ///
    /// # Errors
    /// [`StoreError::Unverified`] if it is missing or unreadable.
    pub fn read(backup: &Path) -> Result<Self> {
        let text = fs::read_to_string(backup.with_extension("json")).map_err(|_| StoreError::Unverified("manifest"))?;
        let manifest: Self = serde_json::from_str(&text).map_err(|_| StoreError::Unverified("manifest"))?;
        if manifest.version == MANIFEST_VERSION { Ok(manifest) } else { Err(StoreError::Unverified("manifest")) }
    }
}

impl Book {
    /// 备份 into a folder (by default the book's own). `progress` hears pages done and pages in all; `false` stops.
    ///
    /// # Errors
    /// [`StoreError::Stopped`], [`StoreError::Unverified`] if the copy is not what it must be, file errors; an
    /// unverified copy never takes a backup's name.
    pub fn backup(&self, to: Option<&Path>, now: Moment, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Backup> {
        self.made_for(Occasion::Asked, to, now, progress)
    }

    /// 自动备份 into the book's own folder, where old ones are thinned out afterwards.
    ///
    /// # Errors
    /// As [`Self::backup`].
    pub fn backup_for(&self, occasion: Occasion, now: Moment) -> Result<Backup> {
        let backup = self.made_for(occasion, None, now, &mut |_, _| true)?;
        retention::prune(&self.dir().join(FOLDER), self.book_id(), self.parts().2)?;
        Ok(backup)
    }

    /// 第二处 — carries a verified backup to another folder; it counts there once its bytes were read back.
    ///
    /// # Errors
    /// File errors, [`StoreError::Unverified`] if what stands there is not what was carried.
    pub fn carry(&self, backup: &Backup, to: &Path) -> Result<PathBuf> {
        fs::create_dir_all(to)?;
        tombstone::keep(to, self.book_id(), self.parts().2, &backup.manifest.erased)?;
        // Several books may share the place: each has its own names there.
        let name: String = self.book_id().chars().take(8).collect();
        let target = to.join(format!("{name}-{:06}.backup", backup.manifest.sequence));
        let partial = target.with_extension("partial");
        let carried = fs::copy(&backup.path, &partial).map_err(StoreError::from).and_then(|_| {
            File::open(&partial)?.sync_all()?;
            let same = digest(&partial)? == (backup.manifest.size, backup.manifest.sha256.clone());
            if same { Ok(()) } else { Err(StoreError::Unverified("bytes")) }
        });
        carried.inspect_err(|_| disk::remove_partial(&partial))?;
        fs::rename(&partial, &target)?;
        disk::replace(&target.with_extension("json"), &serde_json::to_vec_pretty(&backup.manifest)?)?;
        Ok(target)
    }

    /// 恢复演练 — makes a book of a backup beside this one, checks all of it, and removes it again.
    ///
    /// # Errors
    /// [`StoreError::Unverified`] if the backup would not give the book back.
    pub fn rehearse_restore(&self, backup: &Path) -> Result<Vec<Finding>> {
        let keys = self.parts().2;
        let manifest = Manifest::read(backup)?;
        if !manifest.is_sealed_by(keys)? {
            return Err(StoreError::Unverified("manifest"));
        }
        let place = disk::partial_of(self.dir())?;
        fs::create_dir_all(&place)?;
        let tried = take_in(backup, &place, &manifest, keys).and_then(|()| {
            let conn = connect::open(&place.join(DATABASE), keys, Access::Write)?;
            schema::migrate(&conn, |_| Ok(()))?;
            let mut findings = verify::file(&conn)?;
            findings.extend(verify::chain(&conn, keys, std::slice::from_ref(&manifest.journal_head))?);
            let number = |sql: &str| -> Result<i64> { Ok(conn.query_row(sql, [], |row| row.get(0))?) };
            if number(EMPLOYEES)? != manifest.employees || number(LINES)? != manifest.lines {
                findings.push(Finding::new("backup_totals", manifest.sequence));
            }
            Ok(findings)
        });
        // Only this call's own copy.
        let _ = fs::remove_dir_all(&place);
        tried
    }

    fn made_for(
        &self,
        occasion: Occasion,
        to: Option<&Path>,
        now: Moment,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Backup> {
        let own = self.dir().join(FOLDER);
        let (conn, _, keys, _) = self.parts();
        let source = Source { conn, keys, book_dir: self.dir(), book_id: self.book_id(), occasion };
        source.write_to(to.unwrap_or(&own), now, progress)
    }
}

const EMPLOYEES: &str = "SELECT count(*) FROM employee";
const LINES: &str = "SELECT count(*) FROM contribution";

/// 升级前备份 of a book that is being opened, into its own folder or the one that was chosen.
pub(crate) fn before_upgrade(
    conn: &Connection,
    keys: &Keys,
    book_dir: &Path,
    book_id: &str,
    (to, now): (Option<&Path>, Moment),
) -> Result<()> {
    let own = book_dir.join(FOLDER);
    let source = Source { conn, keys, book_dir, book_id, occasion: Occasion::BeforeUpgrade };
    source.write_to(to.unwrap_or(&own), now, &mut |_, _| true).map(|_| ())
}

/// What is backed up.
struct Source<'a> {
    conn: &'a Connection,
    keys: &'a Keys,
    book_dir: &'a Path,
    book_id: &'a str,
    occasion: Occasion,
}

impl Source<'_> {
    fn write_to(&self, to: &Path, now: Moment, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Backup> {
        let Self { conn, keys, book_dir, book_id, occasion } = *self;
        fs::create_dir_all(to)?;
        let erased = erasure::tombstones(conn).unwrap_or_default();
        tombstone::keep(to, book_id, keys, &erased)?;
        let sequence = newest_sequence(to)? + 1;
        let path = to.join(format!("{sequence:06}.backup"));
        let partial = to.join(format!("{sequence:06}.partial"));
        let copied = copy(conn, keys, &partial, progress).and_then(|()| verified(&partial, keys));
        let journal_head = copied.inspect_err(|_| disk::remove_partial(&partial))?;
        let number = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
        let (size, sha256) = digest(&partial)?;
        let mut manifest = Manifest {
            version: MANIFEST_VERSION,
            book_id: book_id.to_owned(),
            sequence,
            taken_at: moment_text(now),
            schema: schema::version(conn)?,
            employees: number(EMPLOYEES)?,
            lines: number(LINES)?,
            journal_head,
            size,
            sha256,
            occasion: Some(occasion),
            erased,
            keys: KeyFile::read(book_dir).ok(),
            mac: String::new(),
        };
        manifest.mac = manifest.seal(&keys.backup)?;
        fs::rename(&partial, &path)?;
        disk::remove_partial(&partial);
        disk::replace(&path.with_extension("json"), &serde_json::to_vec_pretty(&manifest)?)?;
        Ok(Backup { path, manifest })
    }
}

pub(crate) fn copy(
    conn: &Connection,
    keys: &Keys,
    partial: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<()> {
    disk::remove_partial(partial);
    let mut target = connect::open(partial, keys, Access::Create)?;
    {
        let copy = Copy::new(conn, &mut target)?;
        loop {
            let step = copy.step(PAGES)?;
            let state = copy.progress();
            let pages = |n: i32| u64::try_from(n).unwrap_or(0);
            if !progress(pages(state.pagecount - state.remaining), pages(state.pagecount)) {
                return Err(StoreError::Stopped);
            }
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(StoreError::Held { by: String::new() }),
            }
        }
    }
    target.close().map_err(|(_, error)| StoreError::from(error))?;
    File::open(partial)?.sync_all()?;
    Ok(())
}

/// Opens a copy for reading and verifies all of it; gives its journal's head.
pub(crate) fn verified(path: &Path, keys: &Keys) -> Result<JournalHead> {
    let conn = connect::open(path, keys, Access::Read).map_err(|_| StoreError::Unverified("opening"))?;
    schema::refuse_newer(&conn)?;
    if !verify::file(&conn)?.is_empty() {
        return Err(StoreError::Unverified("pages"));
    }
    if !verify::chain(&conn, &keys.clone().adopt(&conn)?, &[])?.is_empty() {
        return Err(StoreError::Unverified("journal"));
    }
    verify::head(&conn)
}

pub(crate) fn digest(path: &Path) -> Result<(u64, String)> {
    let (mut file, mut hash, mut size) = (File::open(path)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        hash.update(part);
        size += part.len() as u64;
    }
    Ok((size, HEXLOWER.encode(&hash.finalize())))
}

/// The key slots as the newest backup of a folder has them.
pub(crate) fn newest_key_file(folder: &Path) -> Option<KeyFile> {
    let backups = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let manifests = backups.filter(|path| path.extension().is_some_and(|e| e == "backup"));
    manifests.filter_map(|path| Manifest::read(&path).ok()).max_by_key(|manifest| manifest.sequence)?.keys
}

fn newest_sequence(folder: &Path) -> Result<u64> {
    let mut newest = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let sequence = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
        newest = newest.max(sequence.unwrap_or(0));
    }
    Ok(newest)
}
