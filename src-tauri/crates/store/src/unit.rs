//! 参保单位 — participating units.

use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, Stored, compact, origin_columns};
use crate::view::View;

/// 参保单位 — a participating unit: one account at one city's agencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// 单位名称, unique.
    pub name: String,
    /// 统筹区代码 (GB/T 2260).
    pub region: String,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// 社保编号.
    pub social_account: Option<String>,
    /// 公积金单位账号.
    pub fund_account: Option<String>,
    /// 扣款银行.
    pub bank_name: Option<String>,
    /// 扣款账号.
    pub bank_account: Option<String>,
    /// 开始参保年月 — no contribution line before it.
    pub first_month: Option<Month>,
    /// 社保增员截止日 of a month.
    pub enroll_cutoff_day: Option<u8>,
    /// 社保减员截止日.
    pub withdraw_cutoff_day: Option<u8>,
    /// 公积金增员截止日.
    pub fund_enroll_cutoff_day: Option<u8>,
    /// 公积金减员截止日.
    pub fund_withdraw_cutoff_day: Option<u8>,
    /// Which insurances the bank debits in one sum (JSON).
    pub debit_groups: serde_json::Value,
    /// Where it came from.
    pub origin: Option<Origin>,
}

const SELECT: &str = "SELECT id, name, region, credit_code, social_account, fund_account, bank_name, bank_account,
    first_month, enroll_cutoff_day, withdraw_cutoff_day, fund_enroll_cutoff_day, fund_withdraw_cutoff_day,
    debit_groups, origin_sheet_id, origin_row FROM unit";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Unit>> {
    Ok(Stored {
        id: c.plain()?,
        row: Unit {
            name: c.plain()?,
            region: c.plain()?,
            credit_code: c.plain()?,
            social_account: c.plain()?,
            fund_account: c.plain()?,
            bank_name: c.plain()?,
            bank_account: c.plain()?,
            first_month: c.month_or_none()?,
            enroll_cutoff_day: c.plain()?,
            withdraw_cutoff_day: c.plain()?,
            fund_enroll_cutoff_day: c.plain()?,
            fund_withdraw_cutoff_day: c.plain()?,
            debit_groups: c.json()?,
            origin: c.origin()?,
        },
    })
}

impl View<'_> {
    /// All units in the order of their entry.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn units(&self) -> Result<Vec<Stored<Unit>>> {
        self.rows(&format!("{SELECT} ORDER BY id"), [], read)
    }

    /// One unit.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn unit(&self, id: i64) -> Result<Option<Stored<Unit>>> {
        self.first(&format!("{SELECT} WHERE id = ?1"), [id], read)
    }

    /// The unit of this name.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn unit_named(&self, name: &str) -> Result<Option<Stored<Unit>>> {
        self.first(&format!("{SELECT} WHERE name = ?1"), [name], read)
    }
}

impl Tx<'_> {
    /// Adds a unit.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the name is taken.
    pub fn insert_unit(&mut self, unit: &Unit) -> Result<i64> {
        let sql = "INSERT INTO unit (name, region, credit_code, social_account, fund_account, bank_name, bank_account,
            first_month, enroll_cutoff_day, withdraw_cutoff_day, fund_enroll_cutoff_day, fund_withdraw_cutoff_day,
            debit_groups, origin_sheet_id, origin_row, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
        with_columns(unit, None, |columns| self.insert(sql, columns))
    }

    /// Changes a unit to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`], or [`crate::StoreError::Duplicate`] if the name is taken.
    pub fn update_unit(&mut self, id: i64, unit: &Unit) -> Result<()> {
        let sql = "UPDATE unit SET name = ?1, region = ?2, credit_code = ?3, social_account = ?4, fund_account = ?5,
            bank_name = ?6, bank_account = ?7, first_month = ?8, enroll_cutoff_day = ?9, withdraw_cutoff_day = ?10,
            fund_enroll_cutoff_day = ?11, fund_withdraw_cutoff_day = ?12, debit_groups = ?13, origin_sheet_id = ?14,
            origin_row = ?15 WHERE id = ?16";
        with_columns(unit, Some(id), |columns| self.change("unit", sql, columns))
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(unit: &Unit, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (sheet, row) = origin_columns(unit.origin);
    let (first_month, debit_groups) = (compact(unit.first_month), unit.debit_groups.to_string());
    let columns = params![
        unit.name,
        unit.region,
        unit.credit_code,
        unit.social_account,
        unit.fund_account,
        unit.bank_name,
        unit.bank_account,
        first_month,
        unit.enroll_cutoff_day,
        unit.withdraw_cutoff_day,
        unit.fund_enroll_cutoff_day,
        unit.fund_withdraw_cutoff_day,
        debit_groups,
        sheet,
        row,
        id,
    ];
    run(columns)
}
