//! 记住的列对应 — what the clerk taught about sheets with certain headings.

use serde::Serialize;
use serde_json::Value;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Moment, Stored, moment_text};
use crate::view::View;

/// 列对应 — a sheet's headings and what she said they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetMapping {
    /// 表头签名.
    pub signature: String,
    /// What such a sheet is: roster, payroll …
    pub kind: String,
    /// The columns (JSON list), as the desk writes and reads them.
    pub columns: Value,
    /// The file she taught it on, without folders.
    pub file_name: String,
    /// And the sheet.
    pub sheet: String,
    /// When.
    pub recorded_at: Moment,
}

impl View<'_> {
    /// Every mapping, the oldest first: of one signature the last counts.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn sheet_mappings(&self) -> Result<Vec<Stored<SheetMapping>>> {
        let sql = "SELECT id, signature, kind, columns, file_name, sheet, recorded_at FROM sheet_mapping ORDER BY id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: SheetMapping {
                    signature: c.plain()?,
                    kind: c.plain()?,
                    columns: c.json()?,
                    file_name: c.plain()?,
                    sheet: c.plain()?,
                    recorded_at: c.moment()?,
                },
            })
        })
    }
}

impl Tx<'_> {
    /// Remembers a mapping; an earlier one of the same headings stays, so that taking this back restores it.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be written.
    pub fn insert_sheet_mapping(&mut self, mapping: &SheetMapping) -> Result<i64> {
        let sql = "INSERT INTO sheet_mapping (signature, kind, columns, file_name, sheet, recorded_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let SheetMapping { signature, kind, columns, file_name, sheet, recorded_at } = mapping;
        self.insert(sql, (signature, kind, columns.to_string(), file_name, sheet, moment_text(*recorded_at)))
    }

    /// Forgets everything taught about the headings of a signature.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if nothing was.
    pub fn delete_sheet_mappings(&mut self, signature: &str) -> Result<()> {
        self.change("mapping", "DELETE FROM sheet_mapping WHERE signature = ?1", [signature])
    }
}
