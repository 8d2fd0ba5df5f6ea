//! 待认可的匹配 — rows that met their person by less than a full number.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 弱匹配.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchView {
    /// Sent back to confirm it or to give it to somebody else.
    pub id: String,
    /// 类型 of the sheet.
    pub kind: String,
    /// 文件.
    pub file: String,
    /// 工作表.
    pub sheet: String,
    /// 行.
    pub row: u32,
    /// 月份, where the row speaks of one.
    pub month: Option<String>,
    /// 参保单位.
    pub unit: Option<String>,
    /// 姓名 as the sheet writes it.
    pub written: Option<String>,
    /// 工号 of the person it was matched to.
    pub employee_no: String,
    /// 姓名 of that person.
    pub name: String,
    /// Why the match is weak.
    pub reason: String,
}

/// 改归 — a weak match that is wrong.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchGiven {
    /// Which match.
    pub id: String,
    /// 工号 of the right person; none for nobody of the roster.
    pub employee_no: Option<String>,
}
