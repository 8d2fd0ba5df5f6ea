//! 补差 — what the clerk decided on the differences of closed months. An accepted one stands as a line of its own, which
//! the schema keeps in step.

use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;

use crate::act::Tx;
use crate::contribution::status;
use crate::error::{Result, StoreError};
use crate::month::MonthPhase;
use crate::row::{Stored, compact, fen, moment_text};
use crate::view::View;

/// 补差决定 — one difference that was accepted or refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrueUp {
    /// 原所属期.
    pub month: Month,
    /// Who.
    pub employee_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 参保单位.
    pub unit_id: i64,
    /// 入账月; none of a refused one.
    pub booked_month: Option<Month>,
    /// The declared base of the line.
    pub base_id: Option<i64>,
    /// 申报基数.
    pub declared_base: Option<Yuan>,
    /// 缴费基数 by the new terms.
    pub base: Yuan,
    /// 单位差额.
    pub employer: Yuan,
    /// 个人差额.
    pub employee: Yuan,
    /// Of which a difference of fixed amounts.
    pub employer_fixed: Yuan,
    /// Of which a difference of fixed amounts.
    pub employee_fixed: Yuan,
    /// 单位应缴 by the new terms.
    pub due_employer: Yuan,
    /// 个人应缴 by the new terms.
    pub due_employee: Yuan,
    /// The weakest status among the values used.
    pub status: Status,
    /// The new terms.
    pub rule_id: i64,
    /// Why: what changed.
    pub note: String,
}

impl View<'_> {
    /// Every decision, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn true_ups(&self) -> Result<Vec<Stored<TrueUp>>> {
        let sql = "SELECT id, month, employee_id, insurance, unit_id, booked_month, base_id, declared_base, base,
            employer, employee, employer_fixed, employee_fixed, due_employer, due_employee, status, rule_id, note
            FROM true_up ORDER BY id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: TrueUp {
                    month: c.month()?,
                    employee_id: c.plain()?,
                    insurance: c.word()?,
                    unit_id: c.plain()?,
                    booked_month: c.month_or_none()?,
                    base_id: c.plain()?,
                    declared_base: c.yuan_or_none()?,
                    base: c.yuan()?,
                    employer: c.yuan()?,
                    employee: c.yuan()?,
                    employer_fixed: c.yuan()?,
                    employee_fixed: c.yuan()?,
                    due_employer: c.yuan()?,
                    due_employee: c.yuan()?,
                    status: c.text(status)?,
                    rule_id: c.plain()?,
                    note: c.plain()?,
                },
            })
        })
    }
}

impl Tx<'_> {
    /// Keeps a decision; an accepted one becomes a line of its booking month.
    ///
    /// # Errors
    /// [`StoreError::MonthClosed`] if the booking month is locked.
    pub fn insert_true_up(&mut self, decided: &TrueUp) -> Result<i64> {
        if let Some(booked) = decided.booked_month
            && self.month_phase(booked)? == MonthPhase::Locked
        {
            return Err(StoreError::MonthClosed(booked));
        }
        let key = (decided.month.compact(), decided.employee_id, decided.insurance.id(), decided.unit_id);
        let seq = self.number(
            "SELECT coalesce(max(seq) + 1, 0) FROM true_up
             WHERE month = ?1 AND employee_id = ?2 AND insurance = ?3 AND unit_id = ?4",
            key,
        )?;
        let decision = if decided.booked_month.is_some() { "accepted" } else { "refused" };
        self.insert(
            "INSERT INTO true_up (month, employee_id, insurance, unit_id, seq, decision, decided_at, booked_month,
                base_id, declared_base, base, employer, employee, employer_fixed, employee_fixed, due_employer,
                due_employee, status, rule_id, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            params![
                decided.month.compact(),
                decided.employee_id,
                decided.insurance.id(),
                decided.unit_id,
                seq,
                decision,
                moment_text(self.now()),
                compact(decided.booked_month),
                decided.base_id,
                fen(decided.declared_base),
                decided.base.fen(),
                decided.employer.fen(),
                decided.employee.fen(),
                decided.employer_fixed.fen(),
                decided.employee_fixed.fen(),
                decided.due_employer.fen(),
                decided.due_employee.fen(),
                decided.status.id(),
                decided.rule_id,
                decided.note,
            ],
        )
    }
}
