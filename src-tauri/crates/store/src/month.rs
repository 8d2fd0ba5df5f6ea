//! 月份状态 — how far a month has come.

use serde::Serialize;
use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::words;
use crate::view::View;

words! {
    /// 月份状态.
    MonthPhase {
        /// 草稿: computed at will.
        Draft = "draft" / "草稿",
        /// 已核对.
        Checked = "checked" / "已核对",
        /// 已锁定: nothing of it changes any more.
        Locked = "locked" / "已锁定",
    }
}

/// 月份状态 with the seal of a locked month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthState {
    /// 所属期.
    pub month: Month,
    /// How far it has come.
    pub phase: MonthPhase,
    /// Hash over what it was locked with.
    pub seal: Option<String>,
}

impl View<'_> {
    /// How far a month has come; a month never touched is a draft.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn month_phase(&self, month: Month) -> Result<MonthPhase> {
        let phase = self.first("SELECT state FROM month_state WHERE month = ?1", [month.compact()], |c| c.word())?;
        Ok(phase.unwrap_or(MonthPhase::Draft))
    }

    /// Every month that has a state of its own, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn month_states(&self) -> Result<Vec<MonthState>> {
        self.rows("SELECT month, state, seal FROM month_state ORDER BY month", [], |c| {
            Ok(MonthState { month: c.month()?, phase: c.word()?, seal: c.plain()? })
        })
    }
}

impl Tx<'_> {
    /// Sets how far a month has come.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be written.
    pub fn set_month_phase(&mut self, month: Month, phase: MonthPhase, seal: Option<&str>) -> Result<()> {
        let sql = "INSERT INTO month_state (month, state, seal) VALUES (?1, ?2, ?3)
            ON CONFLICT (month) DO UPDATE SET state = excluded.state, seal = excluded.seal";
        self.write(sql, (month.compact(), phase.id(), seal)).map(|_| ())
    }
}
