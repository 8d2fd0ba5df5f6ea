//! 操作记录 — who changed what when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::book::Finding;

/// 一次操作.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalLine {
    /// 序号 of the action.
    pub action_seq: i32,
    /// 时间.
    pub time: String,
    /// 操作人.
    pub user: String,
    /// 动作 in the clerk's words.
    pub action: String,
    /// 对象.
    pub object: String,
    /// How many records it touched.
    pub changes: u32,
    /// Whether it can be undone now.
    pub undoable: bool,
    /// The action it took back.
    pub undoes: Option<i32>,
}

/// 撤销结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undone {
    /// The action taken back.
    pub undone: i32,
    /// 动作 in the clerk's words.
    pub action: String,
    /// How many records went back.
    pub changes: u32,
}

/// 操作记录核验结果.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalProof {
    /// Whether the whole chain is as it was written.
    pub ok: bool,
    /// How many rows it has.
    pub rows: i32,
    /// 台账核对码 of the newest row.
    pub head: String,
    /// How many earlier heads it was compared with.
    pub anchors: u32,
    /// What does not hold.
    pub findings: Vec<Finding>,
}
