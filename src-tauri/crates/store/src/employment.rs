//! 任职 — spells of employment; a re-hire or a transfer is a further spell.

use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::day::Day;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, Stored, origin_columns};
use crate::view::View;

/// 任职 — one spell of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Employment {
    /// Who.
    pub employee_id: i64,
    /// 参保单位.
    pub unit_id: Option<i64>,
    /// 入职日期, as precise as its source.
    pub hired: Option<Day>,
    /// 离职日期, the last day.
    pub left: Option<Day>,
    /// 部门.
    pub department: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// 原因.
    pub reason: Option<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// Which kind of source last spoke.
    pub authority: String,
}

const SELECT: &str = "SELECT id, employee_id, unit_id, hired, left_on, department, post, reason, origin_sheet_id,
    origin_row, authority FROM employment";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Employment>> {
    Ok(Stored {
        id: c.plain()?,
        row: Employment {
            employee_id: c.plain()?,
            unit_id: c.plain()?,
            hired: c.word_or_none()?,
            left: c.word_or_none()?,
            department: c.plain()?,
            post: c.plain()?,
            reason: c.plain()?,
            origin: c.origin()?,
            authority: c.plain()?,
        },
    })
}

impl View<'_> {
    /// All spells, person by person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employments(&self) -> Result<Vec<Stored<Employment>>> {
        self.rows(&format!("{SELECT} ORDER BY employee_id, hired, id"), [], read)
    }

    /// One person's spells.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employments_of(&self, employee_id: i64) -> Result<Vec<Stored<Employment>>> {
        self.rows(&format!("{SELECT} WHERE employee_id = ?1 ORDER BY hired, id"), [employee_id], read)
    }
}

impl Tx<'_> {
    /// Adds a spell.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_employment(&mut self, employment: &Employment) -> Result<i64> {
        let sql = "INSERT INTO employment (employee_id, unit_id, hired, left_on, department, post, reason,
            origin_sheet_id, origin_row, authority, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        with_columns(employment, None, |columns| self.insert(sql, columns))
    }

    /// Changes a spell to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn update_employment(&mut self, id: i64, employment: &Employment) -> Result<()> {
        let sql = "UPDATE employment SET employee_id = ?1, unit_id = ?2, hired = ?3, left_on = ?4, department = ?5,
            post = ?6, reason = ?7, origin_sheet_id = ?8, origin_row = ?9, authority = ?10 WHERE id = ?11";
        with_columns(employment, Some(id), |columns| self.change("employment", sql, columns))
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(row: &Employment, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (sheet, sheet_row) = origin_columns(row.origin);
    let columns = params![
        row.employee_id,
        row.unit_id,
        row.hired.map(|d| d.to_string()),
        row.left.map(|d| d.to_string()),
        row.department,
        row.post,
        row.reason,
        sheet,
        sheet_row,
        row.authority,
        id,
    ];
    run(columns)
}
