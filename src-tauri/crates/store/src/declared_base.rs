//! 申报基数 — declared bases, kept as declared; the clamp belongs to the computation.

use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::insurance::Scope;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, Stored, compact, fen, origin_columns, words};
use crate::view::View;

words! {
    /// 申报原因 — why a base was declared.
    BaseReason {
        /// 入职.
        Onboarding = "onboarding" / "入职",
        /// 年度申报.
        Annual = "annual" / "年度申报",
        /// 更正.
        Correction = "correction" / "更正",
        /// 导入.
        Import = "import" / "导入",
    }
}

/// 申报基数 — one person's declared base in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeclaredBase {
    /// Who.
    pub employee_id: i64,
    /// Declared by.
    pub unit_id: i64,
    /// 适用范围.
    pub scope: Scope,
    /// 起.
    pub from: Month,
    /// 止 (included); `None` runs on.
    pub to: Option<Month>,
    /// The base as declared.
    pub amount: Yuan,
    /// 上年月平均工资 where it was worked out.
    pub average_wage: Option<Yuan>,
    /// Why it was declared.
    pub reason: BaseReason,
    /// How it was worked out.
    pub method: Option<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// Which kind of source last spoke.
    pub authority: String,
}

const COLUMNS: &str = "id, employee_id, unit_id, scope, from_month, to_month, amount, average_wage, reason, method,
    origin_sheet_id, origin_row, authority";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<DeclaredBase>> {
    Ok(Stored {
        id: c.plain()?,
        row: DeclaredBase {
            employee_id: c.plain()?,
            unit_id: c.plain()?,
            scope: c.word()?,
            from: c.month()?,
            to: c.month_or_none()?,
            amount: c.yuan()?,
            average_wage: c.yuan_or_none()?,
            reason: c.word()?,
            method: c.plain()?,
            origin: c.origin()?,
            authority: c.plain()?,
        },
    })
}

impl View<'_> {
    /// All declared bases, person by person.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn declared_bases(&self) -> Result<Vec<Stored<DeclaredBase>>> {
        let mut rows = self.rows(&format!("SELECT {COLUMNS} FROM declared_base"), [], read)?;
        // Put in order here: by its index the engine would look up every row by itself.
        rows.sort_by_key(|row| (row.employee_id, row.from, row.id));
        Ok(rows)
    }

    /// One declared base.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn declared_base(&self, id: i64) -> Result<Option<Stored<DeclaredBase>>> {
        self.first(&format!("SELECT {COLUMNS} FROM declared_base WHERE id = ?1"), [id], read)
    }

    /// One person's declared bases.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn declared_bases_of(&self, employee_id: i64) -> Result<Vec<Stored<DeclaredBase>>> {
        let sql = format!("SELECT {COLUMNS} FROM declared_base WHERE employee_id = ?1 ORDER BY from_month, id");
        self.rows(&sql, [employee_id], read)
    }

    /// The declared bases that have begun by a month, of one unit or of all, person by person. Those whose period is
    /// over are among them: whether such a base is carried over is the law's question.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn declared_bases_begun(&self, month: Month, unit_id: Option<i64>) -> Result<Vec<Stored<DeclaredBase>>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM declared_base WHERE from_month <= ?1
             AND (?2 IS NULL OR unit_id = ?2) ORDER BY employee_id, from_month, id"
        );
        self.rows(&sql, (month.compact(), unit_id), read)
    }
}

impl Tx<'_> {
    /// Adds a declared base.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_declared_base(&mut self, base: &DeclaredBase) -> Result<i64> {
        let sql = "INSERT INTO declared_base (employee_id, unit_id, scope, from_month, to_month, amount, average_wage,
            reason, method, origin_sheet_id, origin_row, authority, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
        with_columns(base, None, |columns| self.insert(sql, columns))
    }

    /// Changes a declared base to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn update_declared_base(&mut self, id: i64, base: &DeclaredBase) -> Result<()> {
        let sql = "UPDATE declared_base SET employee_id = ?1, unit_id = ?2, scope = ?3, from_month = ?4, to_month = ?5,
            amount = ?6, average_wage = ?7, reason = ?8, method = ?9, origin_sheet_id = ?10, origin_row = ?11,
            authority = ?12 WHERE id = ?13";
        with_columns(base, Some(id), |columns| self.change("declared base", sql, columns))
    }

    /// Removes a declared base.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn delete_declared_base(&mut self, id: i64) -> Result<()> {
        self.change("declared base", "DELETE FROM declared_base WHERE id = ?1", [id])
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(row: &DeclaredBase, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (sheet, sheet_row) = origin_columns(row.origin);
    let columns = params![
        row.employee_id,
        row.unit_id,
        row.scope.id(),
        row.from.compact(),
        compact(row.to),
        row.amount.fen(),
        fen(row.average_wage),
        row.reason.id(),
        row.method,
        sheet,
        sheet_row,
        row.authority,
        id,
    ];
    run(columns)
}
