//! 申报留底 — the files that were taken to be declared, and who stood in them: what proves that a cell was declared.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Scope;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::view::View;

/// 申报文件 as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Declaration {
    /// Which export.
    pub kind: String,
    /// 费款申报月.
    pub month: Month,
    /// Its name, without folders.
    pub file_name: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// The day it was taken.
    pub declared_on: NaiveDate,
}

/// 申报行 — somebody in such a file, for one insurance or for all of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DeclarationLine {
    /// Who.
    pub employee_id: i64,
    /// 参保单位.
    pub unit_id: i64,
    /// What was declared.
    pub scope: Scope,
}

impl View<'_> {
    /// 申报行 of files of a month or an earlier one, the newest file of each person, unit and scope; withdrawals are no
    /// proof of cover.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn declared_until(&self, month: Month) -> Result<Vec<(DeclarationLine, Declaration)>> {
        // With max() the engine takes the other columns from the row that has it.
        let sql = "SELECT l.employee_id, l.unit_id, l.scope, d.kind, d.month, d.file_name, d.sha256, d.declared_on,
                max(d.month * 1000000 + d.id)
            FROM declaration_line l JOIN declaration d ON d.id = l.declaration_id
            WHERE d.month <= ?1 AND d.kind <> 'withdraw_batch' GROUP BY l.employee_id, l.unit_id, l.scope";
        self.rows(sql, [month.compact()], |c| {
            let line = DeclarationLine { employee_id: c.plain()?, unit_id: c.plain()?, scope: c.word()? };
            let file = Declaration {
                kind: c.plain()?,
                month: c.month()?,
                file_name: c.plain()?,
                sha256: c.plain()?,
                declared_on: c.date()?,
            };
            Ok((line, file))
        })
    }

    /// Whether a file of a month declares anybody at a unit, to the fund or to everything else.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn was_declared(&self, unit_id: i64, month: Month, fund: bool) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM declaration d JOIN declaration_line l ON l.declaration_id = d.id
            WHERE d.month = ?1 AND l.unit_id = ?2
              AND (l.scope IN ('housing_fund', 'only:housing_fund', 'only:supplement:housing_fund')) = ?3)";
        Ok(self.number(sql, (month.compact(), unit_id, fund))? != 0)
    }
}

impl Tx<'_> {
    /// Records a file that was taken, with everybody in it.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_declaration(&mut self, file: &Declaration, lines: &[DeclarationLine]) -> Result<i64> {
        let id = self.insert(
            "INSERT INTO declaration (kind, month, file_name, sha256, declared_on) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![file.kind, file.month.compact(), file.file_name, file.sha256, file.declared_on.to_string()],
        )?;
        for line in lines {
            self.write(
                "INSERT INTO declaration_line (declaration_id, employee_id, unit_id, scope) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
                params![id, line.employee_id, line.unit_id, line.scope.id()],
            )?;
        }
        Ok(id)
    }
}
