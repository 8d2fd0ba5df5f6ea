//! 存档文件 — files kept inside of the book: imported workbooks, printed statements, proofs.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::row::{Moment, Stored, moment_text};
use crate::view::View;

/// 存档文件 — a file with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoredDocument {
    /// import, statement, proof …
    pub kind: String,
    /// File name without folders.
    pub name: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// The file itself.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// When it was taken in.
    pub recorded_at: Moment,
}

impl View<'_> {
    /// A file with its bytes.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] for a file under the medical key and a user who does not hold it; others if the book
    /// cannot be read.
    pub fn document(&self, id: i64) -> Result<Option<Stored<StoredDocument>>> {
        let sql = "SELECT id, kind, name, sha256, CASE medical WHEN 1 THEN open_bytes(sha256, bytes) ELSE bytes END,
            recorded_at FROM stored_document WHERE id = ?1";
        self.first(sql, [id], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: StoredDocument {
                    kind: c.plain()?,
                    name: c.plain()?,
                    sha256: c.plain()?,
                    bytes: c.plain::<Option<_>>()?.ok_or(StoreError::ReadOnly)?,
                    recorded_at: c.moment()?,
                },
            })
        })
    }
}

impl View<'_> {
    /// How large every kept file is, without reading it.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn document_sizes(&self) -> Result<BTreeMap<i64, i64>> {
        let sizes =
            self.rows(&format!("SELECT id, length(bytes) - {SEALING} * medical FROM stored_document"), [], |c| {
                Ok((c.plain()?, c.plain()?))
            })?;
        Ok(sizes.into_iter().collect())
    }
}

/// What sealing adds to a file: the key's number, a nonce, a tag.
const SEALING: u32 = 8 + 12 + 16;

impl Tx<'_> {
    /// Keeps a file; the same bytes are kept once. Gives its id.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be written.
    pub fn store_document(&mut self, kind: &str, name: &str, bytes: &[u8]) -> Result<i64> {
        self.keep(kind, name, bytes, false)
    }

    /// Keeps a file that tells of illnesses, under the medical key.
    ///
    /// # Errors
    /// As [`Self::store_document`].
    pub fn store_medical_document(&mut self, kind: &str, name: &str, bytes: &[u8]) -> Result<i64> {
        self.keep(kind, name, bytes, true)
    }

    fn keep(&mut self, kind: &str, name: &str, bytes: &[u8], medical: bool) -> Result<i64> {
        let sha256 = HEXLOWER.encode(&Sha256::digest(bytes));
        let known = self.first("SELECT id FROM stored_document WHERE sha256 = ?1", [&sha256], |c| c.plain())?;
        if let Some(id) = known {
            return Ok(id);
        }
        self.changed_unjournaled();
        let now = moment_text(self.now());
        let sql = "INSERT INTO stored_document (kind, name, sha256, bytes, recorded_at, medical)
            VALUES (?1, ?2, ?3, CASE ?6 WHEN 1 THEN seal_bytes(?3, ?4) ELSE ?4 END, ?5, ?6)";
        self.insert(sql, (kind, name, sha256, bytes, now, medical))
    }
}
