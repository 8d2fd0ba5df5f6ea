//! 单位日期设置 — days that a unit sets for itself, each from a month on: cut-off days, reminders, limits.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Stored, compact};
use crate::view::View;

/// 单位日期设置 — one dated day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitDay {
    /// 参保单位.
    pub unit_id: i64,
    /// Which day, as an identifier.
    pub kind: String,
    /// The day of the month, or a number of days.
    pub day: u32,
    /// 起.
    pub from: Month,
    /// 止, included.
    pub to: Option<Month>,
    /// 说明或出处.
    pub reason: String,
    /// The day it became known here.
    pub recorded_on: NaiveDate,
}

impl View<'_> {
    /// Every day that any unit set, in the order they were recorded.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn unit_days(&self) -> Result<Vec<Stored<UnitDay>>> {
        let sql = "SELECT id, unit_id, kind, day, from_month, to_month, reason, recorded_on FROM unit_day ORDER BY id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: UnitDay {
                    unit_id: c.plain()?,
                    kind: c.plain()?,
                    day: c.plain()?,
                    from: c.month()?,
                    to: c.month_or_none()?,
                    reason: c.plain()?,
                    recorded_on: c.date()?,
                },
            })
        })
    }
}

impl Tx<'_> {
    /// Adds a day.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such unit.
    pub fn insert_unit_day(&mut self, set: &UnitDay) -> Result<i64> {
        self.insert(
            "INSERT INTO unit_day (unit_id, kind, day, from_month, to_month, reason, recorded_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                set.unit_id,
                set.kind,
                set.day,
                set.from.compact(),
                compact(set.to),
                set.reason,
                set.recorded_on.to_string()
            ],
        )
    }
}
