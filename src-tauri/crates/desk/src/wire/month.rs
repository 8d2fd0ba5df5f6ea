//! 月份 — closing a month, and how far each month has come.

use serde::{Deserialize, Serialize};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use ts_rs::TS;

use super::contribution::Line;

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

/// 封账核验 — a closed month computed again and held against its seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosedCheck {
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// 封账码.
    pub seal: String,
    /// Whether it is what was sealed.
    pub holds: bool,
}

/// 重新打开 — a seal that was taken off a month, and what was reversed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthReopened {
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// 原封账码.
    pub seal: String,
    /// 原因.
    pub reason: String,
    /// When.
    pub reopened_at: String,
    /// By whom.
    pub user: String,
    /// 冲销行数.
    pub lines: u32,
    /// 冲销单位部分, negative.
    #[ts(type = "string")]
    pub employer: Yuan,
    /// 冲销个人部分, negative.
    #[ts(type = "string")]
    pub employee: Yuan,
    /// The journal's number of the action, by which it is undone.
    pub action_seq: Option<i32>,
}

/// 冲销 — a reopening with each reversed line, its amounts negative, and what the month has come to since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthReversal {
    /// 重新打开.
    #[serde(flatten)]
    #[ts(flatten)]
    pub reopened: MonthReopened,
    /// 冲销行, of kind `reversal`.
    pub reversed: Vec<Line>,
    /// 单位差额: what stands in the month now, less what was sealed.
    #[ts(type = "string")]
    pub employer_difference: Yuan,
    /// 个人差额.
    #[ts(type = "string")]
    pub employee_difference: Yuan,
}

/// 封账检查项.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckItem {
    /// run, stale, unconfirmed, questions, weak, records, difference, states, paid, true_ups or backup.
    pub code: String,
    /// pass, warn or block.
    pub state: String,
    /// What was found, in Chinese.
    pub text: String,
    /// The screen that settles it.
    pub screen: String,
}

/// 封账检查单 — closing is refused while an item blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthChecklist {
    /// 所属期.
    #[ts(type = "string")]
    pub month: Month,
    /// draft, checked or locked.
    pub state: String,
    /// Whether nothing blocks.
    pub may_close: bool,
    /// 检查项.
    pub items: Vec<CheckItem>,
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
