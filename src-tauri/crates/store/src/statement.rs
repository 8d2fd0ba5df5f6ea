//! 状态说明 — the papers that were printed, so that each can be found by its number again.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Stored};
use crate::view::View;

/// 已出具的文书 — one printed paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// 编号 printed on it, unique.
    pub number: String,
    /// Which paper.
    pub kind: String,
    /// Whom it speaks of; none for a list.
    pub employee_id: Option<i64>,
    /// 起.
    pub from: Month,
    /// 止.
    pub to: Month,
    /// 出具日期.
    pub issued_on: NaiveDate,
    /// SHA-256 of the PDF, lower-case hex.
    pub sha256: String,
    /// The PDF, where it is kept.
    pub document_id: Option<i64>,
    /// The journal's short code printed on it.
    pub journal_code: String,
}

const SELECT: &str = "SELECT id, number, kind, employee_id, from_month, to_month, issued_on, sha256, document_id,
    journal_code FROM statement";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Statement>> {
    Ok(Stored {
        id: c.plain()?,
        row: Statement {
            number: c.plain()?,
            kind: c.plain()?,
            employee_id: c.plain()?,
            from: c.month()?,
            to: c.month()?,
            issued_on: c.date()?,
            sha256: c.plain()?,
            document_id: c.plain()?,
            journal_code: c.plain()?,
        },
    })
}

impl View<'_> {
    /// All papers, the newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn statements(&self) -> Result<Vec<Stored<Statement>>> {
        self.rows(&format!("{SELECT} ORDER BY id DESC"), [], read)
    }

    /// How many papers were issued on a day, for the running number.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn statements_issued_on(&self, day: NaiveDate) -> Result<i64> {
        self.number("SELECT count(*) FROM statement WHERE issued_on = ?1", [day.to_string()])
    }
}

impl Tx<'_> {
    /// Records a printed paper.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the number is taken.
    pub fn insert_statement(&mut self, statement: &Statement) -> Result<i64> {
        self.changed_unjournaled();
        let action_seq = self.action_seq();
        self.insert(
            "INSERT INTO statement (number, kind, employee_id, from_month, to_month, issued_on, sha256, document_id,
             journal_code, action_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                statement.number,
                statement.kind,
                statement.employee_id,
                statement.from.compact(),
                statement.to.compact(),
                statement.issued_on.to_string(),
                statement.sha256,
                statement.document_id,
                statement.journal_code,
                action_seq
            ],
        )
    }
}
