//! 年度档案 — what was handed out once a year to be kept elsewhere, by the digest of its manifest.

use rusqlite::params;
use serde::Serialize;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Moment, moment_text};
use crate::view::View;

/// 年度档案.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearArchive {
    /// 年度.
    pub year: i32,
    /// When it was made.
    pub made_at: Moment,
    /// How many files.
    pub files: i64,
    /// SHA-256 of its manifest, lower-case hex.
    pub manifest: String,
}

impl View<'_> {
    /// All archives, the newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn year_archives(&self) -> Result<Vec<YearArchive>> {
        self.rows("SELECT year, made_at, files, manifest FROM year_archive ORDER BY id DESC", [], |c| {
            Ok(YearArchive { year: c.plain()?, made_at: c.moment()?, files: c.plain()?, manifest: c.plain()? })
        })
    }
}

impl Tx<'_> {
    /// Records an archive that was written.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be written.
    pub fn insert_year_archive(&mut self, archive: &YearArchive) -> Result<()> {
        self.changed_unjournaled();
        let action_seq = self.action_seq();
        let sql = "INSERT INTO year_archive (year, made_at, files, manifest, action_seq) VALUES (?1, ?2, ?3, ?4, ?5)";
        let columns = params![archive.year, moment_text(archive.made_at), archive.files, archive.manifest, action_seq];
        self.insert(sql, columns).map(|_| ())
    }
}
