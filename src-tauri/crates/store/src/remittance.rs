//! 缴费 — the days by which a unit declares and pays, what was paid by hand, and the money there is for it.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Scope;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::remittance::Shift;

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::row::{Stored, compact};
use crate::view::View;

/// 缴费期限 — the unit's own days, from a month on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentDay {
    /// 参保单位.
    pub unit_id: i64,
    /// 范围.
    pub scope: Scope,
    /// 起.
    pub from: Month,
    /// 止, included.
    pub to: Option<Month>,
    /// 0: within the month itself; 1: in the month after.
    pub months_after: u32,
    /// 申报截止日 of the month.
    pub declare_day: Option<u32>,
    /// 缴费截止日 of the month.
    pub pay_day: u32,
    /// 顺延.
    pub shift: Shift,
    /// 出处.
    pub source: String,
}

/// 当地公布的期限 — of one month; it wins over every rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedDay {
    /// 统筹区代码.
    pub region: String,
    /// 范围.
    pub scope: Scope,
    /// 费款申报月.
    pub month: Month,
    /// 申报截止日期.
    pub declare_by: Option<NaiveDate>,
    /// 缴费截止日期.
    pub pay_by: NaiveDate,
    /// 出处.
    pub source: String,
}

/// 缴款 — one payment recorded by hand, with its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// 参保单位.
    pub unit_id: i64,
    /// 费款申报月.
    pub month: Month,
    /// 范围.
    pub scope: Scope,
    /// 本金.
    pub principal: Yuan,
    /// 滞纳金, the employer's.
    pub late_fee: Yuan,
    /// 缴款日期.
    pub paid_on: NaiveDate,
    /// 凭证.
    pub document: String,
}

/// 可用余额 — as the clerk typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CashBalance {
    /// 余额日期.
    pub day: NaiveDate,
    /// 余额.
    pub amount: Yuan,
    /// 说明.
    pub note: Option<String>,
}

impl View<'_> {
    /// 缴费期限 of all units, the later entry last.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn payment_days(&self) -> Result<Vec<Stored<PaymentDay>>> {
        let sql = "SELECT id, unit_id, scope, from_month, to_month, months_after, declare_day, pay_day, shift, source
            FROM payment_day ORDER BY id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: PaymentDay {
                    unit_id: c.plain()?,
                    scope: c.word()?,
                    from: c.month()?,
                    to: c.month_or_none()?,
                    months_after: c.plain()?,
                    declare_day: c.plain()?,
                    pay_day: c.plain()?,
                    shift: c.text(|text| Shift::of(text).ok_or(StoreError::Damaged("word")))?,
                    source: c.plain()?,
                },
            })
        })
    }

    /// 当地公布的期限, the later entry last.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn published_days(&self) -> Result<Vec<Stored<PublishedDay>>> {
        let sql = "SELECT id, region, scope, month, declare_by, pay_by, source FROM published_day ORDER BY id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: PublishedDay {
                    region: c.plain()?,
                    scope: c.word()?,
                    month: c.month()?,
                    declare_by: c.word_or_none()?,
                    pay_by: c.date()?,
                    source: c.plain()?,
                },
            })
        })
    }

    /// 缴款 recorded by hand, by day.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn payments(&self) -> Result<Vec<Stored<Payment>>> {
        let sql = "SELECT id, unit_id, month, scope, principal, late_fee, paid_on, document FROM payment
            ORDER BY paid_on, id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: Payment {
                    unit_id: c.plain()?,
                    month: c.month()?,
                    scope: c.word()?,
                    principal: c.yuan()?,
                    late_fee: c.yuan()?,
                    paid_on: c.date()?,
                    document: c.plain()?,
                },
            })
        })
    }

    /// The balance typed for the latest day up to `on`.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn cash_balance(&self, on: NaiveDate) -> Result<Option<Stored<CashBalance>>> {
        let sql = "SELECT id, day, amount, note FROM cash_balance WHERE day <= ?1 ORDER BY day DESC, id DESC LIMIT 1";
        self.first(sql, [on.to_string()], |c| {
            Ok(Stored { id: c.plain()?, row: CashBalance { day: c.date()?, amount: c.yuan()?, note: c.plain()? } })
        })
    }
}

impl Tx<'_> {
    /// Adds the unit's own days.
    ///
    /// # Errors
    /// [`StoreError::Condition`] for a day no month has.
    pub fn insert_payment_day(&mut self, own: &PaymentDay) -> Result<i64> {
        self.insert(
            "INSERT INTO payment_day (unit_id, scope, from_month, to_month, months_after, declare_day, pay_day, shift,
             source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                own.unit_id,
                own.scope.id(),
                own.from.compact(),
                compact(own.to),
                own.months_after,
                own.declare_day,
                own.pay_day,
                own.shift.id(),
                own.source
            ],
        )
    }

    /// Adds a published date.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be written.
    pub fn insert_published_day(&mut self, day: &PublishedDay) -> Result<i64> {
        self.insert(
            "INSERT INTO published_day (region, scope, month, declare_by, pay_by, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                day.region,
                day.scope.id(),
                day.month.compact(),
                day.declare_by.map(|d| d.to_string()),
                day.pay_by.to_string(),
                day.source
            ],
        )
    }

    /// Records a payment.
    ///
    /// # Errors
    /// [`StoreError::Condition`] without a document or for a negative amount.
    pub fn insert_payment(&mut self, payment: &Payment) -> Result<i64> {
        self.insert(
            "INSERT INTO payment (unit_id, month, scope, principal, late_fee, paid_on, document)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                payment.unit_id,
                payment.month.compact(),
                payment.scope.id(),
                payment.principal.fen(),
                payment.late_fee.fen(),
                payment.paid_on.to_string(),
                payment.document
            ],
        )
    }

    /// Records the balance of a day.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be written.
    pub fn insert_cash_balance(&mut self, balance: &CashBalance) -> Result<i64> {
        let sql = "INSERT INTO cash_balance (day, amount, note) VALUES (?1, ?2, ?3)";
        self.insert(sql, (balance.day.to_string(), balance.amount.fen(), balance.note.as_deref()))
    }
}
