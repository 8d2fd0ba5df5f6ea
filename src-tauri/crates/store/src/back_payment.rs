//! 补缴 — lines of periods that have none of their own, paid later. The schema keeps the line in step with the decision.

use rusqlite::params;

use crate::act::Tx;
use crate::contribution::ContributionLine;
use crate::error::{Result, StoreError};
use crate::month::MonthPhase;
use crate::row::{fen, moment_text};

impl Tx<'_> {
    /// Keeps a back payment; it becomes a line of its period, booked in another month. The note says why.
    ///
    /// # Errors
    /// [`StoreError::MonthClosed`] if the booking month is locked, [`StoreError::Duplicate`] if the period has been paid
    /// back, [`StoreError::Condition`] if the line has no amounts.
    pub fn insert_back_payment(&mut self, line: &ContributionLine) -> Result<i64> {
        if self.month_phase(line.booked_month)? == MonthPhase::Locked {
            return Err(StoreError::MonthClosed(line.booked_month));
        }
        self.insert(
            "INSERT INTO back_payment (month, employee_id, insurance, unit_id, booked_month, decided_at, base_id,
                declared_base, base, employer, employee, employer_fixed, employee_fixed, status, rule_id, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                line.month.compact(),
                line.employee_id,
                line.insurance.id(),
                line.unit_id,
                line.booked_month.compact(),
                moment_text(self.now()),
                line.base_id,
                fen(line.declared_base),
                fen(line.base),
                fen(line.employer),
                fen(line.employee),
                line.employer_fixed.fen(),
                line.employee_fixed.fen(),
                line.status.id(),
                line.rule_id,
                line.note
            ],
        )
    }
}
