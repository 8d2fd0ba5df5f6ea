//! 欠费 — arrears that were registered, orders to pay (限期缴纳), and advances of employees' shares.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Stored, words};
use crate::view::View;

/// 欠费登记 — arrears the book cannot compute itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisteredArrears {
    /// 参保单位.
    pub unit_id: i64,
    /// 所属期.
    pub month: Month,
    /// 险种.
    pub insurance: Insurance,
    /// 欠缴本金.
    pub principal: Yuan,
    /// 缴费截止日期.
    pub due_on: NaiveDate,
    /// 依据.
    pub document: String,
}

/// 限期缴纳通知 — an order to pay within a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArrearsNotice {
    /// 参保单位.
    pub unit_id: i64,
    /// 文书编号.
    pub number: String,
    /// 出具机关.
    pub agency: Option<String>,
    /// 收到日期.
    pub received_on: NaiveDate,
    /// 限期.
    pub due_on: NaiveDate,
    /// 责令补足的金额.
    pub amount: Yuan,
    /// 办结日期.
    pub settled_on: Option<NaiveDate>,
    /// 说明.
    pub note: Option<String>,
}

words! {
    /// 垫付种类.
    AdvanceKind {
        /// 垫付: the company paid the employee's own share.
        Advance = "advance" / "垫付",
        /// 扣回.
        Recovery = "recovery" / "扣回",
    }
}

/// 垫付或扣回 — one movement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advance {
    /// Whose share.
    pub employee_id: i64,
    /// 种类.
    pub kind: AdvanceKind,
    /// 所属期.
    pub month: Month,
    /// 金额.
    pub amount: Yuan,
    /// 日期.
    pub day: NaiveDate,
    /// 凭证.
    pub document: String,
}

impl View<'_> {
    /// 欠费登记, the oldest period first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn registered_arrears(&self) -> Result<Vec<Stored<RegisteredArrears>>> {
        let sql = "SELECT id, unit_id, month, insurance, principal, due_on, document FROM arrears ORDER BY month, id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: RegisteredArrears {
                    unit_id: c.plain()?,
                    month: c.month()?,
                    insurance: c.word()?,
                    principal: c.yuan()?,
                    due_on: c.date()?,
                    document: c.plain()?,
                },
            })
        })
    }

    /// 限期缴纳通知, the earliest term first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn arrears_notices(&self) -> Result<Vec<Stored<ArrearsNotice>>> {
        let sql = "SELECT id, unit_id, number, agency, received_on, due_on, amount, settled_on, note
            FROM arrears_notice ORDER BY due_on, id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: ArrearsNotice {
                    unit_id: c.plain()?,
                    number: c.plain()?,
                    agency: c.plain()?,
                    received_on: c.date()?,
                    due_on: c.date()?,
                    amount: c.yuan()?,
                    settled_on: c.word_or_none()?,
                    note: c.plain()?,
                },
            })
        })
    }

    /// 垫付与扣回, by day.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn advances(&self) -> Result<Vec<Stored<Advance>>> {
        let sql = "SELECT id, employee_id, kind, month, amount, day, document FROM advance ORDER BY day, id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: Advance {
                    employee_id: c.plain()?,
                    kind: c.word()?,
                    month: c.month()?,
                    amount: c.yuan()?,
                    day: c.date()?,
                    document: c.plain()?,
                },
            })
        })
    }
}

impl Tx<'_> {
    /// Registers arrears.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if this unit, period and insurance has them registered.
    pub fn insert_arrears(&mut self, arrears: &RegisteredArrears) -> Result<i64> {
        self.insert(
            "INSERT INTO arrears (unit_id, month, insurance, principal, due_on, document)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                arrears.unit_id,
                arrears.month.compact(),
                arrears.insurance.id(),
                arrears.principal.fen(),
                arrears.due_on.to_string(),
                arrears.document
            ],
        )
    }

    /// Records an order to pay.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the unit has one of this number.
    pub fn insert_arrears_notice(&mut self, notice: &ArrearsNotice) -> Result<i64> {
        self.insert(
            "INSERT INTO arrears_notice (unit_id, number, agency, received_on, due_on, amount, settled_on, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                notice.unit_id,
                notice.number,
                notice.agency,
                notice.received_on.to_string(),
                notice.due_on.to_string(),
                notice.amount.fen(),
                notice.settled_on.map(|day| day.to_string()),
                notice.note
            ],
        )
    }

    /// 办结 an order to pay.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn settle_arrears_notice(&mut self, id: i64, settled_on: NaiveDate) -> Result<()> {
        let sql = "UPDATE arrears_notice SET settled_on = ?2 WHERE id = ?1";
        self.change("arrears notice", sql, (id, settled_on.to_string()))
    }

    /// Records an advance or its recovery.
    ///
    /// # Errors
    /// [`crate::StoreError::Condition`] for an amount that is not above zero.
    pub fn insert_advance(&mut self, advance: &Advance) -> Result<i64> {
        self.insert(
            "INSERT INTO advance (employee_id, kind, month, amount, day, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                advance.employee_id,
                advance.kind.id(),
                advance.month.compact(),
                advance.amount.fen(),
                advance.day.to_string(),
                advance.document
            ],
        )
    }
}
