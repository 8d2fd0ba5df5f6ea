//! 月份 — closing a month, and how far each month has come.

use serde::{Deserialize, Serialize};
use shebao_rules::month::Month;
use ts_rs::TS;

/// 封账结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthSeal {
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// 封账码, as printed.
    pub seal: String,
    /// The whole hash.
    pub digest: String,
    /// When it was closed.
    pub closed_at: String,
    /// By whom.
    pub user: String,
    /// How many lines are sealed.
    pub lines: u32,
    /// Lines that were closed without an amount.
    pub unconfirmed: u32,
}

/// 月份状态.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthStateView {
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// draft, checked or locked.
    pub state: String,
    /// 封账码 of a locked month.
    pub seal: Option<String>,
}
