//! 文书 — statements and notices.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 出具文书 — what to print.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatementRequest {
    /// statement (社保状态说明) or notice (月度缴费告知单).
    pub kind: String,
    /// 工号.
    pub employee_no: String,
    /// 起.
    pub from: String,
    /// 止.
    pub to: String,
    /// Whether the whole ID number is printed.
    pub full_id: bool,
    /// 用途.
    pub purpose: Option<String>,
}

/// 批量出具.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchRequest {
    /// statement or notice.
    pub kind: String,
    /// 月份; the last one where there are several.
    pub month: String,
    /// 起始月份 of statements; the month alone when absent. A notice is always of its month.
    pub from: Option<String>,
    /// 参保单位; all when absent.
    pub unit: Option<String>,
    /// 工号; all covered people when empty.
    pub employees: Vec<String>,
}

/// 出具结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Printed {
    /// The files written.
    pub files: Vec<String>,
    /// 页数 in all.
    pub pages: u32,
    /// 文书编号.
    pub numbers: Vec<String>,
    /// People that were left out, with the reason.
    pub skipped: Vec<Skipped>,
}

/// 未出具.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Skipped {
    /// 工号.
    pub employee_no: String,
    /// 姓名.
    pub name: String,
    /// 原因.
    pub reason: String,
}

/// 进度 of long work.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Progress {
    /// Which job.
    pub job: String,
    /// Done so far.
    pub done: u32,
    /// In all.
    pub total: u32,
}
