//! 参保关系 — who is covered where, for what, from when to when.

use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::insurance::Scope;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, Stored, compact, origin_columns};
use crate::view::View;

/// 参保关系 — one person's cover in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Enrollment {
    /// Who.
    pub employee_id: i64,
    /// 参保单位.
    pub unit_id: i64,
    /// 参保范围.
    pub scope: Scope,
    /// 起缴年月.
    pub first_month: Month,
    /// Last covered month; `None`: still covered.
    pub last_month: Option<Month>,
    /// 首月次月补缴.
    pub first_month_late: bool,
    /// 增减员原因.
    pub reason: Option<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// Which kind of source last spoke.
    pub authority: String,
}

const COLUMNS: &str = "id, employee_id, unit_id, scope, first_month, last_month, first_month_late, reason,
    origin_sheet_id, origin_row, authority";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Enrollment>> {
    Ok(Stored {
        id: c.plain()?,
        row: Enrollment {
            employee_id: c.plain()?,
            unit_id: c.plain()?,
            scope: c.word()?,
            first_month: c.month()?,
            last_month: c.month_or_none()?,
            first_month_late: c.plain()?,
            reason: c.plain()?,
            origin: c.origin()?,
            authority: c.plain()?,
        },
    })
}

impl View<'_> {
    /// All cover, person by person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn enrollments(&self) -> Result<Vec<Stored<Enrollment>>> {
        let mut rows = self.rows(&format!("SELECT {COLUMNS} FROM enrollment"), [], read)?;
        // Put in order here: by its index the engine would look up every row by itself.
        rows.sort_by_key(|row| (row.employee_id, row.first_month, row.id));
        Ok(rows)
    }

    /// One person's cover.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn enrollments_of(&self, employee_id: i64) -> Result<Vec<Stored<Enrollment>>> {
        let sql = format!("SELECT {COLUMNS} FROM enrollment WHERE employee_id = ?1 ORDER BY first_month, id");
        self.rows(&sql, [employee_id], read)
    }

    /// The cover that holds in a month, of one unit or of all, person by person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn enrollments_in(&self, month: Month, unit_id: Option<i64>) -> Result<Vec<Stored<Enrollment>>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM enrollment WHERE first_month <= ?1 AND (last_month IS NULL OR last_month >= ?1)
             AND (?2 IS NULL OR unit_id = ?2) ORDER BY employee_id, first_month, id"
        );
        self.rows(&sql, (month.compact(), unit_id), read)
    }
}

impl Tx<'_> {
    /// Adds cover.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_enrollment(&mut self, enrollment: &Enrollment) -> Result<i64> {
        let sql = "INSERT INTO enrollment (employee_id, unit_id, scope, first_month, last_month, first_month_late,
            reason, origin_sheet_id, origin_row, authority, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        with_columns(enrollment, None, |columns| self.insert(sql, columns))
    }

    /// Changes cover to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn update_enrollment(&mut self, id: i64, enrollment: &Enrollment) -> Result<()> {
        let sql = "UPDATE enrollment SET employee_id = ?1, unit_id = ?2, scope = ?3, first_month = ?4, last_month = ?5,
            first_month_late = ?6, reason = ?7, origin_sheet_id = ?8, origin_row = ?9, authority = ?10 WHERE id = ?11";
        with_columns(enrollment, Some(id), |columns| self.change("enrollment", sql, columns))
    }

    /// Removes cover.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn delete_enrollment(&mut self, id: i64) -> Result<()> {
        self.change("enrollment", "DELETE FROM enrollment WHERE id = ?1", [id])
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(row: &Enrollment, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (sheet, sheet_row) = origin_columns(row.origin);
    let columns = params![
        row.employee_id,
        row.unit_id,
        row.scope.id(),
        row.first_month.compact(),
        compact(row.last_month),
        row.first_month_late,
        row.reason,
        sheet,
        sheet_row,
        row.authority,
        id,
    ];
    run(columns)
}
