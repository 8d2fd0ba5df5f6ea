//! 回执 — what agencies gave for things done, and the people whose hires and leavings are to be looked at.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Stored};
use crate::view::View;

/// 回执 of one thing done for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// For whom.
    pub employee_id: i64,
    /// 参保单位.
    pub unit_id: i64,
    /// 事项, as an identifier.
    pub kind: String,
    /// `social` or `housing_fund`; none of a paper.
    pub scope: Option<String>,
    /// The hire or the leaving that it answers.
    pub event: NaiveDate,
    /// 回执日期.
    pub received_on: NaiveDate,
    /// 回执编号.
    pub number: Option<String>,
    /// 办理机构、经办渠道.
    pub note: Option<String>,
    /// The day it was recorded here.
    pub recorded_on: NaiveDate,
}

/// 记录区间 — the periods of a person's agency records at a unit, per insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedSpan {
    /// 参保单位.
    pub unit_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// The first period.
    pub first: Month,
    /// The last period.
    pub last: Month,
}

const SELECT: &str =
    "SELECT id, employee_id, unit_id, kind, scope, event_day, received_on, number, note, recorded_on FROM receipt";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Receipt>> {
    Ok(Stored {
        id: c.plain()?,
        row: Receipt {
            employee_id: c.plain()?,
            unit_id: c.plain()?,
            kind: c.plain()?,
            scope: c.plain()?,
            event: c.date()?,
            received_on: c.date()?,
            number: c.plain()?,
            note: c.plain()?,
            recorded_on: c.date()?,
        },
    })
}

impl View<'_> {
    /// One person's receipts, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn receipts_of(&self, employee_id: i64) -> Result<Vec<Stored<Receipt>>> {
        self.rows(&format!("{SELECT} WHERE employee_id = ?1 ORDER BY id"), [employee_id], read)
    }

    /// Every receipt of an enrolment, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn enroll_receipts(&self) -> Result<Vec<Stored<Receipt>>> {
        self.rows(&format!("{SELECT} WHERE kind = 'enroll' ORDER BY id"), [], read)
    }

    /// Who was hired or left since the month of a day, serves without running cover of either group, or left while some runs on.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn employees_in_motion(&self, since: NaiveDate) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT j.employee_id FROM employment j WHERE
              j.hired >= ?1 OR j.left_on >= ?1
              OR (j.left_on IS NULL AND NOT EXISTS (SELECT 1 FROM enrollment e WHERE e.employee_id = j.employee_id
                AND e.last_month IS NULL AND e.scope <> 'housing_fund'))
              OR (j.left_on IS NULL AND NOT EXISTS (SELECT 1 FROM enrollment e WHERE e.employee_id = j.employee_id
                AND e.last_month IS NULL AND e.scope IN ('housing_fund', 'only:housing_fund')))
              OR (j.left_on IS NOT NULL AND EXISTS (SELECT 1 FROM enrollment e WHERE e.employee_id = j.employee_id
                AND e.last_month IS NULL AND (j.unit_id IS NULL OR e.unit_id = j.unit_id)))
            ORDER BY j.employee_id";
        self.rows(sql, [since.format("%Y-%m").to_string()], |c| c.plain())
    }

    /// Who was hired from a day to another, both included; of a hire known by its month only, the month decides.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn hired_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT employee_id FROM employment WHERE hired BETWEEN ?1 AND ?2 ORDER BY employee_id";
        self.rows(sql, (from.format("%Y-%m").to_string(), to.to_string()), |c| c.plain())
    }

    /// The periods of a person's agency records.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn recorded_spans_of(&self, employee_id: i64) -> Result<Vec<RecordedSpan>> {
        let sql = "SELECT unit_id, insurance, min(period), max(period_to) FROM agency_record
            WHERE employee_id = ?1 AND kind <> 'refund' GROUP BY unit_id, insurance ORDER BY unit_id, insurance";
        self.rows(sql, [employee_id], |c| {
            Ok(RecordedSpan { unit_id: c.plain()?, insurance: c.word()?, first: c.month()?, last: c.month()? })
        })
    }

    /// Up to which period a unit's lists are known, of the fund or of everything else.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn listed_until(&self, unit_id: i64, fund: bool) -> Result<Option<Month>> {
        let sql = "SELECT period FROM agency_record WHERE unit_id = ?1 AND kind = 'regular'
            AND (insurance IN ('housing_fund', 'supplement:housing_fund')) = ?2 ORDER BY period DESC LIMIT 1";
        self.first(sql, (unit_id, fund), |c| c.month())
    }
}

impl Tx<'_> {
    /// Records a receipt.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person or unit.
    pub fn insert_receipt(&mut self, receipt: &Receipt) -> Result<i64> {
        self.insert(
            "INSERT INTO receipt (employee_id, unit_id, kind, scope, event_day, received_on, number, note, recorded_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                receipt.employee_id,
                receipt.unit_id,
                receipt.kind,
                receipt.scope,
                receipt.event.to_string(),
                receipt.received_on.to_string(),
                receipt.number,
                receipt.note,
                receipt.recorded_on.to_string()
            ],
        )
    }
}
